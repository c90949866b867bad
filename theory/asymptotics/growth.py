"""A stand-alone check of counterexamples: the growth of both sides of an order relation along a curve, exactly.

It reads the question as text and shares nothing with the prover: no normal form, no linear program. Along a curve
such as ``n = M^2, m = M^3 log(M)`` every quantity built by ``+ * / **``, ``sqrt``, ``log``, ``max`` and ``min`` is, up
to constant factors, one product of powers of M, log M, log log M, ... Their exponents are compared level by level.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from fractions import Fraction

from theory.arguments import check_arguments
from theory.errors import InputError

#: The exponents of M, log M, log log M, ...
Growth = tuple[Fraction, ...]
_LEVELS = 6
_CONSTANT: Growth = (Fraction(0),) * _LEVELS
_M = "M"
_RELATIONS: dict[type[ast.cmpop], tuple[bool, bool]] = {
    ast.GtE: (True, False), ast.LtE: (False, True), ast.Eq: (True, True),
}  # fmt: skip


@check_arguments
def growth_along(text: str, curve: Sequence[str]) -> Growth:
    """Return the exponents of M, log M, log log M, ... in a quantity along a curve.

    Args:
        text: the quantity, such as ``"T**8*sqrt(n)/m"``; ``log(x)`` stands for 1 + ln x, and for 1 where x is below 1.
        curve: an equation for each variable, such as ``["n == M**2", "T == 1"]``, and for each parameter that stands
            in an exponent, such as ``"N == 2"``.

    Raises:
        InputError: a text cannot be read, or a name is not on the curve.

    Example:
        >>> from theory.asymptotics import growth_along
        >>> [str(power) for power in growth_along("n**2/sqrt(m) + log(m)", ["n == M", "m == M**3"])[:2]]
        ['1/2', '0']
    """
    return _Curve(curve).growth(_tree(text))


@check_arguments
def breaks_along(
    left: str, right: str, given: Sequence[str], curve: Sequence[str], parameters: Sequence[str] = ()
) -> bool:
    """Return whether LEFT / RIGHT is unbounded along a curve on which all variables are at least 1 and GIVEN holds.

    Args:
        left, right, given, parameters: a question as :func:`decide_order` takes it.
        curve: as in :func:`growth_along`.

    Raises:
        InputError: a text cannot be read, or a name is not on the curve.

    Example:
        >>> from theory.asymptotics import breaks_along
        >>> breaks_along("n**2", "m", ["m >= n"], ["m == M^3", "n == M^2"])
        True
        >>> breaks_along("n**2", "m", ["m >= n**2"], ["m == M^3", "n == M^2"])
        False
    """
    place = _Curve(curve)
    fixed = {node.id for text in parameters for node in ast.walk(_tree(text)) if isinstance(node, ast.Name)}
    return (
        all(place.satisfies(text) for text in parameters)
        and all(place.growth(ast.Name(name)) >= _CONSTANT for name in place.places.keys() - fixed)
        and all(place.meets(text) for text in given)
        and place.growth(_tree(left)) > place.growth(_tree(right))
    )


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip().replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(f"cannot read {text[:80]!r}") from None


def _relation(text: str) -> tuple[ast.expr, type[ast.cmpop], ast.expr]:
    match _tree(text):
        case ast.Compare(left=left, ops=[relation], comparators=[right]) if type(relation) in _RELATIONS:
            return left, type(relation), right
    raise InputError(f"{text[:80]!r} is not of the form A >= B, A <= B or A == B")


class _Curve:
    """The growth of each variable, and the value of each parameter."""

    def __init__(self, curve: Sequence[str]) -> None:
        self.places: Mapping[str, ast.expr] = dict(map(_equation, curve))
        if len(self.places) < len(curve):
            raise InputError(f"a name is twice on the curve {', '.join(curve)[:80]}")
        known = {_M}
        for name, place in self.places.items():
            unknown = {n.id for n in ast.walk(place) if isinstance(n, ast.Name)} - known - {"log", "sqrt"}
            if unknown:
                raise InputError(f"{name} is defined on the curve before {min(unknown)}, which it uses")
            known.add(name)

    def meets(self, condition: str) -> bool:
        """Return whether a condition holds along the curve up to a constant factor."""
        left, relation, right = _relation(condition)
        first, second = self.growth(left), self.growth(right)
        above, below = _RELATIONS[relation]
        return (not above or first >= second) and (not below or first <= second)

    def satisfies(self, bound: str) -> bool:
        """Return whether the parameters have values within a bound such as ``N >= 1``."""
        match _tree(bound):
            case ast.Compare(left=left, ops=[ast.Gt()], comparators=[right]):
                return self.number(left) > self.number(right)
            case ast.Name():
                return True
        left, relation, right = _relation(bound)
        first, second = self.number(left), self.number(right)
        above, below = _RELATIONS[relation]
        return (not above or first >= second) and (not below or first <= second)

    def place(self, name: str) -> ast.expr:
        if name not in self.places:
            raise InputError(f"{name!r} is not on the curve")
        return self.places[name]

    def number(self, node: ast.expr) -> Fraction:
        """An exponent: rational, or made from parameters."""
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Fraction(str(value))
            case ast.Name(id=name) if name != _M:
                return self.number(self.place(name))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.number(operand)
            case ast.BinOp(left=left, op=op, right=right):
                first, second = self.number(left), self.number(right)
                match op:
                    case ast.Add():
                        return first + second
                    case ast.Sub():
                        return first - second
                    case ast.Mult():
                        return first * second
                    case ast.Div() if second:
                        return first / second
                    case ast.Pow() if second.denominator == 1 and 0 < second <= _LEVELS:
                        return first ** int(second)
        raise InputError(f"{ast.unparse(node)[:80]!r} is not an exponent")

    def growth(self, node: ast.expr) -> Growth:
        """The exponents of a quantity."""
        match node:
            case ast.Name(id=name):
                return _unit(0) if name == _M else self.growth(self.place(name))
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool) and value > 0:
                return _CONSTANT
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return max(self.growth(left), self.growth(right))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return _sum(self.growth(left), self.growth(right), 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return _sum(self.growth(left), self.growth(right), -1)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return _sum(_CONSTANT, self.growth(left), self.number(right))
            case ast.Call(func=ast.Name(id=name), args=[*arguments], keywords=[]) if arguments:
                return self.called(name, list(map(self.growth, arguments)))
        raise InputError(f"{ast.unparse(node)[:80]!r} has no growth along a curve")

    def called(self, name: str, growths: list[Growth]) -> Growth:
        match name, growths:
            case "max", _:
                return max(growths)
            case "min", _:
                return min(growths)
            case "sqrt", [own]:
                return _sum(_CONSTANT, own, Fraction(1, 2))
            case "log", [own]:
                return _logarithm(own)
        known = "known: log, max, min and sqrt"
        raise InputError(f"{name}() of {len(growths)} quantities has no growth along a curve ({known})")


def _equation(text: str) -> tuple[str, ast.expr]:
    match _relation(text):
        case ast.Name(id=name), relation, place if relation is ast.Eq and name != _M:
            return name, place
    raise InputError(f"{text[:80]!r} is not of the form n == M**2")


def _unit(level: int) -> Growth:
    return tuple(Fraction(k == level) for k in range(_LEVELS))


def _sum(first: Growth, second: Growth, factor: int | Fraction) -> Growth:
    return tuple(a + factor * b for a, b in zip(first, second, strict=True))


def _logarithm(own: Growth) -> Growth:
    """log(M^a ...) is of the order of log M, log((log M)^b ...) of log log M; what does not grow counts as 1."""
    level = next((k for k, power in enumerate(own) if power), None)
    if level is None or own[level] < 0:
        return _CONSTANT
    if level == _LEVELS - 1:
        raise InputError("logarithms are nested too deeply")
    return _unit(level + 1)
