"""Claims of one paper that rest on claims of another: what they name is there, and the graph crosses."""

from dataclasses import replace
from pathlib import Path

import pytest

from empirics.plots import NAMES
from theory.ledger import Claim, Paper, Verdict, judge
from theory.ledger.judge import users_elsewhere
from theory.ledger.plugin import Suite, foundations_first
from theory.papers import known_papers, paper_named

PAPERS = {name: paper_named(name) for name in known_papers()}
CROSSING = [
    (name, claim, use)
    for name, paper in PAPERS.items()
    for claim in paper.claims
    for use in claim.foundations
    if "/" in use.claim
]


def test_some_claims_rest_on_another_paper():
    assert {name for name, _, _ in CROSSING} >= {"kim-suzuki-2025"}


@pytest.mark.parametrize("name, claim, use", CROSSING, ids=[f"{n}/{c.id} {u.claim}" for n, c, u in CROSSING])
def test_the_form_that_is_used_is_there(name, claim, use):
    paper, _, claim_id = use.claim.partition("/")
    [used] = [other for other in PAPERS[paper].claims if other.id == claim_id]
    assert paper != name
    if use.how:
        names = [clause.name for clause in used.clauses(use.how)]
        assert names
        assert not use.clause or use.clause in names
    else:
        assert used.verdict is not Verdict.FAILS or claim.verdict is Verdict.FAILS


def test_a_paper_comes_after_those_that_it_rests_on():
    one = Claim("lemma-1", "section 1", "one", uses=("second/lemma-1",))
    first, second = (
        Paper("first", "First", (one,)),
        Paper("second", "Second", (Claim("lemma-1", "section 1", "two"),)),
    )
    suites = [Suite(Path("a"), first), Suite(Path("b"), second)]
    assert [suite.paper.name for suite in foundations_first(suites)] == ["second", "first"]


def test_who_rests_on_a_claim_is_known_across_papers():
    users = Claim("lemma-1", "section 1", "one", uses=("second/lemma-1#correction",))
    books = [replace(judge([users], []), paper="first"), replace(judge([], []), paper="second")]
    assert users_elsewhere(books) == {"second/lemma-1": ("first/lemma-1",)}


def test_every_figure_is_in_the_report_of_a_paper():
    shown = [figure for paper in PAPERS.values() for figure in paper.figures]
    assert sorted(shown) == sorted(NAMES)
