# ruff: noqa: E501
"""Checks that show nothing, by oversight or on purpose: none of them carries a verdict."""

import pytest

from tests.ledger.suites import HOLDS, Suite

#: What stands before the mark, the body of the check, and what the ledger says of it.
SHOWS_NOTHING = {
    "failing": ("", "x = 2\nassert x == 3", "failed"),
    "skipped": ("@pytest.mark.skip", "x = 2\nassert x == 2", "skipped"),
    "skipping inside": ("", "pytest.skip('no')", "skipped"),
    "expected to fail": ("@pytest.mark.xfail", "x = 2\nassert x == 3", "expected to fail"),
    "unexpectedly passing": ("@pytest.mark.xfail", "x = 2\nassert x == 2", "expected to fail"),
    "before it breaks": ("", "x = 2\nassert x == 2\nraise ValueError", "failed"),
    "without assertion": ("", "print(2 + 2)", "asserts nothing"),
    "of a constant": ("", "assert True", "asserts nothing"),
    "of constants": ("", "assert 1 + 1 == 2", "asserts nothing"),
    "of a builtin of constants": ("", "assert bool(1)", "asserts nothing"),
    "of the length of a literal": ("", "assert len([1, 2]) == 2", "asserts nothing"),
    "of an integer read from a literal": ("", "assert int('4') == 4", "asserts nothing"),
    "of a maximum of literals": ("", "assert max(1, 2) == 2 and isinstance(3, int)", "asserts nothing"),
    "of a thing with itself": ("", "x = 2\nassert x == x", "asserts nothing"),
    "of a thing with itself plus nothing": ("", "x = 2\nassert x == x + 0", "asserts nothing"),
    "of nothing plus a thing": ("", "x = 2\nassert 0 + x == x", "asserts nothing"),
    "of a thing times one": ("", "x = 2\nassert x <= 1 * x * 1", "asserts nothing"),
    "of a call with itself": ("", "x = 2\nassert abs(x) == abs(x)", "asserts nothing"),
    "of one formula with itself": ("", "x = 2\nassert x**2 + 1 >= x**2 + 1", "asserts nothing"),
    "or true": ("", "x = 2\nassert x == 3 or True", "asserts nothing"),
    "bitwise or true": ("", "x = 2\nassert (x == 4) | True", "asserts nothing"),
    "or one": ("", "x = 2\nassert x == 3 or 1", "asserts nothing"),
    "not false": ("", "assert not False", "asserts nothing"),
    "of a tuple": ("", "x = 2\nassert [x == 3, 'said']", "asserts nothing"),
    "of a set": ("", "x = 2\nassert {x == 3}", "asserts nothing"),
    "of a text": ("", "x = 2\nassert f'{x} is 3'", "asserts nothing"),
    "of a function that is not called": ("", "x = 2\nassert lambda: x == 3", "asserts nothing"),
    "over nothing": ("", "for x in []:\n    assert x == 3", "asserts nothing"),
    "all over nothing": ("", "assert all(x == 3 for x in [])", "asserts nothing"),
    "all over nothing that matches": ("", "xs = [1, 2]\nassert all(x == 3 for x in xs if x > 5)", "asserts nothing"),
    "not any over nothing": ("", "xs = []\nassert not any(x == 3 for x in xs)", "asserts nothing"),
    "close arrays without entries": ("", "a = np.zeros(0)\nassert np.allclose(a, a + 1)", "asserts nothing"),
    "equal arrays without entries": ("", "a = []\nassert np.array_equal(a, [])", "asserts nothing"),
    "numpy's assertion without entries": ("", "np.testing.assert_allclose([], [])", "asserts nothing"),
    "the empty subset": ("", "x = 2\nfound = set()\nassert found <= {x}", "asserts nothing"),
    "swallowed": ("", "x = 2\ntry:\n    assert x == 2\nexcept AssertionError:\n    pass", "asserts nothing"),
    "swallowed with others": ("", "x = 2\ntry:\n    assert x == 2\nexcept (ValueError, AssertionError):\n    pass", "asserts nothing"),
    "swallowed by every exception": ("", "x = 2\ntry:\n    assert x == 2\nexcept Exception:\n    pass", "asserts nothing"),
    "swallowed by a bare except": ("", "x = 2\ntry:\n    assert x == 2\nexcept:\n    pass", "asserts nothing"),
    "numpy's, swallowed": ("", "try:\n    np.testing.assert_allclose(1, 1)\nexcept AssertionError:\n    pass", "asserts nothing"),
    "after the return": ("", "x = 2\nassert x == 2\nreturn\nassert x == 3", "the assertion of line"),
    "in a branch not taken": ("", "x = 2\nassert x > 0\nif x > 5:\n    assert x == 3", "the assertion of line"),
    "in a loop not entered": ("", "x = 2\nassert x > 0\nfor y in []:\n    assert x == y", "the assertion of line"),
    "in a function not called": ("", "x = 2\nassert x > 0\ndef inner():\n    assert x == 3", "the assertion of line"),
    "raising without a match": ("", "with pytest.raises(ValueError):\n    raise ValueError('any')", "asserts nothing"),
}  # fmt: skip
ELSEWHERE = {
    "hypothesis's own": """
        from hypothesis import given, strategies
        @supports("eq-1", evidence="symbolic")
        @given(strategies.integers())
        def test_it(n):
            pass
        """,
    "a fixture's": """
        @pytest.fixture
        def prepared():
            x = 2
            assert x == 2
        @supports("eq-1", evidence="symbolic")
        def test_it(prepared):
            pass
        """,
    "a fixture's on the way out": """
        @pytest.fixture
        def prepared():
            yield
            x = 2
            assert x == 2
        @supports("eq-1", evidence="symbolic")
        def test_it(prepared):
            pass
        """,
    "another module's": """
        import helper
        @supports("eq-1", evidence="symbolic")
        def test_it():
            helper.assert_it()
        """,
    "forged properties of an unmarked test": """
        def test_it(record_property):
            mark = {"claims": ["eq-1"], "shows": "supports", "evidence": "formal", "scope": ""}
            record_property("ledger_checks", [mark])
            record_property("ledger_assertions", 5)
            record_property("_ledger", {"marks": [mark]})
        """,
}


def one_suite(pytester, bodies):
    """A suite with a claim and a check for each body."""
    claims = ", ".join(f'Claim("eq-{k}", "s", "one", verdict="holds")' for k in range(len(bodies)))
    checks = "".join(
        f'\n{mark}\n@supports("eq-{k}", evidence="symbolic")\ndef test_{k}():\n    {body}\n'
        for k, (mark, body) in enumerate((mark, body.replace("\n", "\n    ")) for mark, body in bodies)
    )
    return Suite(pytester, claims, checks)


@pytest.mark.filterwarnings("ignore")
def test_a_check_that_shows_nothing_carries_nothing(pytester):
    suite = one_suite(pytester, [(mark, body) for mark, body, _ in SHOWS_NOTHING.values()])
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert set(suite.verdicts.values()) == {("open", "none")}
    reasons = [claim["checks"][0]["why_not"] for claim in suite.ledger["claims"]]
    for name, (_, _, expected), reason in zip(SHOWS_NOTHING, SHOWS_NOTHING.values(), reasons, strict=True):
        assert reason.startswith(expected), name


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_asserts_elsewhere_is_not_the_check(pytester, name):
    pytester.makepyfile(helper="import pytest\ndef assert_it():\n    x = 2\n    assert x == 2\n")
    pytester.syspathinsert()
    pytest.register_assert_rewrite("helper")
    suite = Suite(pytester, HOLDS, ELSEWHERE[name])
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.verdicts == {"eq-1": ("open", "none")}


HONEST = {
    "an assertion": "x = 2\nassert x + x == 4",
    "numpy's": "x = np.ones(3)\nnp.testing.assert_allclose(x.sum(), 3)",
    "a raise that matches": "with pytest.raises(ValueError, match='too small'):\n    raise ValueError('too small')",
    "all over something": "xs = [1, 2]\nassert all(x < 3 for x in xs)",
    "an empty list of problems": "problems = []\nassert problems == []",
    "a set of differences": "xs = {1, 2}\nassert xs - {1, 2, 3} == set()",
    "in every branch": "for x in (1, 2):\n    if x == 1:\n        assert x < 2\n    else:\n        assert x > 1",
    "beside a try for something else": "x = 2\ntry:\n    assert x == 2\nexcept ValueError:\n    pass",
}


def test_an_honest_check_counts(pytester):
    suite = one_suite(pytester, [("", body) for body in HONEST.values()])
    assert suite.run().ret == pytest.ExitCode.OK
    assert set(suite.verdicts.values()) == {("holds", "symbolic")}


def test_an_honest_check_counts_where_numpys_function_is_imported_by_name(pytester):
    checks = """
    from numpy.testing import assert_allclose
    @supports("eq-1", evidence="symbolic")
    def test_it():
        x = 2.0
        assert_allclose(x, 2)
    """
    suite = Suite(pytester, HOLDS, checks)
    assert suite.run().ret == pytest.ExitCode.OK


TWO_CHECKS = """
    @supports("eq-1", evidence="symbolic")
    def test_it():
        x = 2
        assert x == 2

    @refutes("eq-1", evidence="symbolic")
    def test_that_it_fails():
        x = 3
        assert x == 3
    """
MORE = """
from theory.ledger import refutes
@refutes("eq-1", evidence="symbolic")
def test_more():
    x = 1
    assert x == 1
"""
LEFT_OUT = {
    "a conftest that cuts the items": "def pytest_collection_modifyitems(items):\n    items[:] = items[:1]\n",
    "a conftest that ignores the file": "collect_ignore = ['test_more.py']\n",
    "a conftest that ends the session": """
        import pytest
        def pytest_runtest_teardown(item):
            pytest.exit("enough", 0)
        """,
    "a conftest that hides a file": """
        def pytest_ignore_collect(collection_path):
            return collection_path.name == "test_more.py" or None
        """,
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_refuting_check_that_was_left_out_leaves_no_verdict(pytester, name):
    suite = Suite(pytester, HOLDS, TWO_CHECKS, conftest=LEFT_OUT[name])
    suite.file.with_name("test_more.py").write_text(MORE)
    suite.run()
    assert not suite.wrote


@pytest.mark.parametrize(
    "arguments",
    [("-o", "python_files=test_c*.py"), ("-o", "python_functions=test_i*"), ("--maxfail=1",)],
    ids=" ".join,
)
def test_options_that_leave_tests_out_leave_no_verdict(pytester, arguments):
    suite = Suite(pytester, HOLDS, TWO_CHECKS.replace("x == 2", "x == 7"))
    suite.file.with_name("test_more.py").write_text("def test_more():\n    x = 1\n    assert x == 1\n")
    suite.run("suite", *arguments)
    assert not suite.wrote


def test_a_file_that_cannot_be_collected_leaves_no_verdict(pytester):
    suite = Suite(pytester, HOLDS, TWO_CHECKS)
    suite.file.with_name("test_more.py").write_text(
        "import nowhere_to_be_found\ndef test_more():\n    pass\n"
    )
    suite.run("suite", "--continue-on-collection-errors")
    assert not suite.wrote


def test_a_process_that_ends_itself_leaves_no_verdict(pytester):
    suite = Suite(
        pytester, HOLDS, TWO_CHECKS + "\n    def test_last():\n        import os\n        os._exit(0)\n"
    )
    pytester.runpytest_subprocess("suite", "-p", "no:cacheprovider")
    assert not suite.wrote


FORMULA = 'Claim("eq-1", "section 1", Clause("$[[sum: n*(n + 1)/2]]$, $[[cube: n**3]]$"), verdict="holds")'
DECIDES = """
    @supports("eq-1", evidence="exhaustive")
    def test_it(claim, over):
        said = claim("eq-1").statement
        for n in over(n=range(1, 9)):
            assert said.sum(n=n) == sum(range(n + 1))
            assert said.cube(n=n) == n * n * n
    """


def test_the_evidence_is_that_of_the_least_formula(pytester):
    symbolic = DECIDES.replace("exhaustive", "symbolic").replace("test_it", "test_cube")
    symbolic = symbolic.replace("assert said.sum(n=n) == sum(range(n + 1))", "x = n")
    suite = Suite(pytester, FORMULA, DECIDES + symbolic)
    assert suite.run().ret == pytest.ExitCode.OK
    assert suite.verdicts == {"eq-1": ("holds", "exhaustive")}
    [clause] = suite.ledger["claims"][0]["clauses"]
    assert "exhaustive: n = 1, 2, 3, 4, 5, 6, 7, 8" in clause["covers"]


def test_a_formula_that_no_check_asks_for_leaves_the_claim_open(pytester):
    suite = Suite(pytester, FORMULA, DECIDES.replace("said.cube(n=n)", "n**3"))
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.verdicts == {"eq-1": ("open", "none")}
    assert suite.ledger["problems"] == ["eq-1: statement: no passing check asks for [[cube]]"]


@pytest.mark.parametrize(
    ("noted", "evidence"),
    [
        ("", ("open", "none")),
        ("over.proved('T', live=True)", ("holds", "formal")),
        ("over.proved('T', live=False)", ("holds", "recorded")),
    ],
)
def test_formal_evidence_names_a_theorem_and_says_whether_it_was_proved_in_this_run(
    pytester, noted, evidence
):
    body = f"""
    @supports("eq-1", evidence="formal")
    def test_it(over):
        {noted or "x = 1"}
        x = 2
        assert x + x == 4
    """
    suite = Suite(pytester, HOLDS, body)
    suite.run()
    assert suite.verdicts == {"eq-1": evidence}


def test_a_check_of_another_reading_does_not_carry_the_reading(pytester):
    read = FORMULA.replace('verdict="holds"', 'verdict="holds-as-read", reading="$[[square: n**2]]$"')
    other = """
    @other_reading("eq-1", evidence="exhaustive")
    def test_the_reading(claim, over):
        for n in over(n=range(1, 9)):
            assert claim("eq-1").reading.square(n=n) == n * n
    """
    suite = Suite(pytester, read, DECIDES + other)
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.ledger["problems"] == ["eq-1: reading: no passing check asks for [[square]]"]
    suite.file.write_text(suite.file.read_text().replace("@other_reading", "@supports"))
    assert suite.run().ret == pytest.ExitCode.OK


def test_exhaustive_evidence_says_what_it_covered(pytester):
    suite = Suite(pytester, FORMULA, DECIDES.replace("over(n=range(1, 9))", "range(1, 9)"))
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert "exhaustive evidence, but it does not say what it covered" in suite.ledger["problems"][0]


def test_planted_errors_are_caught_missed_or_listed(pytester):
    suite = Suite(pytester, FORMULA, DECIDES)
    suite.run("suite", "--plant", "all").stdout.fnmatch_lines(
        ["*: 8 planted, 8 caught, 0 crashed, 0 equivalent, 0 missed"]
    )
    careless = DECIDES.replace("== n * n * n", ">= n")
    suite.file.write_text(suite.file.read_text().replace("== n * n * n", ">= n"))
    result = suite.run("suite", "--plant", "all", "--plant-record", "planted.json")
    assert careless != DECIDES
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["planted and missed: a-paper/eq-1 statement.cube: n [*][*] 4"])
    assert not suite.wrote  # a run with planted errors is no proof run


@pytest.mark.parametrize(
    ("formula", "asserted", "found"),
    [
        ("n**3", "{n**3: True}[said.cube(n=n)]", "8 planted, 6 caught, 2 crashed"),
        ("a[n - 1]", "said.cube(n=n, a={n - 1: 7}) == 7", "9 planted, 9 caught, 0 crashed"),
    ],
)
def test_an_exception_of_the_check_is_no_refusal_but_a_formula_without_a_value_is(
    pytester, formula, asserted, found
):
    checks = DECIDES.replace("said.cube(n=n) == n * n * n", asserted)
    suite = Suite(pytester, FORMULA.replace("n**3", formula), checks)
    suite.run("suite", "--plant", "all").stdout.fnmatch_lines([f"*: {found}, 0 equivalent, 0 missed"])


def test_with_claims_errors_are_planted_only_in_those_of_which_every_check_runs(pytester):
    both = DECIDES.replace('supports("eq-1",', 'supports("eq-1", "eq-2",')
    both += '        assert claim("eq-2").statement.cube(n=n) >= n\n'
    other = DECIDES.replace("eq-1", "eq-2").replace("def test_", "def test_alone_")
    suite = Suite(pytester, f"{FORMULA}, {FORMULA.replace('eq-1', 'eq-2')}", both + other)
    for claims, planted in (("eq-1", 8), ("eq-1,eq-2", 16)):
        suite.run("suite", "--plant", "all", "--claims", claims).stdout.fnmatch_lines(
            [f"*: {planted} planted, {planted} caught, 0 crashed, 0 equivalent, 0 missed"]
        )


@pytest.mark.parametrize("text", ["some", "0.5:x", "often:1"])
def test_a_share_that_is_none_is_a_usage_error(pytester, text):
    suite = Suite(pytester, FORMULA, DECIDES)
    assert suite.run("suite", "--plant", text).ret == pytest.ExitCode.USAGE_ERROR


USES = """
    Claim("eq-1", "s", "one", verdict="fails", counterexample="c", correction=Clause("d", name="sum")),
    Claim("eq-2", "s", "two", verdict="holds", uses=("{use}",)),
    Claim("eq-3", "s", "three", verdict="cited", source="X", uses=("eq-2",)),
    Claim("eq-4", "s", "four", verdict="holds", uses=("eq-3",))"""
MARKS = (("refutes", "eq-1"), ("corrects", "eq-1"), ("supports", "eq-2"), ("supports", "eq-4"))
ALL = "".join(
    f'\n@{mark}("{name}", evidence="symbolic")\ndef test_{k}():\n    x = 2\n    assert x + x == 4\n'
    for k, (mark, name) in enumerate(MARKS)
)


@pytest.mark.parametrize(
    ("use", "problem"),
    [
        ("eq-1", "eq-2: holds, yet uses eq-1, which fails: say which form of it is needed"),
        ("eq-1#reading", "eq-2: uses eq-1#reading, but eq-1 has no reading"),
        ("eq-1#correction/product", "eq-2: uses eq-1#correction/product, but no such clause is there"),
        ("eq-1#harmless", "eq-2: uses eq-1#harmless, but none of its clauses is named eq-1"),
        ("eq-1#correction/sum", None),
        ("eq-1#correction", None),
    ],
)
def test_what_holds_says_which_form_of_a_failing_claim_it_needs(pytester, use, problem):
    suite = Suite(pytester, USES.format(use=use), ALL)
    assert suite.run().ret == (pytest.ExitCode.TESTS_FAILED if problem else pytest.ExitCode.OK)
    assert suite.ledger["problems"] == ([problem] if problem else [])
    entry = next(claim for claim in suite.ledger["claims"] if claim["id"] == "eq-4")
    assert entry["given"]["cited"] == ["eq-3"]


def test_a_gap_needs_its_inference_refuted(pytester):
    gap = 'Claim("eq-1", "s", "one", verdict="gap", counterexample="c")'
    refuted = '\n@refutes("eq-1", evidence="symbolic")\ndef test_it():\n    x = 2\n    assert x == 2\n'
    suite = Suite(pytester, gap, refuted)
    assert suite.run().ret == pytest.ExitCode.OK
    assert suite.verdicts == {"eq-1": ("gap", "symbolic")}
    suite.file.write_text(suite.file.read_text().replace("@refutes", "@supports"))
    assert suite.run().ret == pytest.ExitCode.TESTS_FAILED
    assert suite.ledger["problems"] == ["eq-1: no counterexample was shown"]
