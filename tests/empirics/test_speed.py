"""The benchmark's account of a step: its matrix products are the ones that the step makes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from torch.utils.flop_counter import FlopCounterMode

from empirics.models.transformer import Shape
from empirics.spec.bert_base import bert_base
from empirics.studies.speed import PASSES, Card, Speed, _products, time_step, timed_run
from empirics.training.adamw import AdamW
from empirics.training.inputs import Batches, inputs_of

SHAPE = Shape(layers=3, width=32, heads=4, context=10)


@pytest.mark.parametrize("supervised", [True, False])
@pytest.mark.parametrize("execution", ["captured", "eager"], ids=["every token", "every prefix"])
def test_the_products_are_those_that_a_step_makes(supervised: bool, execution: Any) -> None:
    config = bert_base(8, supervised)
    model = replace(config.model, layers=3, width=32, heads=4, execution=execution)
    z, labels = Batches(config.task, inputs_of(config).training, config).of(1)
    learner = AdamW(model, config.task.sequence_length, seed=1, steps=9)
    with FlopCounterMode(display=False) as counter:
        learner._update(z, labels)
    made = counter.get_flop_counts()["Global"]
    products = sum(flops for operation, flops in made.items() if "mm" in str(operation))
    accounted = _products(model, z, labels.shape[1], whole=learner.fixed)
    assert PASSES * sum(2 * n * a * b * count for (n, a, b), count in accounted.items()) == products


@pytest.mark.filterwarnings("ignore")
def test_a_measurement_is_consistent() -> None:
    speed = time_step(timed_run(8, True, "cpu", "float32", repeat=1, shape=SHAPE))
    assert (speed.batch, speed.tokens) == (32, 320)
    assert speed.read < speed.tokens
    assert 0 < speed.matrix_seconds < speed.seconds
    found = speed.as_dict()
    assert found["model_flop_use"] is None  # a share of a GPU's peak
    assert found["times_faster_than_transformers"] == speed.peer_seconds / speed.seconds
    assert found["times_faster_than_transformers_tuned"] is None  # not asked for
    assert 1 < found["seconds_over_the_limit"] < speed.over_matrix_rate


def test_the_limit_of_a_gpu_is_the_products_and_the_optimisers_bytes() -> None:
    card = Card(bytes_a_second=1e9, flops_a_second=1e12)
    speed = Speed(8, 32, 320, 320, 0.5, 0.1, 2e10, 2.0, 1.0, 10**7, card)
    found = speed.as_dict()
    assert found["milliseconds_at_the_limit"] == pytest.approx(1000 * (0.1 + 28 * 10**7 / 1e9))
    assert found["seconds_over_the_limit"] == pytest.approx(0.5 / 0.38)
    assert found["times_faster_than_transformers_tuned"] == 2
    assert found["model_flop_use"] == pytest.approx(2e10 / 0.5 / 1e12)
