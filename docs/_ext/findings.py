"""Pages made from the ledger for a reader who does not know it: findings, errata, and the graph of all claims.

* the page ``findings`` gets, for each paper, the root causes of the failing claims, those that break most first;
* the page ``errata`` gets the list that ``subtask errata`` prints, with links;
* the page ``graph`` gets the graph of all claims;
* the role ``{count}`fails` `` (a verdict, ``claims`` or ``root causes``) shows a number of the first paper's ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from ledger_pages import LEDGERS, link
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from theory.ledger import Ledger, Verdict
from theory.ledger.errata_list import HEADINGS, PLACES, errata, falls, groups
from theory.ledger.graph import claim_graph, neighbourhood
from theory.papers import FIRST
from theory.words import counted

_log = logging.getLogger(__name__)


def fill(app: Sphinx, docname: str, content: list[str]) -> None:
    """Append the ledgers' content to a page."""
    made = {"findings": _findings, "errata": _errata, "graph": _graph}.get(docname)
    if made:
        content[0] += "\n".join(
            line for paper, ledger in LEDGERS.items() for line in ("", *made(paper, ledger), "")
        )
    found = re.fullmatch(r"claims/([^/]+)/(.+)", docname)
    if found and found[1] in LEDGERS:
        ledger = LEDGERS[found[1]]
        drawing = neighbourhood(ledger, ledger[found[2]], lambda claim: _beside(found[1], claim))
        if drawing:
            content[0] += (
                f'\n\n## What it rests on, and what rests on it\n\n<div class="graph">\n{drawing}\n</div>\n'
            )


def _beside(paper: str, claim: str) -> str:
    """The address of a claim's page, from another claim's page."""
    return f"../{claim}.html" if "/" in claim else f"../{paper}/{claim}.html"


def _findings(paper: str, ledger: Ledger) -> Iterator[str]:
    yield f"## {ledger.title}\n"
    for severity, causes in groups(ledger).items():
        if causes:
            yield f"\n### {HEADINGS[severity]} ({counted(len(causes), 'root cause')})\n"
        for cause, entries in causes.items():
            first = next((e for e in entries if e.claim.id == cause), entries[0])
            yield f"**{link(paper, first.claim.id)}**, {first.claim.where}.\n"
            for title, part in PLACES:
                clauses = [f for f in first.findings if f.part is part]
                if clauses:
                    yield f"*{title}.* {' '.join(f.text for f in clauses)}\n"
            others = [link(paper, e.claim.id) for e in entries if e is not first]
            if others:
                yield f"*For the same reason:* {', '.join(others)}.\n"
            above = [e for e in falls(ledger, first.claim.id) if e not in entries]
            kept = [e for e in above if e.verdict in (Verdict.HOLDS, Verdict.HOLDS_AS_READ)]
            if above:
                yield (
                    f"*What rests on it:* {counted(len(above), 'claim')}, of which {len(kept)} hold in the "
                    "form that the correction leaves them.\n"
                )


def _errata(paper: str, ledger: Ledger) -> Iterator[str]:
    known = {entry.claim.id for entry in ledger.entries}
    for line in errata(ledger):
        if line.startswith("#"):
            yield f"#{line}"
            continue
        linked = re.sub(
            r"\(([a-z0-9-]+)\)", lambda m: f"({link(paper, m[1])})" if m[1] in known else m[0], line
        )
        yield linked + "  " if line else ""


def _graph(paper: str, ledger: Ledger) -> Iterator[str]:
    yield f"## {ledger.title}\n"
    yield f'<div class="graph">\n{claim_graph(ledger, lambda claim: f"claims/{paper}/{claim}.html")}\n</div>\n'


class Count(SphinxRole):
    """A number of the ledger of the first paper."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as a node."""
        ledger: Ledger = LEDGERS[FIRST]
        numbers: dict[str, Callable[[], int]] = {
            "claims": lambda: len(ledger.entries),
            "root causes": lambda: len(ledger.root_causes),
            **{verdict.value: lambda verdict=verdict: ledger.counts[verdict] for verdict in Verdict},
        }
        if self.text not in numbers:
            _log.warning("no number of the ledger is called %r", self.text, location=self.get_location())
            return [nodes.literal(text=self.text)], []
        return [nodes.Text(str(numbers[self.text]()))], []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the pages and the role."""
    app.connect("source-read", fill)
    app.add_role("count", Count())
    app.add_js_file("graph.js")
    app.add_css_file("graph.css")
    return {"parallel_read_safe": True}
