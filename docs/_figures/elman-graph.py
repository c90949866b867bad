"""The graph of the claims of elman-2026; a line leads from a claim to one that it rests on directly."""

from collections import defaultdict
from pathlib import Path

import matplotlib.pyplot as plt

from theory.papers.elman_2026 import PAPER

CLAIMS = {claim.id: [use.claim for use in claim.foundations] for claim in PAPER.claims}


def level(claim: str) -> int:
    return 1 + max((level(used) for used in CLAIMS[claim]), default=-1)


def places() -> dict[str, tuple[float, float]]:
    """Every other claim of a level stands a little higher, so that their names do not meet."""
    rows = defaultdict(list)
    for claim in CLAIMS:
        rows[level(claim)].append(claim)
    return {
        claim: ((place + 1) / (len(row) + 1), height + 0.3 * (place % 2))
        for height, row in rows.items()
        for place, claim in enumerate(row)
    }


def draw(path: Path) -> None:
    figure, axes = plt.subplots(figsize=(11, 6.5))
    at = places()
    for claim, (x, y) in at.items():
        for used in CLAIMS[claim]:
            axes.plot([x, at[used][0]], [y, at[used][1]], color="#bbbbbb", linewidth=0.8, zorder=0)
        box = {"boxstyle": "round", "facecolor": "#dcecd8" if claim == "theorem-1" else "#eef3fb"}
        axes.text(x, y, claim.removeprefix("lemma-"), ha="center", va="center", fontsize=9, bbox=box)
    axes.set_axis_off()
    figure.savefig(path, bbox_inches="tight")
    plt.close(figure)
