"""Lemmas 8 to 11 measured around W_0, in sweeps of the distance r, of m and of T, the others fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from empirics.choices import BVariance
from empirics.measurements.directions import DIRECTIONS
from empirics.measurements.linearisation import remainder
from empirics.measurements.norms import norms_in_the_ball
from empirics.models.elman import Elman
from empirics.studies.measure import Case, Cases
from theory.results.records import Row

#: (name, m, T, r).
Sweep = tuple[str, int, int, float]
#: Independent nets, each with a slope of its own in every fit.
NETS = 5
#: Sequences of random tokens; the change of W is made for the first of them.
SEQUENCES = 4
LENGTHS = (4, 8, 16, 32, 64)
#: The sweeps of lemmas 8 and 11; and those of lemmas 9 and 10, which also vary T at a distance of 1.
REMAINDER_SWEEPS: tuple[Sweep, ...] = (
    *(("r", 512, 8, 2.0**-k) for k in range(1, 7)),
    *(("m", m, 8, 2.0**-5) for m in (128, 256, 512, 1024, 2048)),
    *(("T", 256, length, 2.0**-5) for length in LENGTHS),
)
NORM_SWEEPS: tuple[Sweep, ...] = (
    *(("r", 256, 16, 2.0**k) for k in range(-7, 2)),
    *(("m", m, 16, 2.0**-5) for m in (64, 128, 256, 512, 1024)),
    *(("T", 256, length, 2.0**-5) for length in LENGTHS),
    *(("T far", 256, length, 1.0) for length in LENGTHS),
)


def cases(
    sweeps: Iterable[Sweep], directions: Iterable[str], found: Callable[..., Row], _: Path
) -> Iterator[Case]:
    """Yield a row for each net, point of a sweep and direction."""
    for seed, (sweep, m, length, r), direction in product(range(NETS), sweeps, directions):
        key = {"sweep": sweep, "direction": direction, "m": m, "T": length, "r": r, "seed": seed}
        yield Case(key, partial(found, direction, m, length, r, seed))


def _around(
    b_variance: BVariance, direction: str, m: int, length: int, r: float, seed: int
) -> tuple[Elman, Tensor, Tensor]:
    """Return a net of width m in double precision, tokens (n, T), and a change of norm r in one direction."""
    net = Elman.initialise(m, b_variance, seed, torch.float64)
    z = torch.randint(0, 2, (SEQUENCES, length), generator=torch.Generator().manual_seed(seed))
    return net, z, DIRECTIONS[direction](net, z[0], r, seed)


def _remainder(*where: Any) -> Row:
    return asdict(remainder(*_around("1", *where)))


def _norms(*where: Any) -> Row:
    """The sizes with B as printed."""
    sizes = asdict(norms_in_the_ball(*_around("1/m", *where)))
    return {f"{what} {at}": value for at, of in sizes.items() for what, value in of.items()}


RECORDS: dict[str, Cases] = {
    "linearisation/linearisation": partial(
        cases, REMAINDER_SWEEPS, ("random", "gradient", "steepest", "kinks"), _remainder
    ),
    "norms/norms": partial(cases, NORM_SWEEPS, ("random", "gradient", "growing"), _norms),
}
