"""Ratios of speed against a peer, measured in the same run: ``pytest tests/benchmarks --benchmark-only``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from empirics.models.decoding import decode
from empirics.models.elman import Elman
from empirics.models.loss import loss, loss_gradient
from empirics.models.one_layer import OneLayer
from empirics.models.transformer import Shape, Transformer
from tests.benchmarks.pairs import ratio_of
from theory.tasks.parity import BitSubsetParity
from theory.tasks.sequence import Bits, free_running


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def test_gradient_by_hand_against_automatic_differentiation(benchmark: BenchmarkFixture) -> None:
    task = BitSubsetParity.random(8, seed=1)
    x = np.random.default_rng(2).integers(0, 2, size=(32, 8), dtype=np.uint8)
    z, labels = torch.from_numpy(task.teacher_forced(x)).long(), torch.from_numpy(task.labels(x))
    net = Elman.initialise(512, "1", seed=3)

    def by_hand() -> torch.Tensor:
        hidden = net.hidden(z)
        scores = torch.stack([h @ net.B for h in hidden[1:]], dim=1)
        return net.gradient(hidden, loss_gradient(scores, labels, "labels"))

    tracked = Elman(net.W.clone().requires_grad_(True), net.A, net.B, net.M_0)

    def automatic() -> torch.Tensor:
        (gradient,) = torch.autograd.grad(loss(tracked.scores(z), labels, "labels"), tracked.W)
        return gradient

    torch.testing.assert_close(by_hand(), automatic(), rtol=1e-3, atol=1e-4)
    benchmark(by_hand)
    ratio = ratio_of(automatic, by_hand)
    benchmark.extra_info["automatic / by hand"] = ratio
    assert ratio > 0.8


def test_decoding_with_a_cache_against_reading_every_prefix_again(benchmark: BenchmarkFixture) -> None:
    task = BitSubsetParity.random(32, seed=1)
    model = Transformer.initialise(Shape(2, 64, 4, task.sequence_length), "loud", seed=2)
    x = np.random.default_rng(3).integers(0, 2, size=(128, 32), dtype=np.uint8)

    @torch.no_grad()
    def predictor(prefix: Bits) -> Bits:
        bits: Bits = (model.scores(torch.from_numpy(np.ascontiguousarray(prefix)).long())[:, -1] > 0).numpy()
        return bits.astype(np.uint8)

    benchmark(decode, model, task, x)
    ratio = ratio_of(lambda: free_running(task, x, predictor), lambda: decode(model, task, x), 3)
    benchmark.extra_info["every prefix again / with a cache"] = ratio
    assert ratio > 2


@pytest.mark.filterwarnings("ignore")
def test_a_training_step_against_transformers(benchmark: BenchmarkFixture) -> None:
    from transformers import GPT2Config, GPT2LMHeadModel

    task = BitSubsetParity.random(16, seed=1)
    x = np.random.default_rng(4).integers(0, 2, size=(64, 16), dtype=np.uint8)
    z, labels = torch.from_numpy(task.teacher_forced(x)).long(), torch.from_numpy(task.labels(x))
    ours = Transformer.initialise(Shape(1, 128, 16, task.sequence_length), "gpt2", seed=2)
    config = GPT2Config(
        vocab_size=2, n_positions=32, n_embd=128, n_layer=1, n_head=16, bos_token_id=0, eos_token_id=0
    )
    peer = GPT2LMHeadModel(config)

    def our_step() -> None:
        ours.zero_grad()
        loss(ours.scores(z, last=labels.shape[1]), labels, "labels").backward()

    def their_step() -> None:
        peer.zero_grad()
        logits = peer(z).logits
        loss(logits[..., 1] - logits[..., 0], labels, "labels").backward()

    benchmark(our_step)
    ratio = ratio_of(their_step, our_step)
    benchmark.extra_info["transformers / ours"] = ratio
    assert ratio > 1


def test_attention_over_tables_against_attention_over_sequences(benchmark: BenchmarkFixture) -> None:
    task = BitSubsetParity.random(32, seed=1)
    x = np.random.default_rng(4).integers(0, 2, size=(256, 32), dtype=np.uint8)
    z, labels = torch.from_numpy(task.teacher_forced(x)).long(), torch.from_numpy(task.labels(x))
    model = OneLayer.initialise(Shape(1, 128, 16, task.sequence_length), seed=2)

    def step(scores: Callable[[torch.Tensor, int], torch.Tensor]) -> None:
        model.zero_grad()
        loss(scores(z, labels.shape[1]), labels, "labels").backward()

    benchmark(step, model.shared_scores)
    ratio = ratio_of(lambda: step(model.scores), lambda: step(model.shared_scores))
    benchmark.extra_info["over sequences / over tables"] = ratio
    assert ratio > 1
