"""Lemma 1 and its proof: eq 5, 11, 12, and the factor in front."""

from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest

from theory.composition import InputDistribution, composition, disjoint_errors
from theory.composition.first_error import (
    discharge,
    expectation_is_monotone,
    first_errors_agree,
    same_path_until_the_first_error,
    union_bound,
)
from theory.composition.predictor_trees import census
from theory.ledger import corrects, other_reading, refutes, supports
from theory.nets import ExactElman
from theory.tasks import BitSubsetParity, free_running, teacher_forced_predictions

ALL_LABELS = list(product((-1, 1), repeat=2))


@supports("eq-5", "lemma-1", evidence="symbolic")
def test_a_wrong_answer_needs_a_teacher_forced_error_whatever_the_predictor_and_the_time():
    pointwise = discharge(same_path_until_the_first_error())
    assert pointwise.discharged == ("base", "step", "conclusion")
    assert discharge(union_bound()).discharged == ("base", "step")
    assert discharge(expectation_is_monotone()).discharged == ("base", "step")


@supports("remark-a-same-tokens", evidence="symbolic")
def test_without_teacher_forced_errors_both_runs_read_the_same_tokens():
    # the first error, if any, comes at the same step of both runs: none in one means none in the other
    assert discharge(first_errors_agree()).discharged == ("base", "step")


@pytest.mark.parametrize("locations", [1, 2, 3, 4])
@supports(
    "eq-5",
    "lemma-1",
    evidence="exhaustive",
    scope="all 2^(2^L - 1) predictors and all 2^L labels, L = T-d+1 <= 4",
)
def test_no_predictor_at_all_violates_it(locations):
    counted = census(locations)
    assert counted.cases == 2 ** (2**locations - 1) * 2**locations
    assert counted.violations == 0
    assert counted.equalities > 0
    # every location wrong under teacher forcing, and yet the final answer right: the bound can be L too large
    assert counted.largest_excess == (locations if locations > 1 else 0)


@pytest.mark.parametrize("zero_token", [0, 1])
@pytest.mark.parametrize("zero_loss", ["as-decoded", "error"])
@supports(
    "eq-5", "lemma-1", evidence="exhaustive", scope="all 3^(2^L - 1) predictors with scores -1, 0, 1, L <= 3"
)
def test_scores_of_zero_do_no_harm_if_judged_as_decoded_or_as_errors(zero_loss, zero_token):
    for locations in (1, 2, 3):
        counted = census(locations, zero_scores=True, zero_loss=zero_loss, zero_token=zero_token)
        assert counted.violations == 0


@pytest.mark.parametrize("zero_token", [0, 1])
@other_reading(
    "eq-5",
    "lemma-1",
    evidence="exhaustive",
    scope="all 2187 predictors with scores -1, 0, 1, L = 3, all labels",
)
def test_counting_only_negative_margins_as_errors_breaks_it(zero_token):
    counted = census(3, zero_scores=True, zero_loss="no-error", zero_token=zero_token)
    assert counted.violations > 0


# One unit: the state is 0 after the first token, so f_1 = 0 for both inputs.
TIE = ExactElman(W=((-1,),), A=((0, 1),), B=(-1,), M_0=(1,))


@other_reading("eq-5", "lemma-1", evidence="certificate")
def test_a_real_net_that_breaks_it_if_a_zero_score_is_no_error():
    labels = (-1, 1)
    for x in ((0,), (1,)):
        forced = TIE.teacher_forced(x, labels)
        assert [y * f < 0 for y, f in zip(labels, forced, strict=True)] == [False, False]
        assert labels[-1] * TIE.free_running(x, 2, zero=1)[-1] < 0


@other_reading(
    "eq-5",
    "lemma-1",
    evidence="exhaustive",
    scope="the 3^5 nets of width 1 with weights -1, 0, 1, d = 1, T = 2",
)
def test_nets_of_width_one_under_the_three_conventions_for_zero():
    violations = {"no-error": 0, "error": 0, "as-decoded": 0}
    for w, a0, a1, b, m0 in product((-1, 0, 1), repeat=5):
        net = ExactElman(((w,),), ((a0, a1),), (b,), (m0,))
        for labels, x in product(ALL_LABELS, ((0,), (1,))):
            forced, free = net.teacher_forced(x, labels), net.free_running(x, 2, zero=1)[-1]
            for convention in violations:
                counts = [_wrong(y, f, convention) for y, f in zip(labels, forced, strict=True)]
                violations[convention] += _wrong(labels[-1], free, convention) > sum(counts)
    assert violations["error"] == violations["as-decoded"] == 0
    assert violations["no-error"] > 0


def _wrong(label, score, convention):
    if convention == "as-decoded":
        return (1 if score >= 0 else -1) != label
    return label * score <= 0 if convention == "error" else label * score < 0


SCORE_FED_BACK = ExactElman(W=((2, 0), (-2, -1)), A=((-2, 1), (1, -1)), B=(-2, 1), M_0=(2, -1))


@other_reading("eq-5", "lemma-1", evidence="certificate")
def test_feeding_back_the_score_itself_breaks_it():
    # lemma 1 types z_t := f_{t-1}, a real number; e_z can then only mean (1 - z, z)
    labels = (-1, -1)
    for x in ((0,), (1,)):
        assert all(y * f > 0 for y, f in zip(labels, SCORE_FED_BACK.teacher_forced(x, labels), strict=True))
        assert labels[-1] * SCORE_FED_BACK.free_running(x, 2, feedback="score")[-1] < 0
        # by eq 15 the same net is right
        assert labels[-1] * SCORE_FED_BACK.free_running(x, 2)[-1] > 0


@other_reading(
    "eq-5",
    "lemma-1",
    evidence="exhaustive",
    scope="the 3^5 nets of width 1 with weights -1, 0, 1, d = 1, T = 2",
)
def test_sign_of_zero_equal_to_zero_gives_a_token_that_is_no_token():
    # eq 15 with sign(0) = 0 feeds back 1/2; extended linearly it breaks lemma 1 even if a zero score is no error
    broken = 0
    for w, a0, a1, b, m0 in product((-1, 0, 1), repeat=5):
        net = ExactElman(((w,),), ((a0, a1),), (b,), (m0,))
        for labels, x in product(ALL_LABELS, ((0,), (1,))):
            no_error = all(y * f >= 0 for y, f in zip(labels, net.teacher_forced(x, labels), strict=True))
            broken += no_error and labels[-1] * net.free_running(x, 2, zero=Fraction(1, 2))[-1] < 0
    assert broken > 0


SUPERVISED = [4, 8, 16]


@cache
def disjoint(d):
    task = BitSubsetParity(d, tuple(range(1, d, 2)))
    return task, composition(task, InputDistribution.uniform(d), disjoint_errors(task))


@pytest.mark.parametrize("d", SUPERVISED)
@corrects(
    "remark-4-error-factor",
    evidence="exhaustive",
    scope="d = 4, 8, 16, all 2^d inputs; the construction serves every d",
)
def test_running_free_multiplies_the_error_of_a_location_by_t_minus_d_plus_1(d):
    task, measured = disjoint(d)
    per_location = Fraction(1, 2**d)
    assert measured.teacher_forced_errors == (per_location,) * (task.sequence_length - d + 1)
    assert measured.free_running_error == (task.sequence_length - d + 1) * per_location
    assert measured.factor == task.sequence_length - d + 1


@pytest.mark.parametrize("d", [32, 64, 128])
@corrects(
    "remark-4-error-factor",
    evidence="exhaustive",
    scope="d = 32, 64, 128: the inputs on which the predictor errs",
)
def test_every_input_with_an_error_ends_wrong_in_the_large_trees_too(d):
    task = BitSubsetParity(d, tuple(range(0, d, 2)))
    predictor = disjoint_errors(task)
    x = predictor.chosen.reshape(-1, d)
    labels = task.labels(x)
    assert (teacher_forced_predictions(task, x, predictor) != labels).tolist() == np.eye(
        len(x), dtype=bool
    ).tolist()
    assert (free_running(task, x, predictor)[:, -1] != labels[:, -1]).all()


@corrects("remark-4-error-factor", evidence="symbolic")
def test_no_predictor_exceeds_the_factor_t_minus_d_plus_1():
    import sympy

    # the sum of eq 5 is (number of locations) x (their mean), and the locations run from d to T
    big_t, d, p = sympy.symbols("T d p", positive=True)
    t = sympy.Symbol("t")
    assert sympy.simplify(sympy.summation(p, (t, d, big_t)) - (big_t - d + 1) * p) == 0
    assert discharge(same_path_until_the_first_error()).discharged == ("base", "step", "conclusion")


@pytest.mark.parametrize("d", SUPERVISED)
@refutes("remark-4-error-factor", evidence="exhaustive", scope="d = 4, 8, 16, all 2^d inputs")
def test_the_factor_t_minus_d_is_exceeded(d):
    task, measured = disjoint(d)
    # at d = 4 the printed factor is 0, and would make the error vanish
    assert measured.free_running_error > (task.sequence_length - d) * max(measured.teacher_forced_errors) >= 0


# y_1 = y_2 = 2x - 1; wrong at step 1 for one input, at step 2 for the other
ATTAINED = ExactElman(
    W=((-2, 2, 1), (-1, 1, 2), (0, 1, -2)), A=((-1, 0), (2, -2), (-1, 2)), B=(2, -1, -2), M_0=(2, 2, -1)
)


@refutes("remark-4-error-factor", evidence="certificate")
def test_a_recurrent_net_exceeds_it_too():
    wrong, free_wrong = [], []
    for x in (0, 1):
        label = 2 * x - 1
        wrong.append([label * f < 0 for f in ATTAINED.teacher_forced((x,), (label, label))])
        free_wrong.append(label * ATTAINED.free_running((x,), 2)[-1] < 0)
        assert 0 not in ATTAINED.teacher_forced((x,), (label, label)) + ATTAINED.free_running((x,), 2)
    # T - d = 1, x uniform: error 1/2 at either location, error 1 running free
    per_location = [Fraction(sum(column), 2) for column in zip(*wrong, strict=True)]
    assert per_location == [Fraction(1, 2)] * 2
    assert Fraction(sum(free_wrong), 2) > 1 * max(per_location)


@other_reading("remark-4-error-factor", evidence="exhaustive", scope="d = 8, 16, all 2^d inputs")
def test_measured_by_the_normaliser_of_eq_4_the_factor_is_t_minus_d():
    for d in (8, 16):
        task, measured = disjoint(d)
        normalised = measured.teacher_forced_sum / (task.sequence_length - d)
        assert measured.free_running_error == (task.sequence_length - d) * normalised


@other_reading("remark-4-error-factor", evidence="exhaustive", scope="d = 8, all 2^8 inputs")
def test_against_the_teacher_forced_error_of_the_answer_alone_there_is_no_factor():
    task = BitSubsetParity(8, (0, 2, 4, 6))
    first = task.gates[0]

    def wrong_at_the_first_step(tokens):
        step = tokens.shape[1] - task.d
        return task.gates[step].evaluate(tokens) ^ np.uint8(task.gates[step] == first)

    measured = composition(task, InputDistribution.uniform(8), wrong_at_the_first_step)
    assert measured.teacher_forced_errors[-1] == 0
    assert measured.free_running_error == 1


@supports(
    "eq-11",
    evidence="exhaustive",
    scope="all tables of 4 predictions, all labels, all weights 0 ... 2 of 4 inputs",
)
def test_the_probability_of_a_wrong_label_is_the_expected_zero_one_loss():
    for weights in product(range(3), repeat=4):
        if not any(weights):
            continue
        x = InputDistribution(InputDistribution.uniform(2).inputs, np.array(weights))
        for wrong in product((False, True), repeat=4):
            expected_loss = sum(
                Fraction(w, sum(weights)) * int(e) for w, e in zip(weights, wrong, strict=True)
            )
            assert x.probability(np.array(wrong)) == expected_loss


@other_reading("eq-11", "eq-12", evidence="certificate")
def test_the_score_itself_never_equals_the_label():
    # f of eq 2 is real: SCORE_FED_BACK is right at every location, and f differs from y at every location
    for x in ((0,), (1,)):
        for score in SCORE_FED_BACK.teacher_forced(x, (-1, -1)):
            assert score != -1
            assert score < 0


@supports("eq-12", evidence="symbolic")
def test_the_union_bound():
    assert discharge(union_bound()).discharged == ("base", "step")
    assert discharge(expectation_is_monotone()).discharged == ("base", "step")


@supports(
    "eq-12", evidence="exhaustive", scope="all sets of errors at L <= 3 locations and 2 inputs, uniform"
)
def test_the_union_bound_is_an_equality_exactly_where_no_input_meets_two_errors():
    for locations in (1, 2, 3):
        for pattern in product((0, 1), repeat=2 * locations):
            wrong = np.array(pattern).reshape(2, locations)
            union, total = wrong.any(axis=1).sum(), wrong.sum()
            assert union <= total
            assert (union == total) == (wrong.sum(axis=1) <= 1).all()


@supports("remark-4-lemma-1-suffices", evidence="symbolic")
def test_no_teacher_forced_error_means_no_error_at_all():
    # eq 5 with a right side of 0, and a right side that tends to 0 takes the left side with it
    assert discharge(same_path_until_the_first_error()).discharged == ("base", "step", "conclusion")
    assert discharge(expectation_is_monotone()).discharged == ("base", "step")
