"""Theorem 2 without a margin: what it promises for an arbitrary function, and what is possible."""

from fractions import Fraction

from empirics.plots.style import VERMILLION, Files, figure
from theory.hypothesis_class.no_free_lunch import error_floor, promised_error


def draw(files: Files) -> None:
    tenth = Fraction(1, 10)
    sizes = range(6, 21)
    samples = promised_error(10, Fraction(1, 10**9), tenth, tenth).samples
    with figure(files) as (_, [axes]):
        axes.plot(
            sizes,
            [float(error_floor(d, samples)) for d in sizes],
            "o-",
            label=f"no learner gets below, n = {samples}",
        )
        axes.axhline(
            float(2 * tenth), color=VERMILLION, linestyle="--", label=r"promised: $\epsilon + \delta$"
        )
        axes.set(xlabel="bits d", ylabel="expected error on a random function", ylim=(0, 0.55))
