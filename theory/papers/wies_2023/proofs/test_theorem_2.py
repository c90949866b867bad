"""Theorem 2 as a statement (eq 6, eq 7): why it needs a margin and fresh samples, and what lemma 1 makes of eq 23.

The scale of B and the chain of lemmas below it are examined in test_theorem_2_chain.
"""

import math
from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest
import sympy

from theory.composition.first_error import Obligation, discharge
from theory.convergence.training import learning_rate
from theory.hypothesis_class.bounds import log10_samples, theorem_2_bound
from theory.hypothesis_class.circuit_bounds import circuit_bound
from theory.hypothesis_class.complexity import symbolic_phi
from theory.hypothesis_class.gates import gate_polynomial, largest_coefficient, parity_polynomial
from theory.hypothesis_class.no_free_lunch import (
    error_floor,
    power_part,
    promised_error,
    scaled_class,
    squared_coefficient_bound,
)
from theory.hypothesis_class.representations import largest_small_representation, small_representation
from theory.hypothesis_class.surds import Surd
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.tasks import BitSubsetParity, Circuit, Gate
from theory.tasks.sequence import ParityGate

#: The counterexample scales phi to less than this.
TINY = Fraction(1, 10**9)
BROKEN = ("theorem-2", "eq-7", "remark-4-finite-precision")


class Vector(tuple):
    """Exact numbers of the form r sqrt(s); divided by such a number, entry by entry."""

    @cache  # noqa: B019 (a few vectors)
    def __truediv__(self, length):
        inverse = Surd.of(1 / (length.coefficient * length.radicand), length.radicand)
        return Vector(entry * inverse for entry in self)


@cache
def norm(w):
    return Surd.of(1, sum(entry.coefficient**2 * entry.radicand for entry in w))


@cache
def inner(w, e):
    """<w, e> for a vector e of zeros and ones; the entries of w have one radicand."""
    read = [entry for entry, one in zip(w, e, strict=True) if one]
    [radicand] = {entry.radicand for entry in read if entry.coefficient} or {1}
    total = sum(entry.coefficient for entry in read)
    return Surd(Fraction(total), radicand if total else 1)


@cache
def power_of(u, i):
    return u * power_of(u, i - 1) if i else Surd(Fraction(1))


def value(coefficients, u):
    """A polynomial at u, where every term is rational."""
    terms = [a * power_of(u, i) for i, a in enumerate(coefficients)]
    if {term.radicand for term in terms} != {1}:
        raise ValueError(f"an irrational value at {u}")
    return sum(term.coefficient for term in terms)


def one_hot(bits):
    return tuple(entry for bit in bits for entry in (1 - bit, bit))


def label_by_eq_6(formula, psi, bits, answer):
    """Whether eq 6 gives the label ``answer``; the weights of psi are scaled, so that the normalisation matters."""
    return formula(
        y={0: answer},
        t=0,
        sign=lambda v: (v > 0) - (v < 0),
        psi=lambda _, u: value(psi.coefficients, u),
        inner=inner,
        norm=norm,
        w={0: Vector(3 * entry for entry in psi.weights)},
        e=one_hot(bits),
    )


@supports("eq-6", evidence="exhaustive")
@follows("eq-6/every-function", evidence="exhaustive")
def test_every_function_of_n_bits_is_in_the_class_with_margin_one(claim, over):
    """All functions of N bits (4, 16 and 256), at all inputs."""
    said, margin = claim("eq-6").statement.label, claim("eq-6").consequence.margin
    for inputs in over(N=(1, 2, 3)):
        for k in range(2 ** (2**inputs)):
            table = f"{k:0{2**inputs}b}"
            psi = gate_polynomial(table)
            points = [[index >> place & 1 for place in range(inputs)] for index in range(2**inputs)]
            assert all(
                label_by_eq_6(said, psi, bits, 2 * int(bit) - 1)
                for bits, bit in zip(points, table, strict=True)
            )
            sizes = {abs(value(psi.coefficients, inner(psi.weights, one_hot(bits)))) for bits in points}
            assert sizes == {margin}


@supports("eq-6", evidence="exhaustive")
def test_the_sub_tasks_of_the_parity_are_such_signs_of_tokens_at_or_before_their_own_step(claim, over):
    """The trees of d bits with another subset each; the labels of d <= 16 on 256 inputs."""
    said, psi = claim("eq-6").statement, parity_polynomial(2)
    for d in over(d=(4, 8, 16, 32, 64)):
        task = BitSubsetParity(d, tuple(range(d // 2)))
        where = [t for t in range(task.sequence_length + 3) if said.range(t=t, d=d, T=task.sequence_length)]
        assert where == list(range(d, d + len(task.gates)))
        for t, gate in zip(where, task.gates, strict=True):
            # column c holds z_{c+1}
            assert all(said.reads(j=column + 1, t=t) for column in gate.inputs)
            assert len(gate.inputs) <= 2 < task.sequence_length
        for j, t in ((d, d), (d + 1, d)):
            assert said.reads(j=j, t=t) == (j in range(t + 1))
        if d > 16:
            continue
        x = np.array([[number >> k % 8 & 1 for k in range(d)] for number in range(256)], dtype=np.uint8)
        tokens, labels = task.teacher_forced(x), 2 * task.labels(x).astype(int) - 1
        for k, gate in enumerate(task.gates):
            cases = {
                (*map(int, row[list(gate.inputs)]), int(y))
                for row, y in zip(tokens, labels[:, k], strict=True)
            }
            assert len(cases) == 4  # the label is a function of the two tokens
            assert all(label_by_eq_6(said.label, psi, bits, answer) for *bits, answer in cases)
            assert all(answer == (-1) ** sum(bits) for *bits, answer in cases)


@other_reading("eq-6", evidence="certificate")
def test_a_polynomial_with_the_values_of_eq_9_has_zeros_where_no_label_exists():
    conjunction = gate_polynomial("0001", "zero_one")
    values = [
        value(conjunction.coefficients, inner(conjunction.weights, one_hot(bits)))
        for bits in product((0, 1), repeat=2)
    ]
    assert values.count(0) == 3  # sign(0) is neither -1 nor +1


def printed_bound(statement, **at):
    return statement.samples.right(Otilde=lambda x: x, **at)


@refutes("theorem-2", evidence="exhaustive")
def test_an_arbitrary_function_of_ten_bits_is_promised_from_531_samples(claim, over):
    """Every function of N = d = 10 bits at once."""
    printed, case = claim("theorem-2").statement, claim("theorem-2").counterexample
    epsilon = delta = case.epsilon
    assert printed.epsilon(epsilon=epsilon)
    assert printed.delta(delta=delta)
    assert not printed.epsilon(epsilon=0)
    assert not printed.delta(delta=0)
    for d in over(d=(case.d,)):
        members = scaled_class(d, TINY)
        assert 0 < members.phi <= TINY < 4 * members.phi  # by the least power of 2 that is enough
        assert members.inputs < members.sequence_length == case.T
        bound = printed_bound(printed, phi=TINY, epsilon=epsilon, delta=delta)
        assert case.n - 1 < bound < case.n  # the least number of samples above the bound
        broken = promised_error(d, members.phi, epsilon, delta)
        assert broken.samples == case.n
        # eq 7 with probability 1 - delta bounds the expected error by epsilon + delta, for each function and on average
        at_most = epsilon * 1 + (1 - printed.confidence(delta=delta)) * 1
        assert at_most == broken.promised == case.promised(epsilon=epsilon, delta=delta) == case.fifth
        unseen = Fraction(
            2**d - case.n, 2**d
        )  # a fresh input is none of those seen; then its label is a coin
        assert case.floor(n=case.n, d=d) == unseen / 2 == broken.expected_error == case.least
        assert case.least > case.fifth
        assert broken.is_impossible


@refutes("theorem-2", evidence="symbolic")
def test_the_printed_bound_is_the_one_that_is_computed(claim, over):
    printed = claim("theorem-2").statement
    tail, phi, epsilon = over.symbols("L phi epsilon", positive=True)
    exact = printed_bound(printed, phi=phi, epsilon=epsilon, delta=sympy.exp(-tail))
    by_hand = (phi**2 + 2 * phi * tail + tail**2) / epsilon**2
    assert sympy.simplify(sympy.expand_log(exact, force=True) - by_hand) == 0
    for value_of_phi in (Fraction(1), Fraction(100)):
        bound = printed_bound(printed, phi=value_of_phi, epsilon=Fraction(1, 10), delta=Fraction(1, 10))
        assert (
            promised_error(20, value_of_phi, Fraction(1, 10), Fraction(1, 10)).samples
            == math.floor(bound) + 1
        )
        library = log10_samples(math.log10(value_of_phi), 0.1, 0.1)
        assert library == pytest.approx(math.log10(bound), rel=1e-12)
    # more than the bound: at the bound itself nothing is promised
    at = {"phi": 7 - sympy.log(10), "epsilon": Fraction(1, 10), "delta": Fraction(1, 10)}
    assert not printed.samples(Otilde=lambda x: x, n=4900, **at)
    assert printed.samples(Otilde=lambda x: x, n=4901, **at)


@refutes("theorem-2", evidence="exhaustive")
def test_the_printed_rate_is_the_one_of_the_frozen_runs(claim, over):
    """The rate of the runs in which wide nets do not move (test_theorem_2_chain)."""
    printed = claim("theorem-2").statement.rate
    for m, n in over(m=(4, 9), n=(4, 16)):
        assert printed(eta=Fraction(1, m * math.isqrt(n)), m=m, n=n)
        assert float(printed.right(m=m, n=n)) == learning_rate(m, n)


@refutes("theorem-2/logarithms", evidence="exhaustive")
def test_no_constant_and_no_power_of_logarithms_saves_it(claim, over):
    # n = K X^2 (hidden logs)^k, where the logs of T = d+1, N = d, deg < 2^d are below 3 d: polynomial in d
    d, k, a = sympy.symbols("d k a", positive=True)
    ratio = ((a + 3 * (d + 1)) / (a + 3 * d)) ** k
    assert sympy.limit(ratio, d, sympy.oo) == 1  # so n(d+1)/n(d) -> 1, while 2^(d+1)/2^d = 2
    samples = sympy.Symbol("n", positive=True)
    case = claim("theorem-2").counterexample
    floor = case.floor(n=samples, d=d)
    # and n <= 2^(d-1) leaves the error at 1/4 or more, above epsilon + delta = 1/5
    assert sympy.simplify(floor.subs(samples, 2 ** (d - 1))) == sympy.Rational(1, 4)
    assert sympy.diff(floor, samples).is_negative
    tenth = Fraction(1, 10)
    for (constant, power), size in over(case=list(zip(case.hidden, case.first, strict=True))):
        breaks = [
            promised_error(d, TINY, tenth, tenth, constant=constant, log_power=power).is_impossible
            for d in range(2, size + 1)
        ]
        assert breaks == [False] * (size - 2) + [True]
        x = (float(TINY) + math.log(10)) * 10
        assert float(case.X(phi=TINY, epsilon=tenth, delta=tenth)) == pytest.approx(x, rel=1e-12)
        at = {"K": constant, "k": power, "X": x, "T": size + 1, "N": size, "D": case.D(d=size)}
        hidden = 1 + math.log(x) + math.log(size + 1) + math.log(size) + math.log(2**size)
        asked = promised_error(size, TINY, tenth, tenth, constant=constant, log_power=power).samples
        assert asked == pytest.approx(constant * x**2 * hidden**power, rel=1e-12, abs=1)
        assert float(case.asked(**at)) == pytest.approx(asked, rel=1e-12, abs=1)
        degree = gate_polynomial("0110").degree
        assert size != case.first[0] or degree < case.D(d=2)


@refutes("eq-7", evidence="exhaustive")
def test_eq_7_is_promised_where_no_learner_can_be_that_good(claim, over):
    """Every function of 10 bits; the averages of losses by hand."""
    printed, case = claim("eq-7").statement.average, claim("eq-7").counterexample
    tenth = Fraction(1, 10)
    broken = promised_error(10, scaled_class(10, TINY).phi, tenth, tenth)
    assert (broken.samples, broken.expected_error) == (case.n, case.least)
    assert case.promised == tenth + (1 - case.confidence) == broken.promised < case.least
    for losses in over(losses=([Fraction(1)], [tenth] * 3, [Fraction(0), Fraction(1, 2), tenth])):
        of = dict(enumerate(losses, start=1))
        meaning = {
            "E": lambda loss: loss,
            "l": lambda y, score: score,
            "f": lambda T, z: z,
            "y": 0,
            "T": 0,
            "z_test": of,
            "n": len(losses),
        }
        assert printed.left(**meaning) == sum(losses) / len(losses)
        assert printed(epsilon=tenth, **meaning) == (sum(losses) < tenth * len(losses))


@refutes("remark-4-finite-precision", evidence="exhaustive")
def test_no_more_samples_reach_algorithm_2(claim, over):
    """Every function of 10 bits: without errors of rounding the run is algorithm 1's."""
    case, tenth = claim("remark-4-finite-precision").counterexample, Fraction(1, 10)
    for d in over(d=(case.d,)):
        broken = promised_error(d, scaled_class(d, TINY).phi, tenth, tenth)
        assert (broken.samples, broken.expected_error) == (case.n, case.least)
        assert broken.is_impossible


@refutes("theorem-2/scaling", "remark-4-phi-complexity-of-function", evidence="symbolic")
@follows("remark-4-polynomial/scaling", evidence="symbolic")
def test_scaling_psi_by_c_multiplies_phi_by_c_squared_and_keeps_every_sign(claim, over):
    phi, s = symbolic_phi()
    c, size = over.symbols("c a", positive=True)
    value_of_psi = sympy.Symbol("v", real=True, nonzero=True)
    over.every(*s, positive=True)

    def of(multiple):
        """phi where the largest coefficient of psi, here of size a, is that of this multiple of psi."""
        return phi.subs(s["a"], multiple)

    for said in (
        claim("theorem-2").counterexample,
        claim("remark-4-phi-complexity-of-function").counterexample,
        claim("remark-4-polynomial").consequence,
    ):
        assert (
            sympy.simplify(said.square.left(phi=of, c=c, psi=size) - said.square.right(phi=of, c=c, psi=size))
            == 0
        )
        assert said.square.left(phi=of, c=c, psi=size) == of(c * size)
        assert sympy.limit(said.square.right(phi=of, c=c, psi=size), c, 0) == 0
        assert said.c(c=Fraction(1, 10**9))
        assert not said.c(c=0)
        assert bool(said.square(phi=lambda a: a**2, c=3, psi=5))
    assert sympy.sign(c * value_of_psi) == sympy.sign(value_of_psi)


@refutes("theorem-2/ten-bits", evidence="exhaustive")
def test_the_bound_on_the_coefficients_holds_for_every_function(over):
    """The bound behind the scale: all functions of N bits."""
    for inputs in over(N=range(1, 6)):
        largest = largest_coefficient(inputs).value
        squared = largest.coefficient**2 * largest.radicand
        assert squared <= squared_coefficient_bound(inputs)
        # 0 <= sum |coefficients in Newton's form| < 2^(2^N), times ||c|| to the power 2^N - 1
        assert squared_coefficient_bound(inputs) == 4 ** (2**inputs) * sum(4**i for i in range(inputs)) ** (
            2**inputs - 1
        )
        members = scaled_class(inputs, Fraction(1, 10**6))
        degree = 2**inputs - 1
        scaled = Fraction(squared_coefficient_bound(inputs)) * Fraction(4) ** members.log2_scale
        t = members.sequence_length
        assert members.phi == Fraction(t ** (16 + 3 * inputs + degree) * degree ** (3 * inputs)) * scaled
        assert members.phi <= Fraction(1, 10**6) < 4 * members.phi


@refutes("theorem-2/ten-bits", evidence="exhaustive")
def test_no_learner_beats_the_floor_on_two_bits(claim, over):
    """Every learner at once: for what it has seen, the best of all 16 hypotheses, over all 16 functions."""
    functions = list(product((0, 1), repeat=4))
    for samples in over(n=(0, 1, 2)):
        total = Fraction(0)
        for seen in product(range(4), repeat=samples):
            for answers in product((0, 1), repeat=samples):
                consistent = [
                    g for g in functions if all(g[x] == b for x, b in zip(seen, answers, strict=True))
                ]
                best = min(sum(g[x] != h[x] for g in consistent for x in range(4)) for h in functions)
                total += Fraction(best, 4 * len(functions) * 4**samples)
        assert total == Fraction(3, 4) ** samples / 2
        floor = claim("theorem-2").counterexample.floor(n=samples, d=2)
        assert total >= floor == error_floor(2, samples)
        assert samples > 1 or total == floor  # no two samples can coincide: nothing is lost


@corrects("theorem-2/margin", evidence="symbolic")
def test_with_margin_one_the_promise_for_arbitrary_functions_exceeds_the_number_of_inputs(claim, over):
    # |psi| >= 1 with |u| <= sqrt(N) gives max|a| >= 1/((D+1) N^(D/2)); with T > N and C = 1
    # phi >= T^(16+3N) D^(3N) / (D+1)^2
    phi, s = symbolic_phi()
    over.every(*s, positive=True)
    t, n, degree = s["T"], s["N"], s["D"]
    at_least = phi.subs({s["a"]: 1 / ((degree + 1) * n ** (degree / 2)), s["C"]: 1})
    expected = t ** (16 + 3 * n) * degree ** (3 * n) / (degree + 1) ** 2 * (t / n) ** degree
    assert sympy.simplify(at_least / expected) == 1
    shift = sympy.Symbol("shift", nonnegative=True)
    # D^(3N)/(D+1)^2 >= D^3/(D+1)^2 >= 1/4 for D >= 1: no negative coefficient after D = 1 + shift
    difference = sympy.Poly((4 * degree**3 - (degree + 1) ** 2).subs(degree, 1 + shift), shift)
    assert all(coefficient >= 0 for coefficient in difference.all_coeffs())
    # so n >= phi^2 >= (T^(16+3N)/4)^2 > 4^N, already at T = 2
    exponent = sympy.log(sympy.powsimp(((2 ** (16 + 3 * n)) / sympy.Integer(4)) ** 2 / 4**n), 2)
    assert sympy.simplify(exponent - (28 + 4 * n)) == 0
    assert (28 + 4 * n).is_positive
    said = claim("theorem-2").correction
    margin = said.margin
    assert sympy.diff(phi, s["C"]).is_positive  # so a larger C asks for more
    for d in range(1, 9):
        assert said.inputs(N=d) == len(list(product((0, 1), repeat=d)))
        # D = 1, the least coefficient that the margin allows: psi = a (1 + u) with u = sqrt(d) at most
        least = next(a for a in map(Fraction, (Fraction(k, 100) for k in range(1, 101))) if margin(psi=a * 1))
        assert least == 1
        assert power_part(d + 1, d, 1, least / (4 * d)) ** 2 > 4**d
    assert margin(psi=-1)
    assert margin(psi=Fraction(3, 2))
    assert not margin(psi=0)
    # the domain: with a small C less than one sample for psi = sqrt(2) u on one bit, and so at T = N = 1
    small = power_part(2, 1, 1, Fraction(2), Fraction(1, 10**4))
    assert (float(small) + math.log(1 / 0.9)) ** 2 < 1 < said.inputs(N=1)
    assert [said.C(C=c) for c in (Fraction(1, 10**4), 1, 2)] == [False, True, True]
    assert (
        power_part(1, 1, 1, Fraction(1, 4)) ** 2
        < 1
        < said.inputs(N=1)
        < power_part(2, 1, 1, Fraction(1, 4)) ** 2
    )
    assert [said.short(N=n, T=t) for n, t in ((0, 1), (1, 1), (1, 2), (2, 2))] == [False, False, True, False]
    assert [said.error(epsilon=e) for e in (0, Fraction(1, 2), 1, 2)] == [False, True, True, False]
    # with delta = e^phi the printed bound is zero
    assert [said.tail(delta=e) for e in (0, Fraction(1, 2), 1, 2)] == [False, True, True, False]


@corrects("theorem-2/lemma-1", "eq-7", "remark-4-finite-precision", evidence="symbolic")
def test_lemma_1_turns_eq_23_into_eq_7_at_t_minus_d_squared_times_the_samples(claim, over):
    import z3

    free, forced, average, r, root_n, epsilon, gap = z3.Reals("free forced average r root_n epsilon gap")
    setting = (gap > 0, epsilon > 0, root_n > 0)
    eq_5_averaged = free <= forced
    eq_23 = (forced == gap * average, average < r / root_n)
    enough = root_n * epsilon >= gap * r
    proof = discharge(
        [
            Obligation(
                "eq-7",
                "root n >= (T-d) r / epsilon",
                (*setting, eq_5_averaged, *eq_23, enough),
                free < epsilon,
            )
        ]
    )
    assert proof.discharged == ("eq-7",)
    assert {3, 4, 5, 6} <= set(proof.needed[0])  # lemma 1, eq 23 and the number of samples
    assert "gap" in proof.models[0]
    # the bound on the left side, (T - d) times the right side of eq 23, is epsilon exactly at the printed number
    big_r, eps, excess, bits = over.symbols("r epsilon g d", positive=True)
    n = sympy.Symbol("n", positive=True)
    for claim_id in BROKEN:
        said = claim(claim_id).correction
        rate = said.rate(r=big_r, n=n)
        least = said.enough.right(T=bits + excess, d=bits, r=big_r, epsilon=eps)
        assert sympy.simplify((excess * rate).subs(n, least) - eps) == 0
        assert sympy.diff(rate, n).is_negative
        case = {"T": 5, "d": 2, "r": 2, "epsilon": Fraction(1, 2)}
        assert said.enough(n=144, **case)
        assert said.enough(n=145, **case)
        assert not said.enough(n=143, **case)
        assert [t for t in range(4) if said.longer(T=t, d=2)] == [3]
    said = claim("theorem-2").correction
    ratio = said.enough.right(T=bits + excess, d=bits, r=big_r, epsilon=eps) / (big_r / eps) ** 2
    assert sympy.simplify(ratio - said.lacking(T=bits + excess, d=bits)) == 0


#: Circuits whose gates differ in fan-in, degree and largest coefficient, so that a least and a greatest differ.
CIRCUITS = (
    (2, (Gate((0, 1), "0001"), Gate((1, 2), "0011"), Gate((0, 2, 3), "01101001"))),
    (3, (Gate((0, 1, 2), "00000001"), Gate((0, 1, 2), "01010101"), Gate((0, 3), "0110"))),
    (4, (Gate((0, 1, 2, 3), "0110100110010110"), Gate((4,), "10"))),
    # each with its negation, which has the same coefficients: the first of them is named
    (
        3,
        (*(Gate((0, 1, 2), f"{k:08b}") for j in range(1, 20, 2) for k in (j, 255 - j)), Gate((3, 4), "0111")),
    ),
)


@corrects("theorem-2/lemma-1", evidence="exhaustive")
def test_the_library_applies_theorem_2_to_a_circuit_by_these_rules(claim, over):
    """Every size of the bound by hand, for circuits of mixed gates and for the parity trees."""
    printed, corrected = claim("theorem-2").statement, claim("theorem-2").correction.samples.right
    trees = tuple((d, BitSubsetParity(d, tuple(range(d // 2))).gates) for d in (8, 16, 32))
    for number in over(task=range(len(CIRCUITS) + len(trees))):
        d, gates = (*CIRCUITS, *trees)[number]
        polynomials = [
            parity_polynomial(2) if isinstance(gate, ParityGate) else gate_polynomial(gate.truth_table)
            for gate in gates
        ]
        squares = sorted(a.coefficient**2 * a.radicand for psi in polynomials for a in psi.coefficients)
        t, n, degree = (
            d + len(gates) - 1,
            max(len(g.inputs) for g in gates),
            max(p.degree for p in polynomials),
        )
        tokens = Circuit.from_gates(d, gates).teacher_forced(np.zeros((1, d), dtype=np.uint8))
        assert tokens.shape == (1, t)
        worst = [max(a.coefficient**2 * a.radicand for a in psi.coefficients) for psi in polynomials]
        phi = Fraction(t) ** (16 + 3 * n + degree) * degree ** (3 * n) * squares[-1]
        for epsilon, delta in ((0.2, 0.01), (0.003, 0.5)):
            n_printed = printed_bound(printed, phi=float(phi), epsilon=epsilon, delta=delta)
            bound = theorem_2_bound(d, gates, epsilon=epsilon, delta=delta)
            task = (
                Circuit.from_gates(d, gates)
                if number < len(CIRCUITS)
                else BitSubsetParity(d, tuple(range(d // 2)))
            )
            by_circuit = circuit_bound(task, epsilon=epsilon, delta=delta)
            assert by_circuit.worst.label == 1 + worst.index(max(worst))
            for found in (bound, by_circuit.paper):
                assert (found.complexity.sequence_length, found.complexity.inputs_per_gate) == (t, n)
                assert found.complexity.degree == degree
                assert (
                    found.max_abs_coefficient.coefficient**2 * found.max_abs_coefficient.radicand
                    == squares[-1]
                )
                assert found.log10_phi == pytest.approx(math.log10(phi), abs=1e-9)
                assert found.log10_samples == pytest.approx(math.log10(n_printed), abs=1e-9)
                n_corrected = corrected(T=t, phi=float(phi), epsilon=epsilon, delta=delta)
                assert found.log10_samples_corrected == pytest.approx(math.log10(n_corrected), abs=1e-9)
                # lemma 1's sum has one term a gate: where a mean over them is bounded, that squared is the price
                paid = found.log10_samples_with_union_bound - found.log10_samples
                assert paid == pytest.approx(math.log10(len(gates) ** 2), abs=1e-9)


@corrects("remark-4-phi-complexity-of-function/least-degrees", evidence="exhaustive")
def test_the_smaller_representations_of_a_circuit_are_the_worst_of_its_gates(claim, over):
    """Circuits of mixed gates; the worst over all gates of N inputs."""
    for number in over(task=range(len(CIRCUITS))):
        d, gates = CIRCUITS[number]
        smaller = circuit_bound(Circuit.from_gates(d, gates)).smaller
        found = [small_representation(gate.truth_table) for gate in gates]
        assert smaller.complexity.degree == max(f.degree for f in found) > min(f.degree for f in found)
        assert smaller.max_abs_coefficient == max(f.largest for f in found) > min(f.largest for f in found)
    for n in over(N=(1, 2)):
        worst = largest_small_representation(n)
        every = [small_representation(f"{k:0{2**n}b}") for k in range(2 ** (2**n))]
        assert worst.largest == max(f.largest for f in every)
        assert (
            worst.degree
            == max(f.degree for f in every)
            == claim("remark-4-phi-complexity-of-function").correction.degrees[n - 1]
        )


@refutes("remark-c-theorem-2-follows", evidence="certificate")
def test_the_printed_number_of_samples_is_not_enough_for_that_step():
    import z3

    from theory.errors import ProofError

    free, forced, average, r, root_n, epsilon, gap = z3.Reals("free forced average r root_n epsilon gap")
    premises = (gap == 2, epsilon > 0, r > 0, root_n * epsilon >= r, free <= forced, forced == gap * average)
    obligation = Obligation("eq-7", "n >= (r/epsilon)^2", (*premises, average * root_n < r), free < epsilon)
    with pytest.raises(ProofError) as refused:
        discharge([obligation])
    assert "(sat)" in str(refused.value)  # the solver has a counterexample; it did not merely give up


@other_reading(
    "theorem-2",
    "algorithm-1",
    evidence="exhaustive",
)
def test_with_a_fixed_finite_data_set_it_fails_for_any_n(over):
    """One stored sample of two bits; every learner, n, width and seed."""
    # targets x_1 and "x_1 differs from x_2" agree on the data set {(0, 0)}, so every run on either is the same run
    inputs = list(product((0, 1), repeat=2))
    first, second = {x: x[0] for x in inputs}, {x: x[0] ^ x[1] for x in inputs}
    assert first[0, 0] == second[0, 0]
    for predictions in over(predictions=list(product((0, 1), repeat=4))):  # whatever the common run predicts
        errors = [
            Fraction(sum(p != target[x] for p, x in zip(predictions, inputs, strict=True)), 4)
            for target in (first, second)
        ]
        assert sum(errors) >= Fraction(1, 2)
        assert max(errors) >= Fraction(1, 4)  # not below epsilon = 1/5 for both


@supports("remark-4-average-of-iterates", evidence="symbolic")
def test_the_average_over_iterates_bounds_a_random_iterate_and_half_of_all(claim, over):
    import z3

    said = claim("remark-4-average-of-iterates").reading
    over.every("n", "losses", "epsilon")
    total, loss, count, bad, epsilon = z3.Reals("total loss count bad epsilon")
    is_bad = z3.Bool("is_bad")
    large = said.twice(epsilon=epsilon)
    # Markov by induction over the iterates: (number of large losses) * 2 epsilon <= sum of the losses
    step = Obligation(
        "step",
        "one more iterate",
        (bad * large <= total, loss >= 0, is_bad == (loss >= large)),
        (bad + z3.If(is_bad, 1.0, 0.0)) * large <= total + loss,
    )
    half = z3.RealVal(str(said.share))
    end = Obligation(
        "half",
        "fewer than half are bad",
        (bad * large <= total, total < epsilon * count, epsilon > 0),
        bad < half * count,
    )
    proof = discharge([step, end])
    assert proof.discharged == ("step", "half")
    assert proof.needed == ((0, 1, 2), (0, 1, 2))
    # no larger share, and no smaller multiple: half of the losses large and half zero have the mean epsilon
    for eps in (Fraction(1, 10), Fraction(1, 3)):
        losses = [said.twice(epsilon=eps), 0]
        assert sum(losses) / len(losses) == eps
        assert Fraction(sum(loss < losses[0] for loss in losses), 2) == said.share


@supports("remark-4-average-of-iterates/random-iterate", evidence="exhaustive")
def test_the_expected_loss_of_a_random_iterate_is_the_average(over):
    over.every("losses")
    for n in over(n=range(1, 6)):
        losses = sympy.symbols(f"l1:{n + 1}")
        drawn = sum(sympy.Rational(1, n) * loss for loss in losses)
        assert sympy.expand(drawn - sum(losses) / sympy.Integer(n)) == 0


@supports("remark-4-average-of-iterates/last-iterate", evidence="certificate")
def test_the_last_iterate_is_not_bounded(claim):
    said = claim("remark-4-average-of-iterates").reading
    assert all(0 <= loss <= 1 for loss in said.losses)
    assert Fraction(sum(said.losses), len(said.losses)) == said.mean < said.losses[-1] == 1


@follows("remark-4-average-of-iterates", evidence="exhaustive")
def test_starting_at_w0_instead_of_w1_changes_the_average_by_at_most_one_nth(claim, over):
    shift = claim("remark-4-average-of-iterates").consequence.shift
    loss = sympy.IndexedBase("l")
    over.every("losses")
    for length in over(n=range(1, 8)):
        later = sum(loss[k] for k in range(1, length + 1))
        earlier = sum(loss[k] for k in range(length))
        assert sympy.expand(later - earlier - (loss[length] - loss[0])) == 0
        # losses lie in [0, 1]: the difference is largest at 0 and 1
        assert (later - earlier).subs({loss[length]: 1, loss[0]: 0}).simplify() / length == shift(n=length)


@follows("remark-4-polynomial/scaling", evidence="symbolic")
def test_a_number_of_samples_that_does_not_grow_with_d_is_not_enough(claim, over):
    case = claim("remark-4-polynomial").consequence
    n, d = over.symbols("n d", positive=True)
    assert sympy.limit(case.fixed(n=n, d=d), d, sympy.oo) == case.limit
    for bits, seen in product((1, 2, 10), (0, 1, 2)):
        assert case.fixed(n=seen, d=bits) == error_floor(bits, seen)
    assert all(best_error(2, seen) == case.fixed(n=seen, d=2) for seen in range(5))
    assert scaled_class(10, TINY).phi <= TINY  # for all functions of ten bits at once


@follows("remark-4-polynomial/all-functions", evidence="symbolic")
def test_for_the_whole_class_no_polynomial_number_of_samples_is_enough(claim, over):
    case = claim("remark-4-polynomial").consequence
    d, k = over.symbols("d k", positive=True)
    floor = case.floor(d=d, k=k)
    assert sympy.simplify(floor - (1 - case.polynomial(d=d, k=k) / 2**d) / 2) == 0
    # d^k / 2^d shrinks by a factor that tends to 1/2, so the floor tends to 1/2 whatever k
    rest = (1 - 2 * floor).subs(d, d + 1) / (1 - 2 * floor)
    assert sympy.limit(sympy.simplify(rest), d, sympy.oo) == sympy.Rational(1, 2)
    assert sympy.simplify(floor.subs(2**d, sympy.oo)) == case.half
    assert (
        case.floor(d=case.d, k=case.k)
        == case.least
        == error_floor(case.d, case.polynomial(d=case.d, k=case.k))
    )
    assert case.least > Fraction(99, 200)
    members = scaled_class(10, Fraction(1))
    assert case.bits(T=members.sequence_length) == members.inputs == 10  # eq 6 has fewer than T inputs
    assert all(best_error(2, seen) == error_floor(2, seen) for seen in range(5))


def best_error(d, seen):
    """The least average error over all functions of d bits of a learner that has seen this many inputs."""
    functions = list(product((0, 1), repeat=2**d))
    total = 0
    for answers in product((0, 1), repeat=seen):
        consistent = [f for f in functions if f[:seen] == answers]
        total += sum(min(column.count(0), column.count(1)) for column in zip(*consistent, strict=True))
    return Fraction(total, len(functions) * 2**d)


@corrects("remark-4-polynomial", evidence="symbolic")
def test_the_bounds_are_polynomial_for_constant_n_degree_and_coefficients(claim, over):
    phi, s = symbolic_phi()
    said, bound = claim("remark-4-polynomial").correction, claim("theorem-2").correction.samples.right
    tail, epsilon = over.symbols("L epsilon", positive=True)
    inputs, degree = (over.symbols(name, integer=True, positive=True) for name in "ND")
    over.every("T", "C", "a", positive=True)
    sized = phi.subs({s["N"]: inputs, s["D"]: degree})
    corrected = bound(T=s["T"], phi=sized, epsilon=epsilon, delta=sympy.exp(-tail))
    printed = claim("theorem-2").statement.samples.right(
        Otilde=lambda x: x, phi=sized, epsilon=epsilon, delta=sympy.exp(-tail)
    )
    for samples, power in ((corrected, said.in_T), (printed, said.printed)):
        terms = sympy.Add.make_args(sympy.expand(sympy.expand_log(samples, force=True)))
        exponents = [elasticity(sympy.powsimp(term), s["T"]) for term in terms]
        leading = power(N=inputs, D=degree)
        assert leading in exponents
        assert all((leading - other).is_nonnegative for other in exponents)
        assert {elasticity(term, epsilon) for term in terms} == {-said.in_others}
        assert max(elasticity(term, tail) for term in terms) == said.in_others
    assert said.inverse(epsilon=epsilon) == 1 / epsilon
    assert sympy.expand_log(said.tail(delta=sympy.exp(-tail)), force=True) == tail
    assert [n for n in range(3) if said.N(N=n)] == [d for d in range(3) if said.D(D=d)] == [1, 2]


def elasticity(term, x):
    """The exponent of x in a monomial."""
    return sympy.simplify(sympy.expand_log(sympy.log(term), force=True).diff(x) * x)
