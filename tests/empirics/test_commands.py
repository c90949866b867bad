"""``subtask train``, ``sweep`` and ``plot``: what they print, where, and with which exit status."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from empirics.commands.sweep import duration
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.sweeps.planned import Planned
from empirics.sweeps.presets import PRESETS, preset
from empirics.sweeps.selection import selector
from tests.program import subtask
from theory.reported import TABLE_1, grid

TINY = "--d 8 --width 32 --batch 8 --steps 6 --evaluate-every 3 --held-out 8 --seed 3"
KEYS = {"run", "steps", "free_running_error", "training_error", "teacher_forced_errors", "seconds"}


@pytest.mark.parametrize(("model", "more"), [("rnn", ()), ("transformer", ("--heads", "4", "--end-to-end"))])
def test_train_prints_one_json_object_and_progress_elsewhere(
    model: str,
    more: tuple[str, ...],
    tmp_path: Path,
    answered: Callable[..., dict[str, Any]],
    refused: Callable[..., str],
) -> None:
    words = ("train", model, *TINY.split(), *more, "--out", tmp_path / "run")
    first = answered(*words)
    assert first.keys() >= KEYS
    assert first["run"] == str(tmp_path / "run")
    assert len(first["teacher_forced_errors"]) == (1 if more else 3)
    if more:
        assert first["teacher_forced_errors"] == [first["free_running_error"]]
    # Again: refused without --resume, and the same answer with it.
    refused(*words)
    assert answered(*words, "--resume") == first


def test_a_sweep_is_listed_selected_and_done_in_part(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answered: Callable[..., dict[str, Any]],
) -> None:
    model = ElmanConfig(width=8, batch=1)
    configs = [RunConfig(8, True, model, seed=s, steps=1, evaluate_every=1, held_out=4) for s in (1, 2, 3)]
    monkeypatch.setitem(PRESETS, "toy", tuple(Planned(config, 1.0) for config in configs))
    words = ("sweep", "toy", "--out", tmp_path)
    (run,) = answered(*words, "--only", "seed=2", "--processes", "1")["runs"]
    assert run["run"] == str(tmp_path / configs[1].name)
    assert [run is None for run in answered(*words, "--budget", "0s")["runs"]] == [True, False, True]
    assert subtask(*words, "--list") == 0
    listed = capsys.readouterr().out
    assert listed.count("not begun") == 2
    assert "finished: 1 of 3 runs" in listed
    assert [path.name for path in tmp_path.iterdir()] == [configs[1].name]


def test_durations_are_added_up() -> None:
    assert [duration(text) for text in ("40min", "1h30min", "90s", "2h1s")] == [2400, 5400, 90, 7201]


def test_the_paper_s_grid_is_every_half_row_of_table_1_with_every_setting_of_table_2() -> None:
    configs = [plan.config for plan in preset("table-1")]
    assert len({config.name for config in configs}) == len(configs) == len(TABLE_1) * len(grid()) == 504
    tasks = [(config.d, config.supervised) for config in configs]
    assert set(tasks) == {(row.d, row.supervised) for row in TABLE_1}
    # Every task has one setting with all seeds before any has a second one; what the paper learned soonest comes first.
    first = configs[: 3 * len(TABLE_1)]
    assert len({(c.d, c.supervised, c.seed) for c in first}) == len(first)
    assert tasks[:9:3] == [(8, True), (8, False), (16, True)]
    # The largest rate learned nothing in a trial without a warm-up, and soonest with one.
    assert {(c.model.warmup, c.model.learning_rate) for c in first} == {(0, 1e-5), (1000, 1e-4)}
    transformers = [config.model for config in configs if isinstance(config.model, TransformerConfig)]
    assert {m.warmup for m in transformers} == {0, 1000}
    assert {m.learning_rate for m in transformers[-3 * len(TABLE_1) :]} == {1e-6}
    assert [config.seed for config in configs] == [27, 67, 93] * (len(configs) // 3)
    without = {
        (c.d, c.supervised) for c in configs if isinstance(c.model, TransformerConfig) and not c.model.warmup
    }
    assert without == {(8, True), (8, False), (10, False), (12, False), (16, True), (32, True)}
    fine = {(c.d, c.supervised) for c in configs if c.evaluate_every == 10}
    assert fine == without
    assert {c.steps: c.d for c in configs if c.steps != 100_000} == {300_000: 16, 2_000_000: 18}
    assert {(m.layers, m.width, m.heads, m.batch, m.initialisation) for m in transformers} == {
        (12, 768, 12, 32, "gpt2")
    }
    selected = selector(["d=32,supervised,learning-rate=1e-4", "d=8, end-to-end, weight_decay=0, seed=27"])
    assert sum(map(selected, configs)) == 12 + 3
    assert all(selector([])(config) for config in configs)
    on_a_gpu = preset("table-1", "cuda", "bf16")
    assert all(selector(["device=cuda,precision=bf16"])(plan.config) for plan in on_a_gpu)
    assert not {plan.config.name for plan in on_a_gpu} & {config.name for config in configs}


def test_the_report_s_preset_has_the_runs_of_the_report() -> None:
    plans = preset("cpu")
    models = {plan.config.name: plan.config.model for plan in plans}
    transformers = {
        optimizer: {
            (p.config.d, p.config.supervised): p.learns
            for p in plans
            if isinstance(p.config.model, TransformerConfig) and p.config.model.optimizer == optimizer
        }
        for optimizer in ("muon", "adamw")
    }
    assert transformers["muon"] == {
        (8, True): True,
        (16, True): True,
        (32, True): True,
        (64, True): True,
        (8, False): None,
        (10, False): True,
        (12, False): None,
        (14, False): None,
        (16, False): None,
        (32, False): False,
    }
    assert set(transformers["adamw"]) == {(8, True), (16, True), (8, False), (10, False)}
    variances = {model.b_variance for model in models.values() if isinstance(model, ElmanConfig)}
    assert variances == {"1", "1/m"}
    assert len(models) == len(plans)


def test_the_command_line_starts_without_torch() -> None:
    program = "import sys, empirics.cli, empirics.store, empirics.plots; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
