"""Verdicts from the checks that passed: the one place where a claim is judged true or false."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from theory.arguments import check_arguments
from theory.ledger.claims import DECIDED_BY, Claim, Evidence, Severity, Shows, Verdict, validate_claims
from theory.ledger.clauses import Clause, Part


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
    scope: str  # its coverage, as noted while it ran
    passed: bool
    why_not: str = ""  # empty when passed: skipped, failed, expected to fail, asserts nothing, ...
    seconds: float = 0.0
    clause: str = ""  # the clause that the mark names, if it names one
    reads: tuple[str, ...] = ()  # the formulas of the claim that it asked for, as part.name


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause as the checks of a run decided it.

    Part of what :func:`judge` returns.
    """

    part: Part
    name: str
    text: str
    domain: str
    evidence: Evidence
    covers: tuple[str, ...]  # the coverage of the checks that decide it
    needed: bool  # whether the verdict needs it
    undecided: tuple[str, ...]  # formulas of it that no passing check asked for


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim with its verdict as shown by the checks of one run.

    Returned by :func:`judge`.
    """

    claim: Claim
    verdict: Verdict
    evidence: Evidence
    findings: tuple[Finding, ...]
    checks: tuple[Outcome, ...]
    used_by: tuple[str, ...]
    #: Every claim below this one, in the form in which it is used, that does not simply hold, by verdict.
    given: Mapping[str, tuple[str, ...]]

    @property
    def weakest(self) -> Finding | None:
        """The clause with the least evidence among those that the verdict needs."""
        needed = [finding for finding in self.findings if finding.needed]
        return min(needed, key=lambda finding: finding.evidence.strength, default=None)

    @property
    def in_full(self) -> str:
        """The verdict with the claims that it assumes, such as ``holds, given lemma-8 (cited)``.

        Of a claim that fails, the correction assumes them; its counterexample stands in its own checks.
        """
        given = ", ".join(f"{claim} ({verdict})" for verdict, ids in self.given.items() for claim in ids)
        corrected = "; corrected" if self.verdict is Verdict.FAILS else ""
        return f"{self.verdict.value}{corrected}, given {given}" if given else self.verdict.value

    def as_dict(self) -> dict[str, Any]:
        """The JSON object of this entry."""
        claim = self.claim
        return {
            "id": claim.id,
            "kind": claim.kind,
            "where": claim.where,
            **{part.value: claim.text(part) for part in Part},
            "verdict": self.verdict.value,
            "evidence": self.evidence.value,
            "severity": claim.severity.value if claim.severity else "",
            "cause": claim.cause,
            "refutation": claim.refutation,
            "source": claim.source,
            "uses": list(claim.uses),
            "used_by": list(self.used_by),
            "given": {verdict: list(ids) for verdict, ids in self.given.items()},
            "clauses": [asdict(finding) for finding in self.findings],
            "checks": [asdict(check) for check in self.checks],
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a run in reading order, and the problems of the suite that made them.

    Returned by :func:`judge`.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""  # the paper's name
    title: str = ""
    sources: str = ""  # digest of the claims, the checks and the mathematics that they ran on

    def __getitem__(self, claim_id: str) -> Entry:
        for entry in self.entries:
            if entry.claim.id == claim_id:
                return entry
        raise KeyError(claim_id)

    @property
    def counts(self) -> dict[Verdict, int]:
        """The number of claims with each verdict."""
        return {verdict: sum(entry.verdict is verdict for entry in self.entries) for verdict in Verdict}

    @property
    def root_causes(self) -> dict[str, tuple[Entry, ...]]:
        """The claims that fail by their root causes; those that break something come first, then the larger groups."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.verdict in (Verdict.FAILS, Verdict.GAP):
                groups.setdefault(entry.claim.cause or entry.claim.id, []).append(entry)
        order = list(Severity)

        def rank(cause: str) -> tuple[int, int]:
            found = [order.index(e.claim.severity) for e in groups[cause] if e.claim.severity]
            return min(found, default=len(order)), -len(groups[cause])

        return {cause: tuple(groups[cause]) for cause in sorted(groups, key=rank)}


def _strongest(outcomes: Iterable[Outcome]) -> Evidence:
    return max((outcome.evidence for outcome in outcomes), key=lambda e: e.strength, default=Evidence.NONE)


_NATURAL = {
    Part.STATEMENT: {Shows.SUPPORTS, Shows.REFUTES},
    Part.READING: {Shows.SUPPORTS, Shows.REFUTES, Shows.CORRECTS, Shows.OTHER_READING},
    Part.COUNTEREXAMPLE: {Shows.REFUTES},
    Part.CORRECTION: {Shows.CORRECTS},
    Part.CONSEQUENCE: {Shows.FOLLOWS},
}


def _finding(claim: Claim, part: Part, clause: Clause, passing: Sequence[Outcome]) -> Finding:
    """Decide one clause: its evidence is the least over its formulas, for each the best check that asks for it."""
    needs = DECIDED_BY[claim.verdict].get(part)
    kinds = needs or _NATURAL[part]
    able = [o for o in passing if o.shows in kinds and o.clause in ("", clause.name)]
    by_formula = {
        name: [o for o in able if f"{part.value}.{name}" in o.reads] for name in clause.content
    } or {"": able}
    evidence = min((_strongest(checks) for checks in by_formula.values()), key=lambda e: e.strength)
    deciding = {
        o.test: o for checks in by_formula.values() for o in checks if o.evidence is _strongest(checks)
    }
    covers = tuple(dict.fromkeys(f"{o.evidence.value}: {o.scope}" for o in deciding.values() if o.scope))
    undecided = tuple(name for name, checks in by_formula.items() if not checks)
    return Finding(
        part,
        clause.name,
        clause.rendered(claim.notation),
        clause.rendered_domain(claim.notation),
        evidence,
        covers,
        needs is not None,
        undecided,
    )


def _findings(claim: Claim, checks: Sequence[Outcome]) -> tuple[Finding, ...]:
    passing = [check for check in checks if check.passed]
    return tuple(_finding(claim, part, clause, passing) for part in Part for clause in claim.clauses(part))


def _lacking(claim: Claim, checks: Sequence[Outcome], findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what the declared verdict needs and no check showed."""
    passing = {kind: [c for c in checks if c.passed and c.shows is kind] for kind in Shows}
    for check in checks:
        if not check.passed:
            yield f"check {check.test} shows nothing: {check.why_not}"
    match claim.verdict:
        case Verdict.FAILS | Verdict.GAP:
            if not passing[Shows.REFUTES]:
                yield "no counterexample was shown"
            if claim.correction and not passing[Shows.CORRECTS]:
                yield "no correction was shown to hold"
        case Verdict.HOLDS | Verdict.HOLDS_AS_READ:
            if not passing[Shows.SUPPORTS]:
                yield "no check supports it"
        case Verdict.OPEN:
            if passing[Shows.SUPPORTS] or passing[Shows.CORRECTS]:
                yield "declared open, yet checks bear on it"
    for finding in findings:
        if not finding.needed or (finding.part is Part.STATEMENT and claim.verdict is Verdict.GAP):
            continue
        name = f"{finding.part.value} {finding.name}".strip()
        if finding.undecided and finding.undecided != ("",):
            yield f"{name}: no passing check asks for {', '.join(f'[[{u}]]' for u in finding.undecided)}"
        elif finding.undecided and finding.name and claim.clauses(finding.part)[1:]:
            yield f"{name}: no passing check decides it"


def _shown(
    claim: Claim, checks: Sequence[Outcome], findings: Sequence[Finding]
) -> tuple[Verdict, Evidence, list[str]]:
    """Verdict and evidence that the passing checks carry, and what the declared verdict lacks."""
    refuting = [check for check in checks if check.passed and check.shows is Shows.REFUTES]
    lacks = list(_lacking(claim, checks, findings))
    if claim.verdict not in (Verdict.FAILS, Verdict.GAP) and refuting:
        overturned = f"verdict {claim.verdict}, yet {refuting[0].test} refutes it"
        return Verdict.FAILS, _strongest(refuting), [*lacks, overturned]
    needed = [finding.evidence for finding in findings if finding.needed]
    if claim.verdict is Verdict.CITED:
        needed = [finding.evidence for finding in findings if finding.part is Part.STATEMENT]
    evidence = min(needed, key=lambda e: e.strength, default=Evidence.NONE)
    return (Verdict.OPEN if lacks else claim.verdict), (Evidence.NONE if lacks else evidence), lacks


def _given(
    claim: Claim,
    by_id: Mapping[str, Claim],
    verdict_of: Mapping[str, Verdict],
    elsewhere: Mapping[str, Entry],
) -> dict[str, tuple[str, ...]]:
    """Return the claims that this one assumes: those below it that are cited, open, gaps, or fail as they are used."""
    found: dict[str, dict[str, None]] = {}
    seen: set[tuple[str, bool]] = set()
    stack = [(use.claim, bool(use.how)) for use in claim.foundations if use.how != "harmless"]
    while stack:
        used, corrected = stack.pop()
        if (used, corrected) in seen:
            continue
        seen.add((used, corrected))
        verdict = elsewhere[used].verdict if used in elsewhere else verdict_of.get(used, Verdict.OPEN)
        if verdict in (Verdict.CITED, Verdict.OPEN, Verdict.GAP) or (
            verdict is Verdict.FAILS and not corrected
        ):
            found.setdefault(verdict.value, {})[used] = None
        if used in by_id:
            stack += [(use.claim, bool(use.how)) for use in by_id[used].foundations if use.how != "harmless"]
        elif used in elsewhere:
            paper = used.partition("/")[0]
            for below, ids in elsewhere[used].given.items():
                found.setdefault(below, {}).update({i if "/" in i else f"{paper}/{i}": None for i in ids})
    order = [*by_id, *elsewhere]
    rank = {claim_id: position for position, claim_id in enumerate(order)}
    return {
        v.value: tuple(sorted(found[v.value], key=lambda i: (rank.get(i, len(order)), i)))
        for v in Verdict
        if v.value in found
    }


def users_elsewhere(ledgers: Iterable[Ledger]) -> dict[str, tuple[str, ...]]:
    """Return the claims of other papers that rest directly on a claim, both as ``PAPER/ID``."""
    found: dict[str, dict[str, None]] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            for use in entry.claim.foundations:
                if "/" in use.claim:
                    found.setdefault(use.claim, {})[f"{ledger.paper}/{entry.claim.id}"] = None
    return {used: tuple(users) for used, users in found.items()}


def reached(claim_ids: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the given ids and all to which these lead, directly or not."""
    found, stack = set[str](), list(claim_ids)
    while stack:
        claim_id = stack.pop()
        if claim_id not in found:
            found.add(claim_id)
            stack += onward.get(claim_id, ())
    return found


def with_foundations(claim_ids: Iterable[str], claims: Iterable[Claim]) -> set[str]:
    """Return the given ids and those of every claim that they rest on, directly or not."""
    return reached(claim_ids, {claim.id: [use.claim for use in claim.foundations] for claim in claims})


@check_arguments
def judge(
    claims: Iterable[Claim],
    outcomes: Iterable[Outcome],
    versions: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, Entry] | None = None,
    whole: Iterable[Claim] | None = None,
) -> Ledger:
    """Judge every claim by the checks that ran.

    A declared verdict stands only if the passing checks carry it: ``holds`` and ``holds-as-read`` need a
    supporting check; ``fails`` needs a refuting AND a correcting one; ``gap`` a refuting one; any refuting check
    overturns every other verdict. Each formula of a clause that the verdict needs must have been asked for by a
    passing check. The evidence is the least over these clauses. A verdict that is not carried becomes ``open``, and the
    ledger lists it in ``problems``.

    Args:
        claims: the claims of one paper, or some of them with all that they rest on.
        outcomes: the results of the checks.
        versions: of Python and the libraries.
        elsewhere: entries of other papers, by ``PAPER/ID``; one that is not there counts as open.
        whole: all claims of the paper, among which causes and what breaks are looked up; ``claims`` if none is given.

    Example:
        >>> from theory.ledger import Claim, Evidence, Outcome, Shows, judge
        >>> claim = Claim("lemma-1", "section 1", "one", verdict="holds")
        >>> outcome = Outcome("lemma-1", "test_lemma_1.py::test_it", Shows.SUPPORTS, Evidence.SYMBOLIC, "", passed=True)
        >>> judge([claim], [outcome])["lemma-1"].verdict.value, judge([claim], [])["lemma-1"].verdict.value
        ('holds', 'open')
    """
    claims, outcomes = list(claims), list(outcomes)
    by_id = {claim.id: claim for claim in claims}
    problems = [*validate_claims(claims if whole is None else whole), *_strangers(outcomes, by_id)]
    checks_of = {claim.id: tuple(o for o in outcomes if o.claim == claim.id) for claim in claims}
    findings_of = {claim.id: _findings(claim, checks_of[claim.id]) for claim in claims}
    shown: dict[str, tuple[Verdict, Evidence]] = {}
    for claim in claims:
        verdict, evidence, lacks = _shown(claim, checks_of[claim.id], findings_of[claim.id])
        shown[claim.id] = (verdict, evidence)
        problems += [f"{claim.id}: {lack}" for lack in lacks]
    verdict_of = {claim_id: verdict for claim_id, (verdict, _) in shown.items()}
    used_by = {i: tuple(c.id for c in claims if any(u.claim == i for u in c.foundations)) for i in by_id}
    entries = tuple(
        Entry(
            claim,
            *shown[claim.id],
            findings_of[claim.id],
            checks_of[claim.id],
            used_by[claim.id],
            _given(claim, by_id, verdict_of, elsewhere or {}),
        )
        for claim in claims
    )
    return Ledger(entries, tuple(problems), dict(versions or {}))


def _strangers(outcomes: Iterable[Outcome], known: Collection[str]) -> list[str]:
    """Return the checks that name an unknown claim."""
    return sorted(
        {f"{o.test}: bears on {o.claim}, which no claim has" for o in outcomes if o.claim not in known}
    )
