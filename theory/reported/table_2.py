"""Table 2 as printed: the settings that were tried."""

from __future__ import annotations

from itertools import product

#: Each row: its label and its values, as printed.
TABLE_2: dict[str, tuple[str, ...]] = {
    "Learning Rate": ("1e-6", "1e-5", "1e-4"),
    "Weight Decay": ("0", "1e-6", "1e-4", "1e-2"),
    "Dropout": ("0",),
    "Batch Size": ("32",),
    "Warmup Steps": ("1000",),
    "Total Steps": ("100000",),
    "Number of Layers": ("12",),
    "Hidden Size": ("768",),
    "FFN Inner Hidden Size": ("3072",),
    "Initializer Range": ("0.02",),
    "Adam beta_1": ("0.9",),
    "Adam beta_2": ("0.999",),
    "Adam epsilon": ("1e-8",),
    "Validation Size": ("min(1024, 12.5% of the data)",),
    "Test Size": ("min(1024, 12.5% of the data)",),
    "Dataset Seed": ("27", "67", "93"),
}

#: The seeds that it names, and so of the runs behind each mean of table 1.
DATASET_SEEDS = tuple(map(int, TABLE_2["Dataset Seed"]))


def grid() -> list[dict[str, str]]:
    """Return every combination of settings, the seed included, that table 2 spans.

    Example:
        >>> from theory.reported import grid
        >>> len(grid())
        36
    """
    return [dict(zip(TABLE_2, values, strict=True)) for values in product(*TABLE_2.values())]
