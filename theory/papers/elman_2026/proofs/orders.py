"""Questions of the calculus of orders about the formulas of claims, against the tables of steps."""

from __future__ import annotations

import re

from theory.convergence import Step
from theory.ledger import Formula
from theory.papers.wies_2023.proofs.orders import inside

#: How the claims and the tables name one thing: h is 1/H, and E is 1/epsilon.
_WORDS = {"h": "(1/H)", "epsilon": "(1/E)"}


def words(text: str, **others: str) -> str:
    """Return the text with each name replaced as a whole word."""
    table = {**_WORDS, **others}
    return re.sub(r"[A-Za-z_]\w*", lambda match: table.get(match[0], match[0]), text)


def inner(formula: Formula, relation: str = "O", **others: str) -> str:
    """Return what stands inside O(...), in the words of the tables and between brackets."""
    return f"({words(inside(formula, relation), **others)})"


def decides(step: Step, left: str, right: str, *given: str) -> bool:
    """Whether a step asks just this question, and follows by a certificate that the independent checker accepts."""
    return step.asks(left, right, given) and step.certified()
