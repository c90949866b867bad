"""The stand-alone judge of counterexamples: against numbers of enormous size, the prover, and what it refuses."""

import pytest

from theory.convergence import chain, gd, recurrence, sgd
from theory.errors import InputError

TABLES = (sgd.STEPS, sgd.CONVERSES, gd.STEPS, recurrence.STEPS, chain.LEMMA_4_STEPS, chain.PRINTED_STEPS)
STEPS = [step for table in TABLES for step in table.values()]
SCALE = 10**40  # ln M, so large that a power of log M tells it from 1


@pytest.mark.parametrize("step", [step for step in STEPS if not step.decide().follows], ids=lambda s: s.name)
def test_every_ray_of_the_prover_breaks_its_step_and_no_step_that_follows(step):
    curve = step.decide().ray.equations
    assert step.breaks_along(curve)
    for other in STEPS:
        try:
            breaks = other.breaks_along(curve)
        except InputError:  # it has other variables
            continue
        assert not (breaks and other.decide().follows)
