"""A step of a proof as data: the two sides of an O() relation and the conditions under which it is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from theory.arguments import check_arguments, check_fields
from theory.asymptotics import (
    OrderAnswer,
    breaks_along,
    checker,
    decide_order,
    parse_conditions,
    parse_quantity,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step "LEFT = O(RIGHT)".

    Attributes:
        name: unique within its appendix.
        says: the meaning of the step, in Markdown.
        left, right, given, parameters: the question, as :func:`theory.asymptotics.decide_order` takes it.

    Example:
        >>> from theory.convergence import Step
        >>> Step("width", "the width suffices", "n**2", "m", ("m >= n**3",)).certified()
        True
    """

    name: str
    says: str
    left: str
    right: str
    given: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_fields(self)

    def decide(self) -> OrderAnswer:
        """Decide the step."""
        return _decide(self.left, self.right, self.given, self.parameters)

    def certified(self) -> bool:
        """Return whether the step follows, by a certificate that the independent checker accepts.

        Raises:
            Rejected: the checker does not accept the prover's certificate.
        """
        certificate = self.decide().certificate
        if certificate is not None:
            checker.check(certificate.text)
        return certificate is not None

    def broken(self) -> bool:
        """Return whether the step fails along the prover's ray, by a check that shares no code with the prover."""
        ray = self.decide().ray
        return ray is not None and self.breaks_along(ray.equations)

    def breaks_along(self, curve: Sequence[str]) -> bool:
        """Return whether the step fails along a curve, as :func:`theory.asymptotics.breaks_along` reads it."""
        return breaks_along(self.left, self.right, self.given, curve, self.parameters)

    def asks(self, left: str, right: str, given: Iterable[str] = ()) -> bool:
        """Return whether the step is, in normal form, exactly this question: the same sides and the same conditions.

        Raises:
            InputError: a text cannot be read.
        """
        names = [text.split()[0] for text in self.parameters]
        sides = [(self.left, left), (self.right, right)]
        own, other = (
            {condition.larger / condition.smaller for condition in parse_conditions(texts, names)}
            for texts in (self.given, tuple(given))
        )
        return own == other and all(
            set(parse_quantity(mine, names).clauses) == set(parse_quantity(theirs, names).clauses)
            for mine, theirs in sides
        )


@lru_cache(maxsize=512)
def _decide(left: str, right: str, given: tuple[str, ...], parameters: tuple[str, ...]) -> OrderAnswer:
    return decide_order(left, right, given, parameters)


@check_arguments
def as_markdown(steps: Iterable[Step]) -> str:
    """Return a table: each step's meaning, whether it follows, and by which conditions or along which ray it breaks.

    Example:
        >>> from theory.convergence import Step, as_markdown
        >>> print(as_markdown([Step("width", "the width suffices", "n**2", "m", ("m >= n**3",))]))
        | step | follows? | by, or along |
        |---|---|---|
        | the width suffices | yes | `m >= n^3` |
    """
    lines = ["| step | follows? | by, or along |", "|---|---|---|"]
    for step in steps:
        answer = step.decide()
        if answer.certificate:
            witness = (
                ", ".join(f"`{c}`" for c in answer.certificate.conditions_used) or "variables are at least 1"
            )
        else:
            witness = f"`{answer.ray}`"
        lines.append(f"| {step.says} | {'yes' if step.certified() else '**no**'} | {witness} |")
    return "\n".join(lines)


def by_name(steps: Iterable[Step]) -> dict[str, Step]:
    """A table of steps.

    Raises:
        ValueError: two steps share a name.
    """
    table: dict[str, Step] = {}
    for step in steps:
        if step.name in table:
            raise ValueError(f"two steps are named {step.name}")
        table[step.name] = step
    return table
