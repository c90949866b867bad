"""Planted errors in the claims of appendix C that change nothing or leave a true statement."""

EQUIVALENT: dict[str, str] = {
    "eq-31 statement.slope: abs(y * exp(-y * f) / (1 + exp(-y * f))) < 1": "true as well: no finite score attains 1",
    "remark-c-slope statement.slope: 0 <= x / (1 + x) < 1": "true as well: no number attains 1",
}
