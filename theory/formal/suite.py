"""The interface of the proof suite to Coq: whether a theorem is proved with its pinned statement.

Each answer is noted in the suite's ``over``: as proved in this run, or, where there is no Coq, as proved when the
record was made; the ledger then shows the evidence ``recorded``, which is below ``formal``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from theory.formal.appendices import TABLES, coq_name
from theory.formal.certificates import certificate_definition
from theory.formal.coq import SOURCES
from theory.formal.record import Proved, pin_file, prove


class Notes(Protocol):
    """The object in which a check notes its coverage: the fixture ``over`` of the ledger."""

    def proved(self, what: str, live: bool) -> None:
        """Note a theorem that Coq accepted, in this run or by its record only."""


@lru_cache(maxsize=1)
def _proved() -> Proved:
    return prove()


def states(over: Notes, name: str) -> bool:
    """Return whether Coq proved ``Module.name``, closed and with the pinned statement.

    Args:
        over: the suite's fixture; notes the theorem, and whether Coq ran.
        name: the theorem.

    Raises:
        ProofError: some theorem or definition is not closed, or not as pinned.
    """
    proved = _proved()
    theorem = proved.theorems.get(name)
    over.proved(name, live=not proved.recorded)
    return theorem is not None and theorem.is_closed


def statement(name: str) -> str:
    """The pinned statement of ``Module.name`` on one line, for a check that reads a formula out of it."""
    return " ".join(pin_file(name).read_text(encoding="utf-8").split())


def replayed(over: Notes, table: str, step: str) -> bool:
    """Return whether the certificates that Coq proved hold that of this step, as the prover writes it now.

    Args:
        over: the suite's fixture; notes the theorem, and whether Coq ran.
        table: a key of :data:`theory.formal.appendices.TABLES`.
        step: the name of a step of that table.

    Raises:
        ProofError: some theorem or definition is not closed, or not as pinned.
    """
    certificate, name = TABLES[table][step].decide().certificate, coq_name(table, step)
    if certificate is None or not states(over, "Appendices.appendices_hold"):
        return False
    listed = re.findall(r"\w+", _proved().theorems["Appendices.appendices"].statement)
    source = (SOURCES / "Appendices.v").read_text(encoding="utf-8")
    return name in listed and certificate_definition(name, certificate.document) in source
