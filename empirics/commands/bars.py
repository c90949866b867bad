"""Progress bars: on standard error, on a terminal alone, and gone when the work ends, however it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


def bar(*columns: str | ProgressColumn) -> Progress:
    """Return a bar of these columns, which ``with`` shows."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
