"""The ledger on disk: one JSON file, replaced whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.files import read_json, replace_bytes
from theory.ledger.claims import Claim, Evidence, Severity, Shows, Verdict
from theory.ledger.clauses import Clause, Part
from theory.ledger.judge import Entry, Finding, Ledger, Outcome

FORMAT = "subtask-ledger"
FORMAT_VERSION = 2


@check_arguments
def write_ledger(ledger: Ledger, path: str | Path) -> None:
    """Write the ledger as JSON; the file is replaced whole or not at all.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.ledger import judge, write_ledger
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_ledger(judge([], []), f"{folder}/ledger.json")
        ...     Path(folder, "ledger.json").is_file()
        True
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "paper": ledger.paper,
        "title": ledger.title,
        "sources": ledger.sources,
        "versions": dict(ledger.versions),
        "problems": list(ledger.problems),
        "claims": [entry.as_dict() for entry in ledger.entries],
    }
    document["digest"] = _digest(document)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _digest(document: Mapping[str, Any]) -> str:
    content = {name: value for name, value in document.items() if name != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


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
def read_ledger(path: str | Path) -> Ledger:
    """Read the ledger that a proof run left.

    Raises:
        InputError: the file is missing, is no ledger, or is one of another version.

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
    document = read_json(path)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError(f'{path}: not a ledger (no "format": "{FORMAT}")')
    if document.get("format_version") != FORMAT_VERSION:
        raise InputError(
            f"{path}: ledger format {document.get('format_version')!r}, this program reads {FORMAT_VERSION}; "
            "run `subtask verify` again"
        )
    try:
        if document["digest"] != _digest(document):
            raise InputError(
                f"{path}: changed by hand since a proof run wrote it; run `subtask verify` again"
            )
        return Ledger(
            tuple(_entry(record) for record in document["claims"]),
            tuple(document["problems"]),
            dict(document["versions"]),
            document["paper"],
            document["title"],
            document["sources"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: a ledger with a broken entry ({type(error).__name__}: {error})") from None
