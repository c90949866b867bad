"""Pages made from the ledger for a reader who does not know it: findings, errata, and the graph of all claims.

* the page ``findings`` gets, for each paper, the root causes of the failing claims, those that break most first;
* the page ``errata`` gets the list that ``subtask errata`` prints, with links;
* the page ``graph`` gets the graph of all claims;
* the role ``{count}`fails` `` (a verdict, ``claims`` or ``root causes``) shows a number of the first paper's ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docutils import nodes
from ledger_pages import LEDGERS, link
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from theory.ledger import Ledger, Verdict
from theory.ledger.errata_list import HEADINGS, cause_lines, falls, groups, markdown, opening
from theory.ledger.graph import claim_graph, neighbourhood
from theory.papers import FIRST
from theory.words import counted

_log = logging.getLogger(__name__)


def fill(app: Sphinx, docname: str, content: list[str]) -> None:
    """Append the ledgers' content to a page."""
    if made := {"findings": _findings, "errata": _errata, "graph": _graph}.get(docname):
        content[0] += "\n".join(line for pair in LEDGERS.items() for line in ("", *made(*pair), ""))
    found = re.fullmatch(r"claims/([^/]+)/(.+)", docname)
    if found and found[1] in LEDGERS:
        ledger = LEDGERS[found[1]]
        drawing = neighbourhood(ledger, ledger[found[2]], partial(_beside, found[1]))
        if drawing:
            heading = "What it rests on, and what rests on it"
            content[0] += f'\n\n## {heading}\n\n<div class="graph">\n{drawing}\n</div>\n'


def _beside(paper: str, claim: str) -> str:
    """The address of a claim's page, from another claim's page."""
    return f"../{claim}.html" if "/" in claim else f"../{paper}/{claim}.html"


def _findings(paper: str, ledger: Ledger) -> Iterator[str]:
    """Yield of each root cause the opening of each part, what rests on it, and, folded, all of its parts."""
    linked = partial(link, paper)
    yield f"## {ledger.title}\n"
    for severity, causes in groups(ledger).items():
        if causes:
            yield f"\n### {HEADINGS[severity]} ({counted(len(causes), 'root cause')})\n"
        for cause, entries in causes.items():
            yield "\n\n".join(cause_lines(cause, entries, opening, linked)) + "\n"
            above = [e for e in falls(ledger, cause) if e not in entries]
            lost = [
                linked(e.claim.id) for e in above if e.verdict not in (Verdict.HOLDS, Verdict.HOLDS_AS_READ)
            ]
            others = f"; the others fail, are gaps, or are cited: {', '.join(lost)}" if lost else ""
            if above:
                kept = f"{len(above) - len(lost)} hold, given what holds instead"
                yield f"*What rests on it:* {counted(len(above), 'claim')}; {kept}{others}.\n"
            yield "<details><summary>The whole counterexample and correction</summary>\n"
            yield "\n\n".join(cause_lines(cause, entries, " ".join, linked)) + "\n\n</details>\n"


def _errata(paper: str, ledger: Ledger) -> Iterator[str]:
    for line in markdown(ledger, partial(link, paper)):
        yield f"#{line}" if line.startswith("#") else f"{line}  " if line else ""


def _graph(paper: str, ledger: Ledger) -> Iterator[str]:
    drawing = claim_graph(ledger, lambda claim: f"claims/{paper}/{claim}.html")
    yield f'## {ledger.title}\n\n<div class="graph">\n{drawing}\n</div>\n'


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
