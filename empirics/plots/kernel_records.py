"""The stored results of the infinite-width kernel, which the figures of this part read."""

from __future__ import annotations

from theory.experiments.recorded import RECORDED, Row, read_rows

#: Made by ``python -m theory.kernel.records NAME docs/results/kernel``; each file holds its command.
FOLDER = RECORDED / "kernel"


def rows(name: str) -> list[Row]:
    """The rows of one record; InputError if it is not there."""
    return read_rows(FOLDER / f"{name}.json", f"`python -m theory.kernel.records {name} {FOLDER}` makes it")


def learning_rows(d: int) -> list[Row]:
    """Errors of kernel regression at d bits, one row a draw; with the most samples too where that record was made."""
    found = rows(f"learning-curves-{d}")
    largest = f"learning-curves-{d}-largest"
    return found + (rows(largest) if (FOLDER / f"{largest}.json").exists() else [])
