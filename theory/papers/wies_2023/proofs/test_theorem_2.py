"""Theorem 2 as a statement (eq 6, eq 7): why it needs a margin and fresh samples, and what lemma 1 makes of eq 23.

The scale of B and the chain of lemmas below it are examined in test_theorem_2_chain.
"""

from fractions import Fraction
from functools import cache
from itertools import product

import pytest
import sympy

from theory.composition.first_error import Obligation, discharge
from theory.hypothesis_class.bounds import parity_bound
from theory.hypothesis_class.complexity import symbolic_phi
from theory.hypothesis_class.gates import gate_polynomial, largest_coefficient
from theory.hypothesis_class.no_free_lunch import (
    error_floor,
    power_part,
    promise,
    scaled_class,
    squared_coefficient_bound,
)
from theory.hypothesis_class.surds import Surd
from theory.ledger import corrects, other_reading, refutes, supports
from theory.tasks import BitSubsetParity

TENTH = Fraction(1, 10)


@cache
def inner_product_power(inputs, zeros, i):
    """(alpha/||c||)^i for c = (1, 2, 4, ...), exactly."""
    if i == 0:
        return Surd(Fraction(1))
    u = Surd.of(zeros, Fraction(1, (4**inputs - 1) // 3)) if zeros else Surd(Fraction(0))
    return u * inner_product_power(inputs, zeros, i - 1)


def value_at(psi, zeros):
    """psi at the inner product alpha/||c||, exactly: every term is rational there."""
    terms = [a * inner_product_power(psi.inputs, zeros, i) for i, a in enumerate(psi.coefficients)]
    assert {term.radicand for term in terms} == {1}
    return sum(term.coefficient for term in terms)


@supports("eq-6", evidence="exhaustive", scope="all functions of N = 1, 2, 3 bits (4, 16, 256)")
def test_every_function_of_n_bits_is_in_the_class_with_margin_one():
    for inputs in (1, 2, 3):
        for k in range(2 ** (2**inputs)):
            table = f"{k:0{2**inputs}b}"
            psi = gate_polynomial(table)
            values = [value_at(psi, 2**inputs - 1 - index) for index in range(2**inputs)]
            assert values == [2 * int(bit) - 1 for bit in table]


@supports("eq-6", evidence="exhaustive", scope="parity with intermediate labels, d = 4, 8, 16, 32, 64")
def test_the_sub_tasks_read_tokens_at_or_before_their_own_step():
    for d in (4, 8, 16, 32, 64):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        for step, gate in enumerate(task.gates):
            # column c holds z_{c+1}; the label of step t = d + step may read z_1 ... z_t
            assert max(gate.inputs) + 1 <= d + step
            assert len(gate.inputs) <= 2 < task.sequence_length


@other_reading("eq-6", evidence="certificate")
def test_a_polynomial_with_the_values_of_eq_9_has_zeros_where_no_label_exists():
    conjunction = gate_polynomial("0001", "zero_one")
    values = [value_at(conjunction, zeros) for zeros in range(4)]
    assert values.count(0) == 3  # sign(0) is neither -1 nor +1


@refutes(
    "theorem-2",
    "eq-7",
    "remark-4-finite-precision",
    evidence="exhaustive",
    scope="every function of N = d = 10 bits at once; n = 531, epsilon = delta = 1/10",
)
def test_an_arbitrary_function_of_ten_bits_is_promised_from_531_samples():
    members = scaled_class(10, Fraction(1, 10**9))
    assert 0 < members.phi <= Fraction(1, 10**9)
    assert members.inputs < members.sequence_length == 11
    broken = promise(10, members.phi, TENTH, TENTH)
    assert broken.samples == 531
    # eq 7 with probability 1 - delta bounds the expected error by epsilon + delta, for each function and so on average
    assert broken.promised == Fraction(1, 5)
    assert broken.expected_error == Fraction(1024 - 531, 2048)
    assert broken.is_broken


@refutes("theorem-2", "eq-7", evidence="symbolic")
def test_no_constant_and_no_power_of_logarithms_saves_it():
    # n = K X^2 (hidden logs)^k, where the logs of T = d+1, N = d, deg < 2^d are below 3 d: polynomial in d
    d, k, a = sympy.symbols("d k a", positive=True)
    ratio = ((a + 3 * (d + 1)) / (a + 3 * d)) ** k
    assert sympy.limit(ratio, d, sympy.oo) == 1  # so n(d+1)/n(d) -> 1, while 2^(d+1)/2^d = 2
    samples = sympy.Symbol("n", positive=True)
    floor = (1 - samples / 2**d) / 2
    # and n <= 2^(d-1) leaves the error at 1/4 or more, above epsilon + delta = 1/5
    assert sympy.simplify(floor.subs(samples, 2 ** (d - 1))) == sympy.Rational(1, 4)
    assert sympy.diff(floor, samples).is_negative
    for constant, power, size in ((1, 1, 16), (10**6, 3, 48), (10**12, 10, 117)):
        phi = Fraction(1)  # any bound on phi: scaling reaches it
        assert promise(size, phi, TENTH, TENTH, constant=constant, log_power=power).is_broken
        assert not promise(size - 1, phi, TENTH, TENTH, constant=constant, log_power=power).is_broken


@refutes("theorem-2", "eq-7", evidence="symbolic")
def test_scaling_psi_by_c_multiplies_phi_by_c_squared_and_keeps_every_sign():
    phi, s = symbolic_phi()
    c, value = sympy.Symbol("c", positive=True), sympy.Symbol("v", real=True, nonzero=True)
    assert sympy.simplify(phi.subs(s["a"], c * s["a"]) / phi) == c**2
    assert sympy.sign(c * value) == sympy.sign(value)


@refutes(
    "theorem-2",
    "eq-7",
    evidence="exhaustive",
    scope="the bound behind the scale: all functions of N <= 5 bits",
)
def test_the_bound_on_the_coefficients_holds_for_every_function():
    for inputs in range(1, 6):
        largest = largest_coefficient(inputs).value
        assert largest.coefficient**2 * largest.radicand <= squared_coefficient_bound(inputs)


@pytest.mark.parametrize("samples", [0, 1, 2])
@refutes(
    "theorem-2",
    "eq-7",
    evidence="exhaustive",
    scope="the floor: every learner, d = 2, n <= 2",
)
def test_no_learner_beats_the_floor_on_two_bits(samples):
    """Every learner at once: for what it has seen, the best of all 16 hypotheses, over all 16 functions."""
    functions = list(product((0, 1), repeat=4))
    total = Fraction(0)
    for seen in product(range(4), repeat=samples):
        for answers in product((0, 1), repeat=samples):
            consistent = [g for g in functions if all(g[x] == b for x, b in zip(seen, answers, strict=True))]
            best = min(sum(g[x] != h[x] for g in consistent for x in range(4)) for h in functions)
            total += Fraction(best, 4 * len(functions) * 4**samples)
    assert total == Fraction(3, 4) ** samples / 2
    assert total >= error_floor(2, samples)


@corrects("theorem-2", "eq-7", "remark-4-finite-precision", evidence="symbolic")
def test_with_margin_one_the_promise_for_arbitrary_functions_exceeds_the_number_of_inputs():
    # |psi| >= 1 with |u| <= sqrt(N) gives max|a| >= 1/((D+1) N^(D/2)); with T > N and C = 1
    # phi >= T^(16+3N) D^(3N) / (D+1)^2
    phi, s = symbolic_phi()
    t, n, degree = s["T"], s["N"], s["D"]
    at_least = phi.subs({s["a"]: 1 / ((degree + 1) * n ** (degree / 2)), s["C"]: 1})
    assert (
        sympy.simplify(
            at_least / (t ** (16 + 3 * n) * degree ** (3 * n) / (degree + 1) ** 2 * (t / n) ** degree)
        )
        == 1
    )
    shift = sympy.Symbol("shift", nonnegative=True)
    # D^(3N)/(D+1)^2 >= D^3/(D+1)^2 >= 1/4 for D >= 1: no negative coefficient after D = 1 + shift
    difference = sympy.Poly((4 * degree**3 - (degree + 1) ** 2).subs(degree, 1 + shift), shift)
    assert all(coefficient >= 0 for coefficient in difference.all_coeffs())
    # so n >= phi^2 >= (T^(16+3N)/4)^2 > 4^N, already at T = 2
    exponent = sympy.log(sympy.powsimp(((2 ** (16 + 3 * n)) / sympy.Integer(4)) ** 2 / 4**n), 2)
    assert sympy.simplify(exponent - (28 + 4 * n)) == 0
    assert (28 + 4 * n).is_positive
    for d in range(1, 9):
        phi_value = power_part(
            d + 1, d, 1, Fraction(1, 4 * d)
        )  # D = 1, the least coefficient that margin 1 allows
        assert phi_value**2 > 4**d


@corrects("theorem-2", "eq-7", "remark-4-finite-precision", evidence="symbolic")
def test_lemma_1_turns_eq_23_into_eq_7_at_t_minus_d_squared_times_the_samples():
    import z3

    free, forced, average, r, root_n, epsilon, gap = z3.Reals("free forced average r root_n epsilon gap")
    setting = [gap > 0, epsilon > 0, root_n > 0]
    eq_5_averaged = free <= forced
    eq_23 = z3.And(forced == gap * average, average < r / root_n)
    enough = root_n >= gap * r / epsilon
    proof = discharge(
        [
            Obligation(
                "eq-7",
                "n >= ((T-d) r / epsilon)^2",
                z3.And(*setting, eq_5_averaged, eq_23, enough, free >= epsilon),
            )
        ]
    )
    assert proof.discharged == ("eq-7",)


@refutes("remark-c-theorem-2-follows", evidence="certificate")
def test_the_printed_number_of_samples_is_not_enough_for_that_step():
    import z3

    from theory.errors import ProofError

    free, forced, average, r, root_n, epsilon, gap = z3.Reals("free forced average r root_n epsilon gap")
    premises = z3.And(
        gap == 2, epsilon > 0, r > 0, root_n * epsilon >= r, free <= forced, forced == gap * average
    )
    obligation = Obligation(
        "eq-7", "n >= (r/epsilon)^2", z3.And(premises, average * root_n < r, free >= epsilon)
    )
    with pytest.raises(ProofError) as refused:
        discharge([obligation])
    assert "(sat)" in str(refused.value)  # the solver has a counterexample; it did not merely give up


@other_reading(
    "theorem-2",
    "algorithm-1",
    evidence="exhaustive",
    scope="d = 2, one stored sample, all 4 inputs; every learner, n, width and seed",
)
def test_with_a_fixed_finite_data_set_it_fails_for_any_n():
    # targets x_1 and "x_1 differs from x_2" agree on the data set {(0, 0)}, so every run on either is the same run
    inputs = list(product((0, 1), repeat=2))
    first, second = {x: x[0] for x in inputs}, {x: x[0] ^ x[1] for x in inputs}
    assert first[0, 0] == second[0, 0]
    for predictions in product((0, 1), repeat=4):  # whatever the common run predicts
        errors = [
            Fraction(sum(p != target[x] for p, x in zip(predictions, inputs, strict=True)), 4)
            for target in (first, second)
        ]
        assert sum(errors) >= Fraction(1, 2)
        assert max(errors) >= Fraction(1, 4)  # not below epsilon = 1/5 for both


@supports("remark-4-average-of-iterates", evidence="symbolic")
def test_the_average_over_iterates_bounds_a_random_iterate_and_half_of_all():
    import z3

    total, loss, count, bad, epsilon = z3.Reals("total loss count bad epsilon")
    is_bad = z3.Bool("is_bad")
    # Markov by induction over the iterates: (number with loss >= 2 epsilon) * 2 epsilon <= sum of the losses
    invariant = bad * 2 * epsilon <= total
    step = z3.And(
        invariant,
        loss >= 0,
        epsilon > 0,
        is_bad == (loss >= 2 * epsilon),
        z3.Not((bad + z3.If(is_bad, 1.0, 0.0)) * 2 * epsilon <= total + loss),
    )
    end = z3.And(invariant, total < epsilon * count, epsilon > 0, z3.Not(2 * bad < count))
    proof = discharge(
        [Obligation("step", "one more iterate", step), Obligation("half", "fewer than half are bad", end)]
    )
    assert proof.discharged == ("step", "half")


@other_reading("remark-4-average-of-iterates", evidence="certificate")
def test_the_last_iterate_is_not_bounded():
    losses = [Fraction(0)] * 9 + [Fraction(1)]
    assert sum(losses) / len(losses) < Fraction(1, 5) < losses[-1]


@other_reading("remark-4-average-of-iterates", evidence="symbolic")
def test_starting_at_w0_instead_of_w1_changes_the_average_by_at_most_one_nth():
    n = sympy.Symbol("n", integer=True, positive=True)
    i = sympy.Symbol("i", integer=True)
    loss = sympy.IndexedBase("l")
    for length in range(1, 8):
        later = sum(loss[k] for k in range(1, length + 1))
        earlier = sum(loss[k] for k in range(length))
        assert sympy.expand(later - earlier - (loss[length] - loss[0])) == 0
    # with losses in [0, 1] the difference of the averages is (l_n - l_0)/n
    assert sympy.maximum((loss[n] - loss[0]).subs({loss[n]: i, loss[0]: 0}), i, sympy.Interval(0, 1)) == 1


@supports("remark-4-polynomial", evidence="symbolic")
def test_theorem_2_bound_is_polynomial_for_constant_n_degree_and_coefficients():
    phi, s = symbolic_phi()
    tail, epsilon = sympy.symbols("L epsilon", positive=True)
    for inputs, degree in ((1, 1), (2, 2), (2, 3), (3, 7), (4, 15)):
        samples = ((phi.subs({s["N"]: inputs, s["D"]: degree, s["C"]: 1, s["a"]: 1}) + tail) / epsilon) ** 2
        assert sympy.Poly(sympy.expand(samples * epsilon**2), s["T"], tail).total_degree() == 2 * (
            16 + 3 * inputs + degree
        )
    assert parity_bound(32).exponent_of_t == 16 + 3 * 2 + 2
