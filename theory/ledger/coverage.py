"""The formulas that a check reads and the cases that it covers: the fixtures ``claim`` and ``over``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

from theory.errors import InputError
from theory.ledger.claims import Claim
from theory.ledger.clauses import Part
from theory.ledger.formulas import Formula

#: How many values of a range are shown before the middle is left out.
_SHOWN = 8
#: A number of more characters is shown in decimals.
_LONG_NUMBER = 16


class Reading:
    """The claims as a check reads them, with a note of the formulas that it read.

    ``claim("lemma-15").correction.loss`` is the formula ``[[loss: ...]]`` of that claim's correction, or its value
    where no name in it needs a meaning.
    """

    def __init__(self, planted: Mapping[tuple[str, str, str], Formula]) -> None:
        self._claims: dict[str, Claim] = {}
        self._planted = planted
        self.asked: set[tuple[str, str, str]] = set()  # claim, part, name

    def begin(self, claims: Iterable[Claim]) -> None:
        """Take the claims of the next check, and clear the notes of the last one."""
        self._claims = {claim.id: claim for claim in claims}
        self.asked = set()

    def __call__(self, claim_id: str) -> _ClaimView:
        """Return one claim, whose parts and formulas are its attributes."""
        if claim_id not in self._claims:
            raise InputError(f"no claim has the id {claim_id!r}")
        return _ClaimView(self, claim_id)

    def formula(self, claim_id: str, part: str, name: str) -> Formula:
        """Return one formula, with its planted error where one is planted."""
        content = self._claims[claim_id].content(part)
        if name not in content:
            there = ", ".join(content) or "none"
            raise InputError(f"{claim_id}: no formula [[{name}: ...]] in its {part}; there: {there}")
        self.asked.add((claim_id, part, name))
        return self._planted.get((claim_id, part, name), content[name])


class _ClaimView:
    def __init__(self, reading: Reading, claim_id: str) -> None:
        self._reading, self._id = reading, claim_id

    def __getattr__(self, part: str) -> _PartView:
        if part not in list(Part):
            raise AttributeError(part)
        return _PartView(self._reading, self._id, part)


class _PartView:
    def __init__(self, reading: Reading, claim_id: str, part: str) -> None:
        self._reading, self._id, self._part = reading, claim_id, part

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        formula = self._reading.formula(self._id, self._part, name)
        return formula if formula.names else formula()

    def formula(self, name: str) -> Formula:
        """Return the formula itself, also where its value is fixed."""
        return self._reading.formula(self._id, self._part, name)


class Coverage:
    """The coverage of a check, as the ledger states it.

    ``for d, alpha in over(d=(2, 4), alpha=fractions)`` runs through every combination and notes it;
    ``over.symbols("a b", positive=True)`` makes symbols and notes for which values they stand;
    ``over.sample(2000, "inputs", seed=7)``, ``over.confidence(0.99)`` and ``over.data("a stored run")`` note the
    evidence for a number.
    """

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Clear the notes; called before each check."""
        self._ranges: dict[str, dict[str, str]] = {}  # a name's values, and as they are shown
        self._cases = 0
        self._facts: dict[str, None] = {}
        self.recorded = self.formal = False

    def __call__(self, **ranges: Iterable[Any]) -> Iterator[Any]:
        """Yield every combination of the values given, and note those that the check used."""
        for values in product(*ranges.values()):
            for name, value in zip(ranges, values, strict=True):
                self._ranges.setdefault(name, {})[str(value)] = _shown(value)
            self._cases += 1
            yield values[0] if len(values) == 1 else values

    def symbols(self, names: str, **assumptions: bool) -> Any:
        """Return sympy symbols, and note that the check holds for every value that they may have."""
        import sympy

        made = sympy.symbols(names, **assumptions)
        self.every(*(str(s) for s in (made if isinstance(made, tuple) else (made,))), **assumptions)
        return made

    def every(self, *names: str, **assumptions: bool) -> None:
        """Note that the check holds for every value of these names (of a solver's or a calculus's variables)."""
        kinds = " ".join(word for word, is_so in assumptions.items() if is_so)
        self._note(f"every {kinds + ' ' if kinds else ''}{', '.join(names)}")

    def sample(self, size: int, what: str, seed: int) -> None:
        """Note a random sample."""
        self._note(f"{size} random {what}, seed {seed}")

    def confidence(self, level: float) -> None:
        """Note the confidence of an interval."""
        self._note(f"confidence {level:.6g}")

    def error(self, size: float) -> None:
        """Note the largest error that a numeric comparison allows."""
        self._note(f"error below {size:.3g}")

    def data(self, what: str) -> None:
        """Note stored data: a run or a record, by its name."""
        self._note(what)

    def proved(self, what: str, live: bool) -> None:
        """Note a theorem that a proof assistant accepted, in this run or by its record only."""
        self.formal = True
        self.recorded = self.recorded or not live
        self._note(what if live else f"{what}, by the record")

    def _note(self, fact: str) -> None:
        self._facts[fact] = None

    @property
    def text(self) -> str:
        """Return all notes as one line; empty where there are none."""
        ranges = [f"{name} = {_abridged(list(values.values()))}" for name, values in self._ranges.items()]
        if len(self._ranges) > 1:
            ranges.append(f"{self._cases} cases")
        return "; ".join([*ranges, *self._facts])


def _shown(value: Any) -> str:
    """Return a value as a reader of the ledger sees it: an object with an id by that, a long number by four digits."""
    if isinstance(value, tuple | list):
        return _cut(f"({', '.join(map(_shown, value))})")
    if hasattr(value, "id"):
        return str(value.id)
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        return _shown(tuple(getattr(value, field.name) for field in fields(value)))
    text = str(value)
    if len(text) > _LONG_NUMBER and getattr(value, "is_number", False):
        text = str(value.n(4))
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _abridged(values: list[str]) -> str:
    if len(values) <= _SHOWN:
        return ", ".join(values)
    return f"{', '.join(values[:3])}, ..., {values[-1]} ({len(values)} values)"
