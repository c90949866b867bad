"""The claims of elman-2026 below what they rest on: an arc leads from a claim up to each that it uses directly."""

import numpy as np

from empirics.plots.style import BLUE, GREY, SKY, Files, figure
from theory.papers.elman_2026 import PAPER

USED = {claim.id: [use.claim for use in claim.foundations] for claim in PAPER.claims}
#: The height of a line of the list in inches.
LINE = 0.26


def level(claim: str) -> int:
    return 1 + max((level(used) for used in USED[claim]), default=-1)


def draw(files: Files) -> None:
    claims = sorted(USED, key=level)
    row = {claim: -place for place, claim in enumerate(claims)}
    longest = max(abs(row[claim] - row[used]) for claim in claims for used in USED[claim])
    with figure(files, height=LINE * len(claims)) as (_, [axes]):
        turn = np.linspace(-np.pi / 2, np.pi / 2, 40)
        for claim in claims:
            for used in USED[claim]:
                half, middle = (row[used] - row[claim]) / 2, (row[used] + row[claim]) / 2
                color = BLUE if claim == "theorem-1" else SKY
                axes.plot(
                    2 * half / longest * np.cos(turn), middle + half * np.sin(turn), color=color, lw=0.9
                )
            weight = "bold" if claim == "theorem-1" else "normal"
            axes.plot(0, row[claim], "o", ms=4, color=GREY)
            axes.annotate(
                claim,
                (0, row[claim]),
                (-8, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                weight=weight,
            )
        axes.set(xlim=(-0.75, 1.05), ylim=(-len(claims) + 0.4, 0.6))
        axes.set_axis_off()
