"""An order certificate as Coq reads it: the same proof with integers in place of rationals.

Exponents are multiplied by their common denominator q, so that the base ``t`` in Coq is the q-th root of the variable;
weights and powers of a leaf by theirs. Coq's own checker, proved sound in ``coq/Orders.v``, does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from theory.asymptotics.monomials import Vector, is_logarithm, variable_of
from theory.asymptotics.reading import parse_quantity
from theory.errors import InputError

#: The first lines of a generated file.
PREAMBLE = """From Coq Require Import BinInt.
From mathcomp Require Import all_ssreflect.
From Subtask Require Import OrderCertificates Orders.
Local Open Scope Z_scope.
"""
_ELEMENTARY = ("given", "assumed", "at least 1")


def certificate_definition(name: str, document: Mapping[str, Any]) -> str:
    """Return ``Local Definition NAME : certificate := ...`` with a comment on the meaning of the numbers.

    Args:
        name: an identifier of Coq.
        document: a certificate that the independent checker accepts.

    Raises:
        InputError: it is of a kind that Coq does not replay; the message says which.
    """
    _require_served(document)
    return _Translation(document).definition(name)


def _require_served(document: Mapping[str, Any]) -> None:
    """Raise InputError for a certificate that Coq's checker cannot express."""
    if any("any" in condition for condition in document["given"]):
        raise InputError("Coq replays no condition with alternatives; ask about each case separately")
    for name, bound in document["parameters"].items():
        if bound is not None and not re.fullmatch(r"-?\d+", bound):
            raise InputError(f"Coq replays integer bounds on parameters only, and that of {name} is {bound}")
    for step in _steps(document):
        if step["rule"] in ("power over logs", "log gap"):
            raise InputError(f"Coq replays no step by the rule {step['rule']!r}")


def _list(items: Iterable[str], between: str = "; ") -> str:
    return f"[:: {between.join(items)}]".replace("[:: ]", "[::]")


def _lines(items: Iterable[str], indent: str = "    ") -> str:
    return _list(items, f";\n{indent}")


def _nat(number: int) -> str:
    return f"{number}%nat"


def _integer(number: Fraction) -> str:
    """A number without a denominator, as Coq reads it."""
    return str(int(number)) if number >= 0 else f"({int(number)})"


def _place(index: object) -> int:
    if type(index) is not int or index < 0:
        raise InputError(f"{index!r} is not an index of a list")
    return index


def _positive(number: Fraction) -> str:
    if number <= 0:
        raise InputError(f"{number} is not positive")
    return str(int(number))


def _denominator(values: Iterable[Fraction]) -> int:
    return lcm(*(value.denominator for value in values))


class _Translation:
    """The numbering of variables and parameters, and the common denominator of all exponents."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.parameters: list[str] = sorted(document["parameters"])
        self.variables: list[str] = []
        self.given = [[self._vector(c[side]) for side in ("larger", "smaller")] for c in document["given"]]
        self.left, self.right = (
            [[self._vector(text) for text in clause] for clause in document[side]]
            for side in ("left", "right")
        )
        vectors = [
            *(v for pair in self.given for v in pair),
            *(v for c in (*self.left, *self.right) for v in c),
        ]
        epsilons = [Fraction(step["epsilon"]) for step in _steps(document) if "epsilon" in step]
        self.unit = _denominator([*(value for vector in vectors for value in vector.values()), *epsilons])

    def _vector(self, text: str) -> Vector:
        vector = parse_quantity(text, self.parameters).monomials[0].vector
        for base, _ in vector:
            self._number(variable_of(base))
        return vector

    def _number(self, variable: str) -> int:
        if variable not in self.variables:
            self.variables.append(variable)
        return self.variables.index(variable)

    def definition(self, name: str) -> str:
        proofs = {(entry["left"], entry["right"]): entry["proof"] for entry in self.document["proofs"]}
        if len(proofs) != len(self.document["proofs"]):
            raise InputError("two proofs for one pair of left and right")
        rows = [
            [self._proof(proofs[i, j], left, right) for j, right in enumerate(self.right)]
            for i, left in enumerate(self.left)
        ]
        fields = {
            "unit_of_exponents": str(self.unit),
            "bounds": _list(map(self._bound, self.parameters)),
            "conditions": _lines(f"({', '.join(map(self._monomial, pair))})" for pair in self.given),
            "left_side": _lines(_list(map(self._monomial, clause)) for clause in self.left),
            "right_side": _lines(_list(map(self._monomial, clause)) for clause in self.right),
            "proofs": _lines(_lines(row, "       ") for row in rows),
        }
        body = ";\n".join(f"  {name} := {text}" for name, text in fields.items())
        return f"{self._comment()}Local Definition {name} : certificate := {{|\n{body} |}}.\n"

    def _comment(self) -> str:
        kinds = (("variables", self.variables), ("parameters", self.parameters))
        names = [
            f"{kind} {', '.join(f'{k} = {name}' for k, name in enumerate(names))}"
            for kind, names in kinds
            if names
        ]
        return f"(* {'; '.join([*names, f'exponents in units of 1/{self.unit}'])} *)\n"

    def _bound(self, parameter: str) -> str:
        """0 where no bound is used: the parameters are natural numbers there."""
        return f"({self.document['parameters'][parameter] or 0})"

    def _base(self, base: str) -> str:
        kind = "log" if is_logarithm(base) else "var"
        return f"{kind} {self._number(variable_of(base))}"

    def _monomial(self, vector: Vector) -> str:
        return _list(
            f"({self._base(base)}, {_list(_nat(self.parameters.index(name)) for name in names)}, "
            f"{int(value * self.unit)})"
            for (base, names), value in vector.items()
        )

    def _proof(self, proof: Mapping[str, Any], left: Sequence[Vector], right: Sequence[Vector]) -> str:
        if "split" in proof:
            first, second = map(self._number, proof["split"])
            cases = (
                self._proof(proof[case], left, right)
                for case in ("first_at_most_second", "second_at_most_first")
            )
            return f"Split {first} {second} {' '.join(f'({case})' for case in cases)}"
        weights = [[Fraction(weight) for weight in proof[f"{side}_weights"]] for side in ("left", "right")]
        if any(
            sum(side) != 1 for side in weights
        ):  # Coq sees whole numbers, and so the ratios of weights alone
            raise InputError("the weights of a side do not add up to 1")
        powers = [Fraction(step["power"]) for step in proof["steps"]]
        common = _denominator([*weights[0], *weights[1], *powers])
        steps = [self._step(step, power * common) for step, power in zip(proof["steps"], powers, strict=True)]
        means = " ".join(_list(_integer(weight * common) for weight in side) for side in weights)
        return f"Leaf {means} {_list(steps)}"

    def _step(self, step: Mapping[str, Any], power: Fraction) -> str:
        times = _list(_nat(self.parameters.index(name)) for name in step.get("times", ()))
        rule, factor = self._rule(step)
        return f"Step ({rule}) {_integer(power * factor)} {times}"

    def _rule(self, step: Mapping[str, Any]) -> tuple[str, int]:
        """Return a rule, and the power of its ratio in Coq that corresponds to one power of it in the file."""
        if step["rule"] in _ELEMENTARY:
            rule, factor = self._elementary(step)
            return f"Elementary ({rule})", factor
        if step["rule"] == "log below power":
            epsilon = _positive(Fraction(step["epsilon"]) * self.unit)
            return f"LogBelowPower {self._number(step['variable'])} {epsilon}", 1
        if step["rule"] != "log monotone":
            raise InputError(f"unknown rule {step['rule']!r}")
        return self._log_monotone(step), 1

    def _elementary(self, step: Mapping[str, Any]) -> tuple[str, int]:
        if step["rule"] == "at least 1":
            return f"AtLeast1 ({self._base(step['of'])})", self.unit
        if step["rule"] == "assumed":
            return f"Assumed {_place(step['index'])}", self.unit
        return f"Given {_place(step['index'])}", 1

    def _log_monotone(self, step: Mapping[str, Any]) -> str:
        because, exponents = step["because"], [Fraction(text) for text in step["exponents"]]
        if any(reason["rule"] not in _ELEMENTARY for reason in because):
            raise InputError("Coq replays no comparison of logarithms that rests on a rule about logarithms")
        powers = [Fraction(reason["power"]) for reason in because]
        common = _denominator([*powers, *exponents])
        reasons = []
        for reason, power in zip(because, powers, strict=True):
            rule, factor = self._elementary(reason)
            reasons.append(f"({rule}, {_integer(power * common * factor)})")
        larger = _list(
            f"({_nat(self._number(x))}, {_positive(exponent * common * self.unit)}%positive)"
            for x, exponent in zip(step["larger"], exponents, strict=True)
        )
        smaller = self._number(step["smaller"])
        return f"LogMonotone {smaller} {common * self.unit} {larger} {_list(reasons)}"


def _steps(document: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    def leaves(proof: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        if "split" in proof:
            yield from leaves(proof["first_at_most_second"])
            yield from leaves(proof["second_at_most_first"])
        else:
            yield from proof["steps"]

    for entry in document["proofs"]:
        yield from leaves(entry["proof"])
