"""Random questions, answered by the calculus and evaluated numerically along random rays."""

import os
import random
from fractions import Fraction

import pytest

from tests.asymptotics import numeric
from tests.asymptotics.numeric import Point, growth, meets, rises
from theory.asymptotics import checker, decide_order
from theory.errors import InputError

#: More with SUBTASK_ORDERS=2000, say.
QUESTIONS = int(os.environ.get("SUBTASK_ORDERS", "24"))
SEEDS = 2
#: ln M at the points of a ray.
SCALES = [50 * 2**k for k in range(6)]
#: Where no variable is a power of M, and to confirm what looks false at those.
SLOW_SCALES = [10 ** (22 * 2**k) for k in range(4)]
LARGE_SCALES = [4_000 * 2**k for k in range(4)]
SIZES = [
    ((), 1), ((), 7), ((0, 0, 1), 3), ((0, 1), 1), ((0, 1), 3), ((0, 2), 1), ((0, Fraction(1, 2)), 2),
    ((Fraction(1, 3),), 2), ((1,), 1), ((1, -1), 2), ((2, 1), 1), ((Fraction(1, 1000),), 3), ((1, 0, 1), 1),
    ("sub", 2), ("super", 3),
]  # fmt: skip
ATOMS = [
    "n", "n", "m", "m", "log(n)", "log(m)", "log(log(n))", "log(n/m)", "log(m/n)", "log(n*m)", "log(2*n)", "2**n",
    "2**(n+3)", "4**m", "3**n", "2**(n/2)", "exp(n)", "exp(sqrt(log(n)))", "n**log(n)", "log(n)**m", "n!", "log(n!)",
    "2**log(m)", "1/e", "log(1/e)", "(n+m)", "(n+log(m))", "min(n,m)", "max(n,log(m))", "m**n", "2**(n*m)", "2**(n/m)",
]  # fmt: skip
CONDITIONS = [
    "m >= n", "m <= n", "m >= n**2", "n <= sqrt(m)", "m >= n*log(n)", "m == n", "m == n**3", "m >= 2**n", "m <= 2**n",
    "log(m) >= log(n)**2", "n >= log(m)", "m + log(n) >= n", "n*e >= 1", "m <= 1/e",
]  # fmt: skip
POWERS = ["1", "1", "2", "3", "1/2", "1/100", "0.999", "5"]


def product(draw):
    factors = []
    for _ in range(draw.choice([1, 1, 2, 2, 3])):
        atom, power = draw.choice(ATOMS), draw.choice(POWERS)
        factors.append(atom if power == "1" else f"({atom})**({power})")
    text = "*".join(factors)
    return f"{text}/{draw.choice(['n', 'm', 'log(n)', '2**n'])}" if draw.random() < 0.25 else text


def question(draw):
    sides = [" + ".join(product(draw) for _ in range(draw.choice([1, 1, 1, 2]))) for _ in range(2)]
    return *sides, draw.sample(CONDITIONS, draw.choice([0, 0, 1, 1, 2]))


def scales_for(kinds):
    slow = all(not isinstance(shape, str) and not any(shape[:1]) for shape, _ in kinds.values())
    return SLOW_SCALES if slow else SCALES


def points(kinds, scales):
    made = []
    for scale in scales:
        sizes = {name: growth(kind, scale) for name, kind in kinds.items()}
        made.append(Point({**sizes, "e": -sizes["e"]}))
    return made


def differences(left, right, ray):
    return [point.ln(left) - point.ln(right) for point in ray]


def counterexample(draw, left, right, given, tries=40):
    """Growths along which a relation visibly fails while its conditions hold, or None."""
    for _ in range(tries):
        kinds = {name: draw.choice(SIZES) for name in ("n", "m", "e")}
        if fails(left, right, given, points(kinds, scales_for(kinds))) and confirmed(
            left, right, given, kinds
        ):
            return kinds
    return None


def fails(left, right, given, ray):
    return all(meets(text, ray) for text in given) and rises(differences(left, right, ray))


def confirmed(left, right, given, kinds):
    """The same further out, where powers such as n**(1/100) have overtaken logarithms."""
    if scales_for(kinds) is SLOW_SCALES:
        return True
    try:
        numeric.PRECISION_BITS *= 10
        return fails(left, right, given, points(kinds, LARGE_SCALES))
    finally:
        numeric.PRECISION_BITS //= 10


def on_the_ray(answer, scales):
    """The variables of a question on the ray of an answer, exponentials being what they stand for; None if unclear."""
    kinds = {name: (own, 1) for name, own in answer.ray.exponents.items()}
    meaning = {d.name: d.meaning for d in answer.definitions}
    ray = []
    for scale in scales:
        sizes = {name: growth(kind, scale) for name, kind in kinds.items() if name not in meaning}
        for name, kind in kinds.items():
            what = meaning.get(name, "")
            if what == "1/e":
                sizes["e"] = growth(kind, scale)
            elif what in ("log(n)", "log(m)", "log(e_inv)") and what[4:-1] not in kinds:
                sizes[what[4]] = numeric.mpmath.exp(growth(kind, scale)) - 1
            elif any(kind[0]) and ("^" in what or "exp" in what):
                return None  # n is log(E) / ln 2 there: constants are to be found first
        sizes = {
            "n": growth(((), 1), scale),
            "m": growth(((), 1), scale),
            "e": growth(((), 1), scale),
            **sizes,
        }
        ray.append(Point({**sizes, "e": -sizes["e"]}))
    return ray


def breaks_visibly(answer, left, right):
    """Whether LEFT / RIGHT grows on the ray of an answer, at one of the scales; True where that is unclear."""
    for scales in (SCALES, SLOW_SCALES):
        ray = on_the_ray(answer, scales)
        if ray is None:
            return True
        values = differences(left, right, ray)
        if values[-1] > values[0]:
            return True
    return False


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_answer_is_refuted_by_numbers(seed):
    draw = random.Random(seed)
    decided = {True: 0, False: 0, None: 0}
    for _ in range(QUESTIONS // SEEDS):
        left, right, given = question(draw)
        try:
            answer = decide_order(
                left, right, given, small=["e"] if "e" in _names(left, right, given) else []
            )
        except InputError:
            decided[None] += 1
            continue
        decided[answer.follows] += 1
        if answer.follows:
            checker.check(answer.certificate.text)
            assert counterexample(draw, left, right, given) is None, (left, right, given)
            continue
        checker.check(answer.refutation.text)
        assert breaks_visibly(answer, left, right), (left, right, given, str(answer.ray))
    assert decided[True]
    assert decided[False]


def _names(left, right, given):
    from theory.asymptotics.vocabulary import identifiers

    return identifiers([left, right, *given])


@pytest.mark.parametrize(
    ("left", "right", "given"),
    [("n**2", "n", []), ("2**n", "n**50", []), ("n*log(n)", "n", ["m >= n"]), ("m", "log(n)", ["m <= n"])],
)
def test_the_numbers_would_show_a_false_answer(left, right, given):
    assert counterexample(random.Random(0), left, right, given) is not None
