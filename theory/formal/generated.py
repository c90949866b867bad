"""The Coq sources that Python writes: kept in the repository, and compared with what Python writes now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from theory.errors import ProofError
from theory.files import replace_text
from theory.formal.appendices import appendices_source
from theory.formal.coq import SOURCES
from theory.formal.largest_coefficients import largest_coefficients_source

GENERATED: Mapping[str, Callable[[], str]] = {
    "Appendices": appendices_source,
    "LargestCoefficients": largest_coefficients_source,
}


def generate(sources: Path = SOURCES) -> None:
    """Write the generated sources to a folder."""
    for module, source in GENERATED.items():
        replace_text(sources / f"{module}.v", source())


def require_generated(sources: Path = SOURCES) -> None:
    """Raise ProofError unless the stored sources are equal to those that Python writes now."""
    for module, source in GENERATED.items():
        if (sources / f"{module}.v").read_text(encoding="utf-8") != source():
            raise ProofError(
                f"{module}.v is not what Python writes; run python -m theory.formal --generate --pin"
            )
