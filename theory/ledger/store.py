"""The ledger on disk: one JSON file, replaced whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from theory.errors import InputError
from theory.files import read_json, replace_bytes
from theory.ledger.claims import Claim, Evidence, Shows, Verdict
from theory.ledger.judge import Entry, Ledger, Outcome

FORMAT = "subtask-ledger"
FORMAT_VERSION = 1


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write the ledger as JSON."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "versions": dict(ledger.versions),
        "problems": list(ledger.problems),
        "claims": [entry.as_dict() for entry in ledger.entries],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode())


def _entry(record: dict[str, Any]) -> Entry:
    names = ("id", "where", "statement", "reading", "correction", "counterexample", "consequence", "source")
    claim = Claim(
        **{name: record[name] for name in names},
        verdict=Verdict(record["verdict"]),
        uses=tuple(record["uses"]),
    )
    checks = tuple(
        Outcome(**{**check, "shows": Shows(check["shows"]), "evidence": Evidence(check["evidence"])})
        for check in record["checks"]
    )
    weak = {verdict: tuple(ids) for verdict, ids in record["weak_foundations"].items()}
    return Entry(
        claim,
        Verdict(record["verdict"]),
        Evidence(record["evidence"]),
        checks,
        tuple(record["used_by"]),
        weak,
    )


def read_ledger(path: Path) -> Ledger:
    """Read a ledger back.

    Raises:
        InputError: the file is missing, is no ledger, or is one of another version.
    """
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
        entries = tuple(_entry(record) for record in document["claims"])
        return Ledger(entries, tuple(document["problems"]), dict(document["versions"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: a ledger with a broken entry ({type(error).__name__}: {error})") from None
