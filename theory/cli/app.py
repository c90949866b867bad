"""The program: its commands, and how errors leave it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click
import typer

from theory.errors import InputError, ProofError

#: One module a command; each has ``register(app)`` and imports its mathematics when it is called.
COMMANDS = ("claims", "verify", "gate", "bound")


def make_app(packages: Sequence[tuple[str, Sequence[str]]] = (("theory.cli", COMMANDS),)) -> typer.Typer:
    """Build the program from command modules, given as pairs (package, modules)."""
    app = typer.Typer(
        name="subtask",
        help="An executable referee for the theory of sub-task decomposition.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def program() -> None:
        """Keeps a program with one command a program with sub-commands."""

    for package, modules in packages:
        for module in modules:
            importlib.import_module(f"{package}.{module}").register(app)
    return app


def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 answered, 1 a check failed, 2 the input was bad."""
    command = typer.main.get_command(app)
    try:
        status = command.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
        return 2
    except click.ClickException as error:
        return _complain(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        return _complain("interrupted", 130)
    except InputError as error:
        return _complain(str(error), 2)
    except ProofError as error:
        return _complain(str(error), 1)
    return status if isinstance(status, int) else 0


def _complain(message: str, status: int) -> int:
    print("subtask: " + " ".join(message.split()), file=sys.stderr)
    return status
