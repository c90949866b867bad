"""``subtask train rnn`` and ``subtask train transformer``: one run of one model."""

from __future__ import annotations

import typer

from empirics.commands.train_rnn import rnn
from empirics.commands.train_transformer import transformer
from theory.errors import InputError

train = typer.Typer(help="Train one model on one task.", invoke_without_command=True)


@train.callback()
def model(context: typer.Context) -> None:
    """Refuse a call that names no model."""
    if context.invoked_subcommand is None:
        raise InputError("no model is given; use `subtask train rnn` or `subtask train transformer`")


train.command()(rnn)
train.command()(transformer)
