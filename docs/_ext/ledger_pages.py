"""The ledger in the docs, as the last proof run wrote it to ``ledger.json``: no verdict is typed by hand.

* each claim gets a page of its own at an address that never changes, ``claims/PAPER/ID.html``;
* the page ``ledger`` gets the root causes of the failing claims, and a table of all claims by part of the paper;
* the directive ``{claims} Section 5`` gives a table of the claims of that part of the first paper,
  ``{claims} PAPER/Section 5`` of another;
* the role ``{ledger}`eq-18` `` links to a claim and shows its verdict; ``PAPER/ID`` names a claim of another paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from theory.errors import InputError
from theory.ledger import Entry, Finding, Ledger, Verdict, read_ledger
from theory.ledger.judge import users_elsewhere
from theory.ledger.plain_text import plain
from theory.ledger.render import CHECKS_SHOW, counts_line, decided, one_line, part_of
from theory.papers import FIRST, known_papers

_log = logging.getLogger(__name__)
_PAGE = "ledger"
#: How many characters of a statement a table shows.
_BEGINNING = 90
#: What a reader of a table needs to know.
_WORDS = (
    "The {doc}`glossary </glossary>` explains the verdicts. The evidence is that of the verdict: "
    "for a claim that fails, the evidence of its counterexample and of its correction.\n"
)
#: The folder of the pages of claims, made anew by each build.
_CLAIMS = "claims"
#: The ledger of each paper, by name, as this build read it.
LEDGERS: dict[str, Ledger] = {}


def read(app: Sphinx) -> None:
    """Read the ledgers once and write the pages of their claims; without them the build stops."""
    path = Path(app.srcdir).parent / "ledger.json"
    try:
        ledgers = {paper: read_ledger(path, paper) for paper in known_papers()}
    except InputError as error:
        raise ExtensionError(str(error)) from None
    LEDGERS.clear()
    LEDGERS.update(ledgers)
    users = users_elsewhere(ledgers.values())
    for paper, ledger in ledgers.items():
        for problem in ledger.problems:
            _log.warning("ledger of %s: %s", paper, problem)
        folder = Path(app.srcdir, _CLAIMS, paper)
        folder.mkdir(parents=True, exist_ok=True)
        kept = {f"{entry.claim.id}.md" for entry in ledger.entries}
        for old in folder.glob("*.md"):
            if old.name not in kept:
                old.unlink()
        for entry in ledger.entries:
            above = users.get(f"{paper}/{entry.claim.id}", ())
            text = "\n".join(claim_lines(paper, entry, above)) + "\n"
            page = folder / f"{entry.claim.id}.md"
            if not page.exists() or page.read_text(encoding="utf-8") != text:
                page.write_text(text, encoding="utf-8")


def entry_of(name: str) -> tuple[str, Entry]:
    """The paper and the entry of ``ID`` (of the first paper) or ``PAPER/ID``."""
    paper, _, claim_id = name.rpartition("/")
    return paper or FIRST, LEDGERS[paper or FIRST][claim_id]


def fill_the_page(app: Sphinx, docname: str, content: list[str]) -> None:
    """Append the tables to the page ``ledger``."""
    if docname == _PAGE:
        content[0] += "\n".join(line for paper in LEDGERS for line in page_lines(paper, LEDGERS[paper]))


def page_lines(paper: str, ledger: Ledger) -> Iterator[str]:
    """One paper's ledger as MyST: root causes, then every claim by part of the paper, in reading order."""
    yield f"\n## {ledger.title}\n"
    yield f"{len(ledger.entries)} claims: {counts_line(ledger)}.\n"
    causes = ledger.root_causes
    if causes:
        yield "\n### What fails, by root cause\n"
        yield "| root cause | severity | claims that fail because of it |\n|---|---|---|"
        for cause, entries in causes.items():
            severities = dict.fromkeys(e.claim.severity.value for e in entries if e.claim.severity)
            links = ", ".join(link(paper, entry.claim.id) for entry in entries)
            yield f"| {link(paper, cause)} | {', '.join(severities) or 'gap'} | {links} |"
    by_part: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_part.setdefault(part_of(entry.claim.where), []).append(entry)
    for part, entries in by_part.items():
        yield f"\n### {part}\n"
        yield from table_lines(paper, entries)
    yield (
        "\nChecked with "
        + ", ".join(f"{name} {version}" for name, version in ledger.versions.items())
        + ".\n"
    )


def table_lines(paper: str, entries: list[Entry]) -> Iterator[str]:
    """A table of claims, each with the beginning of its statement."""
    yield "| claim | it says | verdict | evidence |\n|---|---|---|---|"
    for entry in entries:
        verdict = f'<span class="verdict {entry.verdict.value}">{entry.verdict.value}</span>'
        says = re.sub(
            r"([!-/:-@\[-`{-~])", r"\\\1", one_line(plain(entry.claim.text("statement")), _BEGINNING)
        )
        yield f"| {link(paper, entry.claim.id)} | {says} | {verdict} | {entry.evidence.value} |"
    yield ""


def link(paper: str, claim_id: str) -> str:
    """Return a link to a claim's page that works on every page."""
    name = claim_id if "/" in claim_id else f"{paper}/{claim_id}"
    return f"[{claim_id}](/{_CLAIMS}/{name}.md)"


def claim_lines(paper: str, entry: Entry, users: tuple[str, ...] = ()) -> Iterator[str]:
    """The page of one claim as MyST; ``users`` are the claims of other papers that rest on it."""
    claim = entry.claim
    yield f"---\norphan: true\n---\n(claim-{paper}-{claim.id})=\n# {claim.id}\n"
    severity = f' · <span class="evidence">severity: {claim.severity.value}</span>' if claim.severity else ""
    yield f'{badge(entry)}{severity} · <span class="where">{claim.where}</span>\n'
    yield from given_lines(paper, entry)
    weakest = entry.weakest
    for finding in entry.findings:
        yield from _finding_lines(finding, finding is weakest)
    for title, text in (("Source", claim.source), ("Would be refuted by", claim.refutation)):
        if text:
            yield f"**{title}.** {text}\n"
    if claim.cause and claim.cause != claim.id:
        yield f"**Root cause.** {link(paper, claim.cause)}\n"
    rests = [link(paper, use.claim) + (f" ({use.how})" if use.how else "") for use in claim.foundations]
    above = [link(paper, claim_id) for claim_id in (*entry.used_by, *users)]
    for title, links in (("Rests on", rests), ("On it rest", above)):
        yield f"**{title}** {', '.join(links) or 'no other claim'}.\n"
    yield "## Checks\n"
    for check in entry.checks:
        scope = f" ({check.scope})" if check.scope else ""
        state = "" if check.passed else f" — **shows nothing: {check.why_not}**"
        yield f"* {CHECKS_SHOW[check.shows]}: {check.evidence.value}{scope}, `{check.test}`{state}"
    if not entry.checks:
        yield "None."


def given_lines(paper: str, entry: Entry) -> Iterator[str]:
    """The claims that a verdict assumes, with links."""
    if entry.given:
        parts = (
            f"{', '.join(link(paper, i) for i in ids)} ({verdict})" for verdict, ids in entry.given.items()
        )
        taken = "The correction is given" if entry.verdict is Verdict.FAILS else "Given"
        yield f"{taken} {'; '.join(parts)}.\n"


def sentence(finding: Finding) -> str:
    """A clause with its domain in front."""
    return f"*For {finding.domain}.* {finding.text}" if finding.domain else finding.text


def _finding_lines(finding: Finding, weakest: bool) -> Iterator[str]:
    name = f" ({finding.name})" if finding.name else ""
    last = "; the weakest clause" if weakest else ""
    yield f"**{finding.part.value.capitalize()}{name}.** {sentence(finding)}\n"
    yield f'<p class="evidence">{_escaped(decided(finding))}{last}</p>\n'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("$", "&#36;")


def badge(entry: Entry) -> str:
    """Verdict and evidence, coloured."""
    return (
        f'<span class="verdict {entry.verdict.value}">{entry.verdict.value}</span> '
        f'<span class="evidence">{entry.evidence.value}</span>'
    )


class ClaimsOfAPart(SphinxDirective):
    """A table of the claims of one part of a paper."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        paper, _, part = self.arguments[0].rpartition("/")
        entries = [e for e in LEDGERS[paper or FIRST].entries if part_of(e.claim.where) == part]
        if not entries:
            return self.parse_text_to_nodes(f"No claim of {part} is in the ledger.")
        first = self.env.current_document.setdefault("first_table_of_claims", self.lineno) == self.lineno
        return self.parse_text_to_nodes("\n".join([_WORDS * first, *table_lines(paper or FIRST, entries)]))


#: In a sentence the verdict must not read as the sentence's verb, nor as a verdict on the correction.
_OF_THE_CLAIM = {"fails": "fails as printed", "holds-as-read": "holds as read"}


class LedgerRole(SphinxRole):
    """A link to a claim, with its verdict."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            paper, entry = entry_of(self.text)
        except KeyError:
            _log.warning("no claim has the id %r", self.text, location=self.get_location())
            return [nodes.literal(text=self.text)], []
        verdict = entry.verdict.value
        reference = pending_xref(
            "",
            nodes.inline(text=self.text),
            refdomain="std",
            reftype="ref",
            reftarget=f"claim-{paper}-{entry.claim.id}",
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
        )
        shown = nodes.inline(text=_OF_THE_CLAIM.get(verdict, verdict), classes=["verdict", verdict])
        return [reference, nodes.Text(" ("), shown, nodes.Text(")")], []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the pages, the directive and the role."""
    app.connect("builder-inited", read, priority=100)  # before the pages are found
    app.connect("source-read", fill_the_page)
    app.add_directive("claims", ClaimsOfAPart)
    app.add_role("ledger", LedgerRole())
    return {"parallel_read_safe": True}
