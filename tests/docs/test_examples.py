"""Every example in README, docs and docstrings runs, and shows what it says."""

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest

import empirics
import theory
from empirics.cli import COMMANDS as TRAINING_COMMANDS
from theory.cli.app import COMMANDS, make_app, run

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(p for p in (ROOT / "docs").rglob("*.md") if not {"_build", "_generated"} & set(p.parts)),
    ]
)


def examples(page: Path) -> doctest.DocTest:
    """The ``>>>`` examples of a page; those of one page share their names."""
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)


WITH_EXAMPLES = [page for page in PAGES if examples(page).examples]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page(page):
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples(page))
    assert result.attempted
    assert result.failed == 0


def test_there_are_pages_with_examples():
    assert {"README.md", "your-own.md"} <= {page.name for page in WITH_EXAMPLES}


def modules() -> list[str]:
    """Every module outside the suites of proofs."""
    found = [
        module.name
        for package in (theory, empirics)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    return [name for name in found if ".proofs" not in name and not name.endswith("__main__")]


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def commands_with_answers(page: Path) -> list[tuple[str, str]]:
    """The ``$ subtask ...`` lines of a page's console blocks, each with what is printed under it."""
    found = []
    for block in re.findall(
        r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = part.partition("\n")
            if command.startswith("subtask "):
                found.append((command, answer))
    return found


SHOWN = [(page.name, *pair) for page in PAGES for pair in commands_with_answers(page)]


@pytest.mark.parametrize(
    ("page", "command", "answer"), SHOWN, ids=[f"{page}: {command}" for page, command, _ in SHOWN]
)
def test_a_command_prints_what_its_page_shows(page, command, answer, capsys):
    app = make_app((("theory.cli", COMMANDS), ("empirics.commands", TRAINING_COMMANDS)))
    assert run(app, shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out.strip() == answer.strip()
