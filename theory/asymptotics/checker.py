"""Independent checker of order certificates: standard library only, and nothing shared with the prover.

    python checker.py FILE...

A certificate claims left <= C * right for some constant C, wherever all variables are at least 1 and every
condition holds up to a constant; log(x) stands for 1 + ln x. Its proof writes a weighted mean of right over
one of left as a product of powers of ratios that are bounded below; that identity is checked exactly.
"""

import json
import re
import sys
from fractions import Fraction
from typing import Any

_NAME = r"[A-Za-z_]\w*"
_FACTOR = re.compile(rf"(log\({_NAME}\)|{_NAME})(?:\^(?:(-?\d+)|\(([^()]+)\)))?")
_TERM = re.compile(rf"([+-]?)(?:(\d+(?:/\d+)?)(?:\*|$))?({_NAME}(?:\*{_NAME})*)?")
_Vector = dict[Any, Any]  # from (base, parameters that multiply its exponent) to rationals


class Rejected(Exception):
    """The certificate proves nothing; the message says where."""


def _need(condition: object, what: str) -> None:
    if not condition:
        raise Rejected(what)


def _rational(text: Any) -> Fraction:
    try:
        good = isinstance(text, str) and str(Fraction(text)) == text
    except (ValueError, ZeroDivisionError):
        good = False
    _need(good, f"{text!r} is not a rational in lowest terms, in quotes")
    return Fraction(text)


def _keys(thing: Any, *names: str, optional: tuple[str, ...] = ()) -> list[Any]:
    _need(isinstance(thing, dict), f"{thing!r} is not an object")
    _need(set(names) <= set(thing) <= {*names, *optional}, f"wrong keys: {sorted(thing)}")
    return [thing[name] for name in names]


def _list(thing: Any) -> list[Any]:
    _need(isinstance(thing, list), f"{thing!r} is not a list")
    return list(thing)


def _index(value: Any, things: Any) -> int:
    _need(type(value) is int and 0 <= value < len(things), f"no item {value!r}")
    return int(value)


def _add(vector: _Vector, other: _Vector, factor: Any = 1) -> _Vector:
    for key, value in other.items():
        vector[key] = vector.get(key, 0) + factor * value
    return {key: value for key, value in vector.items() if value}


class _Checker:
    def __init__(self, document: Any) -> None:
        names = ("format", "version", "parameters", "given", "left", "right", "proofs")
        form, version, bounds, given, left, right, proofs = _keys(document, *names)
        known = form == "subtask order certificate" and type(version) is int and version == 1
        _need(known, "unknown format or version")
        _need(isinstance(bounds, dict), "parameters is not an object")
        self.bounds = {p: None if bound is None else _rational(bound) for p, bound in bounds.items()}
        self.seen: set[str] = set()  # parameters in exponents
        self.used: set[Any] = set()  # conditions, and parameters whose bound is used
        self.given = [[self.monomial(side) for side in _keys(c, "larger", "smaller")] for c in _list(given)]
        lows, highs = ([[self.monomial(m) for m in _list(c)] for c in _list(side)] for side in (left, right))
        _need(lows and highs and all(lows + highs), "an empty sum, max or min")
        pairs = []
        for entry in _list(proofs):
            i, j, proof = _keys(entry, "left", "right", "proof")
            pairs.append((_index(i, lows), _index(j, highs)))
            self.proof(proof, lows[i], highs[j], ())
        _need(sorted(pairs) == [(i, j) for i in range(len(lows)) for j in range(len(highs))], "pairs missing")
        _need(set(range(len(self.given))) <= self.used, "a condition is not used")
        for p, bound in self.bounds.items():
            _need(p in self.seen, f"parameter {p} does not occur")
            _need((bound is None) == (p not in self.used), f"the bound of {p} is missing or not used")

    def monomial(self, text: Any) -> _Vector:
        _need(isinstance(text, str), f"{text!r} is not a monomial")
        vector: _Vector = {}
        bases = []
        for factor in text.split(" * ") if text != "1" else ():
            match = _FACTOR.fullmatch(factor)
            base, whole, bracket = match.groups() if match else (factor, "?", None)
            self.variable(base.removeprefix("log(").rstrip(")"))
            bases.append(base)
            exponent = {(): _rational(whole or "1")} if bracket is None else self.exponent(bracket)
            vector = _add(vector, {(base, names): value for names, value in exponent.items()})
        _need(len(set(bases)) == len(bases), f"a variable occurs twice in {text!r}")
        return vector

    def exponent(self, text: str) -> _Vector:
        total: _Vector = {}
        for term in re.sub(r" ([+-]) ", r"|\1", text).split("|"):
            match = _TERM.fullmatch(term)
            sign, number, product = match.groups() if match else ("", "?", None)
            names = tuple(sorted(product.split("*"))) if product else ()
            _need((number or names) and set(names) <= set(self.bounds), f"cannot read the exponent {text!r}")
            self.seen.update(names)
            total = _add(total, {names: _rational(number or "1") * (-1 if sign == "-" else 1)})
        return total

    def variable(self, name: Any) -> Any:
        good = isinstance(name, str) and re.fullmatch(_NAME, name) and name not in self.bounds
        _need(good, f"{name!r} is not a variable")
        return name

    def proof(self, proof: Any, left: list[_Vector], right: list[_Vector], assumed: Any) -> None:
        if isinstance(proof, dict) and "split" in proof:
            split, low, high = _keys(proof, "split", "first_at_most_second", "second_at_most_first")
            _need(len(_list(split)) == 2, "a split needs two variables")
            x, y = map(self.variable, split)
            self.proof(low, left, right, (*assumed, (x, y)))
            self.proof(high, left, right, (*assumed, (y, x)))
            return
        left_weights, right_weights, steps = _keys(proof, "left_weights", "right_weights", "steps")
        total: _Vector = {}
        for weights, clause, sign in ((right_weights, right, 1), (left_weights, left, -1)):
            values = [_rational(weight) for weight in _list(weights)]
            mean = len(values) == len(clause) and min(values) >= 0 and sum(values) == 1
            _need(mean, "weights are not those of a mean")
            for weight, vector in zip(values, clause, strict=True):
                total = _add(total, vector, sign * weight)
        total = _add(total, self.product(steps, assumed), -1)
        _need(not total, f"the steps leave {total} over")

    def product(self, steps: Any, assumed: Any) -> _Vector:
        total: _Vector = {}
        for step in _list(steps):
            ratio = self.ratio(step, assumed)
            factors: _Vector = {(): _rational(step["power"])}
            _need(factors[()] > 0, "a power that is not positive")
            for name in _list(step.get("times", [])):
                _need(isinstance(name, str) and self.bounds.get(name) is not None, f"no bound for {name!r}")
                self.used.add(name)
                raised = {tuple(sorted((*own, name))): value for own, value in factors.items()}
                factors = _add(raised, factors, -self.bounds[name])  # type: ignore[operator]
            for own, factor in factors.items():
                raised = {(base, tuple(sorted(ps + own))): value for (base, ps), value in ratio.items()}
                total = _add(total, raised, factor)
        return total

    def ratio(self, step: Any, assumed: Any) -> _Vector:
        def fields(*names: str) -> Any:
            values = _keys(step, "rule", "power", *names, optional=("times",))[2:]
            return values if len(values) > 1 else values[0]

        rule = step.get("rule") if isinstance(step, dict) else None
        if rule == "given":
            k = _index(fields("index"), self.given)
            self.used.add(k)
            return _add(dict(self.given[k][0]), self.given[k][1], -1)
        if rule == "assumed":
            smaller, larger = assumed[_index(fields("index"), assumed)]
            return {(larger, ()): 1, (smaller, ()): -1}
        if rule == "at least 1":
            self.variable(re.sub(r"^log\((.*)\)$", r"\1", str(fields("of"))))
            return {(step["of"], ()): 1}
        if rule == "log below power":
            name, epsilon = fields("variable", "epsilon")
            _need(_rational(epsilon) > 0, "log(x) is no O(x^e) for this e")
            return {(self.variable(name), ()): Fraction(epsilon), (f"log({name})", ()): -1}
        _need(rule == "log monotone", f"unknown rule {rule!r}")
        smaller, larger, exponents, because = fields("smaller", "larger", "exponents", "because")
        powers = {
            (self.variable(x), ()): _rational(k)
            for x, k in zip(_list(larger), _list(exponents), strict=False)
        }
        _need(len(powers) == len(larger) == len(exponents), "larger and exponents do not match")
        _need(min(powers.values(), default=-1) > 0, "the exponents are not positive")
        wanted = _add(powers, {(self.variable(smaller), ()): 1}, -1)
        _need(all("times" not in reason for reason in _list(because)), "a parameter multiplies a reason")
        _need(self.product(because, assumed) == wanted, f"why log({smaller}) is smaller does not add up")
        return _add({(f"log({x})", ()): 1 for x in larger}, {(f"log({smaller})", ()): 1}, -1)


def check(text: str) -> None:
    """Accept the JSON text of a certificate, or raise Rejected (ValueError where it is no JSON)."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        _need(len(dict(pairs)) == len(pairs), "a key occurs twice")
        return dict(pairs)

    _Checker(json.loads(text, object_pairs_hook=once))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            check(file.read())
        print(f"{path}: accepted")
