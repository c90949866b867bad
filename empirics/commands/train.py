"""``subtask train rnn`` and ``subtask train transformer``: one run of one model."""

from __future__ import annotations

import typer

from empirics.commands import train_rnn, train_transformer


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Train one model on one task.", no_args_is_help=True)
    train_rnn.register(group)
    train_transformer.register(group)
    app.add_typer(group, name="train")
