"""The exact net by hand; weights and widths that are refused."""

from fractions import Fraction

import numpy as np
import pytest

from theory.errors import InputError
from theory.nets import ExactElman, FloatElman


def test_the_exact_net_by_hand():
    net = ExactElman(W=((2, 0), (1, -1)), A=((1, 0), (0, 3)), B=(1, -1), M_0=(1, -5))
    # h_0 = (1, 0); z = 0: (2+1, 1+0) = (3, 1); z = 1: (6+0, 3-1+3) = (6, 5)
    assert net.states([0, 1]) == [[1, 0], [3, 1], [6, 5]]
    assert net.scores([0, 1]) == [2, 1]
    assert net.teacher_forced((0,), (1, -1)) == [2, 1]
    assert net.free_running((0,), 2) == [2, 1]
    # the score 2 fed back as it is: e_2 = (-1, 2), so (6-1, 3-1+6) = (5, 8)
    assert net.free_running((0,), 2, feedback="score") == [2, -3]


def test_a_unit_at_its_kink_has_no_derivative():
    with pytest.raises(InputError, match="exactly 0, where the gradient is not defined"):
        ExactElman(W=[[-1]], A=[[1, 0]], B=[1], M_0=[1]).gradient([0])


WRONG = {
    "rows of A": {"A": [[1, 0]]},
    "columns of A": {"A": [[1], [0]]},
    "rows of W": {"W": [[1, 2]]},
    "columns of W": {"W": [[1], [2]]},
    "B": {"B": [1]},
    "M_0": {"M_0": [1, 2, 3]},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_weights_that_do_not_fit_together_are_refused(wrong):
    weights = {"W": [[1, 2], [3, 4]], "A": [[1, 0], [0, 1]], "B": [1, 2], "M_0": [1, 2], **WRONG[wrong]}
    with pytest.raises(InputError, match="do not fit together"):
        ExactElman(**weights)
    with pytest.raises(InputError, match="do not fit together"):
        FloatElman(**{name: np.array(value, dtype=float) for name, value in weights.items()})


def test_what_is_no_rational_number_is_refused():
    with pytest.raises(InputError, match="ExactElman: B must be"):
        ExactElman(W=[[1]], A=[[0, 0]], B=[0.5], M_0=[Fraction(1, 2)])


def test_a_net_without_units_is_refused():
    with pytest.raises(InputError, match="width"):
        FloatElman.initialise(0, seed=0)
