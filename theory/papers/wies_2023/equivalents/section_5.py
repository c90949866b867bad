"""Planted errors in section 5 that change nothing."""

_PARITY = "a sum and a difference of whole numbers are even together"

EQUIVALENT: dict[str, str] = {
    "remark-5-leaves correction.leaf: (-1) ** (x[i[2 * k - 1]] - x[i[2 * k]])": _PARITY,
    "remark-5-leaves statement.leaf: -1 ** (x[i[2 * k - 1]] - x[i[2 * k]])": "1 to any power is 1",
}
