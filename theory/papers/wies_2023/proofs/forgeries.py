"""Forged certificates and refutations: each is stopped by one check of the checker, and by no other."""

import json

from theory.asymptotics import decide_order


def step(rule, power="1", **fields):
    return {"rule": rule, "power": power, **fields}


def leaf(*steps, left=("1",), right=("1",)):
    return {"left_weights": list(left), "right_weights": list(right), "steps": list(steps)}


def at_least(larger, smaller):
    return {"larger": larger, "smaller": smaller}


def certificate(left, right, proof, given=(), parameters=None):
    return {
        "format": "subtask order certificate",
        "version": 1,
        "parameters": parameters or {},
        "given": list(given),
        "left": [[left] if isinstance(left, str) else left],
        "right": [[right] if isinstance(right, str) else right],
        "proofs": [{"left": 0, "right": 0, "proof": proof}],
    }


def refutation(left, right, ray, given=(), parameters=None):
    return {
        "format": "subtask order refutation",
        "version": 1,
        "parameters": parameters or {},
        "given": list(given),
        "left": [[left]],
        "right": [[right]],
        "broken": {"left": 0, "right": 0},
        "ray": ray,
    }


A = step("at least 1", of="a")
GOOD = certificate("1", "a", leaf(A))
GOOD_REFUTATION = refutation("a", "1", {"a": ["1", "0"]})
SAME = [at_least("a", "b"), at_least("b", "a")]
EITHER = {"any": [at_least("a", "b"), at_least("c", "b")]}
N_TIMES = {"times": ["N"]}


def with_steps(*steps, left="1", right="a", **rest):
    return certificate(left, right, leaf(*steps), **rest)


def monotone(because, exponents=("1",), more="", **rest):
    fields = {"smaller": "b", "larger": ["a"], "exponents": list(exponents), "because": because}
    return with_steps(step("log monotone", **fields), left=f"log(b){more}", right=f"log(a){more}", **rest)


def gap(given, size="1", chain=(), rule="log gap"):
    because = [step("given", index=0)]
    fields = {"smaller": "x", "larger": "y", "exponent": "1", "smaller_exponent": "9", "gap": size}
    steps = step(rule, **fields, chain=list(chain), because=because)
    return with_steps(steps, left="x^9", right="y", given=[given])


def nested(depth):
    proof = leaf(A)
    for _ in range(depth):
        proof = {"split": ["a", "b"], "first_at_most_second": leaf(A), "second_at_most_first": proof}
    return certificate("1", "a", proof)


def cancelling(*fields):
    """Steps that go up by a >= b, and down again by b >= a."""
    return [step("given", index=k, **own) for k in (0, 1) for own in fields]


WIDE = " * ".join(f"x{k}" for k in range(1000))
LARGE = [{"power": f"1/{10**55 + k}"} for k in range(20)]
POWERS = {"variable": "a", "log_exponent": "1"}
DOCUMENTS = [
    with_steps({**A, "power": "2/2"}),
    {**GOOD, "proofs": [["left", "right", "proof"]]},
    with_steps({**A, "note": "unread"}),
    certificate("1", "a", {**leaf(A), "left_weights": {"1": 0}}),
    {**GOOD, "proofs": [{"left": False, "right": 0, "proof": leaf(A)}]},
    {**GOOD, "left": [], "proofs": []},
    with_steps(*(step("at least 1", of=f"x{k}") for k in range(1000)), right=WIDE),
    {**GOOD, "left": [[5]]},
    with_steps({**A, "power": "2"}, right="a * a"),
    with_steps(step("power over logs", exponent="1+1", **POWERS), left="log(a)", right="a^2"),
    with_steps({**A, "of": 5}),
    with_steps(A, left="b^(a)", right="b^(a) * a", parameters={"a": None}),
    {**GOOD, "parameters": []},
    {**certificate("a", "1", leaf()), "proofs": []},
    {**GOOD, "given": [at_least("a", "1")]},
    nested(24),
    with_steps(left="a^2"),
    monotone([step("given", index=0), *cancelling(N_TIMES)], more=" * c^(N)", given=SAME, parameters={"N": "0"}),
    monotone([]),
    with_steps({**A, "times": ["N"]}, left="a^(N)", parameters={"N": None}),
    with_steps(
        step("power over logs", variable="a", exponent="-1", log_exponent="-2"), left="a", right="log(a)^2"
    ),
    with_steps(
        step("power over logs", exponent="-N + N*N", **POWERS),
        left="log(a)",
        right="a^(-N + N*N)",
        parameters={"N": "> 0"},
    ),
    gap(at_least("log(y)", "log(x)^2"), rule="log  gap"),
    monotone([step("given", index=0)], ("1", "1"), given=SAME[:1]),
    monotone([step("given", index=0)], ("-1",), given=[at_least("1", "a * b")]),
    gap(at_least("log(y)", "log(x)"), "0"),
    gap(
        at_least("log(y)", "log(v) * log(x)"),
        chain=[{"variable": "v", "exponent": "0", "because": [step("at least 1", of="v")]}],
    ),
    {**GOOD_REFUTATION, "ray": []},
    refutation("a", "1", {"a": ["1", "0"], "b": ["1", "0"]}),
    refutation("a", "1", {"a": ["1", *("0" * 8)]}),
    refutation("a", "b", {"a": ["1"], "b": ["0", "0"]}),
    refutation("b * a^-1", "1", {"a": ["-1", "0"], "b": ["1", "0"]}),
    refutation("a", "a", {"a": ["1", "0"]}),
    refutation("a", "1", {"a": ["1"]}, given=[at_least("1", "log(a)")]),
    refutation("a", "1", {"a": ["1", "0"]}, given=[at_least("1", "a")]),
    refutation("a", "1", {"a": ["1", "0"]}, parameters={"N": {"bound": "0", "value": "1"}}),
    refutation("a^(-N)", "1", {"a": ["1", "0"]}, parameters={"N": {"bound": "0", "value": "-1"}}),
    [],
    {**GOOD, "version": 2},
    certificate(
        "b",
        "a",
        {"cases": 0, "proofs": [leaf(step("assumed", index=0))]},
        given=[{"any": [at_least("a", "b")]}],
    ),
    with_steps(*cancelling(*LARGE), right="1", given=SAME),
    with_steps(
        *cancelling({"times": ["N"] * 17}), left="a^(N)", right="a^(N)", given=SAME, parameters={"N": "0"}
    ),
    with_steps(
        *cancelling({"times": ["N"] * 15}),
        left="a^(N)",
        right="a^(N)",
        given=[at_least("a * b^(N*N)", "c"), at_least("c", "a * b^(N*N)")],
        parameters={"N": "0"},
    ),
    with_steps(right="a^"),
    with_steps(left="a^(N)", right="a^(N)"),
    {**GOOD, "parameters": {"N": None}},
    with_steps(left="a^(N)", right="a^(N)", parameters={"N": "1"}),
    certificate(
        "1",
        "a",
        {"split": ["m", "m"], "first_at_most_second": leaf(A), "second_at_most_first": leaf(A)},
    ),
    certificate(["1", "b"], "a", leaf(A)),
    certificate("1", "1", leaf(left=("2",), right=("2",))),
    with_steps({**A, "power": "2"}, {**A, "power": "-1"}),
    with_steps(step("given", index=0), left="b", given=[EITHER]),
    with_steps(
        step("log below power", variable="a", epsilon="-1"), left="log(a)", right="a^-1"
    ),
    certificate("b", "a", {"cases": 0, "proofs": [leaf(step("assumed", index=0))]}, given=[EITHER]),
    certificate(["1", "a"], "1", leaf(A, left=("2", "-1"))),
]  # fmt: skip
LOOSE = {"bound": "> 1", "value": "1"}
AT_ITS_BOUND = {"bound": "1", "value": "1"}
#: What is just beyond a limit, or rests on a comparison that must be strict.
DOCUMENTS += [
    with_steps(*cancelling({"power": f"1{'0' * 61}"}), left="1", right="1", given=SAME),
    nested(25),
    refutation("a^(N)", "1", {"a": ["1"]}, parameters={"N": LOOSE}),
    {**refutation("a", "1", {"a": ["1"]}), "left": [["a", "1"]]},
    {**GOOD_REFUTATION, "right": [["1"], []]},
    with_steps(
        step("log monotone", smaller="b", larger=[], exponents=[], because=[step("given", index=0)]),
        left="log(b)",
        right="1",
        given=[at_least("1", "b")],
    ),
    with_steps(step("log below power", variable="a", epsilon="0"), left="log(a)", right="1"),
    with_steps({**A, "power": "0"}, A),
]
LARGE_BOUND = {"N": str(2**200)}  # to the power of 10 it leaves 46 of the 2,048 bits


def with_large_numbers(power):
    """A certificate in which the largest number is 2^2000 times a power."""
    steps = cancelling({"times": ["N"] * 10, "power": str(power)})
    return with_steps(*steps, left="a^(N)", right="a^(N)", given=SAME, parameters=LARGE_BOUND)


DOCUMENTS.append(with_large_numbers(2**47))
#: What is just within: accepted.
WITHIN = [
    with_large_numbers(2**46),
    with_steps(*cancelling({"power": f"1{'0' * 60}"}), left="1", right="1", given=SAME),
    with_steps(
        *cancelling({"times": ["N"] * 16}), left="a^(N)", right="a^(N)", given=SAME, parameters={"N": "0"}
    ),
    nested(23),
    refutation("a", "1", {"a": ["1", *("0" * 7)]}),
    refutation("a^(N)", "1", {"a": ["1"]}, parameters={"N": AT_ITS_BOUND}),
    refutation("a^(N)", "1", {"a": ["1"]}, parameters={"N": {"bound": "> 1", "value": "3/2"}}),
    with_steps(left="a^(k*N)", right="a^(N*k)", parameters={"N": None, "k": None}),
    with_steps(
        step("power over logs", exponent="e + k", **POWERS),
        left="log(a)",
        right="a^(e + k)",
        parameters={"e": "> 0", "k": "0"},
    ),
    with_steps({**A, "times": ["k", "N"]}, right="a^(N*k)", parameters={"N": "0", "k": "0"}),
]
GOOD_TEXT = json.dumps(GOOD)
TEXTS = [
    *map(json.dumps, DOCUMENTS),
    GOOD_TEXT.replace('"version": 1', '"version": 1, "version": 1'),
    GOOD_TEXT.ljust(1_000_001),
]
#: What was accepted, read or crashed on in an earlier version.
REPORTED = [
    json.dumps(
        certificate(
            "m",
            "1",
            {
                "split": ["m", "m"],
                "first_at_most_second": leaf(step("assumed", index=0)),
                "second_at_most_first": leaf(step("assumed", index=0)),
            },
        )
    ),
    json.dumps(with_steps({**A, "power": "1e999999999"})),
    json.dumps(monotone([1])),
    json.dumps(with_steps({**A, "power": "3"}, right="a^(3*)")),
    json.dumps(with_steps({**A, "power": "3"}, right="a^(1|2)")),
    json.dumps(with_steps(step("at least 1", of="m²"), right="m²")),
    "[" * 100_000,
    GOOD_TEXT.replace('"version": 1', f'"version": {"1" * 5001}'),
    GOOD_TEXT.replace('"version": 1', '"version": 1e0'),
    "null",
    "{}",
]


def good_texts():
    """Accepted files of every kind of step."""
    followed = [
        decide_order("T**(N*k)", "T**(N**2*k + 1)", [], ["N >= 1", "k >= 2"]),
        decide_order("log(m)", "log(n) + log(T)", ["m <= n*T"]),
        decide_order("sqrt(a*b) + min(a, b)", "a + b"),
        decide_order("log(n)**k", "sqrt(n)", [], ["k >= 0"]),
        decide_order("n*log(n)", "n**(1 + eps)", [], ["eps > 0"]),
        decide_order("x", "sqrt(m) + sqrt(n)", ["m + n >= x**2"]),
        decide_order("n**log(n)", "log(n)**n"),
    ]
    broken = [
        decide_order("m*log(log(n))", "n", ["m >= n"]),
        decide_order("T**(6*N)", "T**(3 + 3*N)", [], ["N >= 1"]),
        decide_order("x", "m", ["m + n >= x"]),
    ]
    return [
        GOOD_TEXT,
        GOOD_TEXT.ljust(1_000_000),
        json.dumps(GOOD_REFUTATION),
        *map(json.dumps, WITHIN),
        *(answer.certificate.text for answer in followed),
        *(answer.refutation.text for answer in broken),
    ]
