"""Planted errors that change nothing or leave a weaker statement that is true as well, each with its reason.

The list may only shrink: a run with ``--plant all`` fails where one of them is caught or cannot be planted any more.
"""

from theory.ledger.paper import equivalents_in

EQUIVALENT = equivalents_in(__name__)

__all__ = ["EQUIVALENT"]
