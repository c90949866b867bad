"""The ledger as text for a terminal, and the words that every rendering shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from theory.ledger.claims import Shows, Verdict
from theory.ledger.judge import Entry, Ledger

#: The texts of a claim in the order in which they are shown.
PARTS_OF_A_CLAIM = ("statement", "reading", "counterexample", "correction", "consequence", "source")
CHECKS_SHOW = {
    Shows.SUPPORTS: "supports it",
    Shows.REFUTES: "refutes it as printed",
    Shows.CORRECTS: "supports the correction",
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
    """One line a claim, then the count of each verdict."""
    for entry in ledger.entries:
        yield (
            f"{entry.claim.id:<34} {entry.verdict.value:<13} {entry.evidence.value:<11} "
            f"{one_line(entry.claim.statement, 60)}"
        )
    counts = ", ".join(f"{count} {verdict.value}" for verdict, count in ledger.counts.items() if count)
    yield f"{len(ledger.entries)} claims: {counts}"


def entry_lines(entry: Entry) -> Iterator[str]:
    """One claim in full."""
    claim = entry.claim
    yield f"{claim.id}  ({claim.kind}, {claim.where})"
    yield f"verdict: {entry.verdict.value}   evidence: {entry.evidence.value}"
    for title in PARTS_OF_A_CLAIM:
        if text := getattr(claim, title):
            yield f"{title}: {text}"
    yield "rests on: " + (", ".join(claim.uses) or "nothing else in the paper")
    yield "on it rest: " + (", ".join(entry.used_by) or "nothing else in the paper")
    for verdict, ids in entry.weak_foundations.items():
        yield f"below it, {'cited from elsewhere' if verdict == Verdict.CITED else verdict}: {', '.join(ids)}"
    yield "checks:" if entry.checks else "checks: none"
    for check in entry.checks:
        scope = f" ({check.scope})" if check.scope else ""
        state = "passed" if check.passed else f"SHOWS NOTHING: {check.why_not}"
        yield f"  {check.shows.value:<13} {check.evidence.value:<11} {check.test}{scope}: {state}"
