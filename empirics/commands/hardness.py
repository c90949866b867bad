"""``subtask hardness``: the variance of the gradient over all parities, of a net and along its training."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empirics import choices
from theory.cli.output import Json, answer
from theory.files import check_writable
from theory.results.records import Record
from theory.words import counted

if TYPE_CHECKING:
    from empirics.studies.gradient_variance import Hardness, HardnessConfig

#: Widths that measure d = 14 in well under a minute.
WIDTHS = {"rnn": 64, "transformer": 16}


def hardness(
    task: Annotated[str, typer.Argument(help="The task: parity.")],
    d: Annotated[int, typer.Option("--d", help="Input bits, even, at most 16.")],
    model: Annotated[choices.Model, typer.Option(help="The model whose gradient is measured.")],
    json: Json = False,
    width: Annotated[
        int | None, typer.Option(help="Width of the model (default: rnn 64, transformer 16).")
    ] = None,
    steps: Annotated[
        int, typer.Option(help="Number of full-batch steps of end-to-end training on one parity.")
    ] = 0,
    evaluations: Annotated[
        int,
        typer.Option(
            help="Number of measurements during training, in addition to the one at the start; at most --steps."
        ),
    ] = 1,
    seed: Annotated[int, typer.Option(help="Determines the weights and the target.")] = 27,
    out: Annotated[Path | None, typer.Option(help="Store the JSON object in this folder.")] = None,
) -> None:
    """Compare the variance of eq 80 over all C(d, d/2) parities with the bound of lemma 14, as corrected.

    With --steps the net is trained on one parity, and each measurement also says how far training has come.

    Example: subtask hardness parity --d 8 --model rnn
    """
    import torch

    from empirics.studies.gradient_variance import HardnessConfig, variance_along_training
    from theory.errors import InputError

    if task != "parity":
        raise InputError(f"no task is called {task!r}; known: parity")
    torch.set_num_threads(1)
    config = HardnessConfig(
        d,
        model,
        WIDTHS[model] if width is None else width,
        seed=seed,
        steps=steps,
        evaluations=evaluations,
    )
    if out is not None:
        check_writable(file_of(config, out))
    found = variance_along_training(config)
    if out is not None:
        store(found, out)
    answer(found.as_dict(), json, lines(found))


def file_of(config: HardnessConfig, folder: Path) -> Path:
    """Return the file in which the figure looks for a measurement."""
    return folder / "gradient-variance" / f"{config.model}-d{config.d}.json"


def store(found: Hardness, folder: Path) -> Path:
    """Write the JSON object where the figure looks for it: FOLDER/gradient-variance/MODEL-dD.json."""
    config = found.config
    command = (
        f"subtask hardness parity --d {config.d} --model {config.model} --width {config.width} "
        f"--steps {config.steps} --evaluations {config.evaluations} --seed {config.seed}"
    )
    return Record(command, found.as_dict()).write(file_of(config, folder))


def lines(found: Hardness) -> list[str]:
    """Return the measurement as text."""
    parameters = counted(found.parameters, "parameter")
    head = f"d = {found.config.d}, |H| = {found.class_size}, {parameters} of the {found.config.model}"
    table = [
        f"{p.step:>7}  {p.gradient_variance:>12.5e}  {p.mean_square_gradient:>12.5e}  {p.ratio:>9.3e}  "
        f"{p.moved:>7.2%}  {p.error:>7.2%}  {p.distance:>9.4f}"
        for p in found.points
    ]
    titles = "   step           Var   E||grad||^2      ratio    moved    error   distance"
    return [
        head,
        titles,
        *table,
        "ratio = |H| Var / E||grad||^2, at most 1/4 by lemma 14 with the logistic loss",
        "moved = share of the parities whose gradient is further than Var^(1/3) from the mean gradient; "
        "at most Var^(1/3) by lemma 12",
        "error = share of all inputs on which the net is wrong about the parity that it is trained on",
        "distance = Euclidean distance of the trained weights from their initial values",
    ]
