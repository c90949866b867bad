"""A step of the wide net against the machine's own limit, measured in the same run: ``make bench``."""

from __future__ import annotations

import time
from collections.abc import Callable

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
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity

#: How far from the limit a step may be.
FACTOR = 2.0


def best_of(works: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """The least seconds of each on the processor, which other programs prolong less than those on the clock."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(repeat):
        for name, work in works.items():
            began = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - began)
    return best


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
    best = best_of(
        {"step": lambda: learner.step(z, labels, 1), "product": lambda: states @ learner.model.W}, 7
    )
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    ratio = best["step"] / (products * best["product"])
    benchmark.extra_info["step / products alone"] = ratio
    assert ratio < FACTOR


def test_one_sample_runs_at_the_rate_of_memory(benchmark: BenchmarkFixture) -> None:
    m, (z, labels) = 4096, batch(8, 1)  # W takes 64 MiB
    learner = Algorithm1(ElmanConfig(width=m, eta=1e-6), 3, 1)
    entries = learner.model.W.view(-1)
    best = best_of(
        {"step": lambda: learner.step(z, labels, 1), "read": lambda: torch.dot(entries, entries)}, 9
    )
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    # W is read once a token forward, once a token but the first back, and once more and written by the update.
    length = z.shape[1]
    ratio = best["step"] / ((length + length - 1 + 2) * best["read"])
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
    best = best_of(
        {"shared": lambda: learner.step(z, labels, 1), "every token": lambda: learner._dense_step(z, labels)},
        3,
    )
    benchmark.pedantic(lambda: learner.step(z, labels, 1), rounds=3)
    ratio = best["every token"] / best["shared"]
    benchmark.extra_info["every token / shared"] = ratio
    assert ratio > 2


def test_many_small_nets_at_once_against_one_by_one(benchmark: BenchmarkFixture) -> None:
    count, (z, labels) = 16, batch(8, 1)
    alone = [Algorithm1(ElmanConfig(width=64, eta=1e-6), seed, 1) for seed in range(count)]
    many = ManyNets([Algorithm1(ElmanConfig(width=64, eta=1e-6), seed, 1) for seed in range(count)], "labels")
    many_z, many_labels = z.expand(count, -1, -1), labels.expand(count, -1, -1)
    best = best_of(
        {
            "together": lambda: many.step(many_z, many_labels),
            "alone": lambda: [learner.step(z, labels, 1) for learner in alone],
        },
        5,
    )
    benchmark(lambda: many.step(many_z, many_labels))
    ratio = best["alone"] / best["together"]
    benchmark.extra_info["one by one / together"] = ratio
    assert ratio > 2
