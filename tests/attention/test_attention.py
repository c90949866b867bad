"""The attention room: exact gradients by two ways, on samples, and where input is refused."""

from fractions import Fraction

import numpy as np
import pytest

from empirics.studies.one_step import RATES
from theory.attention import (
    APPENDIX_D,
    ParityTree,
    errors_after_one_step,
    gradient_at_zero,
    gradient_over_all_inputs,
    gradient_without_forcing,
    link_of_slope,
    node_values,
    population_gradient,
)
from theory.errors import InputError
from theory.hardness import chance_of_large_mean, krawtchouk
from theory.results.records import recorded_rows
from theory.tasks import all_inputs


@pytest.mark.parametrize("d, k", [(2, 2), (4, 4), (6, 4), (9, 8)])
@pytest.mark.parametrize("mask", ["causal", "level"])
@pytest.mark.parametrize("link", [APPENDIX_D, link_of_slope(Fraction(5, 2))], ids=["appendix D", "slope 5/2"])
def test_the_gradient_by_counting_and_input_by_input(d, k, mask, link):
    tree = ParityTree(d, k)
    for m in tree.nodes:
        counted = [population_gradient(tree, m, j, link, mask) for j in range(1, tree.attended(m, mask) + 1)]
        assert counted == gradient_over_all_inputs(tree, m, link, mask)
        assert sum(counted) == 0  # the mean of the tokens is z


def test_the_gradient_on_all_inputs_as_samples():
    tree = ParityTree(6, 4)
    sampled = gradient_at_zero(1.0 - 2 * all_inputs(6), tree, APPENDIX_D)
    for m in tree.nodes:
        exact = [float(value) for value in gradient_over_all_inputs(tree, m, APPENDIX_D)]
        np.testing.assert_allclose(sampled[m - 7, : m - 1], exact, atol=1e-12)


def test_the_chain_rule_against_difference_quotients():
    tree, draw, h = ParityTree(5, 4), np.random.default_rng(1), 1e-6
    attends = np.array([[j < tree.attended(m, "level") for j in range(tree.tokens)] for m in tree.nodes])
    weights = np.where(attends, draw.normal(size=attends.shape), -np.inf)
    x = draw.choice((-1.0, 1.0), (50, 5))

    def loss(at):
        from theory.attention import forward, softmax_weights

        made = forward(x, tree, softmax_weights(at), APPENDIX_D)
        return ((made - node_values(x, 4)) ** 2).sum() / (2 * len(x))

    found = gradient_without_forcing(x, x, tree, weights, APPENDIX_D, 0.0)
    for row, column in zip(*np.nonzero(attends), strict=True):
        moved = [weights.copy(), weights.copy()]
        moved[0][row, column] += h
        moved[1][row, column] -= h
        assert (loss(moved[0]) - loss(moved[1])) / (2 * h) == pytest.approx(found[row, column], abs=1e-6)


@pytest.mark.parametrize(
    "wrong, complaint",
    [
        (lambda: ParityTree(4, 3), "a power of two"),
        (lambda: ParityTree(4, 8), "2 <= k <= d"),
        (lambda: ParityTree(4, 4).attended(5, "none"), "the mask is"),
        (lambda: population_gradient(ParityTree(4, 4), 4, 1, APPENDIX_D), "does not attend"),
        (lambda: gradient_over_all_inputs(ParityTree(21, 2), 22, APPENDIX_D), "are for d up to 20"),
        (lambda: link_of_slope(Fraction(2)), "lies above 2"),
        (lambda: krawtchouk(4, 5, 1), "between 0 and d"),
    ],
)
def test_what_is_refused(wrong, complaint):
    with pytest.raises(InputError, match=complaint):
        wrong()


def test_the_chance_of_a_large_mean_parity_by_counting():
    x = 1 - 2 * all_inputs(5).astype(int)
    pairs = [x[:, i] * x[:, j] for i in range(5) for j in range(i)]
    means = np.abs(np.sum(pairs, axis=0))
    assert chance_of_large_mean(5, 2, Fraction(1, 5)) == Fraction(int((means > 2).sum()), 32)


@pytest.mark.parametrize("d", [64, 128])
def test_a_stored_threshold_lies_where_the_error_falls(d):
    """Twice as many strings suffice, and a quarter of them do not: on any machine's arithmetic."""
    row = next(row for row in recorded_rows("attention", "one-gradient-step") if row["d"] == d)
    tree = ParityTree(d, row["k"])
    few, many = (
        min(errors_after_one_step(tree, round(row["samples"] * share), RATES, row["seed"], 500))
        for share in (0.25, 2.0)
    )
    assert few > 0.3
    assert many < 0.01
