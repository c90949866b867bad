"""The machine of the work, and whether seeds give the same draws here as elsewhere."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import torch

import empirics
import theory
from empirics.choices import Device
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import cells
from empirics.reproduce.reference import committed, digests
from empirics.store.writer import hardware
from empirics.sweeps.sweep import asked_of_cards
from theory.ledger.store import digest_of_folder
from theory.results.machine import versions


def describe(notes: Notes, device: Device) -> None:
    """Note the card, the versions and the sources, then compare digests with the committed ones."""
    notes.keep(
        device=device,
        hardware=hardware(device),
        driver=" ".join(asked_of_cards("driver_version")) if device == "cuda" else None,
        cores=os.cpu_count(),
        platform=platform.platform(),
        python=sys.version,
        versions={**versions(), "cuda": torch.version.cuda},
        sources_sha256=digest_of_folder(*(Path(package.__path__[0]) for package in (theory, empirics))),
    )
    here, there = digests(cells()), committed()["digests"]
    notes.keep(
        digests=len(here),
        digests_that_differ=sorted(name for name in here | there if here.get(name) != there.get(name)),
    )
