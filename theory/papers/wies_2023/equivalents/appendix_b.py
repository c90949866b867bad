"""Planted errors in appendix B that change nothing."""

_PARITY = "a sum and a difference of whole numbers are even together"
_ZERO = "the paper prints the node 0 as a difference, and 0 has no sign"
_FIRST = "(z - 1 / sqrt(2)) / (0 - 1 / sqrt(2)) * ((z - sqrt(2)) / (0 - sqrt(2)))"


def _eq_18(second: str, third: str) -> str:
    return (
        f"eq-18 statement.psi: {_FIRST} - {second} * ((z - sqrt(2)) / (1 / sqrt(2) - sqrt(2))) "
        f"+ {third} * ((z - 1 / sqrt(2)) / (sqrt(2) - 1 / sqrt(2)))"
    )


EQUIVALENT: dict[str, str] = {
    _eq_18("(z + 0) / (1 / sqrt(2) - 0)", "(z - 0) / (sqrt(2) - 0)"): _ZERO,
    _eq_18("(z - 0) / (1 / sqrt(2) + 0)", "(z - 0) / (sqrt(2) - 0)"): _ZERO,
    _eq_18("(z - 0) / (1 / sqrt(2) - 0)", "(z + 0) / (sqrt(2) - 0)"): _ZERO,
    _eq_18("(z - 0) / (1 / sqrt(2) - 0)", "(z - 0) / (sqrt(2) + 0)"): _ZERO,
    "eq-14 statement.leaf: (-1) ** (x[i[2 * (t - d) + 1]] - x[i[2 * (t - d) + 2]])": _PARITY,
    "eq-14 statement.inner: (-1) ** (y[s] - y[s + 1])": _PARITY,
    "eq-14 statement.inner: 1 ** (y[s] + y[s + 1])": "the exponent is even, so that -1 and 1 have the same power",
    "eq-14 correction.tokens: (-1) ** (z[s + 1] - z[s + 2])": _PARITY,
}
