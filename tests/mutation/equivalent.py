"""Errors in code that no proof check has to notice, each with the reason: nothing that is computed changes.

A key is printed after ``survived:``; it has no line number in it. An ellipsis in a key stands for any text. The list
may only shrink: a run fails where a listed error is caught, and so does a test where one cannot be planted any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

#: By room: the key of an error, or a pattern for several of them, and why it changes nothing.
EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "hardness": {
        "theory/hardness/gradient_variance.py::: LOGISTIC_SENSITIVITY = …| -1 -> 1": "only its square is used",
        "theory/hardness/gradient_variance.py::_exact_block: weighted = values * weight.reshape(-1, 1) | 1 -> 2": (
            "numpy takes any negative size for the unknown one"
        ),
        "theory/hardness/gradient_variance.py::_real_block: weighted = …reshape(-1, 1) | 1 -> 2": (
            "numpy takes any negative size for the unknown one"
        ),
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
        "theory/transforms/walsh_hadamard.py::: BITS_A_STEP = 4 | 4 -> 5": "only speed",
        "theory/transforms/walsh_hadamard.py::: BLOCK = 1 << 14 | …": "only speed: how large the blocks are",
        "theory/transforms/walsh_hadamard.py::_blocks: if size * columns <= block: | …columns < block": (
            "one stack is one block either way"
        ),
        "theory/transforms/walsh_hadamard.py::_blocks: step = block // …": "only speed: how large the blocks are",
    },
}
LISTED: Mapping[str, str] = {key: why for room in EQUIVALENT.values() for key, why in room.items()}


def _covers(listed: str, key: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, listed.split("…"))), key) is not None


def reason(key: str, listed: Mapping[str, str] = LISTED) -> str:
    """The reason why an error is listed; empty for one that is not."""
    return next((why for name, why in listed.items() if _covers(name, key)), "")


def not_there(keys: Collection[str], listed: Mapping[str, str] = LISTED) -> Iterator[str]:
    """What is listed, though no error of these keys is meant by it."""
    return (name for name in listed if not any(_covers(name, key) for key in keys))
