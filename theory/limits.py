"""What is asked for must be possible: bounds on sizes and counts, and the memory that there is."""

from __future__ import annotations

import os

from theory.errors import InputError

#: No size and no count is larger: whatever is larger was not meant.
MOST = 2**31 - 1
#: No rate is larger: the nets hold numbers in single precision, whose largest is this.
MOST_RATE = float.fromhex("0x1.fffffep+127")
#: Threads and processes at a time: more than any machine that this was written for has cores.
MOST_WORKERS = 1024
#: Seeds are whole numbers below this, as generators of random numbers take them.
SEEDS = 2**63


def check_range(what: str, value: float, least: float, most: float = MOST) -> None:
    """Raise InputError unless ``least <= value <= most``; nan never is."""
    if not least <= value <= most:
        raise InputError(f"{what} is at least {least:,} and at most {most:,}, not {value}")


def check_seed(seed: int) -> None:
    """Raise InputError unless a generator of random numbers takes the seed."""
    if not 0 <= seed < SEEDS:
        raise InputError(f"a seed is an integer from 0 to 2^63 - 1, not {seed}")


def check_memory(what: str, needed: int) -> None:
    """Raise InputError if what is asked for needs more bytes than this machine has."""
    present = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if needed > present:
        raise InputError(
            f"{what} needs at least {needed / 2**30:,.0f} GiB of memory, and this machine has {present / 2**30:,.0f}; "
            "ask for smaller sizes"
        )
