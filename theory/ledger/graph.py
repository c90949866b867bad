"""The graph of claims as SVG: colour by verdict, shape by evidence, a line from each claim to what it rests on.

The colours are those of the classes ``fails``, ``holds``, ... of the page that the drawing is put in; a claim that
depends on a failing, open, unproved or cited one has a broken border.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from theory.arguments import check_arguments
from theory.ledger.claims import Evidence
from theory.ledger.judge import Entry, Ledger
from theory.ledger.render import part_of

Link = Callable[[str], str]

_STEP = 22  # between two claims of a row, in units of the drawing
_COLUMNS = 26
_LEFT = 130  # where the rows begin, beside their titles
_RADIUS = 7
#: Shapes by the coverage of a check: all cases, each of finitely many, some.
_SHAPES = {
    "circle": (Evidence.FORMAL, Evidence.RECORDED, Evidence.SYMBOLIC),
    "square": (Evidence.EXHAUSTIVE, Evidence.CERTIFICATE),
    "diamond": (Evidence.NUMERIC, Evidence.EXPERIMENT),
}


@check_arguments
def claim_graph(ledger: Ledger, link: Link) -> str:
    """Return the graph of all claims, a row (or more) for each part of the paper, in reading order.

    Args:
        ledger: the verdicts of one run.
        link: from a claim's id to its address.

    Example:
        >>> from theory.ledger import Claim, judge
        >>> from theory.ledger import claim_graph
        >>> drawing = claim_graph(judge([Claim("lemma-1", "section 1", "One.")], []), lambda claim: f"{claim}.html")
        >>> drawing.startswith("<svg"), 'href="lemma-1.html"' in drawing
        (True, True)
    """
    places: dict[str, tuple[float, float]] = {}
    titles: list[tuple[str, float]] = []
    row, column, part = -1.0, 0, ""
    parts = list(dict.fromkeys(part_of(entry.claim.where) for entry in ledger.entries))
    for entry in sorted(ledger.entries, key=lambda entry: parts.index(part_of(entry.claim.where))):
        own = part_of(entry.claim.where)
        if own != part or column == _COLUMNS:
            row, column = row + 1 + (own != part) * 0.4, 0
        if own != part:
            part = own
            titles.append((own, row))
        places[entry.claim.id] = (_LEFT + column * _STEP, _height(row))
        column += 1
    body = [
        *(
            f'<text class="part" x="{_LEFT - 16}" y="{_height(at) + 4:.0f}" text-anchor="end">{escape(title)}</text>'
            for title, at in titles
        ),
        *_edges(ledger.entries, places),
        *(_node(entry, *places[entry.claim.id], link) for entry in ledger.entries),
    ]
    return _svg(_LEFT + _COLUMNS * _STEP, _height(row + 1), "Graph of all claims", body)


def _height(row: float) -> float:
    """Where a row is, from the top."""
    return 20 + row * 1.7 * _STEP


@check_arguments
def neighbourhood(ledger: Ledger, entry: Entry, link: Link) -> str:
    """Return the graph of one claim: what it rests on at its left, two levels deep, what rests on it at its right.

    Args:
        ledger: the verdicts of one run.
        entry: the claim's entry in it.
        link: from a claim's id to its address.

    Example:
        >>> from theory.ledger import Claim, judge, neighbourhood
        >>> book = judge([Claim("eq-1", "section 1", "One."), Claim("eq-2", "section 1", "Two.", uses=("eq-1",))], [])
        >>> drawing = neighbourhood(book, book["eq-2"], lambda claim: f"{claim}.html")
        >>> 'href="eq-1.html"' in drawing
        True
    """
    by_id = {e.claim.id: e for e in ledger.entries}
    columns = [[entry.claim.id]]
    seen = {entry.claim.id}
    for _ in range(2):
        below = [u.claim for name in columns[0] if name in by_id for u in by_id[name].claim.foundations]
        columns.insert(0, _new(below, seen))
    for _ in range(2):
        columns.append(_new([a for name in columns[-1] if name in by_id for a in by_id[name].used_by], seen))
    columns = [column for column in columns if column]
    if len(columns) == 1:
        return ""
    tallest = max(map(len, columns))
    places = {
        name: (20.0 + 210 * x, 20 + 24 * (y + (tallest - len(column)) / 2))
        for x, column in enumerate(columns)
        for y, name in enumerate(column)
    }
    shown = [by_id[name] for name in places if name in by_id]
    body = [*_edges(shown, places)]
    for name, (x, y) in places.items():
        body.append(_node(by_id[name], x, y, link) if name in by_id else f'<circle cx="{x}" cy="{y}" r="4"/>')
        own = ' class="own"' if name == entry.claim.id else ""
        body.append(
            f'<a href="{escape(link(name))}"><text{own} x="{x + 12}" y="{y + 4}">{escape(name)}</text></a>'
        )
    return _svg(20 + 210 * len(columns), 40 + 24 * tallest, f"What {entry.claim.id} rests on", body)


def _new(names: Sequence[str], seen: set[str]) -> list[str]:
    """Return the names that were not seen before, once each, and add them to ``seen``."""
    found = [name for name in dict.fromkeys(names) if name not in seen]
    seen.update(found)
    return found


def _svg(width: float, height: float, title: str, body: Sequence[str]) -> str:
    inside = "\n".join(body)
    return (
        f'<svg class="claims-graph" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>\n{inside}\n</svg>'
    )


def _edges(entries: Sequence[Entry], places: dict[str, tuple[float, float]]) -> Iterator[str]:
    for entry in entries:
        x, y = places[entry.claim.id]
        for use in entry.claim.foundations:
            if use.claim in places:
                u, v = places[use.claim]
                bend = 16 if v == y else 0
                yield (
                    f'<path data-from="{entry.claim.id}" data-to="{escape(use.claim)}" '
                    f'd="M{x:.0f} {y:.0f}Q{(x + u) / 2:.0f} {(y + v) / 2 - bend:.0f} {u:.0f} {v:.0f}"/>'
                )


def _node(entry: Entry, x: float, y: float, link: Link) -> str:
    claim = entry.claim
    given = " given" if entry.given else ""
    shape = next((name for name, kinds in _SHAPES.items() if entry.evidence in kinds), "none")
    title = f"{claim.id}: {entry.in_full} ({entry.evidence.value})"
    return (
        f'<a href="{escape(link(claim.id))}" data-claim="{claim.id}" class="claim {entry.verdict.value}{given}">'
        f"<title>{escape(title)}</title>{_outline(shape, x, y)}</a>"
    )


def _outline(shape: str, x: float, y: float) -> str:
    r = _RADIUS
    if shape == "square":
        return f'<rect x="{x - r + 1:.0f}" y="{y - r + 1:.0f}" width="{2 * r - 2}" height="{2 * r - 2}"/>'
    if shape == "diamond":
        return f'<path class="node" d="M{x:.0f} {y - r - 1:.0f}l{r + 1} {r + 1}l-{r + 1} {r + 1}l-{r + 1} -{r + 1}z"/>'
    hollow = ' class="hollow"' if shape == "none" else ""
    return f'<circle{hollow} cx="{x:.0f}" cy="{y:.0f}" r="{r}"/>'
