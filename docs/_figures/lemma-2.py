"""Lemma 2's polynomial and the printed one."""

import numpy as np

from empirics.plots.style import BLACK, BLUE, GREY, VERMILLION, Files, figure
from theory.hypothesis_class.gates import parity_polynomial


def draw(files: Files) -> None:
    u = np.linspace(-0.1, 1.55, 300)
    psi = [float(a) for a in parity_polynomial(2).coefficients]
    with figure(files) as (_, [axes]):
        axes.plot(u, sum(a * u**i for i, a in enumerate(psi)), color=BLUE, label=r"$4u^2 - 4\sqrt{2}\,u + 1$")
        printed = 4.5 * u**2 - 7 / np.sqrt(2) * u + 1
        axes.plot(u, printed, "--", color=VERMILLION, label=r"eq 21: $9u^2/2 - 7u/\sqrt{2} + 1$")
        axes.plot([0, np.sqrt(0.5), np.sqrt(2)], [1, -1, 1], "o", color=BLACK, label="wanted (eq 17)")
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set(xlabel=r"inner product $u$", ylabel=r"$\psi(u)$", ylim=(-1.6, 3.6))
        axes.set_xticks(
            [0, np.sqrt(0.5), np.sqrt(2)], ["$0$\n(1,1)", "$1/\\sqrt{2}$\n(0,1), (1,0)", "$\\sqrt{2}$\n(0,0)"]
        )
