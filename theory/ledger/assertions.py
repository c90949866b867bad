"""Which assertions of a test can come out false, and which of them ran.

Only a test's own assertions count: those of its file that run while it is called, whose failure no ``try`` catches, and
that are not vacuous. Besides ``assert`` these are the functions of ``numpy.testing`` and ``pytest.raises`` with a
``match``.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_CATCHES_ASSERTIONS = {"AssertionError", "Exception", "BaseException"}
_NEUTRAL = {ast.Add: 0, ast.Sub: 0, ast.Mult: 1, ast.Div: 1, ast.Pow: 1, ast.FloorDiv: 1}


@lru_cache(maxsize=4096)
def can_come_out_false(assertion: str) -> bool:
    """Return whether an assertion's text is more than a constant or a thing compared with itself."""
    try:
        return _can_fail(ast.parse(assertion, mode="eval").body)
    except SyntaxError:
        return True


def _can_fail(expression: ast.expr) -> bool:
    match expression:
        case ast.BoolOp(op=ast.Or(), values=operands):
            return all(map(_can_fail, operands))
        case ast.BoolOp(op=ast.And(), values=operands):
            return any(map(_can_fail, operands))
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _can_fail(left) and _can_fail(right)
        case ast.UnaryOp(op=ast.Not()):
            return _can_fail(expression.operand)
        case ast.Compare():
            sides = {ast.dump(_Reduced().visit(side)) for side in (expression.left, *expression.comparators)}
            if len(sides) == 1:
                return False
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict() | ast.JoinedStr() | ast.Lambda():
            return False
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return bool(names - set(dir(builtins)))


class _Reduced(ast.NodeTransformer):
    """An expression without ``+ 0``, ``* 1`` and their like."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        neutral = _NEUTRAL.get(type(node.op))
        if isinstance(node.right, ast.Constant) and node.right.value == neutral:
            return node.left
        commutes = isinstance(node.op, ast.Add | ast.Mult)
        if commutes and isinstance(node.left, ast.Constant) and node.left.value == neutral:
            return node.right
        return node


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def tests_in(path: Path) -> Iterator[str]:
    """Yield the names of the test functions in a file, as pytest finds them by default."""
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield node.name
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test"):
                    yield f"{node.name}::{inner.name}"


@cache
def _asserted(path: Path) -> dict[str, frozenset[int]]:
    """The lines of the assertions of each function of a file."""
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]
    return {
        function.name: frozenset(n.lineno for n in ast.walk(function) if isinstance(n, ast.Assert))
        for function in functions
    }


@cache
def _swallowed(path: Path) -> frozenset[int]:
    """The lines of a file that are inside a ``try`` which catches a failed assertion."""
    tries = [n for n in ast.walk(_tree(path)) if isinstance(n, ast.Try) and any(map(_catches, n.handlers))]
    statements = (n for block in tries for part in block.body for n in ast.walk(part))
    return frozenset(n.lineno for n in statements if isinstance(n, ast.stmt))


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(ast.unparse(node).rpartition(".")[2] in _CATCHES_ASSERTIONS for node in named)


class Watch:
    """A record of the assertions of one test while it is called."""

    def __init__(self, item: pytest.Item) -> None:
        self.path = item.path
        self.name = getattr(item, "originalname", item.name)
        self.required = _asserted(self.path).get(self.name, frozenset())
        self.swallowed = _swallowed(self.path)
        self.reached: set[int] = set()
        self.counted = 0
        self.vacuous = False

    def passed(self, line: int, text: str, explanation: str) -> None:
        """Note an assertion that was evaluated and true."""
        vacuous, self.vacuous = self.vacuous or explanation.startswith("set() <="), False
        if _asserting_file() != str(self.path):
            return
        self.reached.add(line)
        if not vacuous and line not in self.swallowed and can_come_out_false(text):
            self.counted += 1

    def called(self, line: int) -> None:
        """Note another check that passed: one of ``numpy.testing``, or a ``pytest.raises`` with a match."""
        vacuous, self.vacuous = self.vacuous, False
        self.counted += not vacuous and line not in self.swallowed

    @property
    def why_not(self) -> str:
        """The reason why what ran shows nothing; empty if it shows something."""
        if not self.counted:
            return "asserts nothing that could come out false"
        missed = sorted(self.required - self.reached)
        return f"the assertion of line {missed[0]} did not run" if missed else ""

    @contextmanager
    def watching(self, module: ModuleType) -> Iterator[None]:
        """Watch ``all``, ``any``, ``numpy.testing`` and ``pytest.raises`` while the test is called."""
        undo: list[tuple[Any, str, Any]] = []
        try:
            for holder, name, new in self._replacements(module):
                undo.append((holder, name, vars(holder).get(name)))
                setattr(holder, name, new)
            yield
        finally:
            for holder, name, old in reversed(undo):
                if old is None:
                    delattr(holder, name)
                else:
                    setattr(holder, name, old)

    def _replacements(self, module: ModuleType) -> Iterator[tuple[Any, str, Any]]:
        for name in ("all", "any"):
            if name not in vars(module):
                yield module, name, self._quantifier(getattr(builtins, name))
        watched: dict[int, Any] = {id(pytest.raises): self._raises}
        yield pytest, "raises", self._raises
        if numpy := sys.modules.get("numpy"):
            for name in ("allclose", "array_equal"):
                watched[id(getattr(numpy, name))] = new = self._comparison(getattr(numpy, name), counts=False)
                yield numpy, name, new
            for name in dir(numpy.testing):
                if name.startswith("assert_"):
                    old = getattr(numpy.testing, name)
                    watched[id(old)] = new = self._comparison(old, counts=True)
                    yield numpy.testing, name, new
        for name, value in list(vars(module).items()):
            if id(value) in watched:
                yield module, name, watched[id(value)]

    def _quantifier(self, original: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def quantified(values: Any) -> bool:
            taken = False

            def noted() -> Iterator[Any]:
                nonlocal taken
                for value in values:
                    taken = True
                    yield value

            answer = original(noted())
            self.vacuous = self.vacuous or not taken
            return answer

        return quantified

    def _comparison(self, original: Callable[..., Any], counts: bool) -> Callable[..., Any]:
        def compared(*arguments: Any, **options: Any) -> Any:
            import numpy

            answer = original(*arguments, **options)
            caller = sys._getframe(1)
            if caller.f_code.co_filename != str(self.path):  # a library's own comparison
                return answer
            if any(numpy.size(argument) == 0 for argument in arguments[:2]):
                self.vacuous = True
            if counts:
                self.called(caller.f_lineno)
            return answer

        return compared

    def _raises(self, *arguments: Any, **options: Any) -> Any:
        caller = sys._getframe(1)
        expected = _RAISES(*arguments, **options)
        if options.get("match") is None or caller.f_code.co_filename != str(self.path):
            return expected
        return self._noted(expected, caller.f_lineno)

    @contextmanager
    def _noted(self, expected: Any, line: int) -> Iterator[Any]:
        with expected as information:
            yield information
        self.called(line)


_RAISES = pytest.raises
#: The key under which a test stores its watch.
WATCH = pytest.StashKey[Watch]()


@cache
def _of_the_machinery(filename: str) -> bool:
    """Return whether a file is pytest's, pluggy's or the ledger's."""
    parts = Path(filename).parts
    return bool({"pluggy", "_pytest"} & set(parts)) or Path(filename).parent == Path(__file__).parent


def _asserting_file() -> str:
    """The file of the assertion that called the hook: the first frame outside of pytest, pluggy and the ledger."""
    frame = sys._getframe(2)
    while frame.f_back is not None and _of_the_machinery(frame.f_code.co_filename):
        frame = frame.f_back
    return frame.f_code.co_filename
