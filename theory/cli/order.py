"""``subtask order``: is LEFT = O(RIGHT)?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError

if TYPE_CHECKING:
    from theory.asymptotics import OrderAnswer


class Relation(StrEnum):
    """What is asked."""

    O = "O"  # noqa: E741
    OMEGA = "Omega"
    THETA = "Theta"
    O_TILDE = "O~"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def order(
        left: Annotated[str, typer.Argument(help='A quantity, such as "T**8*sqrt(n)/m + log(n)".')],
        right: Annotated[str, typer.Argument(help="The quantity it is compared with.")],
        given: Annotated[list[str] | None, typer.Option(help='A condition, such as "m >= n**3".')] = None,
        parameter: Annotated[
            list[str] | None,
            typer.Option(help='A fixed number in exponents with its bound, such as "N >= 1".'),
        ] = None,
        relation: Annotated[Relation, typer.Option(help="O~ drops all logarithms.")] = Relation.O,
        least: Annotated[str | None, typer.Option(help="The weakest lower bound on this variable.")] = None,
        certificate: Annotated[Path | None, typer.Option(help="Write the certificate here.")] = None,
        json: Json = False,
    ) -> None:
        """Is LEFT = O(RIGHT), with all variables at least 1 and going to infinity in any way GIVEN allows?"""
        from theory.asymptotics import decide_order
        from theory.asymptotics.orders import describe

        if certificate and relation is Relation.THETA:
            raise InputError("Theta is two relations: ask for O and for Omega to get a certificate of each")
        pairs = {Relation.OMEGA: [(right, left)], Relation.THETA: [(left, right), (right, left)]}
        conditions = tuple(given or ())
        payload = {}
        if least:
            from theory.asymptotics.least import least_bound

            bound = least_bound(left, right, least, conditions)
            conditions += tuple(f"{least} >= {term}" for term in map(str, bound.threshold.monomials))
            payload = {"least": f"{least} >= {bound.threshold}"}
        answers = [
            decide_order(a, b, conditions, parameter or (), ignore_logs=relation is Relation.O_TILDE)
            for a, b in pairs.get(relation, [(left, right)])
        ]
        shown = next((found for found in answers if not found), answers[0])
        if certificate and shown.certificate:
            try:
                shown.certificate.write(certificate)
            except OSError as error:
                raise InputError(f"cannot write {certificate}: {error.strerror}") from None
        lines = [payload["least"]] if payload else []
        answer({**payload, "relation": relation.value, **describe(shown)}, json, [*lines, *_lines(shown)])


def _lines(found: OrderAnswer) -> Iterator[str]:
    claim = f"{found.left} = O({found.right})"
    if found.certificate:
        yield f"follows: {claim}"
        for condition in found.certificate.conditions_used:
            yield f"  by {condition}"
        return
    yield f"does not follow: {claim}"
    yield f"  along {found.ray}"
    if point := found.breakpoint:
        yield f"  at M = 10^{point.log10_m}: " + ", ".join(
            f"{x} = {value}" for x, value in point.values.items()
        )
        yield f"  there LEFT / RIGHT > {point.exceeds} (about 10^{point.log10_ratio:.4g}), and it grows"
        if point.conditions_within > 1:
            yield f"  (the conditions hold there within a factor {point.conditions_within:.3g})"
