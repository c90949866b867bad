"""The proof regression suite hands its claims to the ledger."""

from theory.ledger import Paper
from theory.papers.elman_2026 import PAPER


def pytest_ledger_paper() -> Paper:
    """The paper that these checks bear on."""
    return PAPER
