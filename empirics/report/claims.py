"""The ledger as HTML: one row a claim, which opens to its full entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from empirics.report.markdown import render, render_inline
from theory.ledger import Entry, Ledger, Verdict
from theory.ledger.render import CHECKS_SHOW, decided, part_of

MEANING = {
    Verdict.HOLDS: "a check supports it as printed",
    Verdict.FAILS: "a counterexample is shown, and a correction that holds",
    Verdict.HOLDS_AS_READ: "ambiguous: true in the reading that is stated",
    Verdict.GAP: "the inference is refuted; the statement is neither shown nor refuted",
    Verdict.CITED: "rests on another paper's theorem; finite evidence only",
    Verdict.OPEN: "not examined, or its checks did not pass",
}


def badge(verdict: Verdict) -> str:
    """Return the verdict in its colour, and in words."""
    return f'<span class="verdict {verdict.value}">{verdict.value}</span>'


def ledger_html(ledger: Ledger) -> str:
    """Return the controls, then every claim under its part of the paper."""
    return "\n".join(
        ["<section id='ledger'><h2>The ledger</h2>", _controls(ledger), *_parts(ledger), "</section>"]
    )


def _controls(ledger: Ledger) -> str:
    chips = "".join(
        f'<label class="chip" title="{escape(MEANING[verdict])}"><input type="checkbox" name="verdict" '
        f'value="{verdict.value}" checked> {badge(verdict)} {ledger.counts[verdict]}</label>'
        for verdict in MEANING
        if ledger.counts[verdict]
    )
    parts = dict.fromkeys(part_of(entry.claim.where) for entry in ledger.entries)
    options = "".join(f"<option>{escape(part)}</option>" for part in parts)
    return (
        f'<form class="controls" role="search" aria-label="Filter the claims" hidden><div class="chips">{chips}</div>'
        f'<label>Part <select name="part"><option value="">all</option>{options}</select></label>'
        '<label>Text <input type="search" name="text" placeholder="lemma-2, tree, \\phi …"></label>'
        '<button type="button" name="fold">open all shown</button>'
        '<output name="shown" aria-live="polite"></output></form>'
    )


def _parts(ledger: Ledger) -> Iterator[str]:
    by_part: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_part.setdefault(part_of(entry.claim.where), []).append(entry)
    for part, entries in by_part.items():
        yield f'<section class="part" data-part="{escape(part)}"><h3>{escape(part)}</h3>'
        yield from map(claim_html, entries)
        yield "</section>"


def claim_html(entry: Entry) -> str:
    """One claim, closed: id, verdict, evidence, statement; open: everything else."""
    claim = entry.claim
    summary = (
        f'<code class="id">{escape(claim.id)}</code>{badge(entry.verdict)}'
        f'<span class="evidence">{entry.evidence.value}</span>'
        f'<span class="statement">{render_inline(claim.text("statement"))}</span>'
    )
    return (
        f'<details class="claim" id="{escape(claim.id)}" data-verdict="{entry.verdict.value}">'
        f"<summary>{summary}</summary><div class='body'>{''.join(_body(entry))}</div></details>"
    )


def _body(entry: Entry) -> Iterator[str]:
    claim = entry.claim
    yield f'<p class="where">{escape(claim.where)}</p><dl>'
    for finding in entry.findings:
        name = f" ({escape(finding.name)})" if finding.name else ""
        domain = f" <em>({render_inline(finding.domain)})</em>" if finding.domain else ""
        yield f'<dt class="{finding.part.value}">{finding.part.value}{name}</dt><dd>{render(finding.text)}{domain}'
        yield f'<p class="evidence">{escape(decided(finding))}</p></dd>'
    for title, text in (("source", claim.source), ("would be refuted by", claim.refutation)):
        if text:
            yield f"<dt>{title}</dt><dd>{render(text)}</dd>"
    if claim.uses:
        yield f"<dt>rests on</dt><dd>{_links(use.claim for use in claim.foundations)}</dd>"
    if entry.used_by:
        yield f"<dt>on it rest</dt><dd>{_links(entry.used_by)}</dd>"
    for verdict, ids in entry.given.items():
        taken = "correction given" if entry.verdict is Verdict.FAILS else "given"
        yield f"<dt>{taken}, {escape(verdict)}</dt><dd>{_links(ids)}</dd>"
    yield f"<dt>checks</dt><dd>{_checks(entry)}</dd></dl>"


def _links(ids: Iterable[str]) -> str:
    return ", ".join(f'<a href="#{escape(i)}">{escape(i)}</a>' for i in ids)


def _checks(entry: Entry) -> str:
    if not entry.checks:
        return "none"
    rows = "".join(
        f'<li class="{"passed" if check.passed else "failed"}">{CHECKS_SHOW[check.shows]}: '
        f"<b>{check.evidence.value}</b>{f' ({escape(check.scope)})' if check.scope else ''}"
        f"{'' if check.passed else f' — shows nothing: {escape(check.why_not)}'}"
        f"<br><code>{escape(check.test)}</code></li>"
        for check in entry.checks
    )
    return f"<ul class='checks'>{rows}</ul>"
