"""Experiments that take minutes are run once and kept as JSON, each with the command that made it."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from theory.errors import InputError
from theory.files import read_json, replace_bytes

Row = dict[str, Any]
#: Kept with the project: one folder an experiment.
RECORDED = Path(__file__).parents[2] / "docs" / "results"


def read_rows(path: Path, hint: str = "") -> list[Row]:
    """The rows of a record.

    Raises:
        InputError: it is not there (``hint`` says what makes it), or is no record.
    """
    if not path.exists():
        raise InputError(f"{path}: no such record{hint and '; '}{hint}")
    document = read_json(path)
    found = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise InputError(f"{path}: not a record (no list of rows)")
    return found


def rows(folder: str, name: str) -> list[Row]:
    """The rows of the record ``docs/results/FOLDER/NAME.json``; InputError if it is not there."""
    return read_rows(RECORDED / folder / f"{name}.json")


def make(module: str, records: Mapping[str, Callable[[], list[Row]]], arguments: list[str]) -> Path:
    """``python -m MODULE NAME FOLDER``: make one record of a module and write it whole.

    Raises:
        InputError: the arguments are not a record's name and a folder.
    """
    if len(arguments) != 2 or arguments[0] not in records:
        raise InputError(f"usage: python -m {module} NAME FOLDER; names: {', '.join(records)}")
    name, folder = arguments
    started = time.process_time()
    found = records[name]()
    record = {
        "command": f"python -m {module} {name} {folder}",
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "torch": version("torch"),
        "cpu_seconds": round(time.process_time() - started, 1),
        "rows": found,
    }
    path = Path(folder) / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, (json.dumps(record, indent=1, allow_nan=False) + "\n").encode())
    return path
