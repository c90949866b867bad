"""Planted errors that change nothing or leave a weaker statement that is true as well, each with its reason.

The list may only shrink: a run with ``--plant all`` fails where one of them is caught or cannot be planted any more.
"""

import importlib
import pkgutil

EQUIVALENT: dict[str, str] = {
    name: reason
    for module in pkgutil.iter_modules(__path__)
    for name, reason in importlib.import_module(f"{__name__}.{module.name}").EQUIVALENT.items()
}

__all__ = ["EQUIVALENT"]
