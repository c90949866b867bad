"""The recurrent net of equations 1 to 3, in exact arithmetic and in numpy; its torch form is in ``empirics.models``.

h_0 = ReLU(M_0),   h_t = ReLU(W h_(t-1) + A e_(z_t)),   f_t = B^T h_t
"""

from theory.nets.exact import ExactElman
from theory.nets.floats import FloatElman

__all__ = ["ExactElman", "FloatElman"]
