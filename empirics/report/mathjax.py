"""MathJax as one script that needs no network, and the compression of what would make a page large."""

from __future__ import annotations

import base64
import gzip
from importlib import metadata
from pathlib import Path

from theory.errors import InputError

_PACKAGE, _FILE = "sphinx-mathjax-offline", "tex-svg-full.js"  # "full": every TeX extension is inside


def packed(content: bytes) -> str:
    """Return content as gzip in base64, the same for the same content; ``page.js`` unpacks it."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")


def script() -> str:
    """Return the source of MathJax 3, packed.

    Raises:
        InputError: the package that contains it is not installed.
    """
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == _FILE:
            return packed(Path(str(file.locate())).read_bytes())
    raise InputError(f"the page's math needs the package {_PACKAGE}: pip install --group docs")
