"""The program: its commands, and its messages and exit statuses for errors."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import typer

from theory.errors import InputError, ProofError
from theory.interrupts import interrupts_kept

PROGRAM = "subtask"
#: The exit status after Ctrl-C, as shells have it: 128 and the signal's number.
INTERRUPTED = 130
#: One module a command, which is the function of its name: the mathematics is imported when it is called.
COMMANDS = (
    *("papers", "claims", "errata", "verify", "new_paper"),
    *("gate", "bound", "circuit", "order", "check", "kernel"),
)
#: Characters of an error message; of a longer one, which repeats the input, the middle is left out.
LONGEST = 600
TOO_LARGE = "this needs more memory than there is; ask for smaller sizes"


def make_app(packages: Sequence[tuple[str, Sequence[str]]] = (("theory.cli", COMMANDS),)) -> typer.Typer:
    """Build the program from command modules, given as pairs (package, modules); a command may be a group of them."""
    app = typer.Typer(
        name=PROGRAM,
        help="An executable referee for the theory of sub-task decomposition.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def program() -> None:
        """Keeps a program with one command a program with sub-commands."""

    for package, modules in packages:
        for module in modules:
            command = getattr(importlib.import_module(f"{package}.{module}"), module)
            if isinstance(command, typer.Typer):
                app.add_typer(command, name=module)
            else:
                app.command()(command)
    return app


@interrupts_kept()
def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 answered, 1 a check failed, 2 bad input, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = typer.main.get_command(app)
    if not words:
        command.main(args=["--help"], prog_name=PROGRAM, standalone_mode=False)
        return 2
    try:
        status = command.main(args=words, prog_name=PROGRAM, standalone_mode=False)
    except InputError as error:
        return _complain(str(error), 2)
    except ProofError as error:
        return _complain(str(error), 1)
    except (typer.Abort, KeyboardInterrupt):
        return _complain("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader of the output has ended, as ``head`` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'the system'}: {error.strerror or error}", 2)
    except RecursionError:
        return _complain("the input is nested too deeply", 2)
    except MemoryError:
        return _complain(TOO_LARGE, 2)
    except Exception as error:
        if isinstance(error, RuntimeError) and "allocate" in str(error):  # how torch runs out of memory
            return _complain(TOO_LARGE, 2)
        # Typer's usage errors derive from click's or, in newer releases, from its own copy of click's;
        # both are known by this method, which no other class has.
        if not hasattr(error, "format_message"):
            raise
        return _complain(error.format_message(), 2)
    if status == INTERRUPTED:  # typer catches Ctrl-C itself, without a message
        return _complain("interrupted", INTERRUPTED)
    return status if isinstance(status, int) else 0


def _complain(message: str, status: int) -> int:
    text = " ".join(message.split())
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} [...] {text[-LONGEST // 2 :]}"
    print(f"{PROGRAM}: {text}", file=sys.stderr)
    return status
