"""``subtask train rnn``: the algorithms by name, any circuit, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from empirics.store import Run

Answer = Callable[..., dict[str, Any]]


@pytest.fixture
def answer(answered: Answer) -> Answer:
    """The answer of a tiny run with these options."""
    return partial(
        answered, *["train", "rnn", "--width", "16", "--steps", "2", "--held-out", "4", "--seed", "3"]
    )


def test_the_printed_algorithms_depart_from_nothing(tmp_path: Path, answer: Answer) -> None:
    for algorithm in ("1", "2", "3"):
        out = tmp_path / algorithm
        more = () if algorithm == "1" else ("--sigma", "1", "--approximation", "adversary")
        found = answer("--d", "8", "--variant", "printed", "--algorithm", algorithm, *more, "--out", out)
        assert (found["algorithm"], found["departures"]) == (int(algorithm), [])
        model = Run(out).config.model
        assert (model.batch, Run(out).config.as_dict()["model"]["b_variance"]) == (1, "1/m")


def test_what_is_asked_for_beside_a_variant_is_named(tmp_path: Path, answer: Answer) -> None:
    out = tmp_path / "run"
    found = answer("--d", "8", "--variant", "printed", "--batch", "2", "--samples", "9", "--out", out)
    assert found["departures"] == [
        "2 samples a step, printed 1",
        "a fixed sample of 9 inputs; theorem 2 needs fresh ones",
    ]


def test_end_to_end_on_a_fixed_sample_the_run_ends_when_it_is_fitted(tmp_path: Path, answer: Answer) -> None:
    answer("--d", "8", "--samples", "9", "--end-to-end", "--out", tmp_path / "e")
    answer("--d", "8", "--samples", "9", "--out", tmp_path / "s")
    answer("--d", "8", "--samples", "9", "--end-to-end", "--all-steps", "--out", tmp_path / "a")
    ends = [Run(tmp_path / name).config.stop_fitted for name in "esa"]
    assert ends == [True, False, False]


def test_addition_and_a_circuit_from_a_file_are_trained_like_parity(tmp_path: Path, answer: Answer) -> None:
    sum_of_4_bits = answer("--task", "addition", "--d", "8", "--out", tmp_path / "sum")
    assert len(sum_of_4_bits["teacher_forced_errors"]) == 8
    assert sum_of_4_bits["test_inputs"] == 4
    everything = answer("--task", "addition", "--d", "8", "--whole-cube", "--out", tmp_path / "all")
    assert everything["test_inputs"] == 2**8
    table = tmp_path / "both.pla"
    table.write_text(".i 6\n.o 1\n11---- 1\n--1111 1\n.e\n")
    circuit = answer("--task", table, "--out", tmp_path / "both")
    assert len(circuit["teacher_forced_errors"]) > 1
