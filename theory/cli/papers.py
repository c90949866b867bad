"""``subtask papers``: the papers that are known here."""

from __future__ import annotations

from theory.cli.output import Json, answer
from theory.papers import known_papers, paper_named


def papers(json: Json = False) -> None:
    """List the known papers.

    Example: subtask papers --json
    """
    found = [paper_named(name) for name in known_papers()]
    payload = [
        {
            "name": p.name,
            "title": p.title,
            "authors": p.authors,
            "source": p.source,
            "claims": len(p.claims),
        }
        for p in found
    ]
    lines = [f"{p.name:<18} {p.title}. {p.authors}. {p.source}. {len(p.claims)} claims." for p in found]
    answer({"papers": payload}, json, lines)
