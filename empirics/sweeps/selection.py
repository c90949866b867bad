"""Which runs of a sweep are meant: ``d=32,supervised`` is every run of 32 bits that has intermediate labels.

Terms joined by commas must all hold; of several selections one must. A term is ``KEY=VALUE``, a setting as
``config.json`` names it (``-`` may stand for ``_``), or one of :data:`FLAGS`. Numbers are compared as numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from typing import Any

from empirics.spec.config import RunConfig
from empirics.spec.model_config import ElmanConfig, TransformerConfig
from theory.errors import InputError

FLAGS = {"supervised": ("supervised", True), "end-to-end": ("supervised", False)}
#: Names of settings on the command line that differ from those in ``config.json``.
ALIASES = {"model": "kind", "task": "task_name"}
KEYS = sorted(
    {f.name for kind in (RunConfig, ElmanConfig, TransformerConfig) for f in fields(kind)} | ALIASES.keys()
)

Selector = Callable[[RunConfig], bool]


def selector(selections: Sequence[str]) -> Selector:
    """Return a test of whether a run is in any of the selections; without selections every run is.

    Raises:
        InputError: a term that is neither ``KEY=VALUE`` with a setting's name nor a flag.
    """
    alternatives = [[_term(term.strip()) for term in selection.split(",")] for selection in selections]

    def selected(config: RunConfig) -> bool:
        settings = settings_of(config)
        return not alternatives or any(
            all(key in settings and _equal(settings[key], wanted) for key, wanted in terms)
            for terms in alternatives
        )

    return selected


def settings_of(config: RunConfig) -> dict[str, Any]:
    """Every setting of a run and of its model, in one dictionary."""
    record = asdict(config)
    return {**record, **record.pop("model")}


def _term(text: str) -> tuple[str, Any]:
    if text in FLAGS:
        return FLAGS[text]
    key, equals, value = text.partition("=")
    key = key.strip().replace("-", "_")
    if not equals or key not in KEYS:
        raise InputError(
            f"{text!r} selects no runs: it is neither {' nor '.join(FLAGS)} nor KEY=VALUE with a key of "
            + ", ".join(KEYS)
        )
    return ALIASES.get(key, key), value.strip()


def _equal(setting: Any, wanted: Any) -> bool:
    if isinstance(setting, bool) or not isinstance(setting, int | float):
        return str(setting).lower() == str(wanted).lower()
    try:
        return setting == float(wanted)
    except ValueError:
        return False
