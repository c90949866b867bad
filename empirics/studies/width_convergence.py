"""The kernel of finite width against its limit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import numpy as np

from empirics.studies.measure import Case, Cases
from theory.kernel.arc_cosine import Reals
from theory.kernel.recursion import joint_kernel
from theory.nets.floats import FloatElman
from theory.results.records import Row
from theory.tasks.sequence import Bits

WIDTHS, LAGS = (512, 1024, 2048, 4096, 8192), (0, 1, 2)
#: Nets of the largest width; smaller widths have more nets in proportion to their cheaper products, except for the two
#: smallest.
LARGEST_NETS, SMALLEST_NETS = 4, 32
#: Steps T of the sequences, and how many sequences.
LENGTH, SEQUENCES = 8, 16


def width_convergence(runs: Path) -> Iterator[Case]:
    """Yield the root mean square and the largest error of the finite-width kernel over pairs of random sequences."""
    tokens = np.random.default_rng(0).integers(0, 2, (SEQUENCES, LENGTH)).astype(np.uint8)
    limit = joint_kernel(tokens, range(LENGTH - max(LAGS), LENGTH + 1))
    for width in WIDTHS:
        for seed in range(LARGEST_NETS * WIDTHS[-1] // width if width > WIDTHS[1] else SMALLEST_NETS):
            net = cache(partial(FloatElman.initialise, width, seed, dtype=np.float32))
            for lag in LAGS:
                key = {"width": width, "seed": seed, "lag": lag}
                yield Case(key, partial(_error, net, tokens, limit[:, max(LAGS) - lag, :, max(LAGS)], lag))


def _error(net: Callable[[], FloatElman], tokens: Bits, limit: Reals, lag: int) -> Row:
    error = net().kernel(tokens, LENGTH - lag, LENGTH) - limit
    return {
        "rms_error": math.sqrt(float(np.mean(error**2))),
        "largest_error": float(np.abs(error).max()),
        "mean_kernel": float(limit.mean()),
    }


RECORDS: dict[str, Cases] = {"kernel/width-convergence": width_convergence}
