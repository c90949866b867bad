"""Phrases of Coq, put together by the formulas of the claims, to be found in the statements that Coq proved.

A formal check gives each name of a claim's formula its counterpart in Coq; the value of the formula must then be a part
of the pinned statement. So the sentence and the theorem always agree.
"""

from __future__ import annotations

from typing import Any


class Phrase:
    """A piece of a Coq statement; the operators of a formula put pieces together.

    Attributes:
        text: as Coq prints it.
        natural: whether it is a natural number, which Coq writes ``n%:R`` where a number of a field is meant.

    Example:
        >>> from theory.formal.phrases import Phrase
        >>> from theory.ledger import Formula
        >>> T, d = (Phrase(name, natural=True) for name in "Td")
        >>> print(Formula("(T - d + 1)*p")(T=T, d=d, p=Phrase("e")))
        (T - d + 1)%:R * e
    """

    def __init__(self, text: str, natural: bool = False) -> None:
        self.text, self.natural = text, natural

    def __str__(self) -> str:
        return self.text

    def _with(self, sign: str, other: Any) -> Phrase:
        return Phrase(f"{self} {sign} {other}", self.natural)

    @property
    def _in_the_field(self) -> str:
        if not self.natural:
            return self.text
        return f"({self})%:R" if " " in self.text else f"{self}%:R"

    def __add__(self, other: Any) -> Phrase:
        return self._with("+", other)

    def __sub__(self, other: Any) -> Phrase:
        return self._with("-", other)

    def __mul__(self, other: Any) -> Phrase:
        return Phrase(f"{self._in_the_field} * {other}")

    def __pow__(self, other: Any) -> Phrase:
        return self._with("^", other)

    def __rpow__(self, base: Any) -> Phrase:
        return Phrase(f"{base} ^ {self}", self.natural)

    def __rtruediv__(self, over: Any) -> Phrase:
        return Phrase(f"{self._in_the_field}^-1" if over == 1 else f"{over} / {self._in_the_field}")

    def __lt__(self, other: Any) -> Phrase:
        return self._with("<", other)

    def __le__(self, other: Any) -> Phrase:
        return self._with("<=", other)

    def __gt__(self, other: Any) -> Phrase:
        return Phrase(f"{other} < {self}")

    def __ge__(self, other: Any) -> Phrase:
        return Phrase(f"{other} <= {self}")

    def __eq__(self, other: object) -> Any:
        return self._with("=", other)

    __hash__ = None  # type: ignore[assignment]  # equality makes another phrase

    def __and__(self, other: Phrase) -> Phrase:
        """A chain, ``0 < d <= T``, where the one ends as the other begins; else a conjunction."""
        shared = self.text.rpartition(" ")[2]
        chained = other.text.startswith(f"{shared} ")
        return Phrase(self.text + other.text[len(shared) :] if chained else f"{self} /\\ {other}")
