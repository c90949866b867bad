"""Theorem 2's left side as recorded runs of algorithm 1 found it, beside the kernel's prediction and the bound."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean

from theory.hypothesis_class.bounds import parity_bound
from theory.results.records import recorded_rows


@dataclass(frozen=True, slots=True)
class LeftSide:
    """Eq 7's average over the iterates, over all 2^d inputs, after n steps of algorithm 1 on fresh samples.

    Attributes:
        samples: n.
        observed: the error of the answer running free, averaged over equally spaced iterates; mean over runs.
        lowest, highest: the extremes over the runs.
        runs: how many nets, each with a subset of its own; B of variance 1, otherwise as printed.
        predicted: the share of inputs with any sub-task wrong, averaged over all iterates, of the same algorithm at
            infinite width; by lemma 1 it bounds the error of the answer there.
        log10_samples: the number of samples of theorem 2 as printed at epsilon = observed, with constants 1.
    """

    samples: int
    observed: float
    lowest: float
    highest: float
    runs: int
    predicted: float
    log10_samples: float

    @property
    def log10_gap(self) -> float:
        """The number of orders of magnitude by which theorem 2's samples exceed those taken."""
        return self.log10_samples - math.log10(self.samples)


def left_sides(d: int = 8, *, delta: float = 0.1) -> list[LeftSide]:
    """Return one left side for each recorded number of samples, with sub-tasks.

    Raises:
        InputError: the records are not there.
    """
    runs = [r for r in recorded_rows("wide-net", "wide-letter") if r["d"] == d and r["supervised"]]
    limits = [
        r for r in recorded_rows("kernel", "descent") if r["d"] == d and r["supervised"] and r["random_start"]
    ]
    found = []
    for samples in sorted({r["steps"] for r in runs} & {r["samples"] for r in limits}):
        errors = [r["mean_free_running_error"] for r in runs if r["steps"] == samples]
        observed = fmean(errors)
        found.append(
            LeftSide(
                samples,
                observed,
                min(errors),
                max(errors),
                len(errors),
                fmean(r["mean_any_wrong"] for r in limits if r["samples"] == samples),
                parity_bound(d, epsilon=observed, delta=delta).log10_samples,
            )
        )
    return found
