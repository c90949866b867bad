"""Products of powers of variables and of their logarithms, with exponents that may hold parameters.

A monomial such as ``T^(16 + 3*N) * log(m)`` is, after taking logarithms, a vector: one coordinate for every
pair (base, product of parameters). Here a base is a variable or the logarithm of one, and a parameter is a
fixed number that does not grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

#: A coordinate: a base (``T`` or ``log(T)``) and the parameters that multiply its exponent, sorted.
Coordinate = tuple[str, tuple[str, ...]]
Vector = dict[Coordinate, Fraction]
#: An exponent: for every product of parameters (sorted; empty for the constant term) its coefficient.
Exponent = dict[tuple[str, ...], Fraction]

_LOG = re.compile(r"log\((\w+)\)")


def logarithm_of(variable: str) -> str:
    """The base ``log(variable)``."""
    return f"log({variable})"


def variable_of(base: str) -> str:
    """The variable inside a base."""
    match = _LOG.fullmatch(base)
    return match[1] if match else base


def is_logarithm(base: str) -> bool:
    """Return whether a base is the logarithm of a variable."""
    return _LOG.fullmatch(base) is not None


def combine(terms: Iterable[tuple[Fraction, Mapping[Any, Fraction]]]) -> Vector:
    """A linear combination of vectors without its zero entries."""
    total: Vector = {}
    for factor, vector in terms:
        for coordinate, value in vector.items():
            total[coordinate] = total.get(coordinate, 0) + factor * value
    return {coordinate: value for coordinate, value in total.items() if value}


def multiply_exponents(first: Exponent, second: Exponent) -> Exponent:
    """The product of two polynomials in the parameters."""
    product: Exponent = {}
    for parameters, value in first.items():
        for others, factor in second.items():
            key = tuple(sorted(parameters + others))
            product[key] = product.get(key, Fraction(0)) + value * factor
    return {key: value for key, value in product.items() if value}


@dataclass(frozen=True, slots=True)
class Monomial:
    """A product of powers: the entries of its vector of exponents, sorted and without zeros.

    Returned by :func:`parse_quantity`.
    """

    entries: tuple[tuple[Coordinate, Fraction], ...] = ()

    @classmethod
    def of(cls, vector: Mapping[Coordinate, Fraction]) -> Monomial:
        """The monomial with these exponents."""
        return cls(tuple(sorted((key, value) for key, value in vector.items() if value)))

    @property
    def vector(self) -> Vector:
        """The exponents, as a new dictionary."""
        return dict(self.entries)

    @property
    def bases(self) -> set[str]:
        """The variables and logarithms that occur."""
        return {base for (base, _), _ in self.entries}

    @property
    def parameters(self) -> set[str]:
        """The parameters that occur in exponents."""
        return {name for (_, names), _ in self.entries for name in names}

    def __mul__(self, other: Monomial) -> Monomial:
        return Monomial.of(combine([(Fraction(1), self.vector), (Fraction(1), other.vector)]))

    def __truediv__(self, other: Monomial) -> Monomial:
        return Monomial.of(combine([(Fraction(1), self.vector), (Fraction(-1), other.vector)]))

    def power(self, exponent: Exponent) -> Monomial:
        """This monomial to a power that may hold parameters."""
        raised: Vector = {}
        for (base, names), value in self.entries:
            for others, factor in exponent.items():
                key = (base, tuple(sorted(names + others)))
                raised[key] = raised.get(key, Fraction(0)) + value * factor
        return Monomial.of(raised)

    def renamed(self, names: Mapping[str, str]) -> Monomial:
        """Return the monomial with some bases renamed; none of the new names occurs already."""
        return Monomial.of({(names.get(base, base), others): value for (base, others), value in self.entries})

    def without_logarithms(self) -> Monomial:
        """Return the product without its logarithms, which O-tilde hides."""
        return Monomial.of({key: value for key, value in self.entries if not is_logarithm(key[0])})

    def at(self, parameters: Mapping[str, Fraction]) -> Monomial:
        """The monomial with numbers in place of the parameters."""
        fixed: Vector = {}
        for (base, names), value in self.entries:
            for name in names:
                value = value * parameters[name]
            fixed[base, ()] = fixed.get((base, ()), Fraction(0)) + value
        return Monomial.of(fixed)

    def exponent_of(self, base: str) -> Exponent:
        """The exponent of one base."""
        return {names: value for (other, names), value in self.entries if other == base}

    def __str__(self) -> str:
        return " * ".join(_factor(base, exponent) for base, exponent in self._exponents()) or "1"

    def latex(self) -> str:
        """LaTeX without the dollar signs."""
        return r"\,".join(_latex_factor(base, exponent) for base, exponent in self._exponents()) or "1"

    def _exponents(self) -> Iterable[tuple[str, Exponent]]:
        found: dict[str, Exponent] = {}
        for (base, names), value in self.entries:
            found.setdefault(base, {})[names] = value
        return found.items()


ONE = Monomial()


def exponent_text(exponent: Exponent) -> str:
    """A polynomial in the parameters, as the certificate format writes it: ``16 + 3*N + deg``."""
    text = ""
    for names, value in sorted(exponent.items()):
        size = abs(value)
        term = "*".join(([str(size)] if size != 1 or not names else []) + list(names))
        if text:
            text += (" - " if value < 0 else " + ") + term
        else:
            text = ("-" if value < 0 else "") + term
    return text or "0"


def _factor(base: str, exponent: Exponent) -> str:
    constant = exponent.get((), None)
    if constant is not None and len(exponent) == 1:
        text = str(constant)
        if constant.denominator == 1:
            return base if constant.numerator == 1 else f"{base}^{text}"
    else:
        text = exponent_text(exponent)
    return f"{base}^{text}" if re.fullmatch(r"-?\d+", text) else f"{base}^({text})"


def _latex_factor(base: str, exponent: Exponent) -> str:
    variable = variable_of(base)
    letter = variable if len(variable) == 1 else _NAMES_IN_LATEX.get(variable, rf"\mathit{{{variable}}}")
    power = "" if exponent == {(): Fraction(1)} else f"^{{{exponent_text(exponent).replace('*', '')}}}"
    return rf"\log{power} {letter}" if is_logarithm(base) else f"{letter}{power}"


_NAMES_IN_LATEX = {
    "phi": r"\phi",
    "delta_inv": r"\delta^{-1}",
    "epsilon_inv": r"\epsilon^{-1}",
    "deg": r"\deg",
}
