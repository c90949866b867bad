"""A list of errata made from a ledger: what is printed, why it fails, what holds instead, by root cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from theory.arguments import check_arguments
from theory.ledger.claims import Severity, Verdict
from theory.ledger.clauses import Part
from theory.ledger.graph import Link
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

#: With fewer words the first sentences of a counterexample are often only its setting.
_OPENING_WORDS = 20


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
    yield from markdown(ledger) if form is ErrataFormat.MARKDOWN else _document(markdown(ledger))


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


def markdown(ledger: Ledger, link: Link = str) -> Iterator[str]:
    """Yield the lines of a list of errata: of each root cause what is printed, the first reason, the first result."""
    failing = ledger.counts[Verdict.FAILS] + ledger.counts[Verdict.GAP]
    causes = counted(len(ledger.root_causes), "root cause")
    yield from (f"# Errata{': ' + ledger.title if ledger.title else ''}", "")
    yield (
        f"{counted(failing, 'statement')} of {len(ledger.entries)} examined do not hold as printed, from {causes}. "
        "Each entry gives the place, what is printed, a reason why it fails, and what holds instead. "
        "Counterexamples and corrections were decided by checks that can be run again; `subtask claims` shows any "
        "claim, by the name in brackets, with all reasons and all that holds."
    )
    for severity, causes_of in groups(ledger).items():
        if causes_of:
            yield from ("", f"## {HEADINGS[severity]}")
        for cause, entries in causes_of.items():
            yield from ("", *cause_lines(cause, entries, lambda clauses: clauses[0], link))


def cause_lines(
    cause: str, entries: Sequence[Entry], chosen: Callable[[Sequence[str]], str], link: Link = str
) -> Iterator[str]:
    """Yield one root cause, with what is ``chosen`` of the clauses of its parts, and the places where it returns."""
    first, *others = sorted(entries, key=lambda entry: entry.claim.id != cause)
    yield f"**{first.claim.where[:1].upper()}{first.claim.where[1:]}** ({link(first.claim.id)})."
    for title, part in PLACES:
        clauses = [finding.text for finding in first.findings if finding.part is part]
        if clauses:
            yield f"*{title}:* {' '.join(clauses) if part is Part.STATEMENT else chosen(clauses)}"
    if others:
        yield f"*For the same reason:* {'; '.join(f'{e.claim.where} ({link(e.claim.id)})' for e in others)}."


def opening(clauses: Sequence[str]) -> str:
    """Return the first sentences of the first clause, as many as say something; a formula counts as a word."""
    hidden = re.sub(r"\$[^$]*\$", lambda formula: "X" * len(formula[0]), clauses[0])
    ends = (end.end() for end in re.finditer(r"(?<!\bal)[.?!](?=\s+[A-Z(*])", hidden))
    return clauses[0][: next((end for end in ends if len(hidden[:end].split()) >= _OPENING_WORDS), None)]


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
