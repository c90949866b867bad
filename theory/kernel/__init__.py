"""The infinite-width kernel of the recurrent net trained in W alone, and what it says of appendix E."""

from theory.kernel.average import leaf_log10_complexity, log_coefficient
from theory.kernel.decay import ForgettingBound, forgetting_bound
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation, printed, repaired
from theory.kernel.parity import ParityComplexity, Spectrum, parity_spectrum, sub_task_complexities
from theory.kernel.profile import Profile, profiles
from theory.kernel.recursion import joint_kernels, pair_kernels

__all__ = [
    "UNIT_OUTPUT",
    "ForgettingBound",
    "Initialisation",
    "ParityComplexity",
    "Profile",
    "Spectrum",
    "forgetting_bound",
    "joint_kernels",
    "leaf_log10_complexity",
    "log_coefficient",
    "pair_kernels",
    "parity_spectrum",
    "printed",
    "profiles",
    "repaired",
    "sub_task_complexities",
]
