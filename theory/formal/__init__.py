"""Coq: lemmas whose proofs a kernel accepts, with no axiom added.

The sources are in ``coq/``, one file a lemma; ``make formal`` compiles and checks them and leaves ``record.json``.
"""

from theory.formal.coq import SOURCES, Build, Theorem, build, coq_version, require_closed, theorems
from theory.formal.record import PINS, Proved, prove, read_record, require_pinned
from theory.formal.replay import replay_certificate

__all__ = [
    "PINS",
    "SOURCES",
    "Build",
    "Proved",
    "Theorem",
    "build",
    "coq_version",
    "prove",
    "read_record",
    "replay_certificate",
    "require_closed",
    "require_pinned",
    "theorems",
]
