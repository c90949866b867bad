"""Appendix C: the inequality of online gradient descent (32)-(33) and what is put together in (34)-(36)."""

# ruff: noqa: B023 (formulas call the functions that they are given at once)

import sympy

from theory.ledger import supports

SIZE = 3


class Run:
    """Some steps of online gradient descent in three dimensions: any start, goal, gradients and roundings."""

    def __init__(self, over, steps):
        self.rate = over.symbols("eta", positive=True)
        self.goal, self.start = (vector(over, name) for name in ("u", "w"))
        self.slopes = {i: vector(over, f"g{i}_") for i in range(1, steps + 1)}
        self.roundings = {i: vector(over, f"s{i}_") for i in range(1, steps + 1)}

    def parts(self, weights):
        """The meaning of every name in the formulas of (32) to (36)."""
        return {
            "W": weights.__getitem__,
            "Wstar": self.goal,
            "eta": self.rate,
            "gradloss": lambda i, w: self.slopes[i] if w == weights[i] else None,
            "rounding": self.roundings.__getitem__,
            "inner": lambda a, b: a.dot(b),
            "norm": lambda a: sympy.sqrt(a.dot(a)),
        }


def vector(over, name):
    return sympy.Matrix(over.symbols(f"{name}:{SIZE}", real=True))


@supports("eq-32", "eq-33", evidence="symbolic")
def test_the_sum_falls_short_of_its_bound_by_the_last_distance(claim, over):
    """By induction on n: at n = 1, and with one step more both sides grow alike, the last distance included."""
    said, read = claim("eq-32").statement, claim("eq-32").reading
    bound = claim("eq-33").statement.bound
    n = over.symbols("n", integer=True, positive=True)
    run = Run(over, 2)
    after = run.start - run.rate * (run.slopes[1] + run.roundings[1])
    first = {1: run.start, 2: after}
    parts = run.parts(first)
    step = {
        "W": first.__getitem__,
        "eta": run.rate,
        "gradloss": parts["gradloss"],
        "rounding": parts["rounding"],
        "i": 1,
    }
    assert read.step.left(**step).expand() == read.step.right(**step).expand()
    plain = {"eta": 2, "gradloss": lambda i, w: 10 * i + w, "rounding": lambda i: i, "i": 1}
    assert read.step(W={1: 5, 2: 5 - 2 * (10 + 5 + 1)}.__getitem__, **plain)

    def shortfall(weights, last):
        distance = weights[last + 1] - run.goal
        return distance.dot(distance) / (2 * run.rate)

    at_one = bound(n=1, **parts) - said.sum(n=1, **parts)
    assert sympy.expand(at_one - shortfall(first, 1)) == 0  # not negative
    # From n to n + 1: W(n + 1) is any matrix, the sums up to n are any numbers.
    known, squares = sympy.symbols("S Q", real=True)
    here = {n + 1: vector(over, "v")}
    run.slopes[n + 1], run.roundings[n + 1] = run.slopes[2], run.roundings[2]
    here[n + 2] = here[n + 1] - run.rate * (run.slopes[2] + run.roundings[2])
    here[1] = run.start

    def up_to(total, last):
        return lambda body, low, high: (total if high == n else total + body(high)) if low == 1 else None

    parts = run.parts(here)
    more = [
        (bound(n=k, Sum=up_to(squares, k), **parts) - said.sum(n=k, Sum=up_to(known, k), **parts))
        for k in (n, n + 1)
    ]
    grown = shortfall(here, n + 1) - (here[n + 1] - run.goal).dot(here[n + 1] - run.goal) / (2 * run.rate)
    assert sympy.expand(more[1] - more[0] - grown) == 0


@supports("eq-34", "eq-35", "eq-36", evidence="symbolic")
def test_the_losses_fall_short_of_the_three_terms_by_the_slack_of_30_and_33(claim, over):
    """Summed over the steps: (30) with remainder and slack, (33) with slack. The slacks are not negative."""
    said = claim("eq-34").statement.bound
    linearisation, rounding = claim("eq-35").statement.error, claim("eq-36").statement.term
    per_step = claim("eq-31").statement.error
    scale = {"R": 2, "m": 64, "T": 3, "O": lambda x: x}
    for n in over(n=range(1, 4)):
        run = Run(over, n)
        weights = {i: vector(over, f"w{i}_") for i in range(1, n + 1)}
        parts = run.parts(weights)
        slack = over.symbols(f"c0:{n + 1}", nonnegative=True)
        star = over.symbols(f"l0:{n + 1}", real=True)  # L_i(W*)
        noisy = sum(parts["inner"](run.slopes[i] + run.roundings[i], weights[i] - run.goal) for i in weights)
        distance = {i: parts["norm"](weights[i] - run.goal) for i in weights}
        remainders = sum(per_step(**scale) * distance[i] for i in weights)
        x_33, x_35 = noisy + slack[0], linearisation(n=n, **scale, **parts)
        x_36 = rounding(n=n, **parts)
        loss = {
            i: run.slopes[i].dot(weights[i] - run.goal) + per_step(**scale) * distance[i] - slack[i]
            for i in weights
        }
        parts["loss"] = lambda i, w: star[i] + loss[i] if w == weights[i] else {True: star[i]}[w == run.goal]
        meaning = {"X_33": x_33, "X_35": x_35, "X_36": x_36, "n": n, **parts}
        assert sympy.expand(x_35 - remainders) == 0
        assert sympy.expand(said.right(**meaning) - said.left(**meaning) - sum(slack)) == 0
    numbers = {"loss": lambda i, w: i * w, "W": lambda i: i + 1, "Wstar": 1, "n": 2}
    for total, holds in ((4, False), (5, True), (6, True)):
        assert said(X_33=total, X_35=1, X_36=-1, **numbers) == holds


@supports("remark-c-cauchy-schwarz", evidence="symbolic")
def test_cauchy_schwarz_bounds_a_term_of_36(claim, over):
    """The squares differ by a sum of squares (Lagrange's identity), which vanishes for opposite directions."""
    said = claim("remark-c-cauchy-schwarz").statement.bound
    run = Run(over, 1)
    parts = run.parts({1: run.start})
    here = {name: parts[name] for name in ("W", "Wstar", "rounding", "inner", "norm")} | {"i": 1}
    term, product = said.left(**here), said.right(**here)
    minors = run.roundings[1].cross(run.start - run.goal)
    assert sympy.expand(product**2 - term**2 - minors.dot(minors)) == 0
    term_of_36 = claim("eq-36").statement.term(n=1, **here)
    assert sympy.expand(term - term_of_36) == 0
    plain = {"i": 1, "Wstar": 1, "W": {1: 4}.__getitem__, "norm": abs, "inner": lambda a, b: a * b}
    for rounding, room in ((-2, 0), (2, 12)):
        values = {**plain, "rounding": {1: rounding}.__getitem__}
        assert said(**values)
        assert said.right(**values) - said.left(**values) == room
    assert not said(**{**plain, "rounding": {1: -2}.__getitem__, "inner": lambda a, b: a * b - 1})
