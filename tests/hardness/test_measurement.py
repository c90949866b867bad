"""The measurement of real nets and its command."""

import json

import numpy as np
import pytest
import torch

from empirics.cli import COMMANDS
from empirics.plots.gradient_variance import draw
from empirics.plots.style import Files
from empirics.studies.gradient_variance import (
    HardnessConfig,
    _ElmanSubject,
    _TransformerSubject,
    variance_along_training,
)
from tests.program import subtask
from theory.cli.app import COMMANDS as EXACT_COMMANDS
from theory.cli.app import make_app, run
from theory.errors import InputError
from theory.hardness import subset_masks
from theory.hardness.parities import parity
from theory.results import Record

SUBJECTS = {"rnn": _ElmanSubject, "transformer": _TransformerSubject}


@pytest.mark.parametrize(("model", "width"), [("rnn", 6), ("transformer", 4)])
def test_against_autograd_target_by_target(model, width):
    """The loss of eq 79 of every parity, differentiated by torch; the variance of those gradients."""
    d = 4
    config = HardnessConfig(d, model, width)
    subject = SUBJECTS[model](config)
    if model == "rnn":
        weights = [subject.net.W.requires_grad_()]
        scores = subject.net.hidden(subject.z)[-1] @ subject.net.B
    else:
        weights = list(subject.net.parameters())
        scores = subject.net.scores(subject.z, last=1)[:, 0]
    rows = []
    for mask in subset_masks(d):
        y = torch.from_numpy(parity(int(mask), np.arange(1 << d))).double()
        loss = torch.nn.functional.softplus(-y * scores).mean()
        gradient = torch.autograd.grad(loss, weights, retain_graph=True)
        rows.append(torch.cat([g.flatten() for g in gradient]).numpy())
    away = np.array(rows) - np.mean(rows, axis=0)
    expected = (away**2).sum(axis=1).mean()
    assert variance_along_training(config).points[0].gradient_variance == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("model", ["rnn", "transformer"])
def test_along_a_run_lemma_14_and_lemma_12_are_kept_and_the_run_repeats(model):
    config = HardnessConfig(6, model, 8, steps=6, evaluations=3)
    found = variance_along_training(config)
    assert [p.step for p in found.points] == [0, 2, 4, 6]
    for point in found.points:
        assert 0 < point.ratio <= 0.25
        assert point.moved <= point.gradient_variance ** (1 / 3)
    assert found.points[0].distance == 0 < found.points[-1].distance
    assert variance_along_training(config) == found


@pytest.mark.parametrize("change", [{"d": 5}, {"d": 18}, {"model": "mlp"}, {"width": 0}, {"steps": -1}])
def test_configurations_that_cannot_be_measured(change):
    with pytest.raises(InputError):
        HardnessConfig(**({"d": 4, "model": "rnn", "width": 4} | change))


def program(arguments, monkeypatch):
    monkeypatch.setattr("sys.argv", ["subtask", *arguments])
    return run(make_app((("theory.cli", EXACT_COMMANDS), ("empirics.commands", COMMANDS))))


def test_the_command_answers_stores_and_its_figure_is_drawn(tmp_path, monkeypatch, capsys):
    line = [
        "hardness",
        "parity",
        "--d",
        "4",
        "--model",
        "rnn",
        "--width",
        "4",
        "--out",
        str(tmp_path),
        "--json",
    ]
    assert program(line, monkeypatch) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"d", "class_size", "gradient_variance", "mean_square_gradient", "ratio"} <= set(answer)
    assert answer["class_size"] == 6
    stored = tmp_path / "gradient-variance" / "rnn-d4.json"
    record = Record.read(stored)
    assert record.content == answer
    assert program([*record.command.split()[1:], "--json"], monkeypatch) == 0
    assert json.loads(capsys.readouterr().out) == answer
    draw(tmp_path, Files(tmp_path / "figure.svg"))
    assert (tmp_path / "figure.svg").read_text().lstrip().startswith("<?xml")
    stored.write_text("{}")
    with pytest.raises(InputError, match=r"rnn-d4\.json"):
        draw(tmp_path, Files(tmp_path / "figure.svg"))


def test_every_column_is_explained(capsys):
    assert subtask("hardness", "parity", "--d", 4, "--model", "rnn", "--width", 4) == 0
    _, titles, _, *legend = capsys.readouterr().out.splitlines()
    assert {"ratio", "moved", "error", "distance"} <= {*titles.split()} & {
        line.split(" = ")[0] for line in legend
    }


def test_bad_input_is_one_line_and_status_two(monkeypatch, capsys):
    assert program(["hardness", "sorting", "--d", "4", "--model", "rnn"], monkeypatch) == 2
    assert program(["hardness", "parity", "--d", "7", "--model", "rnn"], monkeypatch) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_nothing_stored_is_said(tmp_path):
    with pytest.raises(InputError, match="no stored"):
        draw(tmp_path, Files(tmp_path / "figure.svg"))
