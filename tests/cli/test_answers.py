"""The program: answers on standard output, complaints in one line, exit status 0, 1 or 2."""

import json
import os
import re
import shlex
import subprocess
import sys

import pytest
import sympy
import typer

from tests.program import APP, subtask
from theory.ledger import Claim, Verdict, judge, write_ledger
from theory.papers.wies_2023 import CLAIMS


@pytest.fixture
def ledger_file(tmp_path):
    path = tmp_path / "ledger.json"
    claims = [
        Claim("lemma-2", "section 5", "two"),
        Claim("eq-18", "appendix B", "eighteen", uses=("lemma-2",)),
    ]
    write_ledger(judge(claims, []), path)
    return path


def test_without_arguments_it_shows_its_help_with_status_2(capsys):
    assert subtask() == 2
    assert "Usage: subtask" in capsys.readouterr().out


def test_asked_for_help_it_answers(capsys):
    assert subtask("gate", "--help") == 0
    assert "Usage: subtask gate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "meant"), [("lemma2", "lemma-2"), ("lema-2", "lemma-2"), ("eq18", "eq-18")]
)
def test_an_unknown_id_suggests_the_nearest(typed, meant, refused, ledger_file):
    complaint = refused("claims", typed, "--ledger", ledger_file)
    assert f"no claim has the id '{typed}'; did you mean {meant}" in complaint


JSON = {
    "claims": ("claims --ledger {ledger}", {"claims"}),
    "claims lemma-2": ("claims lemma-2 --ledger {ledger}", {"claims"}),
    "gate": (
        "gate 0110",
        {"inputs", "weights", "values", "degree", "coefficients", "max_abs_coefficient", "claim", "verdict"},
    ),
    "bound": (
        "bound parity --d 32",
        {"d", "sequence_length", "gates", "inputs_per_gate", "degree", "max_abs_coefficient", "log10_phi"}
        | {
            "log10_samples",
            "exponent_of_t",
            "theorem_2",
            "log10_samples_corrected",
            "log10_samples_elman_2026",
        },
    ),
}


@pytest.mark.parametrize("name", JSON)
def test_json_is_one_object_and_nothing_else(name, capsys, ledger_file):
    arguments, keys = JSON[name]
    assert subtask(*arguments.format(ledger=ledger_file).split(), "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    answer = json.loads(out)
    assert keys <= set(answer)
    assert all(key == key.lower() and " " not in key and "-" not in key for key in answer)


@pytest.mark.parametrize(
    ("task", "elman"),
    [("parity --d 8", "10^12.82, with A of variance"), ("parity --d 16 --end-to-end", "does not apply")],
)
def test_a_bound_says_what_stands_of_each_theorem(task, elman, capsys):
    assert subtask("bound", *task.split()) == 0
    lines = {line[:18].strip(): line[18:] for line in capsys.readouterr().out.splitlines()}
    assert lines["theorem 2"].endswith("it fails as printed")
    assert lines["corrected"].endswith("where the bounds of lemmas 6 and 7 hold")
    assert lines["elman-2026"].startswith(elman)


@pytest.mark.parametrize("command", ["bound", "circuit"])
def test_no_error_or_failure_probability_is_too_small(command, answered):
    least = 5e-324
    logs = {}
    for epsilon, delta in ((0.5, 0.5), (least, 0.5), (0.5, least), (least, least)):
        found = answered(command, "addition", "--d", 8, "--epsilon", epsilon, "--delta", delta)
        logs[epsilon, delta] = [
            found[f"log10_samples{which}"] for which in ("", "_corrected", "_with_union_bound", "_elman_2026")
        ]
    for k, power in enumerate((2, 2, 2, 1)):  # the power of 1 / epsilon
        assert logs[least, 0.5][k] - logs[0.5, 0.5][k] > 323 * power
        assert 0 <= logs[0.5, least][k] - logs[0.5, 0.5][k] < 4
        assert logs[0.5, least][k] + 323 * power < logs[least, least][k] < 1000


def test_a_long_number_is_exact_in_json_and_a_logarithm_in_the_text(capsys, answered):
    task = ("bound", "parity", "--d", 1000, "--end-to-end")
    exact = sympy.sympify(answered(*task)["max_abs_coefficient"])
    assert subtask(*task) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("max"))
    logarithm, digits = (
        line.removesuffix(" digits before the point; --json gives it exactly").split("10^")[1].split(", ")
    )
    assert abs(float(logarithm) - float(sympy.log(exact, 10))) <= 0.005
    assert int(digits) == len(str(int(exact)))


def test_a_claim_in_full(capsys, ledger_file):
    assert subtask("claims", "lemma-2", "--ledger", ledger_file) == 0
    out = capsys.readouterr().out
    for piece in (
        "verdict: open",
        "statement: two",
        "rests on: no other claim",
        "on it rest: eq-18",
        "checks: none",
    ):
        assert piece in out


def test_exact_numbers_are_read_back_by_sympy(answered):
    answer = answered("gate", "0110")
    w = [sympy.sympify(text) for text in answer["weights"]]
    psi = [sympy.sympify(text) for text in answer["coefficients"]]
    assert sum(x**2 for x in w) == 1
    for k, bit in enumerate("0110"):
        u = sum(w[2 * i + (k >> i & 1)] for i in range(2))
        assert sympy.expand(sum(a * u**i for i, a in enumerate(psi))) == (1 if bit == "1" else -1)
    assert float(sympy.sympify(answer["max_abs_coefficient"])) == pytest.approx(
        answer["max_abs_coefficient_float"]
    )


def test_a_gate_names_its_lemma_and_the_verdict_that_the_ledger_has(capsys, answered):
    claims = {claim.id: claim for claim in CLAIMS}
    assert subtask("gate", "0110") == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()[-2:]]
    assert [(line[0], line[1].strip(";:")) for line in shown] == [
        (name, claims[name].verdict.value) for name in ("lemma-3", "eq-22")
    ]
    # what the second line says of eq 22 is what the ledger says
    assert claims["eq-22"].verdict is Verdict.FAILS
    assert claims["eq-22"].correction
    answer = answered("gate", "0110")
    assert (answer["claim"], answer["verdict"]) == ("lemma-3", claims["lemma-3"].verdict.value)


def test_a_gate_needs_neither_torch_nor_sympy_and_is_quick():
    script = (
        "import sys; from tests.program import subtask; status = subtask('gate', '0110'); "
        "print(sorted({'torch', 'sympy', 'scipy', 'matplotlib'} & set(sys.modules))); sys.exit(status)"
    )
    begun = os.times()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    # Processor time, so that a busy machine does not decide it.
    now = os.times()
    used = now.children_user + now.children_system - begun.children_user - begun.children_system
    assert used < 1.0


def test_importing_theory_does_not_import_torch():
    names = "theory.papers.wies_2023.proofs, theory.tasks.parity, theory.hypothesis_class.gates"
    script = f"import sys, {names}\n"
    script += "print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def every_command():
    """Every command of the program by the words that call it."""
    root = typer.main.get_command(APP)
    waiting = [((name,), command) for name, command in root.commands.items()]
    while waiting:
        words, command = waiting.pop()
        if hasattr(command, "commands"):
            waiting += [((*words, name), inner) for name, inner in command.commands.items()]
        else:
            yield words, command


@pytest.mark.parametrize(("words", "command"), [pytest.param(*c, id=" ".join(c[0])) for c in every_command()])
def test_help_ends_with_an_example_that_the_command_takes(words, command):
    example = re.search(r"Example: subtask (.+)", command.help)
    assert example, "no example"
    typed = shlex.split(example.group(1).split(" > ")[0])
    assert tuple(typed[: len(words)]) == words
    command.make_context(words[-1], typed[len(words) :], resilient_parsing=False)
