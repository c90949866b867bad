"""The program, called in this process as a user calls it."""

from empirics.cli import COMMANDS as TRAINING_COMMANDS
from theory.cli.app import COMMANDS, make_app, run

APP = make_app((("theory.cli", COMMANDS), ("empirics.commands", TRAINING_COMMANDS)))


def subtask(*words: object) -> int:
    """Return the exit status of a command line; paths and numbers are words as they print."""
    return run(APP, list(map(str, words)))
