"""Planted errors of appendix F that no check can refuse."""

_ZERO = "the power 0 of anything is 1"
_EXPONENT = "only the parity of an exponent of -1 counts: minus for plus changes nothing"

EQUIVALENT: dict[str, str] = {
    "lemma-12 counterexample.model: g - w * (chi_S - chi_T) / 12": "the sign of w is free: as good a model",
    "eq-87 statement.line: Product(((-1) ** (h[j] + ht[j]) + (-0) ** 0) / 2, j, 1, d)": _ZERO,
    "eq-87 statement.line: Product(((-1) ** (h[j] + ht[j]) + (-2) ** 0) / 2, j, 1, d)": _ZERO,
    "eq-87 statement.line: Product(((-1) ** (h[j] + ht[j]) + 1 ** 0) / 2, j, 1, d)": _ZERO,
    "eq-96 statement.line: (1 - 1 / 2 ** d * E_ht(Product((-1) ** (h[i] + ht[i]) + (-0) ** 0, i, 1, d))) / 2": _ZERO,
    "eq-96 statement.line: (1 - 1 / 2 ** d * E_ht(Product((-1) ** (h[i] + ht[i]) + (-2) ** 0, i, 1, d))) / 2": _ZERO,
    "eq-96 statement.line: (1 - 1 / 2 ** d * E_ht(Product((-1) ** (h[i] + ht[i]) + 1 ** 0, i, 1, d))) / 2": _ZERO,
    "remark-f-vanishing-product statement.printed: Product((-1) ** (h[j] - ht[j] + 1) / 2, j, 1, d) == 0": _EXPONENT,
}
