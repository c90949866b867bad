"""Every small error that can be planted in a file."""

from __future__ import annotations

import ast
import copy
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_ARITHMETIC = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.MatMult: ast.Add,
}  # fmt: skip
_RELATIONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_NAMES = {
    "min": "max", "max": "min", "floor": "ceil", "ceil": "floor", "any": "all", "all": "any", "sum": "max",
    "minimum": "maximum", "maximum": "minimum", "argmin": "argmax", "argmax": "argmin", "zeros": "ones",
    "ones": "zeros", "sqrt": "abs", "sorted": "list",
}  # fmt: skip
#: Where an error changes nothing that is computed: messages, annotations, decorators.
_NOT_INSIDE = (ast.JoinedStr, ast.Raise, ast.Assert, ast.ImportFrom, ast.Import)
#: Keywords that say how a class is made, not what it computes.
_OF_CLASSES = {"frozen", "slots", "eq", "order", "strict", "kw_only"}

#: What a string that is a formula has in it.
_OF_FORMULAS = re.compile(r"\*\*|[<>]=")
#: Characters of a statement, and of each side of a change, that a key shows.
_STATEMENT, _CHANGE = 100, 80


@dataclass(frozen=True)
class Mutant:
    """One error: the file, the place, and what stands there instead."""

    path: str
    key: str  # what a list calls it: file, function, statement, change; no number of a line
    line: int
    function: int  # the first line of the function around it; 0 at the level of the module
    number: int  # of the error among those of the file; below 0 for none
    refusal: bool  # whether it stands in the condition of a refusal of bad input


@dataclass(frozen=True)
class _Place:
    """The function and the statement around a place in a file."""

    function: int
    name: str = ""  # of the function and the classes around it
    statement: str = ""
    refusal: bool = False

    def inside(self, node: ast.AST) -> _Place:
        """The place of what stands inside of a node."""
        name = self.name
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            name = f"{name}.{node.name}" if name else node.name
        long = self.statement.endswith("…")
        if long and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            return replace(self, statement=_shortened(ast.unparse(node), _STATEMENT))  # one row of a table
        if not isinstance(node, ast.stmt):
            return self
        return replace(self, name=name, statement=_header(node), refusal=_refuses(node))


def _refuses(statement: ast.stmt) -> bool:
    """Whether a statement does nothing but raise InputError under a condition."""
    match statement:
        case ast.If(body=[ast.Raise(exc=ast.Call(func=ast.Name(id="InputError")))], orelse=[]):
            return True
    return False


def _header(statement: ast.stmt) -> str:
    """The text of a statement, or of its first line where it holds other statements."""
    alone = copy.copy(statement)
    for part in ("body", "orelse", "finalbody", "decorator_list", "handlers", "cases"):
        if hasattr(alone, part):
            setattr(alone, part, [])
    return _shortened(ast.unparse(alone), _STATEMENT)


def _shortened(text: str, size: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= size else f"{line[: size - 1]}…"


def _change(before: str, after: str) -> tuple[str, str]:
    """Both sides of a change, from a little before the place where they differ if they are long."""
    before, after = (" ".join(text.split()) for text in (before, after))
    same = (a == b for a, b in zip(before, after, strict=False))
    start = sum(itertools.takewhile(bool, same)) - _CHANGE // 3
    if start <= 0 or max(len(before), len(after)) <= _CHANGE:
        return _shortened(before, _CHANGE), _shortened(after, _CHANGE)
    return f"…{_shortened(before[start:], _CHANGE)}", f"…{_shortened(after[start:], _CHANGE)}"


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, _Place]]:
    """The nodes that an error may change, each with its place."""

    def walk(node: ast.AST, place: _Place) -> Iterator[tuple[ast.AST, _Place]]:
        if isinstance(node, ast.JoinedStr):
            yield node, place
        if isinstance(node, _NOT_INSIDE) or (isinstance(node, ast.keyword) and node.arg in _OF_CLASSES):
            return
        place = place.inside(node)
        if isinstance(node, ast.FunctionDef):
            place = replace(place, function=min([node.lineno, *(d.lineno for d in node.decorator_list)]))
            for statement in node.body:
                yield from walk(statement, place)
            for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                yield from walk(default, place)
            return
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.AnnAssign):
            if node.value:
                yield from walk(node.value, place)
            return
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets
        ):
            return
        yield node, place
        for child in ast.iter_child_nodes(node):
            yield from walk(child, place)

    yield from walk(tree, _Place(0))


def _errors(node: ast.AST) -> Iterator[ast.AST]:
    new = copy.copy(node)
    match node:
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            new.op = _ARITHMETIC[type(node.op)]()
            yield new
        case ast.Compare():
            for place, relation in enumerate(node.ops):
                changed = copy.copy(node)
                changed.ops = [*node.ops[:place], _RELATIONS[type(relation)](), *node.ops[place + 1 :]]
                yield changed
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield new
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float() as value):
            yield ast.Constant(value * 2 + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in _NAMES:
            yield ast.Name(_NAMES[name], ast.Load())
        case ast.Attribute(attr=name) if name in _NAMES and name != "sum":
            yield ast.Attribute(node.value, _NAMES[name], ast.Load())
        case ast.Constant(value=str() as text) if _OF_FORMULAS.search(text):
            yield from map(ast.Constant, _errors_in_formula(text))
        case ast.JoinedStr(values=parts):
            for place, part in enumerate(parts):
                for text in _other_exponents(part):
                    yield ast.JoinedStr([*parts[:place], ast.Constant(text), *parts[place + 1 :]])
        case ast.IfExp():
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.AugAssign() if type(node.op) in _ARITHMETIC:
            new.op = _ARITHMETIC[type(node.op)]()
            yield new
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def _errors_in_formula(text: str) -> Iterator[str]:
    """A formula in a string with one number, relation or factor changed, or one term left out."""
    try:
        size = len(list(ast.walk(ast.parse(text, mode="eval").body)))
    except SyntaxError:
        return
    for place in range(size):
        for choice in range(2):
            tree = ast.parse(text, mode="eval").body
            node = list(ast.walk(tree))[place]
            if choice < len(wrong := _errors_of_term(node)):
                yield ast.unparse(_replaced(tree, node, wrong[choice]))


def _errors_of_term(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.BinOp(op=ast.Add()):
            return [node.left, node.right]
        case ast.BinOp(op=ast.Mult()):
            return [ast.BinOp(node.left, ast.Div(), node.right)]
        case ast.BinOp(op=ast.Pow()) | ast.Name(id="sqrt"):
            return []
    return list(_errors(node))


def _other_exponents(part: ast.AST) -> Iterator[str]:
    """The text between the braces of an f-string with one exponent larger by one."""
    text = part.value if isinstance(part, ast.Constant) else ""
    for found in re.finditer(r"(?<=\*\*)\(?(\d+)", text):
        yield f"{text[: found.start(1)]}{int(found[1]) + 1}{text[found.end(1) :]}"


def mutants(path: Path, root: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(root).as_posix()
    number, seen = 0, Counter[str]()
    for node, place in _places(tree):
        for wrong in _errors(node):
            before, after = _change(ast.unparse(node), ast.unparse(wrong))
            key = f"{name}::{place.name}: {place.statement} | {before} -> {after}"
            seen[key] += 1
            key += f" ({seen[key]})" if seen[key] > 1 else ""
            yield Mutant(name, key, node.lineno, place.function, number, place.refusal)
            number += 1


def planted(mutant: Mutant, root: Path) -> ast.Module:
    """The tree of the file with that error in it."""
    tree = ast.parse((root / mutant.path).read_text(encoding="utf-8"))
    if mutant.number < 0:
        return tree
    number = 0
    for node, _ in _places(tree):
        for wrong in _errors(node):
            if number == mutant.number:
                return ast.fix_missing_locations(_replaced(tree, node, ast.copy_location(wrong, node)))
            number += 1
    raise LookupError(mutant.key)


def _replaced(tree: Any, old: ast.AST, new: ast.AST) -> Any:
    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    return Replace().visit(tree)
