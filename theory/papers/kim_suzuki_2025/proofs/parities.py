"""All parities of k of d bits as tables over the inputs, and orders as exponents: what several checks use."""

from itertools import combinations

import numpy as np
import sympy

from theory.papers.wies_2023 import CLAIMS as CLAIMS_OF_WIES
from theory.tasks import all_inputs
from theory.transforms import walsh_hadamard

OF_WIES = {claim.id: claim for claim in CLAIMS_OF_WIES}


def same(value):
    """The meaning of O, Omega and Theta where the order itself is asked for."""
    return value


def nothing(_value):
    """The meaning of O where what it stands for vanishes."""
    return 0


def is_zero(value):
    return sympy.simplify(value) == 0


def exponent(value, d):
    """The power of d that a product of powers of d is."""
    return sympy.simplify(sympy.expand_log(sympy.log(value), force=True) / sympy.log(d))


def signs(d):
    """All inputs of d bits of -1 and 1, shape (2^d, d)."""
    return 1 - 2 * all_inputs(d).astype(np.int64)


def tables(d, k):
    """The values of every parity of k of d bits at all inputs, shape (|P|, 2^d)."""
    x = signs(d)
    return np.array([x[:, list(chosen)].prod(axis=1) for chosen in combinations(range(d), k)])


def sums_with_parities(values, d, k):
    """The sums of a function with all parities of k bits."""
    masks = np.arange(1 << d)
    return walsh_hadamard(values)[np.bitwise_count(masks) == k]
