"""The definition of a claim: one statement of a paper that can be true or false, as clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.ledger.clauses import Clause, Part
from theory.ledger.formulas import Formula


class Verdict(StrEnum):
    """The verdict of the audit on a claim.

    Example:
        >>> from theory.ledger import Verdict
        >>> [verdict.value for verdict in Verdict]
        ['open', 'holds', 'fails', 'holds-as-read', 'gap', 'cited']
    """

    OPEN = "open"  # not examined yet
    HOLDS = "holds"
    FAILS = "fails"  # a counterexample is shown, and a correction that holds
    HOLDS_AS_READ = "holds-as-read"  # ambiguous: true in the reading that is stated
    GAP = "gap"  # the printed inference is refuted, the statement neither shown nor refuted
    CITED = "cited"  # rests on another paper's theorem; finite evidence only


class Severity(StrEnum):
    """The effect of a claim's failure on the claims that rest on it.

    Example:
        >>> from theory.ledger import Severity
        >>> [severity.value for severity in Severity]
        ['breaks', 'repaired', 'cosmetic']
    """

    BREAKS = "breaks"  # something that rests on it falls
    REPAIRED = "repaired"  # what rests on it survives in a corrected form
    COSMETIC = "cosmetic"  # a misprint: nothing that rests on it changes


class Evidence(StrEnum):
    """How strong a passing check is, strongest first.

    Example:
        >>> from theory.ledger import Evidence
        >>> Evidence.SYMBOLIC.strength > Evidence.NUMERIC.strength
        True
    """

    FORMAL = "formal"  # a proof assistant's kernel accepted it in this run, no axiom added
    RECORDED = "recorded"  # it did so when the record was made, and the sources are unchanged
    SYMBOLIC = "symbolic"  # all parameters of the domain at once
    EXHAUSTIVE = "exhaustive"  # every case of a stated finite range
    CERTIFICATE = "certificate"  # an exact witness, accepted by a small independent checker
    NUMERIC = "numeric"  # sampled, with its error or confidence stated
    EXPERIMENT = "experiment"  # trained models
    NONE = "none"

    @property
    def strength(self) -> int:
        """Larger is stronger; ``none`` is 0."""
        return len(_STRONGEST_FIRST) - 1 - _STRONGEST_FIRST.index(self)


_STRONGEST_FIRST = list(Evidence)


class Shows(StrEnum):
    """What a passing check shows of a claim.

    Example:
        >>> from theory.ledger import Shows
        >>> Shows.REFUTES.value
        'refutes'
    """

    SUPPORTS = "supports"  # the claim as printed (as read, where a reading is stated)
    REFUTES = "refutes"  # by a concrete counterexample
    CORRECTS = "corrects"  # the correction holds
    FOLLOWS = "follows"  # the consequence that is stated holds
    OTHER_READING = "other-reading"  # what a reading not chosen would give


#: Which checks decide the clauses of a part, by the verdict of the claim.
#: The reading in which a claim holds is carried by what supports the claim, never by a check of another reading.
_SUPPORTED = {Part.STATEMENT: {Shows.SUPPORTS}, Part.READING: {Shows.SUPPORTS}}
_REFUTED = {
    Part.STATEMENT: {Shows.REFUTES},
    Part.READING: {Shows.REFUTES, Shows.CORRECTS, Shows.OTHER_READING},
    Part.COUNTEREXAMPLE: {Shows.REFUTES},
    Part.CORRECTION: {Shows.CORRECTS},
}
DECIDED_BY: Mapping[Verdict, Mapping[Part, set[Shows]]] = {
    Verdict.OPEN: {},
    Verdict.HOLDS: _SUPPORTED,
    Verdict.HOLDS_AS_READ: _SUPPORTED,
    Verdict.FAILS: _REFUTED,
    Verdict.GAP: {Part.COUNTEREXAMPLE: {Shows.REFUTES}, Part.CORRECTION: {Shows.CORRECTS}},
    Verdict.CITED: {Part.READING: {Shows.SUPPORTS, Shows.OTHER_READING}},
}

_ID = re.compile(r"(?P<kind>[a-z]+)(-[a-z0-9.]+)+")
_KINDS = {"eq": "equation"}
_USE = re.compile(r"(?P<claim>[^#]+)(#(?P<how>correction|reading|harmless)(/(?P<clause>.+))?)?")
Clauses = str | Clause | tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One claim that another rests on, and in which form.

    Returned by :meth:`Claim.foundations`.

    Attributes:
        claim: its id.
        how: ``""`` as printed; ``correction`` or ``reading``; ``harmless`` where the claim says in a clause of
            that id why the failure does it no harm.
        clause: the name of the clause of the correction or reading that is needed, if one.
    """

    claim: str
    how: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Claim:
    r"""One claim, and the result of its audit.

    The verdict is what the auditor *found*; the ledger only repeats it when the checks that it needs
    have passed (:func:`theory.ledger.judge`). Each text is a string, a :class:`Clause` or several clauses.

    Attributes:
        id: ``eq-18``, ``lemma-2``, ``remark-5-phi-order``, ...: a kind, a hyphen, the rest; permanent.
        where: section and place in it, for a reader of the paper.
        statement: what is claimed, in our own words.
        verdict: the result of the audit.
        reading: the reading in which it holds (needed for ``holds-as-read``), or how a misprint is read.
        correction: what holds instead (needed for ``fails``).
        counterexample: where the printed claim breaks (needed for ``fails`` and ``gap``).
        consequence: the effect of the failure or the reading on the claims that rest on this one.
        source: the theorem of another paper that it rests on (needed for ``cited``).
        uses: ids of the claims that it rests on directly; ``ID#correction``, ``ID#correction/NAME`` or
            ``ID#reading`` where it needs that form, ``ID#harmless`` where a clause named ``ID`` says why the
            failure of ``ID`` does no harm.
        severity: the effect of a failure.
        cause: the root cause that it shares with other failures; its own id where it shares none.
        refutation: what would refute the claim.
        notation: LaTeX of the names in its formulas.

    Raises:
        InputError: an unknown verdict or severity, a text of another type, two clauses of one part with one name.

    Example:
        >>> from theory.ledger import Claim
        >>> claim = Claim("lemma-1", "section 1", "$[[sum: 1 + 1 == 2]]$", verdict="holds")
        >>> claim.kind, claim.text("statement"), claim.content("statement")["sum"]()
        ('lemma', '$1 + 1 = 2$', True)
    """

    id: str
    where: str
    statement: Clauses
    verdict: Verdict = Verdict.OPEN
    reading: Clauses = ()
    correction: Clauses = ()
    counterexample: Clauses = ()
    consequence: Clauses = ()
    source: str = ""
    uses: tuple[str, ...] = ()
    severity: Severity | None = None
    cause: str = ""
    refutation: str = ""
    notation: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.verdict not in list(Verdict):
            raise InputError(f"{self.id}: verdict must be {', '.join(Verdict)}; not {self.verdict!r}")
        object.__setattr__(self, "verdict", Verdict(self.verdict))
        if self.severity is not None and self.severity not in list(Severity):
            raise InputError(f"{self.id}: severity must be {', '.join(Severity)}; not {self.severity!r}")
        if self.severity is not None:
            object.__setattr__(self, "severity", Severity(self.severity))
        check_fields(self)
        for part in Part:
            object.__setattr__(self, part.value, _as_clauses(getattr(self, part.value)))
            self.content(part)

    @property
    def kind(self) -> str:
        """``equation``, ``lemma``, ``theorem``, ..., as the id begins; else ``unknown``."""
        match = _ID.fullmatch(self.id)
        return _KINDS.get(match["kind"], match["kind"]) if match else "unknown"

    def clauses(self, part: str) -> tuple[Clause, ...]:
        """Return the clauses of one part."""
        found: tuple[Clause, ...] = getattr(self, Part(part).value)
        return found

    def content(self, part: str) -> dict[str, Formula]:
        """Return the formulas of one part by name.

        Raises:
            InputError: two clauses of the part use one name.
        """
        found: dict[str, Formula] = {}
        for clause in self.clauses(part):
            for name, formula in clause.content.items():
                if name in found:
                    raise InputError(f"{self.id}: two clauses of the {part} give [[{name}: ...]]")
                found[name] = formula
        return found

    def text(self, part: str) -> str:
        """Return the sentences of one part as a reader sees them; empty where there are none."""
        return " ".join(clause.rendered(self.notation) for clause in self.clauses(part))

    @property
    def foundations(self) -> Iterator[Use]:
        """The claims that it rests on directly, each in the form in which it is used."""
        for use in self.uses:
            match = _USE.fullmatch(use)
            if match is None:
                raise InputError(
                    f"{self.id}: uses {use!r}; write ID, ID#correction, ID#reading or ID#harmless"
                )
            yield Use(match["claim"], match["how"] or "", match["clause"] or "")

    @property
    def flaws(self) -> list[str]:
        """Return what this claim's own data lack."""
        flaws = []
        if not _ID.fullmatch(self.id):
            flaws.append(f"{self.id}: an id is a kind, a hyphen and the rest, such as lemma-2")
        needed = {
            Verdict.FAILS: ("correction", "counterexample"),
            Verdict.GAP: ("counterexample",),
            Verdict.HOLDS_AS_READ: ("reading",),
            Verdict.CITED: ("source",),
        }.get(self.verdict, ())
        for name in ("where", "statement", *needed):
            value = getattr(self, name)
            texts = [value] if isinstance(value, str) else [clause.text for clause in value]
            if not any(text.strip() for text in texts):
                flaws.append(f"{self.id}: verdict {self.verdict} but no {name}")
        for part in Part:
            names = [clause.name for clause in self.clauses(part)]
            if len(names) != len(set(names)):
                flaws.append(f"{self.id}: two clauses of the {part} have one name")
        return flaws


def _as_clauses(texts: Clauses) -> tuple[Clause, ...]:
    if isinstance(texts, tuple):
        return texts
    if isinstance(texts, str):
        return (Clause(texts),) if texts.strip() else ()
    return (texts,)


@check_arguments
def validate_claims(claims: Iterable[Claim]) -> list[str]:
    """Return what is wrong with a collection of claims as data.

    These are flaws of one claim, double ids, unknown or circular ``uses``, a cause that has another cause, and a
    severity ``breaks`` where nothing that rests on the claim fails.

    Example:
        >>> from theory.ledger import Claim, validate_claims
        >>> validate_claims([Claim("lemma-1", "section 1", "one", uses=("lemma-2",))])
        ['lemma-1: rests on lemma-2, which no claim has']
    """
    claims = list(claims)
    problems = [flaw for claim in claims for flaw in claim.flaws]
    by_id: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in by_id:
            problems.append(f"{claim.id}: declared twice")
        by_id[claim.id] = claim
    broken = {
        use.claim
        for claim in claims
        if claim.verdict in (Verdict.FAILS, Verdict.GAP)
        for use in claim.foundations
        if not use.how
    }
    for claim in claims:
        for use in claim.foundations:
            problems += [f"{claim.id}: {flaw}" for flaw in _flaws_of_a_use(claim, use, by_id)]
        root = by_id.get(claim.cause)
        if claim.cause and "/" not in claim.cause and (root is None or root.cause not in ("", root.id)):
            problems.append(f"{claim.id}: its cause {claim.cause} is no root cause")
        if claim.severity is Severity.BREAKS and claim.id not in broken:
            problems.append(f"{claim.id}: severity breaks, but no claim that rests on it fails or has a gap")
    try:
        TopologicalSorter({claim.id: [use.claim for use in claim.foundations] for claim in claims}).prepare()
    except CycleError as error:
        problems.append("claims rest on each other in a circle: " + " -> ".join(error.args[1]))
    return problems


def _flaws_of_a_use(claim: Claim, use: Use, by_id: Mapping[str, Claim]) -> Iterator[str]:
    """Yield the errors of one entry of ``uses``: it must lead to a claim, and to a form of it that holds."""
    if "/" in use.claim:  # a claim of another paper: looked up where both papers are known
        return
    used = by_id.get(use.claim)
    if used is None:
        yield f"rests on {use.claim}, which no claim has"
        return
    own_names = {clause.name for part in Part for clause in claim.clauses(part)}
    if use.how == "harmless":
        if use.claim not in own_names:
            yield f"uses {use.claim}#harmless, but none of its clauses is named {use.claim}"
        return
    if use.how:
        names = {clause.name for clause in used.clauses(use.how)}
        if not names:
            yield f"uses {use.claim}#{use.how}, but {use.claim} has no {use.how}"
        elif use.clause and use.clause not in names:
            yield f"uses {use.claim}#{use.how}/{use.clause}, but no such clause is there"
    elif used.verdict is Verdict.FAILS and claim.verdict in (Verdict.HOLDS, Verdict.HOLDS_AS_READ):
        yield f"{claim.verdict}, yet uses {use.claim}, which fails: say which form of it is needed"
