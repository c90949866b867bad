"""The progress bar of the commands that take a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


def progress_bar(title: str, *, percent: bool = False) -> Progress:
    """Return a bar on standard error with the time left, the time gone and the description of its task.

    Args:
        title: what is being done.
        percent: show the share that is done, not the numbers.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn(f"{title:<9}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f} %") if percent else MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("gone"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
    )
