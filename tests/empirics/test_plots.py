"""Figures from stored runs."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from matplotlib.figure import Figure

from empirics.plots import NAMES, draw, narrow_of
from empirics.plots.iterations_vs_bits import points
from empirics.plots.numbers import COLUMNS
from empirics.plots.style import Files, figure
from empirics.plots.union_bound import shown_runs, violations
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.spec.one_layer import one_layer
from empirics.store import Run
from empirics.training.loop import train
from tests.figure_style import check_style
from tests.program import subtask
from theory.errors import InputError
from theory.results import records

Rewrite = Callable[[Path, list[dict[str, Any]]], None]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short runs: none learns."""
    root = tmp_path_factory.mktemp("runs")
    small = TransformerConfig(width=16, heads=2, batch=4)
    for name, d, supervised, model in (
        ("a", 8, True, ElmanConfig(width=16, batch=4)),
        ("b", 8, True, small),
        ("c", 10, False, small),
    ):
        config = RunConfig(d, supervised, model, steps=6, evaluate_every=2, held_out=32, stop_below=None)
        train(config, root / name)
    return root


#: How a file of each format begins.
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures that are written."""
    found: list[Figure] = []
    save = Figure.savefig

    def noting(self: Figure, *arguments: Any, **options: Any) -> None:
        found.append(self)
        save(self, *arguments, **options)

    monkeypatch.setattr(Figure, "savefig", noting)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_is_drawn_to_be_read_and_the_same_data_give_the_same_bytes(
    name: str, runs: Path, tmp_path: Path
) -> None:
    one, two = (
        draw(name, runs, tmp_path / folder, numbers=True, narrow=folder == "one", or_recorded=True)
        for folder in ("one", "two")
    )
    assert one == tmp_path / "one" / f"{name}.svg"
    assert one.read_bytes().startswith(BEGINS["svg"])
    assert one.read_bytes() == two.read_bytes()
    assert one.with_suffix(".csv").read_bytes() == two.with_suffix(".csv").read_bytes()
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        f"{name}.svg",
        f"{name}-narrow.svg",
        f"{name}.csv",
    }
    check_style(one, "wide")
    check_style(narrow_of(one), "narrow")


@pytest.mark.parametrize("format", BEGINS)
def test_a_figure_is_drawn_in_each_format(format: Literal["svg", "png", "pdf"], tmp_path: Path) -> None:
    one, two = (draw("norms", None, tmp_path / folder, format=format) for folder in ("one", "two"))
    assert one == tmp_path / "one" / f"norms.{format}"
    assert one.read_bytes().startswith(BEGINS[format])
    assert one.read_bytes() == two.read_bytes()
    assert list((tmp_path / "one").iterdir()) == [one]


@pytest.mark.parametrize("name", NAMES)
def test_every_axis_is_labelled_and_the_numbers_are_those_that_are_drawn(
    name: str, saved: list[Figure], tmp_path: Path
) -> None:
    table = draw(name, None, tmp_path, numbers=True).with_suffix(".csv")
    (figure,) = saved
    assert all(panel.get_xlabel() and panel.get_ylabel() for panel in figure.axes)
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        assert row["series"]
        assert not row["series"].startswith(("child", "nolegend"))
    written = Counter((row["x"], row["y"]) for row in rows if row["mark"] in ("line", "point", "bar"))
    caps = {id(cap) for panel in figure.axes for bars in panel.containers for cap in bars[1]}
    drawn = Counter(
        (str(np.asarray(x).item()), str(np.asarray(y).item()))
        for panel in figure.axes
        for line in panel.lines
        if id(line) not in caps and line.get_transform() == panel.transData
        for x, y in zip(*line.get_data(orig=True), strict=True)
    )
    assert written == drawn
    bands = [band for panel in figure.axes for band in panel.collections if not hasattr(band, "get_segments")]
    heights = {float(row[end]) for row in rows if row["mark"] == "band" for end in ("low", "high")}
    assert heights == {float(y) for band in bands for _, y in band.get_paths()[0].vertices}


def test_a_band_a_bar_and_a_level_are_written_with_what_they_mean(tmp_path: Path) -> None:
    with figure(Files(tmp_path / "a.svg", tmp_path / "a.csv")) as (_, [panel]):
        panel.fill_between([1, 2, 3], [0.5, 0.25, 0.125], [1, 2, 4], label="_band")
        panel.errorbar([8], [5.0], [[1.0], [2.0]], label="bars")
        panel.axhline(7, label="a level")
        panel.axvline(6, label="another")
        panel.set(title="two\nlines", xlabel="bits", ylabel="seconds")
    rows = [tuple(row.values()) for row in csv.DictReader((tmp_path / "a.csv").read_text().splitlines())]
    assert rows == [
        ("two lines", "bars", "bar", "bits", "8", "seconds", "5.0", "4.0", "7.0"),
        ("two lines", "a level", "level", "bits", "", "seconds", "7", "", ""),
        ("two lines", "another", "level", "bits", "6", "seconds", "", "", ""),
        ("two lines", "band", "band", "bits", "1.0", "seconds", "", "0.5", "1.0"),
        ("two lines", "band", "band", "bits", "2.0", "seconds", "", "0.25", "2.0"),
        ("two lines", "band", "band", "bits", "3.0", "seconds", "", "0.125", "4.0"),
    ]


@pytest.mark.parametrize("name", ["union-bound", "learning-curve"])
def test_a_run_of_one_s_own_is_drawn_under_its_task_with_both_settings_side_by_side(
    name: str, runs: Path, write: Callable[..., Run], saved: list[Figure], tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    adding = RunConfig(8, True, TransformerConfig(), task_name="addition")
    for supervised, wrong in ((True, [16, 5]), (False, [16, 9])):
        write(mine, replace(adding, supervised=supervised), wrong, loss=0.1).folder.rename(
            mine / f"a name of my own, {supervised}"
        )
    table = draw(name, mine, tmp_path, numbers=True).with_suffix(".csv")
    (figure,) = saved
    left, right = (" ".join(panel.get_title(loc="left").split()) for panel in figure.axes)
    assert "addition, Transformer" in left
    assert "with sub-tasks" in left
    assert "addition, Transformer" in right
    assert "end to end" in right
    assert "of the folder mine" in " ".join(figure.get_supxlabel().split())
    rows = list(csv.DictReader(table.read_text().splitlines()))
    ends = {row["panel"]: float(row["y"]) for row in rows if row["x"] == "20"}
    assert len(ends) == 2
    assert [round(y * 32) if name == "union-bound" else round(32 - 32 * y) for y in ends.values()] == [5, 9]


def test_union_bound_says_how_many_runs_it_leaves_out(
    write: Callable[..., Run], saved: list[Figure], tmp_path: Path
) -> None:
    for seed, d in ((1, 8), (2, 8), (3, 16)):
        write(tmp_path / "r", RunConfig(d, True, TransformerConfig(), seed=seed), [3], loss=0.1)
    write(tmp_path / "r", RunConfig(8, False, TransformerConfig(), seed=2), [3], loss=0.1)
    chosen = shown_runs(tmp_path / "r")
    # of the bits that both settings have, the first
    assert {key[1]: (run.config.d, run.config.seed) for key, run in chosen.items()} == {
        True: (8, 1),
        False: (8, 2),
    }
    draw("union-bound", tmp_path / "r", tmp_path)
    assert " ".join(saved[0].get_supxlabel().split()).startswith("2 of 4 finished runs of the folder r")


def test_bad_runs_are_one_line_each_and_the_others_are_drawn(
    write: Callable[..., Run], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    write(mine, RunConfig(8, True, TransformerConfig()), [16, 0], loss=0.1)
    for name, content in (("deep", "[" * 100_000), ("other", "{}"), ("binary", "\xff\x00")):
        (mine / name).mkdir()
        (mine / name / "config.json").write_text(content, encoding="latin-1")
    assert subtask("plot", "learning-curve", "--runs", mine, "--out", tmp_path / "out", "--json") == 1
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert [line.startswith(f"subtask: omitted: {mine}/{name}/config.json: ")
            for line, name in zip(lines, ("binary", "deep", "other"), strict=True)] == [True] * 3  # fmt: skip
    assert json.loads(said.out)["left_out"] == [line.removeprefix("subtask: omitted: ") for line in lines]
    assert (tmp_path / "out" / "learning-curve.svg").exists()


def test_all_figures_of_a_folder_are_those_that_it_has_something_for(
    runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("empirics.commands.plot.NAMES", ("union-bound", "fixed-sample-gap"))
    assert subtask("plot", "--runs", runs, "--out", tmp_path, "--format=pdf", "--data", "--json") == 0
    said = capsys.readouterr()
    assert said.err.startswith(f"subtask: fixed-sample-gap is omitted: {runs}: no fixed sample")
    assert said.err.count("\n") == 1
    assert json.loads(said.out) == {
        "figures": {"union-bound": str(tmp_path / "union-bound.pdf")},
        "numbers": {"union-bound": str(tmp_path / "union-bound.csv")},
        "left_out": [],
    }


def test_runs_that_did_not_learn_are_marked_so_and_ones_that_did_at_their_first_step(
    runs: Path, tmp_path: Path, rewrite: Rewrite
) -> None:
    assert points(runs) == [(8, True, 6, False), (10, False, 6, False)]
    root = tmp_path / "runs"
    shutil.copytree(runs, root)
    edited = Run(root / "b").metrics()
    for line, error in zip(edited, (0.2, 0.05, 0.3), strict=True):
        line["validation"]["free_running_error"] = error
    rewrite(root / "b", edited)
    assert points(root)[0] == (8, True, 4, True)


def test_each_optimiser_s_runs_of_parity_are_points_of_its_own(
    write: Callable[..., Run], tmp_path: Path
) -> None:
    write(tmp_path, one_layer(16, True), [16, 1], loss=0.1)
    write(tmp_path, one_layer(32, False), [16, 16], loss=0.1)
    write(tmp_path, one_layer(16, True, task_name="addition"), [16, 1], loss=0.1)
    write(tmp_path, RunConfig(16, True, TransformerConfig()), [16, 16, 0], loss=0.1)
    assert points(tmp_path, "muon") == [(16, True, 20, True), (32, False, 20, False)]
    assert points(tmp_path, "adamw") == [(16, True, 30, True)]


def test_a_broken_inequality_would_be_seen(runs: Path, tmp_path: Path, rewrite: Rewrite) -> None:
    assert all(violations(run) == [] for run in shown_runs(runs).values())
    shutil.copytree(runs / "b", tmp_path / "b")
    lines = Run(tmp_path / "b").metrics()
    lines[1]["validation"] |= {"free_running_wrong": 4, "teacher_forced_wrong": [1, 1, 1]}
    rewrite(tmp_path / "b", lines)
    assert violations(Run(tmp_path / "b")) == [lines[1]["step"]]


def test_figures_without_runs_and_unknown_ones_are_refused(tmp_path: Path) -> None:
    for name in ("union-bound", "iterations-vs-bits", "learning-curve"):
        with pytest.raises(InputError, match="sweep cpu"):
            draw(name, tmp_path / "none", tmp_path)
    with pytest.raises(InputError, match="no figure"):
        draw("loss", tmp_path, tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="no folder of runs"):
        draw("union-bound", tmp_path / "file", tmp_path)


@pytest.mark.parametrize("damage", ["half", "no rows", "other keys", "other types"])
def test_a_damaged_record_is_one_line_that_names_the_figure_or_the_file(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kernel" / "width-convergence.json"
    path.parent.mkdir()
    document = json.loads((records.RECORDED / "kernel" / path.name).read_text())
    del document["sha256"]
    path.write_text(json.dumps(document))
    monkeypatch.setattr(records, "RECORDED", tmp_path)
    (first, *_) = document["rows"]
    path.write_text({
        "half": path.read_text()[:200],
        "no rows": "{}",
        "other keys": json.dumps({**document, "rows": [{}]}),
        "other types": json.dumps({**document, "rows": [dict.fromkeys(first, "<script>")]}),
    }[damage])  # fmt: skip
    with pytest.raises(InputError, match="width-convergence") as caught:
        draw("width-convergence", tmp_path, tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_the_picture_of_the_readme_is_what_is_drawn_today(tmp_path):
    draw("gap", None, tmp_path, numbers=True)
    kept = Path(__file__).parents[2] / "docs" / "gap.csv"
    assert kept.with_suffix(".svg").exists()
    assert (tmp_path / "gap.csv").read_text() == kept.read_text(), "subtask plot gap --out docs --data"
