"""Assumptions and missing proofs in a Coq source, found in its text, so that it is refused without Coq as well.

Coq's ``Print Assumptions`` decides (:func:`theory.formal.require_closed`). This reading of the text is for a machine
without Coq, where the record is used: there a record that was typed by hand must not cover an ``Admitted``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from theory.errors import ProofError

_STRING = re.compile(r'"[^"]*"')
_COMMENT = re.compile(r"\(\*|\*\)")
#: Commands that assume something or leave a proof out, and options that relax the rules of the kernel.
_ASSUMES = re.compile(
    r"\b(Axioms?|Parameters?|Conjectures?|Admitted|Abort|admit|give_up|Admit|Declare\s+(Module|ML)|Primitive|Register"
    r"|bypass_check|(Unset|Set)\s+(Guard|Positivity|Universe)\s+Checking|type_in_type)\b"
)
_OF_A_SECTION = re.compile(r"\s*(Variables?|Hypothes[ie]s|Context)\b")
_OPENS, _CLOSES = re.compile(r"\s*Section\s+\w+$"), re.compile(r"\s*End\s+\w+$")
_STATES = re.compile(r"\s*(Theorem|Lemma|Corollary|Fact|Remark|Proposition)\s+(\w+)")
_ENDS = re.compile(r"\s*(Qed|Defined)$")


def without_comments(text: str) -> str:
    """The text of a source without its comments, which may be nested, and without strings."""
    depth, kept, at = 0, [], 0
    text = _STRING.sub('""', text)
    for mark in _COMMENT.finditer(text):
        kept.append(text[at : mark.start()] if not depth else "")
        depth = max(0, depth + (1 if mark[0] == "(*" else -1))
        at = mark.end()
    return "".join([*kept, text[at:] if not depth else ""])


def unproved(text: str) -> Iterator[str]:
    """Yield what a source assumes or leaves unproved.

    Example:
        >>> from theory.formal.unproved import unproved
        >>> list(unproved("Theorem one : 1 = 1. Proof. by []. Qed."))
        []
        >>> list(unproved("Theorem one : 1 = 2. Admitted. Axiom two : 1 = 2."))
        ['Admitted', 'Axiom', 'one has no Qed']
    """
    plain = without_comments(text)
    yield from (match[0] for match in _ASSUMES.finditer(plain))
    sections, waiting = 0, ""
    for sentence in re.split(r"\.(?=\s|$)", plain):
        if _OPENS.match(sentence):
            sections += 1
        elif _CLOSES.match(sentence):
            sections -= 1
        elif (found := _OF_A_SECTION.match(sentence)) and not sections:
            yield f"{found[1]} outside a section"
        elif stated := _STATES.match(sentence):
            if waiting:
                yield f"{waiting} has no Qed"
            waiting = stated[2]
        elif _ENDS.match(sentence):
            waiting = ""
    if waiting:
        yield f"{waiting} has no Qed"


def require_proved(sources: Path) -> None:
    """Raise ProofError if a source assumes something or leaves a proof out."""
    for path in sorted(sources.glob("*.v")):
        if faults := list(unproved(path.read_text(encoding="utf-8"))):
            raise ProofError(f"{path.name} assumes something or leaves a proof out: {', '.join(faults)}")
