"""What decides every claim: formulas of claims are evaluated exactly, what a check covers is told as it is, and only
assertions that can come out false count.
"""

import inspect
import math
from fractions import Fraction
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import sympy

from theory.errors import InputError
from theory.ledger import Evidence, Shows, supports
from theory.ledger.assertions import WATCH, Watch, can_come_out_false
from theory.ledger.claims import DECIDED_BY, Claim, Use, Verdict
from theory.ledger.clauses import Part
from theory.ledger.coverage import Coverage, Reading
from theory.ledger.formulas import Formula
from theory.ledger.plugin import _Recorder, _why_not
from theory.papers.wies_2023 import PAPER
from theory.papers.wies_2023.proofs.known_formulas import VALUES

#: Claims of every kind of evidence are decided by these instruments; these stand for all.
ANY = ("eq-5", "lemma-1")
X = sympy.Symbol("x", positive=True)
NO_FORMULAS = {
    "not a formula": ["x +", "x := 1", "(" * 300 + "x" + ")" * 300],
    "has no place": ["lambda x: x", "x.real", "[i for i in x]", "{1: 2}", "None", "x @ y", "x is y"],
    "by name, without keywords": ["f(x=1)", "f(1)(2)", "f(1)(x=2)"],
    "body, index, first, last": [
        "Sum(t, t, 1)",
        "Sum(t, 2, 1, 3)",
        "Product(t, t, 1, 2, 3)",
        "Product(1, 2)",
    ],
}


@supports(*ANY, evidence="exhaustive")
def test_formulas_have_their_exact_values(over):
    over.data("formulas with known values")
    for text, meaning, value in VALUES:
        found = Formula(text)(**meaning)
        assert found == value
        assert type(found) is type(value) or sympy.sympify(value).is_irrational
    area = Formula("exp(-r)*sqrt(r) + log(r)")
    assert area(r=2.0) == pytest.approx(math.exp(-2) * math.sqrt(2) + math.log(2))
    both = np.array([1.0, 4.0])
    assert area(r=both).tolist() == pytest.approx([math.exp(-1), 2 * math.exp(-4) + math.log(4)])
    assert area(r=X) == sympy.exp(-X) * sympy.sqrt(X) + sympy.log(X)
    for x, down, up in (
        (X, sympy.floor(X), sympy.ceiling(X)),
        (2.5, 2, 3),
        (Fraction(5, 2), 2, 3),
        (sympy.pi, 3, 4),
    ):
        assert (Formula("floor(x)")(x=x), Formula("ceiling(x)")(x=x)) == (down, up)
    assert Formula("floor(x) + ceiling(x)")(x=both + 0.5).tolist() == [3, 9]
    assert (Formula("max(x, 1)")(x=X), Formula("min(x, 1)")(x=X)) == (sympy.Max(X, 1), sympy.Min(X, 1))
    assert (Formula("max(x, 2)")(x=both).tolist(), Formula("min(x, 2)")(x=both).tolist()) == ([2, 4], [1, 2])
    assert Formula("max(x, 1/2) - min(x, 1/2)")(x=0.25) == 0.25
    assert Formula("x**2 <= 2*x")(x=X) == (X**2 <= 2 * X)
    assert Formula("x == y")(x=X, y=3) == sympy.Eq(X, 3, evaluate=False)
    assert Formula("x == y")(x=3, y=X) == sympy.Eq(3, X, evaluate=False)
    assert Formula("x == y")(x=X, y=X) == sympy.Eq(X, X, evaluate=False)
    assert Formula("x != y")(x=X, y=3) == sympy.Not(sympy.Eq(X, 3, evaluate=False))
    assert [Formula("x == y")(x=sympy.sqrt(8), y=y) for y in (2 * sympy.sqrt(2), 3)] == [True, False]
    assert [
        Formula("x == y")(x=(1 + sympy.sqrt(2)) ** 2, y=3 + 2 * sympy.sqrt(2)),
        Formula("2 == x")(x=2),
    ] == [True] * 2
    assert Formula("1 < x < 3")(x=X) == sympy.And(X > 1, X < 3)
    assert [Formula("1 < x < 3")(x=sympy.Integer(k)) for k in (1, 2, 3)] == [False, True, False]
    assert Formula("1 < x < 3 or x == 5")(x=np.array([1, 2, 5])).tolist() == [False, True, True]
    assert Formula("1 < 2 < x")(x=sympy.Integer(3)) is True
    assert Formula("not x < 3")(x=np.array([1, 3])).tolist() == [False, True]
    assert [Formula("x < 1 or x > 2 or x == 4/3")(x=Fraction(k, 3)) for k in (2, 4, 5)] == [True, True, False]
    binomials = [
        Formula("binomial(n, k)")(n=n, k=k) for n, k in ((5, 2), (0, 0), (Fraction(1, 2), 2), (-1, 3))
    ]
    assert binomials == [10, 1, Fraction(-1, 8), -1]
    assert (Formula("factorial(n)")(n=0), Formula("factorial(n)")(n=X)) == (1, sympy.factorial(X))
    assert [Formula("x**y")(x=x, y=y) for x, y in ((Fraction(4, 9), Fraction(1, 2)), (2, -2), (2.0, 0.5))] == [
        Fraction(2, 3), Fraction(1, 4), 2**0.5
    ]  # fmt: skip
    assert Formula("Sum(Sum(i*j, j, 1, i), i, 0, n)")(n=3) == sum(i * sum(range(1, i + 1)) for i in range(4))
    assert (Formula("Sum(t, t, 2, 1)")(), Formula("Product(t, t, 2, 1)")()) == (0, 1)
    assert [type(Formula(text)()) for text in ("4/2", "1/2", "0.5 + 0.5")] == [int, Fraction, int]
    assert Formula("x")(x=True) is True
    chain = Formula("1 < n + 1 <= 3")
    assert (chain.left.text, chain.right.text, chain.names) == ("1", "3", {"n"})
    assert Formula("Sum(a*t, t, t0, n) + max(b, 1)").names == {"a", "t0", "n", "b"}
    with pytest.raises(InputError, match="not a relation"):
        _ = Formula("x + 1").left
    with pytest.raises(InputError, match="no value for beta, gamma"):
        Formula("alpha + beta*gamma")(alpha=1)
    with pytest.raises(InputError, match="no value for open"):
        Formula("open('x')")()
    for complaint, texts in NO_FORMULAS.items():
        for text in texts:
            with pytest.raises(InputError, match=complaint):
                Formula(text)


@supports(*ANY, evidence="exhaustive")
def test_what_a_check_covers_is_told_as_it_was(over):
    told = Coverage()
    assert list(told(d=(2, 4), k=(1,))) == [(2, 1), (4, 1)]
    assert told.text == "d = 2, 4; k = 1; 2 cases"
    told.begin()
    assert (told.text, told.formal, told.recorded) == ("", False, False)
    assert list(told(d=range(8))) == list(range(8))
    assert told.text == "d = 0, 1, 2, 3, 4, 5, 6, 7"
    assert next(told(d=(8, 9, 10))) == 8
    assert told.text == "d = 0, 1, 2, ..., 8 (9 values)"
    told.begin()
    assert list(told(long=("a" * 40, "b" * 41))) == ["a" * 40, "b" * 41]
    assert told.text == f"long = {'a' * 40}, {'b' * 37}..."
    told.begin()
    numbers = [sympy.Integer(10**15), sympy.Integer(10**16), sympy.Rational(1, 3**40)]
    assert list(told(x=numbers)) == numbers
    assert told.text == "x = 1000000000000000, 1.000e+16, 8.225e-20"
    told.begin()
    assert told.symbols("n", positive=True, integer=False) == sympy.Symbol("n", positive=True, integer=False)
    assert told.symbols("a b") == sympy.symbols("a b")
    told.sample(20, "inputs", seed=7)
    told.confidence(0.99)
    told.error(1e-6)
    told.data("a run")
    told.data("a run")
    facts = [
        "every positive n",
        "every a, b",
        "20 random inputs, seed 7",
        "confidence 0.99",
        "error below 1e-06",
        "a run",
    ]
    assert told.text == "; ".join(facts)
    for live, recorded, text in (
        (True, False, "A"),
        (False, True, "A; A, by the record"),
        (True, True, None),
    ):
        if text == "A":
            told.begin()
        told.proved("A", live)
        assert (told.formal, told.recorded) == (True, recorded)
        assert text is None or told.text == text
    over.data("calls of the recorder")
    reading = Reading({("eq-5", "statement", "bound"): Formula("1 < 2")})
    reading.begin(PAPER.claims)
    assert reading("eq-5").statement.bound is True
    assert reading("eq-5").statement.formula("bound").text == "1 < 2"
    assert reading.asked == {("eq-5", "statement", "bound")}
    for wrong, complaint in (
        (lambda: reading("eq-0"), "no claim"),
        (lambda: reading("eq-5").statement.x, "no formula"),
    ):
        with pytest.raises(InputError, match=complaint):
            wrong()
    with pytest.raises(AttributeError):
        _ = reading("eq-5").sentence
    reading.begin(PAPER.claims)
    assert reading.asked == set()


CAN = [
    "x == 3", "x != x + 1", "x == x * 2", "x == 0 * x", "x == 2 + x", "x - 0 == y", "1 - x == x", "f(x)", "not x",
    "x == 3 or y", "x and True", "x | y", "1 / x == x", "a == b == b", "x ** 1 == y", "x &", "2 * x == x", "x in y",
    "x // 2 == x",
]  # fmt: skip
CANNOT = [
    "True", "1 + 1 == 2", "bool(1)", "len([1, 2]) == 2", "int('4') == 4", "x == x", "x == x + 0", "0 + x == x",
    "x <= 1 * x * 1", "abs(x) == abs(x)", "x**2 + 1 >= x**2 + 1", "x == 3 or True", "(x == 4) | True", "x == 3 or 1",
    "not False", "[x == 3, 'said']", "(x, y)", "{x == 3}", "{x: y}", "f'{x} is 3'", "lambda: x == 3", "x == x ** 1",
    "x - 0 == x", "x / 1 == x", "x // 1 == x", "x == x == x", "True and 1", "True | (x == x)",
]  # fmt: skip


def looked_at(x):
    """What a watch looks at here; never called."""
    assert x == 1
    try:
        assert x == 2
    except (ValueError, AssertionError):
        assert x == 3
    try:  # noqa: SIM105
        assert x == 4
    except ValueError:
        pass
    try:  # noqa: SIM105
        assert x == 5
    except:  # noqa: E722
        pass
    try:  # noqa: SIM105
        assert x == 6
    except builtins_like.Exception:  # noqa: F821
        pass
    try:
        assert x == 7
    except ValueError:
        pass
    except AssertionError:
        pass


def watch_here():
    """A watch over :func:`looked_at`, and the line of each of its assertions."""
    lines, first = inspect.getsourcelines(looked_at)
    line_of = {text.split("== ")[1].strip(): first + k for k, text in enumerate(lines) if "assert x" in text}
    return Watch(SimpleNamespace(path=Path(__file__), name="other", originalname="looked_at")), line_of


@supports(*ANY, evidence="exhaustive")
def test_only_assertions_that_can_come_out_false_count(over):
    assert [text for text in CAN if not can_come_out_false(text)] == []
    assert [text for text in CANNOT if can_come_out_false(text)] == []
    over.data(f"{len(CAN + CANNOT)} assertions by their text")
    watch, line = watch_here()
    assert watch.required == frozenset(line.values())
    assert watch.swallowed & watch.required == {line[k] for k in ["2", "5", "6", "7"]} or over.data("")
    assert watch.why_not == "asserts nothing that could come out false"
    for number, text, explanation, counted in (
        ("1", "x == x", "", 0), ("1", "x <= y", "set() <= {1}", 0), ("2", "x == 2", "", 0), ("1", "x == 1", "", 1),
        ("3", "x == 3", "", 2), ("4", "x == 4", "", 3), ("5", "x == 5", "", 3), ("7", "x == 7", "", 3),
        ("1", "x <= y", "{1} <= {1}", 4),
    ):  # fmt: skip
        watch.passed(line[number], text, explanation)
        assert (watch.counted, line[number] in watch.reached) == (counted, True)
    assert watch.why_not == f"the assertion of line {line['6']} did not run"
    watch.passed(line["6"], "x == 6", "")
    assert (watch.counted, watch.why_not) == (4, "")
    watch.called(line["2"])
    assert watch.counted == 4
    watch.called(line["1"])
    assert watch.counted == 5
    for check in (lambda: watch.called(line["1"]), lambda: watch.passed(line["1"], "x == 1", "")):
        watch.vacuous = True
        check()
        assert (watch.counted, watch.vacuous) == (5, False)
    elsewhere = Watch(SimpleNamespace(path=Path(inspect.__file__), name="none"))
    elsewhere.passed(line["1"], "x == 1", "")  # an assertion of another file
    assert (elsewhere.counted, elsewhere.reached, elsewhere.required) == (0, set(), frozenset())


@supports(*ANY, evidence="exhaustive")
def test_an_assertion_counts_for_the_file_that_it_stands_in(over):
    """Calls through files of pytest, pluggy and the ledger count for the file behind them, others do not."""
    over.data("calls of the hook from five files")
    ledger = Path(inspect.getfile(Watch)).parent
    for file, counted in (
        ("/site/_pytest/one.py", 1), ("/site/pluggy/two.py", 1), (f"{ledger}/three.py", 1),
        (f"{ledger}/below/four.py", 0), ("/site/five.py", 0),
    ):  # fmt: skip
        watch, line = watch_here()
        hook = {}
        exec(compile("def call(passed, *told): passed(*told)", file, "exec"), hook)
        hook["call"](watch.passed, line["1"], "x == 1", "")
        assert (watch.counted, watch.reached) == (counted, {line["1"]} if counted else set())


@supports(*ANY, evidence="exhaustive")
def test_what_a_claim_rests_on_is_read_with_its_form(over):
    over.data("one use of each form")
    uses = ("eq-1", "eq-2#reading", "lemma-6#correction/width", "x/eq-3#harmless")
    four = Claim("eq-4", "section 1", "Four.", uses=uses)
    assert [(part, clause.text) for part in Part for clause in four.clauses(part)] == [("statement", "Four.")]
    assert list(four.foundations) == [
        Use("eq-1", "", ""), Use("eq-2", "reading", ""), Use("lemma-6", "correction", "width"),
        Use("x/eq-3", "harmless", ""),
    ]  # fmt: skip


@supports(*ANY, evidence="exhaustive")
def test_quantifiers_and_comparisons_over_nothing_are_noticed(over):
    over.data("comparisons with and without entries")
    watch, _ = watch_here()
    module = ModuleType("module")
    module.close, module.raises, module.equal = np.allclose, pytest.raises, np.testing.assert_array_equal
    module.other, old = 5, (np.allclose, np.array_equal, np.testing.assert_allclose, pytest.raises)
    empty, one = np.zeros(0), np.ones(1)
    with watch.watching(module):
        for check, answer, vacuous in (
            (lambda: module.all([1, 1]), True, False), (lambda: module.all([]), True, True),
            (lambda: module.any([]), False, True), (lambda: module.any([0, 1]), True, False),
            (lambda: np.allclose(one, one), True, False), (lambda: np.allclose(empty, empty), True, True),
            (lambda: np.array_equal(empty, [1]), False, True), (lambda: module.close(one, empty), True, True),
            (lambda: np.array_equal(one, one), True, False),
        ):  # fmt: skip
            watch.vacuous = False
            assert (check(), watch.vacuous, watch.counted) == (answer, vacuous, 0)
        watch.vacuous = True
        assert module.all([1]) and watch.vacuous  # what was vacuous stays so until it is asserted
        watch.vacuous = False
        for k, check in enumerate((np.testing.assert_allclose, module.equal), start=1):
            check(one, one)
            assert watch.counted == k
            check(empty, empty)
            assert (watch.counted, watch.vacuous) == (k, False)
        for match, counted in ((None, 2), ("said", 3)):
            for raises in (pytest.raises, module.raises)[: 1 if counted == 3 else 2]:
                with raises(ValueError, match=match):
                    raise ValueError("said")
            assert watch.counted == counted
        with pytest.raises(TypeError):
            np.testing.assert_allclose(one)
        assert (watch.counted, module.other) == (3, 5)
    assert old == (np.allclose, np.array_equal, np.testing.assert_allclose, pytest.raises)
    assert not {"all", "any"} & set(vars(module))
    assert (module.close, module.raises) == (old[0], old[3])
    own = ModuleType("own")
    own.all = max
    with watch.watching(own):
        assert own.all([1, 2]) == 2
    assert own.all is max


def report_of(outcome="passed", when="call", **rest):
    return SimpleNamespace(outcome=outcome, when=when, nodeid="test_x.py::test_it", duration=0.12345, **rest)


@supports(*ANY, evidence="exhaustive")
def test_what_a_check_shows_is_noted_with_what_speaks_against_it(over):
    over.data("reports of every outcome")
    shows_nothing = SimpleNamespace(why_not="asserts nothing")
    for report, watch, why in (
        (report_of(), SimpleNamespace(why_not=""), ""), (report_of(), shows_nothing, "asserts nothing"),
        (report_of(), None, "asserts nothing that could come out false"),
        (report_of("failed"), shows_nothing, "failed"),
        (report_of("skipped", "setup"), None, "skipped in setup"), (report_of(wasxfail=""), None, "expected to fail"),
    ):  # fmt: skip
        assert _why_not(report, watch) == why
    here = SimpleNamespace(pytest_ledger_paper=lambda: PAPER, __file__=__file__)
    plugins = SimpleNamespace(get_plugins=lambda: [object(), here])
    recorder = _Recorder(SimpleNamespace(pluginmanager=plugins))
    assert not recorder.is_worker and not recorder.partial
    recorder.pytest_runtest_logreport(report_of())  # one that no suite has marked
    assert (recorder.unnamed, recorder.outcomes) == ([], {})
    assert recorder.suite_of(Path(__file__)).paper is PAPER
    assert recorder.suite_of(Path(inspect.__file__)) is None

    unmarked = SimpleNamespace(path=Path(__file__), get_closest_marker=lambda name: None, stash={})
    called = recorder.pytest_runtest_call(unmarked)
    next(called)
    assert unmarked.stash == {}
    called.close()

    def told_of(evidence, report, scope="", claims=("eq-5/x",), watch="", live=None, path=__file__, asked=()):
        mark = SimpleNamespace(kwargs={"claims": claims, "shows": "supports", "evidence": evidence})
        stash = {WATCH: SimpleNamespace(why_not=watch)}
        item = SimpleNamespace(
            path=Path(path),
            iter_markers=lambda name: [mark] if claims else [],
            stash=SimpleNamespace(get=stash.get),
        )
        recorder.coverage.begin()
        recorder.reading.begin(PAPER.claims)
        recorder.reading.asked |= {(of, "statement", f"name-{k}") for of, k in asked}
        if scope:
            recorder.coverage.data(scope)
        if live is not None:
            recorder.coverage.proved("A", live)
        wrapper = recorder.pytest_runtest_makereport(item, None)
        next(wrapper)
        with pytest.raises(StopIteration) as made:
            wrapper.send(report)
        recorder.outcomes.clear()
        recorder.pytest_runtest_logreport(made.value.value)
        return [*recorder.outcomes.values()]

    for evidence, told, shown, why in (
        ("numeric", {"scope": "5 inputs"}, "numeric", ""),
        ("numeric", {}, "numeric", "numeric evidence, but it does not say what it covered"),
        ("exhaustive", {}, "exhaustive", "exhaustive evidence, but it does not say what it covered"),
        ("experiment", {}, "experiment", "experiment evidence, but it does not say what it covered"),
        ("numeric", {"watch": "asserts nothing"}, "numeric", "asserts nothing"),
        ("symbolic", {}, "symbolic", ""),
        ("certificate", {"scope": "a ray"}, "certificate", ""),
        ("formal", {}, "formal", "formal evidence, but no theorem of a proof assistant was named"),
        ("formal", {"live": True}, "formal", ""),
        ("formal", {"live": False}, "recorded", ""),
    ):
        [outcome] = told_of(evidence, report_of(), **told)
        assert (outcome.evidence, outcome.why_not, outcome.passed) == (Evidence(shown), why, not why)
        assert (outcome.claim, outcome.clause, outcome.shows) == ("eq-5", "x", Shows.SUPPORTS)
        assert (outcome.test, outcome.seconds, outcome.reads) == ("test_x.py::test_it", 0.123, ())
    [outcome] = told_of("symbolic", report_of(), asked=[*(("eq-5", k) for k in range(9)), ("lemma-1", 9)])
    assert outcome.reads == tuple(f"statement.name-{k}" for k in range(9))
    assert [o.claim for o in told_of("symbolic", report_of(), claims=("eq-5", "lemma-1"))] == [
        "eq-5",
        "lemma-1",
    ]
    assert (
        told_of("symbolic", report_of(when="setup")) == told_of("symbolic", report_of(when="teardown")) == []
    )
    [broken] = told_of("symbolic", report_of("failed", "teardown"))
    assert (broken.passed, broken.why_not) == (False, "failed in teardown")
    assert told_of("symbolic", report_of(), path=inspect.__file__) == []
    assert recorder.unnamed == []
    assert told_of("symbolic", report_of(when="setup"), claims=()) == []
    assert recorder.unnamed == ["test_x.py::test_it"]
    assert told_of("symbolic", report_of(when="setup"), claims=()) == []
    assert len(recorder.unnamed) == 1
    assert set(DECIDED_BY) == set(Verdict)
    assert [Evidence(kind).strength for kind in ("none", "experiment", "formal")] == [0, 1, len(Evidence) - 1]
    assert DECIDED_BY[Verdict.FAILS][Part.COUNTEREXAMPLE] == {Shows.REFUTES}
