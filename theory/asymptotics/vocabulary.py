"""The meaning of the names in one question: parameters, small variables, and quantities with a name of their own.

The calculus works with products of powers of variables, all at least 1, and of their logarithms. Everything else in a
question becomes a variable with conditions that define it: 1/epsilon for a small epsilon, log(n) inside another
logarithm, max(1, n/k) inside a logarithm, and exponentials, of which only the logarithm is related to the rest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import flint

from theory.asymptotics.expressions import Condition, Disjunction
from theory.asymptotics.monomials import (
    ONE,
    Exponent,
    Monomial,
    combine,
    exponent_text,
    is_logarithm,
    logarithm_of,
    variable_of,
)
from theory.asymptotics.regions import shift_parameters
from theory.errors import InputError

_ONE = Fraction(1)
#: Quotients of logarithms of primes are known to within one part in this many.
_PRECISION = 10**6
_MOST_DEFINITIONS = 40
#: Numbers in exponentials are factored by trial division.
_LARGEST_BASE = 10**6
#: Stands for the base of the natural exponential among the primes.
E = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A variable of the calculus that stands for an expression; its conditions state all that is used of it.

    Part of what :func:`decide_order` returns.
    """

    name: str
    meaning: str
    conditions: tuple[Condition | Disjunction, ...] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """An exponential that is another variable to an irrational power between ``low`` and ``high``."""

    reference: str
    low: Fraction
    high: Fraction


@dataclass
class Vocabulary:
    """The names of one question.

    Attributes:
        parameters: each declared parameter as a polynomial in those that have bounds.
        bounds, strict: their lower bounds, and which of them are never attained.
        small: variables in (0, 1].
        ignore_logs: read every logarithm as 1.
        used: names that the question uses, which definitions must not take.
        definitions: the variables that stand for an expression, by name.
        towers: exponentials of which the logarithm is of the order of this monomial.
        relatives: exponentials that are irrational powers of another variable.
        plain: variables that occur in the question outside logarithms.
        powers: the definition of every exponential: a prime (0 for e) and its exponent.
        distances: parameters that stand for the distance of a declared one from its bound.
    """

    parameters: dict[str, Exponent] = field(default_factory=dict)
    bounds: dict[str, Fraction] = field(default_factory=dict)
    strict: set[str] = field(default_factory=set)
    small: frozenset[str] = frozenset()
    ignore_logs: bool = False
    used: set[str] = field(default_factory=set)
    definitions: dict[str, Definition] = field(default_factory=dict)
    towers: dict[str, Monomial] = field(default_factory=dict)
    relatives: dict[str, Relative] = field(default_factory=dict)
    distances: dict[str, str] = field(default_factory=dict)
    powers: dict[str, tuple[int, Monomial]] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)
    _atoms: dict[tuple[int, Monomial], str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def sign(self, exponent: Mapping[tuple[str, ...], Fraction]) -> int | None:
        """1 if the exponent is nowhere negative within the bounds, -1 if nowhere positive, else None."""
        values = list(self._shifted(exponent).values())
        return 1 if min(values, default=_ONE) > 0 else -1 if max(values) < 0 else None

    def is_positive(self, exponent: Mapping[tuple[str, ...], Fraction]) -> bool:
        """Return whether the exponent is positive for all parameters within their bounds."""
        shifted = self._shifted(exponent)
        return any(set(names) <= self.strict for _, names in shifted) and min(shifted.values()) > 0

    def _shifted(
        self, exponent: Mapping[tuple[str, ...], Fraction]
    ) -> dict[tuple[str, tuple[str, ...]], Fraction]:
        return shift_parameters({("", names): value for names, value in exponent.items()}, self.bounds)

    def variable(self, name: str) -> Monomial:
        """A variable as a monomial: a small one is one over a variable that is at least 1.

        Raises:
            InputError: the name means no finite number.
        """
        _require_a_name(name)
        if name not in self.small:
            return _power(name)
        inverse = self._name(f"{name}_inv", f"1/{name}")
        self._define(inverse, f"1/{name}")
        return _power(inverse, -_ONE)

    def logarithm_as_variable(self, base: str) -> str:
        """A variable that equals ``log(x)``, so that its own logarithm can be expressed."""
        name = self._name(f"log_{variable_of(base)}", base)
        own, log = _power(name), _power(base)
        self._define(name, base, Condition(own, log), Condition(log, own))
        return name

    def stand_in(self, base: str) -> str:
        """A variable in place of ``log(x)`` where x occurs in no other way: any number that is at least 1."""
        name = self._name(f"log_{variable_of(base)}", f"{base} alone")
        self._define(name, base)
        return name

    def ratio(self, quotient: Monomial) -> str:
        """A variable that equals max(1, quotient), whose logarithm is that of the quotient."""
        name = self._name(f"ratio_{_slug(quotient)}", f"max(1, {quotient})")
        own = _power(name)
        top = Monomial.of({key: value for key, value in quotient.entries if value > 0})
        either = Disjunction((Condition(ONE, own), Condition(quotient, own)))
        self._define(
            name, f"max(1, {self.shown(quotient)})", Condition(own, quotient), Condition(top, own), either
        )
        return name

    def exponential(self, prime: int, exponent: Monomial) -> Monomial:
        """``prime**exponent`` (or e to it) up to a constant factor; the exponent is no constant."""
        bases = dict(exponent.entries)
        if all(value <= 0 for value in bases.values()):
            return ONE  # the exponent lies between 0 and 1
        lone = next(iter(bases), None) if len(bases) == 1 else None
        if lone and is_logarithm(lone[0]) and bases[lone] == 1:
            reference = (E, variable_of(lone[0]))  # e^log(x) = e x
        else:
            key = next(((p, a) for p, a in self._atoms if a == exponent), None)
            reference = (key[0], self._atoms[key]) if key else (prime, self._tower(prime, exponent))
        if reference[0] == prime:
            return _power(reference[1])
        return _power(self._relative(prime, exponent, *reference))

    def _tower(self, prime: int, exponent: Monomial) -> str:
        name = self._atom_name(prime, exponent)
        own = _power(logarithm_of(name))
        upper: Condition | Disjunction = Condition(exponent, own)
        if any(value < 0 for _, value in exponent.entries):
            upper = Disjunction((Condition(ONE, own), Condition(exponent, own)))
        self._define(name, self._atom_text(prime, exponent), Condition(own, exponent), upper)
        self._atoms[prime, exponent] = name
        self.powers[name] = (prime, exponent)
        self.towers[name] = exponent
        return name

    def _relative(self, prime: int, exponent: Monomial, other: int, reference: str) -> str:
        """Name ``prime**exponent``, the power ln(prime) / ln(other) of ``reference = other**exponent``."""
        name = self._atom_name(prime, exponent)
        if name in self.relatives:
            return name
        low, high = _quotient(prime, other)
        own = _power(name)
        self._define(
            name,
            self._atom_text(prime, exponent),
            Condition(own, _power(reference, low)),
            Condition(_power(reference, high), own),
        )
        self.relatives[name] = Relative(reference, low, high)
        self.powers[name] = (prime, exponent)
        return name

    def _atom_name(self, prime: int, exponent: Monomial) -> str:
        head = "exp" if prime == E else f"pow{prime}"
        return self._name(f"{head}_{_slug(exponent)}", self._atom_text(prime, exponent))

    def _atom_text(self, prime: int, exponent: Monomial) -> str:
        text = self.shown(exponent)
        if prime == E:
            return f"exp({text})"
        return f"{prime}^{text}" if re.fullmatch(r"\w+", text) else f"{prime}^({text})"

    def shown(self, monomial: Monomial) -> str:
        """A monomial with the meaning of defined variables in place of their names."""
        text = str(monomial)
        for name, definition in self.definitions.items():
            meaning = definition.meaning
            plain = re.fullmatch(r"\w+(\(.*\))?", meaning)
            text = re.sub(rf"\b{name}\b", meaning if plain else f"({meaning})", text)
        return text

    def _define(self, name: str, meaning: str, *conditions: Condition | Disjunction) -> None:
        if len(self.definitions) >= _MOST_DEFINITIONS:
            raise InputError(
                f"the question holds more than {_MOST_DEFINITIONS} exponentials and nested logarithms"
            )
        self.definitions.setdefault(name, Definition(name, meaning, conditions))

    def _name(self, wanted: str, meaning: str) -> str:
        """A name that the question does not use; always the same for the same meaning."""
        if meaning not in self._names:
            name = wanted[:48]
            while name in self.used:
                name += "_"
            self.used.add(name)
            self._names[meaning] = name
        return self._names[meaning]

    @property
    def nests_logs(self) -> bool:
        """Return whether some logarithm has a name of its own."""
        return any(d.meaning.startswith("log(") for d in self.definitions.values())

    def conditions(self) -> list[Condition | Disjunction]:
        """Return the conditions of the definitions."""
        plain = [
            condition
            for name, d in self.definitions.items()
            if name not in self.towers and name not in self.relatives
            for condition in d.conditions
        ]
        return [*plain, *self.tower_conditions()]

    def tower_conditions(self) -> list[Condition | Disjunction]:
        """Return the conditions on exponentials: their definitions, and monotonicity in the exponent."""
        names = [*self.towers, *self.relatives]
        found = [condition for name in names for condition in self.definitions[name].conditions]
        for (prime, exponent), (other, above) in itertools.permutations(self._atoms, 2):
            if exponent != above and all(value > 0 for _, value in (above / exponent).entries):
                own, larger = self._atoms[prime, exponent], self._atoms[other, above]
                power, _ = _quotient(other, prime)
                found.append(Condition(_power(larger), _power(own, power)))
        for (prime, exponent), name in self._atoms.items():
            found += self._beside_variables(prime, exponent, name)
        return found

    def _beside_variables(self, prime: int, exponent: Monomial, name: str) -> list[Condition]:
        """Compare ``prime**exponent`` with every variable x whose logarithm is in the exponent: e^log(x) = e x."""
        found = []
        low, high = _quotient(prime, E)
        for base in sorted(base for base in exponent.bases if is_logarithm(base)):
            x = variable_of(base)
            if x not in self.plain:
                continue
            if all(value > 0 for _, value in (exponent / _power(base)).entries):
                found.append(Condition(_power(name), _power(x, low)))
            if all(value > 0 for _, value in (_power(base) / exponent).entries):
                found.append(Condition(_power(x, high), _power(name)))
        return found

    def declare(self, text: str) -> None:
        """Read a parameter with its bound: ``N >= 1``, ``eps > 0``, ``b > a``, ``a < 1``, ``a < b``.

        Raises:
            InputError: the text is of another form, or names a parameter that is not declared yet.
        """
        match = re.fullmatch(r"\s*(\S+?)\s*(>=|<=|>|<)\s*(\S+?)\s*", text, re.ASCII)
        if not match or not any(re.fullmatch(_NAME, side, re.ASCII) for side in (match[1], match[3])):
            raise InputError(f"parameter {text[:80]!r} is not of the form NAME >= NUMBER (or >, or > NAME)")
        first, relation, second = match.groups()
        if first in self.parameters and second not in self.parameters and re.fullmatch(_NAME, second):
            first, relation, second = second, relation.translate(str.maketrans("<>", "><")), first
        if first in self.parameters:
            raise InputError(
                f"parameter {text[:80]!r}: {first} has a bound already; ask with the one that matters"
            )
        if not re.fullmatch(_NAME, first, re.ASCII):
            raise InputError(f"parameter {text[:80]!r} has no name on its left side")
        _require_a_name(first)
        bound = self._bound(second, text)
        self._add_parameter(first, relation, bound)

    def _bound(self, text: str, whole: str) -> Exponent:
        if text in self.parameters:
            return self.parameters[text]
        if not re.fullmatch(r"-?\d{1,40}(/[1-9]\d{0,39}|\.\d{1,40})?", text, re.ASCII):
            raise InputError(
                f"parameter {whole[:80]!r}: {text[:40]} is neither a number nor a parameter that is declared before it"
                + (
                    f'; declare {text[:40]} first, for example "{text[:40]} >= 0"'
                    if re.fullmatch(_NAME, text)
                    else ""
                )
            )
        return {(): Fraction(text)} if Fraction(text) else {}

    def _add_parameter(self, name: str, relation: str, bound: Exponent) -> None:
        plain = set(bound) <= {()}
        if relation in (">=", ">") and plain:
            own, self.parameters[name] = name, {(name,): _ONE}
            self.bounds[own] = bound.get((), Fraction(0))
        else:
            side = "above" if relation in (">=", ">") else "below"
            own = self._name(f"{name}_{side}", f"the distance of {name} from its bound")
            sign = 1 if side == "above" else -1
            self.parameters[name] = _plus(bound, {(own,): Fraction(sign)})
            end = exponent_text(bound) if len(bound) < 2 else f"({exponent_text(bound)})"
            self.distances[own] = f"{name} - {end}" if sign == 1 else f"{end} - {name}"
            self.bounds[own] = Fraction(0)
        if relation in (">", "<"):
            self.strict.add(own)


_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
#: Names that are read as numbers elsewhere, in any case of letters.
_NO_FINITE_NUMBERS = {"nan", "inf", "infinity"}


def _require_a_name(name: str) -> None:
    if name.lower() in _NO_FINITE_NUMBERS:
        raise InputError(f"{name} is no finite number, and cannot be the name of a variable or parameter")


def _plus(first: Mapping[tuple[str, ...], Fraction], second: Exponent) -> Exponent:
    wrapped = combine([(_ONE, {("", k): v for k, v in part.items()}) for part in (first, second)])
    return {names: value for (_, names), value in wrapped.items()}


def _power(base: str, exponent: Fraction = _ONE) -> Monomial:
    return Monomial.of({(base, ()): exponent})


def _slug(monomial: Monomial) -> str:
    text = str(monomial).replace("^-1", "_inv")
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")


def _ln(prime: int) -> flint.arb:
    return flint.arb(1) if prime == E else flint.arb(prime).log()


def _quotient(prime: int, other: int) -> tuple[Fraction, Fraction]:
    """Bounds on ln(prime) / ln(other)."""
    if prime == other:
        return _ONE, _ONE
    quotient = _ln(prime) / _ln(other) * _PRECISION
    low, high = int(float(quotient.lower())), int(float(quotient.upper())) + 1
    return Fraction(low, _PRECISION), Fraction(high, _PRECISION)


def sign_of_logarithm(powers: Mapping[int, Fraction]) -> int:
    """The sign of a sum of rational multiples of ln(p), over distinct primes p and e (under 0).

    It is 0 only if all multiples are: those logarithms are linearly independent over the rationals.
    """
    if not any(powers.values()):
        return 0
    for bits in (64, 256, 1024, 4096, 16384):
        with flint.ctx.workprec(bits):
            total = sum(
                (flint.fmpq(v.numerator, v.denominator) * _ln(p) for p, v in powers.items()), flint.arb(0)
            )
            if total > 0 or total < 0:
                return 1 if total > 0 else -1
    raise InputError("the constants in the exponents are too close to each other")


def factors(number: Fraction) -> dict[int, int]:
    """The prime factorisation of a positive rational.

    Raises:
        InputError: it has a numerator or a denominator above a million.
    """
    if max(number.numerator, number.denominator) > _LARGEST_BASE:
        raise InputError(f"a power of {str(number)[:40]}: bases up to {_LARGEST_BASE} are supported")
    found: dict[int, int] = {}
    for whole, sign in ((number.numerator, 1), (number.denominator, -1)):
        for prime, power in flint.fmpz(whole).factor():
            found[int(prime)] = found.get(int(prime), 0) + sign * power
    return {prime: power for prime, power in found.items() if power}


def identifiers(texts: Iterable[str]) -> set[str]:
    """All names in some texts."""
    return {name for text in texts for name in re.findall(r"[^\W\d]\w*", text)}
