"""The command line's exact half: it parses, calls one documented function and prints. No mathematics here."""

from theory.cli.app import make_app, run

__all__ = ["make_app", "run"]
