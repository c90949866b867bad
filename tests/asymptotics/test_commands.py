"""``subtask order`` and ``subtask check``."""

import json

import pytest

from theory.asymptotics import decide_order
from theory.cli.app import make_app, run
from theory.errors import InputError

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


def test_omega_shows_the_sides_in_its_own_order(capsys):
    assert run(APP, ["order", "n", "n**2", "--relation", "Omega"]) == 0
    assert "there RIGHT / LEFT > 1000000" in capsys.readouterr().out


def test_a_tail_shows_the_constant_that_grows(capsys):
    assert run(APP, ["order", "2**d*exp(-Omega(m))", "1/D"]) == 0
    shown = capsys.readouterr().out
    assert "there K > 1000000" in shown
    assert "LEFT / RIGHT" not in shown


def test_conditions_that_were_not_given_are_not_mentioned(capsys):
    assert run(APP, ["order", "1.01**n", "n**3"]) == 0
    shown = capsys.readouterr().out
    assert "there LEFT / RIGHT > 1000000" in shown
    assert "conditions hold there" not in shown
    assert run(APP, ["order", "n**2", "m", "--given", "m >= 20*n", "--given", "m <= n"]) == 0
    assert "the conditions hold there within a factor 20)" in capsys.readouterr().out


def test_an_answer_repeats_the_question_and_says_how_it_was_read(capsys):
    assert run(APP, ["order", "n*log(n)/eps", "n/eps", "--relation", "O~"]) == 0
    shown = capsys.readouterr().out
    assert "n*log(n)/eps = O~(n/eps)" in shown
    assert "log(x) means 1 + ln x" in shown
    assert "stay bounded or grow" in shown
    assert "--small eps" in shown
    assert run(APP, ["order", "d/eps", "d/eps**2", "--small", "eps", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["follows"] is True
    assert answer["where"] == {"eps_inv": "1/eps"}
    assert "eps in (0, 1]" in answer["notes"][0]
    assert run(APP, ["order", "x**5", "n", "--given", "x >= x**2*n"]) == 0
    assert "keep n, x bounded" in capsys.readouterr().out


def test_the_help_says_what_a_ray_is(capsys):
    assert run(APP, ["order", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in (
        "may stay bounded or grow",
        "1 + ln x",
        "constant factor",
        "ray",
        "earlier --parameter for a",
        "log, exp, sqrt, factorial, max and min",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--relation", "o"], "limit"), (["--relation", "~"], "Theta"), (["--least", "q"], "does not occur")],
)
def test_what_is_not_served_is_one_line(capsys, arguments, says):
    assert run(APP, ["order", "n", "n", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert printed.err.count("\n") == 1


def test_a_refutation_goes_from_order_to_check(tmp_path, capsys):
    file = tmp_path / "r.json"
    assert run(APP, ["order", "n**2", "m + n", "--given", "m >= n", "--certificate", str(file)]) == 0
    assert "refutation written" in capsys.readouterr().out
    assert run(APP, ["check", str(file)]) == 0
    assert "accepted (independent): not n^2 = O(" in capsys.readouterr().out
    assert run(APP, ["check", str(file), "--coq"]) == 2
    file.write_text(file.read_text().replace('"larger": "m"', '"larger": "m^2"', 1))
    assert run(APP, ["check", str(file)]) == 0
    file.write_text(file.read_text().replace('"larger": "m^2"', '"larger": "m^-2"', 1))
    assert run(APP, ["check", str(file)]) == 1


@pytest.mark.parametrize("content", ["{}", "null", "[]", "7", '{"format": "other", "version": 1}'])
def test_a_file_of_another_kind_is_bad_input(tmp_path, capsys, content):
    file = tmp_path / "c.json"
    file.write_text(content)
    assert run(APP, ["check", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_without_end_is_bad_input(capsys):
    assert run(APP, ["check", "/dev/zero"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_least_bound(capsys):
    assert run(APP, ["order", "log(m)*n**2/m**(1/6)", "sqrt(n)", "--least", "m", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["least"] == "m >= log(m)^6 * n^9"
    assert answer["follows"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ["a - b", "a"],
        ["a", "a", "--given", "b"],
        ["a", "a", "--parameter", "N"],
        ["nan", "a"],
        ["a", "2**Infinity"],
        ["a**inf", "a", "--parameter", "inf >= 0"],
        ["a", "a", "--relation", "P"],
    ],
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


@pytest.mark.parametrize("left", ["exp(-m)*exp(-n)", "exp(-m)/n", "exp(-m)+1", "exp("])
def test_tails_of_another_form_are_refused(capsys, left):
    assert run(APP, ["order", left, "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_condition_with_a_parameter_is_met_by_its_notes_too(capsys):
    arguments = [
        "order",
        "k*T**N",
        "n",
        "--given",
        "n >= T**(N+1)",
        "--given",
        "T >= k",
        "--parameter",
        "N >= 2",
    ]
    assert run(APP, arguments) == 0
    assert capsys.readouterr().out.startswith("follows")


def test_a_condition_read_elsewhere_needs_its_parameters_declared():
    given = decide_order("n", "m", ["m >= n**N"], ["N >= 2"]).given
    with pytest.raises(InputError, match="N occurs in an exponent but is not declared"):
        decide_order("n", "1", given)
