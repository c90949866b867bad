"""``subtask errata``: the errata that the last proof run supports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from theory.cli.claims import LedgerFile, PaperOrOnly, requested_ledger
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
    for line in errata_lines(requested_ledger(ledger, paper), form):
        typer.echo(line)
