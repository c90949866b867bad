"""Lemma 12: what an oracle must give away as its precision grows, and what the corrected bound allows."""

from math import comb

import numpy as np

from empirics.plots.style import BLUE, GREEN, GREY, VERMILLION, Files, figure


def draw(files: Files) -> None:
    with figure(files, 2) as (_, (left, right)):
        size = comb(16, 8)
        precision = np.logspace(-3.2, -0.3, 200)
        left.loglog(
            precision, np.minimum(1, 1 / (4 * precision**2 * size)), color=BLUE, label="bound, $n = G = 1$"
        )
        revealed = np.minimum(1, np.maximum(np.ceil(1 / (16 * precision**2)) - 1, 0) / size)
        left.loglog(
            precision,
            np.where(revealed > 0, revealed, np.nan),
            color=GREEN,
            label="revealed by a model that tries",
        )
        left.axvline(size ** (-1 / 3), color=GREY, linewidth=0.8, linestyle=":")
        left.set(xlabel=r"precision $\sigma$", ylabel="share of targets revealed", title="d = 16")
        d = np.arange(4, 129, 2)
        right.semilogy(d, 2.0 ** (-d / 2) / 2, color=BLUE, label=r"attained: $2^{-d/2}/2$")
        sizes = np.array([float(comb(int(k), int(k) // 2)) for k in d])
        right.semilogy(d, sizes ** (-1 / 3) / 2, color=GREEN, label=r"corrected: $|H|^{-1/3}/2$")
        right.semilogy(d, np.exp(-d), "--", color=VERMILLION, label=r"printed: $e^{-d}$")
        right.set(xlabel="d", ylabel="loss below one half by", title="theorem 4's level")
