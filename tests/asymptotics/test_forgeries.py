"""Dropping any one check from the checker lets a stored forgery through."""

import ast
import contextlib
import io
import os
import sys
from pathlib import Path

import pytest

from theory.asymptotics import checker
from theory.papers.wies_2023.proofs.forgeries import GOOD_TEXT, TEXTS, good_texts

SOURCE = Path(checker.__file__).read_text(encoding="utf-8")


def checks():
    """Where the checks are, by line."""
    statements = (node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Expr))
    calls = (node for node in statements if isinstance(node.value, ast.Call))
    return sorted(node.lineno for node in calls if getattr(node.value.func, "id", "") == "_need")


class Dropped(ast.NodeTransformer):
    """Replaces the check at a line by nothing."""

    def __init__(self, line):
        self.line = line

    def visit_Expr(self, node):
        is_check = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "_need"
        return ast.copy_location(ast.Pass(), node) if is_check and node.lineno == self.line else node


def weakened(line):
    tree = ast.fix_missing_locations(Dropped(line).visit(ast.parse(SOURCE)))
    namespace = {"__name__": "weakened"}
    exec(compile(tree, "weakened checker", "exec"), namespace)
    return namespace


def passes(namespace, text):
    """Whether a text is not rejected: accepted, or the end of the checker."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            namespace["check"](text)
    except namespace["Rejected"]:
        return False
    except Exception:
        return True
    return True


def reads(namespace, file):
    try:
        namespace["read"](str(file))
    except namespace["Rejected"]:
        return False
    return True


def test_what_is_right_is_accepted():
    for text in good_texts():
        checker.check(text)


@pytest.mark.parametrize("line", checks())
def test_every_check_is_needed(line, tmp_path):
    namespace = weakened(line)
    if any(passes(namespace, text) for text in TEXTS):
        return
    large = tmp_path / "large.json"
    large.write_text(GOOD_TEXT + " " * 1_000_001)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for file in (large, pipe):
        with pytest.raises(checker.Rejected):
            checker.read(str(file))
    assert any(reads(namespace, file) for file in (large, pipe))


def test_there_are_checks():
    assert len(checks()) > 50


def test_no_sibling_shadows_the_standard_library():
    names = {path.stem for path in Path(checker.__file__).parent.glob("*.py")}
    assert not names & set(sys.stdlib_module_names)
