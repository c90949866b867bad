"""The proof regression suite hands its claims to the ledger."""

from collections.abc import Sequence

from theory.ledger import Claim
from theory.paper import CLAIMS


def pytest_ledger_claims() -> Sequence[Claim]:
    """Every claim of the paper."""
    return CLAIMS
