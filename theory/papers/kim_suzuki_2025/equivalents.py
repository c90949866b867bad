"""Planted errors that change nothing or leave a weaker statement that is true as well, each with its reason."""

EQUIVALENT: dict[str, str] = {}
