"""The findings of a stage, on disk after every finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from theory.files import read_json, replace_json


class Notes(dict[str, Any]):
    """The findings of a stage: ``OUT/STAGE.json``, replaced whole by :meth:`keep`."""

    def __init__(self, out: Path, stage: str) -> None:
        self.path = out / f"{stage}.json"
        super().__init__(read_json(self.path) if self.path.exists() else {})

    def keep(self, **found: Any) -> None:
        """Add findings and write all of them."""
        self.update(found)
        replace_json(self.path, self)
