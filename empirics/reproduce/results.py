"""Table 1 and the learning curves from the runs of this machine, for inspection before they are recorded."""

from __future__ import annotations

from pathlib import Path

from empirics.analysis.cells import HEADS, grid_runs, table
from empirics.plots import draw
from empirics.reproduce.archive import RUNS
from empirics.reproduce.notes import Notes
from theory.errors import InputError
from theory.files import replace_bytes

FIGURES = ("learning-curve", "iterations-vs-bits")
TABLE = "table-1.txt"


def show(notes: Notes, out: Path) -> None:
    """Write ``OUT/table-1.txt`` and the figures; a figure that cannot be drawn here is noted with the reason."""
    runs = grid_runs((out / RUNS,))
    found = table(runs)
    lines = ["\t".join(HEADS), *("\t".join(row) for row in found.rows)]
    lines += [f"{number}. {note}" for number, note in enumerate(found.notes, 1)]
    replace_bytes(out / TABLE, ("\n".join(lines) + "\n").encode())
    notes.keep(runs=len(runs), figures=[], left_out={})
    for name in FIGURES:
        try:
            notes.keep(figures=[*notes["figures"], draw(name, out / RUNS, out).name])
        except (InputError, ImportError) as error:  # figure 3 needs exact polynomials, and those python-flint
            notes.keep(left_out={**notes["left_out"], name: str(error)})
