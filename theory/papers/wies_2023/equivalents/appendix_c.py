"""Planted errors in the claims of appendix C that change nothing or leave a true statement."""

_CONSTANT = "a constant inside O"
_RAY = "a counterexample as well, by the same factor"

EQUIVALENT: dict[str, str] = {
    "eq-29 statement.last: O(T ** 8 / (m * sqrt(n)) + 2 / (m ** 2 * sqrt(n)))": _CONSTANT,
    "eq-29 statement.middle: eta * O(T ** 8 + 2 / m)": _CONSTANT,
    "eq-31 statement.slope: abs(y * exp(-y * f) / (1 + exp(-y * f))) < 1": "true as well: no finite score attains 1",
    "remark-c-division counterexample.ray: [T == M, R == M ** 16, L == M ** 33]": _RAY,
    "remark-c-footnote-9 reading.linear: O(2 / n)": _CONSTANT,
    "remark-c-rounding-norm statement.norm: O(2 / m)": _CONSTANT,
    "remark-c-same-complexity counterexample.ray: [T == M, phi == M ** 20]": _RAY,
    "remark-c-same-complexity consequence.rest: log(delta / 1) ** 2 / epsilon ** 2": "the same: a square",
    "remark-c-slope statement.slope: 0 <= x / (1 + x) < 1": "true as well: no number attains 1",
}
