"""The order steps of appendix E (lemmas 8-11): gradients, and the union bound on probabilities.

rho = ||W - W0||_F is the radius; r = 1/rho is at least 1. L = log(1/delta).
"""

from __future__ import annotations

from theory.asymptotics.tails import TailAnswer, decide_tail
from theory.convergence.steps import Step, by_name

#: Norms as the proof of lemma 10 quotes them from Allen-Zhu et al. (2019): of h_i, and of the product of W^T D_j.
#: rho = 1/r with r >= 1: the ball has radius poly(T)/sqrt(m), which is small.
STATE = "(T**6/r + T)"
PRODUCT = "(T**7/r + T**3)"
#: What that source proves: the product alone is O(T^7) (lemma C.7); with B in front it is ||B|| times this (lemma C.9).
PROVED_PRODUCT = "(T**3 + T**6*(1/r)**(1/3)*log(m) + T**7/r)"
#: (76) has at most T summands of norm PRODUCT * |B| * STATE.
GRADIENT = f"T*{PRODUCT}*{STATE}"
PROVED_GRADIENT = f"T*{PROVED_PRODUCT}*{STATE}"
PRINTED_75 = "T**8/r + T**4"
CORRECTED_75 = "T**14/r**2 + T**10/r + T**5"

STEPS = by_name(
    [
        Step("eq-75", "the cited bounds give (75)", GRADIENT, PRINTED_75),
        Step("eq-75-corrected", "the cited bounds give T^14 rho^2 + T^10 rho + T^5", GRADIENT, CORRECTED_75),
        Step("eq-75-exact", "and no less", CORRECTED_75, GRADIENT),
        Step(
            "eq-75-proved", "the bounds that the source proves give the same", PROVED_GRADIENT, CORRECTED_75
        ),
        Step(
            "gradient-T8-proved",
            "they give O(T^8) where rho <= T^(-15/4) / log^(3/4) m and rho <= 1 / log^3 m",
            PROVED_GRADIENT,
            "T**8",
            ("r >= T**(15/4)*log(m)**(3/4)", "r >= log(m)**3"),
        ),
        Step("gradient-T8", "which is O(T^8) where rho <= T^-3", CORRECTED_75, "T**8", ("r >= T**3",)),
        Step("gradient-T5", "and O(T^5) where rho <= T^-5", CORRECTED_75, "T**5", ("r >= T**5",)),
        Step(
            "polynomial-gradients",
            "at radius T^k/sqrt(m) gradients are polynomial in T",
            "T*(T**(7+k)/sqrt(m) + T**3)*(T**(6+k)/sqrt(m) + T)",
            "T**(14 + 2*k)",
            (),
            ("k >= 0",),
        ),
        Step("union-exponent", "d + log T <= O(T log T)", "d + log(T)", "T*log(T)", ("T >= d",)),
    ]
)


def one_input_tail(width: str = "m >= T**6*log(n)**3 + T**6*log(T)**3 + T**6*L**3") -> TailAnswer:
    """n inputs and T positions, each failing with probability exp(-Omega(m^(1/3)/T^2)), against delta = e^-L."""
    return decide_tail("log(n) + log(T) + L", "m**(1/3)/T**2", width)


def all_inputs_tail(width: str, *given: str) -> TailAnswer:
    """The same for all 2^d inputs at once, d as large as T, under further conditions."""
    return decide_tail("d + log(T) + L", "m**(1/3)/T**2", width, ["T >= d", *given])


def linearisation_tail(rate: str, width: str) -> TailAnswer:
    """Lemma 11: lemma 8, failing with probability exp(-Omega(rate)), for all 2^d inputs at once."""
    return decide_tail("d + log(T) + L", rate, width, ["T >= d"])
