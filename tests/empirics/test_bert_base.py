"""The preset of the paper's size: table 2's settings, and the evaluation protocol of appendix G on a toy of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from empirics.spec import RunConfig
from empirics.spec.bert_base import bert_base, printed_warmup
from empirics.store import Run
from empirics.training.loop import train
from tests.empirics.examples import stopped
from theory.reported.table_2 import TABLE_2
from theory.results import result_of


def small(config: RunConfig, **settings: Any) -> RunConfig:
    """The paper's run with a toy for its decoder."""
    return replace(config, model=replace(config.model, layers=1, width=16, heads=2), **settings)


def test_the_settings_are_those_of_table_2() -> None:
    config = bert_base(8, supervised=True, seed=67)
    model = config.model
    printed = {label: values[0] for label, values in TABLE_2.items() if len(values) == 1}
    assert (model.layers, model.width, model.heads * 64) == (
        int(printed["Number of Layers"]),
        int(printed["Hidden Size"]),
        int(printed["Hidden Size"]),
    )
    assert model.batch == int(printed["Batch Size"])
    assert model.initialisation == "gpt2"
    assert config.steps == int(printed["Total Steps"])
    assert str(config.seed) in TABLE_2["Dataset Seed"]
    assert model.learning_rate in map(float, TABLE_2["Learning Rate"])
    assert str(model.warmup) in TABLE_2["Warmup Steps"]
    assert model.weight_decay in map(float, TABLE_2["Weight Decay"])


@pytest.mark.parametrize(
    ("d", "supervised", "warmup", "every", "steps"),
    [
        (8, True, 0, 10, 100_000),
        (12, False, 0, 10, 100_000),
        (14, False, 1000, 1000, 100_000),
        (16, False, 1000, 1000, 300_000),
        (16, True, 0, 10, 100_000),
        (18, False, 1000, 1000, 2_000_000),
        (32, True, 0, 10, 100_000),
        (32, False, 1000, 1000, 100_000),
        (128, True, 1000, 1000, 100_000),
    ],
)
def test_warm_up_evaluations_and_lengths_follow_the_footnotes(
    d: int, supervised: bool, warmup: int, every: int, steps: int
) -> None:
    config = bert_base(d, supervised)
    assert (printed_warmup(d, supervised), config.evaluate_every, config.steps) == (warmup, every, steps)


def test_the_test_set_judges_the_model_of_least_validation_loss(tmp_path: Path) -> None:
    config = small(bert_base(8, True, learning_rate=0.03, warmup=0), steps=120, stop_below=None)
    train(config, tmp_path / "run")
    lines = Run(tmp_path / "run").metrics()
    losses = [line["validation"]["loss"] for line in lines]
    best = [k for k in range(len(lines)) if losses[k] < min(losses[:k], default=float("inf"))]
    assert best[-1] != len(lines) - 1  # or it would not differ from the last
    # A run that ends at the best evaluation ends with the weights that are to be tested.
    until_best = replace(config, steps=lines[best[-1]]["step"], tested="last")
    train(until_best, tmp_path / "until-best")
    assert [k for k, line in enumerate(lines) if "test" in line] == [len(lines) - 1]
    assert lines[-1]["test"] == Run(tmp_path / "until-best").metrics()[-1]["test"]
    train(replace(config, tested="last"), tmp_path / "last")
    other = Run(tmp_path / "last").metrics()[-1]
    assert other["test"] != lines[-1]["test"]
    assert other["training"] == lines[-1]["training"]  # that is the last model's in either
    assert result_of(Run(tmp_path / "run")).steps == 120


def test_a_run_longer_than_the_paper_s_is_tested_at_its_100k_steps_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("empirics.training.loop.TOTAL_STEPS", 20)
    train(small(bert_base(8, True), steps=40, stop_below=None), tmp_path / "run")
    assert ["test" in line for line in Run(tmp_path / "run").metrics()] == [False, True, False, True]


def test_an_interruption_forgets_neither_the_best_nor_the_good_evaluations_in_a_row(tmp_path: Path) -> None:
    # Every evaluation is good enough: six in a row end the run, two of them after the interruption.
    config = small(bert_base(8, True, learning_rate=0.03, warmup=0), stop_below=0.999, stop_after=6)
    train(config, tmp_path / "whole")
    stopped(config, tmp_path / "broken", at=40)
    train(config, tmp_path / "broken", resume=True)
    whole, broken = ((tmp_path / name / "metrics.jsonl").read_bytes() for name in ("whole", "broken"))
    assert whole == broken
    assert len(Run(tmp_path / "whole").metrics()) == 6


def test_a_run_has_converged_after_so_many_good_evaluations_in_a_row(tmp_path: Path) -> None:
    # Every evaluation is good enough here, so the run ends at the third.
    result = train(small(bert_base(8, True), stop_below=0.999, stop_after=3), tmp_path / "run")
    assert result.steps == 3 * bert_base(8, True).evaluate_every
    # None is: the run goes on.
    config = small(bert_base(8, True), stop_below=0.0, steps=50)
    assert train(config, tmp_path / "other").steps == 50


def test_the_command_takes_the_preset_and_what_is_asked_for_instead(
    tmp_path: Path, answered: Callable[..., dict[str, Any]]
) -> None:
    asked = "train transformer --preset bert-base --d 8 --seed 93 --layers 1 --width 16 --heads 2 --steps 20"
    out = tmp_path / "run"
    found = answered(*asked.split(), "--drop-checkpoint", "--out", out)
    assert Run(out).config == small(bert_base(8, True, seed=93), steps=20)
    assert not list(out.glob("*.safetensors"))
    assert found["steps"] == 20
    assert 0.1 < found["chance_of_60_percent_at_one_evaluation"] < 0.11
    assert {"first_above_60_percent", "first_beyond_chance", "first_above_95_percent"} <= found.keys()


@pytest.mark.parametrize("preset", ["small", "bert-base"])
def test_the_command_trains_other_tasks(
    preset: str, tmp_path: Path, answered: Callable[..., dict[str, Any]]
) -> None:
    asked = f"train transformer --task addition --d 6 --preset {preset} --layers 1 --width 16 --heads 2"
    asked += f" --batch 8 --held-out 8 --steps 4 --evaluate-every 2 --out {tmp_path / 'run'}"
    found = answered(*asked.split())
    config = Run(tmp_path / "run").config
    assert (config.task_name, config.d, config.model.batch) == ("addition", 6, 8)
    assert len(found["teacher_forced_errors"]) == config.task.num_labels


@pytest.mark.parametrize("command", ["benchmark", "train transformer --d 8 --device cuda --out {out}"])
def test_without_a_gpu_one_line_says_so(
    command: str, tmp_path: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert "no GPU" in refused(*command.format(out=tmp_path / "run").split())
    assert not (tmp_path / "run").exists()
