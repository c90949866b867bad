"""Planted errors: a formula with one number, sign, relation or rounding changed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from theory.ledger.formulas import Formula

_SWAPPED_NAMES = {
    "floor": "ceiling",
    "ceiling": "floor",
    "max": "min",
    "min": "max",
    "O": "Omega",
    "Omega": "O",
}
_SWAPPED_RELATIONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def planted(formula: Formula) -> tuple[Formula, ...]:
    """Return every formula that differs from this one by one planted error, in the order of its text.

    The errors: an integer one larger or one smaller, a decimal with its last digit changed, plus for minus and
    minus for plus, a sign dropped, numerator and denominator exchanged, floor for ceiling, max for min, O for
    Omega, strict for weak, a relation reversed, ``and`` for ``or``, a text changed.

    Example:
        >>> from theory.ledger import Formula
        >>> from theory.ledger.planting import planted
        >>> [wrong.text for wrong in planted(Formula("x < 1/2"))]
        ['x <= 1 / 2', 'x > 1 / 2', 'x < 2 / 1', 'x < 2 / 2', 'x < 0 / 2', 'x < 1 / 3', 'x < 1 / 1']
    """
    seen = {ast.unparse(formula.tree)}
    found = []
    count = sum(1 for _ in ast.walk(formula.tree))
    for position in range(count):
        for changed in _changes(formula.tree, position):
            text = ast.unparse(changed)
            if text not in seen:
                seen.add(text)
                found.append(Formula(text))
    return tuple(found)


def _changes(tree: ast.expr, position: int) -> Iterator[ast.expr]:
    """The tree with each error at one of its nodes."""
    holder = ast.Expression(copy.deepcopy(tree))
    node = list(ast.walk(holder.body))[position]
    for replacement in _errors(node):
        yield _with(tree, position, replacement)


def _with(tree: ast.expr, position: int, replacement: ast.expr) -> ast.expr:
    holder = ast.Expression(copy.deepcopy(tree))
    target = list(ast.walk(holder.body))[position]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return replacement if node is target else self.generic_visit(node)

    Replace().visit(holder)
    return holder.body


def _errors(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
            yield ast.UnaryOp(ast.USub(), ast.Constant(1)) if value == 0 else ast.Constant(value - 1)
        case ast.Constant(value=float() as value):
            text = repr(value)
            yield ast.Constant(float(text[:-1] + str((int(text[-1]) + 1) % 10)))
        case ast.Constant(value=str() as value):
            yield ast.Constant(value + "!")
        case ast.BinOp(op=ast.Add()):
            yield ast.BinOp(node.left, ast.Sub(), node.right)
        case ast.BinOp(op=ast.Sub()):
            yield ast.BinOp(node.left, ast.Add(), node.right)
        case ast.BinOp(op=ast.Div()):
            yield ast.BinOp(node.right, ast.Div(), node.left)
        case ast.UnaryOp(op=ast.USub()):
            yield node.operand
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.Call(func=ast.Name(id=name)) if name in _SWAPPED_NAMES:
            yield ast.Call(ast.Name(_SWAPPED_NAMES[name], ast.Load()), node.args, [])
        case ast.Compare():
            for k, relation in enumerate(node.ops):
                for other in _SWAPPED_RELATIONS.get(type(relation), ()):
                    ops = [*node.ops[:k], other(), *node.ops[k + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)
