"""``subtask new-paper``: the suite that it makes runs at once, and every planted error in it is caught."""

import re

import pytest

from tests.program import subtask
from theory.errors import InputError
from theory.papers import folder_of_the_suite, paper_in, paper_named


@pytest.fixture
def suite(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
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
    with pytest.raises(InputError, match=r"paper.py: ZeroDivisionError: division by zero"):
        paper_in(suite)
    (suite / "paper.py").write_text("PAPER = 1", encoding="utf-8")
    with pytest.raises(InputError, match="it must give PAPER"):
        paper_in(suite)
    (suite / "paper.py").unlink()
    with pytest.raises(InputError, match="no such file"):
        paper_in(suite)
    with pytest.raises(InputError, match="no paper is called"):
        paper_named(str(suite))
