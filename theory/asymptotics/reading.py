"""From text to quantities and conditions. A logarithm ``log(x)`` stands for 1 + ln x; where x is below 1, for 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Condition, Disjunction, Quantity, conditions_between
from theory.asymptotics.monomials import (
    ONE,
    Exponent,
    Monomial,
    is_logarithm,
    logarithm_of,
    multiply_exponents,
)
from theory.asymptotics.vocabulary import E, Vocabulary, factors, identifiers
from theory.errors import InputError

#: The functions of a quantity; ``n!`` stands for ``factorial(n)``, and log(x) for 1 + ln x.
FUNCTIONS = ("log", "exp", "sqrt", "factorial", "max", "min")
#: An exponent of an exponential: monomials with exact coefficients.
Terms = dict[Monomial, Fraction]
_ONE, _MINUS = Fraction(1), Fraction(-1)
_MOST_CHARACTERS = 10_000
_MOST_DIGITS = 40
_MOST_TERMS = 256
_Key = TypeVar("_Key")
_LARGEST_POWER = 64
_FACTORIAL = re.compile(r"([A-Za-z_]\w*|\([^()]*\))!(?!=)")


@check_arguments
def parse_quantity(text: str, parameters: Iterable[str] = ()) -> Quantity:
    """Read ``T**8*sqrt(n)/m + log(n)**2``; ``^`` may stand for ``**``.

    Raises:
        InputError: the text is not built from variables, positive numbers, ``+ * / **``, ``sqrt``, ``log``,
            ``max`` and ``min``, or needs a variable of its own (only a question has those: see :func:`decide_order`).

    Example:
        >>> from theory.asymptotics import parse_quantity
        >>> print(parse_quantity("T**8*sqrt(n)/m + log(n)**2"))
        max(T^8 * m^-1 * n^(1/2), log(n)^2)
    """
    vocabulary = Vocabulary({name: {(name,): _ONE} for name in parameters}, used=identifiers([text]))
    quantity = read_quantity(text, vocabulary)
    if vocabulary.definitions:
        raise InputError(f"{text[:80]!r} needs conditions of its own: ask it as a question")
    return quantity


@check_arguments
def parse_conditions(texts: Iterable[str], parameters: Iterable[str] = ()) -> tuple[Condition, ...]:
    """Read ``m >= n**3 + T`` (two conditions), ``n <= m``, ``R == T**16`` (both directions).

    Raises:
        InputError: no comparison, or a sum on the larger side (a case distinction, which only a question can have).

    Example:
        >>> from theory.asymptotics import parse_conditions
        >>> [str(condition) for condition in parse_conditions(["m >= n**3 + T"])]
        ['m >= n^3', 'm >= T']
    """
    vocabulary = Vocabulary({name: {(name,): _ONE} for name in parameters}, used=identifiers(texts))
    found = [condition for text in texts for condition in read_condition(text, vocabulary)]
    plain = [condition for condition in found if isinstance(condition, Condition)]
    if len(plain) < len(found) or vocabulary.definitions:
        raise InputError("a condition with a sum on its larger side, or with exponentials, is not a product")
    return tuple(dict.fromkeys(plain))


def parsed(text: str) -> ast.expr:
    """The syntax tree of a quantity: ``^`` is a power, and ``n!`` a call of ``factorial``."""
    return ast.parse(_FACTORIAL.sub(r"factorial(\1)", text.strip().replace("^", "**")), mode="eval").body


def read_quantity(text: str, vocabulary: Vocabulary) -> Quantity:
    """Read a quantity; its definitions are added to the vocabulary."""
    return _Reader(text, vocabulary).read()


def read_condition(text: str, vocabulary: Vocabulary) -> list[Condition | Disjunction]:
    """Read ``A >= B``, ``A <= B`` or ``A == B``."""
    parts = re.split(r"(>=|<=|==)", text)
    if len(parts) != 3:
        strict = re.search(r"[<>]", text) and not re.search(r">=|<=|==", text)
        hint = ": up to constants m > n and m >= n say the same, so write >= or <=" if strict else ""
        raise InputError(f"condition {text[:80]!r} is not of the form A >= B, A <= B or A == B{hint}")
    first, second = (read_quantity(part, vocabulary) for part in (parts[0], parts[2]))
    found: list[Condition | Disjunction] = []
    if parts[1] in (">=", "=="):
        found += conditions_between(first, second)
    if parts[1] in ("<=", "=="):
        found += conditions_between(second, first)
    return found


class _Reader:
    """Reads one expression."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary

    def read(self) -> Quantity:
        if len(self.text) > _MOST_CHARACTERS:
            raise InputError(f"an expression of more than {_MOST_CHARACTERS} characters")
        try:
            return self.quantity(parsed(self.text))
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            raise InputError(f"cannot read the expression {self.text[:80]!r}") from None

    def complain(self, what: str) -> InputError:
        return InputError(f"{what} in {self.text[:80]!r}")

    def unknown(self, name: str) -> InputError:
        return self.complain(f"unknown function {name!r} (known: {', '.join(FUNCTIONS)})")

    def quantity(self, node: ast.expr) -> Quantity:
        match node:
            case ast.Name(id=name):
                return Quantity.of([[self.variable(name)]])
            case ast.Constant():
                if not self.number(node) > 0:
                    raise self.complain("a number that is not positive")
                return Quantity.of([[ONE]])
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.quantity(left) + self.quantity(right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.quantity(left) * self.quantity(right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.quantity(left) * self.quantity(right).inverse()
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self.power(left, right)
            case ast.BinOp(op=ast.Sub()) | ast.UnaryOp(op=ast.USub()):
                raise self.complain("a difference, which has no order of growth,")
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if arguments:
                return self.call(name, arguments)
        raise self.complain(f"{ast.unparse(node)[:40]!r} is not a product, sum, power, log, sqrt, max or min")

    def number(self, node: ast.Constant) -> Fraction:
        if not isinstance(node.value, int | float) or isinstance(node.value, bool):
            raise self.complain(f"{ast.unparse(node)[:40]!r} is not a number")
        value = Fraction(str(node.value))
        if len(str(value)) > _MOST_DIGITS:
            raise self.complain(f"a number of more than {_MOST_DIGITS} digits")
        return value

    def variable(self, name: str) -> Monomial:
        if name in self.vocabulary.parameters:
            raise self.complain(f"parameter {name} is used as a variable")
        if name in FUNCTIONS:
            raise self.complain(f"the function {name} is used as a variable")
        if not name.isascii() or len(name) > 48:
            raise self.complain("a name that is not of at most 48 ASCII letters and digits")
        return self.vocabulary.variable(name)

    def call(self, name: str, arguments: list[ast.expr]) -> Quantity:
        if name not in FUNCTIONS:
            raise self.unknown(name)
        first, *rest = arguments
        if name in ("max", "min"):
            total = self.quantity(first)
            for other in rest:
                total = total + self.quantity(other) if name == "max" else total.meet(self.quantity(other))
            return total
        if rest:
            raise self.complain(f"{name}() of {len(arguments)} quantities instead of one")
        if name == "sqrt":
            return self.quantity(first).power({(): Fraction(1, 2)})
        if name == "log":
            return self.logarithm(first)
        terms = self.terms(first)
        if name == "exp":
            return self.exponential({E: _ONE}, terms)
        return self.factorial(terms)

    def power(self, base: ast.expr, exponent: ast.expr) -> Quantity:
        names = {node.id for node in ast.walk(exponent) if isinstance(node, ast.Name)}
        if names <= set(self.vocabulary.parameters):
            power = self.exponent(exponent)
            return self.quantity(base).power(power, self.vocabulary.sign(power))
        if names & set(self.vocabulary.parameters):
            raise self.complain("a parameter and a variable in one exponent")
        terms, bases = self.terms(exponent), self.terms(base)
        if len(bases) != 1:
            raise self.complain("a sum to the power of a variable, which needs its constants,")
        ((monomial, constant),) = bases.items()
        if constant <= 0:
            raise self.complain("a power of what is not positive")
        total = self.exponential({p: Fraction(k) for p, k in factors(constant).items()}, terms)
        for (own, _), times in monomial.entries:
            log = self.log_base(own)
            for term, value in terms.items():  # x^(c a) = exp(c a log(x)) / exp(c a)
                if term == ONE:
                    total = total * Quantity.of([[Monomial.of({(own, ()): value * times})]])
                    continue
                by_log = term * Monomial.of({(log, ()): _ONE})
                total = total * self.exponential({E: value * times}, {by_log: _ONE, term: _MINUS})
        return total

    def exponential(self, bases: dict[int, Fraction], terms: Terms) -> Quantity:
        """The product of ``p**(power * coefficient * monomial)``, constant factors dropped."""
        total = ONE
        for term, value in terms.items():
            for prime, times in bases.items():
                if term != ONE:
                    total = total * self.vocabulary.exponential(prime, term).power({(): value * times})
        return Quantity.of([[total]])

    def factorial(self, terms: Terms) -> Quantity:
        """n! is of the order of sqrt(n) (n/e)^n = sqrt(n) exp(n log(n)) / exp(2 n)."""
        n = self.counted(terms)
        ((key, _),) = n.entries
        log = Monomial.of({(self.log_base(key[0]), ()): _ONE})
        grown = self.exponential({E: _ONE}, {n * log: _ONE, n: Fraction(-2)})
        return grown * Quantity.of([[n.power({(): Fraction(1, 2)})]])

    def counted(self, terms: Terms) -> Monomial:
        (monomial, value), *more = terms.items() or [(ONE, _ONE)]
        if more or value != 1 or [power for _, power in monomial.entries] != [1]:
            raise self.complain("the factorial of something other than a variable")
        return monomial

    def log_base(self, base: str) -> str:
        """The base that is the logarithm of a base."""
        return logarithm_of(self.vocabulary.logarithm_as_variable(base) if is_logarithm(base) else base)

    def terms(self, node: ast.expr) -> Terms:
        """A sum of monomials with exact coefficients."""
        match node:
            case ast.Constant():
                value = self.number(node)
                return {ONE: value} if value else {}
            case ast.Name(id=name):
                return {self.variable(name): _ONE}
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _product({ONE: _MINUS}, self.terms(operand))
            case ast.BinOp(left=left, op=(ast.Add() | ast.Sub()) as sign, right=right):
                factor = _ONE if isinstance(sign, ast.Add) else _MINUS
                return _sum(self.terms(left), _product({ONE: factor}, self.terms(right)))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return _product(self.terms(left), self.terms(right))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return _product(self.terms(left), self.raised(self.terms(right), _MINUS))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                power = self.terms(right)
                if not set(power) <= {ONE}:
                    raise self.complain("an exponential in an exponent")
                return self.raised(self.terms(left), power.get(ONE, Fraction(0)))
            case ast.Call(func=ast.Name(id="sqrt"), args=[inner], keywords=[]):
                return self.raised(self.terms(inner), Fraction(1, 2))
            case ast.Call(func=ast.Name(id="log"), args=[inner], keywords=[]):
                return self.exact_logarithm(self.terms(inner))
            case ast.Call(func=ast.Name(id=name)) if name not in FUNCTIONS:
                raise self.unknown(name)
        raise self.complain(f"{ast.unparse(node)[:40]!r} in an exponent is not a sum of products of powers")

    def raised(self, terms: Terms, power: Fraction) -> Terms:
        if len(terms) == 1:
            ((monomial, value),) = terms.items()
            if value == 1 or (power.denominator == 1 and abs(power) <= _LARGEST_POWER):
                coefficient = _ONE if value == 1 else value ** int(power)
                return {monomial.power({(): power}): coefficient}
        if power in (1, 2, 3):
            total = terms
            for _ in range(int(power) - 1):
                total = _product(total, terms)
            return total
        raise self.complain("an exponent whose constants are not plain")

    def exact_logarithm(self, terms: Terms) -> Terms:
        """log of a product x^a y^b is a log(x) + b log(y) + 1 - a - b."""
        (monomial, value), *more = terms.items() or [(ONE, Fraction(0))]
        if more or value != 1 or any(power < 0 for _, power in monomial.entries):
            raise self.complain("the logarithm of a sum, of a quotient or of a number in an exponent")
        total: Terms = {ONE: 1 - sum((power for _, power in monomial.entries), Fraction(0))}
        for (base, _), power in monomial.entries:
            total[Monomial.of({(self.log_base(base), ()): _ONE})] = power
        return {key: power for key, power in total.items() if power}

    def logarithm(self, node: ast.expr) -> Quantity:
        """log of a maximum of minima of products is the maximum of minima of sums of logs."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "factorial":
            n = self.counted(self.terms(node.args[0]))
            return Quantity.of([[n]]) * self.logarithm(node.args[0])  # log(n!) = Theta(n log(n))
        quantity = self.quantity(node)
        if self.vocabulary.ignore_logs:
            return Quantity.of([[ONE]])
        total: Quantity | None = None
        for clause in quantity.clauses:
            lowest: Quantity | None = None
            for monomial in clause:
                logs = Quantity.of([[base] for base in self.logs_of(monomial)])
                lowest = logs if lowest is None else lowest.meet(logs)
            if lowest is not None:
                total = lowest if total is None else total + lowest
        return total or Quantity.of([[ONE]])

    def logs_of(self, monomial: Monomial) -> list[Monomial]:
        """Monomials whose sum is of the order of the logarithm of a monomial."""
        if monomial == ONE:
            return [ONE]
        exponents = {base: monomial.exponent_of(base) for base in monomial.bases}
        if all(self.vocabulary.is_positive(exponent) for exponent in exponents.values()):
            return [Monomial.of({(self.log_base(base), ()): _ONE}) for base in sorted(exponents)]
        if monomial.parameters:
            raise self.complain("the logarithm of a power whose exponent is not known to be positive")
        if all(value < 0 for _, value in monomial.entries):
            raise self.complain(
                f"the logarithm of {self.vocabulary.shown(monomial)}, which is at most 1 as every variable is read "
                "as at least 1 (--small x reads x in (0, 1]),"
            )
        return [Monomial.of({(logarithm_of(self.vocabulary.ratio(monomial)), ()): _ONE})]

    def exponent(self, node: ast.expr) -> Exponent:
        """A polynomial in the parameters."""
        match node:
            case ast.Constant():
                number = self.number(node)
                return {(): number} if number else {}
            case ast.Name(id=name):
                return self.vocabulary.parameters[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return multiply_exponents({(): _MINUS}, self.exponent(operand))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return multiply_exponents(self.exponent(left), self.exponent(right))
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int(times))) if 0 < times <= 8:
                power: Exponent = {(): _ONE}
                for _ in range(times):
                    power = multiply_exponents(power, self.exponent(left))
                return power
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                divisor = self.exponent(right)
                if set(divisor) != {()}:
                    raise self.complain("a division by zero or by a parameter")
                return multiply_exponents(self.exponent(left), {(): 1 / divisor[()]})
            case ast.BinOp(left=left, op=(ast.Add() | ast.Sub()) as sign, right=right):
                factor = _ONE if isinstance(sign, ast.Add) else _MINUS
                return _sum(self.exponent(left), multiply_exponents({(): factor}, self.exponent(right)))
        raise self.complain(f"exponent {ast.unparse(node)[:40]!r} is not a polynomial in the parameters")


def _sum(first: dict[_Key, Fraction], second: dict[_Key, Fraction]) -> dict[_Key, Fraction]:
    total = dict(first)
    for key, value in second.items():
        total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def _product(first: Terms, second: Terms) -> Terms:
    total: Terms = {}
    if len(first) * len(second) > _MOST_TERMS:
        raise InputError("an exponent has too many terms when multiplied out")
    for (a, value), (b, factor) in ((x, y) for x in first.items() for y in second.items()):
        total = _sum(total, {a * b: value * factor})
    return total
