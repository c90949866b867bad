"""``subtask train rnn`` and ``subtask train transformer``: one run of one model."""

from __future__ import annotations

import typer

from empirics.commands import train_rnn, train_transformer
from theory.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Train one model on one task.", invoke_without_command=True)

    @group.callback()
    def model(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            raise InputError("no model is given; use `subtask train rnn` or `subtask train transformer`")

    train_rnn.register(group)
    train_transformer.register(group)
    app.add_typer(group, name="train")
