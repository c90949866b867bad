r"""A proved bound: how fast the kernel forgets a token, and why lemma 6 cannot hold for this model.

For two inputs let D_t = n_t (1 - rho_t), with n_t = q + a t, and mu_t = 1 where their tokens t differ, else 0. Then

    D_{t+1} = D_t - n_t c(theta_t) + a mu_{t+1},     c = kappa_1(rho) - rho,     eps = 1 - rho = D / n,

    (2 sqrt 2 / 3 pi) eps^{3/2} <= c <= (1 / pi) eps^{3/2}          for 0 <= theta <= pi/2.

*Ceiling.* By induction D_t <= beta_t := a^{2/3} (3 pi / 2 sqrt 2)^{2/3} n_t^{1/3}: at the ceiling the lower bound on c
reduces D by at least a per step, and D - n c grows with D.

*Decay.* kappa_0 <= exp(-theta/pi) and theta >= sqrt(2 eps). Since n eps^{3/2} <= beta_t sqrt(eps), the upper bound on c
gives sum sqrt(eps_r) >= pi sum n_r c(theta_r) / beta_t, and the sum of n c is a times the number of differences less
what is left in D, at most beta_t: for every pair of inputs with M differences among tokens i+1 ... t,

    prod_{r=i}^{t} kappa_0(rho_r) <= exp(sqrt 2 (beta_t - a M) / beta_t).

*Average.* M is binomial over uniform inputs: E prod <= e^{sqrt 2} ((1 + exp(-sqrt 2 a / beta_t)) / 2)^{t-i}, that is
exp(-Omega((t - i) / t^{1/3})) for q = a = 1.

*From the product to the coefficient.* With P_t the product for the pair that agrees at token i, all quantities grow
with rho, kappa_1 is convex and kappa_0 its slope: |K_t(agree) - K_t(differ)| <= a P_t, and
H_t(agree) - H_t(differ) <= C_t P_t with C_t polynomial (:func:`difference_factor`). A coefficient k_t^(S) with i in
S is at most half the mean of that difference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation

#: c >= LEAST_EXCESS eps^{3/2} and c <= LARGEST_EXCESS eps^{3/2} for angles from 0 to pi/2; attained at the ends.
LEAST_EXCESS = 2 * math.sqrt(2) / (3 * math.pi)
LARGEST_EXCESS = 1 / math.pi


@dataclass(frozen=True, slots=True)
class ForgettingBound:
    """A bound for every parity that contains token i, at output t, over uniform inputs.

    Returned by :func:`forgetting_bound`.

    Attributes:
        t, i: output and token (counted from 1).
        ceiling: beta_t, the largest D.
        log_product: upper bound on log E prod_{r=i}^{t} kappa_0.
        log_coefficient: upper bound on log k_t^(S), S containing i.
    """

    t: int
    i: int
    ceiling: float
    log_product: float
    log_coefficient: float

    @property
    def log10_complexity(self) -> float:
        """Lower bound on log10 sqrt(1 / k_t^(S))."""
        return -self.log_coefficient / 2 / math.log(10)


def ceiling(t: int, init: Initialisation = UNIT_OUTPUT) -> float:
    """Return beta_t = (a / LEAST_EXCESS)^{2/3} n_t^{1/3}; D_t never exceeds it."""
    return (init.inputs / LEAST_EXCESS) ** (2 / 3) * init.norm(t) ** (1 / 3)


def log_product_bound(t: int, i: int, differences: int, init: Initialisation = UNIT_OUTPUT) -> float:
    """Return a bound on log prod_{r=i}^{t} kappa_0(rho_r) for inputs with this many differences in tokens i+1 ... t."""
    beta = ceiling(t, init)
    return math.sqrt(2) * (beta - init.inputs * differences) / beta


def difference_factor(t: int, init: Initialisation = UNIT_OUTPUT) -> float:
    r"""Return C_t with H_t(agree) - H_t(differ) <= C_t P_t.

    At step i the difference of kappa_0 is at most 1/2 <= P_i. At a later step H / P grows by at most v a / 2 from K and
    by (kappa_0(agree) - kappa_0(differ)) (v/2 K + H) / P_t from kappa_0. With theta' >= theta the pairs' angles,
    cos theta - cos theta' >= (2/pi^2) theta' (theta' - theta) [sin x >= 2x/pi], so that the difference of kappa_0 is at
    most (pi / 2 theta') (rho - rho') <= (pi / 2 theta') (a / n) 2 P_t, since kappa_0 >= 1/2. The pair that differs at i
    has D >= a there, and D' >= D - D^{3/2} / (pi sqrt n) afterwards, whence D^{-1/2} grows by at most 1/(pi sqrt n) a
    step [(1 - x)^{-1/2} <= 1 + x for x <= 1/pi]: 1/theta' <= sqrt(n_t / 2) (a^{-1/2} + t / (pi sqrt q)).
    """
    v, a, n, q = init.output, init.inputs, init.norm(t), init.start
    fed = v / 2 * n * (t + 1)  # v/2 K + H is at most v/2 times the sum of all K
    inverse_angle = math.sqrt(n / 2) * (a**-0.5 + t / (math.pi * math.sqrt(q)))
    return fed + t * (v * a / 2 + math.pi * inverse_angle * a / init.norm(1) * fed)


@check_arguments
def forgetting_bound(t: int, i: int, init: Initialisation = UNIT_OUTPUT) -> ForgettingBound:
    """Bound how much the kernel at output t still depends on token i (counted from 1): lemma 6 fails for far tokens.

    Raises:
        InputError: not 1 <= i <= t.

    Example:
        >>> from theory.kernel import forgetting_bound
        >>> forgetting_bound(100_000, 1).log10_complexity > 100
        True
    """
    if not 1 <= i <= t:
        raise InputError(f"token {i} of {t}")
    beta = ceiling(t, init)
    rate = math.log1p(math.expm1(-math.sqrt(2) * init.inputs / beta) / 2)
    log_product = min(0.0, math.sqrt(2) + (t - i) * rate)
    return ForgettingBound(t, i, beta, log_product, math.log(difference_factor(t, init) / 2) + log_product)
