"""Several runs in turn on one device."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from empirics.spec import RunConfig
from empirics.store import Run
from empirics.training import interleaved, loop
from empirics.training.interleaved import train_interleaved
from empirics.training.loop import train
from tests.empirics.examples import TOY
from theory.results.runs import METRICS


def test_three_interleaved_runs_write_what_each_writes_alone(tmp_path: Path) -> None:
    configs = [replace(TOY, seed=seed, steps=steps) for seed, steps in ((27, 30), (67, 20), (93, 30))]
    results = train_interleaved(configs, tmp_path / "together")
    for config, result in zip(configs, results, strict=True):
        train(config, tmp_path / "alone" / config.name)
        together, alone = (
            (tmp_path / how / config.name / METRICS).read_bytes() for how in ("together", "alone")
        )
        assert together == alone
        assert result.steps == config.steps
        state = Run(tmp_path / "together" / config.name).state
        assert not state.given_up
    assert not list((tmp_path / "together").rglob("*.safetensors"))
    assert train_interleaved(configs, tmp_path / "together") == results  # nothing is done again


def test_runs_that_meet_the_deadline_are_all_given_up_with_their_results(tmp_path: Path) -> None:
    configs = [replace(TOY, seed=seed) for seed in (27, 67, 93)]
    for result in train_interleaved(configs, tmp_path, deadline=time.monotonic()):
        state = Run(result.run).state
        assert (state.given_up, state.step) == (True, 1)
        assert result.test_inputs == 16


def test_every_run_takes_its_steps_on_its_own_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current: list[object] = [None]
    seen: dict[int, set[object]] = {}

    class On:
        def __init__(self, stream: object) -> None:
            self.stream = stream

        def __enter__(self) -> None:
            current.append(self.stream)

        def __exit__(self, *raised: object) -> None:
            current.pop()

    monkeypatch.setattr(interleaved, "_stream", lambda device: object())
    monkeypatch.setattr(interleaved, "_on", On)
    original = loop.Sitting.__init__

    def built(self: Any, config: RunConfig, run: Run) -> None:
        original(self, config, run)
        step = self.learner.step

        def stepped(*arguments: Any) -> Any:
            seen.setdefault(config.seed, set()).add(current[-1])
            return step(*arguments)

        self.learner.step = stepped
        seen.setdefault(config.seed, set()).add(current[-1])

    monkeypatch.setattr(loop.Sitting, "__init__", built)
    train_interleaved([replace(TOY, seed=seed, steps=10) for seed in (27, 67)], tmp_path)
    assert all(len(streams) == 1 for streams in seen.values())
    assert len(set.union(*seen.values())) == 2
