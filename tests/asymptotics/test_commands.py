"""``subtask order`` and ``subtask check``."""

import json

import pytest

from theory.cli.app import make_app, run

APP = make_app((("theory.cli", ("order", "check")),))
QUESTION = ["T**8*sqrt(n)/m", "R/sqrt(m)", "--given", "R >= T**16", "--given", "m >= n"]


def test_a_certificate_goes_from_order_to_check(tmp_path, capsys):
    file = str(tmp_path / "c.json")
    assert run(APP, ["order", *QUESTION, "--certificate", file, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["follows"] is True
    assert answer["certificate"]["format"] == "subtask order certificate"
    assert run(APP, ["check", file]) == 0
    assert "accepted" in capsys.readouterr().out
    assert run(APP, ["check", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accepted"] is True


def test_a_changed_certificate_is_rejected_with_status_1(tmp_path, capsys):
    file = tmp_path / "c.json"
    run(APP, ["order", *QUESTION, "--certificate", str(file)])
    file.write_text(file.read_text().replace("T^16", "T^15"))
    capsys.readouterr()
    assert run(APP, ["check", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe"])
def test_a_file_that_is_no_certificate_is_bad_input(tmp_path, capsys, content):
    file = tmp_path / "c.json"
    if content is not None:
        file.write_bytes(content)
    assert run(APP, ["check", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_does_not_follow_shows_ray_and_numbers(capsys):
    assert run(APP, ["order", *QUESTION[:2]]) == 0
    assert "does not follow" in capsys.readouterr().out
    assert run(APP, ["order", *QUESTION[:2], "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["follows"] is False
    assert answer["ray"]["T"]["m_power"]
    assert answer["numbers"]["values"]["T"]


@pytest.mark.parametrize(
    ("relation", "left", "right", "follows"),
    [
        ("Omega", "n**2", "n", True),
        ("Theta", "n", "2*n", True),
        ("Theta", "n", "n**2", False),
        ("O~", "n*log(n)", "n", True),
    ],
)
def test_the_other_relations(capsys, relation, left, right, follows):
    assert run(APP, ["order", left, right, "--relation", relation, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["follows"] is follows


def test_the_least_bound(capsys):
    assert run(APP, ["order", "log(m)*n**2/m**(1/6)", "sqrt(n)", "--least", "m", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["least"] == "m >= log(m)^6 * n^9"
    assert answer["follows"] is True


@pytest.mark.parametrize(
    "arguments", [["a - b", "a"], ["a", "a", "--given", "b"], ["a", "a", "--parameter", "N"]]
)
def test_bad_questions_have_status_2_and_one_line(capsys, arguments):
    assert run(APP, ["order", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


TAIL = ["2**d*n*exp(-Omega(m**(1/3)/T**2))", "1/D"]


@pytest.mark.parametrize(
    ("conditions", "follows", "has_ray"),
    [
        (["m >= T**6*(d + log(n) + log(D))**3"], True, False),
        (["m >= T**6*d**2", "m >= T**6*log(n*D)**3"], False, True),
        ([], False, True),
    ],
)
def test_tail_events(capsys, conditions, follows, has_ray):
    options = [part for condition in conditions for part in ("--given", condition)]
    assert run(APP, ["order", *TAIL, *options, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["follows"] is follows
    assert ("ray" in answer) is has_ray
    assert run(APP, ["order", *TAIL, *options]) == 0
    assert capsys.readouterr().out.startswith("follows" if follows else "does not follow")


def test_a_tail_of_the_same_order_is_left_to_the_constants(capsys):
    assert run(APP, ["order", "2**d*exp(-Omega(d))", "1"]) == 0
    assert "hidden constant" in capsys.readouterr().out


@pytest.mark.parametrize("left", ["2**d*exp(m)", "exp(-m)*exp(-n)", "exp(-m)/n", "exp(-m)+1", "exp("])
def test_tails_of_another_form_are_refused(capsys, left):
    assert run(APP, ["order", left, "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
