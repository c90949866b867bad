"""Nouns in the singular or plural, by their number."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 run", "2 runs", "1,000 runs"; the plural is the noun with an s if not given."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
