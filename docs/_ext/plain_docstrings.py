"""Docstrings are written for readers of the source: this rewrites them for napoleon and docutils.

A bar is a literal bar, as in ``|H|``, and not reStructuredText. Attributes that share a description
(``low, high: ...``), which napoleon splits among arguments but not among attributes, get an entry each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

#: Code and mathematics, in which nothing is changed.
_MARKED = re.compile(r"(``.*?``|:[\w:]+:`.*?`)")
#: Two or more attributes with one description.
_SHARED = re.compile(r"    (\w+(?:, \w+)+):(.*)")


def prepare(app: Sphinx, what: str, name: str, value: Any, options: dict[str, Any], lines: list[str]) -> None:
    """Rewrite the lines of a docstring in place."""
    lines[:] = split_attributes(list(escape_bars(lines)))


def escape_bars(lines: list[str]) -> Iterator[str]:
    """Yield the lines with every ``|`` escaped outside code, mathematics and examples."""
    in_example = False
    for line in lines:
        in_example = bool(line.strip()) and (in_example or line.lstrip().startswith(">>>"))
        parts = _MARKED.split(line)
        parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
        yield line if in_example else "".join(parts)


def split_attributes(lines: list[str]) -> Iterator[str]:
    """Yield the lines with one entry for each attribute."""
    in_section, start = False, 0
    while start < len(lines):
        in_section = lines[start] == "Attributes:" or (in_section and lines[start][:1] in ("", " "))
        end = start + 1
        while end < len(lines) and lines[end].startswith(" " * 5):
            end += 1
        shared = _SHARED.fullmatch(lines[start]) if in_section else None
        if shared:
            for name in shared[1].split(", "):
                yield from (f"    {name}:{shared[2]}", *lines[start + 1 : end])
        else:
            yield from lines[start:end]
        start = end


def setup(app: Sphinx) -> dict[str, Any]:
    """Work on docstrings before napoleon reads their sections."""
    app.connect("autodoc-process-docstring", prepare, priority=100)
    return {"parallel_read_safe": True}
