"""What a claim is: one item of a paper that can be true or false."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError


class Verdict(StrEnum):
    """What the audit found.

    Example:
        >>> from theory.ledger import Verdict
        >>> [verdict.value for verdict in Verdict]
        ['open', 'holds', 'fails', 'holds-as-read', 'cited']
    """

    OPEN = "open"  # not examined yet
    HOLDS = "holds"
    FAILS = "fails"  # a counterexample is shown, and a correction that holds
    HOLDS_AS_READ = "holds-as-read"  # ambiguous: true in the reading that is stated
    CITED = "cited"  # rests on another paper's theorem; finite evidence only


class Evidence(StrEnum):
    """How strong a passing check is, strongest first.

    Example:
        >>> from theory.ledger import Evidence
        >>> Evidence.SYMBOLIC.strength > Evidence.NUMERIC.strength
        True
    """

    FORMAL = "formal"  # a proof assistant's kernel accepts a proof, no axiom added
    SYMBOLIC = "symbolic"  # all parameters at once
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
    OTHER_READING = "other-reading"  # what a reading not chosen would give


_ID = re.compile(
    r"(?P<equation>eq-\d+)|(?P<lemma>lemma-\d+)|(?P<theorem>theorem-\d+)|(?P<corollary>corollary-\d+)"
    r"|(?P<algorithm>algorithm-\d+)|(?P<table>table-\d+)|(?P<figure>figure-\d+)|(?P<remark>remark(-[a-z0-9]+)+)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    r"""One claim, and what the audit says of it.

    The verdict is what the auditor *found*; the ledger only repeats it when the checks that it needs
    have passed (:func:`theory.ledger.judge`). All texts are Markdown with LaTeX between ``$``.

    Attributes:
        id: ``eq-18``, ``lemma-2``, ``remark-5-phi-order``, ...
        where: section and place in it, for a person who looks it up.
        statement: what is claimed, in our own words.
        verdict: what the audit found.
        reading: the reading in which it holds (needed for ``holds-as-read``), or how a misprint is read.
        correction: what holds instead (needed for ``fails``).
        counterexample: where the printed claim breaks (needed for ``fails``).
        consequence: what the failure or the reading does to whatever rests on this claim.
        source: the theorem of another paper that it rests on (needed for ``cited``).
        uses: ids of the claims that it rests on directly.

    Example:
        >>> from theory.ledger import Claim
        >>> Claim("lemma-1", "section 1", "$1 + 1 = 2$", verdict="holds").kind
        'lemma'
    """

    id: str
    where: str
    statement: str
    verdict: Verdict = Verdict.OPEN
    reading: str = ""
    correction: str = ""
    counterexample: str = ""
    consequence: str = ""
    source: str = ""
    uses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict not in list(Verdict):
            raise InputError(f"{self.id}: verdict must be {', '.join(Verdict)}; not {self.verdict!r}")
        object.__setattr__(self, "verdict", Verdict(self.verdict))
        check_fields(self)

    @property
    def kind(self) -> str:
        """``equation``, ``lemma``, ``theorem``, ..., as the id begins; else ``unknown``."""
        match = _ID.fullmatch(self.id)
        return match.lastgroup or "remark" if match else "unknown"

    @property
    def flaws(self) -> list[str]:
        """What this claim's own data lack."""
        flaws = []
        if not _ID.fullmatch(self.id):
            flaws.append(f"{self.id}: not an id of a known kind")
        needed = {
            Verdict.FAILS: ("correction", "counterexample"),
            Verdict.HOLDS_AS_READ: ("reading",),
            Verdict.CITED: ("source",),
        }.get(self.verdict, ())
        for name in ("where", "statement", *needed):
            if not getattr(self, name).strip():
                flaws.append(f"{self.id}: verdict {self.verdict} but no {name}")
        return flaws


@check_arguments
def validate_claims(claims: Iterable[Claim]) -> list[str]:
    """Return what is wrong with a collection of claims as data: flaws, double ids, unknown or circular ``uses``.

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
    for claim in claims:
        problems += [
            f"{claim.id}: rests on {used}, which no claim has" for used in claim.uses if used not in by_id
        ]
    try:
        TopologicalSorter({claim.id: claim.uses for claim in claims}).prepare()
    except CycleError as error:
        problems.append("claims rest on each other in a circle: " + " -> ".join(error.args[1]))
    return problems
