"""Lemmas 9 and 10 in three sweeps, of the distance r, of m and of T, the others fixed; and T at a distance of 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from itertools import product
from pathlib import Path

from empirics.measurements.norms import norms_at
from empirics.studies.linearisation import NETS
from empirics.studies.measure import Case, Cases
from theory.results.records import Row

#: (name, m, T, r).
SWEEPS = (
    *(("r", 256, 16, 2.0**k) for k in range(-7, 2)),
    *(("m", m, 16, 2.0**-5) for m in (64, 128, 256, 512, 1024)),
    *(("T", 256, length, 2.0**-5) for length in (4, 8, 16, 32, 64)),
    *(("T far", 256, length, 1.0) for length in (4, 8, 16, 32, 64)),
)
DIRECTIONS = ("random", "gradient", "growing")


def norms(_: Path) -> Iterator[Case]:
    """A net, a sweep's point and a direction a row."""
    for seed, (sweep, m, length, r), direction in product(range(NETS), SWEEPS, DIRECTIONS):
        key = {"sweep": sweep, "direction": direction, "m": m, "T": length, "r": r, "seed": seed}
        yield Case(key, partial(_sizes, direction, m, length, r, seed))


def _sizes(direction: str, m: int, length: int, r: float, seed: int) -> Row:
    sizes = asdict(norms_at(direction, m, length, r, seed))
    return {f"{what} {at}": value for at, of in sizes.items() for what, value in of.items()}


RECORDS: dict[str, Cases] = {"norms": norms}
