"""A step of the wide net against the machine's own limit, measured in the same run: ``make bench``."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture
from torch import Tensor

from empirics.models.shared_prefixes import SharedPrefixes
from empirics.spec import ElmanConfig
from empirics.training.algorithm_1 import Algorithm1
from empirics.training.algorithm_3 import Algorithm3
from empirics.training.together import ManyNets
from tests.benchmarks.pairs import ratio_of
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity

#: How far from the limit a step may be.
FACTOR = 2.0


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def batch(d: int, rows: int) -> tuple[Tensor, Tensor]:
    task = BitSubsetParity.random(d, seed=1)
    x = np.random.default_rng(2).integers(0, 2, size=(rows, d), dtype=np.uint8)
    return torch.from_numpy(task.teacher_forced(x)).long(), torch.from_numpy(task.labels(x))


def test_a_batch_runs_at_the_rate_of_matrix_products(benchmark: BenchmarkFixture) -> None:
    m, (z, labels) = 1024, batch(16, 64)
    learner = Algorithm1(ElmanConfig(width=m, eta=1e-6), 3, 1)
    prefixes = SharedPrefixes(z)
    states = torch.randn(prefixes.shorter, m)
    # Forward, back and the update each take every prefix shorter than T through one m by m matrix.
    products = 3
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    ratio = ratio_of(lambda: learner.step(z, labels, 1), lambda: states @ learner.model.W, 7) / products
    benchmark.extra_info["step / products alone"] = ratio
    assert ratio < FACTOR


def test_one_sample_runs_at_the_rate_of_memory(benchmark: BenchmarkFixture) -> None:
    m, (z, labels) = 4096, batch(8, 1)  # W takes 64 MiB
    learner = Algorithm1(ElmanConfig(width=m, eta=1e-6), 3, 1)
    entries = learner.model.W.view(-1)
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    # W is read once a token forward, once a token but the first back, and once more and written by the update.
    length = z.shape[1]
    reads = length + length - 1 + 2
    ratio = ratio_of(lambda: learner.step(z, labels, 1), lambda: torch.dot(entries, entries), 9) / reads
    benchmark.extra_info["step / moving W alone"] = ratio
    assert ratio < FACTOR


def test_all_inputs_cost_little_more_than_their_longest_prefixes(benchmark: BenchmarkFixture) -> None:
    m, d = 128, 12
    task = BitSubsetParity.random(d, seed=1, supervised=False)
    learner = Algorithm3(ElmanConfig(width=m, eta=1e-6, algorithm=3), 3, 1, task, all_inputs(d))
    z, labels = (
        torch.from_numpy(part) for part in (task.teacher_forced(all_inputs(d)), task.labels(all_inputs(d)))
    )
    z = z.long()
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    ratio = ratio_of(lambda: learner._dense_step(z, labels), lambda: learner.step(z, labels, 1), 3)
    benchmark.extra_info["every token / shared"] = ratio
    assert ratio > 2


def test_many_small_nets_at_once_against_one_by_one(benchmark: BenchmarkFixture) -> None:
    count, (z, labels) = 16, batch(8, 1)
    alone = [Algorithm1(ElmanConfig(width=64, eta=1e-6), seed, 1) for seed in range(count)]
    many = ManyNets([Algorithm1(ElmanConfig(width=64, eta=1e-6), seed, 1) for seed in range(count)], "labels")
    many_z, many_labels = z.expand(count, -1, -1), labels.expand(count, -1, -1)
    benchmark(lambda: many.step(many_z, many_labels))
    ratio = ratio_of(
        lambda: [learner.step(z, labels, 1) for learner in alone], lambda: many.step(many_z, many_labels)
    )
    benchmark.extra_info["one by one / together"] = ratio
    assert ratio > 2
