"""The pages show the pinned statements themselves, and every theorem is on a page."""

import re
from pathlib import Path

from theory.formal import PINS, SOURCES
from theory.formal.coq import items

PAGES = Path(__file__).parents[2] / "docs" / "formal"


def test_every_theorem_is_shown_on_a_page_from_its_pin():
    shown = {
        (page.parent / included).resolve()
        for page in PAGES.glob("*.md")
        for included in re.findall(r"\{literalinclude\} (\S+)", page.read_text())
    }
    assert all(path.is_file() for path in shown)
    theorems = {name for name, command in items(SOURCES).items() if command.startswith("Check")}
    pinned = {f"{path.parent.name}.{path.stem}" for path in shown if path.is_relative_to(PINS.resolve())}
    assert theorems <= pinned
