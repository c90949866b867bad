"""Lemma 3: the largest coefficient that a gate of N inputs needs, over all gates."""

from __future__ import annotations

from pathlib import Path

from empirics.plots.style import END_TO_END, SUPERVISED, figure

#: Beyond this the exact method takes more than a moment.
LARGEST_INPUTS = 4


def draw(runs_dir: Path, path: Path) -> None:
    """Both conventions for a gate's values; exact numbers, no run is read."""
    from theory.hypothesis_class import largest_coefficient

    sizes = range(1, LARGEST_INPUTS + 1)
    with figure(path, 1, (4.8, 3.2)) as (_, panel):
        for values, color, label in (
            ("zero_one", SUPERVISED, r"values in $\{0, 1\}$, as eq 9 has them"),
            ("plus_minus", END_TO_END, r"values in $\{-1, +1\}$, as eq 6 needs them"),
        ):
            heights = [float(largest_coefficient(n, values).value) for n in sizes]
            panel.semilogy(list(sizes), heights, "o-", color=color, label=label)
        panel.set(
            xlabel="inputs of a gate, N",
            ylabel=r"$\max_i |a_i|$ over all $2^{2^N}$ gates",
            title="O(1) for each N, and enormous",
            xticks=list(sizes),
        )
        panel.legend()
