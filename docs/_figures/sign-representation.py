"""How many gates of four inputs have each least degree, beside the degree that lemma 3 takes."""

import numpy as np

from empirics.plots.style import BLUE, VERMILLION, Files, figure
from theory.hypothesis_class.sign_degree import sign_degrees


def draw(files: Files) -> None:
    counts = np.bincount(sign_degrees(4))
    with figure(files) as (_, [axes]):
        bars = axes.bar(np.arange(len(counts)), counts, color=BLUE)
        axes.bar_label(bars, [f"{count:,}" for count in counts])
        axes.axvline(15, color=VERMILLION, linestyle="--", label="lemma 3: up to $2^4 - 1$")
        axes.set(
            xlabel=r"least degree of $\psi$ over all $\mathbf{w}$",
            ylabel="gates of 4 inputs",
            yscale="log",
            ylim=(1, 2e5),
        )
        axes.set_xticks(range(16))
