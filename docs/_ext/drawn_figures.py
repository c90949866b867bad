"""Draws the pictures that pages show to ``docs/_generated`` before the pages are read.

A module of ``docs/_figures`` has one function, ``draw(files: Files)``. Any other picture that a page shows is the
figure of that name of ``subtask plot``, drawn from the results that are kept with the project. A picture is drawn again
when it is older than anything that it may depend on: this project's modules, its own module, a recorded result.

Each is drawn in a wide and a narrow layout; a page has both, and ``figures.css`` shows the one for the screen.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

import empirics
import theory
from empirics.plots import NAMES, caption, draw, narrow_of
from empirics.plots.style import Files
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
    """Append every figure to the page ``gallery``: what it draws and shows, its command or module, its data."""
    if docname != _GALLERY:
        return
    of_pages = _pages(Path(app.srcdir))
    for name in NAMES:
        content[0] += _in_the_gallery(name, caption(name), of_pages.get(name, ()))
        content[0] += (
            f"`subtask plot {name} --data` draws it from its data: {{download}}`{name}.csv <_generated/{name}.csv>`.\n"
        )
    for module in sorted(Path(app.srcdir, "_figures").glob("[!_]*.py")):
        read = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
        content[0] += _in_the_gallery(module.stem, read, of_pages.get(module.stem, ()))
        content[0] += (
            f"Computed and drawn while the pages are built, by {{download}}`{module.name} <_figures/{module.name}>`.\n"
        )


def _in_the_gallery(name: str, read: str, pages: Iterable[str]) -> str:
    on = f" On {', '.join(f'{{doc}}`/{page}`' for page in pages)}." if pages else ""
    return f"\n## {name}\n\n```{{figure}} /_generated/{name}.svg\n:alt: {name}\n\n{' '.join(read.split())}{on}\n```\n\n"


def _pages(srcdir: Path) -> dict[str, list[str]]:
    """The pages that show each picture, without the gallery."""
    found: dict[str, list[str]] = {}
    for page in sorted(srcdir.rglob("*.md")):
        for name in _SHOWN.findall(page.read_text(encoding="utf-8")):
            found.setdefault(name, []).append(str(page.relative_to(srcdir).with_suffix("")))
    return found


def shown(srcdir: Path) -> set[str]:
    """The names of the pictures that pages show."""
    gallery = set(NAMES) if (srcdir / f"{_GALLERY}.md").exists() else set()
    return gallery | _pages(srcdir).keys()


class BothLayouts(SphinxTransform):
    """Puts the narrow layout of a picture beside the wide one, before Sphinx collects the pictures."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Add the pictures to the page."""
        for image in list(self.document.findall(nodes.image)):
            found = _SHOWN.fullmatch(image["uri"])
            if found:
                narrow = image.deepcopy()
                narrow["uri"] = str(narrow_of(Path(image["uri"])))
                narrow["classes"].append("narrow")
                image["classes"].append("wide")
                image.parent.insert(image.parent.index(image) + 1, narrow)


def _draw(name: str, module: Path | None, picture: Path) -> None:
    with TemporaryDirectory(dir=picture.parent) as folder:
        half_done = Path(folder, picture.name)
        files = Files(half_done, narrow=narrow_of(half_done))
        try:
            drawing = _function_of(module) if module else partial(_plot, name)
            drawing(files)
            for path in sorted(Path(folder).iterdir(), key=lambda path: path == half_done):
                path.replace(picture.with_name(path.name))
        except Exception as error:
            raise ExtensionError(f"{module or name}: {type(error).__name__}: {error}") from error


def _function_of(module: Path) -> Callable[[Files], object]:
    spec = importlib.util.spec_from_file_location(f"docs_figure_{module.stem.replace('-', '_')}", module)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    function: Callable[[Files], object] = loaded.draw
    return function


def _plot(name: str, files: Files) -> None:
    """Draw the figure of ``subtask plot``, which names its files itself."""
    if name not in NAMES:
        raise ValueError(f"no module draws it, and subtask plot has {', '.join(NAMES)}")
    draw(name, None, files.picture.parent, narrow=True, numbers=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Draw before the pages are read, and show both layouts."""
    app.connect("builder-inited", draw_figures)
    app.connect("source-read", fill_the_gallery)
    app.add_transform(BothLayouts)
    app.add_css_file("figures.css")
    return {"parallel_read_safe": True}
