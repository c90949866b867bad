"""Questions to the calculus of orders, asked with the formulas of claims."""

from __future__ import annotations

import ast

from theory.asymptotics import checker, decide_order
from theory.ledger import Formula

#: delta lies in (0, 1]; every other variable is at least 1.
SMALL = ("delta",)


def inside(formula: Formula, relation: str = "O") -> str:
    """Return what stands inside O(...), or inside another relation that is named."""
    match formula.tree:
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name == relation:
            return ast.unparse(inner)
    raise AssertionError(f"{formula.text} is not {relation}(...)")


def follows(left: str, right: str, *given: str) -> bool:
    """Whether LEFT = O(RIGHT), by a certificate that the independent checker accepts."""
    small = [name for name in SMALL if any(name in text for text in (left, right, *given))]
    certificate = decide_order(left, right, given, small=small).certificate
    if certificate is not None:
        checker.check(certificate.text)
    return certificate is not None


def same(left: str, right: str, *given: str) -> bool:
    """Whether LEFT and RIGHT are of one order."""
    return follows(left, right, *given) and follows(right, left, *given)
