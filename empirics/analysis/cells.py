"""The results of runs at the paper's size for each half row of table 1, and their conditions."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from empirics.spec.bert_base import (
    CONVERGED_EVALUATIONS,
    LEARNING_RATE,
    PICKED_ON,
    RULE_CHOSEN_ON,
    WARM_UP,
    WEIGHT_DECAY,
    bert_base,
    evaluation_grid,
    protocol_precision,
)
from empirics.spec.config import RunConfig
from empirics.spec.model_config import TransformerConfig
from empirics.store.runs import Run, list_runs
from theory.errors import InputError
from theory.reported.table_1 import SEEDS_PER_CELL, TABLE_1, TOTAL_STEPS, HalfRow
from theory.reported.table_2 import TABLE_2
from theory.results.chance import better_than_random
from theory.results.milestones import Milestones, milestones

#: The settings of table 2, without the seed.
SETTINGS = len(TABLE_2["Learning Rate"]) * len(TABLE_2["Weight Decay"])


@dataclass(frozen=True, slots=True)
class Spread:
    """A number for each seed; None where a run ended before it.

    Attributes:
        values: the numbers.
        ended: the step at which each run ended.
    """

    values: tuple[float | None, ...]
    ended: tuple[int, ...]

    @property
    def missed_within(self) -> int:
        """The least end of the runs without a number; none of them has its number up to this step."""
        return min(step for value, step in zip(self.values, self.ended, strict=True) if value is None)

    @property
    def reached(self) -> list[float]:
        """The numbers that are not None."""
        return [value for value in self.values if value is not None]

    @property
    def mean(self) -> float:
        """The mean of the numbers that are not None."""
        return fmean(self.reached)

    @property
    def two_deviations(self) -> float:
        """Two standard deviations of the sample, as in the caption of table 1; 0 for a single number."""
        return 2 * stdev(self.reached) if len(self.reached) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A half row of table 1 from this project's runs: those of the best setting, one a seed.

    Attributes:
        row: the half row as printed.
        runs: the runs, by seed.
        learning_rate, weight_decay, warmup: the setting, best by the mean of the least validation losses, ties to
            the faster.
        settings_tried: the number of settings compared, among :data:`SETTINGS`; the warm-up is not counted, and only
            settings with as many seeds are.
        accuracy: on the test set, of the model of least validation loss until step 100K; None for a run that was cut
            off before its test.
        test_inputs: the size of the test set.
        better_than_random, beyond_chance, almost_perfect: steps until each; see :class:`Milestones`.
    """

    row: HalfRow
    runs: tuple[Run, ...]
    learning_rate: float
    weight_decay: float
    warmup: int
    settings_tried: int
    accuracy: Spread
    test_inputs: int
    better_than_random: Spread
    beyond_chance: Spread
    almost_perfect: Spread


def grid_runs(roots: Iterable[Path], damaged: list[str] | None = None) -> list[Run]:
    """The runs of table 2's grid below these folders that are finished or given up, each configuration once.

    Args:
        roots: folders of runs.
        damaged: takes a line for each run that cannot be read.

    Raises:
        InputError: a run cannot be read, and ``damaged`` is None.
    """
    found: dict[str, Run] = {}
    for run in itertools.chain.from_iterable(map(list_runs, roots)):
        try:
            if run.finished and is_of_grid(run.config):
                run.metrics()
                found.setdefault(run.config.name, run)
        except InputError as error:
            if damaged is None:
                raise
            damaged.append(str(error))
    return list(found.values())


def is_of_grid(config: RunConfig) -> bool:
    """Return whether this is training as in the grid, for any values of the settings in :data:`FREE`."""
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


#: Settings that do not decide which cell a run belongs to, as its precision and execution do not: where it is computed,
#: how often it is evaluated, when it is given up, how many good evaluations end it.
FREE = ("device", "threads", "evaluate_every", "steps", "stop_after")


def _as_free(config: RunConfig, expected: RunConfig) -> RunConfig:
    free = {name: getattr(expected, name) for name in FREE}
    model = config.model
    plain = (
        replace(model, precision="float32", execution="eager")
        if isinstance(model, TransformerConfig)
        else model
    )
    return replace(config, **free, model=plain)


def protocol_departures(run: Run) -> int:
    """In how many conditions a run departs from the protocol: the precision, when it is evaluated and when it ends."""
    config = run.config
    assert isinstance(config.model, TransformerConfig)
    ours = config.model.precision, config.evaluate_every, config.stop_after
    protocol = protocol_precision(config.d), evaluation_grid(config.d), CONVERGED_EVALUATIONS
    return sum(one != other for one, other in zip(ours, protocol, strict=True))


_TASKS = {(row.d, row.supervised) for row in TABLE_1}
_RATES, _DECAYS, _SEEDS = (
    {float(text) for text in TABLE_2[label]} for label in ("Learning Rate", "Weight Decay", "Dataset Seed")
)

#: The warm-up of table 2, and none, as in footnote 20 for models that are not known beforehand.
_WARMUPS = {0, int(TABLE_2["Warmup Steps"][0])}


@dataclass(frozen=True, slots=True)
class _Followed:
    """A run with its stored evaluations, read once."""

    run: Run
    metrics: list[dict[str, Any]]
    reached: Milestones

    @classmethod
    def read(cls, run: Run) -> _Followed:
        metrics = run.metrics()
        return cls(run, metrics, milestones(metrics))

    @property
    def accuracy(self) -> float | None:
        """Return the test accuracy of the best model of the first 100K steps; None if it was never tested."""
        tested = [line for line in self.metrics if "test" in line and line["step"] <= TOTAL_STEPS]
        return 1 - float(tested[-1]["test"]["free_running_error"]) if tested else None


def measured(row: HalfRow, runs: Sequence[Run]) -> Measured | None:
    """Return this half row by runs of the grid, or None if there are none."""
    by_setting: dict[tuple[float, float, int], dict[int, Run]] = {}
    # Of two runs of one seed, for example on two machines, the one with fewer departures is used.
    for run in sorted(runs, key=protocol_departures, reverse=True):
        config, model = run.config, run.config.model
        if (config.d, config.supervised) == (row.d, row.supervised) and isinstance(model, TransformerConfig):
            setting = model.learning_rate, model.weight_decay, model.warmup
            by_setting.setdefault(setting, {})[config.seed] = run
    if not by_setting:
        return None
    seeds = max(map(len, by_setting.values()))
    compared = {
        setting: [_Followed.read(held[seed]) for seed in sorted(held)]
        for setting, held in by_setting.items()
        if len(held) == seeds
    }
    (rate, decay, warmup), best = min(compared.items(), key=lambda item: _rank(item[1]))
    ended = tuple(int(followed.metrics[-1]["step"]) for followed in best)
    return Measured(
        row,
        tuple(followed.run for followed in best),
        rate,
        decay,
        warmup,
        len({setting[:2] for setting in compared}),
        Spread(tuple(followed.accuracy for followed in best), ended),
        min(int(followed.metrics[0]["validation"]["inputs"]) for followed in best),
        Spread(tuple(followed.reached.above_60_percent for followed in best), ended),
        Spread(tuple(followed.reached.beyond_chance for followed in best), ended),
        Spread(tuple(followed.reached.above_95_percent for followed in best), ended),
    )


def _rank(runs: Sequence[_Followed]) -> tuple[float, float]:
    """The mean over seeds of the least validation loss, then of the steps until almost perfect."""
    losses = [min(float(line["validation"]["loss"]) for line in run.metrics) for run in runs]
    steps = [float(run.reached.above_95_percent or "inf") for run in runs]
    return fmean(losses), fmean(steps)


#: The columns of :class:`Table`.
HEADS = (
    "bits",
    "sub-tasks",
    "test accuracy, paper",
    "ours",
    "steps to > 60 %, paper",
    "ours",
    "beyond chance, ours",
    "to > 95 %, ours",
    "note",
)
NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Table:
    """Table 1 as printed, with the measured values beside it, as text.

    Attributes:
        rows: the columns of :data:`HEADS`; a half row without runs says so.
        notes: of each half row that was run, in order: how, and a comparison with the paper's count. Rows refer to
            them by their number from 1.
    """

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def table(runs: Sequence[Run]) -> Table:
    """Return table 1 from runs of the grid."""
    lines: list[tuple[str, ...]] = []
    notes: list[str] = []
    for row in sorted(TABLE_1, key=lambda row: row.d):
        printed = str(row.accuracy), str(row.iterations or f"> {TOTAL_STEPS // 1000}K")
        task, ours = (str(row.d), "with" if row.supervised else "without"), measured(row, runs)
        if ours is None:
            lines.append((*task, printed[0], NOT_RUN, printed[1], *[NOT_RUN] * 3, ""))
            continue
        spreads = ours.better_than_random, ours.beyond_chance, ours.almost_perfect
        compared = comparison(ours)
        how = f"{row.d} bits {task[1]} sub-tasks: {_how(ours)}."
        notes.append(f"{how} {compared[0].upper()}{compared[1:]}." if compared else how)
        lines.append(
            (*task, printed[0], _accuracies(ours), printed[1], *map(_steps, spreads), str(len(notes)))
        )
    return Table(tuple(lines), tuple(notes))


def _accuracies(ours: Measured) -> str:
    if not ours.accuracy.reached:
        return "not tested"
    text = f"{ours.accuracy.mean:.2%}"
    if len(ours.accuracy.reached) > 1:
        text += f" ± {ours.accuracy.two_deviations:.2%}"
    untested = len(ours.runs) - len(ours.accuracy.reached)
    return f"{text} of {ours.test_inputs:,} inputs" + (f" ({untested} not tested)" if untested else "")


def _steps(spread: Spread) -> str:
    missing = len(spread.values) - len(spread.reached)
    if not spread.reached:
        return f"> {spread.missed_within:,}"
    text = f"{spread.mean:,.0f}"
    if len(spread.reached) > 1:
        text += f" ± {spread.two_deviations:,.0f}"
    return f"{text} ({missing} not within {spread.missed_within:,})" if missing else text


def _how(ours: Measured) -> str:
    """The conditions of our runs: how many, the setting and where it comes from, and those of :func:`conditions`."""
    seeds = "3 seeds" if len(ours.runs) == SEEDS_PER_CELL else f"{len(ours.runs)} of {SEEDS_PER_CELL} seeds"
    how = [
        f"{seeds}, {ours.settings_tried} of {SETTINGS} settings: rate {ours.learning_rate:g}",
        f"decay {ours.weight_decay:g}",
        f"warm-up {ours.warmup:,}" if ours.warmup else "no warm-up",
        *dict.fromkeys(text for run in ours.runs for text in conditions(run)),
    ]
    rule = {run.config.stop_after for run in ours.runs}
    if (ours.row.d, ours.row.supervised) == RULE_CHOSEN_ON and CONVERGED_EVALUATIONS in rule:
        how.append("a rule that was chosen after a run of this cell")
    d, seed = PICKED_ON
    one_setting = (ours.learning_rate, ours.weight_decay, ours.warmup) == (
        LEARNING_RATE,
        WEIGHT_DECAY,
        WARM_UP,
    )
    if one_setting and ours.row.d == d and seed in (run.config.seed for run in ours.runs):
        how.append(f"a setting that was picked on seed {seed}")
    return ", ".join(how)


def conditions(run: Run) -> list[str]:
    """Return how a run was computed, evaluated and ended, in words."""
    config, state = run.config, run.state
    assert isinstance(config.model, TransformerConfig)
    assert config.stop_below is not None, "the grid's runs end when they have converged"
    in_a_row = "" if config.stop_after == 1 else f" {config.stop_after} times in a row"
    found = [
        config.model.precision,
        f"evaluated every {config.evaluate_every:,}",
        f"ended by at most {config.stop_below:.0%} wrong{in_a_row}",
        f"at most {config.steps:,} steps",
    ]
    if state is not None and state.given_up:
        found.append(f"seed {config.seed} given up at step {state.step:,}")
    return found


#: The least probability that is stated beside a count of steps.
NOTABLE_CHANCE = 0.05


def comparison(ours: Measured) -> str:
    """Return a comparison of our steps to 60 % with the paper's; empty if the paper prints none."""
    printed = ours.row.iterations
    if printed is None:
        return ""
    steps, found = float(printed.mean), []
    reached, runs = len(ours.better_than_random.reached), len(ours.runs)
    if reached:
        which = "" if reached == runs else f"{reached} of {runs} "
        times = ours.better_than_random.mean / steps
        found.append(f"{which}above 60 % after {times:.1f} times the paper's count")
    if ours.warmup > steps:
        found.append(f"at the paper's count our warm-up had come to {steps / ours.warmup:.0%} of the rate")
    if not reached:
        found.append(
            f"ours ended after {ours.better_than_random.missed_within / steps:.2g} times the paper's count"
        )
    every = bert_base(ours.row.d, ours.row.supervised).evaluate_every
    chance = better_than_random(ours.test_inputs, max(1, int(steps / every)))
    if float(chance.independent) >= NOTABLE_CHANCE:
        found.append(
            f"guessing passes 60 % by then with probability {float(chance.independent):.2f} "
            "if evaluations are independent"
        )
    return "; ".join(found)
