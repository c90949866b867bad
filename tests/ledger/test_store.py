"""The ledger on disk: what is read back, and what is refused."""

import json

import pytest

from theory.errors import InputError
from theory.ledger import Claim, Evidence, Outcome, Shows, judge, read_ledger, write_ledger
from theory.ledger.render import part_of


@pytest.fixture
def ledger():
    claims = [
        Claim("eq-1", "section 1", r"$\phi \le 1$", verdict="holds"),
        Claim(
            "lemma-1",
            "appendix B",
            "two",
            verdict="fails",
            correction="d",
            counterexample="c",
            uses=("eq-1",),
        ),
        Claim("theorem-1", "appendix B", "three", uses=("lemma-1",)),
    ]
    outcomes = [
        Outcome("eq-1", "t::a", Shows.SUPPORTS, Evidence.SYMBOLIC, "", True),
        Outcome("lemma-1", "t::b", Shows.REFUTES, Evidence.CERTIFICATE, "", True),
        Outcome("lemma-1", "t::c", Shows.CORRECTS, Evidence.NUMERIC, "100 draws, seed 1", True, "", 0.5),
    ]
    return judge(claims, outcomes, {"python": "3"})


def test_a_ledger_is_read_back_as_it_was_written(ledger, tmp_path):
    write_ledger(ledger, tmp_path / "ledger.json")
    assert read_ledger(tmp_path / "ledger.json") == ledger


def test_a_failing_claim_is_as_strong_as_its_weaker_half(ledger):
    assert ledger["lemma-1"].evidence is Evidence.NUMERIC


def test_what_rests_on_a_failing_claim_says_so(ledger):
    assert ledger["theorem-1"].given == {"fails": ("lemma-1",)}
    assert ledger["lemma-1"].used_by == ("theorem-1",)
    assert ledger["eq-1"].given == {}


BROKEN = {
    "missing": (None, "no ledger here"),
    "empty": ("", "cannot be read as JSON"),
    "truncated": ("half", "cannot be read as JSON"),
    "binary": (b"\xff\xfe\x00", "cannot be read as JSON"),
    "a list": ("[]", "not a ledger"),
    "foreign": ('{"claims": []}', "not a ledger"),
    "another version": (
        '{"format": "subtask-ledger", "format_version": 0}',
        "ledger format 0, this program reads",
    ),
    "broken entry": (
        '{"format": "subtask-ledger", "format_version": 2, "papers": [{"paper": "", "claims": [{"id": "eq-1"}]}]}',
        "a ledger with a broken entry",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_ledger_is_refused_in_one_line(ledger, tmp_path, name):
    content, complaint = BROKEN[name]
    path = tmp_path / "ledger.json"
    if content == "half":
        write_ledger(ledger, path)
        path.write_text(path.read_text()[:200])
    elif content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=complaint) as caught:
        read_ledger(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_the_file_is_plain_json_with_the_keys_scripts_rely_on(ledger, tmp_path):
    write_ledger(ledger, tmp_path / "ledger.json")
    [first, *_] = json.loads((tmp_path / "ledger.json").read_text())["papers"][0]["claims"]
    assert {
        "id",
        "kind",
        "where",
        "statement",
        "verdict",
        "evidence",
        "reading",
        "correction",
        "counterexample",
    } <= set(first)
    assert {"consequence", "uses", "checks"} <= set(first)


@pytest.mark.parametrize(
    ("where", "part"),
    [
        ("section 5.1, lemma 2", "Section 5"),
        ("appendix B", "Appendix B"),
        ("section 6; proof in appendix B", "Section 6"),
        ("abstract", "Abstract"),
    ],
)
def test_the_part_of_the_paper(where, part):
    assert part_of(where) == part
