"""Theorem 1 (informal) and the claims of abstract and introduction: what its quantifiers must be."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import sympy

from theory.composition import InputDistribution
from theory.hypothesis_class.no_free_lunch import error_floor
from theory.ledger import follows, supports
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


@follows("theorem-1", evidence="exhaustive")
@supports("remark-1-small-fraction/constant-fraction", evidence="exhaustive")
def test_of_a_random_function_nothing_can_be_known_where_it_was_not_seen(claim, over):
    # what a pseudo-random family inherits, under the assumption that makes it one
    ideal, error = claim("theorem-1").consequence.ideal, claim("remark-1-small-fraction").reading.error
    for d in over(d=(1, 2, 3)):
        for size in range(2**d + 1):
            errors = {best_average_error(d, seen) for seen in combinations(range(2**d), size)}
            assert errors == {error_floor(d, size)} == {ideal(n=size, d=d)} == {error(n=size, b=d)}


@follows("theorem-1", evidence="symbolic")
def test_with_polynomially_many_inputs_seen_the_error_tends_to_one_half(claim, over):
    d, degree = over.symbols("d k", positive=True)
    ideal, epsilon = claim("theorem-1").consequence.ideal, sympy.Symbol("epsilon", positive=True)
    floor = claim("theorem-1").statement.floor(epsilon=epsilon)
    for k in range(1, 8):
        # the limit exceeds the floor by epsilon, so that from some d on the error is above it
        assert sympy.limit(ideal(n=d**k, d=d), d, sympy.oo) - floor == epsilon
    # for every k: d^k / 2^d shrinks by a factor that tends to 1/2
    assert sympy.limit(((d + 1) / d) ** degree / 2, d, sympy.oo) == sympy.Rational(1, 2)


@supports("theorem-1/family", evidence="exhaustive")
def test_one_fixed_function_in_p_a_size_is_learned_by_printing_its_program(claim, over):
    def printed(x):
        """The same for every data set: it never looks at one."""
        product_of_signs = np.ones(len(x), dtype=int)
        for k in range(x.shape[1] // 2):
            product_of_signs *= 1 - 2 * x[:, k].astype(int)
        return (1 + product_of_signs) // 2

    for d in over(d=range(2, 13, 2)):
        x = InputDistribution.uniform(d)
        answer = BitSubsetParity(d, tuple(range(d // 2)), supervised=False).labels(x.inputs)[:, 0]
        assert x.probability(printed(x.inputs) != answer) == claim("theorem-1").reading.fixed


@supports("theorem-1/size", evidence="exhaustive")
def test_for_small_d_polynomially_many_samples_are_all_inputs(claim, over):
    reading = claim("theorem-1").reading
    for d in over(d=range(1, 12)):
        seen = min(reading.samples(d=d), 2**d)
        assert (error_floor(d, seen) == 0) == reading.small(d=d)
    assert [reading.samples(d=d) for d in (2, 3, 4)] == [2 * 2, 3 * 3, 4 * 4]


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


@supports("remark-1-exponential-gap/elimination", evidence="exhaustive")
def test_parity_is_learned_without_sub_tasks_by_an_algorithm_that_is_not_gradient_descent(claim, over):
    # so the problem of theorem 1, against every polynomial-time algorithm, cannot be parity
    d = claim("remark-1-exponential-gap").reading.d
    x = InputDistribution.uniform(d).inputs
    samples = [(1 << k) | 1 for k in range(d)]  # d independent inputs
    assert len(samples) == claim("remark-1-exponential-gap").reading.samples == 8
    for subset in over(subset=tuple(combinations(range(d), d // 2))):
        task = BitSubsetParity(d, subset, supervised=False)
        odd = 1 - task.labels(x)[:, 0]
        found = solve_over_gf2(samples, [int(odd[k]) for k in samples])
        assert found == sum(1 << position for position in subset)


@supports("remark-1-small-fraction/constant-fraction", evidence="symbolic")
def test_sub_tasks_that_read_a_fixed_fraction_of_the_input_are_not_learnable_in_general(claim, over):
    # one sub-task, an arbitrary function of a fraction of d bits: polynomially many samples show next to nothing
    d, reading = over.symbols("d", positive=True), claim("remark-1-small-fraction").reading
    bits = reading.bits(d=d)
    assert reading.bits(d=700) == 7  # a whole number of bits, and a hundredth of them
    for k in (1, 5, 50):
        assert sympy.limit(reading.error(n=d**k, b=bits), d, sympy.oo) == sympy.Rational(1, 2)


@supports("remark-0-constant-sub-tasks/growing", evidence="symbolic")
def test_with_n_growing_like_a_fraction_of_t_phi_exceeds_every_power_of_t(claim, over):
    t = over.symbols("T", positive=True)
    number = claim("remark-0-constant-sub-tasks").reading.N
    assert number(T=700) == 7
    grown = claim("eq-10").statement.phi(T=t, N=number(T=t), D=1, C=1, a=1)
    exponent = sympy.simplify(sympy.expand_log(sympy.log(grown), force=True) / sympy.log(t))
    assert sympy.limit(exponent, t, sympy.oo) == sympy.oo


@supports("remark-0-constant-sub-tasks/polynomial", "remark-1-polynomial/degree", evidence="symbolic")
def test_for_constant_n_degree_and_coefficients_theorem_2_asks_for_polynomially_many_samples(claim, over):
    family, polynomial_of = claim("remark-0-constant-sub-tasks").reading, claim("remark-1-polynomial").reading
    t, tail, inverse, c, a = over.symbols("T L E C a", positive=True)  # L = log(1/delta), E = 1/epsilon
    inputs, degree = over.symbols("N D", integer=True, positive=True)
    phi = claim("eq-10").statement.phi(T=t, N=inputs, D=degree, C=c, a=a)
    powers = []
    for term in sympy.Add.make_args(sympy.expand(((phi + tail) * inverse) ** 2)):
        logarithm = sympy.expand_log(sympy.log(term), force=True)
        powers.append([sympy.simplify(logarithm.diff(x) * x) for x in (t, inverse, tail)])
    for said in (family, polynomial_of):
        # of each variable no power is above what is said, and one attains it
        for column, largest in enumerate((said.degree(N=inputs, D=degree), said.others, said.others)):
            gaps = [sympy.sympify(largest) - term[column] for term in powers]
            assert all(gap.is_nonnegative for gap in gaps)
            assert any(gap == 0 for gap in map(sympy.expand, gaps))
    assert all(power.is_nonnegative for term in powers for power in term)
    # margin 1 is what lemma 2's polynomial has at its inputs, and algorithm 1 draws one sample for each update
    values = {claim("eq-8").statement.equal, abs(claim("eq-8").statement.different)}
    assert values == {family.margin}
    updates = [i for i in range(10) if claim("algorithm-1").statement.steps(i=i, n=7)]
    assert len(updates) * polynomial_of.each == 7
