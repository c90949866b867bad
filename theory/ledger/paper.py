"""A paper as the ledger uses it: its name and title, its claims, and where its checks are."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType

from theory.arguments import check_fields
from theory.errors import InputError
from theory.ledger.claims import Claim

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper under audit.

    Attributes:
        name: short name, lower case with hyphens; claims are addressed as ``NAME/ID`` from other papers.
        title: as printed.
        claims: in reading order.
        authors: as a bibliography prints them.
        source: where the text can be had.
        equivalent: planted errors that change nothing, ``ID PART.NAME: formula``, each with the reason why.
        suite: the package that holds the checks, such as ``theory.papers.wies_2023.proofs``.
        says: its claims, in plain sentences for a reader who has not read it.
        figures: names of the figures that its report shows.
        demonstrations: the parts of its report on trained models: ``gap``, ``table-1``, ``runs``.

    Raises:
        InputError: the name is not of that form.

    Example:
        >>> from theory.ledger import Paper
        >>> Paper("zorn-1935", "A remark on method in transfinite algebra", ()).name
        'zorn-1935'
    """

    name: str
    title: str
    claims: tuple[Claim, ...]
    authors: str = ""
    source: str = ""
    suite: str = ""
    says: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    demonstrations: tuple[str, ...] = ()
    equivalent: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_fields(self)
        if not _NAME.fullmatch(self.name):
            raise InputError(
                f"a paper's name is lower case with hyphens, such as wies-2023; not {self.name!r}"
            )


def claims_in_order(sections: Iterable[ModuleType], notation: Mapping[str, str]) -> tuple[Claim, ...]:
    """Return the claims of the sections' ``CLAIMS``, each with the paper's notation under its own."""
    return tuple(
        replace(claim, notation={**notation, **claim.notation})
        for section in sections
        for claim in section.CLAIMS
    )


def equivalents_in(package: str) -> dict[str, str]:
    """Return the planted errors that change nothing, from the ``EQUIVALENT`` of every module of a package."""
    modules = pkgutil.iter_modules(importlib.import_module(package).__path__)
    return {
        name: reason
        for module in modules
        for name, reason in importlib.import_module(f"{package}.{module.name}").EQUIVALENT.items()
    }
