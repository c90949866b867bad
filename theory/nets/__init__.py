"""The recurrent net of equations 1 to 3, in exact arithmetic and in numpy; its torch form is in ``empirics.models``.

h_0 = ReLU(M_0),   h_t = ReLU(W h_(t-1) + A e_(z_t)),   f_t = B^T h_t
"""

from typing import TYPE_CHECKING

from theory.lazy import lazy_names

if TYPE_CHECKING:
    from theory.nets.exact import ExactElman
    from theory.nets.floats import FloatElman
    from theory.nets.growth import growth, growth_deviation

__all__ = ["ExactElman", "FloatElman", "growth", "growth_deviation"]
__getattr__, __dir__ = lazy_names(__name__)
