"""A worked page begins with what its statement says in plain words and ends with what a reader may rely on.

What a paper numbers is shown in a box, once.
"""

import ast
import re
from pathlib import Path

import pytest

from theory.papers import FIRST, known_papers, paper_named

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = ("section_*", "appendix_*", "elman-2026", "kim-suzuki-2025")
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_computed_block_prints_backslashes_and_no_control_characters(page):
    r"""``\f`` in a string that is not raw is a form feed, and the page shows no fraction."""
    blocks = re.findall(
        r"^```\{(?:computed|movable)\}[^\n]*\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S
    )
    for block in blocks:
        texts = [node.value for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Constant)]
        assert not [t for t in texts if isinstance(t, str) and re.search(r"[\x00-\x09\x0b-\x1f]", t)]


def stated() -> dict[str, list[Path]]:
    """The pages that show a claim in a box, by ``PAPER/ID``."""
    found: dict[str, list[Path]] = {}
    for page in DOCS.glob("*/*.md"):
        for name in re.findall(r"^```\{statement\} (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            found.setdefault(name if "/" in name else f"{FIRST}/{name}", []).append(page)
    return found


def numbered() -> list[str]:
    """Every lemma, theorem and the like of every paper, as ``PAPER/ID``."""
    kinds = {"algorithm", "corollary", "lemma", "proposition", "theorem"}
    return [f"{name}/{c.id}" for name in known_papers() for c in paper_named(name).claims if c.kind in kinds]


@pytest.mark.parametrize("name", numbered())
def test_what_a_paper_numbers_is_shown_in_one_box_on_its_page(name):
    paper, _, claim = name.partition("/")
    [page] = stated().get(name, ["no page"])
    of_the_paper = {p for p in DOCS.glob("*/*.md") if (p.parent.name in known_papers()) == (paper != FIRST)}
    own = {p for p in of_the_paper if p.stem == claim and (paper == FIRST or p.parent.name == paper)}
    assert page in (own or of_the_paper)


def test_a_box_shows_what_a_paper_numbers():
    assert set(stated()) == set(numbered())
