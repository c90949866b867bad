r"""Clauses: the parts of a claim, each a sentence made from its content.

A sentence holds its formulas and numbers between double brackets, each with a name::

    Clause(r"At $d = [[d: 2]]$ the formula gives $[[printed: -1/2]]$.")

What a reader sees is rendered from these formulas, and what a check decides is these formulas: neither is
typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from theory.arguments import check_fields
from theory.errors import InputError
from theory.ledger.formulas import Formula
from theory.ledger.latex import Notation, latex

_HOLE = re.compile(r"\[\[\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*(?::(?P<text>.*?))?\]\](?!\])", re.DOTALL)


def _shown(formula: Formula, notation: Notation | None, in_math: bool) -> str:
    """A formula in a sentence: LaTeX, with dollars where it stands among words; texts among words as they are."""
    if in_math:
        return latex(formula, notation)
    value = formula() if not formula.names else None
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return ", ".join(value)
    return f"${latex(formula, notation)}$"


_REFERENCE = re.compile(
    r"\b(eqs?|equations?|lemmas?|theorems?|corollar(y|ies)|algorithms?|sections?|appendix|appendices|footnotes?|tables?|"
    r"figures?|remarks?|items?|pages?|steps?|lines?|premises?)\s+([A-Z]?[.]?\d+([.]\d+)*|[A-Z]([.]\d+)*)(\([a-z]\))?"
    r"((,| to| and| or|-)+ ?\d+([.]\d+)*)*|\(\d{4}[a-z]?\)|\(\d{1,3}\)|\b(19|20)\d\d\b",
    re.IGNORECASE,
)
_MATH = re.compile(r"\$\$?(.+?)\$\$?", re.DOTALL)
_INDEX = re.compile(r"_\{[^{}]*\}|_\w|\^\{\([^{}]*\)\}|\^\{\[[^{}]*\]\}|\^\\?[*]|\\mathbb\s*\w\^\w")
_SAYS_SOMETHING = re.compile(
    r"\d|[-+^/<>]|\\(le|ge|ne|leq|geq|neq|frac|tfrac|dfrac|sqrt|sum|prod|binom|log|cdot|exp|max|min|lfloor|lceil)\b"
)


def _stray(text: str) -> Iterator[str]:
    words = _REFERENCE.sub(" ", _MATH.sub(" ", text))
    yield from re.findall(r"\d[\d.,]*\d|\d", words)
    for math in _MATH.findall(text):
        if _SAYS_SOMETHING.search(_INDEX.sub("", math)):
            yield math


class Part(StrEnum):
    """The role of a clause in its claim.

    Example:
        >>> from theory.ledger import Part
        >>> [part.value for part in Part]
        ['statement', 'reading', 'counterexample', 'correction', 'consequence']
    """

    STATEMENT = "statement"  # what the paper says, in our words
    READING = "reading"  # the reading in which it is judged
    COUNTEREXAMPLE = "counterexample"  # where it breaks
    CORRECTION = "correction"  # what holds instead
    CONSEQUENCE = "consequence"  # the effect on the claims that rest on it


@dataclass(frozen=True)
class Clause:
    r"""A sentence (or a few) with one result, and its content.

    Attributes:
        text: Markdown with LaTeX between ``$``; ``[[name: formula]]`` shows a formula, ``[[name]]`` shows it again;
            among words it gets its dollars, and texts are shown as they are.
        name: distinguishes it from the other clauses of its part; permanent. Empty where there is only one.
        domain: the values for which it is claimed, in the same form as ``text``.

    Raises:
        InputError: a formula that cannot be read, a name given twice or not at all.

    Example:
        >>> from theory.ledger import Clause
        >>> clause = Clause(r"There are $[[count: 2**2**N]]$ gates.", domain="every $[[least: N >= 1]]$")
        >>> clause.rendered()
        'There are $2^{2^{N}}$ gates.'
        >>> clause.content["count"](N=2)
        16
    """

    text: str
    name: str = ""
    domain: str = ""

    def __post_init__(self) -> None:
        check_fields(self)
        _ = self.content

    def __reduce__(self) -> tuple[type[Clause], tuple[str, str, str]]:
        return Clause, (self.text, self.name, self.domain)

    @cached_property
    def content(self) -> Mapping[str, Formula]:
        """The formulas by name, in the order of the text."""
        found: dict[str, Formula] = {}
        if "[[" in (left := _HOLE.sub("", f"{self.text}\n{self.domain}")):
            said = left[left.index("[[") :][:40]
            raise InputError(
                f"a formula is written [[name: formula]], with a name and both ends, not {said!r}"
            )
        for hole in _HOLE.finditer(f"{self.text}\n{self.domain}"):
            name, text = hole["name"], hole["text"]
            if text is None and name not in found:
                raise InputError(f"[[{name}]] is shown again before it is given: {self.text[:60]!r}")
            if text is not None and name in found:
                raise InputError(f"[[{name}: ...]] is given twice: {self.text[:60]!r}")
            if text is not None:
                found[name] = Formula(text.strip())
        return found

    def rendered(self, notation: Notation | None = None) -> str:
        """Return the sentence as a reader sees it."""
        return self._rendered(self.text, notation)

    def rendered_domain(self, notation: Notation | None = None) -> str:
        """Return the domain as a reader sees it."""
        return self._rendered(self.domain, notation)

    def _rendered(self, text: str, notation: Notation | None) -> str:
        shown, end = "", 0
        for hole in _HOLE.finditer(text):
            shown += text[end : hole.start()]
            in_math = shown.count("$") % 2 == 1
            shown += _shown(self.content[hole["name"]], notation, in_math)
            end = hole.end()
        return shown + text[end:]

    @property
    def of_the_domain(self) -> frozenset[str]:
        """The names of the formulas that occur in the domain only."""
        return frozenset(self.content) - {hole["name"] for hole in _HOLE.finditer(self.text)}

    @property
    def stray(self) -> tuple[str, ...]:
        """Numbers and formulas that are typed into the sentence or the domain, where no check can decide them.

        References such as *eq 14*, *section 5.1* and years do not count, nor do indices and names in LaTeX.

        Example:
            >>> from theory.ledger import Clause
            >>> Clause("By lemma 2 at least 3 of $2^N$ gates, $[[k: 4]]$ for $N = [[N: 2]]$.").stray
            ('3', '2^N')
        """
        return tuple(
            found for text in (self.text, self.domain) for found in _stray(_HOLE.sub("\u25a1", text))
        )
