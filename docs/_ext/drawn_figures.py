"""Draws every picture of ``docs/_figures`` to ``docs/_generated`` before the pages are read.

A module there has one function, ``draw(path: Path)``. A picture is drawn again when it is older than its module or
than anything that it may rest on: a module of ``theory``, a recorded result.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import matplotlib as mpl
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

import theory

_log = logging.getLogger(__name__)


def draw_figures(app: Sphinx) -> None:
    """Draw what is missing or old."""
    generated = Path(app.srcdir, "_generated")
    generated.mkdir(exist_ok=True)
    sources = [p for root in theory.__path__ for p in Path(root).rglob("*.py")]
    sources += [p for p in Path(app.srcdir, "results").rglob("*") if p.is_file()]
    changed = max(p.stat().st_mtime for p in sources)
    for module in sorted(Path(app.srcdir, "_figures").glob("[!_]*.py")):
        picture = generated / f"{module.stem}.svg"
        if not picture.exists() or picture.stat().st_mtime < max(changed, module.stat().st_mtime):
            _log.info("drawing %s", picture.name)
            _draw(module, picture)


def _draw(module: Path, picture: Path) -> None:
    mpl.use("Agg")
    spec = importlib.util.spec_from_file_location(f"docs_figure_{module.stem.replace('-', '_')}", module)
    assert spec and spec.loader
    drawing = importlib.util.module_from_spec(spec)
    half_done = picture.with_suffix(".part.svg")
    try:
        # Ids that do not change from one build to the next, and no date: the same picture is the same file.
        with mpl.rc_context({"svg.hashsalt": module.stem}):
            spec.loader.exec_module(drawing)
            drawing.draw(half_done)
        half_done.replace(picture)
    except Exception as error:
        raise ExtensionError(f"{module}: {type(error).__name__}: {error}") from error
    finally:
        half_done.unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Draw before the pages are read."""
    app.connect("builder-inited", draw_figures)
    return {"parallel_read_safe": True}
