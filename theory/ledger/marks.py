"""Marks that tie a test to the claims it bears on.

A test so marked is a *check*. What a pass shows, and how strong it is, is said at the mark::

    @refutes("eq-19", evidence="symbolic")
    def test_the_printed_middle_term_has_the_wrong_factor(): ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from theory.errors import InputError
from theory.ledger.claims import Evidence, Shows

if TYPE_CHECKING:
    import pytest

MARK = "check"
#: Evidence that means nothing unless its range, sample or run is stated.
_NEEDS_SCOPE = {Evidence.EXHAUSTIVE, Evidence.NUMERIC, Evidence.EXPERIMENT}


def _mark(shows: Shows, claim_ids: tuple[str, ...], evidence: str, scope: str) -> pytest.MarkDecorator:
    import pytest

    if not claim_ids or not all(isinstance(claim_id, str) for claim_id in claim_ids):
        raise InputError(f"a check names its claims by their ids, such as lemma-2, not {claim_ids!r}")
    if evidence not in list(Evidence) or evidence == Evidence.NONE:
        strengths = ", ".join(strength for strength in Evidence if strength is not Evidence.NONE)
        raise InputError(f"the evidence of a check is one of {strengths}, not {evidence!r}")
    strength = Evidence(evidence)
    if strength in _NEEDS_SCOPE and not scope:
        raise InputError(f"{strength} evidence needs a scope: the range, the sample or the run")
    return getattr(pytest.mark, MARK)(
        claims=claim_ids, shows=shows.value, evidence=strength.value, scope=scope
    )


def _decorator(shows: Shows, summary: str) -> Callable[..., pytest.MarkDecorator]:
    def decorate(*claim_ids: str, evidence: str, scope: str = "") -> pytest.MarkDecorator:
        return _mark(shows, claim_ids, evidence, scope)

    decorate.__name__ = decorate.__qualname__ = shows.value.replace("-", "_")
    decorate.__doc__ = _DOCSTRING.format(summary=summary, name=decorate.__name__)
    return decorate


_DOCSTRING = """{summary}

Args:
    claim_ids: the claims.
    evidence: one of :class:`Evidence`.
    scope: the finite range, sample (size, seed, confidence) or run; needed for exhaustive, numeric and experiment.

Raises:
    InputError: no claim, no such evidence, or a scope that is needed and missing.

Example:
    >>> from theory.ledger import {name}
    >>> @{name}("eq-1", evidence="symbolic")
    ... def test_it():
    ...     assert (1 + 1) ** 2 == 4
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
other_reading = _decorator(
    Shows.OTHER_READING, "Mark a check: a pass shows what a reading that was not chosen would give."
)
