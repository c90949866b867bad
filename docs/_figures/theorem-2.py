"""Theorem 2 without a margin: what it promises for an arbitrary function, and what is possible."""

from fractions import Fraction
from pathlib import Path

import matplotlib.pyplot as plt

from theory.hypothesis_class.no_free_lunch import error_floor, promised_error


def draw(path: Path) -> None:
    tenth = Fraction(1, 10)
    sizes = range(6, 21)
    samples = promised_error(10, Fraction(1, 10**9), tenth, tenth).samples
    figure, axes = plt.subplots(figsize=(6.0, 3.6), layout="constrained")
    axes.plot(
        sizes,
        [float(error_floor(d, samples)) for d in sizes],
        "o-",
        label=f"no learner gets below, n = {samples}",
    )
    axes.axhline(float(2 * tenth), color="tab:red", linestyle="--", label=r"promised: $\epsilon + \delta$")
    axes.set(xlabel="bits d", ylabel="expected error on a random function", ylim=(0, 0.55))
    axes.legend(frameon=False)
    figure.savefig(path)
    plt.close(figure)
