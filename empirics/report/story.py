"""The first screen of the page: the paper's claims, which of them hold, observations, and results of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from empirics.analysis.gap import summaries
from theory.ledger import Entry, Ledger, Severity, Verdict, plain
from theory.ledger.errata_list import falls, groups
from theory.ledger.render import one_line
from theory.words import counted


def story_html(
    ledger: Ledger, says: Sequence[str], shows_gap: bool, goals: tuple[int, int] | None
) -> Iterator[str]:
    """Yield the four parts.

    Args:
        ledger: the verdicts of one run.
        says: the paper's claims, a sentence each.
        shows_gap: whether the paper is about the gap between the two settings.
        goals: finished runs of this machine, and how many of them missed their goal; None if none was asked for.
    """
    yield "<div class='story'>"
    if says:
        yield from _part("What the paper claims", [escape(sentence) for sentence in says])
    yield from _part("Which of it stands", list(_standing(ledger)))
    if shows_gap:
        yield from _part("What was seen here", list(_seen()))
    if goals is not None:
        yield from _part("Whether this machine's runs reached their goals", [_goals(*goals)])
    yield "</div>"


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    items = "".join(f"<li>{line}</li>" for line in lines)
    yield f"<section><h2>{escape(title)}</h2><ul>{items}</ul></section>"


def _standing(ledger: Ledger) -> Iterator[str]:
    counts = ledger.counts
    stands = counts[Verdict.HOLDS] + counts[Verdict.HOLDS_AS_READ]
    yield (
        f"Of {counted(len(ledger.entries), 'claim')} {stands} hold, {counts[Verdict.FAILS]} fail as printed, "
        f"{counts[Verdict.GAP]} are gaps and {counts[Verdict.CITED]} are cited; the failures have "
        f"{counted(len(ledger.root_causes), 'root cause')}."
    )
    causes = groups(ledger)
    for cause, entries in causes[Severity.BREAKS].items():
        yield _cause(ledger, next((e for e in entries if e.claim.id == cause), entries[0]))
    repaired, cosmetic = (len(causes[severity]) for severity in (Severity.REPAIRED, Severity.COSMETIC))
    if repaired or cosmetic:
        further = "further root cause" if causes[Severity.BREAKS] else "root cause"
        yield (
            f"{counted(repaired, further)} leave what rests on them true in a corrected form, and "
            f"{counted(cosmetic, 'is', 'are')} cosmetic."
        )


def _cause(ledger: Ledger, entry: Entry) -> str:
    above = len(falls(ledger, entry.claim.id))
    link = f'<a href="#{escape(entry.claim.id)}">{escape(entry.claim.id)}</a>'
    statement = escape(one_line(plain(entry.claim.text("statement")), 120))
    return f"{link} ({escape(entry.claim.where)}) breaks, and {counted(above, 'claim')} rest on it: <q>{statement}</q>"


def _seen() -> Iterator[str]:
    """The largest size that each setting learned, of the recorded small runs on one thread."""
    for supervised, how in ((True, "With sub-tasks"), (False, "End to end")):
        found = [s for s in summaries() if s.supervised is supervised and s.threads == 1]
        learned = [s for s in found if all(s.reached)]
        failed = [s for s in found if not any(s.reached)]
        best = max(learned, key=lambda s: s.d)
        text = (
            f"{how} a small Transformer learned the parity of up to {best.d} bits, with every one of "
            f"{counted(len(best.steps), 'seed')}, in {min(best.steps):,} to {max(best.steps):,} steps"
        )
        if failed:
            worst = min(failed, key=lambda s: s.d)
            text += f"; of {worst.d} bits and more none of the seeds did, in {worst.budget:,} steps or more"
        yield f"{text}."


def _goals(finished: int, missed: int) -> str:
    if missed:
        return f"No: {missed} of {counted(finished, 'finished run')} missed; they are named below."
    return (
        f"Yes: all of {counted(finished, 'finished run')}."
        if finished
        else "No run of the preset is finished."
    )
