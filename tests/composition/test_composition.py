"""Lemma 1 as a property of random predictors, subsets and distributions; the exact distributions."""

from fractions import Fraction
from hashlib import blake2b

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theory.composition import InputDistribution, composition, disjoint_errors
from theory.composition.first_error import discharge, same_path_until_the_first_error
from theory.composition.predictor_trees import census
from theory.errors import InputError, ProofError
from theory.tasks import BitSubsetParity, Gate, free_running
from theory.tasks.sequence import GateSequence


class Circuit(GateSequence):
    def __init__(self, d, gates):
        self.d, self.gates = d, gates


@st.composite
def circuits(draw):
    """Any gates of at most three earlier tokens."""
    d = draw(st.integers(1, 5))
    gates = []
    for step in range(draw(st.integers(1, 6))):
        inputs = draw(st.lists(st.integers(0, d + step - 1), min_size=1, max_size=3, unique=True))
        table = draw(st.integers(0, 2 ** (2 ** len(inputs)) - 1))
        gates.append(Gate(tuple(inputs), f"{table:0{2 ** len(inputs)}b}"))
    return Circuit(d, gates)


@st.composite
def parities(draw):
    d = draw(st.sampled_from([4, 8]))
    subset = draw(st.permutations(range(d)).map(lambda order: tuple(order[: d // 2])))
    return BitSubsetParity(d, subset)


def noisy(task, salt, rate):
    """A predictor that flips the gate on a share rate/256 of all prefixes, chosen by a hash."""

    def predict(tokens):
        step = tokens.shape[1] - task.d
        flips = [blake2b(row.tobytes(), salt=salt, digest_size=1).digest()[0] < rate for row in tokens]
        return task.gates[step].evaluate(tokens) ^ np.array(flips, dtype=np.uint8)

    return predict


@st.composite
def cases(draw):
    task = draw(st.one_of(circuits(), parities()))
    uniform = InputDistribution.uniform(task.d)
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))  # 2^d single draws would be slow to shrink
    weights = rng.integers(0, draw(st.sampled_from([2, 10])), size=2**task.d)
    weights[draw(st.integers(0, 2**task.d - 1))] += 1
    predictor = noisy(task, draw(st.binary(min_size=8, max_size=8)), draw(st.integers(0, 256)))
    return task, InputDistribution(uniform.inputs, weights), predictor


@given(cases())
@settings(max_examples=60, deadline=None)
def test_lemma_1_holds_exactly(case):
    task, distribution, predictor = case
    measured = composition(task, distribution, predictor)
    assert len(measured.teacher_forced_errors) == task.sequence_length - task.d + 1
    assert 0 <= measured.free_running_error <= measured.any_wrong <= measured.teacher_forced_sum
    if measured.factor is not None:
        assert measured.factor <= task.num_labels


@given(cases())
@settings(max_examples=40, deadline=None)
def test_some_step_is_wrong_running_free_exactly_where_some_step_is_wrong_under_teacher_forcing(case):
    task, distribution, predictor = case
    x = distribution.inputs
    wrong = (free_running(task, x, predictor) != task.labels(x)).any(axis=1)
    assert composition(task, distribution, predictor).any_wrong == distribution.probability(wrong)


@given(st.integers(1, 85), parities())
@settings(max_examples=30, deadline=None)
def test_disjoint_errors_attain_the_factor_at_any_rate(inputs_per_location, task):
    inputs_per_location = min(inputs_per_location, 2**task.d // task.num_labels)
    measured = composition(
        task, InputDistribution.uniform(task.d), disjoint_errors(task, inputs_per_location)
    )
    assert set(measured.teacher_forced_errors) == {Fraction(inputs_per_location, 2**task.d)}
    assert measured.factor == task.num_labels


def test_the_induction_is_not_provable_where_the_token_fed_back_is_not_the_label_judged():
    with pytest.raises(ProofError, match="step is not proved"):
        discharge(same_path_until_the_first_error(decoded_as_judged=False))


def test_what_cannot_be_enumerated_is_refused():
    with pytest.raises(InputError, match="too many"):
        census(5)
    with pytest.raises(InputError, match="too many"):
        census(4, zero_scores=True)
