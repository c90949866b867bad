"""Planted errors in appendix B that change nothing."""

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
}
