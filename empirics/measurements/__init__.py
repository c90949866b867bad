"""Measurements during a run."""

from empirics.measurements.errors import Errors, count_errors

__all__ = ["Errors", "count_errors"]
