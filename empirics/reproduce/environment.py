"""What the work is done on, and whether seeds decide here what they decide elsewhere."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

import empirics
import theory
from empirics.choices import Device
from empirics.reproduce.notes import Notes
from empirics.reproduce.plan import cells
from empirics.reproduce.reference import committed, digests
from empirics.store.writer import hardware
from theory.results.machine import versions


def describe(notes: Notes, device: Device, command: Sequence[str]) -> None:
    """Note the command, the card, the versions and the sources, then compare digests with the committed ones."""
    notes.keep(
        command=list(command),
        device=device,
        hardware=hardware(device),
        driver=driver() if device == "cuda" else None,
        cores=os.cpu_count(),
        platform=platform.platform(),
        python=sys.version,
        versions={**versions(), "cuda": torch.version.cuda},
        sources_sha256=sources(),
    )
    here, there = digests(cells()), committed()["digests"]
    notes.keep(
        digests=len(here),
        digests_that_differ=sorted(name for name in here | there if here.get(name) != there.get(name)),
    )


def driver() -> str | None:
    """The version of NVIDIA's driver; None where nothing tells it."""
    if shutil.which("nvidia-smi") is None:
        return None
    asked = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    return (
        subprocess.run(asked, capture_output=True, text=True, check=False, timeout=20).stdout.strip() or None
    )


def sources() -> str:
    """A digest of this project's Python files, since a checkout may be between two versions."""
    sha = hashlib.sha256()
    for package in (theory, empirics):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*.py")):
            sha.update(f"{root.name}/{path.relative_to(root)}\n".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()
