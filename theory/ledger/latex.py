r"""Formulas as LaTeX, in the order in which they were written."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from theory.ledger.formulas import INDEXED, Formula

Notation = Mapping[str, str]
_GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "ell",
}  # fmt: skip
#: ``#1`` stands for the arguments.
_STANDARD: Notation = {
    "sqrt": r"\sqrt{#1}", "exp": r"e^{#1}", "floor": r"\lfloor #1\rfloor", "ceiling": r"\lceil #1\rceil",
    "abs": r"|#1|", "norm": r"\|#1\|", "binomial": r"\binom{#1}{#2}", "factorial": r"#1!", "log": r"\log(#1)",
    "max": r"\max\{#1\}", "min": r"\min\{#1\}", "O": r"O(#1)", "Omega": r"\Omega(#1)", "Theta": r"\Theta(#1)",
    "Otilde": r"\tilde O(#1)", "Thetatilde": r"\tilde\Theta(#1)", "E": r"E[#1]", "P": r"P[#1]",
    "grad": r"\nabla #1", "inner": r"\langle #1\rangle", "implies": r"#1 \Rightarrow #2", "infinity": r"\infty",
    "Var": r"\mathrm{Var}(#1)",
}  # fmt: skip
_RELATIONS = {
    ast.Eq: "=", ast.NotEq: r"\ne", ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.In: r"\in",
}  # fmt: skip
_INDEXED = {"Sum": r"\sum", "Product": r"\prod"}
_OR, _RELATION, _SUM, _NEGATIVE, _PRODUCT, _POWER, _ATOM = range(7)


def latex(formula: Formula, notation: Notation | None = None) -> str:
    r"""Return the formula as LaTeX.

    Args:
        formula: the formula.
        notation: LaTeX of names, where the default (Greek letters by name, ``x_t`` with an index, several
            letters upright) is not the one wanted; ``#1``, ``#2`` in it stand for a function's arguments.

    Example:
        >>> from theory.ledger import Formula
        >>> from theory.ledger.latex import latex
        >>> print(latex(Formula("E <= (1 - 1/(alpha*H))/2"), {"H": r"|\mathcal H|"}))
        E \le \frac{1 - \frac{1}{\alpha |\mathcal H|}}{2}
    """
    return _Printer({**_STANDARD, **(notation or {})}).show(formula.tree)


class _Printer:
    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.small = False  # inside an exponent, where a fraction is written with a slash

    def show(self, node: ast.expr, above: int = _OR) -> str:
        text, strength = self._show(node)
        return rf"\left({text}\right)" if strength < above else text

    def _show(self, node: ast.expr) -> tuple[str, int]:
        match node:
            case ast.Constant(value=str()):
                return rf"\text{{{node.value!s}}}", _ATOM
            case ast.Constant():
                return _number(node.value), _ATOM
            case ast.Name():
                return self._name(node.id), _ATOM
            case ast.Tuple():
                return rf"({self._list(node.elts)})", _ATOM
            case ast.List():
                return self._list(node.elts), _ATOM
            case ast.Subscript():
                return f"{self.show(node.value, _ATOM)}_{{{self._index(node.slice)}}}", _ATOM
            case ast.UnaryOp(op=ast.USub()):
                return f"-{self.show(node.operand, _PRODUCT)}", _NEGATIVE
            case ast.UnaryOp():
                return rf"\neg {self.show(node.operand, _ATOM)}", _ATOM
            case ast.BoolOp():
                word = r" \text{ and } " if isinstance(node.op, ast.And) else r" \text{ or } "
                return word.join(self.show(value, _RELATION) for value in node.values), _OR
            case ast.Compare():
                return self._compare(node), _RELATION
            case ast.Call():
                return self._call(node)
            case ast.BinOp():
                return self._binary(node)
        raise AssertionError(f"no rule prints {ast.dump(node)}")  # Formula lets no other node in

    def _list(self, nodes: list[ast.expr]) -> str:
        return ", ".join(map(self.show, nodes))

    def _index(self, node: ast.expr) -> str:
        return self._list(node.elts) if isinstance(node, ast.Tuple) else self.show(node)

    def _compare(self, node: ast.Compare) -> str:
        text = self.show(node.left, _SUM)
        for relation, side in zip(node.ops, node.comparators, strict=True):
            shown = self.show(side, _SUM)
            if isinstance(relation, ast.In) and isinstance(side, ast.List):
                shown = rf"\{{{shown}\}}"
            text += f" {_RELATIONS[type(relation)]} {shown}"
        return text

    def _binary(self, node: ast.BinOp) -> tuple[str, int]:
        match node.op:
            case ast.Add():
                return f"{self.show(node.left, _SUM)} + {self.show(node.right, _PRODUCT)}", _SUM
            case ast.Sub():
                return f"{self.show(node.left, _SUM)} - {self.show(node.right, _PRODUCT)}", _SUM
            case ast.Mod():
                return rf"{self.show(node.left, _PRODUCT)} \bmod {self.show(node.right, _POWER)}", _PRODUCT
            case ast.Div():
                if isinstance(node.left, ast.UnaryOp) and isinstance(node.left.op, ast.USub):
                    positive = ast.BinOp(node.left.operand, node.op, node.right)
                    return f"-{self.show(positive)}", _NEGATIVE
                if self.small:
                    return f"{self.show(node.left, _PRODUCT)}/{self.show(node.right, _POWER)}", _PRODUCT
                both_numbers = isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)
                fraction = r"\tfrac" if both_numbers else r"\frac"
                return f"{fraction}{{{self.show(node.left)}}}{{{self.show(node.right)}}}", _POWER
            case ast.Pow():
                return f"{self.show(node.left, _ATOM)}^{{{self._exponent(node.right)}}}", _POWER
        left, right = self.show(node.left, _NEGATIVE), self.show(node.right, _PRODUCT)
        strength = _NEGATIVE if left.startswith("-") else _PRODUCT
        return left + (r" \cdot " if right[:1].isdigit() else " ") + right, strength

    def _exponent(self, node: ast.expr) -> str:
        outer, self.small = self.small, True
        text = self.show(node)
        self.small = outer
        return text

    def _call(self, node: ast.Call) -> tuple[str, int]:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name in INDEXED:
            body = self.show(node.args[0], _PRODUCT)
            index, first, last = map(self.show, node.args[1:])
            return f"{_INDEXED[name]}_{{{index}={first}}}^{{{last}}} {body}", _PRODUCT
        rule = self.notation.get(name)
        if rule is None or "#1" not in rule:
            head = self._name(name)
            stem = name.partition("_")[0]
            inside = self._list(node.args)
            return (f"{head}[{inside}]" if stem in ("E", "P") else f"{head}({inside})"), _ATOM
        if "#2" in rule:
            for number, argument in enumerate(node.args, start=1):
                rule = rule.replace(f"#{number}", self.show(argument))
            return rule, _ATOM
        bare = name == "log" and len(node.args) == 1 and isinstance(node.args[0], ast.Name | ast.Constant)
        if bare:
            return rf"\log {self.show(node.args[0])}", _PRODUCT
        if rule.startswith("#1") or rule.endswith(" #1"):
            return rule.replace("#1", self.show(node.args[0], _ATOM)), _ATOM
        if name == "exp" and len(node.args) == 1:
            return rule.replace("#1", self._exponent(node.args[0])), _POWER
        return rule.replace("#1", self._list(node.args)), _ATOM

    def _name(self, name: str) -> str:
        if "#1" not in self.notation.get(name, "#1"):
            return self.notation[name]
        stem, _, index = name.partition("_")
        if index:
            return f"{self._name(stem)}_{{{self._name(index)}}}"
        if name in _GREEK:
            return "\\" + name
        letters = name.rstrip("0123456789")
        if letters and letters != name:
            return f"{self._name(letters)}_{{{name[len(letters) :]}}}"
        return name if len(name) == 1 or name.isdigit() else rf"\mathrm{{{name}}}"


def _number(value: object) -> str:
    text = repr(value)
    if isinstance(value, int) and len(text) > 4:
        return f"{value:,}".replace(",", r"\,")
    return text
