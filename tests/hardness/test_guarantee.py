from fractions import Fraction
from math import comb

import numpy as np
import pytest

from theory.errors import InputError
from theory.hardness import (
    bent_function,
    class_size,
    end_to_end_guarantee,
    least_loss_of_guessing,
    loss_to_every_parity,
    printed_loss_of_guessing,
    run_hiding_oracle,
)


def test_the_guarantee_at_a_size_that_was_worked_by_hand():
    found = end_to_end_guarantee(
        4, steps=3, square_gradient=Fraction(2), precision=Fraction(1), margin=Fraction(1)
    )
    assert (found.revealed_fraction, found.correlated_fraction, found.loss) == (
        Fraction(1, 4),
        Fraction(1, 6),
        0,
    )
    assert found.probability == Fraction(7, 12)
    tiny = Fraction(1, 100)
    assert (
        end_to_end_guarantee(4, steps=3, square_gradient=Fraction(2), precision=tiny, margin=tiny).probability
        == 0
    )


@pytest.mark.parametrize(
    "change",
    [{"d": 5}, {"steps": -1}, {"square_gradient": -1}, {"precision": 0}, {"margin": Fraction(-1, 2)}],
)
def test_what_makes_no_sense_is_refused(change):
    given = {"d": 4, "steps": 1, "square_gradient": 1, "precision": 1, "margin": 1} | change
    with pytest.raises(InputError):
        end_to_end_guarantee(given.pop("d"), **given)


def test_class_sizes():
    for d in range(2, 31, 2):
        assert class_size(d).size == comb(d, d // 2)
    assert class_size(4000).log2_size == pytest.approx(4000 - 0.5 * np.log2(np.pi * 2000), abs=1e-3)
    with pytest.raises(InputError):
        class_size(3)


def test_guessing():
    assert least_loss_of_guessing(70, Fraction(1, 70)) == 0
    assert least_loss_of_guessing(70, Fraction(1, 35)) == Fraction(1, 4)
    assert printed_loss_of_guessing(70, Fraction(1, 35)) == Fraction(1, 4)
    for size, fraction in ((0, Fraction(1, 2)), (6, Fraction(0)), (6, Fraction(7, 6))):
        with pytest.raises(InputError):
            least_loss_of_guessing(size, fraction)


def test_predictors_are_signs():
    assert bent_function(2).tolist() == [1, 1, 1, -1]
    with pytest.raises(InputError):
        loss_to_every_parity(np.zeros(16, dtype=int), 4)
    with pytest.raises(InputError):
        bent_function(3)


def test_an_oracle_that_may_err_enough_tells_nothing_and_one_that_may_not_tells_all():
    table = np.eye(6)

    def walk(precision):
        return run_hiding_oracle(lambda w: table, lambda w, answer: w - answer, np.zeros(6), 2, precision)

    assert not walk(1.0).revealed.any()
    np.testing.assert_allclose(walk(1.0).final, -np.full(6, 1 / 3))
    assert walk(0.1).revealed.all()
    assert walk(0.1).revealed_fraction == 1
    assert walk(0.1).bounds == pytest.approx((5 / 6 / 0.01,) * 2)
    for steps, precision in ((0, 1.0), (1, 0.0)):
        with pytest.raises(InputError):
            run_hiding_oracle(lambda w: table, lambda w, answer: w, np.zeros(6), steps, precision)
