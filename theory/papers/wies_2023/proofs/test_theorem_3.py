"""Theorem 3: why it fails in the printed scale, the chain that holds with standard normal B, and what it gives."""

import ast
import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy

from theory.asymptotics.least import least_bound
from theory.convergence.chain import (
    COMPLEXITY,
    FINAL,
    FROZEN,
    LEMMA_4_STEPS,
    PRINTED_STEPS,
    THEOREM_2_STEPS,
    WIDTH,
)
from theory.convergence.gd import STEPS as GD_STEPS
from theory.convergence.sgd import ROUNDING, STEPS
from theory.convergence.training import run_sgd, sgd_step
from theory.hypothesis_class.complexity import BASE_EXPONENT
from theory.kernel import printed as printed_start
from theory.ledger import Formula, corrects, follows, refutes, supports
from theory.nets import ExactElman, FloatElman
from theory.papers.wies_2023.proofs.questions import (
    breaks_by,
    certified,
    condition,
    exponents,
    inside,
    same,
    thresholds,
)
from theory.papers.wies_2023.proofs.test_appendix_c_orders import Parts, least
from theory.papers.wies_2023.proofs.test_lemma_4 import same_conditions, standard_normal_questions

VARIABLES = ("T", "n", "m", "R", "L", "phi", "E")


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", "eq-23", evidence="certificate")
def test_with_b_of_variance_one_over_m_training_moves_outputs_less_than_their_initial_size(claim, over):
    over.every("T", "n", "m", "D")
    printed, case, parts = claim("theorem-3").statement, claim("theorem-3").counterexample, Parts(claim)
    travel, moved, allowed = (
        inside(case.travel),
        inside(case.moved),
        f"({inside(case.start)})*({inside(case.share)})",
    )
    assert STEPS["travel"].asks(f"n*({inside(printed.eta)})*({parts.gradient} + {parts.rounding})", travel)
    assert STEPS["travel"].certified()
    assert printed.eta(m=3, n=4) == claim("lemma-4").statement.eta(m=3, n=4)
    assert same(moved, f"T**6*({travel})")  # lemma 9
    assert FROZEN.asks(moved, allowed, [condition(case.width)])
    assert FROZEN.certified()
    assert least(moved, allowed) == thresholds(condition(case.width))
    again = claim("eq-23").counterexample
    assert inside(again.share) == inside(case.share)
    assert condition(again.width) == condition(case.width)


@refutes("remark-4-finite-precision/algorithm-3", evidence="certificate")
def test_the_steps_of_algorithm_3_on_the_expected_loss_are_no_longer(claim, over):
    """The norm of a mean of gradients is at most the mean of their norms (57), so (58) is as (29)."""
    over.every("T", "n", "m", "D")
    case, frozen = claim("remark-4-finite-precision").counterexample, claim("theorem-3").counterexample
    travel, moved = inside(case.travel), inside(case.moved)
    rate = inside(claim("lemma-5").statement.rate)
    assert GD_STEPS["eq-58-travel"].asks(f"n*({rate})*(T**8 + {ROUNDING})", travel)
    assert GD_STEPS["eq-58-travel"].certified()
    assert same(moved, f"T**6*({travel})")  # lemma 9
    assert same(moved, inside(frozen.moved))  # from here on the argument is theorem 3's
    assert FROZEN.asks(moved, f"({inside(frozen.start)})*({inside(frozen.share)})", [condition(frozen.width)])
    assert FROZEN.certified()


@refutes("theorem-3", "eq-23", evidence="certificate")
def test_the_printed_bound_falls_below_every_constant(claim, over):
    """It is O(1/D) for n of at least D^2 (phi + log(1/delta))^2, so that it is below any error that stays."""
    over.every("n", "phi", "L", "D")
    for name in ("theorem-3", "eq-23"):
        found = least_bound(f"D*({inside(claim(name).statement.bound)})", "1", "n")
        assert exponents(found.threshold.monomials) == [{"D": 2, "L": 2}, {"D": 2, "phi": 2}]
    said = claim("theorem-3").statement
    case = claim("theorem-3").counterexample
    for delta in over(
        delta=[Fraction(1, 10), Fraction(2, 5), Fraction(499, 1000), Fraction(1, 2), Fraction(3, 5)]
    ):
        promised = said.P(delta=delta)
        assert promised + delta == 1
        assert case.delta(delta=delta) == (promised + case.chance > 1)  # then the two cannot both be


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="symbolic")
def test_then_a_small_share_of_signs_can_change(claim, over):
    x, s, D, m, n, T = over.symbols("x s D m n T", positive=True)
    case = claim("theorem-3").counterexample
    density = sympy.exp(-(x**2) / (2 * s**2)) / (s * sympy.sqrt(2 * sympy.pi))
    assert sympy.diff(density, x).is_negative  # largest at 0, so P(|N(0, s^2)| <= q s) <= 2 q s density(0)
    share = case.share(O=lambda q: 2 * q * s * density.subs(x, 0), D=D)
    assert sympy.simplify(share - sympy.sqrt(2 / sympy.pi) / D) == 0
    # q is the move over the size at the start, at the least width; the size is that of N(0, variance of B).
    move = case.moved(O=lambda q: q, T=T, n=n, m=m).subs(m, case.width.right(T=T, n=n, D=D))
    start = case.start(m=m).subs(m, case.width.right(T=T, n=n, D=D))
    assert sympy.simplify(move / start - 1 / D) == 0
    assert sympy.simplify(case.start(m=m) ** 2 - case.B(m=m)) == 0


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="exhaustive")
def test_an_output_changes_with_w_no_faster_than_in_the_net_of_width_one(claim, over):
    """Norms grow by ``h <- s h + s``, changes by ``l <- s l + h``; one unit with all weights s attains both."""
    case = claim("theorem-3").counterexample
    for s, length in over(s=[Fraction(3, 2), Fraction(3), Fraction(7, 2)], T=range(1, 9)):
        norm, change = s, Fraction(0)
        for _ in range(length):
            norm, change = s * norm + s, s * change + norm
        assert case.lipschitz(Lambda=s * change, s=s, T=length)
        assert not case.lipschitz(Lambda=s * change + 1, s=s, T=length)
        one_unit = ExactElman([[s]], [[s, s]], [s], [s])
        assert one_unit.derivative((0,) * length, 0, 0) == s * change


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="numeric")
def test_outputs_of_random_nets_change_within_the_factor(claim, over):
    over.sample(12, "nets of width 24 and changes of W, T = 6, all inputs of 6 tokens", seed=3)
    case = claim("theorem-3").counterexample
    tokens = np.array(list(itertools.product((0, 1), repeat=6)), dtype=np.uint8)
    rng = np.random.default_rng(3)
    for _ in range(12):
        net = FloatElman.initialise(24, rng, 1 / 24)
        change = rng.standard_normal(net.W.shape) * rng.choice([0.001, 0.1])
        other = replace(net, W=net.W + change)
        s = max(norms_of(net) + norms_of(other))
        moved = np.abs(other.scores(tokens)[:, -1] - net.scores(tokens)[:, -1]).max()
        assert 0 < moved <= case.lipschitz.right(s=s, T=6) * np.linalg.norm(change)


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="symbolic")
def test_n_steps_change_an_output_by_less_and_less_of_its_size(claim, over):
    m, n, L, t = over.symbols("m n L t", positive=True)
    x = sympy.Symbol("x", real=True)
    case, eta = claim("theorem-3").counterexample, claim("theorem-3").statement.eta(m=m, n=n)
    slope = sympy.diff(sympy.log(1 + sympy.exp(-x)), x)
    assert sympy.limit(slope, x, -sympy.oo) == -1
    assert sympy.simplify(slope + 1 / (1 + sympy.exp(x))) == 0  # between -1 and 0
    normaliser = max(Fraction(k + 1, k) for k in range(1, 30))  # k = T - d: more terms, a smaller factor
    assert sympy.simplify(case.change(m=m, n=n, Lambda=L) - n * eta * normaliser * L * L) == 0
    assert sympy.limit(case.change(m=m, n=n, Lambda=L) / case.deviation(m=m, t=t), m, sympy.oo) == 0
    assert sympy.simplify(case.deviation(m=m, t=t) ** 2 - (t + 1) * case.B(m=m)) == 0  # |h_t|^2 near t + 1


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="numeric")
def test_norms_at_the_start_are_near_their_limits(claim, over):
    width = 768
    over.sample(4, f"nets of width {width}, 4 tokens", seed=5)
    over.error(0.1)
    case = claim("theorem-3").counterexample
    rng = np.random.default_rng(5)
    nets = [FloatElman.initialise(width, rng, float(case.B(m=width))) for _ in range(4)]
    seen = np.mean([norms_of(net) for net in nets], axis=0)
    w, column, m_0, b = (float(norm) for norm in case.norms)
    assert np.allclose(seen, [w, column, column, m_0, b], rtol=0.03)
    tokens = np.array([[0, 1, 1, 0]], dtype=np.uint8)
    squares = np.mean([(net.hidden(tokens) ** 2).sum(axis=-1) for net in nets], axis=0).ravel()
    expected = [width * float(case.deviation(m=width, t=t)) ** 2 for t in range(1, 5)]
    assert np.allclose(squares[-4:], expected, rtol=0.1)


def norms_of(net):
    """Return the spectral norm of W and the lengths of both columns of A, of M_0 and of B."""
    return [
        np.linalg.norm(net.W, 2),
        *np.linalg.norm(net.A, axis=0),
        np.linalg.norm(net.M_0),
        np.linalg.norm(net.B),
    ]


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="exhaustive")
def test_minus_b_turns_right_into_wrong_so_half_of_the_starts_are_wrong_half_the_time(claim, over):
    """A rational net of width 3 on all inputs of length 3: B and -B are equally likely, and one of them errs enough."""
    case = claim("theorem-3").counterexample
    inputs = list(itertools.product((0, 1), repeat=3))
    net = ExactElman(
        [[Fraction(1), Fraction(-1, 2), Fraction(1, 3)]] * 3,
        [[Fraction(1, 2), Fraction(2)], [Fraction(1), Fraction(1, 5)], [Fraction(3), Fraction(1, 7)]],
        [Fraction(1), Fraction(-2), Fraction(1, 2)],
        [Fraction(1), Fraction(2), Fraction(3)],
    )
    mirrored = replace(net, B=[-b for b in net.B])
    outputs = [(net.scores(z)[-1], mirrored.scores(z)[-1]) for z in inputs]
    assert all(a * b < 0 for a, b in outputs)
    worst, chances = [], []
    for labels in over(labels=itertools.product((-1, 1), repeat=len(inputs))):
        wrong = [sum(y * pair[side] < 0 for y, pair in zip(labels, outputs, strict=True)) for side in (0, 1)]
        errors = [Fraction(count, len(inputs)) for count in wrong]
        worst.append(max(errors))
        chances.append(Fraction(sum(error >= case.error for error in errors), 2))
    assert min(worst) == case.error
    assert min(chances) == case.chance


def trained_by_hand(width, variance, steps, seed):
    """Scores before and after algorithm 1 on the parity of four of eight bits, and the labels; outputs 8, 9 and 10."""
    random = np.random.default_rng(seed)
    net = FloatElman.initialise(width, random, variance)
    bits = np.array(list(itertools.product((0, 1), repeat=8)), dtype=np.uint8)
    halves = bits[:, 0] ^ bits[:, 1], bits[:, 2] ^ bits[:, 3]
    labels = 2.0 * np.stack([*halves, halves[0] ^ halves[1]], axis=1) - 1
    tokens = np.column_stack([bits, *halves])
    before = net.scores(tokens)[:, -3:]
    for _ in range(steps):
        row = random.integers(256)
        sgd_step(net, tokens[[row]], labels[[row]], (steps * width**2) ** -0.5)
    return before, net.scores(tokens)[:, -3:], labels


@refutes("theorem-2/frozen", "remark-4-polynomial", "theorem-3", evidence="numeric")
def test_signs_freeze_as_the_net_gets_wider(claim, over):
    case = claim("theorem-3").counterexample
    over.data("parity of 4 of 8 bits, 48 steps of algorithm 1, seed 0, all 256 inputs")
    printed = {m: run_sgd(m, float(case.B(m=m)), 48, 0) for m in over(m=(64, 256, 512))}
    starts = [run.initial_size / float(case.start(m=m)) for m, run in printed.items()]
    assert (
        1 < min(starts) <= max(starts) < 10
    )  # the size at the start, up to the norm of the state and the draw
    moves = [run.largest_move / float(case.start(m=m)) for m, run in printed.items()]
    assert moves == sorted(moves, reverse=True)
    assert moves[-1] < moves[0] / 10
    assert printed[512].flipped < 0.03
    assert abs(printed[512].error_after - printed[512].error_before) < 0.03
    mended = run_sgd(512, 1.0, 48, 0)
    assert mended.flipped > 0.1
    assert mended.error_after < mended.error_before - 0.05
    for run, case_by_hand in ((printed[64], (64, 1 / 64, 48, 0)), (run_sgd(16, 1.0, 9, 1), (16, 1.0, 9, 1))):
        before, after, labels = trained_by_hand(*case_by_hand)
        moved = np.abs(before - after).max()
        assert (run.initial_size, run.largest_move) == pytest.approx((np.median(np.abs(before)), moved))
        assert run.flipped == np.mean(before * after < 0)
        assert (run.error_before, run.error_after) == (
            np.mean(before * labels < 0),
            np.mean(after * labels < 0),
        )


@corrects("theorem-3", "eq-23", evidence="certificate")
def test_with_standard_normal_b_lemma_4_gives_the_corrected_bound(claim, over):
    over.every(*VARIABLES)
    said, of_23 = claim("theorem-3").correction, claim("eq-23").correction
    radius = inside(said.R.right)
    assert said.R(R=18, T=3, phi=4)
    assert same(radius, inside(claim("remark-c-same-complexity").counterexample.R.right))  # lemmas 6 and 7
    for name, question in standard_normal_questions(claim).items():
        assert LEMMA_4_STEPS[name].asks(*question)
        assert LEMMA_4_STEPS[name].certified()
    bound = inside(claim("eq-24").statement.bound, R=f"({radius})")
    assert same(inside(said.bound), bound)
    assert same(inside(of_23.bound), bound)
    assert same_conditions([condition(said.width, K="1")], [condition(claim("lemma-4").reading.width, K="1")])
    needed = condition(claim("lemma-4").reading.R).removeprefix("R >= ")
    for phi in (said.phi, of_23.phi):
        assert THEOREM_2_STEPS["radius"].asks(needed, radius, [condition(phi)])
    assert THEOREM_2_STEPS["radius"].certified()
    for delta in over(delta=[Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)]):
        assert 0 < said.P(delta=delta) < 1
        assert said.P(delta=delta) + delta == 1


@corrects("theorem-3", evidence="certificate")
def test_the_final_width_of_the_chain_is_enough_and_no_more_than_the_corrected_one(claim, over):
    """With R of lemmas 6 and 7 and samples for the end of the chain; at the least phi its power of T is needed."""
    over.every(*VARIABLES)
    said = claim("theorem-3").correction
    widths = condition(said.width, K="1", R=f"({inside(said.R.right)})").removeprefix("m >= ")
    assert certified(widths, "m", FINAL)
    first = inside(Formula(ast.unparse(said.width.tree.comparators[0].right.args[0])))
    at_least_phi = f"({inside(said.R.right, phi=f'({said.phi.right.text})')})"
    assert same(WIDTH.removeprefix("m >= "), first.replace("R", at_least_phi))
    assert same_conditions([COMPLEXITY], [condition(said.phi)])


@supports("remark-c-footnote-9", evidence="certificate")
def test_the_stated_rate_is_the_weaker_one(claim, over):
    over.every("n")
    said, read = claim("remark-c-footnote-9").statement, claim("remark-c-footnote-9").reading
    linear, stated = inside(read.linear), inside(said.stated)
    assert certified(linear, stated)
    assert not certified(stated, linear)


@supports("remark-c-first-argument", evidence="numeric")
def test_the_start_is_drawn_as_algorithm_1_draws_it(claim, over):
    """The kernel (69) and the complexities of lemma 6 are functions of these weights and of the inputs alone."""
    said, width = claim("remark-c-first-argument").statement, 512
    over.data(f"width {width}, seed 3, sample variances within 15 %")
    variance = printed_start(width).output
    net = FloatElman.initialise(width, 3, variance)
    for weights, stated in ((net.W, said.W), (net.A, said.W), (net.M_0, said.W), (net.B, said.B)):
        assert abs(np.var(weights) / float(stated(m=width)) - 1) < 0.15
    assert said.B(m=width) == claim("theorem-3").counterexample.B(m=width) == variance


@refutes("remark-c-theorem-2-for-algorithm-2", evidence="exhaustive")
def test_without_rounding_algorithm_2_is_algorithm_1(claim, over):
    """Whose update is the only one left then; test_theorem_2 has the counterexamples to theorem 2."""
    rule = claim("algorithm-2").statement
    for sigma in over(sigma=[claim("remark-c-theorem-2-for-algorithm-2").counterexample.sigma]):
        assert rule.exact(sigma=sigma)
        ball = {"norm_max": abs, "gradloss": lambda *_: 5, "W": lambda _: 0, "i": 1, "sigma": sigma}
        assert [G for G in range(10) if rule.ball(G=lambda _, G=G: G, **ball)] == [5]


@corrects("remark-c-theorem-2-for-algorithm-2", evidence="certificate")
def test_rounded_gradients_need_what_theorem_2_as_corrected_needs(claim, over):
    """The steps of lemma 4 have the rounding error m sigma in them."""
    over.every(*VARIABLES)
    said, corrected = claim("remark-c-theorem-2-for-algorithm-2").correction, claim("theorem-2").correction
    assert inside(said.precision) == inside(claim("lemma-4").statement.sigma)
    for name, question in standard_normal_questions(claim).items():
        assert LEMMA_4_STEPS[name].asks(*question)
        assert LEMMA_4_STEPS[name].certified()
    final = [
        condition(said.samples).replace(" / epsilon ** 2", "*E**2"),
        condition(said.width),
        condition(said.phi),
    ]
    assert same_conditions(final, FINAL)
    assert same_conditions([condition(said.width)], [condition(corrected.width)])
    for step in THEOREM_2_STEPS.values():
        assert step.certified()


@refutes("remark-c-theorem-2-follows", evidence="certificate")
def test_the_printed_number_of_samples_loses_a_factor_t(claim, over):
    over.every(*VARIABLES)
    said, case = (
        claim("remark-c-theorem-2-follows").statement,
        claim("remark-c-theorem-2-follows").counterexample,
    )
    sum_of_locations = f"T*({inside(claim('eq-23').statement.bound)})"
    region = [condition(said.n, ">"), COMPLEXITY]
    assert PRINTED_STEPS["as-printed"].asks(sum_of_locations, "1/E", region)
    assert PRINTED_STEPS["as-printed"].broken()
    lost = f"({inside(case.lost, epsilon='1/E')})*E"  # over epsilon
    assert breaks_by(lost, sum_of_locations, "1/E", region, case.ray)


@refutes("remark-c-theorem-2-follows", evidence="exhaustive")
def test_a_chain_of_xors_with_disjoint_errors_attains_the_factor(claim, over):
    """All inputs of 8 bits; a label is the one before it XOR bit t - d + 1; errors where the first bits spell t - d."""
    case = claim("remark-c-theorem-2-follows").counterexample
    for d, length in over(d=[case.d], T=[case.T]):
        inputs = list(itertools.product((0, 1), repeat=d))
        spelt = {x: int("".join(map(str, x[:4])), 2) for x in inputs}
        wrong, spoilt = dict.fromkeys(range(d, length + 1), 0), 0
        for x in inputs:
            label, own = x[0], x[0]
            for t in wrong:
                bit, slip = x[t - d + 1], spelt[x] == t - d
                label, told, own = label ^ bit, label ^ bit ^ slip, own ^ bit ^ slip
                wrong[t] += told != label  # it read the true label before
            spoilt += own != label
        shares = [Fraction(count, len(inputs)) for count in wrong.values()]
        assert (length, d) == (12, 8)  # the sizes of this example
        assert shares == [case.share] * (length - d + 1)
        average = sum(shares) / (length - d)  # as (23) has it
        assert average == case.epsilon
        assert Fraction(spoilt, len(inputs)) == case.end == case.times(T=length, d=d) * average


@corrects("remark-c-theorem-2-follows", evidence="certificate")
def test_t_squared_times_as_many_samples_are_enough(claim, over):
    over.every(*VARIABLES)
    said = claim("remark-c-theorem-2-follows").correction
    sum_of_locations = f"T*({inside(claim('eq-23').statement.bound)})"
    assert PRINTED_STEPS["with-the-factor"].asks(sum_of_locations, "1/E", [condition(said.n)])
    assert PRINTED_STEPS["with-the-factor"].certified()


@refutes("remark-c-same-complexity", evidence="certificate")
def test_lemmas_6_and_7_give_t4_phi_and_for_parity_too_small_a_radius(claim, over):
    over.every("T", "phi")
    said, case = claim("remark-c-same-complexity").statement, claim("remark-c-same-complexity").counterexample
    radius = inside(case.R.right)
    square, phi = inside(said.R2.left, R=f"({radius})"), inside(said.R2.right)
    assert said.R2(R=3, Otilde=lambda x: x, phi=9)
    assert case.R(R=8, Otilde=lambda x: x, phi=4, d=2, T=2, sqrt=lambda x: x)
    assert PRINTED_STEPS["phi-of-lemmas"].asks(square, phi, [COMPLEXITY])
    assert PRINTED_STEPS["phi-of-lemmas"].broken()
    assert breaks_by(inside(case.factor), square, phi, [COMPLEXITY], case.ray)
    fixed, needed = condition(case.phi, "=="), condition(case.premise).removeprefix("R >= ")
    assert condition(case.premise) == condition(claim("lemma-4").statement.premise)
    assert PRINTED_STEPS["premise-16"].asks(needed, radius, [fixed])
    assert PRINTED_STEPS["premise-16"].broken()
    assert breaks_by(inside(case.short), needed, radius, [fixed], case.along)
    larger, enlarged = condition(case.larger, "==").removeprefix("R == "), inside(case.enlarged)
    assert same(larger, needed)  # the premise is met, and just
    assert same(enlarged, f"({larger})**2")
    assert breaks_by(inside(case.excess), enlarged, inside(said.R2.right), [fixed], case.along)
    small = condition(case.small, "==").removeprefix("R == ")
    assert same(inside(case.R.right, phi=f"({fixed.removeprefix('phi == ')})"), small)
    two_inputs, degree_two = 2, 2
    assert same(fixed.removeprefix("phi == "), f"T**{BASE_EXPONENT + 3 * two_inputs + degree_two}")


@corrects("remark-c-same-complexity", evidence="certificate")
def test_t4_phi_is_what_follows(claim, over):
    over.every(*VARIABLES, "a", "N", "deg")
    said = claim("remark-c-same-complexity").correction
    radius = inside(claim("remark-c-same-complexity").counterexample.R.right)
    assert said.R2(R=3, Otilde=lambda x: x, phi=Fraction(9, 16), T=2)
    assert same(inside(said.R2.left, R=f"({radius})"), inside(said.R2.right))
    premise = condition(said.premise)
    assert premise == condition(claim("lemma-4").reading.R)
    assert THEOREM_2_STEPS["radius"].asks(premise.removeprefix("R >= "), radius, [condition(said.phi)])
    assert THEOREM_2_STEPS["radius"].certified()
    for least_phi in (condition(said.phi).removeprefix("phi >= "), inside(said.least)):
        of_10 = f"T**({BASE_EXPONENT} + 3*N + deg)*C**(2*N)*a**2"  # deg**(3*N) is at least 1 as well
        assert certified(least_phi, of_10, (), [condition(said.N), condition(said.deg)])
    phi, smallest = claim("eq-10").statement.phi, {"N": 1, "D": 1, "C": 1, "a": 1}
    T, N, deg, C, a = over.symbols("T N deg C a", positive=True)
    assert sympy.simplify(phi(T=T, **smallest) - said.least(T=T)) == 0  # no larger power of T is
    assert sympy.simplify(
        phi(T=T, N=N, D=deg, C=C, a=a) / (T ** (16 + 3 * N + deg) * C ** (2 * N) * a**2)
    ) == deg ** (3 * N)
    assert phi(T=2, **{**smallest, "D": 0}) == 0  # at degree zero (10) vanishes
    for number in over(deg=[0, 1]):
        assert said.deg(deg=number) == (phi(T=2, **{**smallest, "D": number}) > 0)
    assert [number for number in range(3) if said.N(N=number)] == [1, 2]
    assert THEOREM_2_STEPS["end-to-end"].certified()


@follows("remark-c-same-complexity", evidence="certificate")
def test_the_number_of_samples_as_a_power_of_t(claim, over):
    over.every("T", "N", "deg", "a", "L", "E")
    said, of_10 = claim("remark-c-same-complexity").consequence, claim("eq-10").statement.phi
    T, N, deg, C, a = over.symbols("T N deg C a", positive=True)
    step = PRINTED_STEPS["samples-polynomial"]
    assert step.asks(inside(said.n, phi=f"(T**({BASE_EXPONENT} + 3*N + deg)*a**2)"), step.right)
    assert step.certified()
    assert same(inside(said.n), THEOREM_2_STEPS["end-to-end"].given[0].removeprefix("n >= "))
    phi, sizes = of_10(T=T, N=N, D=deg, C=C, a=a), {"T": T, "N": N, "deg": deg, "C": C, "a": a}
    samples = {
        "d": 0,
        "log": lambda x: -sympy.log(1 / x),
        "delta": 1,
        "epsilon": 1,
        "Otilde": lambda x: x,
    }  # L = 0
    assert sympy.simplify(said.n(phi=phi, T=T, **samples) - said.power(**sizes)) == 0
    assert sympy.simplify(phi**2 - said.printed(**sizes)) == 0
    assert said.rest(delta=sympy.exp(-7), epsilon=sympy.Rational(1, 5)) == (7 * 5) ** 2  # L^2 E^2
    for small in (sympy.Rational(1, 2), 1, 9):  # at T = 1 and L = 1, with the constant four
        value = said.n(phi=small, T=1, d=0, log=lambda _: 1, delta=1, epsilon=1, Otilde=lambda x: x)
        assert bool(said.large(phi=small)) == bool(value <= 4 * small**2)
    for delta in (sympy.Rational(1, 3), sympy.exp(-1), sympy.Rational(1, 2), 1):  # the rest is at least one
        assert bool(said.tail(delta=delta)) == bool(said.rest(delta=delta, epsilon=1) >= 1)
