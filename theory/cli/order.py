"""``subtask order``: is LEFT = O(RIGHT)?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError

if TYPE_CHECKING:
    from theory.asymptotics import OrderAnswer
    from theory.asymptotics.tails import TailAnswer


#: Names that usually stand for something small.
_OFTEN_SMALL = {"eps", "epsilon", "delta", "gamma", "tau", "eta"}
_READING = (
    "every variable may stay bounded or grow; log(x) means 1 + ln x; conditions hold up to constant factors"
)


def order(
    left: Annotated[str, typer.Argument(help='A quantity, such as "T**8*sqrt(n)/m + log(n)" or "2**n".')],
    right: Annotated[str, typer.Argument(help="The quantity with which it is compared.")],
    given: Annotated[
        list[str] | None,
        typer.Option(help='A condition, such as "m >= n**3". It holds up to a constant factor.'),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            help='A fixed number in exponents with its bound, such as "N >= 1" or "eps > 0"; "b > a" needs an '
            'earlier --parameter for a, such as "a >= 0".'
        ),
    ] = None,
    small: Annotated[
        list[str] | None, typer.Option(help="A variable in (0, 1] instead of at least 1.")
    ] = None,
    relation: Annotated[
        str,
        typer.Option(
            help="O, Omega, Theta, or O~, which ignores all logarithms; o and ~ are refused, with a message that "
            "says what to ask instead."
        ),
    ] = "O",
    least: Annotated[
        str | None,
        typer.Option(help="Compute the weakest lower bound on this variable for which LEFT = O(RIGHT)."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(help="The file to which the certificate or the refutation is written.")
    ] = None,
    json: Json = False,
) -> None:
    """Decide whether LEFT = O(RIGHT): is there a constant C with LEFT <= C RIGHT wherever the conditions hold?

    Every variable is at least 1 and may stay bounded or grow, in any way GIVEN allows; log(x) means 1 + ln x,
    and 1 where x is below 1 (as in log(n/k)). Conditions hold up to constant factors. "Follows" comes with a
    proof; "does not follow" with a ray: a curve such as n = M^2, m = log M on which the conditions hold and
    LEFT / RIGHT is unbounded as M grows.

    LEFT and RIGHT are built from variables, positive numbers, + * / ** (or ^), n! and the functions log, exp, sqrt,
    factorial, max and min.

    Tail events are compared by exponents, with a large constant in every condition but those with ==:
    "2**d*n*exp(-Omega(m**(1/3)/T**2))" "1/D".

    Example: subtask order 'n*log(n)' 'n**2' --certificate proof.json
    """
    from theory.asymptotics.tails import is_tail

    question = _Question(left, right, tuple(given or ()), tuple(parameter or ()), tuple(small or ()))
    if is_tail(left) or is_tail(right):
        if relation != "O" or least or parameter:
            raise InputError("tail events are compared with --relation O, without --parameter and --least")
        _answer_tail(question, certificate, json)
        return
    if certificate and relation == "Theta":
        raise InputError("Theta is two relations; ask for O and for Omega to get a certificate of each")
    _answer_order(question, relation, least, certificate, json)


@dataclass(slots=True)
class _Question:
    """The text of a question."""

    left: str
    right: str
    given: tuple[str, ...]
    parameters: tuple[str, ...]
    small: tuple[str, ...]


def _answer_order(
    question: _Question, relation: str, least: str | None, certificate: Path | None, json: bool
) -> None:
    from theory.asymptotics import decide_order
    from theory.asymptotics.orders import describe

    payload: dict[str, Any] = {"relation": relation}
    lines: list[str] = []
    if least:
        if question.parameters or question.small:
            raise InputError("--least cannot be used with --parameter or --small")
        lines, payload["least"] = _least(question, least)
        question.given += tuple(payload["least"])
        payload["least"] = " and ".join(payload["least"])
    shown = decide_order(
        question.left,
        question.right,
        question.given,
        question.parameters,
        relation=relation,
        small=question.small,
    )
    _require_accepted(shown)
    if shown.converse:
        _require_accepted(shown.converse)
    claim = f"{question.left} = {relation}({question.right})"
    verdict = "follows" if shown.follows else "does not follow"
    normal = f"{shown.left} = O({shown.right})"
    lines += [f"{verdict}: {claim}", *_details(shown, normal, claim, question)]
    notes = _notes(shown, question)
    lines += [*(f"  ({note})" for note in notes), *_write(shown, certificate)]
    answer({**payload, "asked": claim, **describe(shown), "notes": notes}, json, lines)


def _least(question: _Question, least: str) -> tuple[list[str], list[str]]:
    from theory.asymptotics.least import least_bound
    from theory.asymptotics.vocabulary import identifiers

    if least not in identifiers([question.left, question.right]):
        raise InputError(f"{least[:40]} does not occur in the question, so no bound on it helps")
    bound = least_bound(question.left, question.right, least, question.given)
    terms = [str(monomial) for monomial in bound.threshold.monomials]
    conditions = [f"{least} >= {bound.threshold}"]
    needless = "  (which holds anyway)" if terms == ["1"] else ""
    return [f"least bound on {least}, up to a constant factor: {conditions[0]}{needless}"], conditions


def _details(
    shown: OrderAnswer, normal: str, claim: str, question: _Question, constant: str = ""
) -> Iterator[str]:
    """The lines below the verdict."""
    if normal != claim:
        yield f"  in normal form: {normal}"
    for definition in shown.definitions:
        yield f"  where {definition.name} = {definition.meaning}"
    if shown.certificate:
        for condition in shown.certificate.conditions_used:
            yield f"  by {condition}"
        return
    yield f"  along the ray {shown.ray}, as M grows"
    if shown.by_exponents:
        first, second = ("RIGHT", "LEFT") if shown.swapped else ("LEFT", "RIGHT")
        yield f"  (the ray compares exponents: log({first}) / log({second}) is unbounded on it)"
    if point := shown.breakpoint:
        sides = constant or ("RIGHT / LEFT" if shown.swapped else "LEFT / RIGHT")
        yield f"  near the ray, up to constant factors, at M = 10^{point.log10_m}: " + ", ".join(
            f"{x} = {value}" for x, value in point.values.items()
        )
        yield f"  there {sides} > {point.exceeds} (about 10^{point.log10_ratio:.4g}), and it grows"
        if question.given and point.conditions_within > 1:
            yield f"  (the conditions hold there within a factor {point.conditions_within:.3g})"


def _notes(shown: OrderAnswer, question: _Question) -> list[str]:
    """Return notes on how the question was read, and on facts that may surprise a reader."""
    words = _variables(shown, question)
    ranges = [f"{', '.join(words)} >= 1"] if words else []
    ranges += [f"{', '.join(question.small)} in (0, 1]"] if question.small else []
    notes = [f"{'; '.join(ranges)}: {_READING}"]
    notes += [
        f"{name} is read as at least 1: --small {name} reads it in (0, 1]"
        for name in words
        if name in _OFTEN_SMALL
    ]
    bounded = _bounded(shown, words, question.parameters) if shown.given else []
    if bounded:
        nothing = "; nothing meets them at infinity, so every order follows" if bounded == words else ""
        notes.append(f"the conditions keep {', '.join(bounded)} bounded{nothing}")
    return notes


def _variables(shown: OrderAnswer, question: _Question) -> list[str]:
    from theory.asymptotics.monomials import variable_of
    from theory.asymptotics.vocabulary import identifiers

    monomials = [*shown.left.monomials, *shown.right.monomials, *shown.region.monomials]
    used = {variable_of(base) for monomial in monomials for base in monomial.bases}
    return sorted(used & identifiers([question.left, question.right, *question.given]))


def _bounded(shown: OrderAnswer, variables: Sequence[str], parameters: Sequence[str]) -> list[str]:
    """The variables that cannot grow under the conditions."""
    from theory.asymptotics import decide_order

    plain = [condition for condition in shown.given if hasattr(condition, "larger")]
    if len(plain) < len(shown.given) or len(shown.conditions) > len(plain):
        return []
    found = []
    for x in variables:
        with contextlib.suppress(InputError):  # an undecided variable does not count as bounded
            if decide_order(x, "1", plain, parameters):
                found.append(x)
    return found


def _answer_tail(question: _Question, certificate: Path | None, json: bool) -> None:
    """Compare exponents, with a constant of our choice in every condition."""
    from theory.asymptotics.orders import describe
    from theory.asymptotics.tails import decide_tail_text

    tail = decide_tail_text(question.left, question.right, question.given, small=question.small)
    _require_accepted(tail.decided)
    verdict = "follows" if tail.follows else "does not follow"
    claim = f"{question.left} <= {question.right}"
    lines = [f"{verdict}: {claim}, for large constants in the conditions", *_tail_details(tail, question)]
    notes = _notes(tail.decided, question)
    payload = {
        **describe(tail.decided),
        "follows": tail.follows,
        "exponent_grows_like_constant_to": str(tail.amplified),
        "notes": notes,
    }
    lines += [*(f"  ({note})" for note in notes), *_write(tail.decided, certificate)]
    answer({"relation": "tail", "asked": claim, **payload}, json, lines)


def _tail_details(tail: TailAnswer, question: _Question) -> Iterator[str]:
    yield f"  exp({tail.needed}) exp(-Omega({tail.rate})) <= 1"
    yield f"  {tail.constant} is the constant in every condition but those with =="
    if tail.follows:
        normal = f"{tail.constant} = O(1) wherever {tail.needed} >= {tail.rate}"
        yield from _details(tail.decided, normal, "", question)
        return
    if tail.order.follows:
        yield "  the exponents are of the same order, and no condition makes up for the hidden constant"
    yield from _details(tail.decided, "", "", question, tail.constant)


def _require_accepted(found: OrderAnswer) -> None:
    """Raise ProofError unless the independent checker accepts the witness of an answer."""
    from theory.asymptotics import checker
    from theory.asymptotics.orders import Undecided

    witness = found.certificate or found.refutation
    try:
        checker.check(witness.text if witness else "")
    except checker.Rejected as error:
        raise Undecided(f"undecided: the checker does not accept the witness: {error}") from None


def _write(found: OrderAnswer, path: Path | None) -> list[str]:
    """Write the witness, and return lines that name the file and whether it is a certificate or a refutation."""
    if path is None:
        return []
    if found.certificate:
        found.certificate.write(path)
        return [f"  certificate written to {path}"]
    if found.refutation:
        found.refutation.write(path)
        return [f"  no certificate, since it does not follow: refutation written to {path}"]
    return ["  no file written: there is neither a certificate nor a refutation"]
