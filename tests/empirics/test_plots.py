"""Figures from stored runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from empirics.plots import NAMES, draw
from empirics.plots.iterations_vs_bits import points
from empirics.plots.union_bound import shown_runs, violations
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.spec.one_layer import one_layer
from empirics.store import Run
from empirics.training.loop import train
from theory.errors import InputError
from theory.results import records

Rewrite = Callable[[Path, list[dict[str, Any]]], None]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short runs: none learns."""
    root = tmp_path_factory.mktemp("runs")
    small = TransformerConfig(width=16, heads=2, batch=4)
    for name, d, supervised, model in (
        ("a", 8, True, ElmanConfig(width=16, batch=4)),
        ("b", 8, True, small),
        ("c", 10, False, small),
    ):
        config = RunConfig(d, supervised, model, steps=6, evaluate_every=2, held_out=32, stop_below=None)
        train(config, root / name)
    return root


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")
def test_each_figure_is_drawn_and_the_same_data_give_the_same_bytes(
    name: str, runs: Path, tmp_path: Path
) -> None:
    first, again = draw(name, runs, tmp_path / "one"), draw(name, runs, tmp_path / "two")
    assert first == tmp_path / "one" / f"{name}.svg"
    assert first.read_bytes().startswith(b"<?xml")
    assert first.read_bytes() == again.read_bytes()
    assert [path.name for path in (tmp_path / "one").iterdir()] == [first.name]


def test_runs_that_did_not_learn_are_marked_so_and_ones_that_did_at_their_first_step(
    runs: Path, tmp_path: Path, rewrite: Rewrite
) -> None:
    assert points(runs) == [(8, True, 6, False), (10, False, 6, False)]
    root = tmp_path / "runs"
    shutil.copytree(runs, root)
    edited = Run(root / "b").metrics()
    for line, error in zip(edited, (0.2, 0.05, 0.3), strict=True):
        line["validation"]["free_running_error"] = error
    rewrite(root / "b", edited)
    assert points(root)[0] == (8, True, 4, True)


def test_each_optimiser_s_runs_of_parity_are_points_of_its_own(
    write: Callable[..., Run], tmp_path: Path
) -> None:
    write(tmp_path, one_layer(16, True), [16, 1], loss=0.1)
    write(tmp_path, one_layer(32, False), [16, 16], loss=0.1)
    write(tmp_path, one_layer(16, True, task_name="addition"), [16, 1], loss=0.1)
    write(tmp_path, RunConfig(16, True, TransformerConfig()), [16, 16, 0], loss=0.1)
    assert points(tmp_path, "muon") == [(16, True, 20, True), (32, False, 20, False)]
    assert points(tmp_path, "adamw") == [(16, True, 30, True)]


def test_a_broken_inequality_would_be_seen(runs: Path, tmp_path: Path, rewrite: Rewrite) -> None:
    assert all(violations(run) == [] for run in shown_runs(runs).values())
    shutil.copytree(runs / "b", tmp_path / "b")
    lines = Run(tmp_path / "b").metrics()
    lines[1]["validation"] |= {"free_running_wrong": 4, "teacher_forced_wrong": [1, 1, 1]}
    rewrite(tmp_path / "b", lines)
    assert violations(Run(tmp_path / "b")) == [lines[1]["step"]]


def test_figures_without_runs_and_unknown_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("iterations_vs_bits", "learning_curve"):  # without what is kept with the project
        monkeypatch.setattr(f"empirics.plots.{module}.RECORDED", tmp_path / "none")
    for name in ("union-bound", "iterations-vs-bits", "learning-curve"):
        with pytest.raises(InputError, match="sweep cpu"):
            draw(name, tmp_path / "none", tmp_path)
    with pytest.raises(InputError, match="no figure"):
        draw("loss", tmp_path, tmp_path)


@pytest.mark.parametrize("damage", ["half", "no rows", "other keys", "other types"])
def test_a_damaged_record_is_one_line_that_names_the_figure_or_the_file(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kernel" / "width-convergence.json"
    path.parent.mkdir()
    document = json.loads((records.RECORDED / "kernel" / path.name).read_text())
    del document["sha256"]
    path.write_text(json.dumps(document))
    monkeypatch.setattr(records, "RECORDED", tmp_path)
    (first, *_) = document["rows"]
    path.write_text({
        "half": path.read_text()[:200],
        "no rows": "{}",
        "other keys": json.dumps({**document, "rows": [{}]}),
        "other types": json.dumps({**document, "rows": [dict.fromkeys(first, "<script>")]}),
    }[damage])  # fmt: skip
    with pytest.raises(InputError, match="width-convergence") as caught:
        draw("width-convergence", tmp_path, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()
