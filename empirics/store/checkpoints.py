"""A checkpoint is one file: tensors, and in its header the state of the run with a digest of them.

It is replaced atomically, and the previous one is kept: if the newer one is damaged, the older one is complete.
The state (:class:`theory.results.State`) carries digests of the configuration, of the metrics until then, of the
tensors, and of itself: readers check that the content is unchanged.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from theory.errors import InputError
from theory.results.runs import FORMAT, FORMAT_VERSION, State

if TYPE_CHECKING:
    from torch import Tensor

CHECKPOINT, PREVIOUS = "checkpoint.safetensors", "checkpoint.previous.safetensors"


def write(folder: Path, tensors: dict[str, Tensor], state: State) -> State:
    """Replace the checkpoint of a folder and keep the one before; the state with the tensors' digest."""
    from safetensors.torch import save_file

    held = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    sealed = replace(state, tensors_sha256=digest(held)).sealed
    metadata = {
        "format": FORMAT,
        "format_version": str(FORMAT_VERSION),
        "state": json.dumps(asdict(sealed)),
    }
    newest = folder / CHECKPOINT
    # Always the same name, so that no files accumulate when a run is killed repeatedly.
    temporary = folder / f".{CHECKPOINT}.new"
    try:
        save_file(held, temporary, metadata=metadata)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        if newest.exists():
            newest.replace(folder / PREVIOUS)
        temporary.replace(newest)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return sealed


def read(path: Path) -> tuple[dict[str, Tensor], State]:
    """The tensors and the state.

    Raises:
        InputError: truncated, damaged, or no checkpoint of a run.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise InputError(f"{path}: truncated or not a checkpoint ({error})") from None
    if metadata.get("format") != FORMAT:
        raise InputError(f"{path}: the tensors of something else, not the checkpoint of a run")
    if metadata.get("format_version") != str(FORMAT_VERSION):
        raise InputError(
            f"{path}: checkpoint format {metadata.get('format_version')!r}, this program reads {FORMAT_VERSION}"
        )
    try:
        state = State.from_dict(json.loads(metadata["state"]))
    except (InputError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: a checkpoint without a readable state ({error})") from None
    if digest(tensors) != state.tensors_sha256:
        raise InputError(f"{path}: damaged (its tensors are not the ones that were saved)")
    return tensors, state


def latest(
    folder: Path, accept: Callable[[dict[str, Tensor], State], None], warn: Callable[[str], None]
) -> tuple[dict[str, Tensor], State] | None:
    """The newest checkpoint that can be read and is accepted; None if there is none at all.

    If the newest cannot be used, the one before it is, and ``warn`` is called with one line.

    Args:
        folder: the folder of the run.
        accept: loads tensors and state, or raises InputError.
        warn: see above.

    Raises:
        InputError: there are checkpoints, and none can be used; why the newest cannot.
    """
    refused: InputError | None = None
    for path in (folder / CHECKPOINT, folder / PREVIOUS):
        if not path.exists():
            continue
        try:
            tensors, state = read(path)
            accept(tensors, state)
        except InputError as error:
            refused = refused or error
            continue
        if refused is not None:
            warn(f"{refused}; continuing from the previous checkpoint, of step {state.step}")
        if path.name == PREVIOUS:
            path.replace(
                folder / CHECKPOINT
            )  # or the next checkpoint would replace this one, not the damaged one
        return tensors, state
    if refused is not None:
        raise refused
    return None


def remove(folder: Path, *, previous_only: bool = False) -> None:
    """Delete the checkpoints, or all but the newest."""
    for name in (PREVIOUS,) if previous_only else (PREVIOUS, CHECKPOINT):
        (folder / name).unlink(missing_ok=True)


def digest(tensors: dict[str, Tensor]) -> str:
    """A digest of names, types, shapes and contents."""
    sha = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().contiguous()
        sha.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        sha.update(tensor.numpy().reshape(-1).view("uint8").data)
    return sha.hexdigest()
