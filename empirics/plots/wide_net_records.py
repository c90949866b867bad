"""The stored runs of the wide net, one row each, which the figures of this part read."""

from __future__ import annotations

import json
from typing import Any

from empirics.plots.style import RECORDED
from theory.errors import InputError

#: Made by ``python -m empirics.runs.wide_net_records NAME runs docs/results/wide-net``; each file holds its command.
FOLDER = RECORDED / "wide-net"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one record.

    Raises:
        InputError: it is not there.
    """
    path = FOLDER / f"{name}.json"
    if not path.exists():
        raise InputError(
            f"{path}: no such record; `python -m empirics.runs.wide_net_records {name} runs {FOLDER}` makes it"
        )
    found: list[dict[str, Any]] = json.loads(path.read_text())["rows"]
    return found


def single_pass_rows() -> list[dict[str, Any]]:
    """Runs in a single pass; those of the most bits too where that record was made."""
    largest = "wide-single-pass-16"
    return rows("wide-single-pass") + (rows(largest) if (FOLDER / f"{largest}.json").exists() else [])
