"""Tail events: K^c events, each of probability exp(-Omega(rate)), against a failure probability delta.

Here constants do not drop out: 2^d exp(-c rate) is small only if c rate exceeds d ln 2, so rate = Omega(d)
with *some* constant is not enough. The comparison of exponents is made with conditions whose constant K may
be chosen: if the proof uses them to the power p, the rate is at least K^p times what it must beat.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Condition, Quantity, parse_conditions, parse_quantity
from theory.asymptotics.orders import OrderAnswer, decide_order
from theory.errors import InputError


@dataclass(frozen=True, slots=True)
class TailAnswer:
    """Whether count * exp(-Omega(rate)) <= delta for all large constants in the chosen conditions.

    Returned by :func:`decide_tail`.

    Attributes:
        needed: log(count) + log(1/delta), the exponent to beat.
        rate: the exponent of a single tail.
        order: needed = O(rate) under the conditions.
        amplified: the least power to which a proof leaf uses the chosen conditions: with a constant K in them
            the rate beats what is needed by a factor K^amplified.
    """

    needed: Quantity
    rate: Quantity
    order: OrderAnswer
    amplified: Fraction

    @property
    def follows(self) -> bool:
        """Whether a large enough constant in the conditions makes the union of the events rarer than delta."""
        return self.order.follows and self.amplified > 0

    def __bool__(self) -> bool:
        return self.follows


@check_arguments
def decide_tail(needed: str, rate: str, width: str | Sequence[str], given: Sequence[str] = ()) -> TailAnswer:
    """Decide ``exp(needed) * exp(-Omega(rate)) <= 1`` for ``width`` with a large enough constant.

    Args:
        needed: log of the number of events plus log of one over the allowed probability, such as
            ``"d + log(n) + log(D)"`` for 2^d n events and D = 1/delta.
        rate: the exponent of a single event, such as ``"m**(1/3)/T**2"``.
        width: the conditions whose constant may be chosen, such as ``"m >= T**6*d**3"``.
        given: further conditions, whose constants are as they are.

    Example:
        >>> from theory.asymptotics import decide_tail
        >>> bool(decide_tail("d + log(n)", "m/T", ["m >= T*d + T*log(n)"]))
        True
    """
    chosen = parse_conditions([width] if isinstance(width, str) else width)
    others: list[Condition] = list(parse_conditions(given))
    order = decide_order(needed, rate, [*chosen, *others])
    powers = _amplification(order, chosen)
    return TailAnswer(parse_quantity(needed), parse_quantity(rate), order, powers)


def _amplification(order: OrderAnswer, chosen: Sequence[Condition]) -> Fraction:
    if order.certificate is None:
        return Fraction(0)
    leaves = [order.certificate.powers_of_condition(condition) for condition in chosen]
    return min((sum(column, Fraction(0)) for column in zip(*leaves, strict=True)), default=Fraction(0))


def is_tail(text: str) -> bool:
    """Whether an expression is one of probabilities: it holds an ``exp``."""
    return "exp(" in text.replace(" ", "")


def decide_tail_text(left: str, right: str, given: Sequence[str] = ()) -> TailAnswer:
    """Decide ``"2**d*n*exp(-Omega(m**(1/3)/T**2))" <= "1/D"``, all conditions with a constant of our choice.

    LEFT is a product of quantities, of powers of numbers such as ``2**d``, of ``exp(X)``, and of one
    ``exp(-Omega(rate))`` (or ``exp(-rate)``); RIGHT is 1, ``1/D`` or ``exp(-L)``.

    Raises:
        InputError: LEFT or RIGHT is not of this form.
    """
    needed, rate = _exponents(left)
    allowed, extra = _exponents(f"1/({right})")
    if len(rate) != 1 or extra:
        raise InputError("a tail event needs exactly one exp(-Omega(rate)) on the left and none on the right")
    return decide_tail(" + ".join([*needed, *allowed]) or "1", rate[0], given)


def _exponents(text: str) -> tuple[list[str], list[str]]:
    """What a product of counts and probabilities adds to the exponent, and the rates it takes away."""
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(f"cannot read the expression {text[:80]!r}") from None
    plus: list[str] = []
    minus: list[str] = []
    _collect(tree, False, plus, minus)
    return plus, minus


def _collect(node: ast.expr, inverse: bool, plus: list[str], minus: list[str]) -> None:
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as operator, right=right):
            _collect(left, inverse, plus, minus)
            _collect(right, inverse != isinstance(operator, ast.Div), plus, minus)
        case ast.Call(func=ast.Name(id="exp"), args=[ast.UnaryOp(op=ast.USub(), operand=inner)]):
            (plus if inverse else minus).append(_bare(inner))
        case ast.Call(func=ast.Name(id="exp"), args=[inner]):
            (minus if inverse else plus).append(_bare(inner))
        case ast.BinOp(left=ast.Constant(), op=ast.Pow(), right=exponent) if not isinstance(
            exponent, ast.Constant
        ):
            (minus if inverse else plus).append(_bare(exponent))
        case ast.Constant():
            return
        case _ if inverse:
            raise InputError(f"cannot divide by {ast.unparse(node)[:40]!r} in a tail event")
        case _:
            plus.append(f"log({ast.unparse(node)})")


def _bare(node: ast.expr) -> str:
    """The expression inside ``O(...)`` or ``Omega(...)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("O", "Omega"):
        node = node.args[0] if len(node.args) == 1 else node
    return ast.unparse(node)
