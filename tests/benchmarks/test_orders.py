"""Speed of the order calculus, against the Farkas route through z3 on the same instances, in the same run."""

import time
from fractions import Fraction

import numpy as np
import pytest

from tests.benchmarks.questions import QUESTIONS, SCALE
from theory.asymptotics import Condition, Monomial, Quantity, checker, decide_order

VARIABLES, INEQUALITIES = 40, 80
#: sympy and z3 are stopped here on one question.
QUESTION_SECONDS = 2
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


class TooLong(Exception):
    """A peer did not answer in time."""


def within(seconds, function):
    """The answer of a function, or None if it fails or takes longer; and its time, at most ``seconds``."""
    import signal

    def stop(*_):
        raise TooLong

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    start = time.process_time()
    try:
        answer = function()
    except Exception:
        answer = None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    return answer, min(time.process_time() - start, seconds)


def answer_of_sympy(left, right):
    """Whether the limit of LEFT / RIGHT is finite, by sympy."""
    import sympy

    n = sympy.Symbol("n", positive=True)
    names = {"n": n, "log": lambda x: 1 + sympy.log(x), "sqrt": sympy.sqrt, "exp": sympy.exp}
    sides = [sympy.nsimplify(sympy.sympify(side, locals=names), rational=True) for side in (left, right)]
    limit = sympy.limit(sides[0] / sides[1], n, sympy.oo)
    return bool(limit.is_finite) if limit.is_finite is not None else None


def answer_of_z3(left, right, given):
    """Whether ln LEFT <= ln RIGHT + C fails nowhere, by z3 over the exponents; products of powers only."""
    import z3

    from theory.asymptotics import parse_conditions, parse_quantity

    low, high = parse_quantity(left), parse_quantity(right)
    monomials = [*low.monomials, *high.monomials]
    if any(base.startswith("log") for monomial in monomials for base in monomial.bases):
        return None
    solver = z3.Solver()

    def linear(monomial):
        return z3.Sum([z3.RealVal(str(power)) * z3.Real(base) for (base, _), power in monomial.entries])

    solver.add(*(z3.Real(base) >= 0 for monomial in monomials for base in monomial.bases))
    for condition in parse_conditions(given):
        solver.add(linear(condition.larger) >= linear(condition.smaller))
    below = [
        z3.And([linear(a) - linear(b) >= 1 for a in clause for b in other])
        for clause in low.clauses
        for other in high.dual
    ]
    solver.add(z3.Or(below))
    return solver.check() == z3.unsat


def test_a_hundred_questions_beside_general_solvers(benchmark):
    """All are decided; sympy's limits and z3 answer a part of them. Each peer is timed on what it answers."""
    assert len(QUESTIONS) == 100
    order = {text: place for place, text in enumerate(SCALE)}
    answers = benchmark.pedantic(
        lambda: [decide_order(*question) for question in QUESTIONS], rounds=1, warmup_rounds=0
    )
    sizes = sorted(len((answer.certificate or answer.refutation).text) for answer in answers)
    for (left, right, *_), answer in zip(QUESTIONS, answers, strict=True):
        checker.check((answer.certificate or answer.refutation).text)
        if left in order and right in order:
            assert answer.follows is (order[left] < order[right]), (left, right)
    print(
        f"\n100 questions decided; certificates and refutations of {sizes[0]} to {sizes[-1]} bytes, median {sizes[50]}"
    )
    peers = {"sympy": lambda left, right, given: answer_of_sympy(left, right), "z3": answer_of_z3}
    for name, peer in peers.items():
        shown = compared(name, peer, answers)
        benchmark.extra_info[name] = shown
        print(shown)


def compared(name, peer, answers):
    """How often a peer answers, how often otherwise, and how its time compares on the questions that it answers."""
    served, differ, own, theirs = 0, 0, 0.0, 0.0
    for (left, right, given, parameters), answer in zip(QUESTIONS, answers, strict=True):
        if parameters or (given and name == "sympy"):
            continue
        found, seconds = within(QUESTION_SECONDS, lambda: peer(left, right, given))  # noqa: B023
        if found is None:
            continue
        start = time.process_time()
        decide_order(left, right, given, parameters)
        own += time.process_time() - start
        theirs += seconds
        served += 1
        differ += found is not answer.follows
    ratio = theirs / own if own else 0
    return f"{name} answers {served} of 100, {differ} of them otherwise; on these it takes {ratio:.2g} times as long"
