"""An order relation that is written in full, as in a clause of a claim: ``n*log(n) == O(n**2)``."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from theory.arguments import check_arguments
from theory.asymptotics.orders import OrderAnswer, decide_order
from theory.asymptotics.reading import parsed
from theory.errors import InputError

#: The relations by the names that they have in a formula.
_NAMES = {"O": "O", "Omega": "Omega", "Theta": "Theta", "Otilde": "O~"}


@runtime_checkable
class HasText(Protocol):
    """An object with a text, such as :class:`theory.ledger.Formula`."""

    @property
    def text(self) -> str:
        """The text."""


@check_arguments
def decide_relation(
    relation: str | HasText,
    given: Sequence[str | HasText] = (),
    parameters: Sequence[str] = (),
    *,
    small: Sequence[str] = (),
) -> OrderAnswer:
    """Decide an order relation that is written in full; :func:`decide_order` says how it is read.

    Args:
        relation: ``LEFT == O(RIGHT)``, as text or as a formula of a claim, with ``Omega``, ``Theta`` or ``Otilde`` in
            place of ``O``.
        given: conditions, each as text or as a formula.
        parameters, small: as in :func:`decide_order`.

    Raises:
        InputError: the relation is of another form, or something cannot be read.
        Undecided: neither a proof nor a ray was found.

    Example:
        >>> from theory.asymptotics import decide_relation
        >>> from theory.ledger import Formula
        >>> bool(decide_relation(Formula("n*log(n) == O(n**2)")))
        True
        >>> bool(decide_relation("m == Theta(n)", ["m >= n"]))
        False
    """
    text, *conditions = (one if isinstance(one, str) else one.text for one in (relation, *given))
    try:
        tree = parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InputError(f"cannot read the relation {text[:80]!r}") from None
    match tree:
        case ast.Compare(
            left=left,
            ops=[ast.Eq()],
            comparators=[ast.Call(func=ast.Name(id=name), args=[right], keywords=[])],
        ) if name in _NAMES:
            sides = (ast.unparse(left), ast.unparse(right))
            return decide_order(*sides, conditions, parameters, relation=_NAMES[name], small=small)
    raise InputError(f"{text[:80]!r} is not of the form LEFT == O(RIGHT), with {', '.join(_NAMES)}")
