"""Ratios of speed that hold on a busy machine: both sides are measured in turn, by the processor's time."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def ratio_of(one: Callable[[], object], other: Callable[[], object], pairs: int = 5) -> float:
    """Return how many times as long one takes as the other: the median over pairs, one run of each after the other."""
    return median(_seconds(one) / _seconds(other) for _ in range(pairs))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
