"""The papers under audit, each a package with a ``PAPER``: its claims as data and the suite of their checks."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import traceback
from pathlib import Path

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.ledger.paper import Paper

__all__ = ["folder_of_the_suite", "known_papers", "paper_in", "paper_named"]

#: The paper that a command speaks of where none is named.
FIRST = "wies-2023"
#: The file of a suite's folder that has its ``PAPER``.
PAPER_FILE = "paper.py"


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
    """Return the paper with this name, or of the suite in this folder (:func:`paper_in`).

    Raises:
        InputError: no paper has it, and there is no such folder.

    Example:
        >>> from theory.papers import paper_named
        >>> paper_named("wies-2023").authors
        'Noam Wies, Yoav Levine, Amnon Shashua'
    """
    if name in known_papers():
        paper: Paper = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").PAPER
        return paper
    if (Path(name) / PAPER_FILE).is_file():
        return paper_in(name)
    known = ", ".join(known_papers())
    raise InputError(
        f"no paper is called {name!r}, and no folder of that name has a {PAPER_FILE}; known: {known}"
    )


@check_arguments
def paper_in(folder: str | Path) -> Paper:
    """Return the ``PAPER`` of a suite of one's own: a folder as ``subtask new-paper`` makes it.

    Raises:
        InputError: the folder has no ``paper.py``, that cannot be run, or it has no ``PAPER``.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.papers import paper_in
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     text = "from theory.ledger import Paper\\nPAPER = Paper('sums', 'On sums', ())"
        ...     _ = Path(folder, "paper.py").write_text(text)
        ...     paper_in(folder).title
        'On sums'
    """
    path = Path(folder) / PAPER_FILE
    if not path.is_file():
        raise InputError(f"{path}: no such file; `subtask new-paper` makes a suite with one")
    spec = importlib.util.spec_from_file_location(f"paper_in_{abs(hash(path.resolve()))}", path)
    assert spec is not None and spec.loader is not None  # a path that ends with .py has both
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a user's own file raises is said in one line
        lines = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == str(path)]
        where = f"{path}, line {lines[-1]}" if lines else str(path)
        kind = "" if isinstance(error, InputError) else f"{type(error).__name__}: "
        raise InputError(f"{where}: {kind}{error}") from None
    paper = getattr(module, "PAPER", None)
    if not isinstance(paper, Paper):
        raise InputError(f"{path}: it must give PAPER, a theory.ledger.Paper")
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
    paper = paper_named(name)
    if name not in known_papers():
        return Path(name).resolve()
    found = importlib.util.find_spec(paper.suite)
    assert found is not None  # a paper's suite is a package beside its claims
    return Path(next(iter(found.submodule_search_locations or ())))
