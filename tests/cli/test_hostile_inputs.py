"""Every command under input that is absurd, damaged or malicious: one line, exit status 2, nothing left behind, soon.

A case is a command line and a piece of the complaint. The words in braces are places of :func:`places`.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from empirics.cli import COMMANDS as TRAINING_COMMANDS
from empirics.spec import ElmanConfig, RunConfig
from empirics.training import train
from tests.program import subtask
from theory.cli.app import COMMANDS
from theory.ledger import Claim, judge, write_ledger

#: No case takes longer; most take milliseconds.
MOST_SECONDS = 20
#: More digits than Python turns into a number.
DIGITS = 5001
#: What is read and is no ordinary file, or too large; the complaint names it.
STRANGE_FILES = ("{fifo}", "/dev/zero", "{folder}", "{folder}/missing", "{loop}", "{huge}")
#: Where no file and no folder can be made, and what the system says.
STRANGE_PLACES = {
    "{file}/x": "Not a directory",
    "/proc/x": "No such file or directory",
    "{tmp}/{long}/x": "File name too long",
}

RNN = "train rnn --d 8 --out {tmp}/run"
SMALL = "train transformer --d 8 --width 8 --heads 2 --batch 2 --out {tmp}/run"
HARDNESS = "hardness parity --d 4 --model rnn --width 4"
KERNEL = "kernel parity --d 8 --samples 4"
SWEEP = "sweep cpu --out {tmp}/runs"
REPORT = "report --no-verify --no-train --out {tmp}/out --runs {tmp}/runs --ledger {ledger}"
WHOLE_REPORT = "report --out {tmp}/out --runs {tmp}/runs --ledger {tmp}/ledger.json"
BENCHMARK = "benchmark --device cpu --d 8"


def _train() -> Iterator[tuple[str, str]]:
    for base in (RNN, SMALL):
        for option in (
            "width",
            "batch",
            "steps",
            "evaluate-every",
            "held-out",
            "threads",
            "samples",
            "d",
            "seed",
        ):
            yield f"{base} --{option} -1", "-1"
            yield f"{base} --{option} {10**30}", f"{10**30}"
            yield f"{base} --{option} {{digits}}", f"--{option}"
            yield f"{base} --{option} nan", f"--{option}"
            if option != "seed":
                yield f"{base} --{option} 0", "0"
        yield f"{base} --d 9 --end-to-end", "d must be even"
        yield f"{base} --d 12", "must be a power of two"
        yield f"{base} --d 16 --samples 100000", "training inputs asked for"
        yield f"{base} --width {10**6}", "GiB of memory"
        yield f"{base} --batch {10**9}", "GiB of memory"
        yield f"{base} --d {10**12}", "d is at least 1 and at most 1,000,000"
        for value in ("nan", "inf", "-inf", "-1", "1", "1e400"):
            yield f"{base} --stop-below {value}", "stop_below is an error in [0, 1)"
        for place, why in STRANGE_PLACES.items():
            yield f"{base} --out {place}", why
        for place in ("{file}", "{fifo}", "/dev/null"):
            yield f"{base} --out {place}", "cannot be used (File exists)"
        yield f"{base} --out {{folder}}", "not empty, and no run"
        yield f"{base} --out {{folder}} --resume", "not empty, and no run"
        yield f"{base} --resume", "no run to continue; omit --resume"
        yield f"{base} --out {{bad}}/other --resume", 'no "format": "subtask-run"'
        yield f"{base} --device tpu", "device"
        for file in STRANGE_FILES:
            yield f"{base} --task {file}", file
        yield f"{base} --task {{file}}", "none of the formats served"
        yield f"{base} --task ''", "regular file"
    for value in ("nan", "inf", "-1", "0", "1e400", "1e300"):
        yield f"{RNN} --eta {value}", "eta"
        yield f"{SMALL} --learning-rate {value}", "learning_rate"
        if value != "0":
            yield f"{RNN} --algorithm 2 --sigma {value}", "sigma"
            yield f"{SMALL} --weight-decay {value}", "weight_decay"
        yield f"{SMALL} --muon-rate {value}", "muon_rate"
    yield f"{RNN} --eta 3e38 --steps 1 --evaluate-every 1", "use a smaller eta than 3e+38"
    yield (
        f"{SMALL} --learning-rate 3e38 --steps 2 --evaluate-every 2",
        "use a smaller learning_rate than 3e+38",
    )
    yield f"{RNN} --algorithm 4", "algorithm"
    yield f"{RNN} --b-variance nan", "variance"
    yield f"{RNN} --sigma 1", "0 in algorithm 1, which is exact"
    yield f"{RNN} --end-to-end --normaliser printed", "divides by T - d, which is 0 end to end"
    for option in ("layers", "heads", "warmup", "stop-after"):
        yield f"{SMALL} --{option} -1", "-1"
        yield f"{SMALL} --{option} {{digits}}", f"--{option}"
    for value in ("nan", "-1"):
        yield f"{SMALL} --checkpoint-seconds {value}", "checkpoint"
    for words, why in {
        "--preset adamw --precision tf32": 'the precision "tf32" needs a GPU',
        "--precision int8": "precision",
        "--preset adamw --execution captured": "needs a GPU",
        "--execution magic": "execution",
        "--preset huge": "--preset",
        "--sampling all": "sampling",
        "--init zero": "init",
        "--heads 3": "do not divide the width",
    }.items():
        yield f"{SMALL} {words}", why
    yield "train", "no model is given"
    yield "train --d 8", "No such option"
    yield "train mlp --d 8", "mlp"
    yield "train rnn", "needs --d"


def _sweep() -> Iterator[tuple[str, str]]:
    for number in ("0", "-1", "1000000000"):
        yield f"{SWEEP} --processes {number}", "the number of processes is at least 1"
    yield f"{SWEEP} --processes {{digits}}", "--processes"
    yield f"{SWEEP} --device cuda", "no GPU on this machine"
    yield f"{SWEEP} --device tpu", "'tpu' is not one of 'cpu', 'cuda'"
    yield f"{SWEEP} --precision int8", "'int8' is not one of 'float32', 'tf32', 'bf16'"
    yield f"{SWEEP} --precision tf32", "precision float32, not tf32"
    for words in ("d", "", "d=8,learned", "bits=8"):
        yield f"{SWEEP} --only '{words}'", f"'{words.rpartition(',')[2]}' selects no runs"
    yield f"{SWEEP} --only d=7 --only d=many", "no run of cpu is d=7 or d=many"
    for words in ("d=nan", "d={digits}", "seed=-1"):
        yield f"{SWEEP} --only {words}", "no run of cpu is"
    for duration in ("-5s", "soon", "1e9h", "{digits}h", "''", "nan"):
        yield f"{SWEEP} --budget={duration}", "is not a duration"
    for place in (*STRANGE_PLACES, "{file}", "{fifo}", "/dev/null"):
        yield f"{SWEEP} --out {place}", "cannot be written"
    yield "sweep", "Missing argument"
    yield "sweep tomorrow", "no preset is called 'tomorrow'; there are cpu, long, learning-curves, table-1"
    yield f"{SWEEP} --partition gpu", "--partition needs --slurm"


def _results() -> Iterator[tuple[str, str]]:
    for source in (
        "{folder}",
        "{file}",
        "{fifo}",
        "/dev/zero",
        "{folder}/missing",
        "{bad}/other",
        "{bad}/deep",
    ):
        yield f"record {source} --out {{tmp}}/o --findings {{tmp}}/f", source
    for place in STRANGE_PLACES:
        yield f"record {{run}} --out {place} --findings {{tmp}}/f", "cannot be written"
    yield "record", "Missing argument"
    for place in STRANGE_PLACES:
        yield f"plot coefficients-vs-inputs --out {place}", "cannot be written"
    yield "plot coefficients-vs-inputs --out {file}", "cannot be written"
    yield "plot coefficients-vs-inputs --out {taken}", "not a regular file"
    yield "plot coefficients-vs-inputs --out {tmp}/o --format gif", "--format"
    for folder in ("{file}", "{fifo}", "/dev/zero"):
        yield f"plot union-bound --runs {folder} --out {{tmp}}/o", "no folder of runs"
    for name in (
        "union-bound",
        "learning-curve",
        "iterations-vs-bits",
        "fixed-sample-gap",
        "gradient-variance",
    ):
        for folder in ("{folder}/missing", "{bad}"):
            yield f"plot {name} --runs {folder} --out {{tmp}}/o", "no "
    for name in ("''", "../plots", "style", "coefficients-vs-inputs nope", "union-bound{digits}"):
        yield f"plot {name} --out {{tmp}}/o", "no figure is called"


def _measure() -> Iterator[tuple[str, str]]:
    for name in ("nope", "''", "norms", "../data/norms/norms", "{digits}", "'subtask measure nope'"):
        yield f"measure {name} --out {{tmp}}/o", "no record is called"
    for place in (*STRANGE_PLACES, "{file}", "{fifo}", "/dev/null"):
        yield f"measure norms/norms --out {place}", "cannot be written"
    for place, why in (STRANGE_PLACES | {"{file}": "Not a directory"}).items():
        yield f"measure wide-net/wide-letter --out {{tmp}}/o --runs {place}", why


def _report() -> Iterator[tuple[str, str]]:
    yield f"{REPORT} --preset nope", "there are cpu, long"
    yield f"{REPORT} --preset nope", ", paper"
    for file in STRANGE_FILES:
        yield f"{REPORT} --ledger {file}", file
    yield f"{REPORT} --ledger {{file}}", "cannot be read as JSON"
    yield f"{REPORT} --ledger {{deep}}", "nested too deeply"
    for base in (REPORT, WHOLE_REPORT):
        for place in (*STRANGE_PLACES, "{file}"):
            yield f"{base} --out {place}", "cannot be written"
        yield f"{base} --device tpu", "device"
    for place in (*STRANGE_PLACES, "{folder}", "{fifo}", "/dev/null"):
        yield f"{WHOLE_REPORT} --ledger {place}", "cannot be written"
    yield f"{WHOLE_REPORT} --runs {{file}}", "cannot be written"
    yield f"{WHOLE_REPORT} --processes 0", "the number of processes"
    yield f"{WHOLE_REPORT} --device cuda", "no GPU on this machine"


def _mathematics() -> Iterator[tuple[str, str]]:
    for option, least in (("d", 2), ("width", 1), ("steps", 0), ("evaluations", 1), ("seed", 0)):
        values = [str(least - 1), str(10**30), "{digits}", "nan"]
        for value in values:
            yield f"{HARDNESS} --{option} {value}", option
    yield f"{HARDNESS} --width {10**6}", "GiB of memory"
    yield f"{HARDNESS} --d 5", "d is even"
    yield f"{HARDNESS} --evaluations 5", "give more steps (--steps, in Python steps=)"
    yield f"{HARDNESS} --steps 4 --evaluations 5", "give more steps (--steps, in Python steps=)"
    for place in (*STRANGE_PLACES, "{file}"):
        yield f"{HARDNESS} --out {place}", "cannot be written"
    yield "hardness sorting --d 4 --model rnn", "no task is called"
    yield "hardness parity --d 4 --model mlp", "--model"
    for option in ("d", "samples", "test-inputs", "draws", "threads", "seed"):
        for value in ("-1", "{digits}", "nan"):
            yield f"{KERNEL} --{option} {value}", option if value != "-1" else "-1"
        if option not in ("seed", "test-inputs"):  # which are cut to what there is
            yield f"{KERNEL} --{option} {10**30}", f"{10**30}"
        if option != "seed":
            yield f"{KERNEL} --{option} 0", "0"
    for subset in ("x", "0,0,1,2", "-1,2,3,4", "{digits}", "''"):
        yield f"kernel parity --d 8 --subset={subset}", "subset"
    yield "kernel addition --d 64", "end to end: labels of all 2^d inputs are transformed for d to 20"
    yield "kernel addition --d 64", "--samples fits a sample"
    for command in ("kernel", "circuit"):
        for file in STRANGE_FILES:
            yield f"{command} {file}", file
        yield f"{command} {{file}}", "none of the formats served"
        yield f"{command} parity", "needs --d"
    yield "circuit {aag} --library {fifo}", "regular file"
    yield "circuit {aag} --library {folder}/missing", "no such file"
    yield "circuit {aag} --gates none", "--gates"
    for value in ("-1", "0", "1000000000000", "{digits}", "nan"):
        for command in ("bound parity", "bound addition", "circuit addition", "bound parity --end-to-end"):
            yield f"{command} --d {value}", "d"
        yield f"circuit parity --d 8 --max-inputs {value}", "max-inputs" if value[0] in "{n" else "inputs"
    for value in ("nan", "inf", "-1", "0", "1", "1e400", "1e-400"):
        for option in ("epsilon", "delta"):
            yield f"bound parity --d 8 --{option} {value}", option
            yield f"circuit parity --d 8 --{option} {value}", option
    for d, why in {
        "7": "even",
        "12": "a power of two",
        "2": "a power of two, at least 2",
        "eight": "--d",
    }.items():
        yield f"bound parity --d {d}", why
    for d in (5002, 10**6):
        yield f"bound parity --end-to-end --d {d}", "at most 2,500, which is d = 5,000"
    yield "bound sorting --d 8", "no task is called 'sorting'"
    for table in ("''", "0", "01x0", "011", "{digits}"):
        yield f"gate {table}", "truth table"
    for words, why in {
        "": "truth_table",
        "0": "1 character",
        "011": "3 characters",
        "01x0": "'x'",
        "{fifteen}": "15 inputs; the exact method is for at most",
        "0110 --values three": "three",
        "0110 --fast": "--fast",
    }.items():
        yield f"gate {words}", why
    for words, why in {
        "--d 7": "d must be even",
        "--d 0": "d must be even",
        "--d {digits}": "--d",
        "--repeat 0": "--repeat is at least 1",
        "--repeat 1000000000": "--repeat is at least 1",
        "--threads 0": "--threads is at least 1",
        "--threads 1000000000000": "--threads is at least 1",
        "--device tpu": "device",
        "--device cuda": "no GPU",
        "--precision tf32": "needs a GPU",
        "--precision x": "precision",
        "--execution captured": "needs a GPU",
    }.items():
        yield f"{BENCHMARK} {words}", why


def _orders_and_ledgers() -> Iterator[tuple[str, str]]:
    for words, why in {
        "n": "Missing argument",
        "'' n": "cannot read the expression",
        "'n**{digits}' n": "cannot read the expression",
        "{nested} n": "cannot read the expression",
        "'n**1e400' n": "cannot read the expression",
        "2**2**2**2**n n": "an exponential in an exponent",
        "n 0": "not positive",
        "1/0 n": "not positive",
        "n m --given nonsense": "is not of the form",
        "n m --small z": "does not occur",
        "n m --parameter 'N >='": "parameter",
        "n m --relation o": "o speaks of a limit",
        "n 'n**2' --least m": "does not occur",
        "n m --relation Theta --certificate {tmp}/c": "Theta is two relations",
    }.items():
        yield f"order {words}", why
    yield "papers nope", "unexpected extra argument"
    yield "prove", "prove"
    yield "new-paper Bad.Name", "lower case with hyphens"
    yield "new-paper {folder}", "something is there"
    yield "new-paper other --title 'a \"quoted\" title'", "a title has no quotes"
    for place, why in STRANGE_PLACES.items():
        yield f"new-paper {place}", why
    for place in (*STRANGE_PLACES, "{folder}", "{fifo}", "/dev/null"):
        yield f"order n 'n**2' --certificate {place}", "cannot be written"
        yield f"order 'n**2' n --certificate {place}", "cannot be written"
        yield f"verify lemma-2 --ledger {place}", "cannot be written"
    for file in STRANGE_FILES:
        yield f"check {file}", file
        yield f"claims --ledger {file}", file
        yield f"errata --ledger {file}", file
    for name in ("file", "deep", "null", "object", "list", "version", "number"):
        yield f"check {{{name}}}", "is not a certificate"
        yield f"check {{{name}}} --coq", "is not a certificate"
    yield "claims --ledger nowhere.json", "nowhere.json: no ledger here"
    for name in ("file", "deep", "null", "object", "list", "number"):
        yield f"claims --ledger {{{name}}}", "{" + name + "}"
    for words in ("nope", "''", "{digits}"):
        yield f"claims {words} --ledger {{ledger}}", "no claim has the id"
        yield f"verify {words}", "no claim has the id"


CASES = list(
    dict.fromkeys(
        [*_train(), *_sweep(), *_results(), *_measure(), *_report(), *_mathematics(), *_orders_and_ledgers()]
    )
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files, folders and words that the cases name in braces."""
    root = tmp_path_factory.mktemp("places")
    texts = {
        "file": "hello\n",
        "deep": "[" * 100_000,
        "null": "null",
        "object": "{}",
        "list": "[]",
        "number": "9" * DIGITS,
        "version": '{"format": "subtask order certificate", "version": 99}',
        "aag": "aag 3 2 0 1 1\n2\n4\n6\n6 2 4\n",
    }
    found = {
        name: root / name
        for name in (*texts, "ledger", "folder", "fifo", "loop", "huge", "taken", "bad", "run")
    }
    for name, text in texts.items():
        found[name].write_text(text)
    write_ledger(judge([Claim("lemma-2", "section 5", "two")], []), found["ledger"])
    found["folder"].mkdir()
    (found["folder"] / "thing").write_text("x")
    os.mkfifo(found["fifo"])
    found["loop"].symlink_to(found["loop"])
    with found["huge"].open("wb") as file:
        file.truncate(1 << 34)  # a hole, which takes no place
    (found["taken"] / "coefficients-vs-inputs.svg").mkdir(parents=True)
    for name, text in (("other", "{}"), ("deep", texts["deep"])):
        (found["bad"] / name).mkdir(parents=True)
        (found["bad"] / name / "config.json").write_text(text)
    model = ElmanConfig(width=8, batch=1)
    train(RunConfig(8, True, model, steps=1, evaluate_every=1, held_out=4), found["run"])
    words = {"long": "x" * 300, "digits": "9" * DIGITS, "nested": "(" * 3000 + "n" + ")" * 3000}
    words["fifteen"] = "01" * 2**14
    return {name: str(path) for name, path in found.items()} | words


def tree(*roots: Path) -> set[tuple[Path, int]]:
    """Everything below some folders, with the time of its last change."""
    return {(path, path.lstat().st_mtime_ns) for root in roots for path in root.rglob("*")}


@pytest.fixture
def in_time() -> Iterator[None]:
    """Break off what takes too long: a test of what hangs must not."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not done in {MOST_SECONDS} seconds")

    handler = signal.signal(signal.SIGALRM, stop)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, handler)


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize(("command", "complaint"), CASES, ids=[command for command, _ in CASES])
def test_it_is_refused_in_one_line_and_nothing_is_left(
    command: str,
    complaint: str,
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[..., str],
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.chdir(scratch)
    roots = scratch, Path(places["folder"]).parent
    before = tree(*roots)
    names = {**places, "tmp": str(scratch)}
    said = refused(*(word.format(**names) for word in shlex.split(command)))
    assert len(said) < 700
    assert complaint.format(**names) in said
    assert tree(*roots) == before


def test_the_commands_under_test_are_all_there_are() -> None:
    modules = {module.replace("_", "-") for module in (*COMMANDS, *TRAINING_COMMANDS)}
    assert {command.split()[0] for command, _ in CASES} - {"prove"} == modules


def test_a_well_formed_certificate_that_proves_nothing_is_a_failed_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.json"
    assert subtask("order", "n", "n**2", "--certificate", file) == 0
    assert f"certificate written to {file}" in capsys.readouterr().out
    document = json.loads(file.read_text())
    file.write_text(json.dumps({**document, "right": [["1"]]}))
    assert subtask("check", file) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"subtask: {file}: rejected: ")
    assert err.count("\n") == 1


def test_what_does_not_follow_has_no_certificate_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "c.json"
    assert subtask("order", "n**2", "n", "--certificate", file) == 0
    said = capsys.readouterr().out
    assert f"no certificate, since it does not follow: refutation written to {file}" in said
    assert subtask("check", file) == 0
    assert "not n^2 = O(n)" in capsys.readouterr().out


def test_conditions_that_nothing_meets_at_infinity_are_said_to_be_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert subtask("order", "x**5", "n", "--given", "x >= x**2*n") == 0
    assert "keep n, x bounded; nothing meets them at infinity" in capsys.readouterr().out
    assert subtask("order", "n**5", "n", "--given", "x >= x**2") == 0
    said = capsys.readouterr().out
    assert "keep x bounded" in said
    assert "infinity" not in said


def test_the_least_bound_is_labelled(capsys: pytest.CaptureFixture[str]) -> None:
    assert subtask("order", "n**2/m", "n", "--least", "m") == 0
    assert capsys.readouterr().out.startswith("least bound on m, up to a constant factor: m >= n\n")
