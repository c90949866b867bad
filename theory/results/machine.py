"""Properties of a machine that can change a measured number: versions of packages, and the processor."""

from __future__ import annotations

import importlib.metadata
import platform
import tomllib
from functools import cache
from pathlib import Path

from theory.errors import InputError

#: The packages whose version can change a run's numbers.
PROJECT = "subtask"
VERSIONED = (PROJECT, "torch", "numpy")
#: Of a checkout.
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def versions() -> dict[str, str]:
    """The versions that are recorded with a measurement or a run."""
    return dict(_versions())


@cache
def _versions() -> dict[str, str]:
    found = {name: _version(name) for name in VERSIONED}
    return {"python": platform.python_version(), "machine": platform.machine(), **found}


def _version(name: str) -> str:
    """The version of a package; this project's own from ``pyproject.toml`` where it runs from a checkout alone."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        if name != PROJECT:
            raise InputError(
                f"the package {name} has no metadata, so its version cannot be recorded"
            ) from None
    try:
        return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except OSError as error:
        raise InputError(f"{PYPROJECT}: cannot be read ({error.strerror}); install the project") from None


@cache
def processor() -> str:
    """Return the processor's name."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
