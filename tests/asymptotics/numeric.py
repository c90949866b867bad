"""An evaluator of questions by their text, at points of enormous size: shares nothing with the calculus.

A positive number is held by its natural logarithm in mpmath, so that 2**n at n = exp(1000) is one number.
"""

import ast
import itertools
import re

import mpmath

PRECISION_BITS = 3000


class Point:
    """The variables of a question at one point; ``ln`` gives the logarithm of a quantity there.

    ``logarithms`` maps each variable to its natural logarithm, negative for a small one.
    """

    def __init__(self, logarithms):
        self.logarithms = logarithms

    def ln(self, text):
        """ln of an expression."""
        source = re.sub(r"([A-Za-z_]\w*)!", r"factorial(\1)", text.replace("^", "**"))
        with mpmath.workprec(PRECISION_BITS):
            return self._ln(ast.parse(source.strip(), mode="eval").body)

    def value(self, node):
        """An exponent: a number that may be negative."""
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -self.value(inner)
            case ast.BinOp(left=left, op=ast.Sub(), right=right):
                return self.value(left) - self.value(right)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.value(left) + self.value(right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.value(left) * self.value(right)
            case ast.Constant(value=value):
                return mpmath.mpf(value)
        return mpmath.exp(self._ln(node))

    def _ln(self, node):
        match node:
            case ast.Name(id=name):
                return self.logarithms[name]
            case ast.Constant(value=value):
                return mpmath.log(value)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self._ln(left) + self._ln(right)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._ln(left) - self._ln(right)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _ln_of_sum(self._ln(left), self._ln(right))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._ln(left) * self.value(right)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        raise ValueError(ast.dump(node))

    def _call(self, name, arguments):
        if name in ("min", "max"):
            return {"min": min, "max": max}[name](self._ln(argument) for argument in arguments)
        (inner,) = arguments
        if name == "log":
            return mpmath.log(1 + max(0, self._ln(inner)))
        if name == "sqrt":
            return self._ln(inner) / 2
        if name == "exp":
            return self.value(inner)
        n = mpmath.exp(self._ln(inner))  # Stirling's formula, good to 1 / (12 n)
        return n * mpmath.log(n) - n + mpmath.log(2 * mpmath.pi * n) / 2 + 1 / (12 * n)


def _ln_of_sum(a, b):
    large, small = max(a, b), min(a, b)
    return large + mpmath.log1p(mpmath.exp(small - large)) if large - small < PRECISION_BITS else large


def growth(kind, scale):
    """ln of a variable of this kind of growth where ln M = scale: a constant, or coefficient and exponents."""
    with mpmath.workprec(PRECISION_BITS):
        m = mpmath.mpf(scale)
        shape, constant = kind
        if isinstance(shape, str):
            forms = {"sub": mpmath.sqrt(m), "super": m**2}  # exp(sqrt(ln M)), exp(ln(M)^2)
            return mpmath.log(constant) + forms[shape]
        total = mpmath.log(constant)
        for power in shape:
            total += mpmath.mpf(power.numerator) / power.denominator * m
            m = mpmath.log(m)
        return total


def condition_slack(text, point):
    """ln of how far a condition is met, negative if it is not."""
    first, relation, second = re.split(r"(>=|<=|==)", text)
    difference = point.ln(first) - point.ln(second)
    return {">=": difference, "<=": -difference, "==": -abs(difference)}[relation]


def meets(text, points):
    """Whether a condition seems to hold up to a constant factor all along these points."""
    slack = [condition_slack(text, point) for point in points]
    return min(slack) > -4 and slack[-1] > slack[0] - 0.05


def rises(values):
    """Whether values at scales that are multiplied by a constant again and again seem unbounded above."""
    steps = [float(min(b - a, mpmath.mpf("1e300"))) for a, b in itertools.pairwise(values)]
    return steps[-1] > 0.02 and steps[-2] > 0 and steps[-1] > 0.72 * steps[-2]
