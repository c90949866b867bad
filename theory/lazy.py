"""Names of a package that are imported when they are first used, so that importing the package stays fast."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


def lazy_names(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package whose names are imported on first use.

    The package lists its names once, as imports under ``if TYPE_CHECKING:``, which type checkers read too. The list is
    read from the package's source at the first use of a name.

    Args:
        package: the package's ``__name__``.
    """

    def find(name: str) -> Any:
        home = None if name.startswith("__") else _homes(package).get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(home), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *_homes(package)})

    return find, names


@cache
def _homes(package: str) -> dict[str, str]:
    """The module of each name that the package imports under ``if TYPE_CHECKING:``."""
    source = ast.parse(inspect.getsource(sys.modules[package]))
    blocks = [node for node in source.body if isinstance(node, ast.If)]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}
