"""Lemma 15 at d = 4: the guessing error against the fraction, true and as printed."""

from fractions import Fraction

from empirics.plots.style import GREY, VERMILLION, Files, figure
from theory.hardness import least_loss_of_guessing, printed_loss_of_guessing


def draw(files: Files) -> None:
    fractions = [Fraction(k, 600) for k in range(20, 600)]
    with figure(files) as (_, [axes]):
        axes.plot(
            fractions,
            [float(least_loss_of_guessing(6, a)) for a in fractions],
            label="true, with the ceiling",
        )
        axes.plot(
            fractions,
            [float(printed_loss_of_guessing(6, a)) for a in fractions],
            "--",
            color=VERMILLION,
            label="eq 91",
        )
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set(xlabel=r"fraction $\alpha$ of the class", ylabel="zero-one loss", ylim=(-0.5, 0.5))
