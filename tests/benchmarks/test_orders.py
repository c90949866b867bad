"""Speed of the order calculus, against the Farkas route through z3 on the same instances, in the same run."""

import time
from fractions import Fraction

import numpy as np
import pytest

from theory.asymptotics import Condition, Monomial, Quantity, decide_order

VARIABLES, INEQUALITIES = 40, 80
#: z3 is stopped here; a run that is stopped counts with this time, so the ratio shown is a lower bound.
LIMIT_SECONDS = 15


def instance(seed, density):
    """A question that follows by construction: exponents (c), conditions (A), c = -(lambda A + mu)."""
    random = np.random.default_rng(seed)
    conditions = np.zeros((INEQUALITIES, VARIABLES), dtype=int)
    for row in conditions:
        row[random.choice(VARIABLES, density, replace=False)] = random.integers(-9, 10, density)
    multipliers = random.integers(0, 4, INEQUALITIES) * (random.random(INEQUALITIES) < 0.4)
    target = -(multipliers @ conditions + random.integers(0, 3, VARIABLES))
    return conditions, target


def monomial(exponents):
    return Monomial.of({(f"x{i}", ()): Fraction(int(power)) for i, power in enumerate(exponents) if power})


def question(conditions, target):
    one = Quantity.of([[Monomial()]])
    return (
        Quantity.of([[monomial(target)]]),
        one,
        [Condition(monomial(row), Monomial()) for row in conditions],
    )


def seconds_of_z3(conditions, target):
    """z3 looks for Farkas multipliers lambda >= 0 with lambda A <= -c."""
    import z3

    solver = z3.Solver()
    solver.set("timeout", LIMIT_SECONDS * 1000)
    multipliers = [z3.Real(f"l{j}") for j in range(INEQUALITIES)]
    solver.add(*[multiplier >= 0 for multiplier in multipliers])
    for i in range(VARIABLES):
        terms = [int(row[i]) * m for row, m in zip(conditions, multipliers, strict=True) if row[i]]
        solver.add(z3.Sum(terms) <= int(-target[i]))
    start = time.perf_counter()
    solver.check()
    return time.perf_counter() - start


@pytest.mark.parametrize("density", [6, VARIABLES], ids=["sparse", "dense"])
def test_forty_variables_eighty_inequalities(benchmark, density):
    """At most 50 ms on a quiet machine; on dense instances at least 100 times faster than z3."""
    conditions, target = instance(0, density)
    asked = question(conditions, target)
    answer = benchmark.pedantic(decide_order, args=asked, rounds=9, warmup_rounds=1)
    assert answer.follows
    own = benchmark.stats.stats.min
    peer = seconds_of_z3(conditions, target)
    benchmark.extra_info["z3_seconds"] = round(peer, 3)
    benchmark.extra_info["times_faster_than_z3"] = round(peer / own, 1)
    print(
        f"\n{density} variables an inequality: {own * 1000:.1f} ms, z3 {peer:.2f} s, {peer / own:.0f} times faster"
    )
    assert peer / own > (100 if density == VARIABLES else 1)
