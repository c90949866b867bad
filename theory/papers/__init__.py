"""The papers under audit, each a package with a ``PAPER``: its claims as data and the suite of their checks."""

from __future__ import annotations

import importlib
import pkgutil

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.ledger.paper import Paper

__all__ = ["known_papers", "paper_named"]

#: The paper that a command speaks of where none is named.
FIRST = "wies-2023"


def known_papers() -> tuple[str, ...]:
    """Return the names of the papers that are known here, the first audited first.

    Example:
        >>> from theory.papers import known_papers
        >>> "wies-2023" in known_papers()
        True
    """
    names = [module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__) if module.ispkg]
    return tuple(sorted(names, key=lambda name: (name != FIRST, name)))


@check_arguments
def paper_named(name: str) -> Paper:
    """Return the paper with this name.

    Raises:
        InputError: no paper has it.

    Example:
        >>> from theory.papers import paper_named
        >>> paper_named("wies-2023").authors
        'Noam Wies, Yoav Levine, Amnon Shashua'
    """
    if name not in known_papers():
        raise InputError(f"no paper is called {name!r}; known here: {', '.join(known_papers())}")
    paper: Paper = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").PAPER
    return paper
