"""Errors in code: what they are called, what is changed, and the list of those that change nothing."""

import pytest

from tests.mutation import runs
from tests.mutation.__main__ import ROOMS, chosen
from tests.mutation.equivalent import HOLES, LISTED, not_there, reason
from tests.mutation.mutants import mutants
from tests.mutation.not_called import NOT_CALLED

#: How many entries the list has. Lower it with the list; an error that is missed is a check to be mended.
ENTRIES = 328


def test_the_list_only_shrinks_and_names_errors_that_can_be_planted():
    assert len(LISTED) == ENTRIES
    assert not list(not_there([mutant.key for mutant in chosen(ROOMS, 1.0, 0)]))
    assert not list(not_there([mutant.key for mutant in chosen(ROOMS, 1.0, 0)], HOLES))
    assert all(why and not why.endswith(".") for why in (*LISTED.values(), *HOLES.values()))


def test_the_files_that_are_not_called_are_there():
    assert NOT_CALLED.keys() <= {mutant.path for mutant in chosen(ROOMS, 1.0, 0)}


def test_an_ellipsis_stands_for_any_text():
    listed = {"f.py::g: …| 1 -> 2": "only speed"}
    assert reason("f.py::g: x = a[1] | 1 -> 2", listed) == "only speed"
    assert reason("f.py::g: x = a[1] | 1 -> 2 (2)", listed) == ""
    assert list(not_there(["f.py::h: x = 1 | 1 -> 2"], listed)) == list(listed)


@pytest.fixture
def keys_of(tmp_path):
    """The keys of the errors that can be planted in a text."""

    def keys(text):
        path = tmp_path / "f.py"
        path.write_text(text)
        return [mutant.key for mutant in mutants(path, tmp_path)]

    return keys


def test_keys_do_not_depend_on_lines(keys_of):
    text = "def f(x):\n    y = x + 1 + x[1]\n    return y < 1\n"
    keys = keys_of(text)
    assert keys_of("import os\n\n\n" + text) == keys
    assert keys[-1] == "f.py::f: return y < 1 | 1 -> 2"
    assert keys[2:4] == ["f.py::f: y = x + 1 + x[1] | 1 -> 2", "f.py::f: y = x + 1 + x[1] | 1 -> 2 (2)"]


def test_a_string_that_is_a_formula_is_changed_inside(keys_of):
    changes = [key.partition(" | ")[2] for key in keys_of("WIDTH = 'm >= n**3 + T'\n")]
    assert changes == [
        f"'m >= n**3 + T' -> '{wrong}'"
        for wrong in ("m > n ** 3 + T", "m >= n ** 3", "m >= T", "m >= n ** 4 + T")
    ]
    assert [key.partition(" | ")[2] for key in keys_of("f = f'{x}*T**(10)'\n")] == [
        "f'{x}*T**(10)' -> f'{x}*T**(11)'"
    ]
    assert keys_of("says = 'a sentence, e.g. of 2 words'\n") == []


def test_the_condition_of_a_refusal_is_told_apart(tmp_path):
    path = tmp_path / "f.py"
    path.write_text(
        "def f(x):\n    if x < 1:\n        raise InputError('no')\n    if x < 2:\n        raise ProofError('no')\n"
    )
    assert [mutant.refusal for mutant in mutants(path, tmp_path)] == [True, True, False, False]


def test_an_error_changes_one_of_two_functions_on_a_line(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    path = tmp_path / "f.py"
    path.write_text("pair = (lambda x: x + 1), (lambda x: x - 1)\n\n\ndef outer():\n    return lambda: 3\n")
    values = {}
    exec(path.read_text(), values)
    there = [one.__code__ for one in (*values["pair"], values["outer"], values["outer"]())]
    changed = [runs.changed_code(mutant) for mutant in mutants(path, tmp_path)]
    assert {tuple(k for k, code in enumerate(there) if runs.replacement(code, one)) for one in changed} == {
        (0,),
        (1,),
        (2, 3),
    }


def test_an_error_is_planted_in_a_function_that_pytest_has_rewritten(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    path = tmp_path / "f.py"
    path.write_text("def f(x):\n    assert x, 'no'\n    return x + 1\n")
    values = {}
    exec(path.read_text().replace("assert x", "py_assert = x; assert py_assert"), values)
    changed = [runs.changed_code(mutant) for mutant in mutants(path, tmp_path)]
    assert changed and all(runs.replacement(values["f"].__code__, one) in one.values() for one in changed)
