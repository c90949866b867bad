r"""The smallest max_i |a_i| of a polynomial of given degree with |psi| >= 1 and the right sign at given nodes, exactly.

The linear program: minimise A subject to |a_i| <= A and s_z psi(x_z) >= 1 for every node. Its dual has no
coefficients in it: over y >= 0 with sum_i |mu_i| <= 1, where mu_i = sum_z y_z s_z x_z^i, maximise sum_z y_z.
Weak duality is one line, and makes the certificate:

    sum y_z <= sum y_z s_z psi(x_z) = sum a_i mu_i <= max|a_i| sum|mu_i| <= max|a_i|.

A vector y >= 0, not 0, with all mu_i = 0 shows in the same way that no polynomial of this degree has the signs.
The dual is solved by the simplex method with Bland's rule in exact arithmetic (it starts feasible at y = 0); the answer
is then checked without the tableau. Numbers are Fractions or elements of one Q(sqrt(r)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from theory.errors import InputError, ProofError
from theory.hypothesis_class.quadratic import Quadratic

#: A Fraction, or an element of one quadratic field.
Exact = Fraction | Quadratic


@dataclass(frozen=True, slots=True)
class SmallestCoefficients:
    """An optimal polynomial and the multipliers that prove it optimal.

    Part of what :func:`small_representation` returns.

    Attributes:
        nodes: x_z.
        signs: +1 or -1, one a node.
        coefficients: a_0 ... a_k, lowest first.
        multipliers: y_z, one a node.
    """

    nodes: tuple[Exact, ...]
    signs: tuple[int, ...]
    coefficients: tuple[Exact, ...]
    multipliers: tuple[Exact, ...]

    @property
    def largest(self) -> Exact:
        """max_i |a_i|."""
        sizes: list[Any] = [abs(a) for a in self.coefficients]
        return max(sizes)

    def check_margin(self) -> None:
        """Raise ProofError unless s_z psi(x_z) >= 1 at every node."""
        for x, sign in zip(self.nodes, self.signs, strict=True):
            value = evaluate(self.coefficients, x)
            if sign * value < 1:
                raise ProofError(f"psi = {value} at the node {x}; {sign} times it must be at least 1")

    def check(self) -> None:
        """Check both halves exactly: the polynomial has the margin, and the multipliers forbid a smaller one.

        Raises:
            ProofError: either half is wrong, or the two values differ.
        """
        self.check_margin()
        _check_multipliers(self.multipliers)
        size = _moment_sum(self.nodes, self.signs, self.multipliers, len(self.coefficients) - 1)
        if size > 1:
            raise ProofError(f"the multipliers' moments have absolute sum {size}, more than 1")
        if sum(self.multipliers) != self.largest:
            raise ProofError(f"the bound {sum(self.multipliers)} is not attained: max|a_i| = {self.largest}")


@dataclass(frozen=True, slots=True)
class NoSuchPolynomial:
    """A proof that no polynomial of this degree has the signs: multipliers whose moments all vanish."""

    nodes: tuple[Exact, ...]
    signs: tuple[int, ...]
    degree: int
    multipliers: tuple[Exact, ...]

    def check(self) -> None:
        """Check exactly.

        Raises:
            ProofError: the multipliers are not a proof.
        """
        _check_multipliers(self.multipliers)
        if not any(self.multipliers):
            raise ProofError("all multipliers are 0")
        if _moment_sum(self.nodes, self.signs, self.multipliers, self.degree):
            raise ProofError("a moment does not vanish")


def evaluate(coefficients: Sequence[Exact], x: Exact) -> Exact:
    """The polynomial's value, by Horner's rule."""
    value: Exact = Fraction(0)
    for a in reversed(coefficients):
        value = x * value + a
    return value


def _check_multipliers(multipliers: Sequence[Exact]) -> None:
    if any(y < 0 for y in multipliers):
        raise ProofError("a multiplier is negative")


def _moment_sum(
    nodes: Sequence[Exact],
    signs: Sequence[int],
    multipliers: Sequence[Exact],
    degree: int,
) -> Exact:
    """The sum over i <= degree of |sum_z y_z s_z x_z^i|."""
    total: Any = Fraction(0)
    terms: list[Any] = [s * y for s, y in zip(signs, multipliers, strict=True)]
    for _ in range(degree + 1):
        total += abs(sum(terms))
        terms = [x * term for x, term in zip(nodes, terms, strict=True)]
    return total


def smallest_coefficients(
    nodes: Sequence[Exact], signs: Sequence[int], degree: int
) -> SmallestCoefficients | NoSuchPolynomial:
    """Solve the linear program exactly and check the answer.

    Args:
        nodes: x_z, Fractions or elements of one quadratic field.
        signs: +1 or -1, one a node.
        degree: of psi, at least 0.

    Raises:
        InputError: no nodes, unequal lengths, a sign other than +1 and -1, a negative degree.
    """
    if not nodes or len(nodes) != len(signs) or set(signs) - {1, -1} or degree < 0:
        raise InputError(
            "a linear program needs nodes, one sign +1 or -1 for each, and a degree of at least 0"
        )
    powers: list[list[Any]] = []
    for x, sign in zip(nodes, signs, strict=True):
        column: list[Any] = [Fraction(sign)]
        for _ in range(degree):
            column.append(x * column[-1])
        powers.append(column)
    tableau = _Tableau(powers)
    unbounded = tableau.solve()
    multipliers = tableau.ray(unbounded) if unbounded is not None else tableau.solution()
    answer: SmallestCoefficients | NoSuchPolynomial
    if unbounded is not None:
        answer = NoSuchPolynomial(tuple(nodes), tuple(signs), degree, multipliers)
    else:
        answer = SmallestCoefficients(tuple(nodes), tuple(signs), tableau.prices(), multipliers)
    answer.check()
    return answer


class _Tableau:
    """The dual in standard form. Columns: y_z, then u_i, v_i (mu_i = u_i - v_i), a slack, the right-hand side.

    Rows: mu_i - u_i + v_i = 0 for each i, then sum(u_i + v_i) + slack = 1; the last row holds reduced costs.
    """

    def __init__(self, powers: list[list[Any]]) -> None:
        n, m = len(powers), len(powers[0])
        zero, one = Fraction(0), Fraction(1)
        self.n, self.m = n, m
        rows: list[list[Any]] = []
        for i in range(m):
            unit = [one if i == j else zero for j in range(m)]
            rows.append([*(p[i] for p in powers), *(-e for e in unit), *unit, zero, zero])
        last: list[Any] = [*(zero for _ in range(n)), *(one for _ in range(2 * m)), one, one]
        for row in rows:  # the v_i are basic: clear them from the last row
            last = [a - b for a, b in zip(last, row, strict=True)]
        self.rows: list[list[Any]] = [*rows, last]
        self.basis = [n + m + i for i in range(m)] + [n + 2 * m]
        self.cost: list[Any] = [*(one for _ in range(n)), *(zero for _ in range(2 * m + 2))]

    def solve(self) -> int | None:
        """Pivot to the optimum; the column along which the dual is unbounded, if it is."""
        while True:
            entering = next((j for j, c in enumerate(self.cost[:-1]) if c > 0), None)  # Bland: the first
            if entering is None:
                return None
            candidates = [i for i, row in enumerate(self.rows) if row[entering] > 0]
            if not candidates:
                return entering
            leaving = min(
                candidates, key=lambda i: (self.rows[i][-1] / self.rows[i][entering], self.basis[i])
            )
            self._pivot(leaving, entering)

    def _pivot(self, leaving: int, entering: int) -> None:
        pivot = self.rows[leaving][entering]
        self.rows[leaving] = [a / pivot if a else a for a in self.rows[leaving]]
        pivot_row = self.rows[leaving]
        for i, row in enumerate([*self.rows, self.cost]):
            factor = row[entering]
            if i != leaving and factor:
                reduced = [a - factor * b if b else a for a, b in zip(row, pivot_row, strict=True)]
                if i < len(self.rows):
                    self.rows[i] = reduced
                else:
                    self.cost = reduced
        self.basis[leaving] = entering

    def solution(self) -> tuple[Exact, ...]:
        """The y_z of the present basis."""
        y: list[Any] = [Fraction(0)] * self.n
        for row, column in zip(self.rows, self.basis, strict=True):
            if column < self.n:
                y[column] = row[-1]
        return tuple(y)

    def ray(self, entering: int) -> tuple[Exact, ...]:
        """The direction in y along which the dual grows without bound."""
        y: list[Any] = [Fraction(0)] * self.n
        if entering < self.n:
            y[entering] = Fraction(1)
        for row, column in zip(self.rows, self.basis, strict=True):
            if column < self.n:
                y[column] = -row[entering]
        return tuple(y)

    def prices(self) -> tuple[Exact, ...]:
        """The a_i: row prices, read off the reduced costs of u_i and v_i."""
        n, m = self.n, self.m
        return tuple((self.cost[n + i] - self.cost[n + m + i]) / 2 for i in range(m))
