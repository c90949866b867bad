"""Errata, findings and the graph say what the ledger says."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from theory.cli.app import COMMANDS, make_app, run
from theory.ledger import Claim, Clause, Evidence, Outcome, Severity, Shows, judge, write_ledger
from theory.ledger.errata_list import ErrataFormat, cause_lines, errata, falls, groups, opening
from theory.ledger.graph import claim_graph, neighbourhood
from theory.ledger.render import grouped, summary_lines

FAILING = {
    "verdict": "fails",
    "counterexample": "At 100 % it is $\\frac{a + b}{2}$.",
    "correction": "More *is* left.",
}
CLAIMS = (
    Claim("eq-1", "section 1, eq 1", "one", **FAILING, severity=Severity.REPAIRED),
    Claim(
        "eq-2",
        "section 1, eq 2",
        "two",
        **FAILING,
        severity=Severity.COSMETIC,
        cause="eq-1",
        uses=("eq-1#correction",),
    ),
    Claim("eq-3", "section 2", "three", verdict="holds", uses=("eq-2#correction",)),
    Claim("eq-4", "section 2", "four", **FAILING, severity=Severity.BREAKS),
    Claim("eq-5", "section 2", "five", verdict="cited", source="A book"),
    Claim("eq-6", "section 2", "six", **FAILING, severity=Severity.REPAIRED, cause="eq-4", uses=("eq-4",)),
)


@pytest.fixture
def ledger():
    kinds = {"eq-3": [Shows.SUPPORTS], "eq-5": []}
    outcomes = [
        Outcome(claim.id, f"test_{claim.id}.py::test", shows, Evidence.EXHAUSTIVE, "", passed=True)
        for claim in CLAIMS
        for shows in kinds.get(claim.id, [Shows.REFUTES, Shows.CORRECTS])
    ]
    judged = judge(CLAIMS, outcomes)
    assert not judged.problems
    return judged


def test_the_gravest_root_cause_comes_first_with_the_places_of_the_same_error(ledger):
    lines = list(errata(ledger))
    assert [line for line in lines if line.startswith("**")] == [
        "**Section 2** (eq-4).",
        "**Section 1, eq 1** (eq-1).",
    ]
    assert "*For the same reason:* section 1, eq 2 (eq-2)." in lines
    assert "4 statements of 6 examined do not hold as printed, from 2 root causes." in lines[2]
    assert {severity: list(causes) for severity, causes in groups(ledger).items() if causes} == {
        Severity.BREAKS: ["eq-4"],
        Severity.REPAIRED: ["eq-1"],
    }


def test_the_list_has_one_reason_and_one_result_and_its_opening_is_whole_sentences(ledger):
    two = Clause("At $x = 1.5$ it is two. More of it.", name="a"), Clause("And another.", name="b")
    claim = replace(CLAIMS[1], counterexample=two, correction=two, cause="", uses=())
    [entry] = judge([claim], []).entries
    lines = list(cause_lines(claim.id, [entry], lambda clauses: clauses[0]))
    assert lines[-1] == "*Instead:* At $x = 1.5$ it is two. More of it."
    whole = list(cause_lines(claim.id, [entry], " ".join, lambda name: f"<{name}>"))
    assert whole[0] == "**Section 1, eq 2** (<eq-2>)."
    assert whole[2] == "*Fails:* At $x = 1.5$ it is two. More of it. And another."
    long = "Wang et al. (2021) have $O(T. X)$ " + 16 * "and more " + "of it. Then this. And that."
    assert opening([long, "No."]) == long.removesuffix(" Then this. And that.")
    assert opening(["Short. Then this " + 20 * "and that " + "too. Not this."]).endswith("too.")
    assert opening(["All of it."]) == "All of it."


def test_a_latex_document_has_its_formulas_untouched_and_its_words_escaped(ledger):
    document = "\n".join(errata(ledger, ErrataFormat.LATEX))
    assert r"\emph{Fails:} At 100 \% it is $\frac{a + b}{2}$.\\" in document
    assert r"More \emph{is} left." in document
    assert document.startswith(r"\documentclass") and document.endswith(r"\end{document}")


def test_what_falls_is_everything_above(ledger):
    assert [entry.claim.id for entry in falls(ledger, "eq-1")] == ["eq-2", "eq-3"]
    assert falls(ledger, "eq-6") == ()


def test_a_terminal_lists_failures_by_severity_and_formulas_as_text(ledger):
    assert [(title, [e.claim.id for e in entries]) for title, entries in grouped(ledger)] == [
        ("fails, and breaks what rests on it", ["eq-4"]),
        ("fails, and what rests on it survives in a corrected form", ["eq-1", "eq-6"]),
        ("fails, a misprint", ["eq-2"]),
        ("holds", ["eq-3"]),
        ("cited", ["eq-5"]),
    ]
    assert list(summary_lines(ledger))[-1].startswith("6 claims: 1 holds, 4 fails, 1 cited")


def test_each_claim_is_listed_once_whatever_its_verdict(ledger):
    listed = [entry.claim.id for _, entries in grouped(judge(CLAIMS, [])) for entry in entries]
    assert sorted(listed) == sorted(claim.id for claim in CLAIMS)


def test_the_graph_has_every_claim_with_its_verdict_and_every_use(ledger):
    root = ElementTree.fromstring(claim_graph(ledger, lambda claim: f"{claim}.html"))
    svg = "{http://www.w3.org/2000/svg}"
    shown = {a.get("data-claim"): (a.get("href"), a.get("class")) for a in root.iter(f"{svg}a")}
    assert shown == {
        "eq-1": ("eq-1.html", "claim fails"),
        "eq-2": ("eq-2.html", "claim fails"),
        "eq-3": ("eq-3.html", "claim holds"),
        "eq-4": ("eq-4.html", "claim fails"),
        "eq-5": ("eq-5.html", "claim cited"),
        "eq-6": ("eq-6.html", "claim fails given"),
    }
    edges = {(p.get("data-from"), p.get("data-to")) for p in root.iter(f"{svg}path") if p.get("data-from")}
    assert edges == {("eq-2", "eq-1"), ("eq-3", "eq-2"), ("eq-6", "eq-4")}


def test_a_claim_of_its_own_page_stands_between_what_it_rests_on_and_what_rests_on_it(ledger):
    drawing = neighbourhood(ledger, ledger["eq-2"], lambda claim: claim)
    at = {name: float(x) for x, name in re.findall(r'x="([\d.]+)" y="[\d.]+">(eq-\d)', drawing)}
    assert at["eq-1"] < at["eq-2"] < at["eq-3"]
    assert neighbourhood(ledger, ledger["eq-5"], lambda claim: claim) == ""


def test_the_program_prints_errata(ledger, tmp_path, capsys):
    app = make_app((("theory.cli", COMMANDS),))
    path = tmp_path / "ledger.json"
    write_ledger(ledger, path)
    assert run(app, ["errata", "--ledger", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == list(errata(ledger))
    assert run(app, ["errata", "--format", "tex", "--ledger", str(path)]) == 0
    assert capsys.readouterr().out.startswith(r"\documentclass")
    assert run(app, ["errata", "--format", "docx", "--ledger", str(path)]) == 2
