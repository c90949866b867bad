"""``subtask new-paper``: a suite for a paper of one's own, ready to run."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError
from theory.files import check_writable, write_bytes
from theory.ledger.paper import Paper

#: Each file of a suite is a text beside the papers, with @NAME@, @TITLE@ and @FOLDER@ to be filled in.
FILES = ("README.md", "paper.py", "conftest.py", "test_checks.py", "pyproject.toml")
_TEXTS = resources.files("theory.papers") / "template"


def new_paper(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")
    ],
    title: Annotated[
        str, typer.Option(help="The paper's title (default: made from the name of the folder).")
    ] = "",
    json: Json = False,
) -> None:
    """Make a suite for a paper of your own: three claims, their checks, and how to run them.

    Example: subtask new-paper my-notes --title "My notes"
    """
    name = folder.resolve().name
    paper = Paper(name, title or name.replace("-", " ").capitalize(), ())
    if re.search(r'["\\\n]', paper.title):
        raise InputError(f"a title has no quotes, backslashes or line breaks: {paper.title!r}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: something is there; name a folder that does not exist yet, or is empty")
    check_writable(folder / FILES[0])
    for file in FILES:
        text = (_TEXTS / f"{file}.txt").read_text(encoding="utf-8")
        for place, value in (("@NAME@", name), ("@TITLE@", paper.title), ("@FOLDER@", str(folder))):
            text = text.replace(place, value)
        write_bytes(folder / file, text.encode())
    made = [str(folder / file) for file in FILES]
    lines = [*made, f"now run: subtask verify --paper {folder}"]
    answer({"paper": name, "title": paper.title, "files": made}, json, lines)
