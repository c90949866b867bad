"""LaTeX of the names that the formulas of the claims use, where the default is not the paper's."""

NOTATION = {
    "norm_F": r"\|#1\|_F",
    "norm_max": r"\|#1\|_\infty",
    "Wt": r"\tilde W",
    "Ws": "W^*",
    "W0": "W^{(0)}",
    "H": r"|\mathcal H|",
    "L": r"E^{\mathcal H,\alpha,l_{0-1}}",
    # appendix F: another target, its indices, a part of the class, the indicator
    "ht": r"\tilde h",
    "it": r"\tilde i",
    "Ht": r"|\tilde{\mathcal H}|",
    "indicator": r"1_{#1}",
}
