"""One layer of softmax attention over a tree of parities: its gradient at zero and its training, level by level.

The model is that of Kim and Suzuki (2025), section 2.2: attention scores depend on positions alone, and a fixed link
function turns the average of the tokens attended to into the next token.
"""

from typing import TYPE_CHECKING

from theory.attention.levels import LevelStep, level_steps
from theory.attention.link import APPENDIX_D, Link, link_of_slope
from theory.attention.tree import MASKS, ParityTree
from theory.lazy import lazy_names

if TYPE_CHECKING:
    from theory.attention.chain import forward, node_values, softmax_weights
    from theory.attention.population import gradient_over_all_inputs, population_gradient
    from theory.attention.sampled import errors_after_one_step, gradient_at_zero
    from theory.attention.training import TrainedLevels, gradient_without_forcing, train_by_levels

__all__ = [
    "APPENDIX_D",
    "MASKS",
    "LevelStep",
    "Link",
    "ParityTree",
    "TrainedLevels",
    "errors_after_one_step",
    "forward",
    "gradient_at_zero",
    "gradient_over_all_inputs",
    "gradient_without_forcing",
    "level_steps",
    "link_of_slope",
    "node_values",
    "population_gradient",
    "softmax_weights",
    "train_by_levels",
]
__getattr__, __dir__ = lazy_names(__name__)
