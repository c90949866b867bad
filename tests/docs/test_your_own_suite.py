"""The suite that the page ``your-own`` tells a reader to write works as it says."""

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "your-own.md"


def block(language: str, number: int = 0) -> str:
    """The n-th fenced block of a language on the page."""
    found = re.findall(
        rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return found[number]


@pytest.fixture
def suite(pytester):
    pytester.makepyprojecttoml(block("toml"))
    folder = pytester.mkdir("suite")
    (folder / "conftest.py").write_text(block("python", 0))
    (folder / "test_sums.py").write_text(block("python", 1))
    return pytester


def test_the_suite_of_the_page_is_judged(suite):
    assert suite.runpytest_inprocess("suite", "-p", "no:cacheprovider").ret == pytest.ExitCode.OK
    claims = json.loads(Path(suite.path, "ledger.json").read_text())["papers"][0]["claims"]
    assert [(claim["id"], claim["verdict"], claim["evidence"]) for claim in claims] == [
        ("eq-1", "holds", "symbolic"),
        ("eq-2", "fails", "certificate"),
    ]


def test_it_fails_when_the_correction_is_wrong(suite):
    checks = Path(suite.path, "suite", "test_sums.py")
    checks.with_name("conftest.py").write_text(
        checks.with_name("conftest.py").read_text().replace("2*n + 1", "2*n + 2")
    )
    assert suite.runpytest_inprocess("suite", "-p", "no:cacheprovider").ret == pytest.ExitCode.TESTS_FAILED


def test_planted_errors_are_caught_until_the_check_is_weakened_as_the_tutorial_says(suite):
    whole = suite.runpytest_inprocess("suite", "--plant", "all", "-p", "no:cacheprovider")
    whole.stdout.fnmatch_lines(["*37 planted, 37 caught, 0 crashed, 0 equivalent, 0 missed"])
    checks = Path(suite.path, "suite", "test_sums.py")
    checks.write_text(checks.read_text().replace("== case.printed != case.value", "!= case.value"))
    weak = suite.runpytest_subprocess("suite", "--plant", "all", "-p", "no:cacheprovider")
    weak.stdout.fnmatch_lines(["*10 missed"])
    tutorial = PAGE.with_name("tutorials.md").read_text()
    assert "all 37" in tutorial
    assert "misses ten errors" in tutorial.replace("\n", " ")
