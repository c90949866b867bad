"""Lemma 8's remainder in three sweeps, of r, m and T, the others fixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import product
from pathlib import Path

from empirics.measurements.linearisation import remainder_at
from empirics.studies.measure import Case, Cases
from theory.results.records import Row

#: Independent nets, each with a slope of its own in every fit.
NETS = 5
#: (name, m, T, r).
SWEEPS = (
    *(("r", 512, 8, 2.0**-k) for k in range(1, 7)),
    *(("m", m, 8, 2.0**-5) for m in (128, 256, 512, 1024, 2048)),
    *(("T", 256, length, 2.0**-5) for length in (4, 8, 16, 32, 64)),
)
DIRECTIONS = ("random", "gradient", "steepest", "kinks")


def linearisation(_: Path) -> Iterator[Case]:
    """A net, a sweep's point and a direction a row."""
    for seed, (sweep, m, length, r), direction in product(range(NETS), SWEEPS, DIRECTIONS):
        key = {"sweep": sweep, "direction": direction, "m": m, "T": length, "r": r, "seed": seed}
        yield Case(key, partial(_remainder, direction, m, length, r, seed))


def _remainder(direction: str, m: int, length: int, r: float, seed: int) -> Row:
    return asdict(remainder_at(direction, m, length, r, seed))


RECORDS: dict[str, Cases] = {"linearisation": linearisation}
