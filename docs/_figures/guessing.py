"""Lemma 15 at d = 4: the guessing error against the fraction, true and as printed."""

from fractions import Fraction
from pathlib import Path

import matplotlib.pyplot as plt

from theory.hardness import least_loss_of_guessing, printed_loss_of_guessing


def draw(path: Path) -> None:
    fractions = [Fraction(k, 600) for k in range(20, 600)]
    figure, axes = plt.subplots(figsize=(6.0, 3.2), layout="constrained")
    axes.plot(
        fractions, [float(least_loss_of_guessing(6, a)) for a in fractions], label="true, with the ceiling"
    )
    axes.plot(
        fractions,
        [float(printed_loss_of_guessing(6, a)) for a in fractions],
        "--",
        color="tab:red",
        label="eq 91",
    )
    axes.axhline(0, color="gray", linewidth=0.8)
    axes.set(xlabel=r"fraction $\alpha$ of the class", ylabel="zero-one loss", ylim=(-0.5, 0.5))
    axes.legend(frameon=False)
    figure.savefig(path)
    plt.close(figure)
