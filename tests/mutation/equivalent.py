"""Errors in code that no proof check has to notice, each with the reason: nothing that is computed changes.

A key is printed after ``survived:``; it has no line number in it. An ellipsis in a key stands for any text. The list
may only shrink: a run fails where a listed error is caught, and so does a test where one cannot be planted any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

#: By room: the key of an error, or a pattern for several of them, and why it changes nothing.
EQUIVALENT: Mapping[str, Mapping[str, str]] = {
    "hardness": {},
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
