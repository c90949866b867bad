"""Section 4."""

EQUIVALENT: dict[str, str] = {
    "theorem-2 correction.samples: n >= T ** 2 * (T ** 4 * phi + log(2 / delta)) ** 2 / epsilon ** 2": (
        "an additive constant, and the clause says up to constants"
    ),
}
