"""A training step at the paper's size against its matrix products alone and against ``transformers``, in one run."""

from __future__ import annotations

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from empirics.measurements.speed import measure


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("supervised", [True, False], ids=["supervised", "end-to-end"])
def test_a_step_of_bert_base_size_at_8_bits(supervised: bool, benchmark: BenchmarkFixture) -> None:
    torch.set_num_threads(1)
    speed = benchmark.pedantic(measure, (8, supervised, "cpu", "float32"), {"repeat": 3}, rounds=1)
    benchmark.extra_info["our step / its matrix products"] = speed.over_matrix_rate
    faster = speed.as_dict()["times_faster_than_transformers"]
    benchmark.extra_info["transformers / ours"] = faster
    assert speed.over_matrix_rate < 1.3
    assert faster > 1.5
