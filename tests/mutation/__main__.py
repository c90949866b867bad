"""``python -m tests.mutation``: plant errors in the code of the exact rooms and see whether ``pytest theory/`` notices.

    --share 0.05 --seed 7   a random 5 % of all errors (1 for every one)
    --room hardness ...     these rooms only
    --record FILE           where the result goes

An error is run against the proof checks that call the function that it is in. What was found is kept under .cache and
found again while the file and the checks are the same. An error in code that no proof check calls is counted apart, and
so is one that ``equivalent.py`` lists. The exit status is 1 where a listed one is caught.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tests.mutation.equivalent import reason
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.runs import (
    CAUGHT,
    HUNG,
    PATIENCE,
    ROOT,
    SURVIVED,
    Outcome,
    Run,
    code_of,
    digest,
    functions_of,
    load_libraries,
    run_anew,
    run_in_collected_suite,
)

ROOMS = (
    "tasks", "hypothesis_class", "composition", "asymptotics", "convergence", "kernel", "hardness", "transforms",
    "nets", "reported", "results", "ledger",
)  # fmt: skip
CACHE = ROOT / ".cache"
NOT_CALLED = "not called"
#: Seconds of checks that one error is run against, the quickest first.
AT_MOST = 45.0


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


def covering(mutant: Mutant, tests: dict[str, dict]) -> list[str]:
    """The checks that call the function that the error is in, the quickest first, up to a limit."""
    if mutant.function:
        found = [name for name, test in tests.items() if f"{mutant.path}:{mutant.function}" in test["calls"]]
    else:
        found = [
            n for n, test in tests.items() if any(c.startswith(f"{mutant.path}:") for c in test["calls"])
        ]
    total, chosen = 0.0, []
    for name in sorted(found, key=lambda name: tests[name]["seconds"]):
        total += tests[name]["seconds"]
        if chosen and total > AT_MOST:
            break
        chosen.append(name)
    return chosen


def chosen(rooms: tuple[str, ...], share: float, seed: int) -> list[Mutant]:
    """The errors to plant."""
    files = [path for room in rooms for path in sorted((ROOT / "theory" / room).rglob("*.py"))]
    every = [mutant for path in files for mutant in mutants(path, ROOT)]
    return [m for m in every if random.Random(f"{seed} {m.key}").random() < share]


class Kept:
    """What earlier runs found: an outcome holds while the file, and the checks that decided it, are the same."""

    def __init__(self, path: Path) -> None:
        self.path, self.checks = path, digest(*checks())
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
        """What an earlier run found, if it holds still."""
        for noticed_by in ("", *dict.fromkeys(name.partition("::")[0] for name in tests)):
            if entry := self.entries.get((mutant.key, self.stamp(mutant, noticed_by))):
                return entry
        return None

    def keep(self, outcome: Outcome) -> dict:
        """Write down one outcome."""
        mutant = outcome.run.mutant
        entry = {
            "key": mutant.key,
            "stamp": self.stamp(mutant, outcome.noticed_by),
            "outcome": outcome.what,
            "noticed_by": outcome.noticed_by,
        }
        with self.path.open("a") as file:
            file.write(json.dumps(entry) + "\n")
        return entry


def plant(wanted: list[Mutant], workers: int) -> dict[str, dict]:
    """Plant each error, several at a time; what became of each."""
    tests, on_import = traced()
    kept = Kept(CACHE / "mutation.jsonl")
    found: dict[str, dict] = {}
    quick, slow = [], []
    for mutant in wanted:
        names = covering(mutant, tests)
        if not names:
            found[mutant.key] = {"outcome": NOT_CALLED}
        elif entry := kept.find(mutant, names):
            found[mutant.key] = entry
        else:
            run = Run(mutant, names, 3 * sum(tests[name]["seconds"] for name in names) + PATIENCE)
            (quick if in_functions(mutant, on_import) else slow).append(run)
    left = len(quick) + len(slow)

    def keep(outcome: Outcome) -> None:
        nonlocal left
        left -= 1
        if outcome.run.mutant.number < 0:
            if outcome.what != SURVIVED:
                raise SystemExit(f"a check fails although no error is planted: {outcome.noticed_by}")
            return
        found[outcome.run.mutant.key] = kept.keep(outcome)
        print(f"\r{left} to go, {time.process_time():.0f} s ", end="", file=sys.stderr)

    for runs, do in ((slow, run_anew), (quick, run_in_collected_suite)):
        if runs:  # and first one without an error
            do([replace(runs[0], mutant=replace(runs[0].mutant, number=-1)), *runs], workers, keep)
    return found


def in_functions(mutant: Mutant, on_import: set[str]) -> bool:
    """Whether only functions change, and none that is called while the suite is collected."""
    before = functions_of(code_of(replace(mutant, number=-1)))
    changed = [place for place, code in functions_of(code_of(mutant)).items() if code != before.get(place)]
    return bool(changed) and not any(f"{mutant.path}:{line}" in on_import for _, line in changed)


def main() -> None:
    """Plant, count, and say what survived."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", nargs="*", default=[], choices=ROOMS)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    os.chdir(ROOT)
    rooms = tuple(room for room in options.room or ROOMS if (ROOT / "theory" / room).is_dir())
    load_libraries()
    wanted = chosen(rooms, options.share, options.seed)
    found = plant(wanted, options.workers)
    result = {
        "command": f"python -m tests.mutation --share {options.share} --seed {options.seed}",
        "checks": digest(*checks()),
        "rooms": {room: tally(room, found) for room in rooms},
    }
    for room, counts in result["rooms"].items():
        reached = counts["caught"] + counts["survived"]
        share = f"{counts['caught'] / reached:.1%}" if reached else "none reached"
        print(
            f"{room:<18} {counts['caught']:>4} caught of {reached:>4} ({share}); "
            f"{counts['equivalent']} equivalent, {counts['not called']} not called"
        )
    for name in (name for counts in result["rooms"].values() for name in counts["survivors"]):
        print(f"survived: {name}")
    if options.record:
        options.record.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    wrong = sorted(key for key, entry in found.items() if entry["outcome"] in (CAUGHT, HUNG) and reason(key))
    for name in wrong:
        print(f"listed as equivalent, yet caught: {name}")
    sys.exit(bool(wrong))


def tally(room: str, found: dict[str, dict]) -> dict:
    """The counts of one room, and its survivors."""
    own = {key: entry["outcome"] for key, entry in found.items() if key.startswith(f"theory/{room}/")}
    counts = Counter(own.values())
    survivors = sorted(key for key, what in own.items() if what == SURVIVED and not reason(key))
    return {
        "caught": counts[CAUGHT] + counts[HUNG],
        "hung": counts[HUNG],
        "equivalent": counts[SURVIVED] - len(survivors),
        "survived": len(survivors),
        "not called": counts[NOT_CALLED],
        "survivors": survivors,
    }


if __name__ == "__main__":
    main()
