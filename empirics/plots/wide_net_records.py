"""The stored runs of the wide net, one row each, which the figures of this part read."""

from __future__ import annotations

from theory.experiments.recorded import RECORDED, Row, read_rows

#: Made by ``python -m empirics.runs.wide_net_records NAME runs docs/results/wide-net``; each file holds its command.
FOLDER = RECORDED / "wide-net"


def rows(name: str) -> list[Row]:
    """The rows of one record; InputError if it is not there."""
    return read_rows(
        FOLDER / f"{name}.json", f"`python -m empirics.runs.wide_net_records {name} runs {FOLDER}` makes it"
    )


def single_pass_rows() -> list[Row]:
    """Runs in a single pass; those of the most bits too where that record was made."""
    largest = "wide-single-pass-16"
    return rows("wide-single-pass") + (rows(largest) if (FOLDER / f"{largest}.json").exists() else [])
