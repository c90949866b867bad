"""The calculus by which the orders of appendices C to E are decided: its answers, witnesses, checker and judge.

Nothing here trusts the calculus: answers are known, texts are evaluated at points of enormous size, witnesses are
judged by arithmetic of this file.
"""

import ast
import itertools
import json
import math
import random
import re
from fractions import Fraction
from functools import partial

import mpmath
import pytest
import sympy

from theory.asymptotics import (
    Condition,
    Undecided,
    breaks_along,
    checker,
    decide_order,
    growth_along,
    least_bound,
    parse_conditions,
    parse_quantity,
)
from theory.asymptotics.certificates import build_certificate
from theory.asymptotics.exponentials import Towers
from theory.asymptotics.gaps import variables_in
from theory.asymptotics.linear import TooManyPrograms, _exact_simplex, at_most, nonnegative_solution
from theory.asymptotics.orders import _only_in_logs, _parameter_values, describe, make_region, make_vocabulary
from theory.asymptotics.proofs import find_proof, find_proof_by_cases, find_proof_by_gaps
from theory.asymptotics.rays import Ray, find_ray
from theory.asymptotics.reading import _Reader, read_condition, read_quantity
from theory.asymptotics.regions import Region
from theory.asymptotics.tails import decide_tail_text
from theory.asymptotics.vocabulary import E, Vocabulary, factors, sign_of_logarithm
from theory.errors import InputError
from theory.ledger import supports
from theory.papers.wies_2023.proofs.forgeries import GOOD_TEXT, REPORTED, TEXTS, WITHIN
from theory.papers.wies_2023.proofs.known_orders import QUESTIONS, SEARCHES
from theory.papers.wies_2023.proofs.known_orders import RAYS as KNOWN_RAYS

#: Lines of the proofs that hold because the calculus says so.
DECIDED = ("eq-37", "eq-38", "eq-39")
BITS = 500
#: Linear programs that an exact one counts for.
EXACT = 10
#: The questions are asked in so many checks.
PARTS = 8
SEED = 5
#: A normal form and its text may differ by a factor between exp(-SLACK) and exp(SLACK).
SLACK = 12
#: LEFT / RIGHT at a breakpoint must exceed this where it grows like a power of M, log M, log log M ...
THRESHOLDS = (10**6, 100, 3, 2)
#: Conditions that are met by numbers whose logarithms are no floats where LEFT / RIGHT is large, so no point is shown.
TOO_LARGE = ["log(log(n)) >= y", "log(log(y)) >= z"]


def at(text, sizes, log=lambda x: 1 + mpmath.log(max(1, x))):
    """The value of an expression; names have the sizes that are given."""
    source = re.sub(r"(?<![\w.])\d+(\.\d+)?", r"mpf('\g<0>')", text.replace("^", "**"))
    source = re.sub(r"([A-Za-z_]\w*)!", r"factorial(\1)", source)
    functions = {name: getattr(mpmath, name) for name in ("sqrt", "exp", "factorial", "mpf")}
    return eval(source, {"__builtins__": {}}, {**functions, "log": log, "min": min, "max": max, **sizes})


def names_in(*texts):
    return set(re.findall(r"[A-Za-z_]\w*", " ".join(texts))) - {"log", "exp", "sqrt", "min", "max"}


def parameter_values(parameters):
    """A value for each parameter, away from its bound."""
    found = {}
    for text in parameters:
        name, relation, bound = text.split()
        sign = 1 if ">" in relation else -1
        if re.fullmatch(r"[\d/.-]+", name):
            name, bound, sign = bound, name, -sign
        found[name] = found[bound] if bound in found else mpmath.mpf(Fraction(bound).numerator)
        found[name] += sign * mpmath.mpf("0.75")
    return found


def points(names, small):
    """Sizes of the variables: large and small, each against each, small ones below 1."""
    scales = ("3", "7e3", "2e12")
    for shift in range(2):
        sizes = {}
        for k, name in enumerate(sorted(names)):
            size = mpmath.mpf(scales[(k * (shift + 1) + shift) % 3])
            sizes[name] = 1 / size if name in small else size
        yield sizes


@supports(*DECIDED, evidence="exhaustive")
@pytest.mark.parametrize("part", range(PARTS))
def test_questions_with_known_answers_are_answered_right_and_the_witness_is_one(over, part):
    over.data(f"{len(QUESTIONS[part::PARTS])} of {len(QUESTIONS)} questions with known answers")
    for left, right, given, parameters, small, follows in QUESTIONS[part::PARTS]:
        answer = decide_order(left, right, given, parameters, small=small)
        assert answer.follows is bool(answer) is follows
        assert (answer.certificate is None) is (answer.ray is not None) is not follows
        witness = answer.certificate or answer.refutation
        checker.check(witness.text)
        for names in (witness.document["parameters"], witness.document.get("ray", {})):
            assert list(names) == sorted(names)
        if not follows and not answer.definitions:
            assert breaks_along(left, right, given, answer.ray.equations, parameters)
        with mpmath.workprec(BITS):
            fixed = parameter_values(parameters)
            for plain in points(names_in(left, right, *given) - set(fixed), small):
                sizes = {**plain, **fixed}
                assert differences(answer, left, right, sizes) < SLACK
                assert shortfall(answer, sizes) < SLACK
            if not follows:
                assert (answer.breakpoint is None) is (given == TOO_LARGE)
                if answer.breakpoint:
                    judge_breakpoint(answer, left, right, given, parameters, small)
                on_ray = {*answer.ray.exponents, *answer.ray.parameters}
                assert answer.by_exponents is any(d.name not in on_ray for d in answer.definitions)


def posed(left, right, given, parameters):
    """The first clause of either side of a question, and its region."""
    vocabulary = make_vocabulary([left, right, *given, *parameters], parameters)
    low, high = (read_quantity(text, vocabulary) for text in (left, right))
    asked = [condition for text in given for condition in read_condition(text, vocabulary)]
    conditions = [c for condition in asked for c in getattr(condition, "options", (condition,))]
    spoken = [*low.monomials, *high.monomials, *(m for c in conditions for m in (c.larger, c.smaller))]
    vocabulary.plain = {base for monomial in spoken for base in monomial.bases}
    return low.clauses[0], high.dual[0], make_region(asked, vocabulary)


@supports(*DECIDED, evidence="exhaustive")
@pytest.mark.parametrize("finds", SEARCHES)
def test_each_search_proves_what_it_can_and_nothing_else(over, finds):
    over.data(f"questions that the searches {finds or 'do not'} answer")
    searches = {
        "P": find_proof,
        "E": partial(find_proof, decide=True),
        "G": find_proof_by_gaps,
        "X": partial(find_proof_by_gaps, decide=True),
        "C": partial(find_proof_by_cases, depth=2),
    }
    for question in SEARCHES[finds]:
        low, high, region = posed(*question)
        for name in searches.keys() - {name.upper() for name in finds if name.islower()}:
            proof = searches[name](low, high, region)
            assert (proof is not None) is (name in finds)
            if proof:
                checker.check(build_certificate([low], [high], region, {(0, 0): proof}).text)


@supports(*DECIDED, evidence="exhaustive")
def test_rays_are_found_where_there_are_any(over):
    over.data("questions with a ray that floats find, with one that exact arithmetic finds, and with none")
    for finds, questions in KNOWN_RAYS.items():
        for left, right, given, parameters in questions:
            low, high, region = posed(left, right, given, parameters)
            variables, _ = variables_in(region, [*low, *high])
            assert variables == sorted(variables)
            for name, decide in (("F", False), ("E", True)):
                chosen = itertools.product(*(d.options for d in region.disjunctions))
                rays = (
                    find_ray(low, high, [*region.conditions, *more], variables, region.bounds, decide=decide)
                    for more in chosen
                )
                ray = next(filter(None, rays), None)
                assert (ray is not None) is (name in finds)
                if ray:
                    assert ray.breaks(low, high, region.conditions)


def with_definitions(answer, sizes):
    """Sizes of the variables of a question and of those that it defines."""
    own = dict(sizes)
    for definition in answer.definitions:
        own[definition.name] = at(definition.meaning, own)
    return own


def differences(answer, left, right, sizes):
    """The largest |ln| of a side over its normal form."""
    own = with_definitions(answer, sizes)
    forms = ((left, answer.left), (right, answer.right))
    return max(abs(mpmath.log(at(text, sizes) / at(str(form), own))) for text, form in forms)


def shortfall(answer, sizes):
    """By how much, as a logarithm, what is said of defined variables and added to the conditions is missed."""
    own = with_definitions(answer, sizes)
    said = [condition for d in answer.definitions for condition in d.conditions]
    said += [condition for condition in answer.region.every if condition not in answer.given]
    ratios = [
        max(at(f"({o.larger})/({o.smaller})", own) for o in getattr(condition, "options", (condition,)))
        for condition in said
    ]
    return -mpmath.log(min([mpmath.mpf(1), *ratios]))


def judge_breakpoint(answer, left, right, given, parameters, small):
    """Compute LEFT / RIGHT and the conditions, as asked, from the numbers that are shown."""
    point, ray, scale = answer.breakpoint, answer.ray, answer.breakpoint.log10_m
    own = {name: at(text, {"M": mpmath.mpf(10) ** scale}, mpmath.log) for name, text in point.values.items()}
    sizes = {**dict.fromkeys(names_in(left, right, *given), mpmath.mpf(1)), **own}
    sizes |= values_on(ray, parameters)
    assert own.keys() <= names_in(left, right, *given)
    assert list(own) == sorted(own) == sorted(point.log10_values)
    for name, size in own.items():
        assert size <= 1 if name in small else size >= 1
        assert abs(mpmath.log10(size) - point.log10_values[name]) < 1e-12 * (1 + abs(mpmath.log10(size)))
    ratio = at(f"({left})/({right})", sizes)
    assert abs(mpmath.log10(ratio) / point.log10_ratio - 1) < 1e-9
    low, high = answer.broken
    growth = min(growth_along(f"({a})/({b})", ray.equations) for a in low for b in high)
    level = next(k for k, power in enumerate(growth) if power)
    assert point.exceeds == THRESHOLDS[max(0, level - answer.by_exponents)] < ratio
    slack = [at(f"({b})/({a})", sizes) for text in given for a, b in orders_of(text)]
    assert abs(point.conditions_within / max([1, *slack]) - 1) < 1e-6
    assert point.conditions_within <= 10**6
    if not answer.definitions:
        judge_first(answer, left, right)


def judge_first(answer, left, right):
    """The point is on the ray, and the one tried before it, whose scale is a step smaller or a tenth, does not do."""
    point, ray, scale = answer.breakpoint, answer.ray, answer.breakpoint.log10_m
    pure = all(not any(own[1:]) for own in ray.exponents.values())
    step = math.lcm(*(own[0].denominator for own in ray.exponents.values())) if pure else 1
    assert scale % step == 0
    assert pure or str(scale).strip("0") == "1"
    m, sizes = mpmath.mpf(10) ** scale, sizes_on(ray, scale)
    for name, own in ray.exponents.items():
        assert abs(at(point.values[name], {"M": m}, mpmath.log) / sizes[name] - 1) < 1e-20
        number = not any(own[1:]) and (own[0] * scale).denominator == 1
        assert re.fullmatch(r"1|10\*\*\d+", point.values[name]) if number else "M" in point.values[name]
    if scale > step:
        before = scale - step if pure and scale <= 100 * step else scale // 10
        sizes = sizes_on(ray, before)
        outside = any(own[3] for own in ray.exponents.values() if before == 1 and len(own) > 3)
        outside = outside or min(sizes[name] for name in ray.exponents) < 1
        assert outside or float(at(f"({left})/({right})", sizes)) <= point.exceeds


def values_on(ray, parameters):
    """The values of the declared parameters on a ray, which holds those that have a number as bound, or distances."""
    found = {name: mpmath.mpf(value.numerator) / value.denominator for name, value in ray.parameters.items()}
    for text in parameters:
        first, relation, second = text.split()
        name, bound, sign = first, second, 1 if ">" in relation else -1
        if re.fullmatch(r"[\d/.-]+", first) or f"{second}_above" in found or f"{second}_below" in found:
            name, bound, sign = second, first, -sign
        end = found[bound] if bound in found else at(bound, {})
        distance = found.get(f"{name}_{'above' if sign > 0 else 'below'}")
        found.setdefault(name, end if distance is None else end + sign * distance)
    return found


def orders_of(condition):
    """The pairs of which the first side is at least of the order of the second."""
    first, relation, second = re.split("(>=|<=|==)", condition)
    return {">=": [(first, second)], "<=": [(second, first)]}.get(
        relation, [(first, second), (second, first)]
    )


def sizes_on(ray, scale):
    """The variables and the parameters on a ray at M = 10^scale."""
    places = [mpmath.mpf(10) ** scale]
    while len(places) < len(THRESHOLDS):
        places.append(mpmath.log(places[-1]) if places[-1] > 1 else mpmath.mpf(0))
    fixed = {name: mpmath.mpf(value.numerator) / value.denominator for name, value in ray.parameters.items()}
    return {**fixed, **{name: math.prod(map(power, places, own)) for name, own in ray.exponents.items()}}


def power(base, exponent):
    """A power with a rational exponent."""
    return base ** (mpmath.mpf(exponent.numerator) / exponent.denominator)


NORMAL_FORMS = {
    "T**8*sqrt(n)/m + log(n)**2": "max(T^8 * m^-1 * n^(1/2), log(n)^2)",
    "(a+b)**-2": "min(a^-2, b^-2)",
    "sqrt(a+b)": "max(a^(1/2), b^(1/2))",
    "max(a,b,c)": "max(a, b, c)",
    "min(a,b+c)": "max(min(a, b), min(a, c))",
    "min(a,b)*max(c,1)": "max(min(a * c, b * c), min(a, b))",
    "1/(a+min(b,c))": "max(min(a^-1, b^-1), min(a^-1, c^-1))",
    "log(n**2*m+R)": "max(log(m), log(n), log(R))",
    "log(min(n,m*R)*R)": "max(log(R), min(log(R), log(m)), min(log(R), log(n)), min(log(m), log(n)))",
    "(n+1)**0": "1",
    "(a*b)**(1/2-1)": "a^(-1/2) * b^(-1/2)",
    "2*n/3*log(5)": "n",
    "log(n!)": "log(n) * n",
    "T**(N-1)": "T^(-1 + N)",
    "(a*b)**(N/2)/T**(-k)": "T^(k) * a^(1/2*N) * b^(1/2*N)",
    "T**(2*N*k+1/3)*T**(-N*k)": "T^(1/3 + N*k)",
    "T**((N+1)**2)*T**(0*k)": "T^(1 + 2*N + N*N)",
    "T**((N+k)*(k+N))": "T^(N*N + 2*N*k + k*k)",
    "T**(N/2+1/3)": "T^(1/3 + 1/2*N)",
    "T**(N**8)": "T^(N*N*N*N*N*N*N*N)",
}
IN_LATEX = {
    "T**8*sqrt(n)/log(m)**2": r"T^{8}\,\log^{-2} m\,n^{1/2}",
    "phi*log(delta_inv)*rate**(2*N)": r"\log \delta^{-1}\,\phi\,\mathit{rate}^{2N}",
    "1": "1",
}
CONDITIONS = {
    "m >= n**3 + T": ["m >= n^3", "m >= T"],
    "n <= m": ["m >= n"],
    "R == T**16": ["R >= T^16", "T^16 >= R"],
    "min(a,b) >= c": ["a >= c", "b >= c"],
    "a*2 >= max(b,c)": ["a >= b", "a >= c"],
}
#: With N >= 1, e > 0, k >= -1/2, a < 1 and b > a: where a polynomial is not negative (1) or not positive (-1), and
#: whether it is positive everywhere.
SIGNS = {
    "N": (1, True), "N - 1": (1, False), "e": (1, True), "e/2": (1, True), "-e": (-1, False), "1 - a": (1, True),
    "a": (None, False), "0*N": (1, False), "-1/2": (-1, False), "k + 1/2": (1, False), "N*e": (1, True),
    "N - 2": (None, False), "1/2 - N": (-1, False), "-N/4": (-1, False), "N/4": (1, True), "b - a": (1, True),
    "a - b": (-1, False), "(b - a)*(1 - a)": (1, True), "k*N + N/2": (1, False), "3/4 - a + k": (None, False),
}  # fmt: skip
LEAST = [
    ("n**2/m", "1", [], "n^2"),
    ("n/sqrt(m) + T/m", "1", [], "max(n^2, T)"),
    ("n/sqrt(m) + T/m", "1", ["n >= T"], "n^2"),
    ("log(m)*n**2/m**(1/6)", "sqrt(n)", [], "log(m)^6 * n^9"),
    ("T/n + n/m", "1", ["n >= T"], "n"),
    ("n/m + T/m", "R", ["n >= R"], "max(R^-1 * n, R^-1 * T)"),
    ("n", "n", [], "1"),
]


@supports(*DECIDED, evidence="exhaustive")
def test_texts_are_read_as_they_are_meant(over):
    over.data("texts with known normal forms")
    for text in NORMAL_FORMS:
        assert str(parse_quantity(text, ["N", "k"])) == NORMAL_FORMS[text]
    for text, latex in IN_LATEX.items():
        assert parse_quantity(text, ["N"]).clauses[0][0].latex() == latex
    for text, conditions in CONDITIONS.items():
        assert [str(condition) for condition in parse_conditions([text, text])] == conditions
    declared = Vocabulary()
    for text in ("N >= 1", "e > 0", "k >= -1/2", "a < 1", "b > a"):
        declared.declare(text)
    assert declared.distances == {"a_below": "1 - a", "b_above": "b - (1 - a_below)"}
    for text, (sign, positive) in SIGNS.items():
        exponent = _Reader(text, declared).exponent(ast.parse(text, mode="eval").body)
        assert (declared.sign(exponent), declared.is_positive(exponent)) == (sign, positive)
    monomials = parse_quantity("n*log(n)*log(m)/log(k)").monomials
    assert _only_in_logs(monomials, Vocabulary(used={"log_m"})) == {"log(k)": "log_k", "log(m)": "log_m_"}


@supports(*DECIDED, evidence="exhaustive")
def test_a_relation_is_tried_at_values_of_its_parameters_within_their_bounds(over):
    """Up to three parameters are varied together; one that exceeds its bound comes near it."""
    over.data("one to four parameters")
    (half,) = parse_quantity("sqrt(n)").monomials
    for number in (1, 2, 3, 4):
        names = "abcd"[:number]
        region = Region((), {name: Fraction(k) for k, name in enumerate(names)}, strict=frozenset("b"))
        rows = _parameter_values(region, [half])
        assert len(rows) == (4**number if number < 4 else 1)
        for name, bound in region.bounds.items():
            tried = sorted({row[name] - bound for row in rows})
            assert len(tried) == (4 if number < 4 else 1)
            assert (tried[0] > 0) is (name == "b")
            assert 0 <= tried[0] < Fraction(1, 100) and (number == 4 or 0 < tried[1] <= 1 < 100 < tried[-1])


@supports(*DECIDED, evidence="exhaustive")
@pytest.mark.parametrize(("left", "right", "given", "threshold"), LEAST)
def test_the_least_bound_is_enough_and_no_smaller_power_is(over, left, right, given, threshold):
    over.data(f"the least m in {left} = O({right})")
    least = least_bound(left, right, "m", given)
    assert least_bound(left, right, "m", parse_conditions(given)).threshold == least.threshold
    assert str(least.threshold) == threshold
    assert least.answer.follows
    bounds = [str(condition).replace(" * ", "*") for condition in least.conditions]
    assert decide_order(left, right, [*given, *bounds]).follows
    for bound in bounds:
        weaker = [other for other in bounds if other != bound]
        own = sorted(names_in(bound) - {"m", "R"})
        assert not own or not decide_order(left, right, [*given, *weaker, f"{bound}/{own[0]}**(1/100)"])


@supports(*DECIDED, evidence="exhaustive")
@pytest.mark.parametrize(
    ("left", "right", "given", "small", "follows", "amplified"),
    [
        ("exp(d + L)*exp(-Omega(m**(1/3)/T**2))", "1", ["m >= T**6*d**3 + T**6*L**3"], [], True, "1/3"),
        ("2^d*exp(L)*exp(-(m**(1/3)/T**2))", "1", ["m >= T**6*d**2 + T**6*L**3"], [], False, "0"),
        ("exp(T)*exp(-Omega(min(m/T**8, T**10/m)))", "1", ["m == T**9"], [], False, "0"),
        ("exp(T)*exp(-Omega(min(m/T**8, T**11/m)))", "1", ["m >= T**9", "m <= T**10"], [], True, "1"),
        ("n*0.5**d", "exp(-L)", ["d >= log(n) + L"], [], True, "1"),
        ("exp(O(T))*exp(-Theta(m))", "1", ["m >= T"], [], True, "1"),
        ("n/exp(Omega(m*e**2))", "p", ["m >= log(n/p)/e**2"], ["e", "p"], True, "1"),
        ("n*exp(-Omega(m*e**2))", "p", ["m >= log(n/p)/e"], ["e", "p"], False, "0"),
        ("n*exp(-Omega(K))", "1/D", ["K >= log(n*D)"], [], True, "1"),
        ("exp(T)*exp(-Omega(m + k))", "1", ["m + k >= T"], [], True, "0"),
    ],
)
def test_whether_tails_are_rare_is_a_question_about_the_constant(
    over, left, right, given, small, follows, amplified
):
    over.data(f"{left} <= {right}")
    answer = decide_tail_text(left, right, given, small=small)
    assert answer.follows is bool(answer) is follows
    assert answer.amplified == Fraction(amplified)
    checker.check((answer.decided.certificate or answer.decided.refutation).text)
    assert answer.constant == ("K_" if "K" in given[0] else "K")


def product_of_sums(*sizes):
    """The text of a product of sums of so many variables each."""
    sums = ("+".join(f"x{place}y{k}" for k in range(size)) for place, size in enumerate(sizes))
    return "*".join(f"({text})" for text in sums)


def sum_of_minima(*sizes):
    """The text of a sum of minima of so many variables each."""
    return "+".join(
        f"min({','.join(f'x{place}y{k}' for k in range(size))})" for place, size in enumerate(sizes)
    )


REFUSED = {
    "a difference": ["n - m", "-n"],
    "not positive": ["0*n", "(-1)**n", "(-n)**m"],
    "unknown function": ["f(n)", "2**f(n)"],
    "of 2 quantities": ["log(n, m)", "sqrt(n, m)"],
    "no finite number": ["nan", "2**Inf"],
    "at most 1 as every variable": ["log(1/n)"],
    "conditions of its own": ["2**n", "n!", "n**(a-b)", "log(log(n))"],
    "division by zero": ["n**(1/0)", "n**(1/N)"],
    "not a number": ["'a'", "n**True", "True*n"],
    "not a product": ["n.b", "max()", "n if m else k"],
    "needs its constants": ["(n+m)**n"],
    "exponential in an exponent": ["n**m**k"],
    "used as a variable": ["log", "N"],
    "ASCII": ["é", "x" * 49],
    "40 digits": ["9" * 41 + "*n"],
    "other than a variable": ["(n+m)!", "(2*n)!"],
    "not a polynomial": ["T**(N**9)", "T**(N**0)", "T**(2**N)"],
    "constants are not plain": ["2**((2*n)**65)", "2**((n+m)**4)", "2**sqrt(2*n)"],
    "logarithm of a sum": ["2**log(n+m)", "2**log(n/m)", "2**log(2*n)"],
    "cannot read": ["n +", "", "1e400*n"],
    "too many terms": [product_of_sums(64, 65), f"({sum_of_minima(64, 65)})**-1"],
    "10000 characters": ["n" + " " * 10_000],
    "a parameter and a variable": ["n**(N*n)"],
}
REFUSED_TAILS = {
    "it needs Omega": [("n*exp(-O(m))", "1")],
    "it needs O": [("exp(Omega(T))*exp(-Omega(m))", "1")],
    "exactly one exp": [
        ("n/0.5**d", "exp(-L)"), ("n/1**d", "exp(-L)"), ("n*exp(-m)*exp(-d)", "1"), ("n*exp(-m)", "exp(L)"),
        ("exp(-m)", "exp(L)"),
    ],
    "cannot all hold": [("exp(T)*exp(-Omega(min(m/n, n/m)))", "1")],
    "nothing to decide": [("exp(-Omega(m))", "1")],
    "one quantity": [("n*exp(-Omega(m, n))", "1")],
    "cannot divide": [("exp(-m)/n", "1")],
    "cannot read": [("exp(-m) +", "1")],
}  # fmt: skip
REFUSED_QUESTIONS = {
    "does not occur": [("n", "m", [], [], ["q"])],
    "write >= or <=": [("n", "m", ["n > m"], [], [])],
    "form A >= B": [("n", "m", ["m"], [], []), ("n", "m", ["m >= n >= T"], [], [])],
    "declared before": [("n**a", "m", [], ["a > b"], [])],
    "NAME >= NUMBER": [("n", "m", [], [text], []) for text in ("N", "1 >= 2", "N == 3")],
    "a bound already": [("n**a", "m", [], ["a > 0", "a > 1"], [])],
    "no name on its left": [("n", "m", [], ["3 >= N"], [])],
    "as a small variable": [("n**a", "m", [], ["a > 0"], ["a"])],
    "too many alternatives": [("n", "m", [f"a{k} + b{k} >= n" for k in range(5)], [], [])],
    "bases up to": [("1000001**n", "n", [], [], [])],
    "at most 1 as": [("log(1/e)", "n", [], [], [])],
    "bound its parameters": [
        ("(n + m)**a", "n", [], ["a >= -1"], []),
        ("(n + m)**(a/2 - 1/2)", "n", [], ["a >= 0"], []),
    ],
    "O~": [("n", "2**n", [], [], [])],
}


@supports(*DECIDED, evidence="exhaustive")
def test_what_has_no_meaning_is_refused_and_what_is_just_within_is_not(over):
    over.data("texts that are refused")
    for complaint, texts in REFUSED.items():
        for text in texts:
            with pytest.raises(InputError, match=complaint):
                parse_quantity(text, ["N"])
    for complaint, questions in REFUSED_QUESTIONS.items():
        for left, right, given, parameters, small in questions:
            with pytest.raises(InputError, match=complaint):
                decide_order(
                    left, right, given, parameters, small=small, relation="O~" if complaint == "O~" else "O"
                )
    for complaint, tails in REFUSED_TAILS.items():
        for left, right in tails:
            with pytest.raises(InputError, match=complaint):
                decide_tail_text(left, right, ["m >= n", "m <= n"] if "cannot all" in complaint else [])
    with pytest.raises(InputError, match="a sum on its larger side"):
        parse_conditions(["a + b >= c"])
    for left, right in (("m*n", "1"), ("n", "1"), ("n/m", "a + b")):
        with pytest.raises(InputError, match=r"no lower bound|the least bound"):
            least_bound(left, right, "m")
    assert str(parse_quantity("x" * 48)) == "x" * 48
    assert str(parse_quantity("9" * 40 + " " * 9_960)) == "1"
    assert len(parse_quantity(f"({sum_of_minima(64, 64)})**-1").clauses) == 64**2
    powers = [f"2**x{k}" for k in range(41)]
    read_quantity("*".join(powers[:40]), Vocabulary())
    with pytest.raises(InputError, match="more than 40 exponentials"):
        read_quantity("*".join(powers), Vocabulary())
    assert len(parse_quantity(product_of_sums(64, 64)).clauses) == 64**2
    assert decide_order("log(n)*n", "n", relation="O~")
    assert not decide_order("log(n)*n**2", "n", relation="O~")
    for given in (["m*log(m) >= n**2"], parse_conditions(["m*log(m) >= n**2"])):
        assert not decide_order("n**2", "m", given)
        assert decide_order("n**2", "m", given, relation="O~")
    with pytest.raises(Undecided):  # ln 2 times this is 1 to within what is known of ln 2
        decide_order("n", "2**(1.4426953*log(n))")


@supports(*DECIDED, evidence="exhaustive")
def test_forged_witnesses_are_rejected(over):
    over.data(f"{len(TEXTS + REPORTED)} forgeries")
    for text in [*TEXTS, *REPORTED]:
        with pytest.raises(checker.Rejected) as caught:
            checker.check(text)
        assert len(str(caught.value)) < 300
    for document in WITHIN:
        assert checker.check(json.dumps(document)) == document
    assert checker.check(GOOD_TEXT.ljust(1_000_000)) == json.loads(GOOD_TEXT)


@supports(*DECIDED, evidence="exhaustive")
def test_signs_of_sums_of_logarithms(over):
    over.data("sums of logarithms of e and of primes")
    for powers, sign in (
        ({}, 0), ({2: 0}, 0), ({2: 0, 3: 1}, 1), ({2: 3, 3: -2}, -1), ({E: 1, 3: -1}, -1), ({E: 1, 2: -1}, 1),
        ({2: -Fraction(1, 3)}, -1), ({2: 1054, 3: -665}, -1), ({2: 485, 3: -306}, 1),
    ):  # fmt: skip
        assert sign_of_logarithm({prime: Fraction(power) for prime, power in powers.items()}) == sign
    with mpmath.workprec(BITS):
        rest, last, here = mpmath.log(3, 2), (1, 0), (0, 1)
        for _ in range(80):  # the convergents p/q of ln 3 / ln 2: the sums come near 0 from both sides
            whole = int(mpmath.floor(rest))
            last, here = here, (last[0] + whole * here[0], last[1] + whole * here[1])
            total = here[0] * mpmath.log(2) - here[1] * mpmath.log(3)
            rest = 1 / (rest - whole)
            powers = {2: Fraction(here[0]), 3: -Fraction(here[1])}
            assert sign_of_logarithm(powers) == mpmath.sign(total)
    assert factors(Fraction(360, 7)) == {2: 3, 3: 2, 5: 1, 7: -1}
    assert factors(Fraction(10**6)) == {2: 6, 5: 6}
    for number in (Fraction(10**6 + 1), Fraction(1, 10**6 + 1)):
        with pytest.raises(InputError):
            factors(number)


@supports(*DECIDED, evidence="exhaustive")
def test_a_ray_is_used_only_where_exponentials_have_their_values(over):
    """ln c_x is free for every variable that grows: so many independent equations can be met, and no more."""
    over.data("pairs of exponentials of products of two variables")
    sizes = {"n": (1, 0), "m": (1, 0), "k": (0, 0), "one": (0, 0)}
    powers = ((1, 0, 0), (0, 1, 0), (1, 1, 0), (2, 2, 0), (2, 1, 0), (0, 0, 1), (1, 0, 1))
    (one,), (n,) = (parse_quantity(text).monomials for text in ("1", "n"))
    for first, second in itertools.combinations_with_replacement(powers, 2):
        exponents = [parse_quantity(f"n**{a}*m**{b}*k**{c}").monomials[0] for a, b, c in (first, second)]
        towers = Towers(dict(zip("EF", exponents, strict=True)), {})
        for grows in ("EF", "E", ""):
            own = {**sizes, **{x: (Fraction(x in grows), Fraction(0)) for x in "EF"}}
            ray = Ray({x: tuple(map(Fraction, growth)) for x, growth in own.items()})
            rows = [row[:2] for x, row in zip("EF", (first, second), strict=True) if x in grows]
            attained = sympy.Matrix(rows).rank() == len(rows) if rows else True
            assert towers.allow(ray, (n,), (one,), []) is attained
            assert not towers.allow(ray, (one,), (n,), [])
    two, half = (
        Ray({"a": (Fraction(first), Fraction(1)), "b": (Fraction(1), Fraction(0))}) for first in (2, -1)
    )
    a, b, both, low = (parse_quantity(text).clauses[0] for text in ("a", "b", "min(a, b)", "b/a"))
    fall, hold = Condition(low[0], one), Condition(one, low[0])
    for left, right, given, breaks in (
        (a, b, [], True), (a, b, [hold], True), (a, b, [fall], False), (a, b, [hold, fall], False),
        (b, b, [], False), (b, a, [], False), (both, b, [], False), (a, both, [], False), (both, (one,), [], True),
    ):  # fmt: skip
        assert two.breaks(left, right, given) is breaks
        assert not half.breaks(left, right, given)  # a falls below 1
    for large, base in ((3, 2), (5, 2), (7, 5)):
        own = decide_order(f"{large}**n", f"{base}**n").ray.exponents
        ratio = own[f"pow{large}_n"][0] / own[f"pow{base}_n"][0]
        assert abs(ratio / Fraction(str(mpmath.log(large, base))) - 1) < Fraction(1, 10**5)


@supports(*DECIDED, evidence="numeric")
def test_linear_equations_are_solved_exactly_or_have_no_solution(over):
    """By floats and by the exact simplex method; a solution is put in, none is shown by Farkas' lemma elsewhere."""
    over.sample(40, "systems of equations", seed=SEED)
    draw = random.Random(SEED)
    for _ in range(40):
        columns = [
            {row: Fraction(draw.randint(-6, 6), draw.randint(1, 3)) for row in draw.sample(range(4), 2)}
            for _ in range(draw.randint(1, 6))
        ]
        weights = [Fraction(max(0, draw.randint(-3, 5)), 2) for _ in columns]
        made = {
            row: sum(w * c.get(row, 0) for w, c in zip(weights, columns, strict=True)) for row in range(4)
        }
        other = {row: Fraction(draw.randint(-6, 6)) for row in range(4)}
        for target, solvable in ((made, True), (other, None)):
            exact = _exact_simplex(columns, target, 4)
            quick = nonnegative_solution(columns, target)
            sure = nonnegative_solution(columns, target, [1] * len(columns), decide=True)
            assert (exact is None) == (quick is None) == (sure is None)
            assert not (solvable and exact is None)
            for solution in (exact, quick, sure):
                assert solution is None or min(solution) >= 0
                assert solution is None or all(
                    sum(x * c.get(row, 0) for x, c in zip(solution, columns, strict=True)) == value
                    for row, value in target.items()
                )
    tiny = Fraction(1, 10**30)  # below what floats tell from 0
    columns = [{0: Fraction(1), 1: tiny}, {0: Fraction(1), 1: -tiny}]
    assert nonnegative_solution(columns, {0: Fraction(1), 1: 2 * tiny}, decide=True) is None
    assert nonnegative_solution(columns, {0: Fraction(2), 1: Fraction(0)}, decide=True) == [1, 1]
    assert nonnegative_solution(columns, {0: Fraction(1), 1: tiny}, decide=True) == [1, 0]
    assert nonnegative_solution([], {}) == []
    assert nonnegative_solution([], {0: Fraction(1)}, decide=True) is None
    with at_most(2), pytest.raises(TooManyPrograms, match="too long"):
        assert [nonnegative_solution([], {}) for _ in range(2)] == [[], []]
        nonnegative_solution([], {})
    with at_most(1 + EXACT), pytest.raises(TooManyPrograms):
        assert nonnegative_solution([], {0: Fraction(1)}, decide=True) is None
        nonnegative_solution([], {})
    either = [{0: Fraction(1)}, {0: Fraction(1)}]
    assert nonnegative_solution(either, {0: Fraction(1)}, [0, 1]) == [0, 1]
    assert nonnegative_solution(either, {0: Fraction(1)}, [1, 0]) == [1, 0]


@supports(*DECIDED, evidence="exhaustive")
def test_growth_along_a_curve_agrees_with_numbers(over):
    curve = ["n == M**2", "m == M/log(M)**3", "T == sqrt(log(M))", "N == 3", "h == -1/N + N*2 - 1/3"]
    places = {"n": "M**2", "m": "M/log(M)**3", "T": "sqrt(log(M))"}
    over.data("quantities on a curve")
    for text in [
        "T**8*sqrt(n)/m + log(n)**2",
        "(n/m)**(1/3)*log(m)*(T + n*m)",
        "min(n*log(n), T**2)/max(m, T)",
        "log(log(m))**2/log(n)*log(log(log(n)))",
        "log(n/m) + 1/T",
        "log(1/n)*0.5*T",
        "log(n**(1/4))*log(T)/m",
        "n**(N**2 - 1)*m^(-N)*T**h",
    ]:
        with mpmath.workprec(BITS):
            m = mpmath.exp(mpmath.mpf(10) ** 40)  # a power of log M is told from 1
            sizes = {name: at(place, {"M": m}) for name, place in places.items()}
            powers = growth_along(text, curve)
            levels = [m]
            while len(levels) < len(powers):
                levels.append(mpmath.log(levels[-1]) if levels[-1] > 3 else mpmath.mpf(1))
            exponents = {"N": mpmath.mpf(3), "h": mpmath.mpf(16) / 3}
            there = math.prod(map(power, levels, powers))
            assert abs(mpmath.log(at(text, {**sizes, **exponents}) / there)) < 10
    question = ("n**2", "m", ["m >= n"])
    assert breaks_along(*question, ["n == M", "m == M"])
    assert not breaks_along(*question, ["n == M", "m == M**2"])  # bounded
    assert not breaks_along(*question, ["n == M", "m == 1"])  # m >= n does not hold
    assert not breaks_along("1/n", "1", [], ["n == 1/M"])  # n falls below 1
    assert not breaks_along("n", "n**2", ["n <= m", "m == n"], ["n == M", "m == M**2"])
    assert not breaks_along("m", "n", ["m == n"], ["n == M", "m == M**2"])
    assert not breaks_along("n", "m", ["m == n"], ["n == M**2", "m == M"])
    assert breaks_along("m", "n", ["n <= m", "m == m"], ["n == M", "m == M**2"])
    for bound, within in (
        ("N > 1", True),
        ("N > 2", False),
        ("N >= 2", True),
        ("N <= 1", False),
        ("N >= 3", False),
        ("N <= 2", True),
        ("N <= 3", True),
        ("N", True),
    ):
        assert breaks_along("n**N", "n", [], ["n == M", "N == 2"], [bound]) is within
    for asked, complaint in (
        (("n - 1", "n", [], ["n == M"]), "no growth"),
        (("n", "m", [], ["n == M"]), "not on the curve"),
        (("n", "n", ["n > 1"], ["n == M"]), "not of the form A >= B"),
        (("n", "n", [], ["n >= M"]), "not of the form n == M"),
        (("n", "n", [], ["M == n"]), "not of the form n == M"),
        (("n", "n", [], ["n == n*M"]), "is defined on the curve before"),
        (("n", "n", [], ["n == M", "n == 1"]), "twice"),
        (("n +", "n", [], ["n == M"]), "cannot read"),
        (("2**n", "n", [], ["n == M"]), "not an exponent"),
        (("n**(1/0)", "n", [], ["n == M"]), "not an exponent"),
        (("n**(2**7)", "n", [], ["n == M"]), "not an exponent"),
        (("n**True", "n", [], ["n == M"]), "not an exponent"),
        (("True", "n", [], ["n == M"]), "no growth"),
        (("0*n", "n", [], ["n == M"]), "no growth"),
        (("exp(n)", "n", [], ["n == M"]), "no growth"),
        (("log(" * 6 + "n" + ")" * 6, "n", [], ["n == M"]), "too deeply"),
    ):
        with pytest.raises(InputError, match=complaint):
            breaks_along(*asked)


RAYS = [
    (("n**2", "m", ["m >= n"]), "m = M^3, n = M^2"),
    (("T**(6*N)", "T**(3 + 3*N)", [], ["N >= 1"]), "T = M^(1/3) (with N = 2)"),
    (("log(m)", "n", ["m >= 2**n"]), "m = M, n = (log log M), pow2_n = (log M)"),
    (("a + b", "sqrt(a*b)"), "a = M^2, b = 1"),
]


@supports(*DECIDED, evidence="exhaustive")
def test_certificates_say_what_they_rest_on(over):
    over.data("certificates that can be read")
    answer = decide_order("n*log(n)", "m", ["m >= n*log(n)", "m >= n"])
    given = {"larger": "m", "smaller": "log(n) * n"}
    leaf = {
        "left_weights": ["1"],
        "right_weights": ["1"],
        "steps": [{"rule": "given", "index": 0, "power": "1"}],
    }
    assert describe(answer) == {
        "left": "log(n) * n", "right": "m", "given": ["m >= log(n) * n", "m >= n"], "where": {}, "follows": True,
        "certificate": {
            "format": "subtask order certificate", "version": 1, "parameters": {}, "given": [given],
            "left": [["log(n) * n"]], "right": [["m"]], "proofs": [{"left": 0, "right": 0, "proof": leaf}],
        },
    }  # fmt: skip
    assert json.loads(answer.certificate.text) == answer.certificate.document
    assert answer.certificate.conditions_used == ["m >= log(n) * n"]
    assert answer.certificate.steps == leaf["steps"]
    used, idle = answer.conditions
    assert answer.certificate.powers_of_condition(used) == [1]
    assert answer.certificate.powers_of_condition(idle) == [0]
    twice = decide_order("n**2*T**2 + n*k", "m**2", ["m >= n*T", "m**3 >= n**3*T**3", "n*T >= k"]).certificate
    powers = [
        twice.powers_of_condition(condition) for condition in parse_conditions(["m >= n*T", "n*T >= k"])
    ]
    assert [sorted(own) for own in powers] == [[2, 2], [0, 1]] or len(twice.conditions_used) == 2
    cases = decide_order("x", "sqrt(m) + sqrt(n)", ["m + n >= x**2"]).certificate
    assert cases.conditions_used == ["m >= x^2 or n >= x^2"]
    either = decide_order("sqrt(a*b) + min(a, b)", "a + b").certificate.document
    assert (either["left"], either["right"]) == ([["a^(1/2) * b^(1/2)"], ["a"]], [["a", "b"]])
    many = decide_order("x**(a+b+c+d)", "x**(2*a+2*b+2*c+2*d)", [], [f"{p} > 0" for p in "dbca"]).certificate
    assert list(many.document["parameters"].items()) == [(p, "> 0") for p in "abcd"]
    larger = decide_order("log(m)**5", "m**(1/6)*n").certificate  # the epsilon that uses all of m
    assert larger.steps == [
        {"rule": "at least 1", "of": "n", "power": "1"},
        {"rule": "log below power", "variable": "m", "epsilon": "1/30", "power": "5"},
    ]
    for question, text in RAYS:
        assert str(decide_order(*question).ray) == text
    by_exponents = describe(decide_order("2**(n*m)", "2**n"))
    assert by_exponents["where"] == {"pow2_m_n": "2^(m * n)", "pow2_n": "2^n"}
    assert by_exponents["by_exponents"] is True
    ray = describe(decide_order("n**2", "m", ["m >= n"]))
    zeros = {"log_m_power": "0", "log_log_m_power": "0"}
    assert ray["ray"] == {"m": {"m_power": "3", **zeros}, "n": {"m_power": "2", **zeros}}
    assert (ray["parameters"], ray["by_exponents"]) == ({}, False)
    assert ray["numbers"]["values"] == {"m": "10**21", "n": "10**14"}
    assert (ray["numbers"]["log10_m"], ray["numbers"]["exceeds"]) == (7, "1000000")
