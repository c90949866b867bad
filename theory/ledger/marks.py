"""Marks that tie a test to the claims it bears on.

A test so marked is a *check*. The mark states what a pass shows, and how strong it is::

    @refutes("eq-19", evidence="symbolic")
    def test_the_printed_middle_term_has_the_wrong_factor(claim, over): ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from theory.errors import InputError
from theory.ledger.claims import Evidence, Shows

if TYPE_CHECKING:
    import pytest

MARK = "check"
#: The evidence that a mark may state; the run itself states `recorded`, where a proof assistant is missing.
_SAYABLE = [strength for strength in Evidence if strength not in (Evidence.NONE, Evidence.RECORDED)]


def _mark(shows: Shows, claim_ids: tuple[str, ...], evidence: str) -> pytest.MarkDecorator:
    import pytest

    if not claim_ids or not all(isinstance(claim_id, str) for claim_id in claim_ids):
        raise InputError(f"a check names its claims by their ids, such as lemma-2, not {claim_ids!r}")
    if evidence not in _SAYABLE:
        raise InputError(f"the evidence of a check is one of {', '.join(_SAYABLE)}, not {evidence!r}")
    return getattr(pytest.mark, MARK)(claims=claim_ids, shows=shows.value, evidence=Evidence(evidence).value)


def _decorator(shows: Shows, summary: str) -> Callable[..., pytest.MarkDecorator]:
    def decorate(*claim_ids: str, evidence: str) -> pytest.MarkDecorator:
        return _mark(shows, claim_ids, evidence)

    decorate.__name__ = decorate.__qualname__ = shows.value.replace("-", "_")
    decorate.__doc__ = _DOCSTRING.format(summary=summary, name=decorate.__name__)
    return decorate


_DOCSTRING = """{summary}

What the check covers (a range, a sample, symbols, a record) it reports while it runs, by the fixture ``over``;
the formulas that it decides it asks of the fixture ``claim``.

Args:
    claim_ids: the claims; ``ID/NAME`` for one clause.
    evidence: one of :class:`Evidence`, but for ``none`` and ``recorded``.

Raises:
    InputError: no claim, or no such evidence.

Example:
    >>> from theory.ledger import {name}
    >>> @{name}("eq-1", evidence="exhaustive")
    ... def test_it(claim, over):
    ...     for n in over(n=range(20)):
    ...         assert claim("eq-1").statement.square(n=n) == n * n
    >>> test_it.pytestmark[0].kwargs["claims"]
    ('eq-1',)
"""

supports = _decorator(
    Shows.SUPPORTS,
    "Mark a check: a pass supports the claims as printed (or as read, where a reading is stated).",
)
refutes = _decorator(
    Shows.REFUTES, "Mark a check: a pass shows a concrete counterexample to the claims as printed."
)
corrects = _decorator(Shows.CORRECTS, "Mark a check: a pass supports the correction stated with each claim.")
follows = _decorator(Shows.FOLLOWS, "Mark a check: a pass shows the consequence stated with each claim.")
other_reading = _decorator(
    Shows.OTHER_READING, "Mark a check: a pass shows what a reading that was not chosen would give."
)
