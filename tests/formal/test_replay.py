"""Certificates in Coq: what is replayed, what is refused, and that a changed number is noticed by the kernel."""

import json
import os
import re
import shutil

import pytest

from tests.coq import needs_coq
from theory.asymptotics import decide_order
from theory.cli.app import make_app, run
from theory.errors import InputError, ProofError
from theory.formal.appendices import appendix_certificates
from theory.formal.certificates import PREAMBLE, certificate_definition
from theory.formal.coq import SOURCES
from theory.formal.generated import GENERATED, generate, require_generated
from theory.formal.replay import replay_certificate, replay_source, require_accepted

POWERS = decide_order("T**8*sqrt(n)/m", "R/sqrt(m)", ["R >= T**16", "m >= n"])
#: Each kind of step, by an example that uses it.
KINDS = {
    "parameters": decide_order("T**(N*k)", "T**(N**2*k + 1)", [], ["N >= 1", "k >= 2"]),
    "log_below_power": decide_order("log(m)**5", "m**(1/6)*n"),
    "cases_and_log_monotone": decide_order("log(m)", "log(n) + log(T)", ["m <= n*T"]),
    "log_of_a_product": decide_order("log(m)", "log(n)*log(T)", ["m <= n*T"]),
    "means": decide_order("sqrt(a*b) + min(a, b)", "a + b"),
}


def definition(answer, name="c"):
    return certificate_definition(name, answer.certificate.document)


def with_one_number_changed(text):
    """Every copy in which one exponent, weight or power is one larger."""
    body = text.index("conditions :=")
    for match in re.finditer(r"(?<=\], )-?\d+(?=\))|(?<=Leaf \[:: )\d+|(?<=\)\) )\d+(?= \[)", text):
        if match.start() > body:
            yield f"{text[: match.start()]}{int(match[0]) + 1}{text[match.end() :]}"


def computed(definitions, claim):
    """Coq's commands that define these certificates and show a property of each by computation."""
    names = re.findall(r"Definition (\w+) :", "\n".join(definitions))
    return "\n".join(
        [*definitions, f"Goal all ({claim}) [:: {'; '.join(names)}]. Proof. by vm_compute. Qed."]
    )


@needs_coq
def test_coq_accepts_every_kind_of_step_and_refuses_every_certificate_with_one_number_changed():
    steps = [step for answer in (POWERS, *KINDS.values()) for step in answer.certificate.steps]
    reasons = [reason for step in steps for reason in step.get("because", ())]
    rules = {"given", "assumed", "at least 1", "log below power", "log monotone"}
    assert {step["rule"] for step in (*steps, *reasons)} == rules
    right = [definition(answer, name) for name, answer in KINDS.items()]
    changed = [
        text for answer in (POWERS, *KINDS.values()) for text in with_one_number_changed(definition(answer))
    ]
    assert len(changed) > 40
    wrong = [text.replace("Definition c :", f"Definition changed_{k} :") for k, text in enumerate(changed)]
    source = [
        PREAMBLE,
        computed(right, "accepts"),
        computed(wrong, "fun c => ~~ accepts c"),
        "Print Assumptions accepted_certificate_proves.",
    ]
    require_accepted("\n".join(source), "computed")


@needs_coq
def test_a_theorem_about_a_changed_certificate_does_not_compile():
    source = replay_source(POWERS.certificate.document)
    changed = next(iter(with_one_number_changed(source)))
    with pytest.raises(ProofError, match="not accepted by Coq"):
        require_accepted(changed, "changed")


@needs_coq
def test_an_axiom_in_a_replay_is_found_out():
    source = f"{PREAMBLE}Axiom yes : False.\nTheorem shown : False. Proof. exact: yes. Qed.\nPrint Assumptions shown."
    with pytest.raises(ProofError, match=r"not closed.*yes"):
        require_accepted(source, "axiom")


def test_the_generated_sources_are_what_python_writes_now():
    require_generated()


def test_a_changed_generated_source_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setattr("theory.formal.generated.GENERATED", {"Appendices": lambda: "written\n"})
    generate(tmp_path)
    require_generated(tmp_path)
    (tmp_path / "Appendices.v").write_text("written by hand\n")
    with pytest.raises(ProofError, match=r"Appendices\.v is not what Python writes"):
        require_generated(tmp_path)


def test_the_batch_holds_every_certificate_of_the_appendices():
    text = (SOURCES / "Appendices.v").read_text()
    names = set(re.findall(r"^Local Definition (\w+) : certificate", text, re.MULTILINE))
    listed = re.search(r"Definition appendices : seq certificate :=\s*\[:: (.*?)\]\.", text, re.DOTALL)
    assert names == set(appendix_certificates()) == {name.strip() for name in listed[1].split(";")}
    assert len(names) > 60
    assert set(GENERATED) <= {path.stem for path in SOURCES.glob("*.v")}


@pytest.mark.parametrize(
    ("answer", "change", "says"),
    [
        (KINDS["parameters"], {"parameters": {"N": "1/2", "k": "2"}}, "integer bounds"),
        (
            KINDS["log_of_a_product"],
            {"because": {"rule": "log below power", "variable": "m", "epsilon": "1", "power": "1"}},
            "rests on a rule about logarithms",
        ),
    ],
    ids=["rational bound", "logarithms by logarithms"],
)
def test_what_coq_does_not_replay_is_said_in_one_line(answer, change, says):
    document = json.loads(answer.certificate.text)
    if "because" in change:
        document["proofs"][0]["proof"]["steps"][0]["because"] = [change["because"]]
    else:
        document.update(change)
    with pytest.raises(InputError, match=says):
        replay_source(document)


def test_what_is_no_file_of_a_certificate_is_said_in_one_line_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "list").write_text("[]")
    for name, says in (
        ("pipe", "not a regular file"),
        ("list", "not a JSON object"),
        ("none", "no such file"),
    ):
        with pytest.raises(InputError, match=f"{name}: {says}"):
            replay_certificate(tmp_path / name)


APP = make_app((("theory.cli", ("check",)),))


@needs_coq
def test_the_command_has_the_kernel_prove_it_and_names_both_checkers(tmp_path, capsys):
    path = tmp_path / "step.json"
    POWERS.certificate.write(path)
    assert run(APP, ["check", str(path), "--coq", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["checkers"] == ["independent", "coq"]


def test_the_command_without_coq_says_what_to_install(tmp_path, capsys, monkeypatch):
    path = tmp_path / "step.json"
    POWERS.certificate.write(path)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert run(APP, ["check", str(path), "--coq"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "apt-get install" in shown.err


def test_weights_that_only_agree_in_their_ratios_are_not_handed_to_coq():
    # Coq's checker sees whole numbers; found by the fuzzer: the independent checker refuses this file.
    document = {
        **KINDS["log_below_power"].certificate.document,
        "given": [],
        "left": [["R^2 * n^(-1/2)"]],
        "right": [["R^2 * n^(-1/2)"]],
    }
    proof = {"left_weights": ["1"], "right_weights": ["1"], "steps": []}
    certificate_definition("c", {**document, "proofs": [{"left": 0, "right": 0, "proof": proof}]})
    doubled = {**proof, "left_weights": ["2"], "right_weights": ["2"]}
    with pytest.raises(InputError, match="do not add up to 1"):
        certificate_definition("c", {**document, "proofs": [{"left": 0, "right": 0, "proof": doubled}]})
