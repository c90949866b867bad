"""The steps of the appendices in the tables of the mathematics are those whose certificates Coq's kernel replays.

The tables are in theory.convergence.sgd, theory.convergence.gd, theory.convergence.chain, theory.convergence.recurrence
and theory.convergence.wide_elman. The source that Coq reads is kept; it holds each question in a normal form, so that a
changed power, condition or term of a step shows.
"""

from theory.formal.appendices import appendices_source
from theory.formal.coq import SOURCES
from theory.ledger import supports


@supports("eq-40", "eq-58", "eq-66", "eq-67", evidence="certificate")
def test_the_tables_ask_what_coq_replays(over):
    over.data("the certificates of the appendices")
    assert appendices_source() == (SOURCES / "Appendices.v").read_text(encoding="utf-8")
