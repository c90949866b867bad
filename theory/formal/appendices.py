"""All certificates that ``make formal`` has Coq's kernel accept, of the appendices and of elman-2026, in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from theory.asymptotics.least import least_bound
from theory.asymptotics.orders import OrderAnswer
from theory.convergence import chain, gd, recurrence, sgd, wide_elman
from theory.formal.certificates import PREAMBLE, certificate_definition

#: The tables of steps, by the prefix of their names in Coq.
TABLES = {
    "C": sgd.STEPS,
    "C_converse": sgd.CONVERSES,
    "D": gd.STEPS,
    "E": recurrence.STEPS,
    "lemma_4": chain.LEMMA_4_STEPS,
    "theorem_2": chain.THEOREM_2_STEPS,
    "printed_theorem_2": chain.PRINTED_STEPS,
    "finite_width": wide_elman.FINITE_WIDTH_STEPS,
    "stability": wide_elman.STABILITY_STEPS,
    "wide_elman": wide_elman.THEOREM_STEPS,
}


def coq_name(prefix: str, step: str) -> str:
    """The name in Coq of a step of the table with this prefix."""
    return re.sub(r"\W", "_", f"{prefix}_{step}")


def appendix_answers() -> Iterator[tuple[str, OrderAnswer]]:
    """Yield every decided question of the appendices with its name in Coq."""
    for prefix, table in TABLES.items():
        for name, step in table.items():
            yield coq_name(prefix, name), step.decide()
    yield "theorem_2_frozen", chain.FROZEN.decide()
    for name, module, bound in (
        ("C_least_width", sgd, sgd.BOUND_39),
        ("C_least_width_tight", sgd, sgd.BOUND_39_TIGHT),
        ("D_least_width", gd, gd.BOUND_67),
        ("D_least_width_tight", gd, gd.BOUND_67_TIGHT),
    ):
        yield name, least_bound(bound, "R**2*sqrt(n)", "m", [module.RADIUS]).answer
    yield "E_one_input_tail", recurrence.one_input_tail().order
    yield "E_all_inputs_tail", recurrence.all_inputs_tail("m >= T**9 + T**6*L**3").order
    yield "E_linearisation_tail", recurrence.linearisation_tail("m**(1/3)", "m >= T**3 + L**3").order


@lru_cache(maxsize=1)
def appendix_certificates() -> dict[str, Mapping[str, Any]]:
    """The certificates of the questions that are answered by yes."""
    return {name: answer.certificate.document for name, answer in appendix_answers() if answer.certificate}


def appendices_source() -> str:
    """Return the text of ``coq/Appendices.v``."""
    certificates = appendix_certificates()
    names = ";\n   ".join(certificates)
    definitions = "\n".join(certificate_definition(*certificate) for certificate in certificates.items())
    return f"""(** * The certificates of the appendices, as Python writes them: do not edit *)

{PREAMBLE}
{definitions}
Definition appendices : seq certificate :=
  [:: {names}].

Theorem appendices_hold (c : certificate) : List.In c appendices -> claim c.
Proof. by apply: accepted_certificates_prove; vm_compute. Qed.
"""
