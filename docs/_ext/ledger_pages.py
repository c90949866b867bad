"""The ledger in the docs, as the last proof run left it in ``ledger.json``: nothing about a verdict is typed by hand.

* the page ``ledger`` gets every claim in full, each under the anchor ``claim-ID``;
* the directive ``{claims} Section 5`` gives a table of the claims of that part of the paper;
* the role ``{ledger}`eq-18` `` links to a claim and shows its verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from theory.errors import InputError
from theory.ledger import Entry, Ledger, read_ledger
from theory.ledger.render import CHECKS_SHOW, counts_line, decided, part_of
from theory.papers import FIRST

_log = logging.getLogger(__name__)
_PAGE = "ledger"


def read(app: Sphinx) -> None:
    """Read the ledger once; without one there are no docs."""
    path = Path(app.srcdir).parent / "ledger.json"
    try:
        app.ledger = read_ledger(path, FIRST)  # type: ignore[attr-defined]
    except InputError as error:
        raise ExtensionError(str(error)) from None
    for problem in app.ledger.problems:  # type: ignore[attr-defined]
        _log.warning("ledger: %s", problem)


def fill_the_page(app: Sphinx, docname: str, content: list[str]) -> None:
    """Append the claims to the page ``ledger``."""
    if docname == _PAGE:
        ledger: Ledger = app.ledger  # type: ignore[attr-defined]
        content[0] += "\n".join(page_lines(ledger))


def page_lines(ledger: Ledger) -> Iterator[str]:
    """The ledger as MyST, by part of the paper, in reading order."""
    yield f"\n{len(ledger.entries)} claims: {counts_line(ledger)}.\n"
    by_part: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_part.setdefault(part_of(entry.claim.where), []).append(entry)
    for part, entries in by_part.items():
        yield f"\n## {part}\n"
        for entry in entries:
            yield from entry_lines(entry)
    yield "\n## Versions\n"
    yield ", ".join(f"{name} {version}" for name, version in ledger.versions.items()) + "\n"


def entry_lines(entry: Entry) -> Iterator[str]:
    """One claim as MyST."""
    claim = entry.claim
    yield f"(claim-{claim.id})="
    yield f'\n**`{claim.id}`** {badge(entry)} <span class="where">{claim.where}</span>\n'
    for finding in entry.findings:
        title = f"{finding.part.value} ({finding.name})" if finding.name else finding.part.value
        domain = f" For {finding.domain}." if finding.domain else ""
        yield f'*{title.capitalize()}.*{domain} {finding.text} <span class="evidence">{decided(finding)}</span>\n'
    for title, text in (("Source", claim.source), ("Would be refuted by", claim.refutation)):
        if text:
            yield f"*{title}.* {text}\n"
    for title, ids in (("Rests on", [use.claim for use in claim.foundations]), ("On it rest", entry.used_by)):
        if ids:
            yield f"*{title}* " + ", ".join(f"[{i}](#claim-{i})" for i in ids) + ".\n"
    for verdict, ids in entry.given.items():
        yield f"*Given, {verdict}:* " + ", ".join(f"[{i}](#claim-{i})" for i in ids) + ".\n"
    for check in entry.checks:
        scope = f" ({check.scope})" if check.scope else ""
        state = "" if check.passed else f" — **shows nothing: {check.why_not}**"
        name = check.test.removeprefix("theory/papers/wies_2023/proofs/")
        yield f"* {CHECKS_SHOW[check.shows]}: {check.evidence.value}{scope}, `{name}`{state}"
    yield "\n---\n"


def badge(entry: Entry) -> str:
    """Verdict and evidence, coloured."""
    return (
        f'<span class="verdict {entry.verdict.value}">{entry.verdict.value}</span> '
        f'<span class="evidence">{entry.evidence.value}</span>'
    )


class ClaimsOfAPart(SphinxDirective):
    """A table of the claims of one part of the paper."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        part = self.arguments[0]
        ledger: Ledger = self.env.app.ledger
        entries = [entry for entry in ledger.entries if part_of(entry.claim.where) == part]
        lines = ["| claim | verdict | evidence |", "|---|---|---|"]
        lines += [f"| {{ledger}}`{e.claim.id}` | {e.verdict.value} | {e.evidence.value} |" for e in entries]
        if not entries:
            lines = [f"No claim of {part} is in the ledger."]
        container = nodes.Element()
        container.document = self.state.document
        self.state.nested_parse(StringList(lines, self.get_source_info()[0]), self.content_offset, container)
        return container.children


class LedgerRole(SphinxRole):
    """A link to a claim, with its verdict."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        ledger: Ledger = self.env.app.ledger
        try:
            verdict = ledger[self.text].verdict.value
        except KeyError:
            _log.warning("no claim has the id %r", self.text, location=self.get_location())
            return [nodes.literal(text=self.text)], []
        reference = pending_xref(
            "",
            nodes.inline(text=self.text),
            refdomain="std",
            reftype="ref",
            reftarget=f"claim-{self.text}",
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
        )
        return [reference, nodes.Text(" "), nodes.inline(text=verdict, classes=["verdict", verdict])], []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all of it."""
    app.connect("builder-inited", read)
    app.connect("source-read", fill_the_page)
    app.add_directive("claims", ClaimsOfAPart)
    app.add_role("ledger", LedgerRole())
    return {"parallel_read_safe": True}
