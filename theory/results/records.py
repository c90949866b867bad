"""A record: measurements of one command, as JSON with the command, versions, machine and a digest. Needs no torch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.files import content_digest, read_object, write_bytes
from theory.results.machine import processor, versions

Row = dict[str, Any]
#: The stored data, installed with the project: one folder a study, and folders of runs.
RECORDED = Path(__file__).parent / "data"
#: The first records have versions of packages beside the rest of their content.
_PACKAGES = ("python", "numpy", "torch")


@dataclass(frozen=True, slots=True)
class Record:
    """What one command measured.

    Attributes:
        command: the command that makes it; empty where it was not recorded.
        content: the results, by name: ``rows``, ``cpu_seconds``, or what else the command prints.
        versions: of Python and the packages that can change a number.
        machine: the processor's name, or the card's; empty where it was not recorded.

    Example:
        >>> from theory.results import Record
        >>> Record("subtask measure norms/norms", {"rows": [{"m": 64}]}).rows
        [{'m': 64}]
    """

    command: str
    content: Mapping[str, Any]
    versions: Mapping[str, str] = field(default_factory=versions)
    machine: str = field(default_factory=processor)

    @classmethod
    def read(cls, path: Path) -> Record:
        """Read a record and check it against its digest; the first measurements on disk had none.

        Raises:
            InputError: it is missing, not a JSON object, or differs from its digest.
        """
        document = read_object(path)
        stored = document.pop("sha256", None)
        if stored is not None and stored != content_digest(document):
            raise InputError(f"{path}: damaged (its digest is not that of its content)")
        found = {name: document.pop(name) for name in _PACKAGES if isinstance(document.get(name), str)}
        found |= document.pop("versions", {})
        return cls(document.pop("command", ""), document, found, document.pop("hardware", ""))

    def write(self, path: Path) -> Path:
        """Write the record with its digest, whole or not at all, and make its folder."""
        document = {
            "command": self.command,
            "versions": dict(self.versions),
            "hardware": self.machine,
            **self.content,
        }
        document["sha256"] = content_digest(document)
        write_bytes(path, (json.dumps(document, indent=1, allow_nan=False) + "\n").encode())
        return path

    @property
    def rows(self) -> list[Row]:
        """Return the rows of the results; raise InputError if they are not a table."""
        found = self.content.get("rows")
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise InputError("not a record (no list of rows)")
        return found

    @property
    def seconds(self) -> float:
        """Seconds that the command took, most of them of processor time; for timed rows the mean over them."""
        for name in ("cpu_seconds", "seconds"):
            if name in self.content:
                return float(self.content[name])
        timed = [row["cpu_seconds"] for row in self.rows if row.get("cpu_seconds") is not None]
        return sum(timed) / len(timed) * len(self.rows) if timed else 0.0


@check_arguments
def recorded_rows(study: str, name: str) -> list[Row]:
    """Return the rows of a record that is kept with the project.

    Args:
        study: the folder that it is in.
        name: the name of the record.

    Raises:
        InputError: it is not there, is damaged, or has no rows.

    Example:
        >>> from theory.results import recorded_rows
        >>> recorded_rows("kernel", "sub-tasks")[0]["d"]
        4
    """
    path = RECORDED / study / f"{name}.json"
    if not path.exists():
        raise InputError(f"{path}: no such record; `subtask measure {study}/{name}` makes it")
    try:
        return Record.read(path).rows
    except InputError as error:
        raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from None
