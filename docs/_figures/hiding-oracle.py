"""Lemma 12: what an oracle must give away as its precision grows, and what the corrected bound allows."""

from math import comb
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np


def draw(path: Path) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.4), layout="constrained")
    size = comb(16, 8)
    precision = np.logspace(-3.2, -0.3, 200)
    left.loglog(
        precision, np.minimum(1, 1 / (4 * precision**2 * size)), color="tab:blue", label="bound, $n = G = 1$"
    )
    revealed = np.minimum(1, np.maximum(np.ceil(1 / (16 * precision**2)) - 1, 0) / size)
    left.loglog(
        precision,
        np.where(revealed > 0, revealed, np.nan),
        color="tab:orange",
        label="revealed by a model that tries",
    )
    left.axvline(size ** (-1 / 3), color="gray", linewidth=0.8, linestyle=":")
    left.set(xlabel=r"precision $\sigma$", ylabel="share of targets revealed", title="d = 16")
    left.legend(frameon=False)
    d = np.arange(4, 129, 2)
    right.semilogy(d, 2.0 ** (-d / 2) / 2, color="tab:blue", label=r"attained: $\frac{1}{2}2^{-d/2}$")
    sizes = np.array([float(comb(int(k), int(k) // 2)) for k in d])
    right.semilogy(d, sizes ** (-1 / 3) / 2, color="tab:orange", label=r"corrected: $\frac{1}{2}|H|^{-1/3}$")
    right.semilogy(d, np.exp(-d), "--", color="tab:red", label=r"printed: $e^{-d}$")
    right.set(xlabel="d", ylabel="loss below one half by", title="theorem 4's level")
    right.legend(frameon=False)
    figure.savefig(path)
    plt.close(figure)
