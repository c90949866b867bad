"""``python -m tests.mutation``: plant errors in the code of the exact rooms and see whether ``pytest theory/`` notices.

    --share 0.05 --seed 7   a random 5 % of all errors (1 for every one)
    --room hardness ...     these rooms only
    --record FILE           where the result goes

An error is run against the proof checks that call the function that it is in. What was found is kept under .cache and
found again while the file and the checks are the same. An error in code that no proof check calls is counted apart.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.runs import CAUGHT, HUNG, PATIENCE, ROOT, SURVIVED, load_libraries, outcome, start

ROOMS = (
    "tasks", "hypothesis_class", "composition", "asymptotics", "convergence", "kernel", "hardness", "transforms",
    "nets", "attention", "reported", "results", "ledger",
)  # fmt: skip
CACHE = ROOT / ".cache"
#: Seconds of checks that one error is run against, the quickest first.
AT_MOST = 45.0


def digest(*paths: Path) -> str:
    """One digest of files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def checks() -> list[Path]:
    """Every file of the proof suites."""
    return sorted((ROOT / "theory/papers").rglob("*.py"))


def traced() -> dict[str, dict]:
    """Which check calls what; the suite is run once if that is not known yet."""
    sources = sorted((ROOT / "theory").rglob("*.py"))
    path = CACHE / f"traced-{digest(*sources)}.json"
    if not path.exists():
        CACHE.mkdir(exist_ok=True)
        code = f"from pathlib import Path; from tests.mutation.runs import trace; trace(Path({str(path)!r}))"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return json.loads(path.read_text())


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


def known(path: Path) -> dict[str, str]:
    """What earlier runs found."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {entry["key"]: entry["outcome"] for entry in map(json.loads, lines)}


def plant(wanted: list[Mutant], tests: dict[str, dict], workers: int) -> dict[str, str]:
    """Plant each error, several at a time; what became of each."""
    kept = CACHE / f"mutation-{digest(*checks())}.jsonl"
    earlier = known(kept)
    stamp = {path: digest(ROOT / path) for path in {m.path for m in wanted}}
    found, waiting = {}, []
    for mutant in wanted:
        name = f"{stamp[mutant.path]} {mutant.key}"
        if name in earlier:
            found[mutant.key] = earlier[name]
        elif covering(mutant, tests):
            waiting.append(mutant)
        else:
            found[mutant.key] = "not called"
    if waiting:
        control(waiting[0], tests)
    running: dict[int, Mutant] = {}
    begun = time.time()
    with kept.open("a") as file:
        while waiting or running:
            while waiting and len(running) < workers:
                mutant = waiting.pop()
                names = covering(mutant, tests)
                seconds = 3 * sum(tests[n]["seconds"] for n in names) + PATIENCE
                running[start(mutant, names, seconds)] = mutant
            child, status = os.wait()
            mutant = running.pop(child)
            found[mutant.key] = outcome(status)
            entry = {"key": f"{stamp[mutant.path]} {mutant.key}", "outcome": found[mutant.key]}
            file.write(json.dumps(entry) + "\n")
            file.flush()
            print(f"\r{len(waiting)} to go, {time.time() - begun:.0f} s ", end="", file=sys.stderr)
    return found


def control(mutant: Mutant, tests: dict[str, dict]) -> None:
    """Run as with an error, but plant none: the checks must pass, or everything would count as caught."""
    start(replace(mutant, number=-1), covering(mutant, tests), 600)
    if outcome(os.wait()[1]) != SURVIVED:
        raise SystemExit("the checks fail although no error is planted")


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
    tests = traced()
    wanted = chosen(rooms, options.share, options.seed)
    found = plant(wanted, tests, options.workers)
    result = {
        "command": f"python -m tests.mutation --share {options.share} --seed {options.seed}",
        "checks": digest(*checks()),
        "rooms": {room: tally(room, found) for room in rooms},
    }
    for room, counts in result["rooms"].items():
        reached = counts["caught"] + counts["survived"]
        share = f"{counts['caught'] / reached:.1%}" if reached else "none reached"
        print(
            f"{room:<18} {counts['caught']:>4} caught of {reached:>4} ({share}); {counts['not called']} not called"
        )
    for name in sorted(key for key, what in found.items() if what == SURVIVED):
        print(f"survived: {name}")
    if options.record:
        options.record.write_text(json.dumps(result, indent=1) + "\n")


def tally(room: str, found: dict[str, str]) -> dict:
    """The counts of one room, and its survivors."""
    own = {key: what for key, what in found.items() if key.startswith(f"theory/{room}/")}
    counts = Counter(own.values())
    return {
        "caught": counts[CAUGHT] + counts[HUNG],
        "hung": counts[HUNG],
        "survived": counts[SURVIVED],
        "not called": counts["not called"],
        "survivors": sorted(key for key, what in own.items() if what == SURVIVED),
    }


if __name__ == "__main__":
    main()
