"""Figures from stored runs, never from a live one: one module a figure, each with ``draw(runs_dir, path)``."""

from __future__ import annotations

import importlib
from pathlib import Path

from theory.errors import InputError

#: Every figure, in the paper's order of what it shows.
NAMES = (
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
)


def draw(name: str, runs_dir: Path, out_dir: Path) -> Path:
    """Draw one figure as SVG.

    Args:
        name: one of :data:`NAMES`.
        runs_dir: the folder of the runs' folders.
        out_dir: where the picture goes.

    Returns:
        The picture, ``out_dir / "NAME.svg"``.

    Raises:
        InputError: no figure has this name, or what it is drawn from is missing or damaged.
    """
    if name not in NAMES:
        raise InputError(f"no figure is called {name!r}; there are {', '.join(NAMES)}")
    figure = importlib.import_module(f"empirics.plots.{name.replace('-', '_')}")
    path = out_dir / f"{name}.svg"
    try:
        figure.draw(runs_dir, path)
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError) as error:
        # Stored results are read by name and type: what is not there, or is of another type, was not stored like that.
        raise InputError(
            f"{name}: what it is drawn from is damaged ({type(error).__name__}: {error})"
        ) from error
    return path
