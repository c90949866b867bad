"""The rate of SGD at infinite width: the printed one by default, any other where it is given."""

import pytest

from theory import InputError
from theory.kernel import KernelDescent
from theory.tasks import BitSubsetParity

DESCENT = KernelDescent(BitSubsetParity(4, (0, 2)))


def test_the_printed_rate_is_one_over_the_root_of_the_samples():
    assert DESCENT.run(64) == DESCENT.run(64, rate=1 / 8)


def test_another_rate_is_another_run():
    assert DESCENT.run(64, rate=1 / 4).moved > DESCENT.run(64).moved


@pytest.mark.parametrize("rate", [0.0, -1.0, float("inf"), float("nan")])
def test_a_rate_is_positive_and_finite(rate):
    with pytest.raises(InputError, match="positive and finite"):
        DESCENT.run(64, rate=rate)
