"""Planted errors that change nothing or leave a weaker statement that is true as well, each with its reason."""

_ZERO = "the terms that are added are zero"
_DIRECT = "remark-a-count statement.direct: Sum(binomial(m, 2 * j) * binomial(d - m, k - 2 * j), j, {})"
_SIGNED = (
    "remark-a-count statement.signed: binomial(d, k) / 2 + s ** k / 2 * "
    "Sum((-1) ** j * binomial(small, j) * binomial(d - 2 * small, k - 2 * j), j, {})"
)

_LINE = (
    "4 * q ** 4 / (q ** 2 - 2) * Sum((2 * q ** 2) ** (v - l), l, 1, v) < "
    "4 * q ** 2 / ((q ** 2 - 2) * (2 * q ** 2 - 1)) * (2 * q ** 2) ** v"
)

EQUIVALENT: dict[str, str] = {
    f"remark-c-constant statement.line: {_LINE}": "never an equality",
    "remark-a-class-size statement.bounds: (d / k) ** k <= binomial(d, k) < (e * d / k) ** k": "never an equality",
    **{
        _DIRECT.format(f"{first}, {last}(m / {by})"): _ZERO
        for first, last, by in ((-1, "floor", 2), (0, "ceiling", 2), (0, "floor", 1))
    },
    **{
        _SIGNED.format(f"{first}, {last}(k / {by})"): _ZERO
        for first, last, by in ((-1, "floor", 2), (0, "ceiling", 2), (0, "floor", 1))
    },
}
