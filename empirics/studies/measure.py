"""Make a record, case by case; a stopped measurement resumes after its last finished case."""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from empirics.studies import STUDIES
from theory.errors import InputError
from theory.files import check_writable
from theory.results.machine import versions
from theory.results.records import RECORDED, Record, Row

#: The commands of records that were made before ``subtask measure`` existed.
_FORMER = re.compile(
    r"python -m (?:theory\.kernel\.records|empirics\.measurements\.(?:records|why_muon)"
    r"|empirics\.runs\.(?:gap|wide_net)_records) (?P<name>\S+)(?: runs)? (?P<folder>\S+)"
)
_PRESENT = re.compile(r"subtask measure (?P<name>\S+)")


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a record in the making.

    Attributes:
        key: the first entries of the row, which identify it.
        find: measures the other entries.
    """

    key: Row
    find: Callable[[], Row]


#: The cases of a record, in order; runs that take long lie below the folder, and are resumed there.
Cases = Callable[[Path], Iterable[Case]]


def name_of(text: str) -> str:
    """Return the record's name for a name, or for the command that a stored record names.

    Raises:
        InputError: no study makes such a record.
    """
    if former := _FORMER.fullmatch(text):
        text = f"{PurePosixPath(former['folder']).name}/{former['name']}"
    elif present := _PRESENT.fullmatch(text):
        text = present["name"]
    if text not in records():
        raise InputError(f"no record is called {text!r}; `subtask measure` lists them")
    return text


def seconds_of(name: str) -> float:
    """Return the seconds that the stored record of this name took; 0 if none is stored."""
    path = RECORDED / f"{name}.json"
    return Record.read(path).seconds if path.exists() else 0.0


def records() -> dict[str, Cases]:
    """Return the function that yields the cases of each record, by name."""
    modules = [importlib.import_module(f"empirics.studies.{study}") for study in STUDIES]
    return {name: cases for module in modules for name, cases in module.RECORDS.items()}


def measure(name: str, out: Path, runs: Path) -> Path:
    """Make a record, or resume one that was stopped, and return its path ``out / NAME.json``.

    Args:
        name: the name of the record.
        out: the folder of the records.
        runs: where the runs of a study that trains for long lie.

    Raises:
        InputError: no study makes such a record, the stopped record is damaged, or the folder cannot be written.
    """
    import torch

    name = name_of(name)
    cases, path = records()[name], out / f"{name}.json"
    check_writable(path)  # checked before the work
    torch.set_num_threads(1)
    unfinished = path.with_name(f".{path.name}.unfinished")
    begun = Record.read(unfinished) if unfinished.exists() else None
    # With other versions the rows would not be those of one program.
    kept = begun.rows if begun and begun.versions == versions() else []
    seconds = begun.seconds if begun and kept else 0.0
    rows: list[Row] = []
    for number, case in enumerate(cases(runs)):
        if number < len(kept) and kept[number].items() >= case.key.items():
            rows.append(kept[number])
            continue
        started = time.process_time()
        row = case.key | case.find()
        # A run that was resumed records its own time.
        seconds += row.get("seconds", time.process_time() - started)
        rows.append(row)
        _record(name, rows, seconds).write(unfinished)
        print(json.dumps(row), file=sys.stderr, flush=True)  # what is printed is kept
    _record(name, rows, seconds).write(path)
    unfinished.unlink(missing_ok=True)
    return path


def _record(name: str, rows: list[Row], seconds: float) -> Record:
    return Record(f"subtask measure {name}", {"cpu_seconds": round(seconds, 1), "rows": rows})
