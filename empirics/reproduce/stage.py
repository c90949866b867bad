"""The process of a stage: ``python -m empirics.reproduce.stage JSON``, as the supervisor writes it."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from empirics.reproduce.notes import Notes


def run(asked: dict[str, Any]) -> None:
    """Run one stage; torch is first imported here."""
    out, device, toy = Path(asked["out"]), asked["device"], asked["toy"]
    notes, stage, until = Notes(out, asked["stage"]), asked["stage"], asked["until"]
    if device == "cpu":
        import torch

        torch.set_num_threads(1)
    if stage == "environment":
        from empirics.reproduce.environment import describe

        describe(notes, device)
    elif stage == "ladder":
        from empirics.reproduce.ladder import climb

        climb(notes, device, toy=toy)
    elif stage == "speed":
        from empirics.reproduce.speeds import measure_speeds

        measure_speeds(notes, Notes(out, "ladder"), device, until, toy=toy)
    elif stage == "cells":
        from empirics.reproduce.cell_runs import train_cells

        train_cells(notes, out, device, until, asked["only"], toy=toy)
    elif stage == "wide-net":
        from empirics.reproduce.wide_net import train_wide_nets

        train_wide_nets(notes, out, device, until, toy=toy)
    else:
        from empirics.reproduce.results import show

        show(notes, out)


def _end_with(parent: int) -> None:
    """End when the supervisor has ended for any reason, since no process would keep the findings."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    run(json.loads(sys.argv[1]))
