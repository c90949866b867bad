"""Formulas as data: one text that is printed, evaluated and mutated automatically.

A formula is written as a Python expression, ``(1 - 1/(alpha*H))/2``. A sentence shows it as LaTeX
(:mod:`theory.ledger.latex`), a check evaluates it with the meaning it gives to each name, and planted errors
(:mod:`theory.ledger.planting`) change one number, sign or relation of it at a time.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

from theory.errors import InputError

_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Call, ast.Name, ast.Constant,
    ast.Tuple, ast.List, ast.Subscript, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Pow,
    ast.USub, ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In,
)  # fmt: skip
_RELATIONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
}  # fmt: skip
#: Of an exact number, in binary; ``Sum`` and ``Product`` have at most as many terms.
_MOST_BITS = 2**24
#: ``Sum(body, index, first, last)``: the second argument is a name that the body may use.
INDEXED = {"Sum": operator.add, "Product": operator.mul}


def _rational(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def plain(value: Any) -> Any:
    """Return an exact number as int or Fraction where it is one; anything else as it is."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if getattr(value, "is_Integer", False):
        return int(value)
    if getattr(value, "is_Rational", False):
        return Fraction(int(value.p), int(value.q))
    return value


def _divide(a: Any, b: Any) -> Any:
    return plain(Fraction(a) / b) if _rational(a) and _rational(b) else a / b


def _bounded(bits: float) -> None:
    """Refuse a number that would take minutes to compute, and the memory of the machine."""
    if bits > _MOST_BITS:
        raise InputError(f"a number of about 2^{bits:.0f} is too large for a formula")


def _power(a: Any, b: Any) -> Any:
    if _rational(a) and _rational(b):
        if Fraction(b).denominator == 1:
            _bounded(abs(int(b)) * max(abs(Fraction(a).numerator), Fraction(a).denominator).bit_length())
            return plain(Fraction(a) ** int(b))
        import sympy

        return sympy.Rational(a) ** sympy.Rational(b)
    return a**b


def _is_symbolic(value: object) -> bool:
    return type(value).__module__.startswith("sympy")


def _real_function(name: str) -> Callable[[Any], Any]:
    """An elementary function of exact numbers, floats, arrays and sympy expressions alike."""

    def apply(x: Any) -> Any:
        if isinstance(x, float):
            return getattr(math, name)(x)
        if _rational(x) or _is_symbolic(x):
            import sympy

            return plain(getattr(sympy, name)(sympy.sympify(x)))
        import numpy

        return getattr(numpy, name)(x)

    return apply


def _rounding(name: str) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if _is_symbolic(x):
            import sympy

            return plain({"floor": sympy.floor, "ceil": sympy.ceiling}[name](x))
        if _rational(x) or isinstance(x, float):
            return getattr(math, name)(x)
        import numpy

        return getattr(numpy, name)(x)

    return apply


def _extreme(name: str) -> Callable[..., Any]:
    def apply(*values: Any) -> Any:
        if any(map(_is_symbolic, values)):
            import sympy

            return plain({"max": sympy.Max, "min": sympy.Min}[name](*values))
        if all(_rational(value) or isinstance(value, float) for value in values):
            return {"max": max, "min": min}[name](values)
        import numpy

        return reduce({"max": numpy.maximum, "min": numpy.minimum}[name], values)

    return apply


def _binomial(n: Any, k: Any) -> Any:
    if isinstance(n, int) and isinstance(k, int) and n >= 0 and k >= 0:
        _bounded(min(k, n - k) * n.bit_length())
        return math.comb(n, k)
    import sympy

    return plain(sympy.binomial(n, k))


def _factorial(n: Any) -> Any:
    if isinstance(n, int) and n >= 0:
        _bounded(n * n.bit_length())
        return math.factorial(n)
    import sympy

    return plain(sympy.factorial(n))


def _equal(a: Any, b: Any) -> Any:
    if not (_is_symbolic(a) or _is_symbolic(b)):
        return a == b
    import sympy

    a, b = sympy.sympify(a), sympy.sympify(b)
    if a.free_symbols | b.free_symbols:
        return sympy.Eq(a, b, evaluate=False)
    return bool(a == b or sympy.simplify(a - b) == 0)


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": _equal,
    "!=": lambda a, b: _negated(_equal(a, b)),
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda a, b: a in b,
}


def _truth(value: Any) -> Any:
    """Return a truth value, an array of them or a symbolic one as it is; refuse a number."""
    kind = getattr(getattr(value, "dtype", None), "kind", "b")
    if kind != "b" or getattr(value, "is_number", False) or _rational(value) or isinstance(value, float):
        raise InputError(
            f"and, or, not: {value} is a number and not true or false; compare it, as in n % 2 == 0"
        )
    return value


def _negated(truth: Any) -> Any:
    if _is_symbolic(_truth(truth)):
        import sympy

        return sympy.Not(truth)
    return not truth if isinstance(truth, bool) else ~truth


def _every(*truths: Any) -> Any:
    if any(map(_is_symbolic, map(_truth, truths))):
        import sympy

        conjunction = sympy.And(*truths)
        return bool(conjunction) if conjunction in (sympy.true, sympy.false) else conjunction
    result = truths[0]
    for truth in truths[1:]:
        result = result & truth
    return result


def _any(*truths: Any) -> Any:
    return _negated(_every(*map(_negated, truths)))


def _compare(relations: tuple[str, ...], *values: Any) -> Any:
    return _every(*(_COMPARE[r](a, b) for r, a, b in zip(relations, values, values[1:], strict=False)))


def _indexed(combine: Callable[[Any, Any], Any]) -> Callable[[Callable[[int], Any], int, int], Any]:
    def apply(body: Callable[[int], Any], first: int, last: int) -> Any:
        total = {operator.add: 0, operator.mul: 1}[combine]
        if last - first >= _MOST_BITS:
            raise InputError(f"a sum or product of {last - first + 1} terms is too long for a formula")
        for index in range(first, last + 1):
            total = combine(total, body(index))
        return total

    return apply


#: The names that a formula can use without being given a meaning.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": _real_function("sqrt"),
    "log": _real_function("log"),
    "exp": _real_function("exp"),
    "floor": _rounding("floor"),
    "ceiling": _rounding("ceil"),
    "max": _extreme("max"),
    "min": _extreme("min"),
    "abs": abs,
    "binomial": _binomial,
    "factorial": _factorial,
    **{name: _indexed(combine) for name, combine in INDEXED.items()},
}
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "_divide": _divide,
    "_power": _power,
    "_compare": _compare,
    "_every": _every,
    "_any": _any,
}
_OPERATIONS |= {"_not": _negated, "_exact": Fraction}


#: What is often meant by a text that is no expression.
_HINTS = (
    (r"(?<![<>=!])=(?!=)", "equality is written =="),
    (r"\d\s*[A-Za-z(]", "a product is written with *"),
)


class _Exactly(ast.NodeTransformer):
    """Rewrite an expression so that rational arithmetic in it is exact."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        helper = {ast.Div: "_divide", ast.Pow: "_power"}.get(type(node.op))
        return _called(helper, node.left, node.right) if helper else node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        relations = ast.Tuple([ast.Constant(_RELATIONS[type(op)]) for op in node.ops], ast.Load())
        return _called("_compare", relations, node.left, *node.comparators)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        return _called("_every" if isinstance(node.op, ast.And) else "_any", *node.values)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return _called("_not", node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return _called("_exact", ast.Constant(repr(node.value))) if isinstance(node.value, float) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id in INDEXED:
            body, index, first, last = node.args
            assert isinstance(index, ast.Name)
            names = ast.arguments(
                posonlyargs=[], args=[ast.arg(index.id)], kwonlyargs=[], kw_defaults=[], defaults=[]
            )
            body = ast.Lambda(names, self.visit(body))
            return _called(node.func.id, body, self.visit(first), self.visit(last))
        self.generic_visit(node)
        return node


def _called(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _flaw(node: ast.AST) -> str:
    """Return why a node is not allowed in a formula; empty if it is."""
    if not isinstance(node, _ALLOWED):
        hint = "; a power is written **" if isinstance(node, ast.BitXor) else ""
        return f"{type(node).__name__} has no place in a formula{hint}"
    if isinstance(node, ast.Constant) and not isinstance(node.value, int | float | str):
        return f"{node.value!r} has no place in a formula"
    if isinstance(node, ast.Constant) and isinstance(node.value, float) and not math.isfinite(node.value):
        return "a decimal above 10^308 has no place in a formula; write it as a power"
    if isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Name) or node.keywords:
            return "a formula calls functions by name, without keywords"
        if node.func.id in INDEXED and (len(node.args) != 4 or not isinstance(node.args[1], ast.Name)):
            return "Sum and Product take body, index, first, last"
    return ""


@dataclass(frozen=True)
class Formula:
    """A formula, given by its text.

    Attributes:
        text: a Python expression over names, integers, decimals, strings, ``+ - * / ** %``, comparisons,
            ``and``, ``or``, ``not``, tuples, lists, indices and calls. ``Sum(body, i, 1, n)`` and
            ``Product(body, i, 1, n)`` bind their index.

    Raises:
        InputError: the text is no such expression.

    Example:
        >>> from theory.ledger import Formula
        >>> loss = Formula("(1 - 1/ceiling(alpha*H))/2")
        >>> from fractions import Fraction
        >>> loss(alpha=Fraction(3, 4), H=6)
        Fraction(2, 5)
        >>> Formula("x**2 <= 2*x").left(x=3), Formula("x**2 <= 2*x")(x=3)
        (9, False)
    """

    text: str

    def __post_init__(self) -> None:
        _ = self.tree

    @cached_property
    def tree(self) -> ast.expr:
        """The syntax tree."""
        try:
            tree = ast.parse(self.text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            hints = [hint for pattern, hint in _HINTS if re.search(pattern, self.text)]
            raise InputError("; ".join([f"not a formula: {self.text!r}", *hints])) from None
        for node in ast.walk(tree):
            if flaw := _flaw(node):
                raise InputError(f"{flaw}: {self.text!r}")
        return tree

    def __reduce__(self) -> tuple[type[Formula], tuple[str]]:
        return Formula, (self.text,)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that need a meaning before the formula has a value."""
        return frozenset(_free_names(self.tree) - set(FUNCTIONS))

    @cached_property
    def _code(self) -> Any:
        tree = ast.Expression(_Exactly().visit(ast.parse(self.text.strip(), mode="eval").body))
        return compile(ast.fix_missing_locations(tree), f"<formula {self.text}>", "eval")

    def __call__(self, **meaning: Any) -> Any:
        """Return the value where each name has the given meaning: a number, an array, a function, a symbol.

        Raises:
            InputError: a name has no meaning.
        """
        missing = self.names - set(meaning)
        if missing:
            raise InputError(f"{self.text}: no value for {', '.join(sorted(missing))}")
        namespace: Mapping[str, Any] = {"__builtins__": {}, **FUNCTIONS, **_OPERATIONS, **meaning}
        value = eval(self._code, dict(namespace))  # the tree holds nothing but what _ALLOWED names
        return [plain(v) for v in value] if isinstance(value, list) else plain(value)

    def _side(self, index: int) -> Formula:
        if not isinstance(self.tree, ast.Compare):
            raise InputError(f"not a relation: {self.text}")
        return Formula(ast.unparse([self.tree.left, *self.tree.comparators][index]))

    @cached_property
    def left(self) -> Formula:
        """The left side of a relation."""
        return self._side(0)

    @cached_property
    def right(self) -> Formula:
        """The right side of a relation (of a chain, the last)."""
        return self._side(-1)


def _free_names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in INDEXED:
        body, index, first, last = node.args
        inner = _free_names(body) - {index.id}  # type: ignore[attr-defined]
        return inner | _free_names(first) | _free_names(last)
    if isinstance(node, ast.Name):
        return {node.id}
    return set().union(*map(_free_names, ast.iter_child_nodes(node)), set())
