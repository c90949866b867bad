"""A run's folder for reading, with its configuration; needs no torch."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from empirics.spec.config import RunConfig
from theory.arguments import check_arguments
from theory.errors import InputError
from theory.files import read_bytes, sha256
from theory.results.runs import CONFIG, METRICS, State, StoredRun

LOCK = ".lock"


class Run(StoredRun):
    """A run's folder, for reading.

    Example:
        >>> from empirics.store import Run
        >>> Run("runs/first").folder.name
        'first'
    """

    __slots__ = ()

    @property
    def config(self) -> RunConfig:
        """The configuration of the run."""
        settings = self.settings
        try:
            return RunConfig.from_dict(settings)
        except InputError as error:
            raise InputError(f"{self.folder / CONFIG}: {error}") from None

    @property
    def in_use(self) -> bool:
        """Return whether a process is training here now.

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
            raise InputError(f"{self.folder / LOCK}: cannot be inspected ({error.strerror})") from None
        return False

    def chained(self, state: State) -> State:
        """Return the state with digests of the configuration and of the metrics up to it."""
        path = self.folder / METRICS
        metrics = read_bytes(path) if path.exists() else b""
        return replace(
            state,
            config_sha256=sha256(read_bytes(self.folder / CONFIG)),
            metrics_sha256=sha256(metrics[: state.metrics_bytes]),
        )


def run_of(root: Path, config: RunConfig) -> Run:
    """The run of a configuration below ``root``, begun or not.

    Raises:
        InputError: the folder of that name holds another run.
    """
    run = Run(root / config.name)
    if (run.folder / CONFIG).exists() and run.config != config:
        raise InputError(f"{run.folder}: holds another run than its name says")
    return run


@check_arguments
def list_runs(root: str | Path) -> Iterator[Run]:
    """Yield the runs directly below a folder, by name.

    Example:
        >>> from empirics.store import list_runs
        >>> list(list_runs("nowhere"))
        []
    """
    return Run.below(Path(root))
