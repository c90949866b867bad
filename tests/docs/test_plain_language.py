"""Test that no private idiom is left in what a reader sees: claims, docstrings, messages, helps of options, pages."""

import ast
import re
from pathlib import Path

import pytest

from theory.ledger import Part
from theory.papers import known_papers, paper_named

ROOT = Path(__file__).parents[2]

#: Private idioms, each with what to write instead.
IDIOMS = {
    r"so many|so often": "the name of the number",
    r"at hand": "present, or the name of the thing",
    r"befalls?": "happens to",
    r"for its own sake": "say why",
    r"(what|than) (it|they|one) makes? of": "the plain verb",
    r"lucky|heard|told": "correlated, forced, revealed: the standard word",
    r"no worse": "at most as large",
    r"all the same": "nevertheless",
    r"as (one likes|wanted)": "arbitrarily",
    r"(is|was) said of|speaks? of": "is about",
    r"in the place of": "instead of",
    r"mends?|mended": "correct, corrected",
    r"gives? away": "reveals",
}
#: In a claim or a message a statement does not stand, and a sub-task is not cheap.
IN_SHORT_TEXTS = {
    r"stands": "holds, or the plain verb",
    r"by itself": "the plain verb",
    r"whatever": "for every",
    r"cheap(er|est|ly)?|dear": "of small complexity",
    r"coins?": "random bits",
}
#: Calls whose arguments a user reads.
SHOWN = {"echo", "print", "warn"}
#: Keyword arguments that a user reads.
HELPS = {"help", "epilog", "description"}


def idioms(text: str, listed: dict[str, str]) -> list[str]:
    """Return the idioms in a text, each with its surroundings and what to write."""
    return [
        f"...{text[max(0, found.start() - 30) : found.end() + 30]!r}...: write {instead}"
        for idiom, instead in listed.items()
        for found in re.finditer(rf"(?<![-\w])({idiom})(?![-\w])", text, re.IGNORECASE)
    ]


def modules() -> list[Path]:
    files = [
        path
        for top in ("theory", "empirics", "tests/mutation")
        for path in sorted((ROOT / top).rglob("*.py"))
    ]
    return [path for path in (*files, ROOT / "tests" / "flaky.py") if "proofs" not in path.parts]


def strings(node: ast.AST) -> list[str]:
    return [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def docstrings_of(tree: ast.AST) -> list[str]:
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    return [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented)]


def messages_of(tree: ast.AST) -> list[str]:
    """The strings in raised errors, in what is printed, and in helps."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            found += strings(node.exc)
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found += [text for argument in node.args if name in SHOWN for text in strings(argument)]
            found += [text for word in node.keywords if word.arg in HELPS for text in strings(word.value)]
    return found


@pytest.mark.parametrize("paper", known_papers())
def test_claims(paper):
    for claim in paper_named(paper).claims:
        texts = [claim.text(part) for part in Part] + [claim.refutation]
        texts += [clause.rendered_domain(claim.notation) for part in Part for clause in claim.clauses(part)]
        assert idioms(" | ".join(texts), IDIOMS | IN_SHORT_TEXTS) == [], claim.id


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_docstrings_and_messages(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [found for text in docstrings_of(tree) for found in idioms(text, IDIOMS)] == []
    assert [found for text in messages_of(tree) for found in idioms(text, IDIOMS | IN_SHORT_TEXTS)] == []


def pages() -> list[Path]:
    made = {"_build", "_generated", "claims"}
    return [
        *sorted(ROOT.glob("*.md")),
        *(p for p in sorted((ROOT / "docs").rglob("*.md")) if not made & set(p.parts)),
    ]


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_pages(path):
    assert idioms(path.read_text(encoding="utf-8"), IDIOMS) == []
