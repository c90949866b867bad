"""The commands that are kept beside the records of table 1 are the ones that make them."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from empirics.commands import run_options
from empirics.spec import RunConfig
from empirics.store import Run
from tests.program import subtask
from theory.reported.table_2 import DATASET_SEEDS
from theory.results.records import RECORDED

KEPT = RECORDED / "table-1"


class Asked(Exception):
    """Carries the run that a command asks for."""

    def __init__(self, config: RunConfig, *_: Any, **__: Any) -> None:
        self.config = config


def asked_for(command: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> RunConfig:
    """The run of a command with another seed in its place."""

    def stop(*arguments: Any, **named: Any) -> None:
        raise Asked(*arguments, **named)

    monkeypatch.setattr(run_options, "do", stop)
    words = shlex.split(command)[1:]
    words[words.index("--seed") + 1] = str(seed)
    with pytest.raises(Asked) as caught:
        subtask(*words)
    return caught.value.config


def test_every_record_is_made_by_a_command_and_every_command_makes_a_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = (KEPT / "COMMANDS.txt").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line.startswith("subtask train")]
    made = {asked_for(command, seed, monkeypatch).name for command in commands for seed in DATASET_SEEDS}
    kept = {
        path.parent.name for path in KEPT.glob("*/config.json") if Run(path.parent).config.device == "cpu"
    }
    assert made == kept
    assert len(made) == len(commands) * len(DATASET_SEEDS)
