"""The stored results of the infinite-width kernel, which the figures of this part read."""

from __future__ import annotations

import json
from typing import Any

from empirics.plots.style import RECORDED
from theory.errors import InputError

#: Made by ``python -m theory.kernel.records NAME docs/results/kernel``; each file holds its command.
FOLDER = RECORDED / "kernel"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one record.

    Raises:
        InputError: it is not there.
    """
    path = FOLDER / f"{name}.json"
    if not path.exists():
        raise InputError(
            f"{path}: no such record; `python -m theory.kernel.records {name} {path.parent}` makes it"
        )
    found: list[dict[str, Any]] = json.loads(path.read_text())["rows"]
    return found


def learning_rows(d: int) -> list[dict[str, Any]]:
    """Errors of kernel regression at d bits, one row a draw; with the most samples too where that record was made."""
    found = rows(f"learning-curves-{d}")
    largest = f"learning-curves-{d}-largest"
    return found + (rows(largest) if (FOLDER / f"{largest}.json").exists() else [])
