"""Measure whether a picture can be read: the size of its text where it is shown, and its colours."""

from __future__ import annotations

import re
from pathlib import Path

from empirics.plots.style import LEAST_PIXELS, PALETTE

#: The least widths in CSS pixels at which the two layouts are shown: wide on the report's page at 1,400 pixels, narrow
#: on it at 390. Tests in a browser measure them there and on the site (``test_site.py``, ``test_report.py``).
SHOWN = {"wide": 720.0, "narrow": 342.0}
#: matplotlib draws text at 100 units and scales it, upside down, to its size in points.
_TEXT = re.compile(r"scale\(([\d.]+) -\1\)")
_UNITS = 100


def text_pixels(picture: str, shown: float) -> list[float]:
    """Return the sizes of all texts of an SVG in CSS pixels where it is as wide as ``shown``.

    Those of indices and exponents, which belong to a text, are not counted.
    """
    (width,) = re.findall(r'viewBox="0 0 ([\d.]+) [\d.]+"', picture)
    return [float(scale) * _UNITS * shown / float(width) for scale in _TEXT.findall(picture)]


def colours(text: str) -> set[str]:
    """Return the colours that a text names by their numbers, in lower case and six digits."""
    found = re.findall(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b", text)
    return {f"#{''.join(digit * (6 // len(digits)) for digit in digits).lower()}" for digits in found}


def check_style(picture: Path, layout: str) -> None:
    """Assert that a picture's text can be read in its layout and that its colours are those of the palette."""
    text = picture.read_text(encoding="utf-8")
    sizes = text_pixels(text, SHOWN[layout])
    assert sizes, f"{picture.name} has no text"
    assert min(sizes) >= LEAST_PIXELS, (
        f"{picture.name}: text of {min(sizes):.1f} px at {SHOWN[layout]:.0f} px"
    )
    assert colours(text) <= {colour.lower() for colour in PALETTE}, f"{picture.name} is off the palette"
