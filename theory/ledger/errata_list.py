"""A list of errata made from a ledger: what is printed, why it fails, what holds instead, by root cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from theory.arguments import check_arguments
from theory.ledger.claims import Severity, Verdict
from theory.ledger.clauses import Part
from theory.ledger.judge import Entry, Ledger, reached
from theory.words import counted

#: The headings, in the order of a list of errata; a gap has no severity.
HEADINGS = {
    Severity.BREAKS: "What falls",
    Severity.REPAIRED: "What survives in a corrected form",
    Severity.COSMETIC: "Misprints",
    None: "Gaps: the argument as printed does not show the statement",
}
#: The parts of an entry, in order.
PLACES = (("Printed", Part.STATEMENT), ("Fails", Part.COUNTEREXAMPLE), ("Instead", Part.CORRECTION))


class ErrataFormat(StrEnum):
    """How a list of errata is written.

    Example:
        >>> from theory.ledger import ErrataFormat
        >>> [form.value for form in ErrataFormat]
        ['md', 'tex']
    """

    MARKDOWN = "md"
    LATEX = "tex"


@check_arguments
def errata(ledger: Ledger, form: ErrataFormat = ErrataFormat.MARKDOWN) -> Iterator[str]:
    r"""Yield the lines of a list of errata, the root causes that break most first.

    Args:
        ledger: the verdicts of one run.
        form: Markdown with LaTeX between ``$``, or a LaTeX document.

    Example:
        >>> from theory.ledger import errata, judge
        >>> next(errata(judge([], [])))
        '# Errata'
    """
    lines = _markdown(ledger)
    yield from lines if form is ErrataFormat.MARKDOWN else _document(lines)


def groups(ledger: Ledger) -> dict[Severity | None, dict[str, tuple[Entry, ...]]]:
    """Return the root causes with the claims that fail because of them, by the worst severity among these."""
    found: dict[Severity | None, dict[str, tuple[Entry, ...]]] = {heading: {} for heading in HEADINGS}
    for cause, entries in ledger.root_causes.items():
        severities = {entry.claim.severity for entry in entries if entry.claim.severity}
        found[min(severities, key=list(Severity).index, default=None)][cause] = entries
    return found


def falls(ledger: Ledger, claim_id: str) -> tuple[Entry, ...]:
    """Return every claim that rests on the given one, directly or not, in reading order."""
    above = reached([claim_id], {entry.claim.id: entry.used_by for entry in ledger.entries}) - {claim_id}
    return tuple(entry for entry in ledger.entries if entry.claim.id in above)


def _markdown(ledger: Ledger) -> Iterator[str]:
    yield f"# Errata{': ' + ledger.title if ledger.title else ''}"
    failing = sum(ledger.counts[verdict] for verdict in (Verdict.FAILS, Verdict.GAP))
    causes = counted(len(ledger.root_causes), "root cause")
    yield ""
    yield (
        f"{counted(failing, 'statement')} of {len(ledger.entries)} examined do not hold as printed, from {causes}. "
        "Each entry gives the place, what is printed, why it fails, and what holds instead. "
        "Counterexamples and corrections were decided by checks that can be run again."
    )
    for severity, causes_of in groups(ledger).items():
        if causes_of:
            yield from ("", f"## {HEADINGS[severity]}")
        for cause, entries in causes_of.items():
            yield from ("", *_entry(cause, entries))


def _entry(cause: str, entries: Sequence[Entry]) -> Iterator[str]:
    """One root cause: the claim that it is in, then the places where the same error returns."""
    first = next((entry for entry in entries if entry.claim.id == cause), entries[0])
    yield f"**{_capital(first.claim.where)}** ({first.claim.id})."
    for title, part in PLACES:
        if text := first.claim.text(part):
            yield f"*{title}:* {text}"
    others = [f"{e.claim.where} ({e.claim.id})" for e in entries if e is not first]
    if others:
        yield f"*For the same reason:* {'; '.join(others)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_PREAMBLE = r"""\documentclass{article}
\usepackage[a4paper,margin=25mm]{geometry}
\usepackage{amsmath,amssymb}
\usepackage[T1]{fontenc}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\begin{document}"""


def _document(lines: Iterator[str]) -> Iterator[str]:
    """Markdown lines as a LaTeX document."""
    yield from _PREAMBLE.splitlines()
    for line in lines:
        title = re.match(r"(#+) (.*)", line)
        if title:
            command = r"\section*" if len(title.group(1)) == 1 else r"\subsection*"
            yield f"{command}{{{_latex(title.group(2))}}}"
        else:
            yield _latex(line) + (r"\\" if line else "")
    yield r"\end{document}"


def _latex(text: str) -> str:
    """Markdown as LaTeX; formulas stay as they are."""
    pieces = re.split(r"(\$[^$]+\$)", text)
    return "".join(piece if piece.startswith("$") else _words(piece) for piece in pieces)


def _words(text: str) -> str:
    text = re.sub(r"(?<!\\)([%&#_])", r"\\\1", text)
    text = re.sub(r"`([^`]+)`", r"\\texttt{\1}", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"\\textbf{\1}", text)
    text = re.sub(r"\*([^*]+)\*", r"\\emph{\1}", text)
    return re.sub(r"(^|\s)'([^']*)'", r"\1`\2'", text)
