"""Marks that tie a test to the claims it bears on.

A test so marked is a *check*. What a pass shows, and how strong it is, is said at the mark::

    @refutes("eq-19", evidence="symbolic")
    def test_the_printed_middle_term_has_the_wrong_factor(): ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from theory.ledger.claims import Evidence, Shows

if TYPE_CHECKING:
    import pytest

MARK = "check"
#: Evidence that means nothing unless its range, sample or run is stated.
_NEEDS_SCOPE = {Evidence.EXHAUSTIVE, Evidence.NUMERIC, Evidence.EXPERIMENT}


def _mark(shows: Shows, claim_ids: tuple[str, ...], evidence: str, scope: str) -> pytest.MarkDecorator:
    import pytest

    strength = Evidence(evidence)
    if not claim_ids:
        raise ValueError("a check must name a claim")
    if strength is Evidence.NONE:
        raise ValueError("a check that shows nothing is not a check")
    if strength in _NEEDS_SCOPE and not scope:
        raise ValueError(f"{strength} evidence needs a scope: the range, the sample or the run")
    return getattr(pytest.mark, MARK)(
        claims=claim_ids, shows=shows.value, evidence=strength.value, scope=scope
    )


def _decorator(shows: Shows, summary: str) -> Callable[..., pytest.MarkDecorator]:
    def decorate(*claim_ids: str, evidence: str, scope: str = "") -> pytest.MarkDecorator:
        return _mark(shows, claim_ids, evidence, scope)

    decorate.__name__ = shows.value.replace("-", "_")
    decorate.__doc__ = (
        f"{summary}\n\nArgs: the claims' ids; ``evidence``, one of :class:`Evidence`; ``scope``, the finite "
        "range, sample (size, seed, confidence) or run, needed for exhaustive, numeric and experiment."
    )
    return decorate


supports = _decorator(
    Shows.SUPPORTS, "A pass supports the claims as printed (or as read, where a reading is stated)."
)
refutes = _decorator(Shows.REFUTES, "A pass shows a concrete counterexample to the claims as printed.")
corrects = _decorator(Shows.CORRECTS, "A pass supports the correction stated with each claim.")
other_reading = _decorator(Shows.OTHER_READING, "A pass shows what a reading that was not chosen would give.")
