"""``subtask claims``: the ledger of the last proof run, or one claim in full."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError
from theory.ledger import Entry, Ledger, read_ledger
from theory.ledger.judge import users_elsewhere
from theory.ledger.render import check_lines, entry_lines, summary_lines
from theory.ledger.store import digest_of_sources, stored_ledgers
from theory.papers import FIRST, PAPER_FILE, folder_of_the_suite, known_papers, paper_named

LedgerFile = Annotated[Path, typer.Option("--ledger", help="The ledger that a proof run wrote.")]
PaperName = Annotated[
    str, typer.Option("--paper", help="The paper, as `subtask papers` names it, or the folder of a suite.")
]
PaperOrOnly = Annotated[
    str,
    typer.Option(
        "--paper",
        help="The paper, as `subtask papers` names it, or the folder of a suite. Default: the only paper of the "
        "ledger, otherwise the first known paper.",
    ),
]


def claims(
    claim_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of one claim, which is shown in full.")
    ] = None,
    paper: PaperOrOnly = "",
    why: Annotated[
        bool, typer.Option("--why", help="Show the path from the claim to the claims that it rests on.")
    ] = False,
    impact: Annotated[bool, typer.Option("--impact", help="Show the claims that rest on the claim.")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="Show every check of the claim.")] = False,
    json: Json = False,
    ledger: LedgerFile = Path("ledger.json"),
) -> None:
    """Show the ledger of the last proof run, or one claim in full.

    Example: subtask claims lemma-6 --why
    """
    book = requested_ledger(ledger, paper)
    if claim_id is None:
        if why or impact or checks:
            raise InputError("--why, --impact and --checks need the id of a claim")
        lines = [*summary_lines(book), *remarks(book, paper)]
        answer({"claims": [entry.as_dict() for entry in book.entries]}, json, lines)
        return
    entry = entry_of(book, claim_id)
    lines = [*entry_lines(entry)]
    if why or impact:
        lines = [*_tree(stored_ledgers(ledger), book.paper, entry, down=why)]
    elif checks:
        lines += check_lines(entry)
    answer({"claims": [entry.as_dict()]}, json, [*lines, *remarks(book, paper)])


def requested_ledger(path: Path, paper: str) -> Ledger:
    """Return the requested ledger: of a named paper, of the only one, or of the first known."""
    if paper:
        return read_ledger(path, paper if paper in known_papers() else _name_of(paper))
    try:
        return read_ledger(path)
    except InputError as error:
        if "one paper alone" not in str(error):
            raise
        if any(book.paper == FIRST for book in stored_ledgers(path)):
            return read_ledger(path, FIRST)
        raise InputError(f"{error}; name one with --paper") from None


def _name_of(paper: str) -> str:
    """Return the name of a paper that is given by its folder; else the input itself."""
    return paper_named(paper).name if Path(paper).is_dir() else paper


def remarks(book: Ledger, paper: str) -> Iterator[str]:
    """Yield the problems of the suite, and a line if the ledger is older than the files it was made from."""
    yield from (f"problem: {problem}" for problem in book.problems)
    suite = book.paper if book.paper in known_papers() else paper if Path(paper, PAPER_FILE).is_file() else ""
    if suite and digest_of_sources(folder_of_the_suite(suite)) != book.sources:
        yield "This ledger is older than the claims, the checks or the mathematics: run `subtask verify` again."


def entry_of(book: Ledger, claim_id: str) -> Entry:
    """Return the entry of a claim.

    Raises:
        InputError: no claim has that id.
    """
    try:
        return book[claim_id]
    except KeyError:
        raise InputError(unknown_id(claim_id, [entry.claim.id for entry in book.entries])) from None


def unknown_id(claim_id: str, known: Iterable[str]) -> str:
    """Return the error message for an id that no claim has, with the nearest ones."""
    near = difflib.get_close_matches(claim_id, known, n=3)
    return f"no claim has the id {claim_id!r}" + (f"; did you mean {', '.join(near)}?" if near else "")


def _tree(books: Sequence[Ledger], paper: str, entry: Entry, down: bool) -> Iterator[str]:
    """Yield a claim and, indented, the claims it rests on (or that rest on it), each in full once, across papers."""
    by_name = {f"{book.paper}/{e.claim.id}": e for book in books for e in book.entries}
    users = users_elsewhere(books)
    seen: set[str] = set()

    def lines(name: str, how: str, depth: int) -> Iterator[str]:
        of, _, claim_id = name.rpartition("/")
        found = by_name.get(name)
        verdict = f"{found.verdict.value}, {found.evidence.value}" if found else "in another paper"
        again = name in seen
        seen.add(name)
        form = f" ({how})" if how else ""
        shown = claim_id if of == paper else name
        yield f"{'  ' * depth}{shown}{form}: {verdict}{', see above' if again else ''}"
        if found is None or again:
            return
        if down:
            for use in found.claim.foundations:
                yield from lines(
                    _full(of, use.claim), " ".join(filter(None, (use.how, use.clause))), depth + 1
                )
        else:
            for above in (*found.used_by, *users.get(name, ())):
                yield from lines(_full(of, above), "", depth + 1)

    yield from lines(f"{paper}/{entry.claim.id}", "", 0)


def _full(paper: str, claim_id: str) -> str:
    """``PAPER/ID`` of a claim that a paper's claim names."""
    return claim_id if "/" in claim_id else f"{paper}/{claim_id}"
