"""A run on disk: ``config.json``, ``metrics.jsonl``, ``checkpoint.safetensors`` and ``state.json``.

The checkpoint is the truth (:mod:`empirics.runs.checkpoints`). It carries the state: the step, the length of the
metrics at that moment, digests of the configuration, the metrics and the tensors; ``state.json`` is a copy of it for
readers, one checkpoint behind at worst. Metrics are appended as they are made; on resuming, whatever was appended after
the checkpoint is cut off and made again. Readers check the digests.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import json
import os
import platform
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from empirics.runs import checkpoints
from empirics.runs.checkpoints import CHECKPOINT, FORMAT, FORMAT_VERSION, State
from empirics.runs.config import RunConfig
from theory.arguments import check_arguments
from theory.errors import InputError
from theory.files import read_bytes, read_json, replace_bytes
from theory.tasks.parity import BitSubsetParity

if TYPE_CHECKING:
    from torch import Tensor

CONFIG, METRICS, STATE = "config.json", "metrics.jsonl", "state.json"
LOCK = ".lock"
#: The packages whose version can change a run's numbers.
PROJECT = "subtask"
VERSIONED = (PROJECT, "torch", "numpy")
#: Of a checkout.
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


class RunInUse(InputError):
    """Another process is training in this folder.

    Example:
        >>> from empirics.runs import RunInUse
        >>> from theory import InputError
        >>> issubclass(RunInUse, InputError)
        True
    """


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held: its file and the inode that it had."""

    path: Path
    inode: int

    def check(self) -> None:
        """Raise InputError if the file is no longer the one that is locked: another process may be training here."""
        try:
            held = self.path.stat().st_ino == self.inode
        except OSError:
            held = False
        if not held:
            raise InputError(f"{self.path}: removed while the run was training; it stops, and can be resumed")


@cache
def _versions() -> dict[str, str]:
    found = {name: _version(name) for name in VERSIONED}
    return {"python": platform.python_version(), "machine": platform.machine(), **found}


def _version(name: str) -> str:
    """The version of a package; this project's own from ``pyproject.toml`` where it runs from a checkout alone."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        if name != PROJECT:
            raise InputError(
                f"the package {name} has no metadata, so its version cannot be recorded"
            ) from None
    try:
        return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
    except OSError as error:
        raise InputError(f"{PYPROJECT}: cannot be read ({error.strerror}); install the project") from None


def versions() -> dict[str, str]:
    """The versions that are recorded with a run."""
    return dict(_versions())


@cache
def hardware(device: str) -> str:
    """What a run is begun on: the card's name, or the processor's."""
    if device == "cuda":
        import torch

        return torch.cuda.get_device_name()
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


@dataclass(frozen=True, slots=True, init=False)
class Run:
    """A run's folder, for reading; needs no torch.

    Example:
        >>> from empirics.runs import Run
        >>> Run("runs/first").folder.name
        'first'
    """

    folder: Path

    @check_arguments
    def __init__(self, folder: str | Path) -> None:
        object.__setattr__(self, "folder", Path(folder))

    @property
    def header(self) -> dict[str, Any]:
        """``config.json`` whole: format, versions, configuration, subset.

        Raises:
            InputError: missing, no run, or of another format.
        """
        path = self.folder / CONFIG
        document = _read_json(path)
        if document.get("format") != FORMAT:
            raise InputError(f'{path}: not a run (no "format": "{FORMAT}")')
        if document.get("format_version") != FORMAT_VERSION:
            raise InputError(
                f"{path}: run format {document.get('format_version')!r}, this program reads {FORMAT_VERSION}"
            )
        return document

    @property
    def config(self) -> RunConfig:
        """What decided the run."""
        try:
            return RunConfig.from_dict(self.header["config"])
        except (InputError, KeyError) as error:
            raise InputError(f"{self.folder / CONFIG}: {error}") from None

    @property
    def state(self) -> State | None:
        """Where it stood at the last checkpoint; None before the first."""
        path = self.folder / STATE
        if not path.exists():
            return None
        try:
            return State.from_dict(_read_json(path))
        except InputError as error:
            raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from None

    @property
    def finished(self) -> bool:
        """Whether its result is there; one rename, of ``state.json``, made it so after everything else was written."""
        state = self.state
        return state is not None and state.finished

    @property
    def in_use(self) -> bool:
        """Whether a process is training here just now.

        Raises:
            InputError: the lock cannot be looked at.
        """
        try:
            with (self.folder / LOCK).open("r") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        except OSError as error:
            raise InputError(f"{self.folder / LOCK}: cannot be looked at ({error.strerror})") from None
        return False

    def metrics(self) -> list[dict[str, Any]]:
        """Every evaluation in order; a last line that was cut short is left out.

        Raises:
            InputError: they are not what the run wrote, or its configuration is not the one that it began with.
        """
        path, state = self.folder / METRICS, self.state  # the state first: metrics only grow
        content = read_bytes(path) if path.exists() else b""
        if state is not None:
            self.check(state, content)
            if state.finished and len(content) != state.metrics_bytes:
                raise InputError(
                    f"{path}: {len(content)} bytes, but the run ended with {state.metrics_bytes}"
                )
        try:
            lines = [json.loads(line) for line in content.split(b"\n")[:-1]]
        except ValueError as error:
            raise InputError(f"{path}: cannot be read as metrics ({error})") from None
        step = 0
        for number, line in enumerate(lines, 1):
            if not is_evaluation(line) or line["step"] <= step:
                raise InputError(f"{path}: line {number} is no evaluation after step {step}")
            step = line["step"]
        return lines

    def check(self, state: State, metrics: bytes) -> None:
        """Raise InputError unless configuration and metrics are the ones that the state was written with."""
        path = self.folder / METRICS
        if len(metrics) < state.metrics_bytes:
            raise InputError(
                f"{path}: {len(metrics)} bytes, but the checkpoint was made after {state.metrics_bytes}; "
                "part is missing"
            )
        if not state.config_sha256:
            return  # written before there were digests
        if state.config_sha256 != _sha256(read_bytes(self.folder / CONFIG)):
            raise InputError(f"{self.folder / CONFIG}: not the configuration that the run began with")
        if state.metrics_sha256 != _sha256(metrics[: state.metrics_bytes]):
            raise InputError(f"{path}: damaged (not what the run wrote)")

    @contextmanager
    def locked(self) -> Iterator[Lock]:
        """Keep other processes from training here; the lock goes with the process, however it ends.

        A lock of the operating system (flock), which is the first to come's. On a shared file system it keeps other
        machines out where that file system carries flock between them, as NFS does unless mounted ``nolock`` or
        ``local_lock=flock``, and Lustre if mounted ``flock``.

        Raises:
            RunInUse: another process is at it.
            InputError: the folder holds other things and no run, or cannot be written or locked.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not (self.folder / CONFIG).exists() and any(p.name[0] != "." for p in self.folder.iterdir()):
                raise InputError(f"{self.folder}: not empty, and no run")
            with (self.folder / LOCK).open("a") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise RunInUse(f"{self.folder}: another process is training here") from None
                yield Lock(self.folder / LOCK, os.fstat(file.fileno()).st_ino)
        except OSError as error:
            raise InputError(f"{error.filename or self.folder}: cannot be used ({error.strerror})") from None

    def create(self, config: RunConfig) -> None:
        """Lay the folder and write ``config.json``."""
        document = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "versions": versions(),
            "hardware": hardware(config.device),
            "config": config.as_dict(),
        }
        if isinstance(task := config.task, BitSubsetParity):
            document["subset"] = list(task.subset)
        replace_bytes(self.folder / CONFIG, (json.dumps(document, indent=1) + "\n").encode())

    def discard(self) -> None:
        """Remove what was begun and has neither an evaluation nor a checkpoint yet: there is nothing to go on with."""
        if any((self.folder / name).exists() for name in (METRICS, CHECKPOINT, STATE)):
            return
        for name in (CONFIG, LOCK):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # other things are in it
            self.folder.rmdir()

    def append(self, line: dict[str, Any], after: int) -> int:
        """Append one evaluation to the metrics, which have ``after`` bytes; their new length.

        Raises:
            InputError: they have another length: somebody else changed them.
        """
        path = self.folder / METRICS
        with path.open("ab") as file:
            if file.tell() != after:
                raise InputError(f"{path}: changed by somebody else while this run wrote it")
            file.write(json.dumps(line, separators=(",", ":"), allow_nan=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
            return file.tell()

    def rewind(self, length: int) -> None:
        """Cut the metrics back to ``length`` bytes; InputError if they are shorter than that."""
        path = self.folder / METRICS
        present = path.stat().st_size if path.exists() else 0
        if present < length:
            raise InputError(f"{path}: {present} bytes, and {length} are needed; part is missing")
        if present:
            os.truncate(path, length)

    def save(self, tensors: dict[str, Tensor], state: State) -> None:
        """Replace the checkpoint, keeping the one before, then the copy of its state; at the end nothing is before."""
        self._copy_state(checkpoints.write(self.folder, tensors, self.chained(state)))
        if state.finished:
            checkpoints.remove(self.folder, previous_only=True)

    def finish(self, state: State) -> None:
        """Leave a finished run without its checkpoints."""
        self._copy_state(self.chained(state).sealed)
        checkpoints.remove(self.folder)

    def chained(self, state: State) -> State:
        """Return the state with digests of the configuration and of the metrics up to it."""
        path = self.folder / METRICS
        metrics = read_bytes(path) if path.exists() else b""
        return replace(
            state,
            config_sha256=_sha256(read_bytes(self.folder / CONFIG)),
            metrics_sha256=_sha256(metrics[: state.metrics_bytes]),
        )

    def _copy_state(self, state: State) -> None:
        replace_bytes(self.folder / STATE, (json.dumps(asdict(state)) + "\n").encode())

    def load(
        self, accept: Callable[[dict[str, Tensor]], None] = lambda _: None
    ) -> tuple[dict[str, Tensor], State] | None:
        """The last checkpoint that is whole and that ``accept`` takes up; None if there is none yet.

        Raises:
            InputError: none is; the checkpoint was made by another torch; or parts are missing.
        """
        self._check_versions()
        path = self.folder / METRICS
        metrics = read_bytes(path) if path.exists() else b""

        def accepted(tensors: dict[str, Tensor], state: State) -> None:
            self.check(state, metrics)
            accept(tensors)

        found = checkpoints.latest(
            self.folder, accepted, lambda line: print(f"subtask: {line}", file=sys.stderr)
        )
        if found is not None:
            self._copy_state(found[1])
        elif (self.folder / STATE).exists():
            raise InputError(f"{self.folder / CHECKPOINT}: missing, though {STATE} is there")
        return found

    def _check_versions(self) -> None:
        made_by, here = self.header.get("versions", {}), versions()
        for name in ("subtask", "torch"):
            if made_by.get(name) != here[name]:
                raise InputError(
                    f"{self.folder}: begun with {name} {made_by.get(name)}, this is {name} {here[name]}; "
                    "its metrics would not be the same, so begin another run"
                )


def is_evaluation(line: Any) -> bool:
    """Whether a line of metrics has a step, a finite loss, and counts of errors that can be for every set of inputs."""
    try:
        sets = [line[name] for name in ("validation", "test", "training") if name in line]
        return (
            "validation" in line
            and type(line["step"]) is int
            and line["step"] > 0
            and _is_finite(line["loss"])
            and all(_are_errors(found) for found in sets)
        )
    except (KeyError, TypeError):
        return False


def _are_errors(found: Any) -> bool:
    """Whether these are the errors on a set of inputs, as :class:`empirics.measurements.errors.Errors` writes them."""
    inputs, wrong = found["inputs"], [found["free_running_wrong"], *found["teacher_forced_wrong"]]
    rates = [found["free_running_error"], *found["teacher_forced_errors"], found["teacher_forced_sum"]]
    return (
        all(type(count) is int and 0 <= count <= inputs for count in (inputs, *wrong))
        and all(map(_is_finite, rates))
        and _is_finite(found.get("loss", 0.0))  # the first runs wrote none
    )


def _is_finite(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < float("inf")


def run_of(root: Path, config: RunConfig) -> Run:
    """The run of a configuration below ``root``, begun or not.

    Raises:
        InputError: the folder of that name holds another run.
    """
    run = Run(root / config.name)
    if (run.folder / CONFIG).exists() and run.config != config:
        raise InputError(f"{run.folder}: holds another run than its name says")
    return run


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@check_arguments
def list_runs(root: str | Path) -> Iterator[Run]:
    """Yield the runs directly below a folder, by name.

    Example:
        >>> from empirics.runs import list_runs
        >>> list(list_runs("nowhere"))
        []
    """
    root = Path(root)
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if (folder / CONFIG).is_file():
            yield Run(folder)


def _read_json(path: Path) -> dict[str, Any]:
    document = read_json(path)
    if not isinstance(document, dict):
        raise InputError(f"{path}: not a JSON object")
    return document
