"""Ctrl-C at moments in which Python drops it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds between two checks of whether the main thread has left the hook.
POLL_SECONDS = 0.01


@contextmanager
def interrupts_kept() -> Iterator[None]:
    """While this is open, an interrupt is sent again if it was dropped.

    Python drops a KeyboardInterrupt, like every exception, in a ``__del__`` or a callback of a weak reference, as
    imports use them, and the program goes on.

    Example:
        >>> with interrupts_kept():
        ...     pass
    """
    before = sys.unraisablehook

    def hook(dropped: sys.UnraisableHookArgs) -> None:
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            threading.Thread(target=interrupt_again, daemon=True).start()
        else:
            before(dropped)

    def interrupt_again() -> None:
        main = threading.main_thread().ident
        assert main is not None
        while _runs(hook.__code__, main):  # where an interrupt would be dropped too
            time.sleep(POLL_SECONDS)
        signal.pthread_kill(main, signal.SIGINT)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


def _runs(code: object, thread: int) -> bool:
    """Whether a thread is in a function, or in one that this has called."""
    frame = sys._current_frames().get(thread)
    while frame is not None and frame.f_code is not code:
        frame = frame.f_back
    return frame is not None
