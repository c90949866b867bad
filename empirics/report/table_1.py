"""Table 1 on the page: the paper's values, and the results of runs at its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from empirics.analysis.cells import HEADS, NOT_RUN, table
from empirics.store import Run
from theory.reported import TABLE_1, grid

MARKED_NOT_RUN = f'<span class="not-run">{NOT_RUN}</span>'
EXPLANATION = (
    "Runs at the paper’s size beside what it prints; its grid has {planned} runs, and {done} at its size are here. A "
    "half row shows the setting whose least validation loss is best on average over the seeds; its note says "
    "how many were tried and under which conditions. After ± are two standard deviations over the seeds. <i>Beyond "
    "chance</i> is the first evaluation that guessing passes with a probability of at most 1 % over the whole run; "
    "guessing often has more than 60 % of a small validation set right."
)


def table_1_html(runs: Sequence[Run]) -> Iterator[str]:
    """Yield a section of the page from runs of the grid."""
    text = EXPLANATION.format(planned=len(TABLE_1) * len(grid()), done=len(runs))
    yield f"<section id='table-1'><h2>Table 1</h2><p>{text}</p>"
    yield "<div class='wide'><table class='two-keys'><thead><tr>"
    yield "".join(f"<th scope='col'>{escape(head)}</th>" for head in HEADS) + "</tr></thead><tbody>"
    found = table(runs)
    for row in found.rows:
        cells = (MARKED_NOT_RUN if cell == NOT_RUN else escape(cell) for cell in row)
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    notes = "".join(f"<li>{escape(note)}</li>" for note in found.notes)
    yield f"</tbody></table></div><ol class='notes'>{notes}</ol></section>"
