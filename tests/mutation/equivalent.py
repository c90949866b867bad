"""Errors in code that no proof check has to notice, each with the reason: nothing that is computed changes.

A key is printed after ``survived:``; it has no line number in it. An ellipsis in a key stands for any text. The list
may only shrink: a run fails where a listed error is caught, and so does a test where one cannot be planted any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

_NEGATIVE = "numpy takes any negative size for the unknown one"
_SAME_PRODUCTS = "only speed and rounding: the same transform in other steps"
_POWER_OF_TWO = "sizes of validation sets are powers of two, which have no such share"
#: By room: the key of an error, or a pattern for several of them, and why it changes nothing.
EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "kernel": {
        "theory/kernel/complexity.py::: MAX_AVERAGED_BITS = …| 1 -> 2": "only where a refusal spares time",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …| 1 -> 2": "it is refused either way",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …| 30 -> 31": "it is refused either way",
        "theory/kernel/profile.py::: MAX_BITS = 28 …": "only where a refusal spares memory",
        "theory/kernel/regression.py::: MAX_SAMPLES = …| 1 -> 2": "only where a refusal spares memory",
        "theory/kernel/recursion.py::joint_kernel: for lag in …| 1 -> 2 (2)": "no two outputs are so far apart",
        "theory/kernel/repair.py::coefficient_at_least: log_bound += …| 0.0 -> 1.0": "it is set anew before it is read",
        "theory/kernel/solve.py::: MAX_PRODUCTS = …": "only how long is tried",
        "theory/kernel/solve.py::cholesky: factor = …| False -> True (2)": "only speed: a second look at numbers",
        "theory/kernel/descent.py::steepness: return …| 1 -> 2": _NEGATIVE,
        "theory/kernel/descent.py::: MAX_POINTS = …| 12 -> 13": "only where a refusal spares memory",
        "theory/kernel/descent.py::KernelDescent.__init__: …-> task.d <= 30": "only where a refusal spares time",
        "theory/kernel/descent.py::KernelDescent.__init__: points = …-> MAX_POINTS - 1": "it is refused either way",
        "theory/kernel/descent.py::KernelDescent.run: def …seed: int=0…| 0 -> 1": "every check says which seed",
        "theory/kernel/average.py::log_coefficient: functions = …| False -> True": "no difference is taken of it",
        "theory/kernel/conditioning.py::tied_weights: …reshape(-1, net.width) | 1 -> 2": _NEGATIVE,
        "theory/kernel/profile.py::: _CHUNK = 1 << 14 | 1 -> 2": "only speed: how large the blocks are",
        "theory/kernel/enclosure.py::: MAX_BITS = 10 …": "only where a refusal spares time",
        "theory/kernel/joint_regression.py::: MAX_ROWS = …": "only where a refusal spares memory",
        "theory/kernel/…check_finite=False) | False -> True": "only speed: numbers are looked at once more",
        "theory/kernel/…threads: int=1…| 1 -> 2": "only speed: how many threads are used",
        "theory/kernel/profile.py::run_all: if threads <= 1: | threads <= 1 -> threads < 1": "one thread does the same",
        "theory/kernel/profile.py::profiles: table.double(…| t < d -> t <= d": "what is kept is not read again",
        "theory/kernel/repair.py::coefficient_at_least: log_bound = 0.0 | …": "it is set anew before it is read",
        "theory/kernel/recursion.py::State: …: int = 0 | 0 -> 1": "no state is made without a value",
        "theory/kernel/enclosure.py::enclosed_spectrum: def …precision: int=128…| 128 -> 129": "balls of one bit more",
        "theory/kernel/tree_average.py::_down: return column.reshape(-1, …| 1 -> 2": _NEGATIVE,
        "theory/kernel/typical.py::second_differences: differs = …| 1 -> 2": (
            "the two tokens trade places, and the difference is the same"
        ),
    },
    "nets": {
        "theory/nets/exact.py::ExactElman.derivative: slope = …| …-> value >= 0": "a value of 0 is refused above",
        "theory/nets/exact.py::ExactElman.free_running: …| …-> score >= 0": "a score of 0 is decided before it",
        "theory/nets/exact.py::ExactElman.teacher_forced: …| 1 -> 2": "half of 2 + y, rounded down, is that of 1 + y",
        "theory/nets/floats.py::: _BEFORE, _MEASURED = …": "only how many steps are averaged over",
        "theory/nets/floats.py::growth: h, total = …| 0.5 -> 2.0": "each step brings the state to norm 1",
        "theory/nets/floats.py::FloatElman.gradient: …| 1 -> 2": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.gradient: …| 1 -> 2 (3)": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.kernel: flat_right, …| 1 -> 2": _NEGATIVE,
        "theory/nets/floats.py::FloatElman.kernel: flat_right, …| 1 -> 2 (2)": _NEGATIVE,
    },
    "reported": {
        "theory/reported/feasibility.py::_three: break | break -> continue": "for larger u it is negative as well",
        "theory/reported/feasibility.py::_three: if root * root …| root - u -> root + u": "both are even or neither is",
    },
    "results": {
        "theory/results/chance.py::tail: for k in range(right, inputs + 1): | 1 -> 2": "the term after the last is 0",
        "theory/results/milestones.py::milestones: paper = …> PAPER_ACCURACY -> …": _POWER_OF_TWO,
        "theory/results/milestones.py::milestones: return …> ALMOST_PERFECT -> …": _POWER_OF_TWO,
        "theory/results/runs.py::StoredRun.metrics: for number, line in …| 1 -> 2": "only a message",
        "theory/results/theorem_2.py::left_sides: for samples in …| {r…": "both have the same sizes",
        "theory/results/theorem_2.py::left_sides: runs = …-> r['d'] == d or r['supervised']": (
            "every row of the record is of that kind"
        ),
    },
    "hardness": {
        "theory/hardness/gradient_variance.py::: LOGISTIC_SENSITIVITY = …| -1 -> 1": "only its square is used",
        "theory/hardness/gradient_variance.py::_exact_block: weighted = …(-1, 1) | 1 -> 2": _NEGATIVE,
        "theory/hardness/gradient_variance.py::_real_block: weighted = …reshape(-1, 1) | 1 -> 2": _NEGATIVE,
        "theory/hardness/gradient_variance.py::_real_block: seen = …overwrite=True) / (1 << d) | True -> False": (
            "only memory: the transform gets an array of its own"
        ),
        "theory/hardness/gradient_variance.py::gradient_variance: if squared.size …(squared[0], float): | 0 -> 1": (
            "all entries have the type of the first, and there are two or more"
        ),
        "theory/hardness/losses.py::: P, Y = sympy.symbols('p y', real=True) | True -> False": (
            "what is differentiated and simplified does not depend on it"
        ),
        "theory/hardness/parities.py::: MAX_D = 24 | 24 -> 25": "only the memory that a refusal protects",
    },
    "transforms": {
        "theory/transforms/walsh_hadamard.py::_transform_by_butterflies: for part in …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: for part in …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: rows = …| 1 -> 2": _NEGATIVE,
        "theory/transforms/walsh_hadamard.py::transform_by_products: if done * …| 1 -> 2": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::transform_by_products: if done * …-> done // trailing": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::transform_by_products: size = …| 1 -> 2": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::walsh_hadamard: if work.dtype.kind …not in 'fc'": _SAME_PRODUCTS,
        "theory/transforms/walsh_hadamard.py::: BLOCK = 1 << 14 | 1 -> 2": "only speed: how large the blocks are",
        "theory/transforms/walsh_hadamard.py::: BLOCK = 1 << 14 | 14 -> 15": "only speed: how large the blocks are",
        "theory/transforms/walsh_hadamard.py::_blocks: if size * columns <= block: | …columns < block": (
            "one stack is one block either way"
        ),
        "theory/transforms/walsh_hadamard.py::_blocks: step = …-> block * …": "only speed: how large the blocks are",
    },
}
LISTED: Mapping[str, str] = {key: why for room in EQUIVALENT.values() for key, why in room.items()}


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, listed.split("…"))))


def _covers(listed: str, key: str) -> bool:
    return _pattern(listed).fullmatch(key) is not None


def reason(key: str, listed: Mapping[str, str] = LISTED) -> str:
    """The reason why an error is listed; empty for one that is not."""
    return next((why for name, why in listed.items() if _covers(name, key)), "")


def not_there(keys: Collection[str], listed: Mapping[str, str] = LISTED) -> Iterator[str]:
    """What is listed, though no error of these keys is meant by it."""
    return (name for name in listed if not any(_covers(name, key) for key in keys))
