"""The stored results are what the library still computes, where that is quick."""

import json

import numpy as np
import pytest

from empirics.plots.kernel_records import FOLDER, rows
from theory.errors import InputError
from theory.kernel import forgetting_bound, leaf_log10_complexity
from theory.kernel.descent import KernelDescent
from theory.kernel.records import RECORDS, end_to_end, learning_curves, main, with_sub_tasks
from theory.kernel.regression import learning_errors
from theory.tasks import BitSubsetParity
from theory.tasks.cube import all_inputs


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_there_with_the_command_that_makes_it(name):
    record = json.loads((FOLDER / f"{name}.json").read_text())
    assert record["command"].startswith(f"python -m theory.kernel.records {name} ")
    assert record["rows"] and record["numpy"] and record["cpu_seconds"] > 0


def test_small_sizes_of_the_complexities_come_out_again():
    for stored, again in zip(rows("end-to-end"), end_to_end(8), strict=False):
        assert stored == pytest.approx(again)
    for row in rows("distance")[:4]:
        assert row["log10_complexity"] == pytest.approx(leaf_log10_complexity(row["t"], 0, 1), abs=1e-9)
    for row in rows("distance"):
        proved = forgetting_bound(row["t"], 1).log10_complexity
        assert (
            row["proved_log10_complexity_at_least"] == pytest.approx(proved)
            and proved < row["log10_complexity"]
        )


def test_one_learning_curve_comes_out_again():
    for row in rows("learning-curves-16"):
        if row["seed"] == 0 and row["samples"] in (64, 256):
            found = learning_errors(
                BitSubsetParity.random(16, 0), row["samples"], seed=0, test_inputs=1 << 16
            )
            assert row["test_inputs"] == found.test_inputs == (1 << 16) - found.distinct
            assert row["sub_task_errors"] == pytest.approx(found.sub_task_errors, abs=0.003)
            assert row["end_to_end_error"] == pytest.approx(found.end_to_end_error, abs=0.003)


def test_one_descent_comes_out_again():
    trained = KernelDescent(BitSubsetParity.random(8, 0))
    for row in rows("descent"):
        short = row["d"] == 8 and row["samples"] <= 256
        if short and row["supervised"] and row["seed"] == 0 and not row["random_start"]:
            assert row["any_wrong"] == pytest.approx(trained.run(row["samples"]).any_wrong, abs=0.01)


def test_six_bits_are_joined_by_five_gates():
    x = all_inputs(12)
    for seed in range(2):
        task, answer = with_sub_tasks(12, seed), BitSubsetParity.random(12, seed, supervised=False)
        np.testing.assert_array_equal(task.labels(x)[:, -1:], answer.labels(x))
        assert [len(gate.inputs) for gate in task.gates] == [2] * 5
    assert with_sub_tasks(8, 3) == BitSubsetParity.random(8, 3)


def test_an_interrupted_record_goes_on(tmp_path, monkeypatch):
    made: list[int] = []

    def row(d, samples, seed, test_inputs):
        made.append(seed)
        if made == [0, 1, 2]:
            raise KeyboardInterrupt
        return {"d": d, "samples": samples, "seed": seed, "test_inputs": test_inputs, "cpu_seconds": 10.0}

    monkeypatch.setattr("theory.kernel.records._learning_row", row)
    monkeypatch.setitem(RECORDS, "short", lambda kept: learning_curves(kept, 32, (64,), lambda n: 4))
    with pytest.raises(KeyboardInterrupt):
        main(["short", str(tmp_path)])
    assert not (tmp_path / "short.json").exists()
    main(["short", str(tmp_path)])
    assert made == [0, 1, 2, 2, 3]
    record = json.loads((tmp_path / "short.json").read_text())
    assert [r["seed"] for r in record["rows"]] == [0, 1, 2, 3]
    assert record["cpu_seconds"] == pytest.approx(20, abs=1)  # those of the rows kept, and of this run
    assert [p.name for p in tmp_path.iterdir()] == ["short.json"]


def test_a_record_is_made_by_its_name(tmp_path):
    main(["sub-tasks", str(tmp_path)])
    again = json.loads((tmp_path / "sub-tasks.json").read_text())["rows"]
    for stored, row in zip(rows("sub-tasks"), again, strict=True):
        assert stored == pytest.approx(row)
    with pytest.raises(InputError, match="usage"):
        main(["no-such-record", str(tmp_path)])
    with pytest.raises(InputError, match="no such record"):
        rows("no-such-record")
