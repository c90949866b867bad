"""MathJax as one script that needs no network."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from theory.errors import InputError

_PACKAGE, _FILE = "sphinx-mathjax-offline", "tex-svg-full.js"  # "full": every TeX extension is inside


def script() -> str:
    """The source of MathJax 3, fit to stand inside a ``script`` element.

    Raises:
        InputError: the package that carries it is not installed.
    """
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == _FILE:
            source = Path(str(file.locate())).read_text(encoding="utf-8")
            return source.replace("</script", r"<\/script").replace("<!--", r"<\!--")
    raise InputError(f"the page's math needs the package {_PACKAGE}: pip install --group docs")
