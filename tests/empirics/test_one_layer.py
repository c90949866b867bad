"""The one-layer decoder: its attention over tables is attention over sequences, whatever the scores."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
import torch

from empirics.models.decoding import decode
from empirics.models.loss import loss
from empirics.models.one_layer import (
    ATTENTION_DEVIATION,
    DEVIATION,
    HEADROOM,
    MATRICES,
    OneLayer,
    least_shown,
    sufficient,
)
from empirics.models.transformer import Shape
from tests.empirics.examples import tokens
from theory.errors import InputError
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits, free_running

SHAPE = Shape(layers=1, width=48, heads=6, context=20)
LENGTH, LAST = 15, 6
#: Factors of the queries, and the precision that attention over tables then needs, in single and in double precision.
SCALES = {
    1.0: (torch.float32, torch.float64),
    100.0: (torch.float32, torch.float64),
    600.0: (torch.float64, torch.float64),
    4000.0: (None, None),
}


def trained_looking(scale: float, dtype: torch.dtype = torch.float64) -> OneLayer:
    """Weights of which none is zero or one, and scores as large as the scale makes them."""
    model = OneLayer.initialise(SHAPE, seed=3)
    draw = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for _, parameter in sorted(model.named_parameters()):
            parameter.add_(torch.randn(parameter.shape, generator=draw) * 0.05)
        model.query.weight.mul_(scale)
    return model.to(dtype)


def by_the_definition(model: OneLayer, row: np.ndarray) -> float:
    """The score after one sequence of tokens, in numpy, from the definition of the layer."""
    p = {name: value.detach().double().numpy() for name, value in model.named_parameters()}

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        return (
            centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * p[f"{name}.weight"]
            + p[f"{name}.bias"]
        )

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return x @ p[f"{name}.weight"].T + p.get(f"{name}.bias", 0.0)

    x = p["token.weight"][row] + p["position.weight"][: len(row)]
    h = norm(x, "norm_1")
    q, k, v = (linear(h, name).reshape(len(row), SHAPE.heads, -1) for name in ("query", "key", "value"))
    scores = np.einsum("hd,thd->ht", q[-1], k) / math.sqrt(q.shape[-1])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    y = x[-1] + linear(np.einsum("ht,thd->hd", weights, v).reshape(-1), "project")
    u = linear(norm(y, "norm_2"), "expand")
    gelu = u * 0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u**3)))
    y = y + linear(gelu, "contract")
    return float(y @ (p["head.weight"][1] - p["head.weight"][0]))


@pytest.mark.parametrize("scale", SCALES)
def test_the_score_is_that_of_the_definition(scale: float) -> None:
    model, z = trained_looking(scale), tokens(4, LENGTH, seed=5)
    with torch.no_grad():
        found = model.scores(z)
    for row, t in product(range(4), (0, 7, LENGTH - 1)):
        assert float(found[row, t]) == pytest.approx(
            by_the_definition(model, z[row, : t + 1].numpy()), abs=1e-10
        )


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_attention_over_tables_is_attention_over_sequences(scale: float, dtype: torch.dtype) -> None:
    exact, model, z = trained_looking(scale), trained_looking(scale, dtype), tokens(40, LENGTH, seed=5)
    labels = tokens(40, LAST, seed=6)
    needed = sufficient(model.tables(LENGTH).scores(LENGTH - LAST, LENGTH))
    assert needed is SCALES[scale][dtype is torch.float64]

    def errors(scores: torch.Tensor, of: OneLayer) -> list[float]:
        """The distance of scores and gradients from the exact ones, relative to the largest entry."""
        gradients = torch.autograd.grad(loss(scores, labels, "labels"), list(of.parameters()))
        truth = exact.scores(z, LAST)
        expected = [truth, *torch.autograd.grad(loss(truth, labels, "labels"), list(exact.parameters()))]
        return [
            float(((a - b).abs().max() / b.abs().max()).detach())
            for a, b in zip([scores, *gradients], expected, strict=True)
        ]

    shared = errors(model.shared_scores(z, LAST), model)
    plain = errors(model.scores(z, LAST), model)
    # As good as the plain path in the same precision, which rounds otherwise.
    tolerance = 20 * torch.finfo(dtype).eps * (1 + scale)
    assert max(shared) <= max(2 * max(plain), tolerance)
    assert tolerance < 0.02


def test_without_the_guard_single_precision_would_be_wrong() -> None:
    """A row whose maximum no sequence shows: with the maximum taken off, every exponential is zero."""
    model = trained_looking(600.0, torch.float32)
    scores = model.tables(LENGTH).scores(LENGTH - LAST, LENGTH).detach()
    needed = float((scores.amax(-1, keepdim=True) - least_shown(scores)).max())
    assert needed > -math.log(torch.finfo(torch.float32).smallest_normal)
    assert sum(HEADROOM[torch.float32]) < needed < sum(HEADROOM[torch.float64])


def test_no_sequence_sees_less_than_the_bound() -> None:
    scores = trained_looking(30.0).tables(8).scores(5, 8).detach()  # (H, 3, 2, 16)
    every = torch.tensor(list(product((0, 1), repeat=8)))
    pairs = every + 2 * torch.arange(8)
    seen = scores[..., pairs].amax(-1)  # (H, 3, 2, 256)
    # Attained, because the two tokens of each position are chosen apart.
    torch.testing.assert_close(seen.amin(-1), least_shown(scores)[..., 0])


@pytest.mark.parametrize("scale", SCALES)
def test_decoding_token_by_token_gives_the_scores_of_whole_sequences(scale: float) -> None:
    model, z = trained_looking(scale), tokens(12, LENGTH, seed=7)
    with torch.no_grad():
        score, state = model.prefill(z[:, : LENGTH - LAST + 1])
        found = [score]
        for t in range(LENGTH - LAST + 1, LENGTH):
            score, state = model.advance(z[:, t], state, torch.arange(12))
            found.append(score)
        torch.testing.assert_close(torch.stack(found, dim=1), model.scores(z, LAST), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("scale", [1.0, 600.0])
def test_the_bits_that_are_judged_are_those_of_plain_causal_decoding(scale: float) -> None:
    """What the test error counts, against feeding every prefix to the plain path again."""
    task = BitSubsetParity.random(8, seed=2)
    model = OneLayer.initialise(Shape(1, 16, 4, task.sequence_length), seed=4)
    with torch.no_grad():
        model.query.weight.mul_(20 * scale)
        model.value.weight.mul_(20)
    x = all_inputs(8)

    @torch.no_grad()
    def predictor(prefix: Bits) -> Bits:
        bits: Bits = (model.scores(torch.from_numpy(np.ascontiguousarray(prefix)).long())[:, -1] > 0).numpy()
        return bits.astype(np.uint8)

    expected = free_running(task, x, predictor)
    assert 0 < expected[:, -1].mean() < 1  # a constant would show nothing
    assert np.array_equal(decode(model, task, x).free, expected)


def test_a_later_token_changes_no_earlier_score() -> None:
    model, z = trained_looking(5.0), tokens(4, 10, seed=7)
    changed = z.clone()
    changed[:, 6] ^= 1
    with torch.no_grad():
        before, after = model.shared_scores(z, 10), model.shared_scores(changed, 10)
    torch.testing.assert_close(before[:, :6], after[:, :6])
    assert not torch.allclose(before[:, 6:], after[:, 6:])


def test_the_start_has_its_scales_and_follows_from_the_seed() -> None:
    shape = Shape(layers=1, width=128, heads=16, context=64)
    model = OneLayer.initialise(shape, seed=8)
    spread = {name: float(parameter.detach().std()) for name, parameter in model.named_parameters()}
    for name in MATRICES:
        expected = DEVIATION if name in ("expand", "contract") else ATTENTION_DEVIATION
        assert spread[f"{name}.weight"] == pytest.approx(expected, rel=0.05)
    assert spread["position.weight"] == pytest.approx(DEVIATION, rel=0.05)
    again, other = OneLayer.initialise(shape, seed=8), OneLayer.initialise(shape, seed=9)
    assert torch.equal(model.query.weight, again.query.weight)
    assert not torch.equal(model.query.weight, other.query.weight)


def test_more_layers_and_too_long_sequences_are_refused() -> None:
    with pytest.raises(InputError, match="1 layer, not 2"):
        OneLayer(Shape(layers=2, width=8, heads=2, context=4))
    model = OneLayer.initialise(SHAPE, seed=9)
    with pytest.raises(InputError, match="context of 20"):
        model.scores(tokens(1, 21, seed=0))
    with pytest.raises(InputError, match="context of 20"):
        model.shared_scores(tokens(1, 21, seed=0), 3)
    _, state = model.prefill(tokens(1, 20, seed=0))
    with pytest.raises(InputError, match="context of 20"):
        model.advance(torch.tensor([1]), state, torch.tensor([0]))
