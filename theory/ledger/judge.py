"""From what passed to verdicts: the one place where a claim is called true or false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from theory.arguments import check_arguments
from theory.ledger.claims import Claim, Evidence, Shows, Verdict, validate_claims


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check on one claim, as it ran.

    Example:
        >>> from theory.ledger import Evidence, Outcome, Shows
        >>> Outcome("lemma-1", "test_lemma_1.py::test_it", Shows.SUPPORTS, Evidence.SYMBOLIC, "", True).why_not
        ''
    """

    claim: str
    test: str
    shows: Shows
    evidence: Evidence
    scope: str
    passed: bool
    why_not: str = ""  # empty when passed: skipped, failed, expected to fail, asserts nothing, ...
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its verdict as shown by the checks of one run.

    Returned by :func:`judge`.
    """

    claim: Claim
    verdict: Verdict
    evidence: Evidence
    checks: tuple[Outcome, ...]
    used_by: tuple[str, ...]
    #: Every claim below this one, directly or not, that does not simply hold, by verdict.
    weak_foundations: Mapping[str, tuple[str, ...]]

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of this entry."""
        claim = self.claim
        return {
            "id": claim.id,
            "kind": claim.kind,
            "where": claim.where,
            "statement": claim.statement,
            "verdict": self.verdict.value,
            "evidence": self.evidence.value,
            "reading": claim.reading,
            "correction": claim.correction,
            "counterexample": claim.counterexample,
            "consequence": claim.consequence,
            "source": claim.source,
            "uses": list(claim.uses),
            "used_by": list(self.used_by),
            "weak_foundations": {verdict: list(ids) for verdict, ids in self.weak_foundations.items()},
            "checks": [asdict(check) for check in self.checks],
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a run in reading order, and what is wrong with the suite that made them.

    Returned by :func:`judge`.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, claim_id: str) -> Entry:
        for entry in self.entries:
            if entry.claim.id == claim_id:
                return entry
        raise KeyError(claim_id)

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims have each verdict."""
        return {verdict: sum(entry.verdict is verdict for entry in self.entries) for verdict in Verdict}


def _strongest(outcomes: Iterable[Outcome]) -> Evidence:
    return max((outcome.evidence for outcome in outcomes), key=lambda e: e.strength, default=Evidence.NONE)


def _shown(claim: Claim, checks: Sequence[Outcome]) -> tuple[Verdict, Evidence, list[str]]:
    """Verdict and evidence that the passing checks carry, and what the declared verdict lacks."""
    passing = [check for check in checks if check.passed]
    by_kind = {kind: [check for check in passing if check.shows is kind] for kind in Shows}
    supporting, refuting, correcting = (by_kind[k] for k in (Shows.SUPPORTS, Shows.REFUTES, Shows.CORRECTS))
    lacks = [f"check {check.test} shows nothing: {check.why_not}" for check in checks if not check.passed]
    declared = claim.verdict
    if declared is not Verdict.FAILS and refuting:
        return (
            Verdict.FAILS,
            _strongest(refuting),
            [*lacks, f"verdict {declared}, yet {refuting[0].test} refutes it"],
        )
    match declared:
        case Verdict.FAILS:
            lacks += [] if refuting else ["no counterexample was shown"]
            lacks += [] if correcting else ["no correction was shown to hold"]
            evidence = min(_strongest(refuting), _strongest(correcting), key=lambda e: e.strength)
        case Verdict.HOLDS | Verdict.HOLDS_AS_READ:
            lacks += [] if supporting else ["no check supports it"]
            evidence = _strongest(supporting)
        case Verdict.CITED:
            evidence = _strongest(supporting)
        case Verdict.OPEN:
            lacks += ["declared open, yet checks bear on it"] if supporting or correcting else []
            evidence = Evidence.NONE
    return (Verdict.OPEN if lacks else declared), (Evidence.NONE if lacks else evidence), lacks


def _below(claim_id: str, uses: Mapping[str, Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    stack = list(uses.get(claim_id, ()))
    while stack:
        used = stack.pop()
        if used not in seen:
            seen.add(used)
            stack += uses.get(used, ())
    return seen


def with_foundations(claim_ids: Iterable[str], claims: Iterable[Claim]) -> set[str]:
    """The ids given and every claim that they rest on, directly or not."""
    uses = {claim.id: claim.uses for claim in claims}
    wanted = set(claim_ids)
    return wanted.union(*(_below(claim_id, uses) for claim_id in wanted))


@check_arguments
def judge(
    claims: Iterable[Claim], outcomes: Iterable[Outcome], versions: Mapping[str, str] | None = None
) -> Ledger:
    """Judge every claim by the checks that ran.

    A declared verdict stands only if the passing checks carry it: ``holds`` and ``holds-as-read`` need a
    supporting check; ``fails`` needs a refuting AND a correcting one; any refuting check overturns every
    verdict but ``fails``. A verdict that is not carried falls back to ``open``, and the ledger says so in
    ``problems``.

    Example:
        >>> from theory.ledger import Claim, Evidence, Outcome, Shows, judge
        >>> claim = Claim("lemma-1", "section 1", "one", verdict="holds")
        >>> outcome = Outcome("lemma-1", "test_lemma_1.py::test_it", Shows.SUPPORTS, Evidence.SYMBOLIC, "", passed=True)
        >>> judge([claim], [outcome])["lemma-1"].verdict.value, judge([claim], [])["lemma-1"].verdict.value
        ('holds', 'open')
    """
    claims = list(claims)
    outcomes = list(outcomes)
    known = {claim.id for claim in claims}
    problems = validate_claims(claims)
    problems += sorted(
        {
            f"{outcome.test}: bears on {outcome.claim}, which no claim has"
            for outcome in outcomes
            if outcome.claim not in known
        }
    )
    checks_of = {claim.id: tuple(o for o in outcomes if o.claim == claim.id) for claim in claims}
    shown: dict[str, tuple[Verdict, Evidence]] = {}
    for claim in claims:
        verdict, evidence, lacks = _shown(claim, checks_of[claim.id])
        shown[claim.id] = (verdict, evidence)
        problems += [f"{claim.id}: {lack}" for lack in lacks]

    uses = {claim.id: claim.uses for claim in claims}
    used_by = {claim.id: tuple(c.id for c in claims if claim.id in c.uses) for claim in claims}
    entries = []
    for claim in claims:
        below = _below(claim.id, uses) & known
        weak = {
            verdict.value: tuple(c.id for c in claims if c.id in below and shown[c.id][0] is verdict)
            for verdict in (Verdict.FAILS, Verdict.OPEN, Verdict.CITED)
        }
        entries.append(
            Entry(
                claim,
                *shown[claim.id],
                checks_of[claim.id],
                used_by[claim.id],
                {k: v for k, v in weak.items() if v},
            )
        )
    return Ledger(tuple(entries), tuple(problems), dict(versions or {}))
