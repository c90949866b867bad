"""LaTeX of the names that the formulas of the claims use."""

NOTATION: dict[str, str] = {}
