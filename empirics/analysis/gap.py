"""Summarise the recorded runs of the one-layer decoder over many seeds, one line a task."""

from __future__ import annotations

from dataclasses import dataclass

from theory.results.records import RECORDED, Row, recorded_rows

#: The folder of the records, and those of them that have one run a row.
FOLDER = "gap"
SEED_RECORDS = (*(f"seeds-{d}" for d in (8, 16, 32, 64, 128)), "end-to-end")


@dataclass(frozen=True, slots=True)
class Summary:
    """The recorded runs of one task and one number of threads.

    Attributes:
        d, supervised, threads: the settings of the runs.
        budget: the largest number of steps of each run.
        steps: the steps of each run, in the order of the seeds.
        reached: whether each run reached its goal on the validation set.
        test_errors: the errors of the answer, free running.
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
    """Return a summary of every recorded set, by sub-tasks, d and number of threads."""
    table = [
        row
        for name in SEED_RECORDS
        if (RECORDED / FOLDER / f"{name}.json").exists()
        for row in recorded_rows(FOLDER, name)
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
