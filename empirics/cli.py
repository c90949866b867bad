"""The program ``subtask``: the exact commands of :mod:`theory.cli` and the ones that train, plot and report."""

from __future__ import annotations

import sys

#: One module a command in :mod:`empirics.commands`; torch is imported when a command runs, not before.
COMMANDS: tuple[str, ...] = ("train", "hardness", "sweep", "measure", "record", "plot", "report", "benchmark")


def main() -> None:
    """Entry point."""
    try:  # Ctrl-C gives one line, from the first import on
        from theory.cli.app import COMMANDS as EXACT_COMMANDS
        from theory.cli.app import make_app, run

        status = run(make_app((("theory.cli", EXACT_COMMANDS), ("empirics.commands", COMMANDS))))
    except KeyboardInterrupt:
        print("subtask: interrupted", file=sys.stderr)
        status = 130
    sys.exit(status)
