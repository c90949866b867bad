"""Decoding: the fast path against the definition, and both sides of lemma 1 from one function."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from empirics.measurements import count_errors
from empirics.models.decoding import Decoder, free_running_bits, teacher_forced_bits
from empirics.models.elman import Elman
from empirics.models.transformer import Shape, Transformer
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits, free_running, teacher_forced_predictions

TASK = BitSubsetParity.random(16, seed=1)


def models() -> list[Decoder]:
    shape = Shape(layers=2, width=32, heads=4, context=TASK.sequence_length)
    # Double precision, so that two ways of adding up do not disagree about a sign.
    return [Elman.initialise(64, "1", 2, torch.float64), Transformer.initialise(shape, "loud", 3).double()]


def inputs(rows: int, seed: int) -> Bits:
    return np.random.default_rng(seed).integers(0, 2, size=(rows, 16), dtype=np.uint8)


@pytest.mark.parametrize("index", [0, 1], ids=["rnn", "transformer"])
def test_decoding_with_a_state_is_equation_15(index: int) -> None:
    model, x = models()[index], inputs(50, 4)

    @torch.no_grad()
    def predictor(prefix: Bits) -> Bits:
        score, _ = model.prefill(torch.from_numpy(np.ascontiguousarray(prefix)).long())
        bits: Bits = (score > 0).to(torch.uint8).numpy()
        return bits

    np.testing.assert_array_equal(free_running_bits(model, TASK, x), free_running(TASK, x, predictor))
    forced = teacher_forced_bits(model, TASK, x)
    np.testing.assert_array_equal(forced, teacher_forced_predictions(TASK, x, predictor))
    assert 0 < forced.mean() < 1  # an untrained model that always says the same would show little


@pytest.mark.parametrize("index", [0, 1], ids=["rnn", "transformer"])
def test_until_the_first_mistake_both_ways_of_feeding_predict_the_same(index: int) -> None:
    model, x = models()[index], inputs(200, 5)
    labels = TASK.labels(x)
    forced, free = teacher_forced_bits(model, TASK, x), free_running_bits(model, TASK, x)
    right = np.cumprod(forced == labels, axis=1).astype(bool)
    before = np.concatenate([np.ones((len(x), 1), dtype=bool), right[:, :-1]], axis=1)
    np.testing.assert_array_equal(forced[before], free[before])


class Oracle:
    """Knows the task and errs where it is told to."""

    def __init__(self, wrong: np.ndarray) -> None:
        self.wrong = torch.from_numpy(wrong)
        self.t = 0

    def _score(self, tokens: torch.Tensor) -> torch.Tensor:
        bit = TASK.gates[self.t].evaluate(tokens.numpy().astype(np.uint8))
        score = torch.from_numpy(bit.astype(np.float64)) * 2 - 1
        return torch.where(self.wrong[:, self.t], -score, score)

    def prefill(self, z: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        self.t = 0
        return self._score(z), z

    def advance(self, z: torch.Tensor, state: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        self.t += 1
        tokens = torch.cat([state, z[:, None]], dim=1)
        return self._score(tokens), tokens


def test_errors_are_counted_where_they_are_made() -> None:
    # Input 0: two mistakes that cancel in the answer; input 1: one that stays; input 2: one in the answer.
    wrong = np.zeros((10, TASK.num_labels), dtype=bool)
    wrong[0, [0, 1]] = wrong[1, 2] = wrong[2, -1] = True
    errors = count_errors(Oracle(wrong), TASK, inputs(10, 6))
    assert errors.teacher_forced_wrong == (1, 1, 1, 0, 0, 0, 1)
    assert errors.free_running_wrong == 2
    assert errors.free_running_error == 0.2
    assert errors.teacher_forced_sum == 0.4
    assert errors.as_dict()["teacher_forced_errors"] == [0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.1]
