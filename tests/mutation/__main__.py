"""``python -m tests.mutation``: plant errors in the code of the exact rooms and see whether ``pytest theory/`` notices.

    --share 0.05 --seed 7   a random 5 % of all errors (1 for every one)
    --room hardness ...     these rooms only
    --seconds 45            of checks that an error is run against, the most telling first
    --record FILE           where the result of these rooms goes; other rooms stay in it
    --again 30 --seed 7     30 of the errors on record, each against the one check that noticed it

An error is run against the proof checks that call the function that it is in. What was found is kept under .cache and
found again while the file and the checks are the same. Counted apart are errors in code that no proof check calls,
survivors that ``equivalent.py`` lists, and survivors in the condition of a refusal of bad input, which the tests of the
software see to. The exit status is 1 where a listed error is caught.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.mutation.equivalent import HOLES, reason
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.not_called import NOT_CALLED as NOT_CALLED_FILES
from tests.mutation.runs import (
    CAUGHT,
    HUNG,
    PATIENCE,
    ROOT,
    SURVIVED,
    Outcome,
    Run,
    changed_code,
    digest,
    load_libraries,
    run_anew,
    run_in_collected_suite,
)

ROOMS = (
    "tasks", "hypothesis_class", "composition", "asymptotics", "convergence", "kernel", "hardness", "transforms",
    "nets", "attention", "reported", "results", "ledger",
)  # fmt: skip
CACHE, RECORD = ROOT / ".cache", ROOT / "tests/mutation/code.json"
NOT_CALLED = "not called"
KINDS = (CAUGHT, HUNG, SURVIVED, "equivalent", "refusals", NOT_CALLED)


def checks() -> list[Path]:
    """Every file of the proof suites."""
    return sorted((ROOT / "theory/papers").rglob("*.py"))


def traced() -> tuple[dict[str, dict], set[str]]:
    """Which check calls what, and what is called while the suite is collected.

    A file of checks is run again where it, or a file that it called, has changed.
    """
    CACHE.mkdir(exist_ok=True)
    files = [path.relative_to(ROOT).as_posix() for path in checks() if path.name.startswith("test_")]
    stored = {file: CACHE / f"traced-{file.replace('/', '.')}.json" for file in files}
    stale = {file: str(path) for file, path in stored.items() if not _holds(path)}
    if stale:
        code = f"from tests.mutation.runs import trace; trace({stale!r})"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, dict] = {}
    on_import: set[str] = set()
    for path in stored.values():
        tests = json.loads(path.read_text())["tests"]
        on_import |= set(tests.pop("")["calls"])
        found |= tests
    return found, on_import


def _holds(traced_file: Path) -> bool:
    """Whether nothing has changed since."""
    if not traced_file.exists():
        return False
    files = json.loads(traced_file.read_text())["files"]
    return all(digest(ROOT / name) == then for name, then in files.items())


def _uses(name: str, test: dict, place: str) -> bool:
    """Whether a check calls something of a file or a folder, or its own file names the module."""
    module = place.removesuffix(".py:").replace("/", ".")
    return any(call.startswith(place) for call in test["calls"]) or module in text_of(name.partition("::")[0])


@cache
def text_of(name: str) -> str:
    """The text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def recorded(path: Path = RECORD) -> dict:
    """The record of earlier runs by room; empty if there is none."""
    return json.loads(path.read_text(encoding="utf-8"))["rooms"] if path.exists() else {}


def digest_of_room(room: str) -> str:
    """Digest of a room's code and of all checks: what a result rests on."""
    return digest(*sorted((ROOT / "theory" / room).rglob("*.py")), *checks())


def again(number: int, seed: int) -> list[Run]:
    """Errors on record that are still there, drawn at random, each with the check that noticed it."""
    noticed_by = {
        key: check
        for counts in recorded().values()
        for check, keys in counts["noticed by"].items()
        for key in keys
    }
    every = [mutant for mutant in chosen(ROOMS, 1.0, 0) if mutant.key in noticed_by]
    drawn = random.Random(seed).sample(every, min(number, len(every)))
    return [Run(mutant, [noticed_by[mutant.key]], PATIENCE) for mutant in drawn]


def covering(mutant: Mutant, tests: dict[str, dict], seconds: float) -> list[str]:
    """The checks that call the function that the error is in, the most telling first, up to a limit of seconds."""
    if mutant.function:
        place = f"{mutant.path}:{mutant.function}"
        found = [name for name, test in tests.items() if place in test["calls"]]
    else:  # of the module itself, or, where it has nothing that is called, of its room
        found = [name for name, test in tests.items() if _uses(name, test, f"{mutant.path}:")]
        if not found and mutant.path not in NOT_CALLED_FILES:
            room = f"{mutant.path.rpartition('/')[0]}/"
            found = [name for name, test in tests.items() if _uses(name, test, room)]

    own = {name: [c for c in tests[name]["calls"] if c.startswith(f"{mutant.path}:")] for name in found}
    callers = Counter(call for calls in own.values() for call in calls)

    module = mutant.path.removesuffix(".py").replace("/", ".")

    def worth(name: str) -> tuple[bool, float]:
        """First the checks whose file names the module; then by seconds for each function of it that a check calls.

        A function that many checks call counts less.
        """
        called = sum(1 / callers[call] for call in own[name])
        return module not in text_of(name.partition("::")[0]), tests[name]["seconds"] / max(
            called, 1 / len(found)
        )

    total, chosen = 0.0, []
    for name in sorted(found, key=worth):
        total += tests[name]["seconds"]
        if chosen and total > seconds:
            break
        chosen.append(name)
    return chosen


def chosen(rooms: tuple[str, ...], share: float, seed: int) -> list[Mutant]:
    """The errors to plant."""
    files = [path for room in rooms for path in sorted((ROOT / "theory" / room).rglob("*.py"))]
    every = [mutant for path in files for mutant in mutants(path, ROOT)]
    return [m for m in every if random.Random(f"{seed} {m.key}").random() < share]


class Kept:
    """The outcomes of earlier runs; one is valid while the file, and the checks that decided it, are the same."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path, self.checks = path, f"{digest(*checks())} {seconds}"
        self.stamps: dict[str, str] = {}
        lines = path.read_text().splitlines() if path.exists() else []
        self.entries = {(entry["key"], entry["stamp"]): entry for entry in map(json.loads, lines)}

    def stamp(self, mutant: Mutant, noticed_by: str) -> str:
        """Digests of the file with the error, and of the check that noticed it or of all checks."""
        return f"{self._digest(mutant.path)} {self._digest(noticed_by.partition('::')[0])}"

    def _digest(self, name: str) -> str:
        if name not in self.stamps:
            self.stamps[name] = digest(ROOT / name) if name else self.checks
        return self.stamps[name]

    def find(self, mutant: Mutant, tests: Iterable[str]) -> dict | None:
        """Return the outcome of an earlier run if it is still valid, else None."""
        for noticed_by in ("", *dict.fromkeys(name.partition("::")[0] for name in tests)):
            if entry := self.entries.get((mutant.key, self.stamp(mutant, noticed_by))):
                return entry
        return None

    def keep(self, outcome: Outcome) -> None:
        """Write down one outcome."""
        mutant = outcome.run.mutant
        entry = {
            "key": mutant.key,
            "stamp": self.stamp(mutant, outcome.noticed_by),
            "outcome": outcome.what,
            "noticed_by": outcome.noticed_by,
        }
        self.entries[entry["key"], entry["stamp"]] = entry
        with self.path.open("a") as file:
            file.write(json.dumps(entry) + "\n")


def plant(wanted: list[Mutant], seconds: float, workers: int) -> dict[str, dict]:
    """Plant each error, several at a time; what became of each."""
    tests, on_import = traced()
    # What another version of this tool found may be wrong.
    own = digest(*sorted(Path(__file__).parent.glob("[mr]u*.py")))
    kept = Kept(CACHE / f"mutation-{own}.jsonl", seconds)
    found: dict[str, dict] = {}
    runs = []
    for mutant in wanted:
        names = covering(mutant, tests, seconds)
        if not names:
            found[mutant.key] = {"outcome": NOT_CALLED}
        elif not kept.find(mutant, names):
            runs.append(Run(mutant, names, 2 * sum(tests[name]["seconds"] for name in names) + PATIENCE))

    # What is called on import has left its results there, so such an error is planted before anything is imported.
    quick, anew = [], []
    for run in runs:
        changed = changed_functions(run.mutant)
        (quick if changed and changed.isdisjoint(on_import) else anew).append(run)
    in_fork(lambda: do(run_in_collected_suite, quick, workers, kept.keep))
    do(run_anew, anew, workers, kept.keep)
    kept = Kept(kept.path, seconds)
    for mutant in wanted:
        if mutant.key not in found:
            found[mutant.key] = kept.find(mutant, covering(mutant, tests, seconds)) or {}
    return found


def in_fork(work: Callable[[], None]) -> None:
    """Do something in a fork, so that this process imports nothing."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the checks could not be run")


def do(way: Callable[..., None], runs: list[Run], workers: int, keep: Callable[[Outcome], None]) -> None:
    """Do the runs in one of the two ways, and first of all one without an error."""
    left = len(runs) + 1

    def count(outcome: Outcome) -> None:
        nonlocal left
        left -= 1
        if outcome.run.mutant.number >= 0:
            keep(outcome)
            print(f"\r{left} to go ", end="", file=sys.stderr)
        elif outcome.what != SURVIVED:
            raise SystemExit(f"a check fails although no error is planted: {outcome.noticed_by}")

    if runs:
        way([replace(runs[0], mutant=replace(runs[0].mutant, number=-1)), *runs], workers, count)


def changed_functions(mutant: Mutant) -> set[str]:
    """The functions whose code an error changes, as files and first lines."""
    return {f"{mutant.path}:{code.co_firstlineno}" for code in changed_code(mutant)}


def main() -> None:
    """Plant, count, and say what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--room", nargs="*", default=[], choices=ROOMS)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--again", type=int, default=0)
    options = parser.parse_args()
    os.chdir(ROOT)
    load_libraries()
    if options.again:
        sys.exit(repeat(again(options.again, options.seed), options.workers))
    rooms = tuple(room for room in options.room or ROOMS if (ROOT / "theory" / room).is_dir())
    wanted = chosen(rooms, options.share, options.seed)
    found = plant(wanted, options.seconds, options.workers)
    result = {room: tally(room, wanted, found) for room in rooms}
    report(result)
    if options.record:
        sample = f"--share {options.share} --seed {options.seed} --seconds {options.seconds}"
        command = f"python -m tests.mutation {sample}"
        new = {room: {"command": command, "digest": digest_of_room(room), **result[room]} for room in rooms}
        text = json.dumps({"rooms": recorded(options.record) | new}, indent=1, ensure_ascii=False)
        options.record.write_text(text + "\n", encoding="utf-8")
    wrong = sorted(key for key, entry in found.items() if entry["outcome"] in (CAUGHT, HUNG) and reason(key))
    for name in wrong:
        print(f"listed as equivalent, yet caught: {name}")
    sys.exit(bool(wrong))


def repeat(runs: list[Run], workers: int) -> bool:
    """Plant errors on record again; whether one of them survives the check that once noticed it."""
    missed: list[Outcome] = []
    run_anew(runs, workers, lambda outcome: missed.append(outcome) if outcome.what == SURVIVED else None)
    print(f"{len(runs)} planted again, {len(missed)} missed")
    for outcome in missed:
        print(f"missed by {outcome.run.tests[0]}: {outcome.run.mutant.key}")
    return bool(missed)


def report(result: dict[str, dict]) -> None:
    """Print the counts of each room, and the survivors."""
    for room, counts in result.items():
        caught = counts[CAUGHT] + counts[HUNG]
        reached = caught + counts[SURVIVED]
        share = f"{caught / reached:.1%}" if reached else "none reached"
        apart = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS[3:])
        print(f"{room:<18} {caught:>4} caught of {reached:>4} ({share}); {apart}")
    for counts in result.values():
        for name in counts["survivors"]:
            why = reason(name, HOLES)
            print(f"survived: {name}" + (f" (hole: {why})" if why else ""))


def tally(room: str, wanted: list[Mutant], found: dict[str, dict]) -> dict:
    """The counts of one room, its survivors, where nothing is called, and the check that noticed each of the others."""
    own = {mutant: found[mutant.key] for mutant in wanted if mutant.path.startswith(f"theory/{room}/")}
    counts = Counter(_kind(mutant, entry["outcome"]) for mutant, entry in own.items())
    by_check: dict[str, list[str]] = {}
    for mutant, entry in own.items():
        if entry.get("noticed_by"):
            by_check.setdefault(entry["noticed_by"], []).append(mutant.key)
    return {
        **{kind: counts[kind] for kind in KINDS},
        "survivors": sorted(m.key for m, entry in own.items() if _kind(m, entry["outcome"]) == SURVIVED),
        "not called in": dict(
            sorted(Counter(m.path for m, e in own.items() if e["outcome"] == NOT_CALLED).items())
        ),
        "noticed by": {check: sorted(keys) for check, keys in sorted(by_check.items())},
    }


def _kind(mutant: Mutant, what: str) -> str:
    """Return the heading under which an outcome is counted."""
    if what != SURVIVED:
        return what
    return "equivalent" if reason(mutant.key) else "refusals" if mutant.refusal else SURVIVED


if __name__ == "__main__":
    main()
