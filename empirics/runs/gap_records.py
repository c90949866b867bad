"""What many seeds of the small run found, one row a run: ``python -m empirics.runs.gap_records NAME RUNS FOLDER``.

It does the runs of the set NAME that are not finished below RUNS one after another in this process, and writes
FOLDER/NAME.json with the command, the versions and the machine. Seconds are of processor time, and of runs on one
thread: several threads wait for each other busily.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from empirics.runs.config import RunConfig
from empirics.runs.folder import Run, hardware, versions
from empirics.runs.one_layer import one_layer
from empirics.runs.results import result_of
from theory.errors import InputError
from theory.experiments.recorded import RECORDED, Row, rows
from theory.experiments.table_2 import TABLE_2
from theory.files import replace_bytes, replace_text

FOLDER = "gap"
SEEDS, THREADS = range(20), (1, 2)
#: Of the sets that take longer: table 2's seeds.
LARGEST_SEEDS = tuple(map(int, TABLE_2["Dataset Seed"]))
#: Sets of runs, each with the sub-tasks unless its name says otherwise.
SETS: dict[str, tuple[RunConfig, ...]] = {
    **{
        f"seeds-{d}": tuple(
            one_layer(d, True, seed=seed, threads=threads) for threads, seed in product(THREADS, SEEDS)
        )
        for d in (8, 16, 32, 64)
    },
    "seeds-128": tuple(one_layer(128, True, seed=seed) for seed in LARGEST_SEEDS),
    "end-to-end": (
        # What the report promises to learn, by all seeds; the rest by fewer.
        *(
            one_layer(d, False, seed=seed, threads=threads)
            for d, threads, seed in product((8, 10), THREADS, SEEDS)
        ),
        *(one_layer(d, False, seed=seed) for d, seed in product((12, 14, 16), SEEDS[:5])),
        *(one_layer(32, False, seed=seed) for seed in SEEDS[:3]),
        one_layer(64, False, seed=0),
    ),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The recorded runs of one task and one number of threads.

    Attributes:
        d, supervised, threads: which.
        budget: steps at most, each.
        steps: of each run, in the order of the seeds.
        reached: whether each run reached its goal on the validation set.
        test_errors: of the answer, free running.
        cpu_seconds: of each run, of processor time; None on several threads.
    """

    d: int
    supervised: bool
    threads: int
    budget: int
    steps: tuple[int, ...]
    reached: tuple[bool, ...]
    test_errors: tuple[float, ...]
    cpu_seconds: tuple[float | None, ...]

    @property
    def within_half(self) -> int:
        """How many runs reached their goal within half of the budget."""
        return sum(
            done and 2 * steps <= self.budget for done, steps in zip(self.reached, self.steps, strict=True)
        )

    def texts(self) -> tuple[str, ...]:
        """Return the row of :data:`HEADS`."""
        count = len(self.steps)
        seconds = [value for value in self.cpu_seconds if value is not None]
        learned = [steps for steps, done in zip(self.steps, self.reached, strict=True) if done]
        return (
            str(self.d),
            "with" if self.supervised else "without",
            str(self.threads),
            f"{len(learned)} of {count}",
            f"{self.within_half} of {count}",
            f"{min(learned):,} to {max(learned):,}" if learned else "",
            f"{self.budget:,}",
            f"{min(self.test_errors):.1%} to {max(self.test_errors):.1%}",
            f"{min(seconds):.1f} to {max(seconds):.1f}" if seconds else "",
        )


#: The columns of :meth:`Summary.texts`.
HEADS = (
    "bits",
    "sub-tasks",
    "threads",
    "learned",
    "within half of the budget",
    "steps",
    "budget",
    "test error",
    "seconds of processor time",
)


def summaries() -> list[Summary]:
    """Return what is recorded of every set, by sub-tasks, d and number of threads; sets not recorded are left out."""
    table = [
        row for name in SETS if (RECORDED / FOLDER / f"{name}.json").exists() for row in rows(FOLDER, name)
    ]
    kinds = sorted({(not row["supervised"], row["d"], row["threads"]) for row in table})
    return [
        _summary([r for r in table if (not r["supervised"], r["d"], r["threads"]) == kind]) for kind in kinds
    ]


def _summary(table: list[Row]) -> Summary:
    columns = ("steps", "reached", "test_error", "cpu_seconds")
    first = table[0]
    return Summary(
        first["d"],
        first["supervised"],
        first["threads"],
        first["budget"],
        *(tuple(row[name] for row in table) for name in columns),
    )


def row(run: Run, cpu_seconds: float) -> Row:
    """Return what decided a finished run and what it found."""
    config, result = run.config, result_of(run)
    last = run.metrics()[-1]["validation"]
    return {
        "d": config.d,
        "supervised": config.supervised,
        "seed": config.seed,
        "threads": config.threads,
        "budget": config.steps,
        "steps": result.steps,
        "reached": config.stop_below is not None and last["free_running_error"] <= config.stop_below,
        "validation_error": last["free_running_error"],
        "test_error": result.free_running_error,
        "test_inputs": result.test_inputs,
        "cpu_seconds": round(cpu_seconds, 2) if config.threads == 1 else None,
    }


def make(name: str, root: Path, folder: Path) -> Path:
    """Do the runs of a set and write its record; runs that an earlier sitting of it finished are kept.

    Raises:
        InputError: there is no such set.
    """
    if name not in SETS:
        raise InputError(f"no set of runs is called {name!r}; there are {', '.join(SETS)}")
    found = []
    for config in SETS[name]:
        found.append(_timed(config, root))
        print(found[-1], file=sys.stderr, flush=True)
    record = {
        "command": f"python -m empirics.runs.gap_records {name} runs docs/results/{FOLDER}",
        "versions": versions(),
        "hardware": hardware("cpu"),
        "rows": found,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    replace_bytes(path, (json.dumps(record, indent=1) + "\n").encode())
    return path


def _timed(config: RunConfig, root: Path) -> Row:
    """Do a run, or take its time from an earlier sitting of this program."""
    from empirics.training.loop import train

    run, times = Run(root / config.name), root / f"{config.name}.cpu-seconds"
    if not times.exists():
        shutil.rmtree(run.folder, ignore_errors=True)  # what was stopped was not timed
        began = time.process_time()
        train(config, run.folder, keep_checkpoint=False)
        replace_text(times, str(time.process_time() - began))
    return row(run, float(times.read_text()))


def main(arguments: list[str]) -> None:
    """Make one record."""
    if len(arguments) != 3:
        raise InputError(f"usage: python -m empirics.runs.gap_records {'|'.join(SETS)} RUNS FOLDER")
    make(arguments[0], Path(arguments[1]), Path(arguments[2]))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except InputError as error:
        sys.exit(f"subtask: {error}")
