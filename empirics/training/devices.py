"""Where tensors live."""

from __future__ import annotations

import torch

from theory.errors import InputError


def check_device(device: str) -> None:
    """Raise InputError for ``cuda`` where torch finds no GPU."""
    if device == "cuda" and not torch.cuda.is_available():
        raise InputError("no GPU: torch finds none on this machine; --device cpu takes the processor")
