"""The search for a proof: one linear program for every pair of clauses, by cases where logarithms need it.

A minimum of monomials is O of a maximum of monomials exactly if some weighted geometric mean of the former
over some weighted geometric mean of the latter is a product of nonnegative powers of the region's
inequalities (Motzkin's transposition theorem, in the exponents).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from theory.asymptotics.expressions import Clause
from theory.asymptotics.gaps import GapSearch, variables_in
from theory.asymptotics.linear import nonnegative_solution
from theory.asymptotics.monomials import combine
from theory.asymptotics.regions import (
    SMALL_POWER,
    Inequality,
    Region,
    at_most,
    parameter_products,
    shift_parameters,
    times_parameters,
)

#: A proof as the certificate writes it, but with rationals where the file has strings.
Proof = dict[str, Any]
_ONE, _MINUS = Fraction(1), Fraction(-1)
#: With more variables inside logarithms than this, they are not compared case by case.
_MOST_SPLIT = 6
#: log(x) = O(x^_EXACT_POWER) where no float has to tell the power from 0.
_EXACT_POWER = Fraction(1, 10**18)


def find_proof(left: Clause, right: Clause, region: Region, *, decide: bool = False) -> Proof | None:
    """A proof of min(left) = O(max(right)) without case distinctions, or None if none is found."""
    small = _EXACT_POWER if decide else SMALL_POWER
    inequalities = region.inequalities(*variables_in(region, [*left, *right]), small)
    uppers = [shift_parameters(monomial.vector, region.bounds) for monomial in right]
    lowers = [shift_parameters(monomial.vector, region.bounds) for monomial in left]
    shifted = [shift_parameters(inequality.ratio, region.bounds) for inequality in inequalities]
    multiples = [
        (inequality, names, times_parameters(vector, names))
        for names in parameter_products([*uppers, *lowers, *shifted])
        for inequality, vector in zip(inequalities, shifted, strict=True)
    ]
    columns: list[Any] = [vector for _, _, vector in multiples]
    columns += [{**combine([(_MINUS, vector)]), "right": _ONE} for vector in uppers]
    columns += [{**vector, "left": _ONE} for vector in lowers]
    # Prefer proofs that lean on the conditions: they show what is needed, and how a constant in it enters.
    gains = [-1 if inequality.name["rule"] == "given" else -10 for inequality, _, _ in multiples]
    gains += [0] * (len(columns) - len(gains))
    solution = nonnegative_solution(columns, {"right": _ONE, "left": _ONE}, gains, decide=decide)
    if solution is None:
        return None
    powers, weights = solution[: len(multiples)], solution[len(multiples) :]
    steps = [
        _step(inequality, names, power)
        for (inequality, names, _), power in zip(multiples, powers, strict=True)
        if power
    ]
    return {
        "left_weights": weights[len(uppers) :],
        "right_weights": weights[: len(uppers)],
        "steps": _with_larger_epsilons(steps),
    }


def find_proof_by_gaps(left: Clause, right: Clause, region: Region, *, decide: bool = False) -> Proof | None:
    """A proof of min(left) = O(max(right)) that also uses gaps of any size, or None if none is found."""
    return GapSearch(left, right, region, decide=decide).proof()


def find_proof_by_cases(
    left: Clause, right: Clause, region: Region, depth: int, *, decide: bool = False
) -> Proof | None:
    """A proof by the alternatives of the disjunctions and at most ``depth`` nested comparisons of variables.

    Each case is proved by one linear program; to ``decide``, exactly, and by gaps of any size where that fails.
    """

    def prove(case: Region) -> Proof | None:
        proof = find_proof(left, right, case, decide=decide)
        return proof or (find_proof_by_gaps(left, right, case, decide=True) if decide else None)

    _, logged = variables_in(region, [*left, *right])
    pairs = list(itertools.combinations(logged, 2)) if len(logged) <= _MOST_SPLIT else []
    return _by_alternatives(prove, region, pairs, depth, 0)


#: A proof in one case, without distinctions.
_Prove = Callable[[Region], Proof | None]


def _by_alternatives(
    prove: _Prove, region: Region, pairs: list[tuple[str, str]], depth: int, first: int
) -> Proof | None:
    if first == len(region.disjunctions):
        return _by_splits(prove, region, pairs, depth)
    proof = prove(region)  # leaves this disjunction out if the rest will do
    if proof:
        return proof
    cases = []
    for option in region.disjunctions[first].options:
        case = _by_alternatives(prove, region.assuming(option), pairs, depth, first + 1)
        if case is None:
            return None
        cases.append(case)
    return {"cases": len(region.conditions) + first, "proofs": cases}


def _by_splits(prove: _Prove, region: Region, pairs: list[tuple[str, str]], depth: int) -> Proof | None:
    proof = prove(region)
    if proof or depth == 0:
        return proof
    for first, second in pairs:
        lower, higher = at_most(first, second), at_most(second, first)
        if {lower, higher} & set(region.assumed):
            continue
        low = _by_splits(prove, region.assuming(lower), pairs, depth - 1)
        high = low and _by_splits(prove, region.assuming(higher), pairs, depth - 1)
        if low and high:
            return {"split": [first, second], "first_at_most_second": low, "second_at_most_first": high}
    return None


def _step(inequality: Inequality, names: tuple[str, ...], power: Fraction) -> dict[str, Any]:
    step = {**inequality.name, "power": power}
    return {**step, "times": list(names)} if names else step


def _with_larger_epsilons(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Use what is left of x to enlarge the exponent in ``log(x) = O(x^epsilon)``, which weakens that inequality."""
    spare = {step["of"]: step for step in steps if step["rule"] == "at least 1" and "times" not in step}
    kept, spent = [], []
    for step in steps:
        if step["rule"] == "log below power" and "times" not in step and step["variable"] in spare:
            rest = spare.pop(step["variable"])
            step = {**step, "epsilon": step["epsilon"] + rest["power"] / step["power"]}
            spent.append(rest)
        kept.append(step)
    return [step for step in kept if all(step is not rest for rest in spent)]
