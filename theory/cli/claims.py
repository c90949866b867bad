"""``subtask claims``: the ledger of the last proof run, or one claim in full."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError
from theory.ledger.render import entry_lines, summary_lines
from theory.ledger.store import read_ledger

LedgerFile = Annotated[Path, typer.Option("--ledger", help="The ledger that a proof run left.")]


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def claims(
        claim_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="One claim in full.")] = None,
        json: Json = False,
        ledger: LedgerFile = Path("ledger.json"),
    ) -> None:
        """Show the ledger of the last proof run, or one claim in full."""
        book = read_ledger(ledger)
        entries = book.entries
        if claim_id is not None:
            entries = tuple(entry for entry in entries if entry.claim.id == claim_id)
            if not entries:
                raise InputError(unknown_id(claim_id, [entry.claim.id for entry in book.entries]))
        lines = summary_lines(book) if claim_id is None else entry_lines(entries[0])
        answer({"claims": [entry.as_dict() for entry in entries]}, json, lines)


def unknown_id(claim_id: str, known: list[str]) -> str:
    """The complaint about an id that no claim has, with the nearest ones."""
    near = difflib.get_close_matches(claim_id, known, n=3)
    return f"no claim has the id {claim_id!r}" + (f"; did you mean {', '.join(near)}?" if near else "")
