"""The record of the last full run, and the statements that the theorems must have.

Where there is no Coq the record counts, as ``recorded``, if the sources are those that it was made from, leave nothing
unproved that their text shows (:mod:`theory.formal.unproved`), and hold exactly the theorems recorded. Only Coq can
decide whether a proof is correct. A statement is pinned in a text file of its own, which the docs show, so that a
theorem that is weakened under the same name is detected.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.files import content_digest, read_object, replace_json
from theory.formal.coq import (
    SOURCES,
    Build,
    Theorem,
    build,
    coq_version,
    items,
    require_closed,
    source_hashes,
    theorems,
)
from theory.formal.unproved import require_proved

RECORD = Path(__file__).parent / "record.json"
PINS = Path(__file__).parent / "statements"


@dataclass(frozen=True, slots=True)
class Proved:
    """All theorems, proved now or according to the record.

    Returned by :func:`prove`.
    """

    theorems: dict[str, Theorem]
    recorded: bool


def pin_file(name: str, pins: Path = PINS) -> Path:
    """The text file with the statement of ``Module.name``."""
    module, short = name.split(".")
    return pins / module / f"{short}.txt"


@check_arguments
def require_pinned(found: dict[str, Theorem], pins: str | Path = PINS) -> None:
    """Raise ProofError unless every theorem states what its pin says, and every pin has its theorem.

    Example:
        >>> from theory.formal import read_record, require_pinned
        >>> require_pinned(read_record())
    """
    pins = Path(pins)
    for name, theorem in found.items():
        path = pin_file(name, pins)
        if not path.is_file():
            raise ProofError(
                f"{name}: its statement is not pinned; read it, then run python -m theory.formal --pin"
            )
        if path.read_text(encoding="utf-8").strip() != theorem.statement:
            raise ProofError(f"{name}: states something else than {path.name} says")
    orphans = {f"{path.parent.name}.{path.stem}" for path in pins.glob("*/*.txt")} - set(found)
    if orphans:
        raise ProofError(f"pinned, but no longer proved: {', '.join(sorted(orphans))}")


def write_record(made: Build, summary: str, path: Path = RECORD, sources: Path = SOURCES) -> None:
    """Write the record of a run in which everything was compiled, closed and checked."""
    document = {
        "format": "subtask formal record",
        "version": 1,
        "coq": made.version,
        "sources": source_hashes(sources),
        "theorems": [asdict(theorem) for theorem in theorems(made, sources).values()],
        "coqchk": summary.splitlines(),
    }
    document["digest"] = content_digest(document)
    replace_json(path, document)


@check_arguments
def read_record(path: str | Path = RECORD, sources: str | Path = SOURCES) -> dict[str, Theorem]:
    """Return the theorems that the last full run of Coq proved.

    Raises:
        ProofError: there is no record; or it was changed by hand; or a source has changed since, leaves something
            unproved, or does not hold the theorems recorded.

    Example:
        >>> from theory.formal import read_record
        >>> read_record()["Lemma3.lemma_3"].is_closed
        True
    """
    path, sources = Path(path), Path(sources)
    try:
        document = read_object(path)
        recorded, entries = document["sources"], document["theorems"]
        found = {entry["name"]: Theorem(**entry) for entry in entries}
    except (InputError, KeyError, TypeError) as error:
        raise ProofError(f"{path.name}: no record of a run of Coq ({error})") from None
    whole = document.get("digest") == content_digest(document, without="digest")
    if not whole or "* Axioms: <none>" not in document.get("coqchk", ()):
        raise ProofError(f"{path.name}: not as a run of Coq wrote it; run make formal")
    require_proved(sources)
    now = source_hashes(sources)
    changed = sorted(module for module in {*recorded, *now} if recorded.get(module) != now.get(module))
    if changed:
        raise ProofError(f"{', '.join(changed)}: changed since the recorded run of Coq; run make formal")
    if strangers := sorted(set(found) ^ set(items(sources))):
        raise ProofError(f"{', '.join(strangers)}: in the sources or in the record only; run make formal")
    return found


def prove() -> Proved:
    """Return the theorems, compiled now if Coq is installed, else from the record; check that they are as pinned.

    Raises:
        ProofError: something is not proved, or not what is pinned.

    Example:
        >>> from theory.formal import prove
        >>> prove().theorems["Lemma3.lemma_3"].is_closed
        True
    """
    here = coq_version() is not None
    require_proved(SOURCES)
    found = theorems(build()) if here else read_record()
    require_closed(found)
    require_pinned(found)
    return Proved(found, recorded=not here)
