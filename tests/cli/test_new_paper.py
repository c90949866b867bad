"""``subtask new-paper``: the suite that it makes runs at once, and every planted error in it is caught."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.program import subtask
from theory.errors import InputError
from theory.ledger import judge, write_ledger
from theory.papers import folder_of_the_suite, paper_in, paper_named


@pytest.fixture
def suite(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(
        "PYTEST_XDIST_WORKER", raising=False
    )  # the suite that is run in this process is no worker's
    assert subtask("new-paper", "my-notes", "--title", "Three claims") == 0
    return tmp_path / "my-notes"


def test_the_suite_has_a_paper_with_its_title_and_names_no_place_holder(suite):
    paper = paper_in(suite)
    assert (paper.name, paper.title) == ("my-notes", "Three claims")
    assert [claim.verdict.value for claim in paper.claims] == ["holds", "fails", "holds"]
    assert paper_named(str(suite)).name == "my-notes"
    assert folder_of_the_suite(str(suite)) == suite
    assert not any(re.search("@[A-Z]+@", path.read_text(encoding="utf-8")) for path in suite.iterdir())


def test_every_verdict_is_carried_and_every_planted_error_caught(suite, pytester):
    for name in ("paper.py", "conftest.py", "test_checks.py"):
        pytester.path.joinpath(name).write_bytes((suite / name).read_bytes())
    pytester.makepyprojecttoml((suite / "pyproject.toml").read_text(encoding="utf-8"))
    found = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    found.stdout.fnmatch_lines(["*3 claims: 2 holds, 1 fails; failures from 1 root cause*"])
    planted = pytester.runpytest_inprocess("-p", "no:cacheprovider", "--plant", "all")
    [line] = [line for line in planted.outlines if "planted," in line]
    counts = [int(count) for count in re.findall(r"(\d+) (?:planted|caught|equivalent|missed)", line)]
    assert counts[0] == counts[1] > 20
    assert counts[2:] == [0, 0]


def test_a_suite_that_is_broken_says_why_in_one_line(suite):
    (suite / "paper.py").write_text("PAPER = 1 / 0", encoding="utf-8")
    with pytest.raises(InputError, match=r"paper.py, line 1: ZeroDivisionError: division by zero"):
        paper_in(suite)
    (suite / "paper.py").write_text("PAPER = 1", encoding="utf-8")
    with pytest.raises(InputError, match="it must give PAPER"):
        paper_in(suite)
    (suite / "paper.py").unlink()
    with pytest.raises(InputError, match="no such file"):
        paper_in(suite)
    with pytest.raises(InputError, match="no paper is called"):
        paper_named(str(suite))


def program(*words):
    """A command in a process of its own: pytest imports the suites of one folder name once in a process."""
    command = [sys.executable, "-c", "from empirics.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("command", "line", "cause"),
    [
        ("verify", "import nothere", "No module named 'nothere'"),
        ("verify", "def", "SyntaxError: invalid syntax"),
        (
            "report",
            'from theory.ledger import supports; supports("x", evidence="proof")',
            "the evidence of a check is",
        ),
    ],
)
def test_checks_that_cannot_be_loaded_are_named_with_the_cause(suite, command, line, cause):
    checks = suite / "test_checks.py"
    checks.write_text(f"{line}\n{checks.read_text(encoding='utf-8')}", encoding="utf-8")
    done = program(command, "--paper", "my-notes")
    assert done.returncode == 2
    [said] = [one for one in done.stderr.splitlines() if one.startswith("subtask: ")]
    assert said.startswith("subtask: the checks cannot be loaded: test_checks.py: ")
    assert cause in said


def test_a_ledger_says_what_is_wrong_with_the_suite_and_when_it_is_old(suite, capsys):
    def said(*view):
        assert subtask(*view, "--paper", "my-notes") == 0
        return "".join(capsys.readouterr())

    views = [("claims",), ("claims", "remark-1-primes"), ("errata",)]
    alone = program("verify", "remark-1-primes", "--paper", "my-notes")
    assert "Only some of the checks ran, so ledger.json is unchanged." in alone.stdout
    assert not Path("ledger.json").exists()
    assert program("verify", "--paper", "my-notes").returncode == 0
    assert not any("older" in said(*view) or "problem" in said(*view) for view in views)
    paper = suite / "paper.py"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(
        text.replace('verdict="holds",', 'verdict="holds", uses=("lemma-9",),', 1), encoding="utf-8"
    )
    assert all("This ledger is older than the claims" in said(*view) for view in views)
    assert program("verify", "--paper", "my-notes").returncode == 1
    assert all("rests on lemma-9, which no claim has" in said(*view) for view in views)


def test_a_ledger_of_several_papers_asks_for_the_name_of_one(tmp_path, capsys):
    for name in ("three", "others"):
        write_ledger(replace(judge([], []), paper=name), tmp_path / "ledger.json")
    assert subtask("claims", "--ledger", tmp_path / "ledger.json") == 2
    assert "it has others, three; name one with --paper" in capsys.readouterr().err
