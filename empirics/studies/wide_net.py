"""The results of the runs of the wide net, one row a run; those that are not finished below a folder are done there."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from empirics.spec.config import RunConfig
from empirics.spec.model_config import ElmanConfig
from empirics.store.runs import Run
from empirics.studies.measure import Case, Cases
from empirics.sweeps.planned import Planned
from empirics.sweeps.wide_net import WIDE_NET
from empirics.training.loop import train
from empirics.training.together import train_together
from theory.errors import InputError
from theory.results.outcomes import LEARNED_ERROR, first_step_at_most, result_of
from theory.results.records import Row


def row_of(run: Run) -> Row:
    """Return a finished run as one row: its settings and its results.

    ``samples_to_learn`` counts what was drawn until the validation error was first at most 5 %, None if it never was;
    ``mean_free_running_error`` averages over the evaluations, which are equally spaced: the left side of theorem 2
    where errors are over the whole cube.
    """
    config, lines, result = run.config, run.metrics(), result_of(run)
    model = config.model
    if not isinstance(model, ElmanConfig):
        raise InputError(f"{run.folder}: not a run of the wide net")
    learned = first_step_at_most(run, LEARNED_ERROR)
    settings = ("width", "b_variance", "eta", "eta_over_sqrt_n", "batch", "normaliser")
    return {
        "d": config.d,
        "supervised": config.supervised,
        "seed": config.seed,
        "fixed_sample": config.samples,
        **{name: getattr(model, name) for name in settings},
        "algorithm": model.algorithm,
        "sigma": model.sigma,
        "approximation": model.approximation,
        "steps": result.steps,
        "samples_to_learn": None if learned is None else learned * model.batch,
        "first_loss": lines[0]["loss"],
        "last_loss": lines[-1]["loss"],
        "first_free_running_error": lines[0]["validation"]["free_running_error"],
        "mean_free_running_error": sum(v["validation"]["free_running_error"] for v in lines) / len(lines),
        "test_inputs": result.test_inputs,
        "free_running_error": result.free_running_error,
        "teacher_forced_errors": list(result.teacher_forced_errors),
        "training_error": result.training_error,
        "movement": lines[-1]["movement"],
        "seconds": round(result.seconds, 1),
    }


def finish(plans: tuple[Planned, ...], root: Path) -> list[Run]:
    """Do the unfinished runs: those with one sample a step as batches of nets, all others one by one."""
    together: dict[Any, list[RunConfig]] = defaultdict(list)
    for config in (plan.config for plan in plans):
        model = config.model
        if isinstance(model, ElmanConfig) and model.algorithm == 1 and model.batch == 1:
            kind = (config.supervised, model.width, model.normaliser, config.evaluate_every)
            together[kind].append(config)
        elif not Run(root / config.name).has_result:
            train(config, root / config.name, resume=True)
            print(config.name, file=sys.stderr)
    for group in together.values():
        train_together(group, root)
        print(f"{len(group)} like {group[0].name}", file=sys.stderr)
    return [Run(root / plan.config.name) for plan in plans]


def cases(plans: tuple[Planned, ...], root: Path) -> Iterator[Case]:
    """Yield one run a row; the first row that is measured does all unfinished runs."""
    runs = cache(partial(finish, plans, root))
    for place, plan in enumerate(plans):
        config = plan.config
        key = {"d": config.d, "supervised": config.supervised, "seed": config.seed}
        yield Case(key, lambda place=place: row_of(runs()[place]))  # type: ignore[misc]


RECORDS: dict[str, Cases] = {f"wide-net/{name}": partial(cases, plans) for name, plans in WIDE_NET.items()}
