"""The gap on the page: the results of many seeds of the small run, and their limits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape

import numpy as np

from empirics.analysis.gap import HEADS, summaries
from theory.hardness.elimination import subset_of
from theory.tasks.parity import BitSubsetParity

#: The size that is solved by elimination beside the nets, and the samples beyond the number of bits, with which they
#: determine the subset except with probability 2^-20.
ELIMINATED_BITS, SPARE_SAMPLES = 128, 20
EXPLANATION = (
    "One decoder of one layer, trained by Muon on its matrices and AdamW on the rest, with sub-tasks and end to end, "
    "in the same batches: recorded runs, one a seed. <i>Learned</i>: at most 2 % of the answers to validation inputs "
    "are wrong within the budget. Test errors are those of the answer on inputs held out, free running."
)


def elimination_seconds(d: int = ELIMINATED_BITS) -> float:
    """Return the processor time that finding the parity of d bits from answers alone takes here, now, in seconds."""
    task = BitSubsetParity.random(d, seed=0, supervised=False)
    x = np.random.default_rng(0).integers(0, 2, size=(d + SPARE_SAMPLES, d), dtype=np.uint8)
    answers = task.labels(x)[:, -1]
    began = time.process_time()
    found = subset_of(x, answers)
    seconds = time.process_time() - began
    if found != task.subset:
        raise ArithmeticError(f"elimination found {found}, and the subset is {task.subset}")
    return seconds


def elimination_text() -> str:
    """Return the line on elimination, with the time measured now."""
    samples, milliseconds = ELIMINATED_BITS + SPARE_SAMPLES, 1000 * elimination_seconds()
    return (
        f"Gaussian elimination over GF(2) found the parity of {ELIMINATED_BITS} bits from {samples} answers without "
        f"sub-tasks in {milliseconds:.1f} ms while this page was built. So the gap is not one of information, nor of "
        "what any algorithm can do: it is one of training nets by gradients. Elimination needs every answer to be "
        "right."
    )


def gap_html(picture: str = "") -> Iterator[str]:
    """Yield the section of the page, with its picture, which is HTML."""
    yield f"<section id='gap'><h2>The gap</h2>{picture}<p>{EXPLANATION}</p>"
    yield "<div class='wide'><table class='two-keys'><thead><tr>"
    yield "".join(f"<th scope='col'>{escape(head)}</th>" for head in HEADS) + "</tr></thead><tbody>"
    for summary in summaries():
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in summary.texts()) + "</tr>"
    yield f"</tbody></table></div><p>{escape(elimination_text())}</p></section>"
