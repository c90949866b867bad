"""The ledger: claims, the checks that bear on them, and the verdicts that follow from what passed.

Knows nothing of any particular paper. A suite hands over its claims by the pytest hook
``pytest_ledger_claims`` and marks its tests with :func:`supports`, :func:`refutes`, :func:`corrects`
or :func:`other_reading`.
"""

from theory.ledger.claims import Claim, Evidence, Shows, Verdict, validate_claims
from theory.ledger.judge import Entry, Ledger, Outcome, judge
from theory.ledger.marks import corrects, other_reading, refutes, supports
from theory.ledger.paper import Paper
from theory.ledger.store import read_ledger, write_ledger

__all__ = [
    "Claim",
    "Entry",
    "Evidence",
    "Ledger",
    "Outcome",
    "Paper",
    "Shows",
    "Verdict",
    "corrects",
    "judge",
    "other_reading",
    "read_ledger",
    "refutes",
    "supports",
    "validate_claims",
    "write_ledger",
]
