"""The devices of tensors."""

from __future__ import annotations

import torch

from theory.errors import InputError


def prepare_device(device: str) -> None:
    """Make a device ready for training.

    On a GPU attention by cuDNN is turned off: it fails where a sequence is no multiple of 128 tokens long.

    Raises:
        InputError: ``cuda`` where torch finds no GPU.
    """
    if device != "cuda":
        return
    if not torch.cuda.is_available():
        raise InputError("torch finds no GPU on this machine; use --device cpu (in Python device='cpu')")
    torch.backends.cuda.enable_cudnn_sdp(False)


def set_precision(precision: str) -> None:
    """Set whether products of single-precision matrices are rounded to TF32; bf16 is a setting of the model."""
    torch.set_float32_matmul_precision("high" if precision == "tf32" else "highest")
