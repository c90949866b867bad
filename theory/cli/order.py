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
        """Is LEFT = O(RIGHT), with all variables at least 1 and going to infinity in any way GIVEN allows?

        Tail events are compared by exponents: "2**d*n*exp(-Omega(m**(1/3)/T**2))" "1/D".
        """
        from theory.asymptotics import decide_order
        from theory.asymptotics.least import least_bound
        from theory.asymptotics.orders import describe
        from theory.asymptotics.tails import is_tail

        conditions = tuple(given or ())
        if is_tail(left) or is_tail(right):
            if relation is not Relation.O or least or parameter:
                raise InputError("tail events are compared by plain O, without parameters and --least")
            _answer_tail(left, right, conditions, certificate, json)
            return
        if certificate and relation is Relation.THETA:
            raise InputError("Theta is two relations: ask for O and for Omega to get a certificate of each")
        lines, payload = [], {}
        if least:
            bound = least_bound(left, right, least, conditions)
            conditions += tuple(f"{least} >= {term}" for term in map(str, bound.threshold.monomials))
            payload = {"least": f"{least} >= {bound.threshold}"}
            lines = [payload["least"]]
        pairs = {Relation.OMEGA: [(right, left)], Relation.THETA: [(left, right), (right, left)]}
        answers = [
            decide_order(a, b, conditions, parameter or (), ignore_logs=relation is Relation.O_TILDE)
            for a, b in pairs.get(relation, [(left, right)])
        ]
        shown = next((found for found in answers if not found), answers[0])
        _write(shown, certificate)
        answer({**payload, "relation": relation.value, **describe(shown)}, json, [*lines, *_lines(shown)])


def _answer_tail(
    left: str, right: str, conditions: tuple[str, ...], certificate: Path | None, json: bool
) -> None:
    """A comparison of exponents, with every constant in the conditions ours to choose."""
    from theory.asymptotics.orders import describe
    from theory.asymptotics.tails import decide_tail_text

    tail = decide_tail_text(left, right, conditions)
    _write(tail.order, certificate)
    shown = {
        **describe(tail.order),
        "follows": tail.follows,
        "exponent_grows_like_constant_to": str(tail.amplified),
    }
    verdict = "follows" if tail.follows else "does not follow"
    lines = [
        f"{verdict}: exp({tail.needed}) exp(-Omega({tail.rate})) <= 1 for large constants in the conditions"
    ]
    if tail.order.follows and not tail.follows:
        lines.append(
            "  the exponents are of the same order, and no condition makes up for the hidden constant"
        )
    elif not tail.order.follows:
        lines += list(_lines(tail.order))[1:]
    answer({"relation": "tail", **shown}, json, lines)


def _write(found: OrderAnswer, certificate: Path | None) -> None:
    if certificate and found.certificate:
        try:
            found.certificate.write(certificate)
        except OSError as error:
            raise InputError(f"cannot write {certificate}: {error.strerror}") from None


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
