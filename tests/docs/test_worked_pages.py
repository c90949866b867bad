"""A worked page begins with what its statement says in plain words and ends with what a reader may rely on."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = ("section_*", "appendix_*", "kim-suzuki-2025")
#: Formats of files: no statement of a paper.
APART = {"circuit-files.md"}
PAGES = sorted(
    page
    for folder in FOLDERS
    for page in DOCS.glob(f"{folder}/*.md")
    if page.name != "index.md" and page.name not in APART
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_worked_page_begins_in_plain_words_and_ends_with_what_holds(page):
    text = page.read_text(encoding="utf-8")
    title, first, *_ = re.split(r"\n\n+", text)
    assert title.startswith("# ")
    assert first.startswith("**In plain words.**")
    last = re.findall(r"^## (.+)$", text, re.MULTILINE)[-1]
    assert last == "What a reader may rely on"
    assert "{ledger}`" in text.rpartition("## What a reader may rely on")[2]
