"""What must not pass for a proof: an axiom, something admitted, a weakened theorem, a changed source."""

import json
import shutil

import pytest

from tests.coq import needs_coq
from theory.errors import InputError, ProofError
from theory.files import content_digest, read_object
from theory.formal import coq_version, prove, read_record, require_closed, require_pinned
from theory.formal.__main__ import main
from theory.formal.coq import SOURCES, Theorem, build, coqchk, source_hashes, theorems
from theory.formal.record import RECORD, write_record

# Coq's prelude alone, so that coqchk has little to check.
SOUND = "Theorem two (n : nat) : n + 0 = n.\nProof. symmetry. apply plus_n_O. Qed.\n"


def compiled(folder, text):
    folder.mkdir()
    (folder / "Small.v").write_text(text)
    made = build(folder, folder / "cache")
    return made, theorems(made, folder)


@needs_coq
def test_a_proof_passes(tmp_path):
    made, found = compiled(tmp_path / "sound", SOUND)
    require_closed(found)
    assert found["Small.two"].statement.startswith("two")
    assert "* Axioms: <none>" in coqchk(made)


@needs_coq
@pytest.mark.parametrize(
    "text",
    [
        "Theorem two (n : nat) : n + 0 = n.\nAdmitted.\n",
        "Axiom zero : forall n, n + 0 = n.\nTheorem two (n : nat) : n + 0 = n.\nProof. apply zero. Qed.\n",
    ],
    ids=["admitted", "axiom"],
)
def test_what_is_not_proved_is_found_out_twice(tmp_path, text):
    made, found = compiled(tmp_path / "faulty", text)
    with pytest.raises(ProofError, match=r"Small\.two is not proved"):
        require_closed(found)
    with pytest.raises(ProofError, match="coqchk finds more"):
        coqchk(made)


@needs_coq
def test_a_theorem_weakened_under_its_name_is_found_out(tmp_path):
    _, strong = compiled(tmp_path / "strong", SOUND)
    pins = tmp_path / "pins"
    (pins / "Small").mkdir(parents=True)
    (pins / "Small" / "two.txt").write_text(strong["Small.two"].statement + "\n")
    require_pinned(strong, pins)
    _, weak = compiled(tmp_path / "weak", SOUND.replace("(n : nat) : n + 0 = n", ": 1 + 0 = 1"))
    require_closed(weak)
    with pytest.raises(ProofError, match="states something else"):
        require_pinned(weak, pins)


@needs_coq
def test_a_wrong_proof_does_not_compile(tmp_path):
    with pytest.raises(ProofError, match=r"Small\.v failed"):
        compiled(tmp_path / "wrong", SOUND.replace("n + 0 = n", "n + 1 = n"))


def test_a_pin_without_a_theorem_and_a_theorem_without_a_pin_are_found_out(tmp_path):
    (tmp_path / "Small").mkdir()
    (tmp_path / "Small" / "gone.txt").write_text("gone : True\n")
    with pytest.raises(ProofError, match=r"no longer proved: Small\.gone"):
        require_pinned({}, tmp_path)
    with pytest.raises(ProofError, match="not pinned"):
        require_pinned({"Small.new": Theorem("Small.new", "new : True", "")}, tmp_path)


@needs_coq
def test_the_record_counts_only_for_the_sources_it_was_made_from(tmp_path):
    sources = tmp_path / "sources"
    made, found = compiled(sources, SOUND)
    record = tmp_path / "record.json"
    write_record(made, "* Axioms: <none>", record, sources)
    assert read_record(record, sources) == found
    (sources / "Small.v").write_text(SOUND + "\n")
    with pytest.raises(ProofError, match="Small: changed since the recorded run"):
        read_record(record, sources)


def test_the_record_in_the_repository_is_of_these_sources():
    recorded = read_record()
    require_closed(recorded)
    require_pinned(recorded)
    assert {name.split(".")[0] for name in recorded} <= set(source_hashes())


def forged(tmp_path, change):
    """The sources and the record of the repository, changed, with the hashes of the changed sources typed in."""
    sources, path = tmp_path / "coq", tmp_path / "record.json"
    shutil.copytree(SOURCES, sources)
    document = read_object(RECORD)
    change(sources, document)
    document["sources"] = source_hashes(sources)
    document["digest"] = content_digest(document, without="digest")
    path.write_text(json.dumps(document))
    return path, sources


def with_every_proof_left_out(sources, document):
    for path in sources.glob("*.v"):
        path.write_text(path.read_text().replace("Qed.", "Admitted."))


def with_an_axiom(sources, document):
    (sources / "Lemma1.v").write_text(
        (sources / "Lemma1.v").read_text() + "\nAxiom all : forall p : Prop, p.\n"
    )


def with_a_proof_commented_out(sources, document):
    text = (sources / "Lemma13.v").read_text()
    (sources / "Lemma13.v").write_text(
        text[: text.rindex("Proof.")] + "(*" + text[text.rindex("Proof.") :] + "*)"
    )


def with_a_theorem_that_no_source_has(sources, document):
    document["theorems"].append({**document["theorems"][0], "name": "Lemma1.more"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (with_every_proof_left_out, "leaves a proof out: Admitted"),
        (with_an_axiom, "Lemma1.v assumes something"),
        (with_a_proof_commented_out, "has no Qed"),
        (with_a_theorem_that_no_source_has, "Lemma1.more: in the sources or in the record only"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_forged_record_is_refused_without_coq(tmp_path, change, says):
    with pytest.raises(ProofError, match=says):
        read_record(*forged(tmp_path, change))


def test_a_record_changed_by_hand_is_refused(tmp_path):
    read_record(*forged(tmp_path, lambda sources, document: None))
    document = read_object(RECORD)
    document["coq"] = "9.0"
    (tmp_path / "by-hand.json").write_text(json.dumps(document))
    with pytest.raises(ProofError, match="not as a run of Coq wrote it"):
        read_record(tmp_path / "by-hand.json")


def test_coqc_without_mathcomp_counts_as_no_coq(tmp_path, monkeypatch):
    for name in ("coqc", "coqchk"):
        (tmp_path / name).write_text(
            '#!/bin/sh\ncase "$*" in *--print-version) echo 8.16.1;; *) exit 1;; esac\n'
        )
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("coqc") == str(tmp_path / "coqc")
    assert coq_version() is None
    assert prove().recorded


def test_a_broken_record_is_no_record(tmp_path):
    path = tmp_path / "record.json"
    path.write_text(json.dumps({"sources": {}}))
    with pytest.raises(ProofError, match="no record"):
        read_record(path)


def test_without_coq_one_line_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InputError, match="apt-get install"):
        build()
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
