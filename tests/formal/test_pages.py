"""The pages show the pinned statements themselves, and every theorem is on a page."""

import re
from pathlib import Path

from theory.formal.coq import items
from theory.formal.record import pin_file

PAGES = Path(__file__).parents[2] / "docs"
#: Theorems that only serve others.
INNER = {
    "Coefficients.largest_from_table",
    "Coefficients.largest_coefficient_for_bits_is",
    "Orders.accepted_certificates_prove",
}


def shown(page: Path) -> set[str]:
    """The names on a page, ``Module.name``."""
    blocks = re.findall(
        r"^```{formal} (\w+)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return {f"{module}.{name}" for module, names in blocks for name in names.split()}


def test_every_theorem_is_shown_on_a_page_from_its_pin():
    names = {name for page in PAGES.glob("*/*.md") for name in shown(page)}
    assert all(pin_file(name).is_file() for name in names)
    theorems = {name for name, command in items().items() if command.startswith("Check")}
    assert theorems - INNER <= names
    assert not INNER & names


def test_the_worked_pages_of_the_lemmas_show_theirs():
    for page in ("section_4/lemma-1", "section_5/lemma-2", "section_6/lemma-3", "appendix_f/lemma-13"):
        number = page.rpartition("-")[2]
        assert f"Lemma{number}.lemma_{number}" in shown(PAGES / f"{page}.md")
