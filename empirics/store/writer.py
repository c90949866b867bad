"""A run's folder that this process trains in: its lock, ``config.json``, the metrics, and the checkpoint.

The checkpoint is authoritative (:mod:`empirics.store.checkpoints`). It carries the state: the step, the length of the
metrics at that moment, digests of the configuration, the metrics and the tensors; ``state.json`` is a copy of it for
readers, one checkpoint behind at worst. Metrics are appended as they are made; on resuming, lines appended after the
checkpoint are cut off and made again.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import empirics.store.checkpoints as checkpoints
from empirics.spec.config import RunConfig
from empirics.store.checkpoints import CHECKPOINT
from empirics.store.runs import LOCK, Run
from theory.errors import InputError
from theory.files import read_bytes, replace_bytes, replace_json
from theory.results.machine import processor, versions
from theory.results.runs import CONFIG, FORMAT, FORMAT_VERSION, METRICS, STATE, State
from theory.tasks.parity import BitSubsetParity

if TYPE_CHECKING:
    from torch import Tensor


class RunInUse(InputError):
    """Another process is training in this folder.

    Example:
        >>> from empirics.store import RunInUse
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
def hardware(device: str) -> str:
    """Return the hardware of a run's start: the name of the card, or of the processor."""
    if device == "cuda":
        import torch

        return torch.cuda.get_device_name()
    return processor()


def _taken(file: IO[str]) -> bool:
    """Take the lock unless another process keeps it; a look at it (:attr:`Run.in_use`) has it for an instant."""
    for wait in (0.001, 0.01, 0.1, 0):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(wait)
        else:
            return True
    return False


class RunWriter(Run):
    """A run's folder that this process writes while it holds its lock."""

    __slots__ = ()

    @contextmanager
    def locked(self) -> Iterator[Lock]:
        """Keep other processes from training here; the lock ends with the process in any case.

        It is a lock of the operating system (flock), held by the first process that takes it. On a shared file system
        it keeps other machines out where that file system carries flock between them, as NFS does unless mounted
        ``nolock`` or ``local_lock=flock``, and Lustre if mounted ``flock``.

        Raises:
            RunInUse: another process holds the lock.
            InputError: the folder holds other things and no run, or cannot be written or locked.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            others = any(path.name != CONFIG and path.name[0] != "." for path in self.folder.iterdir())
            # Looked for last: another process may begin the run now, and writes this file first.
            if others and not (self.folder / CONFIG).exists():
                raise InputError(f"{self.folder}: not empty, and no run")
            with (self.folder / LOCK).open("a") as file:
                if not _taken(file):
                    raise RunInUse(f"{self.folder}: another process is training here")
                yield Lock(self.folder / LOCK, os.fstat(file.fileno()).st_ino)
        except OSError as error:
            raise InputError(f"{error.filename or self.folder}: cannot be used ({error.strerror})") from None

    def create(self, config: RunConfig) -> None:
        """Make the folder and write ``config.json``."""
        document = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "versions": versions(),
            "hardware": hardware(config.device),
            "config": config.as_dict(),
        }
        if isinstance(task := config.task, BitSubsetParity):
            document["subset"] = list(task.subset)
        replace_json(self.folder / CONFIG, document)

    def discard(self) -> None:
        """Remove a run that has neither an evaluation nor a checkpoint yet, and so cannot be resumed."""
        if any((self.folder / name).exists() for name in (METRICS, CHECKPOINT, STATE)):
            return
        for name in (CONFIG, LOCK):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # it contains other files
            self.folder.rmdir()

    def append(self, line: dict[str, Any], after: int) -> int:
        """Append one evaluation to the metrics, which have ``after`` bytes, and return their new length.

        Raises:
            InputError: they have another length: another program changed them.
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
        """Replace the checkpoint and keep the one before (not at the end), then replace the copy of its state."""
        self._copy_state(checkpoints.write(self.folder, tensors, self.chained(state)))
        if state.finished:
            checkpoints.remove(self.folder, previous_only=True)

    def finish(self, state: State) -> None:
        """Leave a finished run without its checkpoints."""
        self._copy_state(self.chained(state).sealed)
        checkpoints.remove(self.folder)

    def _copy_state(self, state: State) -> None:
        replace_bytes(self.folder / STATE, (json.dumps(asdict(state)) + "\n").encode())

    def load(
        self, accept: Callable[[dict[str, Tensor]], None] = lambda _: None
    ) -> tuple[dict[str, Tensor], State] | None:
        """Return the last checkpoint that is complete and that ``accept`` loads; None if there is none yet.

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
