"""From the formulas of claims to the questions of the order calculus.

In a claim an order reads as in the paper, ``O((R**2 + log(1/delta))/sqrt(n))``; the calculus asks about what is inside,
with L for log(1/delta), E for 1/epsilon, and T for T - d, which T - d is at most. What is not understood is left as it
is, and the calculus refuses it.
"""

import ast

from theory.asymptotics import breaks_along, growth_along, parse_conditions, parse_quantity
from theory.convergence import Step

_RELATIONS = {ast.GtE: ">=", ast.LtE: "<=", ast.Gt: ">", ast.Lt: "<", ast.Eq: "=="}


class _Inside(ast.NodeTransformer):
    """Drops O and O-tilde, names what the calculus has names for, and puts in what names stand for."""

    def __init__(self, parts):
        self.parts = {name: ast.parse(text, mode="eval").body for name, text in parts.items()}

    def visit_Name(self, node):
        return self.parts.get(node.id, node)

    def visit_BinOp(self, node):
        if ast.unparse(node) == "T - d":
            return ast.Name("T")
        if isinstance(node.op, ast.Div) and ast.unparse(node.right) == "epsilon":
            return ast.BinOp(self.visit(node.left), ast.Mult(), ast.Name("E"))
        return self.generic_visit(node)

    def visit_Call(self, node):
        match node:
            case ast.Call(func=ast.Name("O" | "Otilde"), args=[inner]):
                return self.visit(inner)
            case ast.Call(func=ast.Name("Sum"), args=[body, _, ast.Name("d"), ast.Name("T")]):
                return ast.BinOp(ast.Name("T"), ast.Mult(), self.visit(body))
            case ast.Call(func=ast.Name("log"), args=[ast.BinOp(left, ast.Div(), ast.Name("delta"))]):
                if isinstance(left, ast.Constant):
                    return ast.Name("L") if left.value == 1 else node
                log = ast.Call(ast.Name("log"), [self.visit(left)], [])
                return ast.BinOp(log, ast.Add(), ast.Name("L"))
        return self.generic_visit(node)


def inside(formula, **parts):
    """The quantity of an order, as the calculus reads it; ``parts`` are texts for names in it."""
    return ast.unparse(_Inside(parts).visit(ast.parse(formula.text.strip(), mode="eval").body))


def condition(formula, relation=">=", **parts):
    """A condition of the calculus; ``relation`` is the one that the formula must have, ``== Omega(...)`` is >=."""
    tree = formula.tree
    assert isinstance(tree, ast.Compare)
    [found] = [_RELATIONS[type(op)] for op in tree.ops]
    left, right = formula.left, formula.right
    match right.tree:
        case ast.Call(func=ast.Name("Omega"), args=[inner]) if found == "==":
            found, right = ">=", type(right)(ast.unparse(inner))
    assert found == relation
    return f"{inside(left, **parts)} {'>=' if relation == '>' else relation} {inside(right, **parts)}"


def terms(formula):
    """The summands of a sum of two."""
    match formula.tree:
        case ast.BinOp(left, ast.Add(), right):
            return type(formula)(ast.unparse(left)), type(formula)(ast.unparse(right))
    raise ValueError(f"not a sum: {formula.text}")


def same(first, second):
    """Whether two quantities are the same in normal form."""
    return set(parse_quantity(first).clauses) == set(parse_quantity(second).clauses)


def thresholds(*conditions):
    """What m must be at least, as dictionaries of exponents, from conditions on m alone; log(m) stays on the right."""
    found = []
    for one in parse_conditions(conditions):
        ratio = (one.larger / one.smaller).vector
        assert ratio.pop(("m", ())) == 1
        found.append({base: -power for (base, _), power in ratio.items()})
    return _ordered(found)


def exponents(monomials):
    """The same of the monomials of a least bound."""
    return _ordered({base: power for (base, _), power in m.entries} for m in monomials)


def _ordered(found):
    return sorted((dict(sorted(own.items())) for own in found), key=str)


def breaks_by(factor, left, right, given, ray):
    """Whether LEFT / RIGHT is of the order of a factor that is unbounded along a ray of a claim, and GIVEN holds.

    The ray is a list of equations such as ``[T == M, m == M**8]``; variables that it does not name are constant. It is
    judged without the prover, by exact exponents.
    """
    curve = [ast.unparse(equation) for equation in ray.tree.elts]
    named = {text.split(" == ")[0] for text in curve}
    texts = [left, right, factor, *given]
    names = {
        node.id for text in texts for node in ast.walk(ast.parse(text.strip())) if isinstance(node, ast.Name)
    }
    curve += [f"{name} == 1" for name in sorted(names - named - {"M", "log", "sqrt", "min", "max"})]
    excess = [a - b for a, b in zip(growth_along(left, curve), growth_along(right, curve), strict=True)]
    return breaks_along(left, right, given, curve) and excess == list(growth_along(factor, curve))


def certified(left, right, given=(), parameters=()):
    """Whether LEFT = O(RIGHT), by a certificate that the independent checker accepts."""
    return Step("question", "", left, right, tuple(given), tuple(parameters)).certified()


def identity(x):
    """O as the function that changes nothing."""
    return x
