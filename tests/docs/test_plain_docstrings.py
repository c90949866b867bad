"""Docstrings become what napoleon and docutils read as meant."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "docs" / "_ext" / "plain_docstrings.py"


@pytest.fixture
def prepared():
    pytest.importorskip("sphinx")
    spec = importlib.util.spec_from_file_location("plain_docstrings", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def prepare(*lines):
        found = list(lines)
        module.prepare(None, "class", "name", None, {}, found)
        return found

    return prepare


def test_a_bar_is_escaped_outside_code_mathematics_and_examples(prepared):
    lines = ["|H| and ``a | b`` and :math:`|x|`", "", ">>> 1 | 2", "3 | 4", "", "|f|"]
    assert prepared(*lines) == [
        r"\|H\| and ``a | b`` and :math:`|x|`",
        "",
        ">>> 1 | 2",
        "3 | 4",
        "",
        r"\|f\|",
    ]


def test_attributes_that_share_a_description_get_an_entry_each(prepared):
    lines = ["Attributes:", "    low, high: the ends,", "        both closed.", "    seeds: how many."]
    assert prepared(*lines) == [
        "Attributes:",
        "    low: the ends,",
        "        both closed.",
        "    high: the ends,",
        "        both closed.",
        "    seeds: how many.",
    ]


def test_arguments_are_left_to_napoleon(prepared):
    lines = ["Args:", "    left, right: quantities.", "", "Raises:", "    InputError: a, b: c."]
    assert prepared(*lines) == lines
