"""The infinite-width kernel of the recurrent net trained in W alone, and its consequences for appendix E."""

from theory.kernel.average import leaf_log10_complexity, log_coefficient
from theory.kernel.coefficients import decoupled_coefficient, decoupled_coefficient_at_least
from theory.kernel.complexity import OutputComplexity, TaskComplexity, task_complexity
from theory.kernel.decay import ForgettingBound, forgetting_bound
from theory.kernel.descent import DescentErrors, KernelDescent
from theory.kernel.draws import MeanError, mean_over_draws
from theory.kernel.enclosure import enclosed_kernels
from theory.kernel.fit import Fit, fit_coefficients, fit_of_net
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation, printed, repaired
from theory.kernel.mean_kernels import gram_of_outputs, mean_kernels
from theory.kernel.parity import ParityComplexity, Spectrum, parity_spectrum, sub_task_complexities
from theory.kernel.profile import Profile, profiles
from theory.kernel.recursion import joint_kernel, pair_kernels
from theory.kernel.regression import RegressionErrors, learning_errors
from theory.kernel.repair import complexity_at_most
from theory.kernel.shared_weights import SharedWeights, alternating_labels, disagreeing_gates
from theory.kernel.start_marker import decoupled, decoupled_kernels, decoupled_spectra, free_blocks

__all__ = [
    "UNIT_OUTPUT",
    "DescentErrors",
    "Fit",
    "ForgettingBound",
    "Initialisation",
    "KernelDescent",
    "MeanError",
    "OutputComplexity",
    "ParityComplexity",
    "Profile",
    "RegressionErrors",
    "SharedWeights",
    "Spectrum",
    "TaskComplexity",
    "alternating_labels",
    "complexity_at_most",
    "decoupled",
    "decoupled_coefficient",
    "decoupled_coefficient_at_least",
    "decoupled_kernels",
    "decoupled_spectra",
    "disagreeing_gates",
    "enclosed_kernels",
    "fit_coefficients",
    "fit_of_net",
    "forgetting_bound",
    "free_blocks",
    "gram_of_outputs",
    "joint_kernel",
    "leaf_log10_complexity",
    "learning_errors",
    "log_coefficient",
    "mean_kernels",
    "mean_over_draws",
    "pair_kernels",
    "parity_spectrum",
    "printed",
    "profiles",
    "repaired",
    "sub_task_complexities",
    "task_complexity",
]
