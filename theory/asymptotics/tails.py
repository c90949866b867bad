"""Tail events: K^c events, each of probability exp(-Omega(rate)), against a failure probability delta.

Here constants do not drop out: 2^d exp(-c rate) is small only if c rate exceeds d ln 2, so rate = Omega(d)
with *some* constant is not enough. The conditions are read with a large constant K of our choice (``m >= K n^3``), and
the question is about K: if needed is at least of the order of rate, must K be bounded?
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Condition, Disjunction, Quantity, conditions_between
from theory.asymptotics.monomials import ONE, Monomial
from theory.asymptotics.orders import OrderAnswer, decide_read, make_vocabulary
from theory.asymptotics.reading import read_condition, read_quantity
from theory.asymptotics.vocabulary import Vocabulary
from theory.errors import InputError

_RELATIONS = ("O", "Omega", "Theta")


@dataclass(frozen=True, slots=True)
class TailAnswer:
    """The answer to whether count * exp(-Omega(rate)) <= delta for all large constants in the chosen conditions.

    Returned by :func:`decide_tail`.

    Attributes:
        needed: log(count) + log(1/delta), the exponent to beat.
        rate: the exponent of a single tail.
        order: needed = O(rate) under the conditions.
        amplified: the least power to which a proof leaf of ``order`` uses the chosen conditions: with a constant K in
            them the rate beats what is needed by a factor of at least K^amplified.
        decided: with K in the chosen conditions, and needed at least of the order of rate: K = O(1)?
        constant: the name of K there.
    """

    needed: Quantity
    rate: Quantity
    order: OrderAnswer
    amplified: Fraction
    decided: OrderAnswer
    constant: str

    @property
    def follows(self) -> bool:
        """Return whether a large enough constant in the conditions makes the union of the events rarer than delta."""
        return self.decided.follows

    def __bool__(self) -> bool:
        return self.follows


@check_arguments
def decide_tail(
    needed: str,
    rate: str,
    width: str | Sequence[str],
    given: Sequence[str] = (),
    *,
    small: Sequence[str] = (),
) -> TailAnswer:
    """Decide ``exp(needed) * exp(-Omega(rate)) <= 1`` for ``width`` with a large enough constant.

    Args:
        needed: log of the number of events plus log of one over the allowed probability, such as
            ``"d + log(n) + log(D)"`` for 2^d n events and D = 1/delta.
        rate: the exponent of a single event, such as ``"m**(1/3)/T**2"``.
        width: the conditions whose constant may be chosen, such as ``"m >= T**6*d**3"``.
        given: further conditions, whose constants are fixed; a condition with ``==`` is always one of them.
        small: variables in (0, 1].

    Raises:
        InputError: something cannot be read, or the conditions cannot all hold with large constants.

    Example:
        >>> from theory.asymptotics import decide_tail
        >>> bool(decide_tail("d + log(n)", "m/T", ["m >= T*d + T*log(n)"]))
        True
    """
    widths = [width] if isinstance(width, str) else list(width)
    vocabulary = make_vocabulary([needed, rate, *widths, *given], small=small)
    events, speed = (read_quantity(text, vocabulary) for text in (needed, rate))
    chosen, others = _read(widths, vocabulary)
    others += [condition for text in given for condition in read_condition(text, vocabulary)]
    order = decide_read(events, speed, [*chosen, *others], vocabulary)
    constant = _unused("K", vocabulary.used)
    large = Quantity.of([[Monomial.of({(constant, ()): Fraction(1)})]])
    one = Quantity.of([[ONE]])
    with_constant = [_times(condition, large.monomials[0]) for condition in chosen]
    if decide_read(large, one, [*with_constant, *others], vocabulary):
        raise InputError(
            "the conditions cannot all hold with large constants; write == where the constant is fixed"
        )
    loses = conditions_between(events, speed)
    decided = decide_read(large, one, [*with_constant, *others, *loses], vocabulary)
    return TailAnswer(events, speed, order, _amplification(order, chosen), decided, constant)


def _read(
    texts: Sequence[str], vocabulary: Vocabulary
) -> tuple[list[Condition | Disjunction], list[Condition | Disjunction]]:
    """Return the conditions with a constant of our choice, and those with ``==``, which hold with some constant."""
    chosen: list[Condition | Disjunction] = []
    fixed: list[Condition | Disjunction] = []
    for text in texts:
        (fixed if "==" in text else chosen).extend(read_condition(text, vocabulary))
    return chosen, fixed


def _unused(name: str, used: set[str]) -> str:
    while name in used:
        name += "_"
    return name


def _times(condition: Condition | Disjunction, factor: Monomial) -> Condition | Disjunction:
    """The condition with a factor on its smaller side."""
    if isinstance(condition, Disjunction):
        return Disjunction(tuple(Condition(c.larger, c.smaller * factor) for c in condition.options))
    return Condition(condition.larger, condition.smaller * factor)


def _amplification(order: OrderAnswer, chosen: Sequence[Condition | Disjunction]) -> Fraction:
    if order.certificate is None:
        return Fraction(0)
    plain = [condition for condition in chosen if isinstance(condition, Condition)]
    leaves = [order.certificate.powers_of_condition(condition) for condition in plain]
    return min((sum(column, Fraction(0)) for column in zip(*leaves, strict=True)), default=Fraction(0))


def is_tail(text: str) -> bool:
    """Return whether an expression is a probability: it contains O(), Omega(), Theta() or an ``exp(-...)``."""
    return re.search(rf"\b({'|'.join(_RELATIONS)})\s*\(|\bexp\(\s*-", text) is not None


def decide_tail_text(
    left: str, right: str, given: Sequence[str] = (), *, small: Sequence[str] = ()
) -> TailAnswer:
    """Decide ``"2**d*n*exp(-Omega(m**(1/3)/T**2))" <= "1/D"``, conditions with a constant of our choice.

    LEFT is a product of quantities, of powers of numbers such as ``2**d``, of ``exp(X)`` or ``exp(O(X))``, and of one
    ``exp(-Omega(rate))`` (or ``exp(-rate)``); RIGHT is 1, ``1/D``, ``exp(-L)``, or a small variable.

    Raises:
        InputError: LEFT or RIGHT is not of this form.
    """
    needed, rate = _exponents(left, small)
    allowed, extra = _exponents(f"1/({right})", small)
    if len(rate) != 1 or extra:
        raise InputError("a tail event needs exactly one exp(-Omega(rate)) on the left and none on the right")
    if not needed and not allowed:
        raise InputError("a probability is at most 1 for every rate, so there is nothing to decide")
    return decide_tail(" + ".join([*needed, *allowed]), rate[0], given, small=small)


def _exponents(text: str, small: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the exponents of the counts in a product, and the rates of its probabilities."""
    try:
        tree = ast.parse(text.strip().replace("^", "**"), mode="eval").body
        found = _Exponents(frozenset(small))
        found.collect(tree, False)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(f"cannot read the expression {text[:80]!r}") from None
    return found.plus, found.minus


class _Exponents:
    """The exponents of a product, by sign."""

    def __init__(self, small: frozenset[str]) -> None:
        self.small = small
        self.plus: list[str] = []
        self.minus: list[str] = []

    def collect(self, node: ast.expr, inverse: bool) -> None:
        match node:
            case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as operator, right=right):
                self.collect(left, inverse)
                self.collect(right, inverse != isinstance(operator, ast.Div))
            case ast.Call(func=ast.Name(id="exp"), args=[inner]):
                self.exponential(inner, inverse)
            case (
                ast.Constant(value=value) | ast.BinOp(left=ast.Constant(value=value), op=ast.Pow(), right=_)
            ) if isinstance(value, int | float) and value > 0:
                if isinstance(node, ast.BinOp) and value != 1 and not isinstance(node.right, ast.Constant):
                    self.exponential(node.right, inverse != (value < 1))
            case _ if inverse and not (isinstance(node, ast.Name) and node.id in self.small):
                raise InputError(f"cannot divide by {ast.unparse(node)[:40]!r} in a tail event")
            case _:
                self.plus.append(f"log({'1/' if inverse else ''}({ast.unparse(node)}))")

    def exponential(self, exponent: ast.expr, inverse: bool) -> None:
        """A base above 1 to this power, or one over it."""
        while isinstance(exponent, ast.UnaryOp) and isinstance(exponent.op, ast.USub):
            exponent, inverse = exponent.operand, not inverse
        relation, inner = _bare(exponent)
        if relation == ("O" if inverse else "Omega"):
            bound = f"exp({'-' if inverse else ''}{relation}(...))"
            other = "Omega" if inverse else "O"
            raise InputError(f"{bound} has no upper bound that is of use here: it needs {other}(...)")
        (self.minus if inverse else self.plus).append(inner)


def _bare(node: ast.expr) -> tuple[str, str]:
    """The relation, if any, and the expression inside ``O(...)``, ``Omega(...)`` or ``Theta(...)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _RELATIONS:
        if len(node.args) != 1 or node.keywords:
            raise InputError(f"{node.func.id}() takes one quantity")
        return node.func.id, ast.unparse(node.args[0])
    return "", ast.unparse(node)
