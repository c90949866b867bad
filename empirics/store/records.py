"""Records: finished runs without their checkpoints, small enough to be kept with the project."""

from __future__ import annotations

import re
import shlex
import shutil
import tarfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empirics.store.runs import Run, list_runs
from theory.errors import InputError
from theory.files import alone_in, check_writable, read_json, replace_bytes, sha256
from theory.results.outcomes import result_of
from theory.results.records import Record
from theory.results.runs import CONFIG, METRICS, STATE

RECORDED_FILES = (CONFIG, METRICS, STATE)
#: An archive that holds more, in bytes or in files, was not made by this project.
MOST_BYTES, MOST_FILES = 1 << 29, 10_000
#: The folder of runs in an archive, beside the findings of the stages.
RUNS = "runs"


def record(run: Run, root: Path) -> Path:
    """Copy the results of a run to ``root / config.name``, which appears complete, by one rename.

    The run is finished, or was given up. An equal record that is there already is not changed.

    Raises:
        InputError: the run is not finished, or its metrics are not the ones it ended with; or the folder holds
            something else.
    """
    check_recordable(run)
    target = root / run.config.name
    check_writable(root / CONFIG)
    contents = {name: (run.folder / name).read_bytes() for name in RECORDED_FILES}
    root.mkdir(parents=True, exist_ok=True)
    with alone_in(root):
        if target.exists():
            if any((target / name).read_bytes() != content for name, content in contents.items()):
                raise InputError(f"{target}: another record of this run is there")
            return target
        # Always the same name, so that no files accumulate when this is killed repeatedly.
        temporary = root / f".{target.name}.new"
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            temporary.mkdir()
            for name, content in contents.items():
                replace_bytes(temporary / name, content)
            temporary.rename(target)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    return target


def check_recordable(run: Run) -> None:
    """Raise InputError unless the run is finished with its result, or was given up after an evaluation."""
    state = run.state
    if state is None or not state.given_up:
        result_of(run)
    elif not run.metrics():
        raise InputError(f"{run.folder}: given up before its first evaluation")


def unpack(archive: Path, into: Path) -> Path:
    """Unpack the archive of ``python -m empirics.reproduce`` and return the folder of its runs.

    Raises:
        InputError: it cannot be read, is damaged, or holds what such an archive does not.
    """
    try:
        with tarfile.open(archive, "r:gz") as file:
            members = []
            for member in file:
                members.append(member)
                if (
                    not member.isfile()
                    or len(members) > MOST_FILES
                    or sum(m.size for m in members) > MOST_BYTES
                ):
                    raise InputError(f"{archive}: not an archive of runs ({member.name})")
            file.extractall(into, members, filter="data")
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise InputError(f"{archive}: cannot be read as an archive ({error})") from None
    return into / RUNS


def record_findings(archive: Path, unpacked: Path, root: Path) -> Path:
    """Write the findings of a reproduction's stages to ``root / CARD-DIGEST.json``, one object a stage.

    Raises:
        InputError: the archive holds no description of the machine.
    """
    found: dict[str, Any] = {}
    for path in sorted(unpacked.glob("*.json")):
        found[path.stem] = read_json(path)
    if "hardware" not in found.get("environment", {}):
        raise InputError(f"{archive}: no description of the machine that it was made on")
    digest = sha256(archive.read_bytes())
    card = re.sub(r"[^a-z0-9]+", "-", str(found["environment"]["hardware"]).lower()).strip("-")
    target = root / f"{card}-{digest[:8]}.json"
    machine = found["environment"]
    words = found.get("reproduce", {}).pop("command", [])
    return Record(
        _command_of(words),
        {"archive_sha256": digest, **found},
        machine.get("versions", {}),
        machine["hardware"],
    ).write(target)


def _command_of(words: Sequence[str]) -> str:
    """Return the command of a reproduction from its arguments, without the paths of its machine."""
    text = shlex.join(["python", "-m", "empirics.reproduce", *words[1:]])
    return re.sub(r"(--out[ =])('[^']*'|\S+)", r"\1OUT", text)


def runs_to_record(folders: Sequence[Path]) -> tuple[list[Run], list[Run]]:
    """The finished and the unfinished runs among folders, each a run or a folder of runs.

    Raises:
        InputError: a folder is neither; or one that is itself a run is not finished.
    """
    finished: list[Run] = []
    unfinished: list[Run] = []
    for folder in folders:
        if (folder / CONFIG).exists():
            check_recordable(Run(folder))  # named explicitly, so it must be finished
            finished.append(Run(folder))
            continue
        below = list(list_runs(folder))
        if not below:
            raise InputError(f"{folder}: neither a run nor a folder of runs")
        finished += [run for run in below if run.finished]
        unfinished += [run for run in below if not run.finished]
    return finished, unfinished
