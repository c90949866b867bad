"""Better than random: exact, against counting all outcomes and against many random runs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from theory.errors import InputError
from theory.results.chance import LEVEL, better_than_random, beyond_chance, tail
from theory.results.milestones import milestones


def test_the_tail_counts_outcomes() -> None:
    for right in range(11):
        passing = sum(sum(tosses) >= right for tosses in product((0, 1), repeat=10))
        assert tail(10, right) == Fraction(passing, 2**10)


def test_more_than_60_percent_is_strict_and_the_bounds_are_in_order() -> None:
    assert better_than_random(10, 1).once == tail(10, 7)
    assert better_than_random(32, 1).once == tail(32, 20)
    found = better_than_random(32, 8)
    assert found.once < found.independent == 1 - (1 - found.once) ** 8 < found.at_most == 8 * found.once < 1
    assert better_than_random(32, 100).at_most == 1
    for wrong in ((0, 1), (1, 0), (8, 8, Fraction(2, 5))):
        with pytest.raises(InputError, match="out of range"):
            better_than_random(*wrong)


def test_a_run_of_coins_is_beyond_chance_as_seldom_as_it_says() -> None:
    runs, evaluations, inputs = 20_000, 30, 32
    right = np.random.default_rng(1).binomial(inputs, 0.5, size=(runs, evaluations))
    need = np.array(
        [next(r for r in range(inputs + 2) if beyond_chance(r, inputs, k)) for k in range(1, evaluations + 1)]
    )
    called = (right >= need).any(axis=1).mean()
    # The true share is at most the level; 20,000 runs would show 1.3 % with probability below 1e-4.
    assert 0 < called <= 1.3 * float(LEVEL)
    assert (right > 0.6 * inputs).any(axis=1).mean() > 0.9  # what the paper's measure says of the same coins


def test_milestones_are_the_first_evaluations_that_pass() -> None:
    wrong = [16, 12, 20, 10, 4, 2, 1, 0]
    lines = [
        {"step": 10 * (k + 1), "validation": {"inputs": 32, "free_running_wrong": count}}
        for k, count in enumerate(wrong)
    ]
    found = milestones(lines)
    assert (found.above_60_percent, found.above_95_percent) == (20, 70)
    assert found.beyond_chance == 50  # 28 of 32 at the fifth: 9.7e-6 <= 0.01 / 30; 22 at the fourth are 2.5 %
    assert found.by_chance == better_than_random(32, 2)
    nothing = milestones(lines[:1])
    assert (nothing.above_60_percent, nothing.beyond_chance, nothing.above_95_percent) == (None, None, None)
    assert nothing.by_chance.once == tail(32, 20)
    assert nothing.as_dict()["first_beyond_chance"] is None
