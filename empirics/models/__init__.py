"""The two models: the wide Elman net that the paper analyses and the Transformer decoder that it trains.

Both decode the same way (``empirics.models.decoding``). The names need torch and are imported on first use.
"""

from typing import TYPE_CHECKING

from theory.lazy import lazy_names

if TYPE_CHECKING:
    from empirics.models.decoding import Decoded, Decoder, decode
    from empirics.models.elman import Elman
    from empirics.models.transformer import Shape, Transformer

__all__ = ["Decoded", "Decoder", "Elman", "Shape", "Transformer", "decode"]
__getattr__, __dir__ = lazy_names(__name__)
