"""The infinite-width kernel of the recurrent net trained in W alone, and what it says of appendix E."""

from theory.kernel.average import leaf_log10_complexity, log_coefficient
from theory.kernel.complexity import OutputComplexity, TaskComplexity, task_complexity
from theory.kernel.decay import ForgettingBound, forgetting_bound
from theory.kernel.descent import DescentErrors, KernelDescent
from theory.kernel.draws import MeanError, mean_over_draws
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation, printed, repaired
from theory.kernel.parity import ParityComplexity, Spectrum, parity_spectrum, sub_task_complexities
from theory.kernel.profile import Profile, profiles
from theory.kernel.recursion import joint_kernel, pair_kernels
from theory.kernel.regression import RegressionErrors, learning_errors
from theory.kernel.repair import complexity_at_most

__all__ = [
    "UNIT_OUTPUT",
    "DescentErrors",
    "ForgettingBound",
    "Initialisation",
    "KernelDescent",
    "MeanError",
    "OutputComplexity",
    "ParityComplexity",
    "Profile",
    "RegressionErrors",
    "Spectrum",
    "TaskComplexity",
    "complexity_at_most",
    "forgetting_bound",
    "joint_kernel",
    "leaf_log10_complexity",
    "learning_errors",
    "log_coefficient",
    "mean_over_draws",
    "pair_kernels",
    "parity_spectrum",
    "printed",
    "profiles",
    "repaired",
    "sub_task_complexities",
    "task_complexity",
]
