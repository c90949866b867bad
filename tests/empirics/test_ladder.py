"""The rungs of a reproduction are judged by numbers that a wrong step does not have."""

from __future__ import annotations

import gc
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from empirics.reproduce import cell_runs, ladder, reference
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import Cell
from empirics.training.inputs import Batches, inputs_of

SHORT, LONG = Cell(8, True, (27, 67, 93)), Cell(14, False, (27, 67, 93))


def rung(
    execution: str, precision: str, milliseconds: float, *, agrees: bool = True, first: float = 1.0
) -> dict[str, Any]:
    """What is noted of a rung."""
    return {
        "execution": execution,
        "precision": precision,
        "agrees": agrees,
        "milliseconds": milliseconds,
        "first_step_seconds": first,
    }


def _with_positions_twice(self: Any, tree: Any, last: int) -> Any:
    position = self.position(tree.depths)
    x = self.token(tree.tokens) + position + (position - position.detach())
    x, cache = self._blocks(x, last, tree.paths.shape[1], None, tree)
    logits = self.norm(x) @ self.token.weight.T
    return tree.spread((logits[:, 1] - logits[:, 0])[:, None], last)[..., 0], cache


def test_this_machine_finds_the_committed_toy() -> None:
    assert ladder._against_committed(reference.in_double_precision())["agrees"]
    other = replace(reference.TOY, seed=67)
    learner = ladder._learner(other)
    assert not ladder._against_committed(reference.trained(learner, other))["agrees"]


@pytest.mark.parametrize("wrong", ["loss", "gradient", "steps", "nothing"])
def test_a_rung_whose_step_is_wrong_does_not_agree(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = reference.in_double_precision()
    rung = ladder.Rung("eager", "float32")
    if wrong == "loss":  # the last of the labels is forgotten
        original = ladder.AdamW.scores

        def forgetful(self: Any, z: torch.Tensor, last: int) -> torch.Tensor:
            return original(self, z, last) * (torch.arange(last) < last - 1)

        monkeypatch.setattr(ladder.AdamW, "scores", forgetful)
    elif wrong == "gradient":  # that of the positions comes twice
        monkeypatch.setattr("empirics.models.transformer.Transformer._read_tree", _with_positions_twice)
    elif wrong == "steps":
        monkeypatch.setattr(ladder.AdamW, "rate", lambda self, number: 1.001 * self.config.learning_rate)
    found = ladder.measured(rung, truth, "cpu", toy=True)
    assert found["agrees"] is (wrong == "nothing")


def test_a_deviation_that_is_no_number_is_none_that_agrees() -> None:
    truth = reference.in_double_precision()
    broken = replace(truth, scores=np.full_like(truth.scores, np.nan), losses=[math.nan] * 20)
    found = ladder.deviations(broken, truth)
    assert min(found["loss_deviation"], found["score_deviation"]) > 1
    json.dumps(found, allow_nan=False)


def test_a_step_can_be_captured_after_the_gradient_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    config = reference.TOY
    learner = ladder._learner(config)
    z, labels = Batches(config.task, inputs_of(config).training, config).of(1)

    def marks() -> list[bool]:
        """Whether each parameter's accumulator of gradients, which knows its graph's stream, was seen before."""
        gc.collect()
        seen = []
        for parameter in learner.model.parameters():
            node = parameter.view_as(parameter).grad_fn.next_functions[0][0]
            seen.append("seen" in node.metadata)
            node.metadata["seen"] = True
        return seen

    original = torch.autograd.grad

    def marking(*arguments: Any) -> Any:
        marks()
        assert all(marks())  # as long as the graph is there
        return original(*arguments)

    monkeypatch.setattr(torch.autograd, "grad", marking)
    assert (
        reference.first_gradient(learner, z, labels).keys() == reference.committed()["gradient_norms"].keys()
    )
    assert not any(marks())


def test_a_rung_that_fails_ends_its_process_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(rung: ladder.Rung, *_: Any, **__: Any) -> dict[str, Any]:
        if rung.precision == "float32":
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        return {"agrees": True}

    monkeypatch.setattr(ladder, "measured", measured)
    with pytest.raises(SystemExit):
        ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
    (failed,) = Notes(tmp_path, "ladder")["rungs"]
    assert "illegal memory access" in failed["error"]
    ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
    assert [rung["agrees"] for rung in Notes(tmp_path, "ladder")["rungs"]] == [False, True]
    # One that takes its process along is noted by the next.
    Notes(tmp_path, "ladder").keep(rungs=[], running=["eager", "float32"])
    ladder.climb(Notes(tmp_path, "ladder"), "cpu", toy=True)
    assert Notes(tmp_path, "ladder")["rungs"][0]["error"] == "its process died"


def test_the_fastest_rung_that_agrees_is_used() -> None:
    rungs = [
        rung("captured", "tf32", 2.0),
        rung("compiled", "tf32", 1.0, agrees=False),
        rung("compiled", "bf16", 1.0, agrees=False),
        rung("eager", "float32", 9.0),
    ]
    assert ladder.best_precision(rungs, "bf16") == "tf32"
    assert ladder.best_precision(rungs[1:], "bf16") == "float32"
    assert ladder.best_precision([], "tf32") == "float32"
    assert ladder.best_execution(rungs, LONG) == "captured"
    assert ladder.best_execution(rungs[1:], LONG) == "eager"
    assert ladder.best_execution([], LONG) == "eager"


def test_blocks_are_compiled_where_that_pays() -> None:
    rungs = [rung("captured", "tf32", 3.0, first=2.0), rung("compiled", "tf32", 1.5, first=32.0)]
    # Three times about 1,100 steps save 1.5 ms each: less than the 30 s that compiling takes.
    assert ladder.best_execution(rungs, SHORT) == "captured"
    assert ladder.best_execution(rungs, LONG) == "compiled"
    speed = {"milliseconds": {"8 with": {"captured": 3.0}, "14 without": {"captured": 3.5}}}
    seconds = cell_runs.predicted_seconds(LONG, rungs, speed)
    timed = {"milliseconds": {"14 without": {"captured": 3.5, "compiled": 2.0}}}
    assert seconds == cell_runs.predicted_seconds(LONG, rungs, timed)
    assert cell_runs.predicted_seconds(SHORT, rungs, speed) is not None
    assert cell_runs.predicted_seconds(SHORT, rungs, {}) is None
