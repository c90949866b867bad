"""``subtask verify``: run the proof suite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from theory.cli.claims import LedgerFile, unknown_id
from theory.errors import InputError
from theory.files import check_writable

#: How the suite is imported, as ``pyproject.toml`` has it; its other options are of no use here.
IMPORTED = "--import-mode=importlib"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def verify(
        claim_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
        ledger: LedgerFile = Path("ledger.json"),
    ) -> None:
        """Run the proof suite: all of it, or the checks of these claims and of what they rest on."""
        from theory.papers.wies_2023 import CLAIMS

        known = [claim.id for claim in CLAIMS]
        for claim_id in claim_ids or ():
            if claim_id not in known:
                raise InputError(unknown_id(claim_id, known))
        raise typer.Exit(run_suite(claim_ids or (), ledger))


def run_suite(claim_ids: Sequence[str], ledger: Path, plugins: Sequence[object] = ()) -> int:
    """Run the proofs in this process, with more plugins of pytest if given; 0 if every verdict is carried, else 1."""
    try:
        import pytest
    except ModuleNotFoundError:
        raise InputError("the proof suite needs pytest: pip install --group test") from None
    import theory.papers.wies_2023.proofs

    check_writable(ledger)
    suite = Path(next(iter(theory.papers.wies_2023.proofs.__path__)))
    # The benchmarks' plugin would make a folder here; that the package is imported already is no news.
    arguments = [
        str(suite),
        "-q",
        f"--ledger={ledger.resolve()}",
        "-p",
        "no:benchmark",
        "-o",
        f"addopts={IMPORTED}",
    ]
    arguments += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    if claim_ids:
        arguments.append(f"--claims={','.join(claim_ids)}")
    status = pytest.main(arguments, plugins=list(plugins))
    if status == pytest.ExitCode.INTERRUPTED:  # pytest takes Ctrl-C for itself
        raise KeyboardInterrupt
    return int(status != pytest.ExitCode.OK)
