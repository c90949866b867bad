"""Theorem 1 (informal) and the claims of abstract and introduction: what its quantifiers must be."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
import sympy

from theory.composition import InputDistribution
from theory.hypothesis_class.complexity import symbolic_phi
from theory.hypothesis_class.no_free_lunch import error_floor
from theory.ledger import other_reading, supports
from theory.tasks import BitSubsetParity


def best_average_error(d, seen):
    """Over all functions of d bits, the error of the best learner that has seen the labels of ``seen``.

    Every learner is covered: for each pattern of labels seen, the hypothesis of least error over the functions that
    agree with it; the errors at different inputs add up, so the best bit is chosen input by input.
    """
    functions = np.array(list(product((0, 1), repeat=2**d)))
    total = 0
    for answers in product((0, 1), repeat=len(seen)):
        consistent = functions[(functions[:, list(seen)] == answers).all(axis=1)]
        ones = consistent.sum(axis=0)
        total += int(np.minimum(ones, len(consistent) - ones).sum())
    return Fraction(total, len(functions) * 2**d)


@supports(
    "theorem-1",
    evidence="exhaustive",
    scope="all functions of d <= 3 bits, every learner, all inputs seen",
)
def test_of_a_random_function_nothing_can_be_known_where_it_was_not_seen():
    # what a pseudo-random family inherits, under the assumption that makes it one
    for d in (1, 2, 3):
        for size in range(2**d + 1):
            errors = {best_average_error(d, seen) for seen in combinations(range(2**d), size)}
            assert errors == {error_floor(d, size)} == {Fraction(2**d - size, 2 * 2**d)}


@supports("theorem-1", evidence="symbolic")
def test_with_polynomially_many_inputs_seen_the_error_tends_to_one_half():
    d, degree = sympy.symbols("d k", positive=True)
    for k in range(1, 8):
        assert sympy.limit((1 - d**k / 2**d) / 2, d, sympy.oo) == sympy.Rational(1, 2)
    # for every k: d^k / 2^d shrinks by a factor that tends to 1/2
    assert sympy.limit(((d + 1) / d) ** degree / 2, d, sympy.oo) == sympy.Rational(1, 2)


@other_reading(
    "theorem-1",
    evidence="exhaustive",
    scope="the parity of the first d/2 bits, d = 2, 4, ..., 12, all inputs",
)
def test_one_fixed_function_in_p_a_size_is_learned_by_printing_its_program():
    def printed(x):
        """The same for every data set: it never looks at one."""
        product_of_signs = np.ones(len(x), dtype=int)
        for k in range(x.shape[1] // 2):
            product_of_signs *= 1 - 2 * x[:, k].astype(int)
        return (1 + product_of_signs) // 2

    for d in range(2, 13, 2):
        x = InputDistribution.uniform(d)
        answer = BitSubsetParity(d, tuple(range(d // 2)), supervised=False).labels(x.inputs)[:, 0]
        assert x.probability(printed(x.inputs) != answer) == 0


@other_reading("theorem-1", evidence="exhaustive", scope="d <= 4 with d^2 distinct inputs, epsilon < 1/2")
def test_for_small_d_polynomially_many_samples_are_all_inputs():
    for d in (2, 3, 4):
        seen = min(d**2, 2**d)
        assert error_floor(d, seen) == Fraction(max(0, 2**d - d**2), 2 ** (d + 1))
    assert error_floor(2, 4) == error_floor(4, 16) == 0


def solve_over_gf2(rows, answers):
    """A solution of rows s = answers modulo 2 by elimination; rows as numbers of d bits."""
    pivots = {}
    for row, answer in zip(rows, answers, strict=True):
        for bit, (pivot, value) in pivots.items():
            if row >> bit & 1:
                row, answer = row ^ pivot, answer ^ value
        if row:
            lead = row.bit_length() - 1
            for bit, (pivot, value) in pivots.items():
                if pivot >> lead & 1:
                    pivots[bit] = (pivot ^ row, value ^ answer)
            pivots[lead] = (row, answer)
    return sum(1 << bit for bit, (_, value) in pivots.items() if value)


@other_reading(
    "theorem-1", evidence="exhaustive", scope="parities of 4 of 8 bits: all 70 subsets, 8 labelled inputs"
)
def test_parity_is_learned_without_sub_tasks_by_an_algorithm_that_is_not_gradient_descent():
    # so the problem of theorem 1, against every polynomial-time algorithm, cannot be parity
    d = 8
    x = InputDistribution.uniform(d).inputs
    samples = [(1 << k) | 1 for k in range(d)]  # d independent inputs
    for subset in combinations(range(d), d // 2):
        task = BitSubsetParity(d, subset, supervised=False)
        odd = 1 - task.labels(x)[:, 0]
        found = solve_over_gf2(samples, [int(odd[k]) for k in samples])
        assert found == sum(1 << position for position in subset)


@pytest.mark.parametrize("fraction", [Fraction(1, 2), Fraction(1, 10), Fraction(1, 100)])
@other_reading("remark-1-small-fraction", evidence="symbolic")
def test_sub_tasks_that_read_a_fixed_fraction_of_the_input_are_not_learnable_in_general(fraction):
    # one sub-task, an arbitrary function of d * fraction bits: no learner does better than 1/2 (1 - n 2^(-fraction d))
    d = sympy.Symbol("d", positive=True)
    for k in (1, 5, 50):
        assert sympy.limit(d**k / 2 ** (sympy.Rational(fraction) * d), d, sympy.oo) == 0


@other_reading("remark-1-small-fraction", "remark-0-constant-sub-tasks", evidence="symbolic")
def test_with_n_growing_like_a_fraction_of_t_phi_exceeds_every_power_of_t():
    phi, s = symbolic_phi()
    t = s["T"]
    grown = phi.subs({s["N"]: t / 100, s["D"]: 1, s["C"]: 1, s["a"]: 1})
    exponent = sympy.simplify(sympy.expand_log(sympy.log(grown), force=True) / sympy.log(t))
    assert sympy.limit(exponent, t, sympy.oo) == sympy.oo


@supports(
    "remark-0-constant-sub-tasks", "remark-1-small-fraction", "remark-1-polynomial", evidence="symbolic"
)
def test_for_constant_n_degree_and_coefficients_theorem_2_asks_for_polynomially_many_samples(over):
    phi, s = symbolic_phi()
    tail, inverse = over.symbols("L E", positive=True)  # log(1/delta), 1/epsilon
    over.every(*s, positive=True)
    inputs, degree = sympy.symbols("N D", integer=True, positive=True)
    t = s["T"]
    samples = sympy.expand(((phi.subs({s["N"]: inputs, s["D"]: degree}) + tail) * inverse) ** 2)
    leading = 2 * (16 + 3 * inputs + degree)
    for term in sympy.Add.make_args(samples):
        logarithm = sympy.expand_log(sympy.log(term), force=True)
        of_t, of_inverse, of_tail = (sympy.simplify(logarithm.diff(x) * x) for x in (t, inverse, tail))
        assert (leading - of_t).is_nonnegative
        assert of_t.is_nonnegative
        assert (of_inverse, of_tail in (0, 1, 2)) == (2, True)
    assert sympy.simplify(sympy.limit(samples.subs({inputs: 1, degree: 1}) / t**40, t, sympy.oo)) != 0
