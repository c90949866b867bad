"""The ledger on disk: one JSON file, replaced whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.files import content_digest, read_json, replace_json
from theory.ledger.claims import Claim, Evidence, Severity, Shows, Verdict
from theory.ledger.clauses import Clause, Part
from theory.ledger.judge import Entry, Finding, Ledger, Outcome

FORMAT = "subtask-ledger"
FORMAT_VERSION = 2


@check_arguments
def write_ledger(ledger: Ledger, path: str | Path) -> None:
    """Write the ledger of a paper as JSON; those of other papers in the file stay. It is replaced whole or not at all.

    Raises:
        InputError: the file is there and is no ledger.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.ledger import judge, write_ledger
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_ledger(judge([], []), f"{folder}/ledger.json")
        ...     Path(folder, "ledger.json").is_file()
        True
    """
    path = Path(path)
    others = [document for document in _documents(path) if document["paper"] != ledger.paper]
    document: dict[str, Any] = {
        "paper": ledger.paper,
        "title": ledger.title,
        "sources": ledger.sources,
        "versions": dict(ledger.versions),
        "problems": list(ledger.problems),
        "claims": [entry.as_dict() for entry in ledger.entries],
    }
    document["digest"] = content_digest(document)
    papers = sorted([*others, document], key=lambda document: str(document["paper"]))
    whole = {"format": FORMAT, "format_version": FORMAT_VERSION, "papers": papers}
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_json(path, whole, ensure_ascii=False)


def _documents(path: Path) -> list[dict[str, Any]]:
    """The ledgers that a file holds, as JSON; none where it is not there or of another version."""
    if not path.exists() or path.stat().st_size == 0:
        return []
    document = read_json(path)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError(f'{path}: not a ledger (no "format": "{FORMAT}")')
    papers = document.get("papers") if document.get("format_version") == FORMAT_VERSION else []
    return [
        paper for paper in papers or () if isinstance(paper, dict) and isinstance(paper.get("paper"), str)
    ]


def stored_ledgers(path: Path) -> list[Ledger]:
    """Return the ledgers of every paper in a file, those that are damaged left out."""
    found = []
    for document in _documents(path):
        try:
            found.append(read_ledger(path, document["paper"]))
        except InputError:
            continue
    return found


def digest_of_sources(suite: Path) -> str:
    """Return the digest of a suite's checks and of the package they rest on."""
    return digest_of_folder(Path(__file__).resolve().parents[1], suite)


def digest_of_folder(*folders: Path) -> str:
    """Return one digest of the Python files below these folders."""
    files = {path for folder in folders for path in folder.rglob("*.py")}
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.as_posix()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _claim(record: dict[str, Any]) -> Claim:
    """The claim as a reader sees it: its formulas are LaTeX now."""
    clauses: dict[str, tuple[Clause, ...]] = {}
    for finding in record["clauses"]:
        clause = Clause(finding["text"], finding["name"], finding["domain"])
        clauses[finding["part"]] = (*clauses.get(finding["part"], ()), clause)
    return Claim(
        id=record["id"],
        where=record["where"],
        statement=clauses.pop(Part.STATEMENT, ()),
        verdict=Verdict(record["verdict"]),
        source=record["source"],
        uses=tuple(record["uses"]),
        severity=Severity(record["severity"]) if record["severity"] else None,
        cause=record["cause"],
        refutation=record["refutation"],
        **{Part(part).value: found for part, found in clauses.items()},  # type: ignore[arg-type]
    )


def _entry(record: dict[str, Any]) -> Entry:
    checks = tuple(
        Outcome(
            **{
                **check,
                "shows": Shows(check["shows"]),
                "evidence": Evidence(check["evidence"]),
                "reads": tuple(check["reads"]),
            }
        )
        for check in record["checks"]
    )
    findings = tuple(
        Finding(
            **{
                **finding,
                "part": Part(finding["part"]),
                "evidence": Evidence(finding["evidence"]),
                "covers": tuple(finding["covers"]),
                "undecided": tuple(finding["undecided"]),
            }
        )
        for finding in record["clauses"]
    )
    return Entry(
        _claim(record),
        Verdict(record["verdict"]),
        Evidence(record["evidence"]),
        findings,
        checks,
        tuple(record["used_by"]),
        {verdict: tuple(ids) for verdict, ids in record["given"].items()},
    )


@check_arguments
def read_ledger(path: str | Path, paper: str = "") -> Ledger:
    """Read the ledger of a paper that a proof run left; where no paper is named, that of the only one.

    Raises:
        InputError: the file is missing, is no ledger, is of another version, has not that paper, or was changed.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.ledger import Claim, judge, read_ledger, write_ledger
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_ledger(judge([Claim("lemma-1", "section 1", "one")], []), Path(folder, "ledger.json"))
        ...     read_ledger(Path(folder, "ledger.json"))["lemma-1"].verdict.value
        'open'
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"{path}: no ledger here; run `subtask verify` first")
    whole = read_json(path)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise InputError(f'{path}: not a ledger (no "format": "{FORMAT}")')
    if whole.get("format_version") != FORMAT_VERSION:
        raise InputError(
            f"{path}: ledger format {whole.get('format_version')!r}, this program reads {FORMAT_VERSION}; "
            "run `subtask verify` again"
        )
    documents = _documents(path)
    there = ", ".join(document["paper"] or "a paper without a name" for document in documents) or "no paper"
    chosen = [document for document in documents if document["paper"] == paper or not paper]
    if len(chosen) != 1:
        raise InputError(f"{path}: no ledger of {paper or 'one paper alone'} here; it has {there}")
    return _ledger(path, chosen[0])


def _ledger(path: Path, document: dict[str, Any]) -> Ledger:
    try:
        if document["digest"] != content_digest(document, without="digest"):
            raise InputError(f"{path}: changed since a proof run wrote it; run `subtask verify` again")
        return Ledger(
            tuple(_entry(record) for record in document["claims"]),
            tuple(document["problems"]),
            dict(document["versions"]),
            document["paper"],
            document["title"],
            document["sources"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: a ledger with a broken entry ({type(error).__name__}: {error})") from None
