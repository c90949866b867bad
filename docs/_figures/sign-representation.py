"""How many gates of four inputs have each least degree, beside the degree that lemma 3 takes."""

import numpy as np

from empirics.plots.style import BLUE, VERMILLION, Files, figure
from theory.hypothesis_class.sign_degree import sign_degrees


def draw(files: Files) -> None:
    counts = np.bincount(sign_degrees(4))
    with figure(files, height=2.9) as (_, [axes]):
        bars = axes.barh(np.arange(len(counts)), counts, color=BLUE)
        axes.bar_label(bars, [f"{count:,}" for count in counts], padding=3)
        axes.axhline(15, color=VERMILLION, linestyle="--", label="lemma 3: up to $2^4 - 1$")
        axes.set(
            xlabel="gates of 4 inputs",
            ylabel=r"least degree of $\psi$ over all $\mathbf{w}$",
            xscale="log",
            xlim=(1, 2e5),
        )
        axes.set_yticks(range(16))
