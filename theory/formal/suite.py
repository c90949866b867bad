"""What the proof suite asks: is this theorem proved, as it is pinned?"""

from __future__ import annotations

from functools import lru_cache

from theory.formal.coq import coq_version
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
