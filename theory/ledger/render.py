"""The ledger as text for a terminal, and the words that every rendering shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from theory.ledger.claims import Evidence, Shows
from theory.ledger.judge import Entry, Finding, Ledger
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
    """One line a claim, then the count of each verdict and of the root causes of what fails."""
    for entry in ledger.entries:
        yield (
            f"{entry.claim.id:<34} {entry.verdict.value:<13} {entry.evidence.value:<11} "
            f"{one_line(entry.claim.text('statement'), 60)}"
        )
    yield f"{counted(len(ledger.entries), 'claim')}: {counts_line(ledger)}"


def counts_line(ledger: Ledger) -> str:
    """How many claims have each verdict, and from how many root causes the failures come."""
    counts = ", ".join(f"{count} {verdict.value}" for verdict, count in ledger.counts.items() if count)
    causes = len(ledger.root_causes)
    return f"{counts}; failures from {counted(causes, 'root cause')}" if causes else counts


def entry_lines(entry: Entry) -> Iterator[str]:
    """One claim in full."""
    claim = entry.claim
    yield f"{claim.id}  ({claim.kind}, {claim.where})"
    yield f"verdict: {entry.in_full}   evidence: {entry.evidence.value}"
    if claim.severity:
        yield f"severity: {claim.severity.value}   root cause: {claim.cause or claim.id}"
    for finding in entry.findings:
        yield from _finding_lines(finding, weakest=finding is entry.weakest)
    for title, text in (("source", claim.source), ("would be refuted by", claim.refutation)):
        if text:
            yield f"{title}: {text}"
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
    """One clause: its sentence, and what decides it."""
    title = f"{finding.part.value} ({finding.name})" if finding.name else finding.part.value
    yield f"{title}: {finding.text}" + (f" [{finding.domain}]" if finding.domain else "")
    yield f"    {decided(finding)}" + ("; the weakest clause" if weakest else "")


def decided(finding: Finding) -> str:
    """What decides a clause, in a few words."""
    if finding.evidence is Evidence.NONE:
        return "not checked"
    covers = f": {'; '.join(cover.partition(': ')[2] for cover in finding.covers)}" if finding.covers else ""
    return f"{finding.evidence.value}{covers}"
