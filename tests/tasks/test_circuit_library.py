"""Built-in tasks against Python's integers."""

import json

import numpy as np
import pytest

from theory.cli.app import make_app, run
from theory.errors import InputError
from theory.tasks.library import TASKS, build, read_named
from theory.tasks.simon import simon


def number(bits):
    return sum(int(bit) << place for place, bit in enumerate(bits))


@pytest.mark.parametrize("d", [2, 4, 10, 24])
@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("addition", lambda a, b: a + b),
        ("multiplication", lambda a, b: a * b),
        ("comparison", lambda a, b: int(a > b)),
    ],
)
def test_arithmetic(name, function, d):
    task = build(name, d)
    x = np.random.default_rng(d).integers(0, 2, (200, d), dtype=np.uint8)
    x[0], x[1] = 0, 1
    for bits, output in zip(x, task.outputs(x), strict=True):
        assert number(output) == function(number(bits[: d // 2]), number(bits[d // 2 :]))


@pytest.mark.parametrize("d", [1, 2, 3, 4, 7, 8, 33])
def test_majority(d):
    x = np.random.default_rng(d).integers(0, 2, (300, d), dtype=np.uint8)
    assert np.array_equal(build("majority", d).outputs(x)[:, 0], 2 * x.sum(axis=1) > d)


def test_parity_is_the_papers():
    task = build("parity", 16, seed=3)
    x = np.random.default_rng(0).integers(0, 2, (50, 16), dtype=np.uint8)
    assert np.array_equal(task.labels(x)[:, -1], 1 - x[:, list(task.subset)].sum(axis=1) % 2)
    assert build("parity", 6, end_to_end=True).num_labels == 1


@pytest.mark.parametrize(
    ("name", "d", "message"),
    [
        ("adition", 4, "did you mean addition"),
        ("zzz", 4, "known: parity"),
        ("addition", 5, "must be even"),
        ("simon", 33, "blocks of 32"),
        ("majority", 0, "1 to"),
        ("multiplication", 10**6, "1 to 2048"),
    ],
)
def test_what_cannot_be_built(name, d, message):
    with pytest.raises(InputError, match=message):
        build(name, d)


def test_sub_tasks_are_not_hidden():
    with pytest.raises(InputError, match="only parity"):
        build("addition", 4, end_to_end=True)


def test_keys_and_rounds_of_the_cipher():
    with pytest.raises(InputError, match="4 words of 16 bits"):
        simon(32, key=[1, 2, 3])
    with pytest.raises(InputError, match="has 32"):
        simon(32, rounds=33)
    assert simon(32, rounds=2).num_outputs == 32


def test_every_name_is_described():
    assert all(TASKS.values())


AND = "aag 3 2 0 1 1\n2\n4\n6\n6 2 4\n"
REFUSED = {
    "a task without d": ("majority", None, "the built-in task majority needs --d"),
    "neither": ("and.aig", None, "and.aig: no such file, and no task is called 'and.aig'; known: parity"),
    "nearly a task": ("additon", 4, "did you mean addition"),
    "another d": ("and.aag", 3, "and.aag: a circuit of 2 inputs, not 3"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_names_neither_a_task_nor_a_file_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "and.aag").write_text(AND)
    argument, d, complaint = REFUSED[name]
    with pytest.raises(InputError) as caught:
        read_named(argument, d)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("command", ["circuit", "kernel"])
@pytest.mark.parametrize("d", [[], ["--d", "2"]])
def test_a_file_is_a_task_with_or_without_its_d(command, d, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "majority").mkdir()  # a name that is also a task's does not hide the task
    (tmp_path / "and.aag").write_text(AND)
    assert run(make_app(), [command, "and.aag", "--json", *d]) == 0
    assert json.loads(capsys.readouterr().out)["d"] == 2
    assert read_named("majority", 3) == 3
