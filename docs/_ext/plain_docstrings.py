"""Docstrings are written for a reader of the source: a bar in them is a bar, as in ``|H|``, and no reStructuredText."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

#: Code and mathematics, in which nothing is changed.
_MARKED = re.compile(r"(``.*?``|:[\w:]+:`.*?`)")


def escape_bars(
    app: Sphinx, what: str, name: str, value: Any, options: dict[str, Any], lines: list[str]
) -> None:
    """Escape every ``|`` of a docstring, in place, outside code, mathematics and examples."""
    in_example = False
    for number, line in enumerate(lines):
        in_example = bool(line.strip()) and (in_example or line.lstrip().startswith(">>>"))
        if not in_example:
            parts = _MARKED.split(line)
            parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
            lines[number] = "".join(parts)


def setup(app: Sphinx) -> dict[str, Any]:
    """Work on docstrings before napoleon reads their sections."""
    app.connect("autodoc-process-docstring", escape_bars, priority=100)
    return {"parallel_read_safe": True}
