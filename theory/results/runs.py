"""A stored run: its folder's ``config.json``, ``metrics.jsonl`` and ``state.json``, read and checked without torch.

The state carries digests of the configuration, of the metrics until then, and of itself: a reader checks that the files
are unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from theory.arguments import check_arguments, check_fields
from theory.errors import InputError
from theory.files import content_digest, read_bytes, read_object, sha256

FORMAT = "subtask-run"
FORMAT_VERSION = 1
CONFIG, METRICS, STATE = "config.json", "metrics.jsonl", "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """The state of a run at a checkpoint.

    Attributes:
        step: updates made.
        metrics_bytes: length of ``metrics.jsonl`` at this step.
        seconds: training and evaluating, over all sittings.
        finished: whether the run has ended.
        tensors_sha256: of the checkpoint's tensors.
        given_up: ended because its time was over, not by a rule of its own.
        config_sha256, metrics_sha256: of ``config.json``, and of ``metrics.jsonl`` up to this step. Empty in what was
            written before there were such digests.
        sha256: of all of this.

    Example:
        >>> from theory.results import StoredRun
        >>> print(StoredRun("nowhere").state)
        None
    """

    step: int
    metrics_bytes: int
    seconds: float
    finished: bool
    tensors_sha256: str = ""
    given_up: bool = False
    config_sha256: str = ""
    metrics_sha256: str = ""
    sha256: str = ""

    @property
    def sealed(self) -> State:
        """Return the same state with its digest."""
        return replace(self, sha256=content_digest(asdict(self), without="sha256"))

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> State:
        """Read a state.

        Raises:
            InputError: a field is missing, unknown or of another type, or the digest is not that of the rest.
        """
        try:
            state = cls(**document)
        except TypeError as error:  # which names the field
            raise InputError(f"not the state of a run ({error})") from None
        check_fields(state)
        if min(state.step, state.metrics_bytes) < 0 or not 0 <= state.seconds < float("inf"):
            raise InputError("a state with a negative count")
        if state.config_sha256 and state.sha256 != state.sealed.sha256:
            raise InputError("the state is damaged (its digest is not that of its content)")
        return state


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run's folder, for reading.

    Example:
        >>> from theory.results import StoredRun
        >>> StoredRun("runs/first").folder.name
        'first'
    """

    folder: Path

    @check_arguments
    def __init__(self, folder: str | Path) -> None:
        object.__setattr__(self, "folder", Path(folder))

    @classmethod
    def below(cls, root: Path) -> Iterator[Self]:
        """Yield the runs directly below a folder, by name."""
        for config in sorted(root.glob(f"*/{CONFIG}")):
            yield cls(config.parent)

    @property
    def header(self) -> dict[str, Any]:
        """``config.json`` whole: format, versions, configuration, subset.

        Raises:
            InputError: missing, no run, or of another format.
        """
        self.check_begun()
        path = self.folder / CONFIG
        document = read_object(path)
        if document.get("format") != FORMAT:
            raise InputError(f'{path}: not a run (no "format": "{FORMAT}")')
        if document.get("format_version") != FORMAT_VERSION:
            raise InputError(
                f"{path}: run format {document.get('format_version')!r}, this program reads {FORMAT_VERSION}"
            )
        return document

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that decided the run, by name, and those of its model under ``model``.

        Raises:
            InputError: missing, or no run.
        """
        found = self.header.get("config")
        if not isinstance(found, dict):
            raise InputError(f"{self.folder / CONFIG}: no configuration of a run")
        return found

    @property
    def state(self) -> State | None:
        """Where it stood at the last checkpoint; None before the first."""
        path = self.folder / STATE
        if not path.exists():
            return None
        try:
            return State.from_dict(read_object(path))
        except InputError as error:
            raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from None

    def check_begun(self) -> None:
        """Raise InputError unless there is a run in the folder."""
        if not (self.folder / CONFIG).exists():
            raise InputError(f"{self.folder}: there is no run ({CONFIG} is missing)")

    @property
    def has_result(self) -> bool:
        """Return whether the result is there; False, too, where no run was begun.

        ``state.json`` is renamed last, after everything else was written.
        """
        state = self.state
        return state is not None and state.finished

    @property
    def finished(self) -> bool:
        """Return whether the run has its result.

        Raises:
            InputError: there is no run.
        """
        self.check_begun()
        return self.has_result

    def metrics(self) -> list[dict[str, Any]]:
        """Every evaluation in order; a last line that was cut short is left out.

        Raises:
            InputError: there is no run, the evaluations differ from those that the run wrote, or its configuration from
                the one that it began with.
        """
        self.check_begun()
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
                raise InputError(f"{path}: line {number} is not an evaluation after step {step}")
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
        if state.config_sha256 != sha256(read_bytes(self.folder / CONFIG)):
            raise InputError(f"{self.folder / CONFIG}: not the configuration that the run began with")
        if state.metrics_sha256 != sha256(metrics[: state.metrics_bytes]):
            raise InputError(f"{path}: damaged (not what the run wrote)")


def is_evaluation(line: Any) -> bool:
    """Return whether a line of metrics has a step, a finite loss, and valid error counts for every set of inputs."""
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
    """Return whether this is a set of errors in the form of :class:`empirics.measurements.errors.Errors`."""
    inputs, wrong = found["inputs"], [found["free_running_wrong"], *found["teacher_forced_wrong"]]
    rates = [found["free_running_error"], *found["teacher_forced_errors"], found["teacher_forced_sum"]]
    return (
        all(type(count) is int and 0 <= count <= inputs for count in (inputs, *wrong))
        and all(map(_is_finite, rates))
        and _is_finite(found.get("loss", 0.0))  # the first runs wrote none
    )


def _is_finite(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < float("inf")
