"""Decoding: the fast path against the definition, and both sides of lemma 1 from one function."""

from __future__ import annotations

from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
import torch

from empirics.measurements import count_errors
from empirics.models.decoding import Decoder, InPlace, decode
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

    decoded = decode(model, TASK, x)
    np.testing.assert_array_equal(decoded.free, free_running(TASK, x, predictor))
    np.testing.assert_array_equal(decoded.forced, teacher_forced_predictions(TASK, x, predictor))
    assert 0 < decoded.forced.mean() < 1  # an untrained model that always says the same would show little


@pytest.mark.parametrize("index", [0, 1], ids=["rnn", "transformer"])
def test_until_the_first_mistake_both_ways_of_feeding_predict_the_same(index: int) -> None:
    model, x = models()[index], inputs(200, 5)
    labels = TASK.labels(x)
    decoded = decode(model, TASK, x)
    right = np.cumprod(decoded.forced == labels, axis=1).astype(bool)
    before = np.concatenate([np.ones((len(x), 1), dtype=bool), right[:, :-1]], axis=1)
    np.testing.assert_array_equal(decoded.forced[before], decoded.free[before])


def test_the_scores_that_are_reported_are_those_of_teacher_forcing() -> None:
    model, x = models()[1], inputs(300, 7)  # more than are decoded at a time, and out of order
    with torch.no_grad():
        whole = model.scores(torch.from_numpy(TASK.teacher_forced(x)).long(), last=TASK.num_labels).numpy()
    np.testing.assert_allclose(decode(model, TASK, x).forced_scores, whole, rtol=1e-9, atol=1e-9)
    signs = 2.0 * TASK.labels(x) - 1
    assert count_errors(model, TASK, x).loss == pytest.approx(np.log1p(np.exp(-signs * whole)).mean())


def test_an_input_that_is_fed_the_same_both_ways_is_read_once() -> None:
    task = BitSubsetParity.random(8, seed=2)
    x = np.random.default_rng(8).integers(0, 2, size=(20, 8), dtype=np.uint8)

    class Counting(Oracle):
        rows: ClassVar[list[int]] = []

        def advance(self, z: torch.Tensor, state: State, rows: torch.Tensor) -> tuple[torch.Tensor, State]:
            self.rows.append(len(rows))
            return super().advance(z, state, rows)

    wrong = np.zeros((20, task.num_labels), dtype=bool)
    wrong[:3, 0] = True  # three go astray at once, and stay so
    decode(Counting(wrong, task, x), task, x)
    assert Counting.rows == [23] * (task.num_labels - 1)


#: The tokens so far and the input that each row belongs to.
State = tuple[torch.Tensor, torch.Tensor]


class Oracle:
    """Knows the task and errs where it is told to: wrong[i, t] for input i and label t."""

    def __init__(self, wrong: np.ndarray, task: BitSubsetParity, x: Bits) -> None:
        self.wrong, self.task, self.x = torch.from_numpy(wrong), task, x

    def _score(self, tokens: torch.Tensor, of: torch.Tensor) -> torch.Tensor:
        t = tokens.shape[1] - self.task.d
        bit = self.task.gates[t].evaluate(tokens.numpy().astype(np.uint8))
        score = torch.from_numpy(bit.astype(np.float64)) * 2 - 1
        return torch.where(self.wrong[of, t], -score, score)

    def prefill(self, z: torch.Tensor) -> tuple[torch.Tensor, State]:
        of = torch.tensor([int((self.x == row).all(axis=1).argmax()) for row in z.numpy()])
        return self._score(z, of), (z, of)

    def advance(self, z: torch.Tensor, state: State, rows: torch.Tensor) -> tuple[torch.Tensor, State]:
        tokens, of = torch.cat([state[0][rows], z[:, None]], dim=1), state[1][rows]
        return self._score(tokens, of), (tokens, of)


def test_errors_are_counted_where_they_are_made() -> None:
    # Input 0: two mistakes that cancel in the answer; input 1: one that stays; input 2: one in the answer.
    wrong = np.zeros((10, TASK.num_labels), dtype=bool)
    wrong[0, [0, 1]] = wrong[1, 2] = wrong[2, -1] = True
    x = inputs(10, 6)
    errors = count_errors(Oracle(wrong, TASK, x), TASK, x)
    assert errors.teacher_forced_wrong == (1, 1, 1, 0, 0, 0, 1)
    assert errors.free_running_wrong == 2
    assert errors.free_running_error == 0.2
    assert errors.teacher_forced_sum == 0.4
    assert errors.as_dict()["teacher_forced_errors"] == [0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.1]


def test_decoding_in_place_is_decoding_with_a_cache_that_grows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, x = models()[1], inputs(100, 9)
    monkeypatch.setattr(
        "torch.cuda.get_device_properties", lambda _: SimpleNamespace(total_memory=40_000_000)
    )
    in_place = InPlace(model, capture=False)
    assert in_place.inputs_at_a_time(len(x), TASK, 40_000_000) == 50  # two parts of about one size
    found, growing = decode(in_place, TASK, x), decode(model, TASK, x)
    np.testing.assert_array_equal(found.free, growing.free)
    # The bits are equal; of the scores' last digits a library may make something else for other numbers of rows.
    np.testing.assert_array_equal(found.forced, growing.forced)
    np.testing.assert_allclose(found.forced_scores, growing.forced_scores, rtol=1e-12, atol=1e-14)
    assert (found.free != found.forced).any()


def test_in_place_two_rows_that_are_fed_alike_have_the_same_scores() -> None:
    model, x = models()[1], inputs(64, 10)
    z, truth = torch.from_numpy(x).long(), torch.from_numpy(TASK.labels(x)).long()
    with torch.no_grad():
        predicted, scores = InPlace(model, capture=False).both_ways(z, truth)
        # Fed its own predictions as if they were the truth, every row has a twin.
        again, twin = InPlace(model, capture=False).both_ways(z, predicted)
    assert torch.equal(again, predicted)
    assert torch.equal((twin > 0).long(), predicted)
    assert not torch.equal((scores > 0).long(), predicted)
