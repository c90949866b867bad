"""Certificates of order relations: what a proof looks like on disk."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.asymptotics.expressions import Clause, Condition
from theory.asymptotics.monomials import Monomial
from theory.asymptotics.proofs import Proof
from theory.asymptotics.regions import Region

FORMAT = "subtask order certificate"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that LEFT = O(RIGHT), as the JSON object that the independent checker reads.

    Returned by :func:`decide_order`.
    """

    document: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The JSON text."""
        return json.dumps(self.document, indent=2) + "\n"

    @check_arguments
    def write(self, path: str | Path) -> None:
        """Write the file."""
        Path(path).write_text(self.text, encoding="utf-8")

    @property
    def conditions_used(self) -> list[str]:
        """The conditions that the proof rests on."""
        return [f"{given['larger']} >= {given['smaller']}" for given in self.document["given"]]

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
    kept = [region.conditions[index] for index in used]
    monomials = [m for clause in (*left, *right) for m in clause] + [
        m for c in kept for m in (c.larger, c.smaller)
    ]
    names = sorted({name for monomial in monomials for name in monomial.parameters})
    place = {old: used.index(first) for old, first in same.items()}
    return Certificate(
        {
            "format": FORMAT,
            "version": VERSION,
            "parameters": {name: str(region.bounds[name]) if name in bounded else None for name in names},
            "given": [{"larger": str(c.larger), "smaller": str(c.smaller)} for c in kept],
            "left": _clauses(left),
            "right": _clauses(right),
            "proofs": [
                {"left": i, "right": j, "proof": _written(proof, place)}
                for (i, j), proof in sorted(proofs.items())
            ],
        }
    )


def _without_idle_terms(
    left: Sequence[Clause], right: Sequence[Clause], proofs: Mapping[tuple[int, int], Proof]
) -> tuple[list[Clause], list[Clause], dict[tuple[int, int], Proof]]:
    """Leave out terms that have no weight in any proof: what is claimed only gets stronger."""
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
    """For every condition used, the first one used that says the same."""
    steps = [step for proof in proofs.values() for step in _all_steps(proof) if step["rule"] == "given"]
    ratios = {index: region.conditions[index].ratio for index in sorted({step["index"] for step in steps})}
    return {i: next(j for j, other in ratios.items() if other == ratio) for i, ratio in ratios.items()}


def _clauses(clauses: Sequence[Sequence[Monomial]]) -> list[list[str]]:
    return [[str(monomial) for monomial in clause] for clause in clauses]


def _leaves(proof: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "split" in proof:
        yield from _leaves(proof["first_at_most_second"])
        yield from _leaves(proof["second_at_most_first"])
    else:
        yield proof


def _all_steps(proof: Proof) -> Iterator[dict[str, Any]]:
    for leaf in _leaves(proof):
        for step in leaf["steps"]:
            yield step
            yield from step.get("because", ())


def _written(value: Any, place: Mapping[int, int]) -> Any:
    """The same proof with rationals as strings and conditions renumbered."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, list):
        return [_written(item, place) for item in value]
    if isinstance(value, Mapping):
        renumber = value.get("rule") == "given"
        return {k: place[v] if renumber and k == "index" else _written(v, place) for k, v in value.items()}
    return value
