"""Planted errors that change nothing or leave a weaker statement that is true as well, each with its reason."""

from theory.ledger.paper import equivalents_in

EQUIVALENT = equivalents_in(__name__)

__all__ = ["EQUIVALENT"]
