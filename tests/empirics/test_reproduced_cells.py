"""Which cells a reproduction runs, in which order, what it leaves out, and what its stages survive."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from empirics.reproduce import cell_runs, supervisor, wide_net
from empirics.reproduce.archive import ARCHIVE
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import cells
from empirics.reproduce.supervisor import Settings
from empirics.spec import ElmanConfig, RunConfig
from empirics.studies.infinite_width import FixedSample
from theory.kernel.descent import steepness
from theory.tasks.parity import BitSubsetParity


def test_the_order_and_the_seeds() -> None:
    names = [cell.name for cell in cells()]
    assert names[:4] == ["8 with", "8 without", "16 with", "32 with"]
    assert names[-2:] == ["128 with", "16 without"]
    assert [len(cell.seeds) for cell in cells()] == [3] * 8 + [1] * 2
    assert [cell.name for cell in cells(["d=8,supervised", "d=64"])] == ["8 with", "64 with"]
    only = ["d=64,seed=67", "d=64,seed=93", "d=128"]
    assert [(cell.name, cell.seeds) for cell in cells(only)] == [("64 with", (67, 93)), ("128 with", (27,))]
    assert cells(["d=128,seed=67"]) == []


def test_one_protocol_for_all_cells() -> None:
    for cell in cells():
        configs = cell.configs("cuda", cell.precision, "captured")
        assert len({replace(config, seed=27) for config in configs}) == 1
        assert {(c.stop_below, c.stop_after, c.tested) for c in configs} == {(0.01, 1, "best")}
        assert configs[0].model.precision == ("tf32" if cell.d < 18 else "bf16")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "config", [c for c in wide_net.configs("cuda") if c.model.width == wide_net.WIDTHS[0]]
)
def test_the_limit_of_a_wide_net_descends_stably_at_the_rate_and_not_at_twice_that(config: RunConfig) -> None:
    assert isinstance(config.model, ElmanConfig)
    sample = FixedSample(BitSubsetParity.random(config.d, config.seed), 24, config.supervised)
    number = config.model.eta * steepness(sample.kernel[: sample.size])
    assert number < 2
    assert not config.supervised or 2 * number > 2


def test_what_does_not_fit_is_skipped_and_the_time_left_goes_to_it_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[tuple[str, int]] = []
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)

    def pretend(configs: list[RunConfig], root: Path, *, deadline: float) -> list[Any]:
        name = f"{configs[0].d} {'with' if configs[0].supervised else 'without'}"
        trained.append((name, len(configs)))
        clock.now += 1 if name != "64 with" else 1000
        return []

    monkeypatch.setattr(cell_runs, "train_interleaved", pretend)
    monkeypatch.setattr(cell_runs, "time", clock)
    monkeypatch.setattr(cell_runs, "predicted_seconds", lambda cell, *_: 10.0 * cell.d)
    notes = Notes(tmp_path, "cells")
    cell_runs.train_cells(notes, tmp_path, "cpu", 200, [])
    fitting = ["8 with", "8 without", "16 with", "10 without", "12 without", "14 without"]
    later = [("16 without", 1), ("32 with", 1), ("64 with", 1)]
    assert trained == [*((name, 3) for name in fitting), *later]
    assert notes["64 with"]["predicted_seconds"] == 640
    assert notes["128 with"]["status"] == "skipped"  # nothing was left for it
    cell_runs.train_cells(Notes(tmp_path / "..", "asked"), tmp_path, "cpu", clock.now + 60, ["d=64"])
    assert trained[-1] == ("64 with", 3)


def test_a_cell_that_kills_its_process_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cells.json").write_text('{"8 with": {"status": "done"}, "8 without": {"status": "running"}}')
    trained: list[tuple[int, bool]] = []

    def pretend(configs: list[RunConfig], root: Path, *, deadline: float) -> list[Any]:
        trained.append((configs[0].d, configs[0].supervised))
        return []

    monkeypatch.setattr(cell_runs, "train_interleaved", pretend)
    notes = Notes(tmp_path, "cells")
    cell_runs.train_cells(notes, tmp_path, "cpu", math.inf, ["d=8", "d=16,supervised"])
    assert trained == [(16, True)]
    assert notes["8 without"]["status"] == "failed"


def test_a_stage_goes_on_after_its_process_died_as_long_as_it_finds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses = [-11, 1, 0, 1]

    def process(settings: Settings, stage: str, until: float) -> int:
        if len(statuses) > 1:
            Notes(tmp_path, stage).keep(left=len(statuses))
        return statuses.pop(0)

    monkeypatch.setattr(supervisor, "_process", process)
    settings = Settings(tmp_path, tmp_path / ARCHIVE, 60, "cpu", ("cells",))
    assert supervisor._stage(settings, "cells", math.inf) == "done"
    assert supervisor._stage(settings, "cells", math.inf) == "failed (1)"  # and not for ever
    assert statuses == []


def test_a_stage_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        supervisor, "_command", lambda *_: (sys.executable, "-c", "import time; time.sleep(60)")
    )
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.2)
    began = time.monotonic()
    assert (
        supervisor._stage(Settings(tmp_path, tmp_path / ARCHIVE, 1, "cpu", ("cells",)), "cells", began)
        == "cut"
    )
    assert time.monotonic() - began < 20
