"""Exact nonnegative solutions, with and without floats."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from theory.asymptotics.linear import _exact_simplex, nonnegative_solution

ENTRIES = st.builds(Fraction, st.integers(-6, 6), st.integers(1, 3))
COLUMNS = st.lists(
    st.dictionaries(st.integers(0, 3), ENTRIES, min_size=1, max_size=3), min_size=1, max_size=6
)


def residue(columns, solution, target):
    rows = {row for column in [*columns, target] for row in column}
    return [
        sum(x * column.get(row, 0) for x, column in zip(solution, columns, strict=True)) - target.get(row, 0)
        for row in rows
    ]


@given(COLUMNS, st.lists(st.builds(Fraction, st.integers(0, 5), st.integers(1, 2)), min_size=6, max_size=6))
def test_what_has_a_solution_is_solved_exactly(columns, weights):
    target: dict[int, Fraction] = {}
    for weight, column in zip(weights, columns, strict=False):
        for row, value in column.items():
            target[row] = target.get(row, Fraction(0)) + weight * value
    solution = nonnegative_solution(columns, target, decide=True)
    assert solution is not None
    assert min(solution) >= 0
    assert not any(residue(columns, solution, target))


@given(COLUMNS, st.dictionaries(st.integers(0, 3), ENTRIES, max_size=4))
def test_floats_and_the_exact_simplex_agree(columns, target):
    quick = nonnegative_solution(columns, target)
    exact = _exact_simplex(
        [{k: Fraction(v) for k, v in c.items() if v} for c in columns],
        {k: v for k, v in target.items() if v},
        4,
    )
    assert (quick is None) == (exact is None)
    for solution in (quick, exact):
        assert solution is None or not any(residue(columns, solution, target))


def test_a_solution_that_floats_cannot_see():
    tiny = Fraction(1, 10**30)
    columns = [{0: Fraction(1), 1: tiny}, {0: Fraction(1), 1: -tiny}]
    assert nonnegative_solution(columns, {0: Fraction(1), 1: 2 * tiny}, decide=True) is None
    assert nonnegative_solution(columns, {0: Fraction(2), 1: tiny * 0}, decide=True) == [1, 1]
