"""Figures from stored runs, never from a live one: one module a figure, each with ``draw(runs_dir, files)``."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Literal

from empirics.plots.own_runs import NothingToDraw
from empirics.plots.style import Files
from theory.arguments import check_arguments
from theory.errors import InputError

__all__ = ["NAMES", "caption", "draw", "narrow_of"]

#: Every figure, in the order of the paper.
NAMES = (
    "gap",
    "union-bound",
    "coefficients-vs-inputs",
    "iterations-vs-bits",
    "fixed-sample-gap",
    "infinite-width",
    "init-scale",
    "sample-complexity",
    "learning-curve",
    "kernel-complexity",
    "kernel-learning-curves",
    "width-convergence",
    "linearisation",
    "norms",
    "gradient-variance",
    "one-gradient-step",
    "training-regimes",
)


def check_name(name: str) -> None:
    """Raise InputError unless there is a figure of this name."""
    if name not in NAMES:
        raise InputError(f"no figure is called {name!r}; there are {', '.join(NAMES)}")


@check_arguments
def narrow_of(picture: Path) -> Path:
    """Return the place of a picture's narrow layout, beside that of the wide one.

    Example:
        >>> from pathlib import Path
        >>> from empirics.plots import narrow_of
        >>> narrow_of(Path("gap.svg")).name
        'gap-narrow.svg'
    """
    return picture.with_stem(f"{picture.stem}-narrow")


@check_arguments
def caption(name: str) -> str:
    """Return what a figure draws and what it shows, in two sentences.

    Raises:
        InputError: no figure has this name.

    Example:
        >>> from empirics.plots import caption
        >>> caption("width-convergence").split(". ")[0]
        'The kernel of nets of finite width against its limit'
    """
    check_name(name)
    module = importlib.import_module(f"empirics.plots.{name.replace('-', '_')}")
    return " ".join(" ".join((inspect.getdoc(module) or name).split("\n\n")[:2]).split())


@check_arguments
def draw(
    name: str,
    runs_dir: str | Path | None,
    out_dir: str | Path,
    *,
    format: Literal["svg", "png", "pdf"] = "svg",
    numbers: bool = False,
    narrow: bool = False,
    or_recorded: bool = False,
) -> Path:
    """Draw one figure.

    Args:
        name: one of :data:`NAMES`.
        runs_dir: the folder of the runs' folders, of any names; None for the runs that are recorded with the project.
            Runs that are not finished, or cannot be read, are left out.
        out_dir: where the picture goes.
        format: the format of the picture.
        numbers: write what is drawn to ``out_dir / "NAME.csv"`` too, one row a point; its columns are
            ``empirics.plots.numbers.COLUMNS``.
        narrow: draw it for a phone too, with its panels below each other, to the file of :func:`narrow_of`.
        or_recorded: draw the recorded runs if the folder has none that the figure could show.

    Returns:
        The picture, ``out_dir / "NAME.FORMAT"``.

    Raises:
        InputError: no figure has this name, what it is drawn from is missing or damaged, or nothing can be written
            there.

    Example:
        >>> import tempfile
        >>> from empirics.plots import draw
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     draw("coefficients-vs-inputs", None, folder).name
        'coefficients-vs-inputs.svg'
    """
    check_name(name)
    runs = None if runs_dir is None else Path(runs_dir)
    if runs is not None and runs.exists() and not runs.is_dir():
        raise InputError(f"{runs}: no folder of runs")
    figure = importlib.import_module(f"empirics.plots.{name.replace('-', '_')}")
    out = Path(out_dir)
    files = Files(
        out / f"{name}.{format}",
        out / f"{name}.csv" if numbers else None,
        narrow_of(out / f"{name}.{format}") if narrow else None,
    )
    try:
        try:
            figure.draw(runs, files)
        except NothingToDraw:
            if not or_recorded:
                raise
            figure.draw(None, files)
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError) as error:
        # Stored results are read by name and type: a missing entry or another type means a damaged or foreign file.
        raise InputError(
            f"{name}: what it is drawn from is damaged ({type(error).__name__}: {error})"
        ) from error
    return files.picture
