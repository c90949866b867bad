"""``subtask errata``: the errata that the last proof run supports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from theory.cli.claims import LedgerFile, PaperOrOnly, remarks, requested_ledger
from theory.ledger.errata_list import ErrataFormat
from theory.ledger.errata_list import errata as errata_lines


def errata(
    paper: PaperOrOnly = "",
    form: Annotated[
        ErrataFormat, typer.Option("--format", help="Print Markdown, or a LaTeX document.")
    ] = ErrataFormat.MARKDOWN,
    ledger: LedgerFile = Path("ledger.json"),
) -> None:
    """Print the errata that the last proof run supports, the gravest first.

    Example: subtask errata --format tex > errata.tex
    """
    book = requested_ledger(ledger, paper)
    for line in errata_lines(book, form):
        typer.echo(line)
    for remark in remarks(book, paper):  # not in the document, which may go to a file
        typer.echo(f"subtask: {remark}", err=True)
