"""The list of errors in code that change nothing: it may only shrink."""

from tests.mutation.__main__ import ROOMS, chosen
from tests.mutation.equivalent import LISTED, not_there, reason
from tests.mutation.mutants import mutants

#: How many entries the list has. Lower it with the list; an error that is missed is a check to be mended.
ENTRIES = 11


def test_the_list_only_shrinks_and_names_errors_that_can_be_planted():
    assert len(LISTED) == ENTRIES
    assert not list(not_there([mutant.key for mutant in chosen(ROOMS, 1.0, 0)]))
    assert all(why and not why.endswith(".") for why in LISTED.values())


def test_an_ellipsis_stands_for_any_text():
    listed = {"f.py::g: …| 1 -> 2": "only speed"}
    assert reason("f.py::g: x = a[1] | 1 -> 2", listed) == "only speed"
    assert reason("f.py::g: x = a[1] | 1 -> 2 (2)", listed) == ""
    assert list(not_there(["f.py::h: x = 1 | 1 -> 2"], listed)) == list(listed)


def test_keys_do_not_depend_on_lines(tmp_path):
    text = "def f(x):\n    y = x + 1 + x[1]\n    return y < 1\n"
    keys = []
    for before in ("", "import os\n\n\nZERO = 0\n"):
        path = tmp_path / "f.py"
        path.write_text(before + text)
        keys.append([m.key for m in mutants(path, tmp_path) if "::f" in m.key])
    assert keys[0] == keys[1]
    assert keys[0][-1] == "f.py::f: return y < 1 | 1 -> 2"
    assert keys[0][2:4] == ["f.py::f: y = x + 1 + x[1] | 1 -> 2", "f.py::f: y = x + 1 + x[1] | 1 -> 2 (2)"]
