"""``subtask verify``: run the proof suite of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from theory.cli.claims import PaperName, unknown_id
from theory.errors import InputError
from theory.files import check_writable
from theory.papers import FIRST, folder_of_the_suite, paper_named

#: The import mode of the suite, as in ``pyproject.toml``; its other options are not needed here.
IMPORTED = "--import-mode=importlib"


def verify(
    claim_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    paper: PaperName = FIRST,
    ledger: Annotated[
        Path,
        typer.Option("--ledger", help="The ledger to write; the checks of some claims leave it as it is."),
    ] = Path("ledger.json"),
) -> None:
    """Run the checks of a paper: all of them, or those of the named claims and of the claims that these rest on.

    Example: subtask verify lemma-2
    """
    known = [claim.id for claim in paper_named(paper).claims]
    for claim_id in claim_ids or ():
        if claim_id not in known:
            raise InputError(unknown_id(claim_id, known))
    raise typer.Exit(run_suite(claim_ids or (), ledger, paper))


def run_suite(
    claim_ids: Sequence[str], ledger: Path, paper: str = FIRST, plugins: Sequence[object] = ()
) -> int:
    """Run a paper's proofs in this process, with more plugins of pytest if given.

    Returns 0 if every verdict is carried, else 1. The ledger of another paper in the file stays as it is.
    """
    try:
        import pytest
    except ModuleNotFoundError:
        raise InputError("the proof suite needs pytest: pip install --group test") from None

    check_writable(ledger)
    # The benchmarks' plugin would make a folder here; a warning that the package is imported already is not needed.
    arguments = [
        str(folder_of_the_suite(paper)),
        "-q",
        f"--ledger={ledger.resolve()}",
        "-p",
        "no:benchmark",
        "-o",
        f"addopts={IMPORTED}",
        "-o",
        "enable_assertion_pass_hook=true",
    ]
    arguments += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
    if claim_ids:
        arguments.append(f"--claims={','.join(claim_ids)}")
    seen = _Seen()
    try:
        status = pytest.main(arguments, plugins=[seen, *plugins])
    except Exception as error:
        # After Ctrl-C pytest fails where Python knows no line, or where an import has left a file open.
        if not (seen.interrupted or isinstance(error.__context__, KeyboardInterrupt)):
            raise
        status = pytest.ExitCode.INTERRUPTED
    if status == pytest.ExitCode.INTERRUPTED and seen.not_loaded:
        raise InputError(f"the checks cannot be loaded: {'; '.join(seen.not_loaded)}")
    if status == pytest.ExitCode.INTERRUPTED:  # pytest catches Ctrl-C itself
        raise KeyboardInterrupt
    if claim_ids:
        print(f"Only some of the checks ran, so {ledger} is unchanged.")
    return int(status != pytest.ExitCode.OK)


class _Seen:
    """A pytest plugin that notes an interrupt, and which files could not be loaded, and why."""

    def __init__(self) -> None:
        self.interrupted = False
        self.not_loaded: list[str] = []

    def pytest_keyboard_interrupt(self) -> None:
        self.interrupted = True

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            causes = [line[1:].strip() for line in str(report.longrepr).splitlines() if line.startswith("E ")]
            self.not_loaded.append(f"{report.nodeid}: {causes[-1]}" if causes else report.nodeid)
