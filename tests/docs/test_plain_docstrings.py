"""Docstrings become what napoleon and docutils read as meant."""

import functools
import importlib
import importlib.util
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import empirics
import theory

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


def properties():
    """Every property of a public class, with its docstring."""
    for package in (theory, empirics):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".proofs" in found.name or found.name.endswith("__main__"):
                continue
            for name, owner in vars(importlib.import_module(found.name)).items():
                if inspect.isclass(owner) and owner.__module__ == found.name and not name.startswith("_"):
                    for attribute, value in vars(owner).items():
                        if isinstance(value, property | functools.cached_property):
                            yield f"{found.name}.{name}.{attribute}", inspect.getdoc(value) or ""


def test_no_summary_of_a_property_has_what_reads_as_its_type():
    """Sphinx takes what stands before a colon there for the name of a type."""
    assert [name for name, text in properties() if re.match(r"[^`:]+: ", text.partition("\n")[0])] == []
