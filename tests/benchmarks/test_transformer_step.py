"""A training step at the paper's size against its matrix products alone and against ``transformers``, in one run."""

from __future__ import annotations

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from empirics.studies.speed import time_step, timed_run


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("supervised", [True, False], ids=["supervised", "end-to-end"])
def test_a_step_of_bert_base_size_at_8_bits(supervised: bool, benchmark: BenchmarkFixture) -> None:
    torch.set_num_threads(1)
    config = timed_run(8, supervised, "cpu", "float32", repeat=3)
    speed = benchmark.pedantic(time_step, (config,), rounds=1)
    limit = speed.as_dict()["seconds_over_the_limit"]
    benchmark.extra_info["our step / its matrix products"] = speed.over_matrix_rate
    benchmark.extra_info["our step / its products and the optimiser's bytes"] = limit
    faster = speed.as_dict()["times_faster_than_transformers"]
    benchmark.extra_info["transformers / ours"] = faster
    # The products alone are no fair limit: processors differ in their bandwidth beside their products.
    assert limit < 1.3
    assert faster > 1.5
