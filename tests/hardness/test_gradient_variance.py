from fractions import Fraction
from math import comb

import numpy as np
import pytest

from theory.errors import InputError
from theory.hardness import correlations, gradient_variance, subset_masks
from theory.hardness.parities import parity


def slow(gradients, d, sensitivity):
    """Eq 80 target by target, with explicit loops over targets."""
    inputs = np.arange(1 << d)
    rows = np.array(
        [(parity(int(m), inputs)[:, None] * sensitivity * gradients).mean(axis=0) for m in subset_masks(d)]
    )
    away = rows - rows.mean(axis=0)
    return (away**2).sum(axis=1)


@pytest.mark.parametrize("d", [2, 4, 6, 8])
def test_against_the_definition_target_by_target(d):
    rng = np.random.default_rng(d)
    gradients = rng.standard_normal((1 << d, 7))
    weights = rng.standard_normal((1 << d, 1))
    found = gradient_variance(gradients, d, sensitivity=weights)
    np.testing.assert_allclose(found.squared_distances, slow(gradients, d, weights), rtol=1e-12)
    assert found.mean_square_gradient == pytest.approx((gradients**2).sum() / (1 << d), rel=1e-13)
    assert found.class_size == comb(d, d // 2)


def test_blocks_of_columns_add_up_and_leave_the_input_alone():
    gradients = np.random.default_rng(0).standard_normal((64, 10))
    kept = gradients.copy()
    whole = gradient_variance(gradients, 6)
    parts = gradient_variance((gradients[:, k : k + 3] for k in range(0, 10, 3)), 6)
    np.testing.assert_allclose(parts.squared_distances, whole.squared_distances, rtol=1e-13)
    assert parts.ratio == pytest.approx(whole.ratio)
    assert (gradients == kept).all()


def test_integers_are_exact_and_agree_with_floats():
    gradients = np.random.default_rng(1).integers(-9, 10, size=(256, 5))
    exact = gradient_variance(gradients, 8)
    assert isinstance(exact.variance, Fraction)
    assert isinstance(exact.ratio, Fraction)
    assert float(exact.variance) == pytest.approx(gradient_variance(gradients.astype(float), 8).variance)
    weighted = gradient_variance(gradients, 8, sensitivity=np.full(256, Fraction(-1, 2)))
    assert weighted.variance == exact.variance


def test_moved_counts_what_lies_strictly_beyond():
    found = gradient_variance(2 * parity(int(subset_masks(4)[0]), np.arange(16))[:, None], 4)
    assert [found.moved(r) for r in (0.1, 1 / 6 + 1e-9, 0.83, 0.84)] == [6, 1, 1, 0]


@pytest.mark.parametrize("d", [0, 3, -2, 26])
def test_sizes_that_have_no_class(d):
    with pytest.raises(InputError):
        subset_masks(d)


def test_wrong_shapes_and_no_gradient():
    with pytest.raises(InputError, match="shape"):
        gradient_variance(np.ones((8, 2)), 4)
    with pytest.raises(InputError, match="16 values"):
        correlations(np.ones(8), 4)
    with pytest.raises(InputError, match="zero at every input"):
        _ = gradient_variance(np.zeros((16, 1)), 4).ratio
