"""Appendix D."""

EQUIVALENT: dict[str, str] = {
    "eq-55 counterexample.farthest: g - sigma": "the other end of the same ball: as good a counterexample",
    "lemma-5 reading.samples: k == max(n, log(delta / 1) ** 2)": "the same number: the logarithm is squared",
    "lemma-5 statement.large: R == Omega(T ** 15)": "a weaker premise, and enough: the chain needs R >= T^15",
    "lemma-5 statement.large: R == Omega(T ** 17)": "a stronger premise leaves a weaker lemma, true as well",
}
