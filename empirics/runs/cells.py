"""What runs at the paper's size say of each half row of table 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev

from empirics.runs.bert_base import bert_base
from empirics.runs.config import RunConfig
from empirics.runs.folder import Run, list_runs
from empirics.runs.milestones import Milestones, milestones
from empirics.runs.model_config import TransformerConfig
from theory.experiments.table_1 import SEEDS, TABLE_1, TOTAL_STEPS, Row
from theory.experiments.table_2 import TABLE_2

#: Of table 2, without the seed.
SETTINGS = len(TABLE_2["Learning Rate"]) * len(TABLE_2["Weight Decay"])


@dataclass(frozen=True, slots=True)
class Spread:
    """A number for each seed; None where a run did not come so far."""

    values: tuple[float | None, ...]

    @property
    def reached(self) -> list[float]:
        """The numbers that there are."""
        return [value for value in self.values if value is not None]

    @property
    def mean(self) -> float:
        """Of the numbers that there are."""
        return fmean(self.reached)

    @property
    def two_deviations(self) -> float:
        """Two standard deviations of the sample, as the caption of table 1 has them; 0 of a single number."""
        return 2 * stdev(self.reached) if len(self.reached) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A half row of table 1 by runs of our own: those of the best setting, one a seed.

    Attributes:
        row: what the paper prints.
        runs: the runs, by seed.
        learning_rate, weight_decay, warmup: the setting, best by the mean of the least validation losses, ties to
            the faster.
        settings_tried: of how many, of :data:`SETTINGS`, the warm-up not counted; only those with as many seeds.
        accuracy: on the test set, of the model of least validation loss until step 100K.
        better_than_random, beyond_chance, almost_perfect: steps until so; see :class:`Milestones`.
        steps: updates of the longest run.
    """

    row: Row
    runs: tuple[Run, ...]
    learning_rate: float
    weight_decay: float
    warmup: int
    settings_tried: int
    accuracy: Spread
    better_than_random: Spread
    beyond_chance: Spread
    almost_perfect: Spread
    steps: int


def grid_runs(roots: Iterable[Path]) -> list[Run]:
    """The finished runs of table 2's grid below these folders, each configuration once."""
    found: dict[str, Run] = {}
    for root in roots:
        for run in list_runs(root):
            if run.finished and is_of_grid(run.config):
                found.setdefault(run.config.name, run)
    return list(found.values())


def is_of_grid(config: RunConfig) -> bool:
    """Whether this is training as the grid has it, whatever :data:`FREE` says."""
    expected = _of_grid(config)
    return expected is not None and _as_free(config, expected) == expected


def _of_grid(config: RunConfig) -> RunConfig | None:
    """The grid's run of this task, seed and setting; None if it has none."""
    model = config.model
    if not isinstance(model, TransformerConfig) or (config.d, config.supervised) not in _TASKS:
        return None
    if model.learning_rate not in _RATES or model.weight_decay not in _DECAYS or config.seed not in _SEEDS:
        return None
    if model.warmup not in _WARMUPS:
        return None
    return bert_base(
        config.d,
        config.supervised,
        seed=config.seed,
        learning_rate=model.learning_rate,
        weight_decay=model.weight_decay,
        warmup=model.warmup,
    )


#: What does not decide which cell a run belongs to, and neither does the precision: where it is computed, how often it
#: is looked at, when it is given up, how many good evaluations end it.
FREE = ("device", "threads", "evaluate_every", "steps", "stop_after")


def _as_free(config: RunConfig, expected: RunConfig) -> RunConfig:
    free = {name: getattr(expected, name) for name in FREE}
    model = config.model
    plain = replace(model, precision="float32") if isinstance(model, TransformerConfig) else model
    return replace(config, **free, model=plain)


def departures(run: Run) -> list[str]:
    """How a run of the grid departs from it, in words."""
    config, expected = run.config, _of_grid(run.config)
    found: list[str] = []
    if isinstance(config.model, TransformerConfig) and config.model.precision != "float32":
        found.append(config.model.precision)
    if expected is not None and config.evaluate_every != expected.evaluate_every:
        found.append(f"evaluated every {config.evaluate_every}")
    return found


_TASKS = {(row.d, row.supervised) for row in TABLE_1}
_RATES, _DECAYS, _SEEDS = (
    {float(text) for text in TABLE_2[label]} for label in ("Learning Rate", "Weight Decay", "Dataset Seed")
)

#: Table 2's, and none, as footnote 20 has it for models that nobody can name beforehand.
_WARMUPS = {0, int(TABLE_2["Warmup Steps"][0])}


def measured(row: Row, runs: Sequence[Run]) -> Measured | None:
    """This half row by runs of the grid, or None if nobody has run it."""
    by_setting: dict[tuple[float, float, int], dict[int, Run]] = {}
    # Of two runs of one seed, on two machines say, the one that departs less stands for it.
    for run in sorted(runs, key=lambda run: len(departures(run)), reverse=True):
        config, model = run.config, run.config.model
        if (config.d, config.supervised) == (row.d, row.supervised) and isinstance(model, TransformerConfig):
            setting = model.learning_rate, model.weight_decay, model.warmup
            by_setting.setdefault(setting, {})[config.seed] = run
    if not by_setting:
        return None
    seeds = max(map(len, by_setting.values()))
    compared = {setting: list(held.values()) for setting, held in by_setting.items() if len(held) == seeds}
    (rate, decay, warmup), best = min(compared.items(), key=lambda item: _rank(item[1]))
    best = sorted(best, key=lambda run: run.config.seed)
    marks = [_marks(run) for run in best]
    return Measured(
        row,
        tuple(best),
        rate,
        decay,
        warmup,
        len({setting[:2] for setting in compared}),
        Spread(tuple(_accuracy(run) for run in best)),
        Spread(tuple(mark.above_60_percent for mark in marks)),
        Spread(tuple(mark.beyond_chance for mark in marks)),
        Spread(tuple(mark.above_95_percent for mark in marks)),
        max(int(run.metrics()[-1]["step"]) for run in best),
    )


def _marks(run: Run) -> Milestones:
    return milestones(run.metrics())


def _rank(runs: Sequence[Run]) -> tuple[float, float]:
    """The mean over seeds of the least validation loss, then of the steps until almost perfect."""
    losses = [min(float(line["validation"]["loss"]) for line in run.metrics()) for run in runs]
    steps = [float(_marks(run).above_95_percent or "inf") for run in runs]
    return fmean(losses), fmean(steps)


def _accuracy(run: Run) -> float:
    """Of the last model that was best until step 100K, or of the last before it."""
    tested = [line for line in run.metrics() if "test" in line]
    line = [line for line in tested if line["step"] <= TOTAL_STEPS][-1]
    return 1 - float(line["test"]["free_running_error"])


#: The columns of :func:`rows`.
HEADS = (
    "bits",
    "sub-tasks",
    "test accuracy, paper",
    "ours",
    "steps to > 60 %, paper",
    "ours",
    "beyond chance, ours",
    "to > 95 %, ours",
    "our runs",
)
NOT_RUN = "not run"


def rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """Table 1 as printed with what was measured beside it, as text; a half row that nobody has run says so."""
    return [_texts(row, measured(row, runs)) for row in sorted(TABLE_1, key=lambda row: row.d)]


def _texts(row: Row, ours: Measured | None) -> tuple[str, ...]:
    task = (str(row.d), "with" if row.supervised else "without")
    printed = str(row.accuracy), str(row.iterations or f"> {TOTAL_STEPS // 1000}K")
    if ours is None:
        return (*task, printed[0], NOT_RUN, printed[1], NOT_RUN, NOT_RUN, NOT_RUN, NOT_RUN)
    accuracy = f"{ours.accuracy.mean:.2%}"
    if len(ours.runs) > 1:
        accuracy += f" ± {ours.accuracy.two_deviations:.2%}"
    counts = [
        _steps(spread, ours.steps)
        for spread in (ours.better_than_random, ours.beyond_chance, ours.almost_perfect)
    ]
    return (*task, printed[0], accuracy, printed[1], *counts, _how(ours))


def _steps(spread: Spread, most: int) -> str:
    missing = len(spread.values) - len(spread.reached)
    if not spread.reached:
        return f"> {most:,}"
    text = f"{spread.mean:,.0f}"
    if len(spread.reached) > 1:
        text += f" ± {spread.two_deviations:,.0f}"
    return f"{text} ({missing} not within {most:,})" if missing else text


def _how(ours: Measured) -> str:
    seeds = "3 seeds" if len(ours.runs) == SEEDS else f"{len(ours.runs)} of {SEEDS} seeds"
    how = [
        f"{seeds}, {ours.settings_tried} of {SETTINGS} settings: rate {ours.learning_rate:g}",
        f"decay {ours.weight_decay:g}",
        f"warm-up {ours.warmup:,}" if ours.warmup else "no warm-up",
        *dict.fromkeys(text for run in ours.runs for text in departures(run)),
    ]
    return ", ".join(how)
