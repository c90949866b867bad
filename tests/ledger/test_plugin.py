"""The plugin on small suites of its own: what each rule of the ledger does to a run."""

from pathlib import Path

import pytest

from tests.ledger.suites import HOLDS, Suite

FAILS = 'Claim("eq-1", "section 1", "one", verdict="fails", counterexample="c", correction="d")'
SUPPORTED = """
    @supports("eq-1", evidence="symbolic")
    def test_it():
        x = 2
        assert x + x == 4
"""


def test_a_supporting_check_carries_holds(pytester):
    suite = Suite(pytester, HOLDS, SUPPORTED)
    assert suite.run().ret == pytest.ExitCode.OK
    assert suite.verdicts == {"eq-1": ("holds", "symbolic")}
    assert suite.ledger["problems"] == []
    [check] = suite.ledger["claims"][0]["checks"]
    assert (check["test"], check["shows"], check["passed"]) == (
        "suite/test_checks.py::test_it",
        "supports",
        True,
    )


def test_an_error_in_teardown_undoes_a_pass(pytester):
    checks = """
    @pytest.fixture
    def breaks_afterwards():
        yield
        raise ValueError

    @supports("eq-1", evidence="symbolic")
    def test_it(breaks_afterwards):
        x = 2
        assert x + x == 4
    """
    suite = Suite(pytester, HOLDS, checks)
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.verdicts == {"eq-1": ("open", "none")}


REFUTED = SUPPORTED.replace("supports", "refutes").replace("test_it", "test_counterexample")
CORRECTED = (
    SUPPORTED.replace("supports", "corrects")
    .replace("test_it", "test_correction")
    .replace("symbolic", "certificate")
)


@pytest.mark.parametrize(
    ("checks", "verdict", "problem"),
    [
        (REFUTED + CORRECTED, ("fails", "certificate"), None),
        (REFUTED, ("open", "none"), "eq-1: no correction was shown to hold"),
        (CORRECTED, ("open", "none"), "eq-1: no counterexample was shown"),
        (SUPPORTED, ("open", "none"), "eq-1: no counterexample was shown"),
    ],
    ids=["both", "no correction", "no counterexample", "neither"],
)
def test_fails_needs_a_counterexample_and_a_correction(pytester, checks, verdict, problem):
    suite = Suite(pytester, FAILS, checks)
    assert suite.run().ret == (pytest.ExitCode.TESTS_FAILED if problem else pytest.ExitCode.OK)
    assert suite.verdicts == {"eq-1": verdict}
    assert problem is None or problem in suite.ledger["problems"]


def test_a_refuting_check_overturns_holds(pytester):
    suite = Suite(pytester, HOLDS, SUPPORTED + REFUTED)
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.verdicts == {"eq-1": ("fails", "symbolic")}


def test_open_with_checks_is_a_problem(pytester):
    suite = Suite(pytester, 'Claim("eq-1", "section 1", "one")', SUPPORTED)
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.ledger["problems"] == ["eq-1: declared open, yet checks bear on it"]


def test_a_test_without_a_mark_names_no_claim(pytester):
    suite = Suite(
        pytester, HOLDS, SUPPORTED + "\n    def test_nameless():\n        x = 2\n        assert x == 2\n"
    )
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.ledger["problems"] == ["suite/test_checks.py::test_nameless: a check that names no claim"]


def test_tests_outside_the_suite_need_no_mark(pytester):
    suite = Suite(pytester, HOLDS, SUPPORTED)
    pytester.mkdir("other").joinpath("test_other.py").write_text(
        "def test_other():\n    x = 2\n    assert x == 2\n"
    )
    assert suite.run("suite", "other").ret == pytest.ExitCode.OK


def test_a_mark_of_an_id_that_no_claim_has(pytester):
    suite = Suite(pytester, HOLDS, SUPPORTED + SUPPORTED.replace("eq-1", "eq-9").replace("test_it", "test_9"))
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.ledger["problems"] == ["suite/test_checks.py::test_9: bears on eq-9, which no claim has"]


@pytest.mark.parametrize(
    "mark",
    [
        'supports(evidence="symbolic")',
        'supports("eq-1", evidence="recorded")',
        'supports("eq-1", evidence="none")',
    ],
    ids=["no claim", "what only a run can say", "no evidence"],
)
def test_a_mark_that_says_too_little_stops_the_collection(pytester, mark):
    suite = Suite(pytester, HOLDS, f"\n    @{mark}\n    def test_it():\n        assert print\n")
    assert suite.run().ret == pytest.ExitCode.INTERRUPTED
    assert not Path(pytester.path, "ledger.json").exists()


@pytest.mark.parametrize(
    ("claims", "problem"),
    [
        (HOLDS.replace(")", ', uses=("eq-7",))'), "eq-1: rests on eq-7, which no claim has"),
        (HOLDS.replace(")", ', uses=("eq-1",))'), "claims rest on each other in a circle: eq-1 -> eq-1"),
        (HOLDS + ", " + HOLDS, "eq-1: declared twice"),
        ('Claim("eq-1", "s", "one", verdict="fails")', "eq-1: verdict fails but no correction"),
        ('Claim("eq-1", "s", "one", verdict="holds-as-read")', "eq-1: verdict holds-as-read but no reading"),
        ('Claim("eq-1", "s", "one", verdict="cited")', "eq-1: verdict cited but no source"),
        (
            'Claim("equation 1", "s", "one")',
            "equation 1: an id is a kind, a hyphen and the rest, such as lemma-2",
        ),
        (
            FAILS.replace('"d")', '"d", severity="breaks")'),
            "eq-1: severity breaks, but no claim that rests on it fails or has a gap",
        ),
        (FAILS.replace('"d")', '"d", cause="eq-7")'), "eq-1: its cause eq-7 is no root cause"),
        (
            FAILS.replace('"d")', '"d", cause="eq-2")')
            + ', Claim("eq-2", "s", "two", cause="eq-3"), Claim("eq-3", "s", "three")',
            "eq-1: its cause eq-2 is no root cause",
        ),
    ],
)
def test_flawed_claims_fail_the_run(pytester, claims, problem):
    suite = Suite(pytester, claims, SUPPORTED)
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert problem in suite.ledger["problems"]


TWO = HOLDS + ', Claim("eq-2", "section 1", "two", verdict="holds", uses=("eq-1",))'
TWO_SUPPORTED = SUPPORTED + SUPPORTED.replace("eq-1", "eq-2").replace("test_it", "test_two")


@pytest.mark.parametrize(
    "arguments",
    [
        ("suite", "-k", "two"),
        ("suite", "--claims", "eq-1"),
        ("suite/test_checks.py",),
        ("suite/test_checks.py::test_it",),
        ("suite", "--deselect", "suite/test_checks.py::test_it"),
        ("suite", "--ignore", "suite/test_checks.py"),
        ("suite", "--collect-only"),
        ("suite", "-n", "1", "-k", "two"),
    ],
    ids=" ".join,
)
def test_a_partial_run_leaves_the_ledger_alone(pytester, arguments):
    suite = Suite(pytester, TWO, TWO_SUPPORTED)
    Path(pytester.path, "ledger.json").write_text("as it was")
    assert suite.run(*arguments).ret in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    assert Path(pytester.path, "ledger.json").read_text() == "as it was"


def test_a_run_that_breaks_off_leaves_the_ledger_alone(pytester):
    suite = Suite(pytester, TWO, TWO_SUPPORTED.replace("== 4", "== 5", 1))
    Path(pytester.path, "ledger.json").write_text("as it was")
    assert suite.run("suite", "-x").ret == pytest.ExitCode.TESTS_FAILED
    assert Path(pytester.path, "ledger.json").read_text() == "as it was"


def test_claims_runs_what_a_claim_rests_on(pytester):
    suite = Suite(pytester, TWO, TWO_SUPPORTED)
    suite.run("suite", "--claims", "eq-2").assert_outcomes(passed=2)
    suite.run("suite", "--claims", "eq-1").assert_outcomes(passed=1, deselected=1)
    assert suite.run("suite", "--claims", "eq-5").ret == pytest.ExitCode.USAGE_ERROR


def test_claims_looks_up_causes_and_what_breaks_in_the_whole_paper(pytester):
    by_id = '"eq-{}", "section 1", "one", verdict="fails", counterexample="c", correction="d"'
    breaks = f'Claim({by_id.format(1)}, severity="breaks")'
    broken = f'Claim({by_id.format(2)}, uses=("eq-1",))'
    caused = f'Claim({by_id.format(3)}, cause="eq-1")'
    checks = "".join(
        (REFUTED + CORRECTED).replace("eq-1", f"eq-{k}").replace("def test_", f"def test_{k}_")
        for k in (1, 2, 3)
    )
    suite = Suite(pytester, ", ".join((breaks, broken, caused)), checks)
    for arguments in ((), ("suite", "--claims", "eq-1"), ("suite", "--claims", "eq-3")):
        assert suite.run(*arguments).ret == pytest.ExitCode.OK


def test_claims_takes_a_claim_with_its_paper(pytester):
    suite = Suite(pytester, TWO, TWO_SUPPORTED)
    suite.run("suite", "--claims", "a-paper/eq-1").assert_outcomes(passed=1, deselected=1)
    assert suite.run("suite", "--claims", "another-paper/eq-1").ret == pytest.ExitCode.USAGE_ERROR


def test_without_the_count_of_assertions_nothing_is_judged(pytester):
    suite = Suite(pytester, HOLDS, SUPPORTED)
    pytester.makeini("[pytest]\n")
    result = suite.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*set enable_assertion_pass_hook = true*"])


def test_the_ledger_is_the_same_under_xdist(pytester):
    claims = (
        TWO + ', Claim("eq-3", "section 1", "three", verdict="fails", counterexample="c", correction="d")'
    )
    nameless = "\n    def test_nameless():\n        assert print\n"
    suite = Suite(pytester, claims, TWO_SUPPORTED + REFUTED.replace("eq-1", "eq-3") + nameless)
    suite.run("suite")
    alone = without_seconds(suite.ledger)
    Path(pytester.path, "ledger.json").unlink()
    suite.run("suite", "-n", "2")
    assert alone["problems"]
    assert without_seconds(suite.ledger) == alone


def without_seconds(ledger: dict) -> dict:
    """A ledger less what differs from run to run."""
    del ledger["digest"]
    for claim in ledger["claims"]:
        for check in claim["checks"]:
            del check["seconds"]
    return ledger


def test_errors_are_planted_in_one_process_only(pytester):
    """Workers would plant none, and the record would be of none."""
    suite = Suite(pytester, HOLDS, SUPPORTED)
    done = suite.run("suite", "-n", "2", "--plant", "all", "--plant-record", "record.json")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "--plant runs in one process" in done.stderr.str()
    assert not (pytester.path / "record.json").exists()
