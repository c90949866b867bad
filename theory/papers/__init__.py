"""The papers under audit, each a package with a ``PAPER``: its claims as data and the suite of their checks."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from pathlib import Path

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.ledger.paper import Paper

__all__ = ["folder_of_the_suite", "known_papers", "paper_named"]

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


@check_arguments
def folder_of_the_suite(name: str) -> Path:
    """Return the folder of a paper's checks.

    Raises:
        InputError: no paper has that name.

    Example:
        >>> from theory.papers import folder_of_the_suite
        >>> folder_of_the_suite("wies-2023").name
        'proofs'
    """
    found = importlib.util.find_spec(paper_named(name).suite)
    assert found is not None  # a paper's suite is a package beside its claims
    return Path(next(iter(found.submodule_search_locations or ())))
