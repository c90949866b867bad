"""Independent checker of order certificates and refutations: standard library only, nothing shared with the prover.

    python checker.py FILE...

A certificate claims LEFT <= C * RIGHT for some constant C, wherever all variables are at least 1 and every
condition holds up to a constant factor; log(x) stands for 1 + ln x. Its proof writes a weighted mean of RIGHT
over one of LEFT as a product of powers of ratios that are bounded below; that identity is checked exactly. A
refutation names a curve x = M^a (log M)^b ..., one exponent a level, on which every condition holds up to a
constant factor and LEFT / RIGHT is unbounded. LEFT is a maximum of minima, RIGHT a minimum of maxima.
"""

import json
import os
import re
import stat
import sys
from fractions import Fraction
from typing import Any

_MOST_BYTES = 1_000_000
_MOST_DIGITS = 60
_MOST_BITS = 2_048  # of a number that is computed
_MOST_WORK = 500_000  # additions of numbers
_MOST_CASES = 24  # nested in each other
_MOST_LEVELS = 8
_MOST_FACTORS = 16  # parameters multiplied with each other
_NAME = r"(?!log\b)[A-Za-z_][A-Za-z0-9_]{0,63}"
_BASE = rf"(?:log\({_NAME}\)|{_NAME})"
_RATIONAL = re.compile(rf"0|-?[1-9][0-9]{{0,{_MOST_DIGITS}}}(?:/[1-9][0-9]{{0,{_MOST_DIGITS}}})?")
_TERM = rf"(?:[1-9][0-9/]*(?:\*{_NAME})*|{_NAME}(?:\*{_NAME})*)"
_SUM = rf"-?{_TERM}(?: [+-] {_TERM})*"
_FACTOR = re.compile(rf"({_BASE})(?:\^(?:(-?[1-9][0-9]*)|\(({_SUM})\)))?")
_Vector = dict[Any, Any]  # from (base, parameters that multiply its exponent) to rationals


class Rejected(Exception):
    """The file proves nothing; the message says where."""


class NoCertificate(Rejected):
    """The file is neither a certificate nor a refutation."""


def _need(condition: object, what: str, error: type[Rejected] = Rejected) -> None:
    if not condition:
        raise error(what)


def _shown(thing: Any) -> str:
    return ascii(thing)[:60]


def _rational(text: Any) -> Fraction:
    _need(
        isinstance(text, str) and _RATIONAL.fullmatch(text) and str(Fraction(text)) == text,
        f"{_shown(text)} is not a rational in lowest terms, in quotes",
    )
    return Fraction(text)


def _keys(thing: Any, *names: str, optional: tuple[str, ...] = ()) -> list[Any]:
    _need(isinstance(thing, dict), f"{_shown(thing)} is not an object")
    _need(set(names) <= set(thing) <= {*names, *optional}, f"wrong keys: {_shown(sorted(thing))}")
    return [thing[name] for name in names]


def _list(thing: Any) -> list[Any]:
    _need(isinstance(thing, list), f"{_shown(thing)} is not a list")
    return list(thing)


def _index(value: Any, things: Any) -> int:
    _need(type(value) is int and 0 <= value < len(things), f"no item {_shown(value)}")
    return int(value)


def _text(vector: _Vector) -> str:
    factors = (f"{base}^({'*'.join([str(value), *names])})" for (base, names), value in vector.items())
    return " * ".join(sorted(factors))[:200]


class _Document:
    """The content common to both kinds of file: parameters in exponents, conditions, LEFT and RIGHT."""

    def __init__(self, bounds: dict[str, Any], given: Any, left: Any, right: Any) -> None:
        self.work = 0
        self.strict = {p for p, bound in bounds.items() if isinstance(bound, str) and bound[:2] == "> "}
        self.bounds = {
            p: None if bound is None else _rational(bound[2:] if p in self.strict else bound)
            for p, bound in bounds.items()
        }
        self.seen: set[str] = set()  # parameters in exponents
        self.used: set[Any] = set()  # conditions, and parameters whose bound is used
        self.variables: set[str] = set()
        self.given = [self.condition(condition) for condition in _list(given)]
        self.left, self.right = (
            [[self.monomial(m) for m in _list(clause)] for clause in _list(side)] for side in (left, right)
        )
        _need(self.left and self.right and all(self.left + self.right), "an empty sum, max or min")

    def condition(self, condition: Any) -> list[_Vector]:
        """The ratios of which one is bounded below."""
        if isinstance(condition, dict) and "any" in condition:
            options = _list(_keys(condition, "any")[0])
            _need(len(options) > 1, "a condition without alternatives")
            return [self.inequality(option) for option in options]
        return [self.inequality(condition)]

    def inequality(self, pair: Any) -> _Vector:
        larger, smaller = map(self.monomial, _keys(pair, "larger", "smaller"))
        return self.ratio(larger, smaller)

    def add(self, vector: _Vector, other: _Vector, factor: Any = 1) -> _Vector:
        """The one place where vectors are combined; it bounds the work and the size of numbers."""
        total = dict(vector)
        self.work += 1 + len(vector) + len(other)
        _need(self.work <= _MOST_WORK, "too much to add up")
        for key, value in other.items():
            total[key] = total.get(key, Fraction(0)) + factor * value
            bits = total[key].numerator.bit_length() + total[key].denominator.bit_length()
            _need(bits <= _MOST_BITS, "numbers grow too large")
        return {key: value for key, value in total.items() if value}

    def ratio(self, larger: _Vector, smaller: _Vector) -> _Vector:
        """The exponents of a quotient; every ratio is built here."""
        return self.add(larger, smaller, -1)

    def times(self, vector: _Vector, exponent: _Vector) -> _Vector:
        """A vector to the power of a polynomial in the parameters."""
        total: _Vector = {}
        for own, factor in exponent.items():
            raised = {(base, tuple(sorted(names + own))): value for (base, names), value in vector.items()}
            _need(all(len(names) <= _MOST_FACTORS for _, names in raised), "too many parameters multiplied")
            total = self.add(total, raised, factor)
        return total

    def monomial(self, text: Any) -> _Vector:
        _need(isinstance(text, str), f"{_shown(text)} is not a monomial")
        vector: _Vector = {}
        bases = []
        for factor in text.split(" * ") if text != "1" else ():
            match = _FACTOR.fullmatch(factor)
            _need(match, f"cannot read {_shown(factor)}")
            base, whole, bracket = match.groups()  # type: ignore[union-attr]
            bases.append(self.base(base))
            exponent = {(): _rational(whole or "1")} if bracket is None else self.exponent(bracket)
            vector = self.add(vector, self.times({(base, ()): Fraction(1)}, exponent))
        _need(len(set(bases)) == len(bases), f"a variable occurs twice in {_shown(text)}")
        return vector

    def exponent(self, text: Any) -> _Vector:
        _need(isinstance(text, str) and re.fullmatch(_SUM, text), f"no exponent: {_shown(text)}")
        total: _Vector = {}
        for sign, term in re.findall(r"([+-]?) ?([^ +-]+)", text):
            number, *names = term.split("*") if term[0].isdigit() else ("1", *term.split("*"))
            _need(set(names) <= set(self.bounds), f"an unknown parameter in {_shown(text)}")
            self.seen.update(names)
            total = self.add(total, {tuple(sorted(names)): _rational(number)}, -1 if sign == "-" else 1)
        return total

    def base(self, text: Any) -> Any:
        good = isinstance(text, str) and re.fullmatch(_BASE, text)
        _need(good, f"{_shown(text)} is not a variable or the logarithm of one")
        return f"log({self.variable(text[4:-1])})" if text.endswith(")") else self.variable(text)

    def variable(self, name: Any) -> Any:
        good = isinstance(name, str) and re.fullmatch(_NAME, name) and name not in self.bounds
        _need(good, f"{_shown(name)} is not a variable")
        self.variables.add(name)
        return name


class _Certificate(_Document):
    def __init__(self, document: Any) -> None:
        names = ("format", "version", "parameters", "given", "left", "right", "proofs")
        _, _, bounds, given, left, right, proofs = _keys(document, *names)
        _need(isinstance(bounds, dict), "parameters is not an object")
        super().__init__(bounds, given, left, right)
        pairs = []
        for entry in _list(proofs):
            i, j, proof = _keys(entry, "left", "right", "proof")
            pairs.append((_index(i, self.left), _index(j, self.right)))
            self.proof(proof, self.left[i], self.right[j], ())
        every = len(set(pairs)) == len(pairs) == len(self.left) * len(self.right)
        _need(every, "not one proof for each pair of left and right")
        _need(set(range(len(self.given))) <= self.used, "a condition is not used")
        for p, bound in self.bounds.items():
            _need(p in self.seen, f"parameter {_shown(p)} does not occur")
            _need((bound is None) == (p not in self.used), f"the bound of {p} is missing or not used")

    def proof(self, proof: Any, left: list[_Vector], right: list[_Vector], assumed: Any) -> None:
        _need(len(assumed) < _MOST_CASES, "too many cases nested")
        if isinstance(proof, dict) and "split" in proof:
            split, low, high = _keys(proof, "split", "first_at_most_second", "second_at_most_first")
            _need(len(_list(split)) == 2 and split[0] != split[1], "a split needs two variables")
            x, y = ({(self.variable(name), ()): Fraction(1)} for name in split)
            self.proof(low, left, right, (*assumed, self.ratio(y, x)))
            self.proof(high, left, right, (*assumed, self.ratio(x, y)))
        elif isinstance(proof, dict) and "cases" in proof:
            index, proofs = _keys(proof, "cases", "proofs")
            options = self.given[_index(index, self.given)]
            self.used.add(index)
            _need(len(_list(proofs)) == len(options), "not one proof for each alternative")
            for option, own in zip(options, proofs, strict=False):
                self.proof(own, left, right, (*assumed, option))
        else:
            self.leaf(proof, left, right, assumed)

    def leaf(self, proof: Any, left: list[_Vector], right: list[_Vector], assumed: Any) -> None:
        left_weights, right_weights, steps = _keys(proof, "left_weights", "right_weights", "steps")
        means = []
        for weights, clause in ((left_weights, left), (right_weights, right)):
            _need(len(_list(weights)) == len(clause), "not one weight for each term")
            mean: _Vector = {}
            total: _Vector = {}
            for weight, vector in zip(map(_rational, weights), clause, strict=False):
                _need(weight >= 0, "a weight is negative")
                mean = self.add(mean, vector, weight)
                total = self.add(total, {(): weight})
            _need(total == {(): 1}, "the weights do not add up to 1")
            means.append(mean)
        over = self.ratio(self.ratio(means[1], means[0]), self.product(steps, assumed))
        _need(not over, f"the steps leave {_text(over)} over")

    def product(self, steps: Any, assumed: Any) -> _Vector:
        total: _Vector = {}
        for step in _list(steps):
            vector = self.rule(step, assumed)
            power = _rational(step["power"])
            _need(power > 0, "a power that is not positive")
            for name in _list(step.get("times", [])):
                vector = self.times(vector, {(name,): Fraction(1), (): -self.bound(name)})
            total = self.add(total, vector, power)
        return total

    def because(self, steps: Any, assumed: Any, wanted: _Vector, what: str) -> None:
        """Raise Rejected unless the steps show that the ratio ``wanted`` is bounded below."""
        _need(all(isinstance(s, dict) and "times" not in s for s in _list(steps)), "no plain reason")
        _need(self.product(steps, assumed) == wanted, f"why {what} does not add up")

    def bound(self, name: Any) -> Any:
        known = isinstance(name, str) and self.bounds.get(name) is not None
        _need(known, f"no bound for {_shown(name)}")
        self.used.add(name)
        return self.bounds[name]

    def positive(self, text: Any) -> _Vector:
        """An exponent that is positive for all parameters within their bounds."""
        exponent = self.exponent(text)
        shifted: _Vector = {}
        for names, value in exponent.items():
            product: _Vector = {("", ()): value}
            for name in names:  # N = (N - bound) + bound
                product = self.times(product, {(name,): Fraction(1), (): self.bound(name)})
            shifted = self.add(shifted, product)
        sure = any(set(names) <= self.strict for _, names in shifted) and min(shifted.values()) > 0
        _need(sure, f"{_shown(text)} is not positive")
        return exponent

    def rule(self, step: Any, assumed: Any) -> _Vector:
        """A ratio that is bounded below."""

        def fields(*names: str) -> list[Any]:
            return _keys(step, "rule", "power", *names, optional=("times",))[2:]

        rule = step.get("rule") if isinstance(step, dict) else None
        if rule == "given":
            (k,) = fields("index")
            options = self.given[_index(k, self.given)]
            _need(len(options) == 1, "a condition with alternatives needs cases")
            self.used.add(k)
            return options[0]
        if rule == "assumed":
            (k,) = fields("index")
            return dict(assumed[_index(k, assumed)])
        if rule == "at least 1":
            (base,) = fields("of")
            return {(self.base(base), ()): Fraction(1)}
        if rule == "log below power":
            name, epsilon = fields("variable", "epsilon")
            _need(_rational(epsilon) > 0, "log(x) is no O(x^e) for this e")
            return self.ratio(
                {(self.variable(name), ()): _rational(epsilon)}, {(f"log({name})", ()): Fraction(1)}
            )
        if rule == "power over logs":
            name, exponent, logs = fields("variable", "exponent", "log_exponent")
            power = self.times({(self.variable(name), ()): Fraction(1)}, self.positive(exponent))
            return self.ratio(power, self.times({(f"log({name})", ()): Fraction(1)}, self.exponent(logs)))
        if rule == "log monotone":
            return self.log_monotone(assumed, *fields("smaller", "larger", "exponents", "because"))
        _need(rule == "log gap", f"unknown rule {_shown(rule)}")
        names = ("smaller", "larger", "exponent", "smaller_exponent", "gap", "chain", "because")
        return self.log_gap(assumed, *fields(*names))

    def log_monotone(self, assumed: Any, smaller: Any, larger: Any, exponents: Any, because: Any) -> _Vector:
        """log(y) = O(product of log(x)) because y = O(product of powers of x)."""
        pairs = zip(_list(larger), _list(exponents), strict=False)
        powers = {(self.variable(x), ()): _rational(k) for x, k in pairs}
        _need(len(powers) == len(larger) == len(exponents), "larger and exponents do not match")
        _need(min(powers.values(), default=-1) > 0, "the exponents are not positive")
        wanted = self.ratio(powers, {(self.variable(smaller), ()): Fraction(1)})
        self.because(because, assumed, wanted, f"log({smaller}) is smaller")
        logs = {(f"log({x})", ()): Fraction(1) for x in larger}
        return self.ratio(logs, {(f"log({smaller})", ()): Fraction(1)})

    def log_gap(
        self, assumed: Any, small: Any, large: Any, power: Any, own: Any, gap: Any, chain: Any, because: Any
    ) -> _Vector:
        """G^k = O(H^e), any k and e > 0: log(G) b^gap = O(log(H)) where b exceeds all bounds as G does.

        Such a b is log(G) or, by a chain, the logarithm of a variable that is at least a power of such a b.
        """
        _need(_rational(gap) > 0, "no gap")
        grows = f"log({self.variable(small)})"
        for link in _list(chain):
            name, exponent, reason = _keys(link, "variable", "exponent", "because")
            _need(_rational(exponent) > 0, "a chain that does not grow")
            wanted = self.ratio({(self.variable(name), ()): Fraction(1)}, {(grows, ()): _rational(exponent)})
            self.because(reason, assumed, wanted, f"{name} grows")
            grows = f"log({name})"
        logs = self.ratio(
            {(f"log({self.variable(large)})", ()): Fraction(1)}, {(f"log({small})", ()): Fraction(1)}
        )
        wanted = self.ratio(logs, {(grows, ()): _rational(gap)})
        self.because(because, assumed, wanted, f"log({small}) is much smaller than log({large})")
        higher = self.times({(large, ()): Fraction(1)}, self.positive(power))
        return self.ratio(higher, self.times({(small, ()): Fraction(1)}, self.exponent(own)))


class _Refutation(_Document):
    def __init__(self, document: Any) -> None:
        names = ("format", "version", "parameters", "given", "left", "right", "broken", "ray")
        _, _, fixed, given, left, right, broken, ray = _keys(document, *names)
        _need(isinstance(fixed, dict) and isinstance(ray, dict), "parameters or ray is not an object")
        pairs = {p: _keys(pair, "bound", "value") for p, pair in fixed.items()}
        super().__init__({p: bound for p, (bound, _) in pairs.items()}, given, left, right)
        self.values = {p: _rational(value) for p, (_, value) in pairs.items()}
        for p, bound in self.bounds.items():
            _need(p in self.seen, f"parameter {_shown(p)} does not occur")
            within = (
                bound is None or self.values[p] > bound or (self.values[p] == bound and p not in self.strict)
            )
            _need(within, f"the value of {p} is not within its bound")
        self.ray = {x: [_rational(power) for power in _list(own)] for x, own in ray.items()}
        _need(set(self.ray) == self.variables, "the ray is not one of the variables that occur")
        levels = max(map(len, self.ray.values()), default=1)
        self.constant = [Fraction(0)] * levels
        _need(levels <= _MOST_LEVELS, "too many levels")
        _need(all(len(own) == levels for own in self.ray.values()), "a variable has too few exponents")
        _need(min(self.ray.values(), default=[]) >= self.constant, "a variable falls along the ray")
        for options in self.given:
            holds = any(self.growth(ratio) >= self.constant for ratio in options)
            _need(holds, "a condition does not hold along the ray")
        i, j = _keys(broken, "left", "right")
        low, high = self.left[_index(i, self.left)], self.right[_index(j, self.right)]
        excess = min(self.growth(self.ratio(a, b)) for a in low for b in high)
        _need(excess > self.constant, "LEFT / RIGHT is bounded along the ray")

    def growth(self, vector: _Vector) -> list[Fraction]:
        """The exponent of every level."""
        total: _Vector = {}
        for (base, names), value in vector.items():
            for name in names:
                value *= self.values[name]
            own = self.logarithm(base[4:-1]) if base.endswith(")") else self.ray[base]
            total = self.add(total, dict(enumerate(own)), value)
        return [total.get(level, Fraction(0)) for level in range(len(self.constant))]

    def logarithm(self, name: str) -> list[Fraction]:
        """log of M^a ... is of the order of log M, that of (log M)^b ... of log log M, and so on."""
        level = next((k for k, power in enumerate(self.ray[name]) if power), None)
        _need(level != len(self.constant) - 1, f"log({name}) grows more slowly than the last level")
        return [Fraction(level is not None and k == level + 1) for k in range(len(self.constant))]


_FORMATS: dict[str, Any] = {
    "subtask order certificate": _Certificate,
    "subtask order refutation": _Refutation,
}


def check(text: str) -> dict[str, Any]:
    """Return the object in the JSON text of a certificate or a refutation.

    Raises:
        NoCertificate: it is neither. Rejected: it proves nothing.
    """

    flaws: list[str] = []  # of a file that may be no certificate at all

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            flaws.append("a key occurs twice")
        return dict(pairs)

    def refuse(number: str) -> None:
        flaws.append(f"a number that is not whole: {_shown(number)}")

    _need(len(text) <= _MOST_BYTES, f"more than {_MOST_BYTES} characters", NoCertificate)
    document: Any = None
    try:
        document = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
        _need(isinstance(document, dict), "no object", NoCertificate)
        form, version = str(document.get("format")), document.get("version")
        known = form in _FORMATS and type(version) is int and version == 1
        _need(known, "unknown format or version", NoCertificate)
        _need(not flaws, next(iter(flaws), ""))
        _FORMATS[form](document)
    except RecursionError:
        raise (NoCertificate if document is None else Rejected)("nested too deeply") from None
    except ValueError as error:
        raise NoCertificate(f"no JSON: {error}") from None
    return dict(document)


def read(path: str) -> str:
    """Return the text of a file, or raise NoCertificate if it is too long or is not UTF-8 text."""
    with open(path, "rb", opener=_without_waiting) as file:
        _need(stat.S_ISREG(os.fstat(file.fileno()).st_mode), "no regular file", NoCertificate)
        content = file.read(_MOST_BYTES + 1)
    _need(len(content) <= _MOST_BYTES, f"more than {_MOST_BYTES} bytes", NoCertificate)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise NoCertificate("no text in UTF-8") from None


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)  # a pipe without a writer would be waited for


def _main(paths: list[str]) -> int:
    status = 0
    for path in paths:
        try:
            check(read(path))
        except (Rejected, OSError) as error:
            print(f"{path}: rejected: {' '.join(str(error).split())}", file=sys.stderr)
            status = 1
        else:
            print(f"{path}: accepted")
    return status


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
