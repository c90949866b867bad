"""Intervals and exponents against what they promise."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from theory.errors import InputError
from theory.results.exponents import fitted_exponent, slope_with_error
from theory.results.intervals import binomial_interval, interval_of_a_sum, mean_interval


@pytest.mark.parametrize(("wrong", "inputs"), [(0, 20), (1, 20), (7, 20), (20, 20), (3, 1024)])
def test_at_its_ends_the_count_is_as_rare_as_the_level_says(wrong: int, inputs: int) -> None:
    found = binomial_interval(wrong, inputs)

    def at_most(p: float, k: int) -> float:
        return sum(comb(inputs, i) * p**i * (1 - p) ** (inputs - i) for i in range(k + 1))

    assert at_most(found.high, wrong) == pytest.approx(0.025 if wrong < inputs else 1)
    assert 1 - at_most(found.low, wrong - 1) == pytest.approx(0.025 if wrong else 1)


def test_the_interval_of_a_sum_holds_the_parts_and_costs_some_width() -> None:
    alone, of_one = binomial_interval(5, 100), interval_of_a_sum((5,), 100)
    assert (of_one.low, of_one.high) == pytest.approx((alone.low, alone.high))
    both = interval_of_a_sum((5, 5), 100)
    assert both.low < 2 * alone.low < 0.1 < 2 * alone.high < both.high
    for wrong, inputs in ((-1, 5), (6, 5), (0, 0)):
        with pytest.raises(InputError, match="not a count"):
            binomial_interval(wrong, inputs)


def test_an_exponent_comes_back_from_made_up_data_and_its_interval_covers_it() -> None:
    rng = np.random.default_rng(0)
    covered = 0
    for _ in range(400):
        noise = np.exp(0.1 * rng.standard_normal((4, 5)))
        data = [
            {"seed": s, "m": m, "y": 3 * m**-0.5 * noise[s, k]}
            for s in range(4)
            for k, m in enumerate((64, 128, 256, 512, 1024))
        ]
        found = fitted_exponent(data, "m", "y")
        covered += found.low <= -0.5 <= found.high
    assert 0.92 < covered / 400 < 0.98  # 95 %, four standard deviations wide at 400
    exact = fitted_exponent(
        [{"seed": s, "r": r, "y": 2 * r**1.5} for s in (1, 2) for r in (1, 2, 4)], "r", "y"
    )
    assert (exact.value, exact.low, exact.high) == pytest.approx((1.5, 1.5, 1.5)) and exact.seeds == 2
    with pytest.raises(InputError, match="two seeds"):
        fitted_exponent([{"seed": 0, "m": 1, "y": 1}, {"seed": 0, "m": 2, "y": 1}], "m", "y")


def test_a_slope_s_error_is_that_of_the_textbook_and_what_has_none_is_refused() -> None:
    x, y = np.array([0.0, 1, 2, 5]), np.array([1.0, 3, 2, 7])
    slope, error = slope_with_error(x, y)
    away = x - x.mean()
    by_hand = away @ y / (away @ away)
    residuals = y - y.mean() - by_hand * away
    assert (slope, error) == pytest.approx((by_hand, ((residuals @ residuals) / 2 / (away @ away)) ** 0.5))
    for a, b in (
        ([0, 1], [0, 1]),
        ([1, 1, 1], [0, 1, 2]),
        ([0, 1, 2], [0, 1]),
        ([0, 1, 2], [0, 1, float("nan")]),
    ):
        with pytest.raises(InputError, match="no line"):
            slope_with_error(a, b)


def test_a_mean_s_interval_holds_the_mean_as_often_as_it_says() -> None:
    draws = np.random.default_rng(4).normal(3.0, 2.0, size=(4000, 5))
    held = [found.low <= 3.0 <= found.high for found in map(mean_interval, draws.tolist())]
    # 95 % of 4,000, give or take four standard deviations of 0.34 %.
    assert sum(held) / len(held) == pytest.approx(0.95, abs=0.014)
    with pytest.raises(InputError, match="at least two"):
        mean_interval([1.0])
