"""LaTeX of the names that the formulas of the claims use, where the default is not the paper's."""

NOTATION = {
    "H": r"|\mathcal H|",
    "L": r"E^{\mathcal H,\alpha,l_{0-1}}",
}
