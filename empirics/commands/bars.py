"""The progress bar of the commands that take a while: shown on a terminal only, and removed when the work ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


def progress_bar(title: str, *, percent: bool = False) -> Progress:
    """Return a bar on standard error: numbers or per cent done, the time left and gone, what its task says."""
    from rich import progress
    from rich.console import Console

    console = Console(stderr=True)
    return progress.Progress(
        f"{title:<9}",
        progress.BarColumn(),
        "{task.percentage:.0f} %" if percent else progress.MofNCompleteColumn(),
        "left",
        progress.TimeRemainingColumn(),
        "gone",
        progress.TimeElapsedColumn(),
        "{task.description}",
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
