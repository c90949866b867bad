"""Limits on requests: bounds on sizes and counts, and the available memory."""

from __future__ import annotations

import os

from theory.errors import InputError

#: The largest size or count; a larger one is taken for a mistake.
MOST = 2**31 - 1
#: The largest rate: the largest number in single precision, which the nets use.
MOST_RATE = float.fromhex("0x1.fffffep+127")
#: The largest number of threads or processes at a time: more than the cores of the intended machines.
MOST_WORKERS = 1024
#: Seeds are whole numbers below this, the limit of the random number generators.
SEEDS = 2**63


def check_range(what: str, value: float, least: float, most: float = MOST) -> None:
    """Raise InputError unless ``least <= value <= most``; nan never is."""
    if not least <= value <= most:
        raise InputError(f"{what} is at least {least:,} and at most {most:,}, not {value}")


def check_seed(seed: int) -> None:
    """Raise InputError unless the seed is valid for a random number generator."""
    if not 0 <= seed < SEEDS:
        raise InputError(f"a seed is an integer from 0 to 2^63 - 1, not {seed}")


def check_memory(what: str, needed: int) -> None:
    """Raise InputError if a request needs more bytes than this machine has."""
    present = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if needed > present:
        raise InputError(
            f"{what} needs at least {needed / 2**30:,.0f} GiB of memory, and this machine has {present / 2**30:,.0f}; "
            "ask for smaller sizes"
        )
