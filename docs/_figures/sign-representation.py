"""How many gates of four inputs have each least degree, beside the degree that lemma 3 takes."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from theory.hypothesis_class.sign_degree import sign_degrees


def draw(path: Path) -> None:
    counts = np.bincount(sign_degrees(4))
    figure, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
    bars = axes.bar(np.arange(len(counts)), counts, color="tab:blue")
    axes.bar_label(bars, [f"{count:,}" for count in counts], fontsize=8)
    axes.axvline(15, color="tab:red", linestyle="--", label="lemma 3: up to $2^4 - 1$")
    axes.set(
        xlabel=r"least degree of $\psi$ over all $\mathbf{w}$",
        ylabel="gates of 4 inputs",
        yscale="log",
        ylim=(1, 2e5),
    )
    axes.set_xticks(range(16))
    axes.legend(frameon=False, loc="upper center")
    figure.savefig(path)
    plt.close(figure)
