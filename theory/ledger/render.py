"""The ledger as text for a terminal, and the terms that all renderings share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from theory.ledger.claims import Evidence, Severity, Shows, Verdict
from theory.ledger.judge import Entry, Finding, Ledger
from theory.ledger.plain_text import plain
from theory.words import counted

CHECKS_SHOW = {
    Shows.SUPPORTS: "supports it",
    Shows.REFUTES: "refutes it as printed",
    Shows.CORRECTS: "supports the correction",
    Shows.FOLLOWS: "shows the consequence",
    Shows.OTHER_READING: "shows another reading",
}


def part_of(where: str) -> str:
    """The part of the paper that a claim's ``where`` begins with: ``section 5.1, lemma 2`` is in ``Section 5``."""
    beginning = re.match(r"[^,;:.(]+", where)
    part = beginning.group().strip() if beginning else where
    return part[:1].upper() + part[1:]


def one_line(text: str, width: int) -> str:
    """The first ``width`` characters of a text on one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def summary_lines(ledger: Ledger) -> Iterator[str]:
    """The claims that fail by severity, then the others by verdict, one line each, and the counts."""
    for title, entries in grouped(ledger):
        yield f"{title} ({counted(len(entries), 'claim')})"
        for entry in entries:
            statement = one_line(plain(entry.claim.text("statement")), 66)
            yield f"  {entry.claim.id:<34} {entry.evidence.value:<11} {statement}"
    yield f"{counted(len(ledger.entries), 'claim')}: {counts_line(ledger)}"


#: The claims that fail come first, by severity.
_GROUPS = (
    ("fails, and breaks what rests on it", Verdict.FAILS, Severity.BREAKS),
    ("fails, and what rests on it survives in a corrected form", Verdict.FAILS, Severity.REPAIRED),
    ("fails, a misprint", Verdict.FAILS, Severity.COSMETIC),
    ("fails", Verdict.FAILS, None),
    ("gap: the printed argument does not show it", Verdict.GAP, None),
    ("open", Verdict.OPEN, None),
    ("holds in the reading that is stated", Verdict.HOLDS_AS_READ, None),
    ("holds", Verdict.HOLDS, None),
    ("cited", Verdict.CITED, None),
)


def grouped(ledger: Ledger) -> Iterator[tuple[str, list[Entry]]]:
    """Each group of claims that is not empty, with its title."""
    for title, verdict, severity in _GROUPS:
        entries = [
            e
            for e in ledger.entries
            if e.verdict is verdict and (verdict is not Verdict.FAILS or e.claim.severity is severity)
        ]
        if entries:
            yield title, entries


def counts_line(ledger: Ledger) -> str:
    """Return the number of claims with each verdict, and the number of root causes of the failures."""
    counts = ", ".join(f"{count} {verdict.value}" for verdict, count in ledger.counts.items() if count)
    causes = len(ledger.root_causes)
    return f"{counts}; failures from {counted(causes, 'root cause')}" if causes else counts


def entry_lines(entry: Entry) -> Iterator[str]:
    "The id of one claim, which is shown in full."
    claim = entry.claim
    yield f"{claim.id}  ({claim.kind}, {claim.where})"
    yield f"verdict: {entry.in_full}   evidence: {entry.evidence.value}"
    if claim.severity:
        yield f"severity: {claim.severity.value}   root cause: {claim.cause or claim.id}"
    for finding in entry.findings:
        yield from _finding_lines(finding, weakest=finding is entry.weakest)
    for title, text in (("source", claim.source), ("would be refuted by", claim.refutation)):
        if text:
            yield f"{title}: {plain(text)}"
    yield "rests on: " + (", ".join(claim.uses) or "no other claim")
    yield "on it rest: " + (", ".join(entry.used_by) or "no other claim")
    counts = Counter(CHECKS_SHOW[check.shows] for check in entry.checks)
    shown = ", ".join(
        f"{count} {'check' if count == 1 else 'checks'}: {what}" for what, count in counts.items()
    )
    yield f"checks: {shown or 'none'}"
    for check in entry.checks:
        if not check.passed:
            yield f"SHOWS NOTHING: {check.test}: {check.why_not}"


def check_lines(entry: Entry) -> Iterator[str]:
    """Every check of a claim, one a line."""
    for check in entry.checks:
        scope = f" ({check.scope})" if check.scope else ""
        state = "passed" if check.passed else f"SHOWS NOTHING: {check.why_not}"
        yield f"  {check.shows.value:<13} {check.evidence.value:<11} {check.test}{scope}: {state}"


def _finding_lines(finding: Finding, weakest: bool) -> Iterator[str]:
    """Yield the lines of one clause: its sentence, and the checks that decide it."""
    title = f"{finding.part.value} ({finding.name})" if finding.name else finding.part.value
    domain = f" [{plain(finding.domain)}]" if finding.domain else ""
    yield f"{title}: {plain(finding.text)}{domain}"
    yield f"    {decided(finding)}" + ("; the weakest clause" if weakest else "")


def decided(finding: Finding) -> str:
    """Return how a clause is decided, in a few words."""
    if finding.evidence is Evidence.NONE:
        return "not checked"
    covers = f": {'; '.join(cover.partition(': ')[2] for cover in finding.covers)}" if finding.covers else ""
    return f"{finding.evidence.value}{covers}"
