"""Why bit-subset parity cannot be learned end to end: appendix F, exactly.

Everything is exact where its input is (integers, Fractions); real gradients of trained nets come as float64.
"""

from typing import TYPE_CHECKING

from theory.hardness.class_size import ClassSize, class_size
from theory.hardness.elimination import solve_over_gf2, subset_of
from theory.hardness.gradient_variance import GradientVariance, gradient_variance
from theory.hardness.guarantee import EndToEndGuarantee, end_to_end_guarantee
from theory.hardness.guessing import (
    bent_function,
    least_loss_of_guessing,
    loss_to_every_parity,
    printed_loss_of_guessing,
)
from theory.hardness.krawtchouk import chance_of_large_mean, krawtchouk, mean_parity
from theory.hardness.oracle import OracleRun, run_hiding_oracle
from theory.hardness.parities import correlations, subset_masks
from theory.lazy import lazy_names

if TYPE_CHECKING:
    from theory.hardness.losses import LOSSES, Loss

__all__ = [
    "LOSSES",
    "ClassSize",
    "EndToEndGuarantee",
    "GradientVariance",
    "Loss",
    "OracleRun",
    "bent_function",
    "chance_of_large_mean",
    "class_size",
    "correlations",
    "end_to_end_guarantee",
    "gradient_variance",
    "krawtchouk",
    "least_loss_of_guessing",
    "loss_to_every_parity",
    "mean_parity",
    "printed_loss_of_guessing",
    "run_hiding_oracle",
    "solve_over_gf2",
    "subset_masks",
    "subset_of",
]
__getattr__, __dir__ = lazy_names(__name__)
