"""Every small error that can be planted in a file."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Mutant:
    """One error: the file, the place, and what stands there instead."""

    path: str
    line: int
    before: str
    after: str
    function: int  # the first line of the function around it; 0 at the level of the module
    number: int  # of the error among those of the file; below 0 for none

    @property
    def key(self) -> str:
        return f"{self.path}:{self.line}: {self.before} -> {self.after} #{self.number}"


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, int]]:
    """The nodes that an error may change, each with the first line of its function."""

    def walk(node: ast.AST, function: int) -> Iterator[tuple[ast.AST, int]]:
        if isinstance(node, _NOT_INSIDE) or (isinstance(node, ast.keyword) and node.arg in _OF_CLASSES):
            return
        if isinstance(node, ast.FunctionDef):
            function = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            for statement in node.body:
                yield from walk(statement, function)
            for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                yield from walk(default, function)
            return
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.AnnAssign):
            if node.value:
                yield from walk(node.value, function)
            return
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets
        ):
            return
        yield node, function
        for child in ast.iter_child_nodes(node):
            yield from walk(child, function)

    yield from walk(tree, 0)


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
        case ast.IfExp():
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.AugAssign() if type(node.op) in _ARITHMETIC:
            new.op = _ARITHMETIC[type(node.op)]()
            yield new
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def mutants(path: Path, root: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    number = 0
    for node, function in _places(tree):
        for wrong in _errors(node):
            before, after = (" ".join(ast.unparse(n).split())[:80] for n in (node, wrong))
            yield Mutant(path.relative_to(root).as_posix(), node.lineno, before, after, function, number)
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


def _replaced(tree: ast.Module, old: ast.AST, new: ast.AST) -> ast.Module:
    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return new if node is old else self.generic_visit(node)

    return Replace().visit(tree)
