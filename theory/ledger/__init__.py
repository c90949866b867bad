"""The ledger: claims, the checks that bear on them, and the verdicts that follow from what passed.

It does not depend on any particular paper. A suite passes its claims by the pytest hook
``pytest_ledger_paper`` and marks its tests with :func:`supports`, :func:`refutes`, :func:`corrects`,
:func:`follows` or :func:`other_reading`.
"""

from theory.ledger.claims import Claim, Evidence, Severity, Shows, Use, Verdict, validate_claims
from theory.ledger.clauses import Clause, Part
from theory.ledger.errata_list import ErrataFormat, errata
from theory.ledger.formulas import Formula
from theory.ledger.graph import claim_graph, neighbourhood
from theory.ledger.judge import Entry, Finding, Ledger, Outcome, judge
from theory.ledger.marks import corrects, follows, other_reading, refutes, supports
from theory.ledger.paper import Paper
from theory.ledger.plain_text import plain
from theory.ledger.store import read_ledger, write_ledger

__all__ = [
    "Claim",
    "Clause",
    "Entry",
    "ErrataFormat",
    "Evidence",
    "Finding",
    "Formula",
    "Ledger",
    "Outcome",
    "Paper",
    "Part",
    "Severity",
    "Shows",
    "Use",
    "Verdict",
    "claim_graph",
    "corrects",
    "errata",
    "follows",
    "judge",
    "neighbourhood",
    "other_reading",
    "plain",
    "read_ledger",
    "refutes",
    "supports",
    "validate_claims",
    "write_ledger",
]
