"""The steps of the appendices in the tables of the mathematics are those whose certificates Coq's kernel replays.

The tables are in theory.convergence.sgd, theory.convergence.gd, theory.convergence.chain, theory.convergence.recurrence
and theory.convergence.wide_elman. The source that Coq reads is kept; it holds each question in a normal form, so that a
changed power, condition or term of a step shows.
"""

import pytest

from theory.formal.appendices import TABLES, appendices_source, coq_name
from theory.formal.certificates import certificate_definition
from theory.formal.coq import SOURCES
from theory.ledger import supports

STEPS_OF = ("eq-40", "eq-58", "eq-66", "eq-67")


def replayed():
    """The source that Coq reads."""
    return (SOURCES / "Appendices.v").read_text(encoding="utf-8")


@supports(*STEPS_OF, evidence="certificate")
@pytest.mark.parametrize("prefix", TABLES)
def test_a_table_asks_what_coq_replays(over, prefix):
    over.data("the certificates of one table")
    for name, step in TABLES[prefix].items():
        certificate, own = step.decide().certificate, coq_name(prefix, name)
        definition = "" if certificate is None else certificate_definition(own, certificate.document)
        assert (f"Definition {own} " in replayed()) == bool(definition)
        assert definition in replayed()


@supports(*STEPS_OF, evidence="certificate")
def test_the_tables_ask_what_coq_replays_and_nothing_else(over):
    over.data("the certificates of the appendices")
    assert appendices_source() == replayed()
