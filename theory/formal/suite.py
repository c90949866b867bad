"""What the proof suite asks: is this theorem proved, as it is pinned?"""

from __future__ import annotations

import re
from functools import lru_cache

from theory.formal.appendices import TABLES, coq_name
from theory.formal.certificates import certificate_definition
from theory.formal.coq import SOURCES, coq_version
from theory.formal.record import Proved, prove

#: The scope of a formal check: where there is no Coq it goes by the record of the last full run.
SCOPE = "" if coq_version() else "recorded"


@lru_cache(maxsize=1)
def _proved() -> Proved:
    return prove()


def states(name: str) -> bool:
    """Whether Coq proved ``Module.name``, closed and with the pinned statement.

    Raises:
        ProofError: some theorem or definition is not closed, or not as pinned.
    """
    theorem = _proved().theorems.get(name)
    return theorem is not None and theorem.is_closed


def replayed(table: str, step: str) -> bool:
    """Whether the certificates that Coq proved hold that of this step, as the prover writes it now.

    Args:
        table: a key of :data:`theory.formal.appendices.TABLES`.
        step: the name of a step of that table.

    Raises:
        ProofError: some theorem or definition is not closed, or not as pinned.
    """
    certificate, name = TABLES[table][step].decide().certificate, coq_name(table, step)
    if certificate is None or not states("Appendices.appendices_hold"):
        return False
    listed = re.findall(r"\w+", _proved().theorems["Appendices.appendices"].statement)
    source = (SOURCES / "Appendices.v").read_text(encoding="utf-8")
    return name in listed and certificate_definition(name, certificate.document) in source
