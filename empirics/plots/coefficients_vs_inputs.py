"""Lemma 3: the largest coefficient that a gate of N inputs needs, over all gates.

It grows faster than exponentially in N, so that lemma 3 is a statement about gates of few inputs.
"""

from __future__ import annotations

from pathlib import Path

from empirics.plots.style import END_TO_END, SUPERVISED, Files, figure

#: The growth is clear by then, and the exact values are still computed in a moment.
LARGEST_INPUTS = 6


def draw(runs_dir: Path | None, files: Files) -> None:
    """Both conventions for a gate's values; exact numbers, no run is read."""
    from theory.hypothesis_class.gates import largest_coefficient
    from theory.hypothesis_class.values import Values

    sizes = range(1, LARGEST_INPUTS + 1)
    with figure(files) as (_, [panel]):
        cases: tuple[tuple[Values, str, str], ...] = (
            ("zero_one", SUPERVISED, r"values in $\{0, 1\}$, as eq 9 has them"),
            ("plus_minus", END_TO_END, r"values in $\{-1, +1\}$, as eq 6 needs them"),
        )
        for values, color, label in cases:
            heights = [largest_coefficient(n, values).value.log10 for n in sizes]
            panel.plot(list(sizes), heights, "o-", color=color, label=label)
        panel.set(
            xlabel="inputs of a gate, N",
            ylabel=r"$\log_{10} \max_i |a_i|$ over all $2^{2^N}$ gates",
            title="O(1) for each N, and enormous",
            xticks=list(sizes),
        )
