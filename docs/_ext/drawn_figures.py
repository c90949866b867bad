"""Draws the pictures that pages show to ``docs/_generated`` before the pages are read.

A module of ``docs/_figures`` has one function, ``draw(path: Path)``. Any other picture that a page shows is the figure
of that name of ``subtask plot``, drawn from the results that are kept with the project. A picture is drawn again when
it is older than anything that it may depend on: this project's modules, its own module, a recorded result.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

import empirics
import theory
from empirics.plots import NAMES, caption, draw
from theory.results.records import RECORDED

_log = logging.getLogger(__name__)
_GALLERY = "gallery"
_SHOWN = re.compile(r"/_generated/([\w-]+)\.svg")


def draw_figures(app: Sphinx) -> None:
    """Draw the pictures that are missing or out of date."""
    generated = Path(app.srcdir, "_generated")
    generated.mkdir(exist_ok=True)
    roots = [Path(root) for package in (theory, empirics) for root in package.__path__]
    sources = [path for root in roots for path in root.rglob("*.py")]
    sources += [path for path in RECORDED.rglob("*") if path.is_file()]
    changed = max(path.stat().st_mtime for path in sources)
    own = {path.stem: path for path in Path(app.srcdir, "_figures").glob("[!_]*.py")}
    for name in sorted(shown(Path(app.srcdir)) | own.keys()):
        picture = generated / f"{name}.svg"
        newest = max(changed, own[name].stat().st_mtime) if name in own else changed
        if not picture.exists() or picture.stat().st_mtime < newest:
            _log.info("drawing %s", picture.name)
            _draw(name, own.get(name), picture)


def fill_the_gallery(app: Sphinx, docname: str, content: list[str]) -> None:
    """Append every figure of ``subtask plot`` to the page ``gallery``."""
    if docname == _GALLERY:
        content[0] += "".join(
            f"\n## {name}\n\n```{{figure}} /_generated/{name}.svg\n:alt: {name}\n:width: 100%\n\n"
            f"{caption(name)}\n```\n\n"
            f"`subtask plot {name} --data` draws it and writes its numbers to `{name}.csv`.\n"
            for name in NAMES
        )


def shown(srcdir: Path) -> set[str]:
    """The names of the pictures that pages show."""
    gallery = set(NAMES) if (srcdir / f"{_GALLERY}.md").exists() else set()
    return gallery | {
        name for page in srcdir.rglob("*.md") for name in _SHOWN.findall(page.read_text(encoding="utf-8"))
    }


def _draw(name: str, module: Path | None, picture: Path) -> None:
    mpl.use("Agg")
    half_done = picture.with_suffix(".part.svg")
    try:
        drawing = _function_of(module) if module else partial(_plot, name)
        # Ids that do not change from one build to the next, and no date: the same picture is the same file.
        with mpl.rc_context({"svg.hashsalt": name}):
            drawing(half_done)
        half_done.replace(picture)
    except Exception as error:
        raise ExtensionError(f"{module or name}: {type(error).__name__}: {error}") from error
    finally:
        half_done.unlink(missing_ok=True)


def _function_of(module: Path) -> Callable[[Path], object]:
    spec = importlib.util.spec_from_file_location(f"docs_figure_{module.stem.replace('-', '_')}", module)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    function: Callable[[Path], object] = loaded.draw
    return function


def _plot(name: str, path: Path) -> None:
    """The figure of ``subtask plot``, which names its file itself."""
    if name not in NAMES:
        raise ValueError(f"no module draws it, and subtask plot has {', '.join(NAMES)}")
    draw(name, None, path.parent).replace(path)


def setup(app: Sphinx) -> dict[str, Any]:
    """Draw before the pages are read."""
    app.connect("builder-inited", draw_figures)
    app.connect("source-read", fill_the_gallery)
    return {"parallel_read_safe": True}
