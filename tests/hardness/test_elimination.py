"""Elimination over GF(2), against enumeration."""

from itertools import product

import numpy as np
import pytest

from theory.errors import InputError
from theory.hardness import solve_over_gf2, subset_of
from theory.tasks import BitSubsetParity


def test_it_finds_the_one_solution_or_none_as_enumeration_does():
    rng = np.random.default_rng(3)
    found = []
    for n, d in product(range(1, 7), range(1, 5)):
        for _ in range(20):
            rows, right = rng.integers(0, 2, size=(n, d)), rng.integers(0, 2, size=n)
            solutions = [
                s for s in product((0, 1), repeat=d) if ((rows @ np.array(s) - right) % 2 == 0).all()
            ]
            expected = solutions[0] if len(solutions) == 1 else None
            solved = solve_over_gf2(rows.astype(rng.choice([np.uint8, np.uint64, np.int64])), right)
            assert (None if solved is None else tuple(solved.tolist())) == expected
            found.append(expected is None)
    assert 50 < sum(found) < len(found) - 50


def test_it_finds_the_subset_from_few_answers():
    for d in (8, 32, 128):
        task = BitSubsetParity.random(d, seed=5)
        x = np.random.default_rng(6).integers(0, 2, size=(d + 20, d), dtype=np.uint8)
        answers = task.labels(x)[:, -1]
        assert subset_of(x, answers) == task.subset
        assert subset_of(x[: d - 1], answers[: d - 1]) is None
        answers[0] ^= 1  # one wrong answer, and nothing fits
        assert subset_of(x, answers) is None


def test_shapes_that_do_not_match_are_refused():
    with pytest.raises(InputError, match="do not fit together"):
        solve_over_gf2(np.zeros((3, 2), dtype=int), np.zeros(2, dtype=int))
