import pytest
import sympy

from theory.hardness import LOSSES
from theory.hardness.losses import P, Y


@pytest.mark.parametrize("name", sorted(set(LOSSES) - {"hinge"}))
def test_offset_and_sensitivity_rebuild_the_derivative(name):
    loss = LOSSES[name]
    for label in (-1, 1):
        direct = sympy.diff(loss.formula, P).subs(Y, label)
        for p in (-1.3, 0.2, 2.0):
            rebuilt = (loss.offset + label * loss.sensitivity).subs(P, p)
            assert float(rebuilt) == pytest.approx(float(direct.subs(P, p)), rel=1e-12)
