"""The three sets of inputs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from empirics.spec import RunConfig, TransformerConfig
from empirics.spec.bert_base import bert_base
from empirics.training.inputs import Batches, Inputs, batch, held_out_size, inputs_of, split_inputs
from theory.errors import InputError


def rows(inputs: Inputs) -> list[bytes]:
    return [row.tobytes() for part in (inputs.training, inputs.validation, inputs.test) for row in part]


@settings(max_examples=25, deadline=None)
@given(
    d=st.sampled_from([4, 8, 10, 16, 18, 32, 128]), seed=st.integers(0, 2**63 - 1), samples=st.integers(1, 12)
)
def test_no_input_appears_twice(d: int, seed: int, samples: int) -> None:
    held_out = held_out_size(d, 64)
    everything = rows(split_inputs(d, seed, samples, 10**9, held_out))
    assert len(everything) == len(set(everything)) == samples + 2 * held_out


def test_all_of_a_small_cube_is_used() -> None:
    inputs = split_inputs(8, 1, None, 10**9, held_out_size(8, 1024))
    assert [len(part) for part in (inputs.training, inputs.validation, inputs.test)] == [192, 32, 32]
    assert len(set(rows(inputs))) == 256


def test_doubles_among_random_inputs_are_rejected() -> None:
    # 400,000 of 2^21 = 2,097,152 inputs: drawn blindly, tens of thousands would be doubles.
    inputs = split_inputs(21, 2, 400_000, 10**9, 1024)
    assert len(set(rows(inputs))) == 400_000 + 2 * 1024


def test_eighteen_bits_need_no_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    # All 2^18 inputs are wanted: to find the last of them by rejecting doubles takes hours.
    monkeypatch.setattr("numpy.unique", lambda *_, **__: pytest.fail("doubles are rejected"))
    inputs = inputs_of(bert_base(18, supervised=False))
    numbers = np.concatenate([inputs.training, inputs.validation, inputs.test]) @ (1 << np.arange(18))
    assert len(np.flatnonzero(np.bincount(numbers, minlength=2**18) == 1)) == 2**18


def test_held_out_sizes_are_those_of_table_2() -> None:
    assert [held_out_size(d, 1024) for d in (8, 10, 12, 14, 16, 32, 128)] == [
        32,
        128,
        512,
        1024,
        1024,
        1024,
        1024,
    ]


def test_the_seed_decides_inputs_and_batches() -> None:
    one, same, other = (split_inputs(20, seed, 50, 50, 8) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.training, same.training)
    assert not np.array_equal(one.training, other.training)
    np.testing.assert_array_equal(batch(one.training, 5, 7, 16), batch(one.training, 5, 7, 16))
    assert not np.array_equal(batch(one.training, 5, 7, 16), batch(one.training, 5, 8, 16))


def test_an_epoch_is_a_permutation_whatever_the_batch() -> None:
    inputs = split_inputs(8, 1, None, 10**9, 32).training  # 192 of them: 7 batches of 32 are a pass and a bit
    drawn = np.concatenate([batch(inputs, 5, n, 32, "epochs") for n in range(1, 13)])
    first, second = drawn[:192], drawn[192:]
    for one_pass in (first, second):
        assert len(np.unique(one_pass, axis=0)) == 192
    assert not np.array_equal(first, second)
    odd = np.concatenate([batch(inputs, 5, n, 50, "epochs") for n in range(1, 8)])
    np.testing.assert_array_equal(odd[:192], first)  # batches that do not divide a pass run on into the next
    np.testing.assert_array_equal(odd[192:], second[: 350 - 192])


@pytest.mark.parametrize("at_a_time", [1, 3, 1000])
def test_batches_are_the_same_however_many_are_made_at_a_time(at_a_time: int) -> None:
    config = RunConfig(8, True, TransformerConfig(batch=4), steps=20, evaluate_every=6)
    training = inputs_of(config).training
    batches = Batches(config.task, training, config)
    batches.steps_at_a_time = at_a_time
    for number in [*range(1, 21), 8, 13]:  # and from the middle, as after an interruption
        x = batch(training, config.seed, number, 4)
        tokens, labels = batches.of(number)
        np.testing.assert_array_equal(tokens.numpy(), config.task.teacher_forced(x))
        np.testing.assert_array_equal(labels.numpy(), config.task.labels(x))


def test_more_inputs_than_there_are_is_an_error() -> None:
    with pytest.raises(InputError, match="leaves 192"):
        split_inputs(8, 1, 193, 10**9, 32)
    with pytest.raises(InputError, match="no inputs"):
        split_inputs(2, 1, None, 10**9, held_out_size(2, 1024))
