"""Certificates of order relations: the form of a proof on disk."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Clause, Condition, Disjunction
from theory.asymptotics.monomials import Monomial
from theory.asymptotics.proofs import Proof
from theory.asymptotics.regions import Region
from theory.files import write_bytes

FORMAT = "subtask order certificate"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Witness:
    """A JSON object that the independent checker reads."""

    document: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The JSON text."""
        return json.dumps(self.document, indent=2) + "\n"

    @check_arguments
    def write(self, path: str | Path) -> None:
        """Write the file; InputError if it cannot be written."""
        write_bytes(Path(path), self.text.encode())


class Certificate(Witness):
    """A proof that LEFT = O(RIGHT), as the JSON object that the independent checker reads.

    Returned by :func:`decide_order`.
    """

    __slots__ = ()

    @property
    def conditions_used(self) -> list[str]:
        """The conditions that the proof rests on."""
        return [given_text(given) for given in self.document["given"]]

    @property
    def steps(self) -> list[Mapping[str, Any]]:
        """All steps of all leaves, without those that only compare logarithms."""
        return [
            step
            for entry in self.document["proofs"]
            for leaf in _leaves(entry["proof"])
            for step in leaf["steps"]
        ]

    def powers_of_condition(self, condition: Condition) -> list[Fraction]:
        """The power to which every leaf uses a condition: a constant K in it enters each bound as K^power."""
        wanted = {"larger": str(condition.larger), "smaller": str(condition.smaller)}
        given = list(self.document["given"])
        index = given.index(wanted) if wanted in given else None
        return [
            sum(
                (Fraction(s["power"]) for s in leaf["steps"] if s["rule"] == "given" and s["index"] == index),
                Fraction(0),
            )
            for entry in self.document["proofs"]
            for leaf in _leaves(entry["proof"])
        ]


def given_text(given: Mapping[str, Any]) -> str:
    """A condition of a certificate or refutation, for a reader."""
    if "any" in given:
        return " or ".join(map(given_text, given["any"]))
    return f"{given['larger']} >= {given['smaller']}"


def given_document(condition: Condition | Disjunction) -> dict[str, Any]:
    """A condition as the file holds it."""
    if isinstance(condition, Disjunction):
        return {"any": [given_document(option) for option in condition.options]}
    return {"larger": str(condition.larger), "smaller": str(condition.smaller)}


def build_certificate(
    left: Sequence[Clause], right: Sequence[Clause], region: Region, proofs: Mapping[tuple[int, int], Proof]
) -> Certificate:
    """The certificate with these proofs, one for every pair of clauses; what no proof uses is left out."""
    left, right, proofs = _without_idle_terms(left, right, proofs)
    same = _first_of_same_ratio(region, proofs)
    used = sorted(set(same.values()))
    bounded = {
        name for proof in proofs.values() for step in _all_steps(proof) for name in step.get("times", ())
    }
    kept = [region.every[index] for index in used]
    plain = [c for k in kept for c in (k.options if isinstance(k, Disjunction) else (k,))]
    monomials = [m for clause in (*left, *right) for m in clause] + [
        m for c in plain for m in (c.larger, c.smaller)
    ]
    names = sorted({name for monomial in monomials for name in monomial.parameters})
    bounded |= {n for proof in proofs.values() for step in _all_steps(proof) for n in _bounds_used(step)}
    place = {old: used.index(first) for old, first in same.items()}
    return Certificate(
        {
            "format": FORMAT,
            "version": VERSION,
            "parameters": {name: bound_text(name, region) if name in bounded else None for name in names},
            "given": [given_document(condition) for condition in kept],
            "left": _clauses(left),
            "right": _clauses(right),
            "proofs": [
                {"left": i, "right": j, "proof": _written(proof, place)}
                for (i, j), proof in sorted(proofs.items())
            ],
        }
    )


def bound_text(name: str, region: Region) -> str:
    """The lower bound of a parameter as the file holds it: ``"1"``, or ``"> 1"`` where it is never attained."""
    return f"{'> ' if name in region.strict else ''}{region.bounds[name]}"


def _bounds_used(step: Mapping[str, Any]) -> set[str]:
    """The parameters whose bounds show that an exponent of this step is positive."""
    return set(re.findall(r"[A-Za-z_]\w*", step.get("exponent", "")))


def _without_idle_terms(
    left: Sequence[Clause], right: Sequence[Clause], proofs: Mapping[tuple[int, int], Proof]
) -> tuple[list[Clause], list[Clause], dict[tuple[int, int], Proof]]:
    """Leave out terms that have no weight in any proof: this only strengthens what is claimed."""
    sides = {"left_weights": list(left), "right_weights": list(right)}
    trimmed = {pair: copy.deepcopy(proof) for pair, proof in proofs.items()}
    for side, (name, clauses) in enumerate(sides.items()):
        for index, clause in enumerate(clauses):
            leaves = [
                leaf for pair, proof in trimmed.items() if pair[side] == index for leaf in _leaves(proof)
            ]
            busy = [k for k in range(len(clause)) if any(leaf[name][k] for leaf in leaves)]
            clauses[index] = tuple(clause[k] for k in busy)
            for leaf in leaves:
                leaf[name] = [leaf[name][k] for k in busy]
    return sides["left_weights"], sides["right_weights"], trimmed


def _first_of_same_ratio(region: Region, proofs: Mapping[tuple[int, int], Proof]) -> dict[int, int]:
    """Return, for every condition used, the first one used that states the same ratio."""
    steps = [step for proof in proofs.values() for step in _all_steps(proof) if step["rule"] == "given"]
    indexes = {step["index"] for step in steps} | {k for proof in proofs.values() for k in _cases(proof)}
    ratios: dict[int, Any] = {
        index: c.options if isinstance(c, Disjunction) else c.ratio
        for index, c in enumerate(region.every)
        if index in indexes
    }
    return {i: next(j for j, other in ratios.items() if other == ratio) for i, ratio in ratios.items()}


def _clauses(clauses: Sequence[Sequence[Monomial]]) -> list[list[str]]:
    return [[str(monomial) for monomial in clause] for clause in clauses]


def _leaves(proof: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for inner in _inner(proof):
        yield from _leaves(inner)
    if "steps" in proof:
        yield proof


def _inner(proof: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The proofs of the cases that a proof distinguishes."""
    if "split" in proof:
        return [proof["first_at_most_second"], proof["second_at_most_first"]]
    return list(proof.get("proofs", ()))


def _cases(proof: Mapping[str, Any]) -> Iterator[int]:
    """The disjunctions by which a proof distinguishes cases."""
    if "cases" in proof:
        yield proof["cases"]
    for inner in _inner(proof):
        yield from _cases(inner)


def _all_steps(proof: Proof) -> Iterator[Mapping[str, Any]]:
    for leaf in _leaves(proof):
        yield from _with_reasons(leaf["steps"])


def _with_reasons(steps: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Steps, and the steps of their reasons."""
    for step in steps:
        yield step
        for reason in (step, *step.get("chain", ())):
            yield from _with_reasons(reason.get("because", ()))


def _written(value: Any, place: Mapping[int, int]) -> Any:
    """The same proof with rationals as strings and conditions renumbered."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, list):
        return [_written(item, place) for item in value]
    if isinstance(value, Mapping):
        renumbered = {"given": "index"}.get(value.get("rule", ""), "cases")
        return {k: place[v] if k == renumbered else _written(v, place) for k, v in value.items()}
    return value
