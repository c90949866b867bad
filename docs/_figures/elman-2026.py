"""Error against the number of samples: what the theorem promises, infinite width, and nets of width 512; d = 8."""

from itertools import accumulate
from typing import Any

import numpy as np

from empirics.plots.style import BLACK, BLUE, GREEN, VERMILLION, Files, figure
from theory.convergence import log10_guaranteed_samples
from theory.kernel import decoupled_coefficient_at_least
from theory.papers.elman_2026.proofs.test_seen import average_errors, least_coefficient
from theory.results import recorded_rows

LENGTH, OUTPUTS, BITS = 10, 3, 8
RATES = {
    "1/(2T)": (BLUE, r"infinite width, $\eta m=1/2T$"),
    "1/sqrt(n)": (GREEN, r"infinite width, $\eta m=1/\sqrt{n}$"),
}
TITLES = {"1": r"printed initialisation, $B$ of variance 1", "T^-3": r"$A$ of variance $2/(mT^3)$"}


def promised(axes: Any) -> None:
    errors = np.logspace(-2, 0, 30)
    for coefficient, style, text in (
        (decoupled_coefficient_at_least(LENGTH, 2, LENGTH), "-", "promised, proved coefficients"),
        (least_coefficient(LENGTH), "--", "promised, computed coefficients"),
    ):
        logs = [log10_guaranteed_samples(LENGTH, OUTPUTS, coefficient, epsilon=float(e)) for e in errors]
        axes.plot(np.power(10.0, logs), errors, style, color=BLACK, label=text)


def observed(axes: Any, inputs: str) -> None:
    rows = [
        r for r in recorded_rows("elman", "nets") if (r["d"], r["batch"], r["inputs"]) == (BITS, 1, inputs)
    ]
    for k, row in enumerate(rows):
        means = [total / (i + 1) for i, total in enumerate(accumulate(row["any_wrong"]))]
        label = r"nets, $m=512$, $\eta m=1/2T$" if not k else None
        axes.plot(row["at_steps"][1:], means[1:], ".", color=VERMILLION, label=label)


def draw(files: Files) -> None:
    with figure(files, 2) as (_, both):
        for axes, (inputs, title) in zip(both, TITLES.items(), strict=True):
            for rate, (color, text) in RATES.items():
                errors = average_errors(BITS, inputs, rate)
                axes.plot(list(errors), list(errors.values()), "o-", color=color, label=text)
            observed(axes, inputs)
            if inputs != "1":
                promised(axes)
            axes.set(xscale="log", yscale="log", xlabel="samples n", title=title)
            axes.set(ylabel="some output wrong, mean over the run", ylim=(3e-3, 1.3))
