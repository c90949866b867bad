"""Records that belong together, read as one table."""

from __future__ import annotations

from theory.results.records import RECORDED, Row, recorded_rows


def learning_rows(d: int) -> list[Row]:
    """Errors of kernel regression at d bits, one row a draw; with the most samples too where that was measured."""
    return _with("kernel", f"learning-curves-{d}", "-largest")


def single_pass_rows() -> list[Row]:
    """Runs of the wide net in a single pass; those of the most bits too where that was measured."""
    return _with("wide-net", "wide-single-pass", "-16")


def _with(study: str, name: str, more: str) -> list[Row]:
    there = (RECORDED / study / f"{name}{more}.json").exists()
    return recorded_rows(study, name) + (recorded_rows(study, name + more) if there else [])
