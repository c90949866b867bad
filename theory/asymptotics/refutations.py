"""Refutations of order relations: the form of a ray on disk."""

from __future__ import annotations

from theory.asymptotics.certificates import Witness, bound_text, given_document
from theory.asymptotics.expressions import Clause
from theory.asymptotics.rays import Ray
from theory.asymptotics.regions import Region

FORMAT = "subtask order refutation"
VERSION = 1


class Refutation(Witness):
    """A curve on which LEFT / RIGHT is unbounded, as the JSON object that the independent checker reads.

    Part of what :func:`decide_order` returns.
    """

    __slots__ = ()


def build_refutation(left: Clause, right: Clause, region: Region, ray: Ray) -> Refutation:
    """The refutation of min(left) = O(max(right)) by this ray, under all conditions of the region."""
    monomials = [*left, *right, *region.monomials]
    names = sorted({name for monomial in monomials for name in monomial.parameters})
    variables = sorted({_variable(base) for monomial in monomials for base in monomial.bases})
    return Refutation(
        {
            "format": FORMAT,
            "version": VERSION,
            "parameters": {
                name: {"bound": bound_text(name, region), "value": str(ray.parameters[name])}
                for name in names
            },
            "given": [given_document(c) for c in region.every],
            "left": [[str(monomial) for monomial in left]],
            "right": [[str(monomial) for monomial in right]],
            "broken": {"left": 0, "right": 0},
            "ray": {x: [str(power) for power in ray.exponents[x]] for x in variables},
        }
    )


def _variable(base: str) -> str:
    return base.removeprefix("log(").removesuffix(")")
