"""Lemma 1 and its proof: eq 5, 11, 12, and the factor in front."""

from fractions import Fraction
from functools import cache
from itertools import product

import numpy as np
import pytest
import sympy
import z3
import z3.z3util

from theory.composition import InputDistribution, composition, disjoint_errors
from theory.composition.first_error import (
    Obligation,
    discharge,
    expectation_is_monotone,
    first_errors_agree,
    same_path_until_the_first_error,
    union_bound,
)
from theory.composition.predictor_trees import census
from theory.errors import InputError, ProofError
from theory.ledger import corrects, follows, other_reading, refutes, supports
from theory.nets import ExactElman
from theory.tasks import BitSubsetParity, free_running, teacher_forced_predictions

ALL_LABELS = list(product((-1, 1), repeat=2))
SMALL = (-1, 0, 1)


class Labels(dict):
    """y_d ... y_T by location; the name y alone means the answer y_T."""

    def one(self, y):
        return self[max(self)] if y is self else y


def proved_with_every_premise(obligations):
    """Discharge them; no premise is idle, so none contradicts the others."""
    proof = discharge(obligations)
    for obligation, needed in zip(obligations, proof.needed, strict=True):
        assert needed == tuple(range(len(obligation.premises)))
    assert all(model.startswith("[") and "=" in model for model in proof.models)
    return proof.discharged


@supports("eq-5", "lemma-1", evidence="symbolic")
def test_a_wrong_answer_needs_a_teacher_forced_error_whatever_the_predictor_and_the_time(over):
    over.every("alphabet", "predictor", "labels", "weights", "t")
    pointwise = proved_with_every_premise(same_path_until_the_first_error())
    assert pointwise == ("base", "step", "conclusion")
    assert proved_with_every_premise(union_bound()) == ("base", "step")
    assert proved_with_every_premise(expectation_is_monotone()) == ("base", "step")


@supports("remark-a-same-tokens", evidence="symbolic")
def test_without_teacher_forced_errors_both_runs_read_the_same_tokens(over):
    # the first error, if any, comes at the same step of both runs: none in one means none in the other
    over.every("alphabet", "predictor", "labels", "t")
    assert proved_with_every_premise(first_errors_agree()) == ("base", "step")


def scores_of_all_predictors(labels):
    """Scores +-1 from the true tokens and from the predictor's own, of every predictor along one input.

    A predictor is a binary tree: node k has the children 2k + 1 (token 0) and 2k + 2 (token 1).
    """
    trees = np.array(list(product((-1, 1), repeat=2 ** len(labels) - 1)), dtype=np.int8)
    rows, true, own = np.arange(len(trees)), 0, np.zeros(len(trees), dtype=int)
    forced, free = [], []
    for label in labels:
        forced.append(trees[:, true])
        free.append(trees[rows, own])
        true = 2 * true + 1 + (label > 0)
        own = 2 * own + 1 + (free[-1] > 0)
    return forced, free


@supports("eq-5", "lemma-1", evidence="exhaustive")
def test_no_predictor_at_all_violates_it(claim, over):
    """All 2^(2^L - 1) predictors along one input and all 2^L labels; L = T - d + 1 locations, here d = 3."""
    d = 3
    for locations in over(locations=(1, 2, 3, 4)):
        equalities, excess = 0, 0
        for signs in product((-1, 1), repeat=locations):
            y = Labels(enumerate(signs, start=d))
            forced, free = scores_of_all_predictors(signs)
            scores = {"train": forced, "test": free}
            meaning = {
                "E": lambda loss: loss,
                "l": lambda label, score, y=y: (y.one(label) * score < 0).astype(int),
                "f": lambda t, z, scores=scores: scores[z][t - d],
                "y": y, "d": d, "T": d + locations - 1, "z_test": "test", "z_train": "train",
            }  # fmt: skip
            bound = claim("eq-5").statement.bound
            assert bound(**meaning).all()
            losses = {t: (y[t] * forced[t - d] < 0).astype(int) for t in y}
            answer = (signs[-1] * free[-1] < 0).astype(int)
            assert claim("lemma-1").statement.bound(L_free=answer, L=losses, d=d, T=d + locations - 1).all()
            equalities += (bound.left(**meaning) == bound.right(**meaning)).sum()
            excess = max(excess, (bound.right(**meaning) - bound.left(**meaning)).max())
        counted = census(locations)
        assert counted.cases == 2 ** (2**locations - 1) * 2**locations
        assert (counted.violations, counted.equalities, counted.largest_excess) == (0, equalities, excess)
        assert equalities > 0


@follows("lemma-1", evidence="exhaustive")
def test_every_location_can_be_wrong_and_the_answer_right(claim, over):
    said = claim("lemma-1").consequence
    for locations in over(locations=(1, 2, 3, 4)):
        excess = census(locations).largest_excess
        assert (excess == said.terms(T=locations, d=1)) == said.longer(T=locations, d=1)
        assert excess == 0 or locations > 1  # at T = d both sides are the error of the answer


@supports("eq-5/tokens", evidence="exhaustive")
def test_the_tokens_behind_the_input_are_labels_and_predictions(claim, over):
    """The parity trees of d = 8 and 16 bits; a predictor that is wrong on a third of the prefixes."""
    said = claim("eq-5").reading
    for d in over(d=(8, 16)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        x = InputDistribution.uniform(8).inputs[:, [k % 8 for k in range(d)]]
        read = {}

        def scores(tokens, task=task, read=read):
            read[tokens.shape[1]] = tokens.copy()
            wrong = tokens.sum(axis=1) % 3 == 0
            bit = task.gates[tokens.shape[1] - task.d].evaluate(tokens) ^ wrong.astype(np.uint8)
            return 5 * (2 * bit.astype(int) - 1)  # a score, whose sign counts

        free_running(task, x, lambda tokens, scores=scores: (scores(tokens) > 0).astype(np.uint8))
        big_t, own = task.sequence_length, read[task.sequence_length]
        f = {t: scores(own[:, :t]) for t in range(d, big_t + 1)}
        y = {t: 2 * column.astype(int) - 1 for t, column in enumerate(task.labels(x).T, start=d)}
        z_train = dict(enumerate(task.teacher_forced(x).T, start=1))
        z_test = dict(enumerate(own.T, start=1))
        behind = [t for t in range(1, big_t + 1) if said.behind(t=t, d=d)]
        assert behind == [t + 1 for t in y if t + 1 <= big_t]
        for t in behind:
            assert said.train(z_train=z_train, y=y, t=t).all()
            assert said.test(z_test=z_test, sign=np.sign, f=lambda s, _, f=f: f[s], t=t).all()
        assert (z_train[big_t] != z_test[big_t]).any()


@pytest.mark.parametrize("zero_token", [0, 1])
@pytest.mark.parametrize("zero_loss", ["as-decoded", "error"])
@supports("eq-5/zero-scores", "lemma-1", evidence="exhaustive")
def test_scores_of_zero_do_no_harm_if_judged_as_decoded_or_as_errors(zero_loss, zero_token, over):
    """All 3^(2^L - 1) predictors with scores -1, 0, 1 and all labels."""
    for locations in over(locations=(1, 2, 3)):
        counted = census(locations, zero_scores=True, zero_loss=zero_loss, zero_token=zero_token)
        assert counted.violations == 0


@pytest.mark.parametrize("zero_token", [0, 1])
@other_reading("eq-5/zero-scores", "lemma-1", evidence="exhaustive")
def test_counting_only_negative_margins_as_errors_breaks_it(zero_token, over):
    """All 2187 predictors with scores -1, 0, 1 at three locations, all labels."""
    assert list(over(zero_token=[zero_token])) == [zero_token]
    counted = census(3, zero_scores=True, zero_loss="no-error", zero_token=zero_token)
    assert counted.violations > 0


# One unit: the state is 0 after the first token, so f_1 = 0 for both inputs.
TIE = ExactElman(W=((-1,),), A=((0, 1),), B=(-1,), M_0=(1,))


@other_reading("lemma-1", evidence="certificate")
@follows("eq-5/ties", evidence="certificate")
def test_a_real_net_that_breaks_it_if_a_zero_score_is_no_error(claim):
    said = claim("eq-5").consequence
    assert (((said.w,),), (said.a,), (said.b,), (said.start,)) == (TIE.W, TIE.A, TIE.B, TIE.M_0)
    labels = (-1, 1)
    assert said.y == labels
    assert len(labels) == said.length - said.bit + 1
    for x in product((0, 1), repeat=said.bit):
        forced = TIE.teacher_forced(x, labels)
        tokens = [*x, *(int(y > 0) for y in labels)]  # a third score reads both labels as tokens
        assert TIE.teacher_forced(x, [*labels, 1]) == TIE.scores(tokens)[-3:]
        assert [y * f < 0 for y, f in zip(labels, forced, strict=True)] == [False, False]
        assert len(forced) == len(TIE.free_running(x, said.length)) == len(labels)
        assert TIE.free_running(x, said.length) == TIE.free_running(x, said.length, zero=1)
        wrong = [labels[-1] * TIE.free_running(x, said.length, zero=token)[-1] < 0 for token in (0, 1)]
        assert wrong == [token == said.token for token in (0, 1)]


@other_reading("eq-5/zero-scores", "lemma-1", evidence="exhaustive")
def test_nets_of_width_one_under_the_three_conventions_for_zero(over):
    """The nets of width 1 with these weights, d = 1, T = 2."""
    violations = {"no-error": 0, "error": 0, "as-decoded": 0}
    for w, a0, a1, b, m0 in over(w=SMALL, a0=SMALL, a1=SMALL, b=SMALL, m0=SMALL):
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


@other_reading("lemma-1", evidence="certificate")
@follows("eq-5/scores-fed-back", evidence="certificate")
def test_feeding_back_the_score_itself_breaks_it(claim):
    # lemma 1 types z_t := f_{t-1}, a real number; e_z can then only mean (1 - z, z)
    said, net = claim("eq-5").consequence, SCORE_FED_BACK
    assert (said.W, said.A, said.B, said.M_0) == (net.W, net.A, net.B, net.M_0)
    labels = (-1, -1)
    assert said.labels == labels
    assert len(labels) == said.T - said.d + 1
    for x in product((0, 1), repeat=said.d):
        assert all(y * f > 0 for y, f in zip(labels, SCORE_FED_BACK.teacher_forced(x, labels), strict=True))
        assert labels[-1] * SCORE_FED_BACK.free_running(x, 2, feedback="score")[-1] < 0
        # by eq 15 the same net is right
        assert labels[-1] * SCORE_FED_BACK.free_running(x, 2)[-1] > 0


@other_reading("eq-5/zero-scores", "lemma-1", evidence="exhaustive")
def test_sign_of_zero_equal_to_zero_gives_a_token_that_is_no_token(over):
    """The nets of width 1 with these weights, d = 1, T = 2."""
    # eq 15 with sign(0) = 0 feeds back 1/2; extended linearly it breaks lemma 1 even if a zero score is no error
    broken = 0
    for w, a0, a1, b, m0 in over(w=SMALL, a0=SMALL, a1=SMALL, b=SMALL, m0=SMALL):
        net = ExactElman(((w,),), ((a0, a1),), (b,), (m0,))
        for labels, x in product(ALL_LABELS, ((0,), (1,))):
            no_error = all(y * f >= 0 for y, f in zip(labels, net.teacher_forced(x, labels), strict=True))
            broken += no_error and labels[-1] * net.free_running(x, 2, zero=Fraction(1, 2))[-1] < 0
    assert broken > 0


@cache
def disjoint(d):
    task = BitSubsetParity(d, tuple(range(1, d, 2)))
    return task, composition(task, InputDistribution.uniform(d), disjoint_errors(task))


@corrects("remark-4-error-factor/parity-trees", evidence="exhaustive")
def test_running_free_multiplies_the_error_of_a_location_by_the_number_of_locations(claim, over):
    """All 2^d inputs; the construction serves every tree."""
    said = claim("remark-4-error-factor").correction
    for d in over(d=(4, 8, 16)):
        task, measured = disjoint(d)
        per_location = said.one_input(d=d)
        assert set(measured.teacher_forced_errors) == {per_location}
        assert len(measured.teacher_forced_errors) == task.sequence_length - d + 1
        factor = said.factor(T=task.sequence_length, d=d)
        assert measured.free_running_error == factor * per_location
        assert measured.factor == factor


@corrects("remark-4-error-factor/parity-trees", evidence="exhaustive")
def test_every_input_with_an_error_ends_wrong_in_the_large_trees_too(over):
    """The inputs on which the predictor errs, of which each location has one."""
    for d in over(d=(32, 64, 128)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        predictor = disjoint_errors(task)
        x = predictor.chosen.reshape(-1, d)
        labels = task.labels(x)
        wrong = teacher_forced_predictions(task, x, predictor) != labels
        assert wrong.tolist() == np.eye(len(x), dtype=bool).tolist()
        assert (free_running(task, x, predictor)[:, -1] != labels[:, -1]).all()


def errors_on_bits(d, locations, inputs):
    """Errors at the locations and at test time, x uniform over so many inputs; each location errs on its own share.

    y_t is the parity of x and t. After an error of its own the predictor answers wrong to the end.
    """

    def label(x, t):
        return (x.bit_count() + t) % 2

    def predicts(x, tokens):
        went_astray = any(token != label(x, d + k) for k, token in enumerate(tokens))
        return label(x, d + len(tokens)) ^ (x % locations == len(tokens) or went_astray)

    forced, free = [0] * locations, 0
    for x in range(inputs):
        true, own = [label(x, d + k) for k in range(locations)], []
        for k in range(locations):
            forced[k] += predicts(x, true[:k]) != true[k]
            own.append(predicts(x, own))
        free += own[-1] != true[-1]
    return [Fraction(wrong, inputs) for wrong in forced], Fraction(free, inputs)


@corrects("remark-4-error-factor/bits", evidence="exhaustive")
def test_over_bits_the_bound_is_attained_where_there_are_enough_inputs(claim, over):
    """All T up to two beyond the last; what is impossible, by the sums of any shares of equal inputs."""
    said = claim("remark-4-error-factor").correction
    for d in over(d=(1, 2, 3)):
        for big_t in range(d - 1, 2**d + d + 2):
            events = said.events(T=big_t, d=d)
            # an error at test time on every input: the errors at the locations are disjoint, and none is empty
            enough = 1 <= events <= 2**d
            assert said.inputs(T=big_t, d=d) == enough
            even = enough and Fraction(2**d, events).denominator == 1
            powers = [k for k in range(-1, d + 3) if said.k(k=k, d=d)]
            assert [2**k for k in powers] == [k for k in range(1, 2**d + 1) if 2**d % k == 0]
            assert any(said.uniform(T=big_t, k=k, d=d) for k in powers) == even
            for inputs in (events,) * enough + (2**d,) * even:
                found, free = errors_on_bits(d, events, inputs)
                assert (found, free) == ([Fraction(1, events)] * (big_t - d + 1), 1)


@corrects("remark-4-error-factor/bits", evidence="exhaustive")
def test_two_inputs_cannot_carry_three_errors(over):
    """d = 1, T = 3: all pairs of predictors, one an input, all labels, all distributions."""
    met = 0
    for labels in over(labels=list(product((-1, 1), repeat=3))):
        forced, free = scores_of_all_predictors(labels)
        patterns = {
            tuple(labels[k] != forced[k][tree] for k in range(3))
            for tree in range(len(forced[0]))
            if free[-1][tree] != labels[-1]
        }
        assert all(any(pattern) for pattern in patterns)
        for one, other in product(patterns, repeat=2):
            # one p + other (1 - p) is 1/3 at every location: its sum is 1, so each pattern has one error
            met += sum(one) == sum(other) == 1 and all(a or b for a, b in zip(one, other, strict=True))
    assert met == 0


@corrects("remark-4-error-factor/bound", evidence="symbolic")
def test_no_predictor_exceeds_the_number_of_locations(claim, over):
    # the sum of eq 5 is at most (number of locations) p, and the locations run from d to T
    big_t, d, p = over.symbols("T d p", positive=True)
    t = sympy.Symbol("t")
    bound = claim("remark-4-error-factor").correction.bound
    assert sympy.simplify(sympy.summation(p, (t, d, big_t)) - bound(T=big_t, d=d, p=p)) == 0
    assert proved_with_every_premise(same_path_until_the_first_error()) == ("base", "step", "conclusion")


@refutes("remark-4-error-factor", evidence="exhaustive")
def test_the_factor_t_minus_d_is_exceeded(claim, over):
    """The parity trees, all 2^d inputs."""
    printed, case = claim("remark-4-error-factor").statement, claim("remark-4-error-factor").counterexample
    for d in over(d=(case.small, case.d)):
        task, measured = disjoint(d)
        bound = case.bound(T=task.sequence_length, d=d, p=max(measured.teacher_forced_errors))
        assert measured.free_running_error > bound >= 0
        assert bound == printed.factor(T=task.sequence_length, d=d) * max(measured.teacher_forced_errors)
    task, measured = disjoint(case.small)
    assert printed.factor(T=task.sequence_length, d=case.small) == case.none
    task, measured = disjoint(case.d)
    assert measured.teacher_forced_errors == (case.location,) * case.locations
    assert measured.free_running_error == case.free


# y_1 = y_2 = 2x - 1; wrong at step 1 for one input, at step 2 for the other
ATTAINED = ExactElman(
    W=((-2, 2, 1), (-1, 1, 2), (0, 1, -2)), A=((-1, 0), (2, -2), (-1, 2)), B=(2, -1, -2), M_0=(2, 2, -1)
)


@refutes("remark-4-error-factor/net", evidence="certificate")
def test_a_recurrent_net_exceeds_it_too(claim):
    case, net = claim("remark-4-error-factor").counterexample, ATTAINED
    assert (case.W, case.A, case.B, case.M_0) == (net.W, net.A, net.B, net.M_0)
    assert [case.label(x=x) for x in (0, 1)] == [-1, 1]
    wrong, free_wrong = [], []
    for x in (0, 1):
        label = case.label(x=x)
        forced = ATTAINED.teacher_forced((x,) * case.one, (label, label))
        free = ATTAINED.free_running((x,) * case.one, case.two - case.one + 1)
        assert 0 not in forced + free
        wrong.append([label * f < 0 for f in forced])
        free_wrong.append(label * free[-1] < 0)
    # x uniform
    per_location = [Fraction(sum(column), 2) for column in zip(*wrong, strict=True)]
    assert per_location == case.errors
    assert Fraction(sum(free_wrong), 2) == case.all > (case.two - case.one) * max(per_location)


@follows("remark-4-error-factor/eq-4", evidence="exhaustive")
def test_measured_by_the_normaliser_of_eq_4_the_factor_is_t_minus_d(claim, over):
    """All 2^d inputs."""
    said = claim("remark-4-error-factor").consequence
    for d in over(d=(4, 8, 16)):
        task, measured = disjoint(d)
        terms = task.sequence_length - d
        assert said.defined(T=task.sequence_length, d=d) == (terms != 0)
        if terms:
            normalised = measured.teacher_forced_sum / terms
            assert measured.free_running_error == said.normalised(T=task.sequence_length, d=d) * normalised


@follows("remark-4-error-factor/answer-alone", evidence="exhaustive")
def test_against_the_teacher_forced_error_of_the_answer_alone_there_is_no_factor(claim, over):
    """All 2^d inputs."""
    said = claim("remark-4-error-factor").consequence
    for d in over(d=(8, 16)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        first = task.gates[0]

        def wrong_at_the_first_step(tokens, task=task, first=first):
            step = tokens.shape[1] - task.d
            return task.gates[step].evaluate(tokens) ^ np.uint8(task.gates[step] == first)

        measured = composition(task, InputDistribution.uniform(d), wrong_at_the_first_step)
        assert measured.teacher_forced_errors[-1] == said.forced
        assert measured.free_running_error == said.free_running
        assert said.intermediate(T=task.sequence_length, d=d)
    task, measured = disjoint(4)  # T = d: one location, and its error is the error at test time
    assert measured.teacher_forced_errors == (measured.free_running_error,)
    assert not said.intermediate(T=task.sequence_length, d=4)


@supports("remark-a-same-tokens", evidence="exhaustive")
def test_some_step_is_wrong_under_teacher_forcing_exactly_if_one_is_when_running_free(over):
    """All 2^8 inputs; predictors that err on every k-th prefix, so at several steps and not always at the last."""
    task = BitSubsetParity(8, (0, 2, 4, 6))
    everywhere = InputDistribution.uniform(8)
    labels = task.labels(everywhere.inputs)
    for k in over(k=(3, 5, 7, 11)):

        def predictor(tokens, k=k):
            number = tokens @ (1 << np.arange(tokens.shape[1]))
            return task.gates[tokens.shape[1] - 8].evaluate(tokens) ^ (number % k == 0).astype(np.uint8)

        measured = composition(task, everywhere, predictor)
        for wrong in (
            teacher_forced_predictions(task, everywhere.inputs, predictor) != labels,
            free_running(task, everywhere.inputs, predictor) != labels,
        ):
            assert measured.any_wrong == Fraction(sum(any(row) for row in wrong.tolist()), 256)
        assert max(measured.teacher_forced_errors) < measured.any_wrong < measured.teacher_forced_sum


class Unequal:
    """Labels whose ``!=`` is the set of inputs with a wrong label."""

    def __init__(self, wrong):
        self.wrong = wrong

    def __ne__(self, other):
        return np.array(self.wrong)

    def __eq__(self, other):
        return ~np.array(self.wrong)


@supports("eq-11", evidence="exhaustive")
def test_the_probability_of_a_wrong_label_is_the_expected_zero_one_loss(claim, over):
    equal = claim("eq-11").statement.equal
    every_weights = [weights for weights in product(range(3), repeat=4) if any(weights)]
    for weights in over(weights=every_weights):
        x = InputDistribution(InputDistribution.uniform(2).inputs, np.array(weights))
        for wrong in product((False, True), repeat=4):
            zero_one = [int(e) for e in wrong]
            assert equal(
                P=x.probability,
                E=lambda loss, weights=weights: sum(
                    Fraction(w, sum(weights)) * e for w, e in zip(weights, loss, strict=True)
                ),
                l=lambda _labels, _predicted, zero_one=zero_one: zero_one,
                f={2: Unequal(wrong)},
                y={2: None},
                t=2,
            )


@supports("eq-11", evidence="certificate")
def test_the_score_itself_never_equals_the_label(claim, over):
    # f of eq 2 is real: SCORE_FED_BACK is right at every location, and f differs from y at every location
    different = []
    for x in over(x=((0,), (1,))):
        for score in SCORE_FED_BACK.teacher_forced(x, (-1, -1)):
            assert score < 0
            different.append(score != -1)
    assert Fraction(sum(different), len(different)) == claim("eq-11").reading.literal


@supports("eq-12", evidence="symbolic")
def test_the_union_bound(over):
    over.every("number of locations", "event", "weights")
    assert proved_with_every_premise(union_bound()) == ("base", "step")
    assert proved_with_every_premise(expectation_is_monotone()) == ("base", "step")


@supports("eq-12", evidence="exhaustive")
def test_the_union_bound_is_an_equality_exactly_where_no_input_meets_two_errors(claim, over):
    union = claim("eq-12").statement.union
    for locations in over(locations=(1, 2, 3)):
        d = 2
        for pattern in product((0, 1), repeat=2 * locations):
            wrong = np.array(pattern).reshape(2, locations)
            some, total = Fraction(int(wrong.any(axis=1).sum()), 2), Fraction(int(wrong.sum()), 2)
            each = {d + k: Fraction(int(wrong[:, k].sum()), 2) for k in range(locations)}
            meaning = {"P": each.__getitem__, "d": d, "T": d + locations - 1}
            assert union(P_any=some, **meaning)
            assert union.right(**meaning) == total
            # nothing smaller than the union will do, and the union itself is the sum where the errors are disjoint
            assert union(P_any=total, **meaning)
            assert not union(P_any=total + 1, **meaning)
            assert (some == total) == (wrong.sum(axis=1) <= 1).all()


@supports("remark-4-lemma-1-suffices", evidence="symbolic")
def test_a_small_mean_of_the_teacher_forced_errors_is_enough(claim, over):
    # (number of locations) x (their mean) bounds the error at test time, by eq 5
    big_t, d, epsilon = over.symbols("T d epsilon", positive=True)
    t = sympy.Symbol("t")
    mean = claim("remark-4-lemma-1-suffices").reading.mean(T=big_t, d=d, epsilon=epsilon)
    assert sympy.simplify(sympy.summation(mean, (t, d, big_t)) - epsilon) == 0
    assert proved_with_every_premise(same_path_until_the_first_error()) == ("base", "step", "conclusion")
    assert proved_with_every_premise(expectation_is_monotone()) == ("base", "step")


@supports("remark-4-lemma-1-suffices", evidence="exhaustive")
def test_no_larger_mean_is_enough_for_every_predictor(claim, over):
    for d in over(d=(4, 8, 16)):
        task, measured = disjoint(d)
        said = claim("remark-4-lemma-1-suffices").reading
        mean = said.mean
        # predictors with errors up to one attain the mean, and no error exceeds one
        assert [said.below(epsilon=error) for error in (0, measured.free_running_error / 2, 1)] == [
            True,
            True,
            False,
        ]
        assert measured.mean_error == mean(T=task.sequence_length, d=d, epsilon=measured.free_running_error)


def census_by_hand(locations, scores, loss, zero_token):
    """Cases, violations, equalities and the largest excess of eq 5 over all predictors along one input."""
    nodes = 2**locations - 1
    counts, largest = [0, 0, 0], 0
    for tree, labels in product(product(scores, repeat=nodes), product((0, 1), repeat=locations)):

        def token(score):
            return zero_token if score == 0 else int(score > 0)

        def wrong(score, label):
            if loss == "as-decoded":
                return token(score) != label
            return (
                score == 0
                if score * (2 * label - 1) == 0 and loss == "error"
                else score * (2 * label - 1) < 0
            )

        true = own = forced = 0
        for label in labels:
            forced += wrong(tree[true], label)
            last = own
            true, own = 2 * true + 1 + label, 2 * own + 1 + token(tree[own])
        answer = wrong(tree[last], labels[-1])
        counts = [counts[0] + 1, counts[1] + (answer > forced), counts[2] + (answer == forced)]
        largest = max(largest, forced - answer)
    return (*counts, largest)


@other_reading("eq-5/zero-scores", "lemma-1", evidence="exhaustive")
def test_scores_of_zero_are_judged_as_each_reading_says(over):
    """All predictors along one input with scores -1, 0 and 1, all labels."""
    readings = ("as-decoded", "error", "no-error")
    for locations, loss, zero_token in over(L=(1, 2), loss=readings, token=(0, 1)):
        found = census(locations, zero_scores=True, zero_loss=loss, zero_token=zero_token)
        counted = (found.cases, found.violations, found.equalities, found.largest_excess)
        assert counted == census_by_hand(locations, (-1, 0, 1), loss, zero_token)
        assert (found.violations > 0) == (loss == "no-error" and locations > 1)
    with pytest.raises(InputError, match="too many"):
        census(0)
    assert census(3).cases == 2**7 * 2**3
    assert census(2, zero_scores=True) == census(2, zero_scores=True, zero_token=1)
    assert census(1) == census(1, zero_loss="error") == census(1, zero_loss="no-error")


def holds_at(formulas, **values):
    """Whether formulas of the solver are true where their free names have these values."""
    solver = z3.Solver()
    solver.add(*formulas)
    known = {str(name): name for formula in formulas for name in z3.z3util.get_vars(formula)}
    solver.add(*(known[name] == value for name, value in values.items() if name in known))
    return solver.check() == z3.sat


@supports("eq-12", evidence="certificate")
def test_the_inductions_include_their_boundary_cases(over):
    over.data("values at which premises and conclusions just hold")
    of = {o.name: (o.premises, o.conclusion) for o in union_bound()}
    for events, count, just in (
        ((True, False), 1, True),
        ((True, False), 0, False),
        ((False, True), 0, True),
    ):
        at = {"any_wrong": events[0], "wrong": events[1], "count": count}
        assert holds_at(of["step"][0], **at) == just
        assert not just or holds_at([of["step"][1]], **at)
    assert not holds_at([of["step"][1]], any_wrong=True, wrong=False, count=0)
    assert holds_at(of["base"][0], any_wrong=False, count=0)
    of = {o.name: (o.premises, o.conclusion) for o in expectation_is_monotone()}
    for weight, smaller, larger in ((0, 2, 2), (1, 2, 2), (3, 1, 2)):
        at = {"left": 5, "right": 5, "weight": weight, "smaller": smaller, "larger": larger}
        assert holds_at(of["step"][0], **at)
        assert holds_at([of["step"][1]], **at)
        assert weight * (larger - smaller) or not holds_at([of["step"][1]], **at | {"left": 6})
    assert not any(
        holds_at(of["step"][0], left=5, right=5, **at) for at in ({"weight": -1}, {"smaller": 3, "larger": 2})
    )
    assert holds_at([*of["base"][0], of["base"][1]], left=0, right=0)
    idle, used = (z3.Real(name) > 0 for name in "ba")
    proof = discharge([Obligation("idle first", "", (idle, used), z3.Real("a") >= 0)])
    assert (proof.discharged, proof.needed) == (("idle first",), ((1,),))
    for premises, conclusion, complaint in (
        ((idle,), used, "is not proved"), ((used, z3.Not(used)), idle, "nothing satisfies"),
        ((used,), z3.Real("a") == z3.Real("a"), "always true"),
    ):  # fmt: skip
        with pytest.raises(ProofError, match=complaint):
            discharge([Obligation("wrong", "", premises, conclusion)])


@corrects("remark-4-error-factor/bits", evidence="exhaustive")
def test_as_many_inputs_as_there_are_can_be_chosen_and_no_more(over):
    """Several inputs a location; distributions that are none."""
    for d, each in over(d=(4, 8), inputs=(1, 2, 5)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        measured = composition(task, InputDistribution.uniform(d), disjoint_errors(task, each))
        assert measured.teacher_forced_errors == (Fraction(each, 2**d),) * task.num_labels
        assert measured.free_running_error == task.num_labels * Fraction(each, 2**d)
    gates = task.gates
    right = composition(task, InputDistribution.uniform(8), lambda z: gates[z.shape[1] - 8].evaluate(z))
    assert (right.free_running_error, right.any_wrong, right.mean_error, right.factor) == (0, 0, 0, None)
    for d, most in ((4, 16), (8, 85)):
        task = BitSubsetParity(d, tuple(range(0, d, 2)))
        assert disjoint_errors(task, most).chosen.shape == (task.num_labels, most, d)
        for each in (0, most + 1):
            with pytest.raises(InputError, match="locations times"):
                disjoint_errors(task, each)
    x, weights = InputDistribution.uniform(2).inputs, np.ones(4, dtype=np.int64)
    assert InputDistribution.uniform(1).inputs.tolist() == [[0], [1]]
    assert InputDistribution(x, np.array([0, 0, 1, 2])).probability(x[:, 0] == 1) == Fraction(2, 3)
    given = InputDistribution.of({(0, 1): Fraction(1, 6), (1, 1): Fraction(3, 4)})
    assert (given.inputs.tolist(), given.weights.tolist()) == ([[0, 1], [1, 1]], [2, 9])
    for inputs, own in (
        (x[:, 0], weights), (x, weights[:3]), (x[:0], weights[:0]), (x, weights * 0), (x, weights - [2, 0, 0, 0]),
        (x[[0, 0, 1, 2]], weights),
    ):  # fmt: skip
        with pytest.raises(InputError):
            InputDistribution(inputs, own)
    for d in (0, 21):
        with pytest.raises(InputError, match="1 to 20"):
            InputDistribution.uniform(d)
