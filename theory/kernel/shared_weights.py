r"""The cost of one W for all outputs: labels that disagree on sequences that end alike.

Outputs share W, and a kernel that has forgotten the START distinguishes two outputs only by the norms of their states,
which are analytic in t. So labels of opposite signs at neighbouring outputs, on sequences that end alike, need a large
W, however cheap each output is by its own kernel. Two families of gates on near tokens show it:

* *free sequences*: output t + i is (-1)^i times the parity of the last two tokens read. Characters are carried to
  characters, so that the joint complexity is exactly sqrt(c^T G^-1 c), c = (1, -1, 1, ...), G the matrix of
  :func:`theory.kernel.gram_of_outputs`;
* *teacher-forced sequences*, z_{t+1} = y_t, three outputs from t = d on: not the last token but one, not the last
  token, the last token. All inputs whose end is right are then read as ... 1 0 0 1 at every output, with the labels
  +, -, +. For any weights w of these signs a W with y_t <grad f_t(z), W> >= 1 there has
  |W| >= sum |w| / sqrt(w^T G w), G the Gram matrix of the mean features of sequences that end so.

The separate complexity of a gate, over all sequences that may have been read, is at most that over all free ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.enclosure import precision_of
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.mean_kernels import NODES, gram_of_outputs, mean_kernels
from theory.tasks.sequence import Gate, GateSequence

#: Means in floats are good to about 12 digits; beyond this condition less than two are left of a solution.
MAX_CONDITION = 1e10
#: The tokens with which all sequences end that disagree.
SHARED_END = (1, 0, 0, 1)
#: For each output of the teacher-forced family: how far back its one token is, and whether it is negated.
_TOKENS = ((1, True), (0, True), (0, False))


@dataclass(frozen=True, slots=True)
class SharedWeights:
    """Joint and separate complexities of several outputs that share W.

    Returned by :func:`alternating_labels` and :func:`disagreeing_gates`.

    Attributes:
        outputs: the steps t.
        joint: the joint complexity, or a lower bound on it.
        separate: the complexity of each output alone, or an upper bound on it.
        weights: the weights of the outputs in the bound, up to a factor; their signs are those of the labels.
    """

    outputs: tuple[int, ...]
    joint: float
    separate: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def over_sum(self) -> float:
        """The joint complexity over the sum of the separate ones."""
        return self.joint / math.fsum(self.separate)

    @property
    def over_printed(self) -> float:
        """The same over T times the sum, the radius of lemma 7; T is the last output."""
        return self.over_sum / self.outputs[-1]


@check_arguments
def alternating_labels(
    t: int, count: int, init: Initialisation = UNIT_OUTPUT, nodes: int = NODES, bits: int = 0
) -> SharedWeights:
    """Return the complexities of the parity of the last two tokens, with signs that alternate over the outputs.

    Args:
        t: the first output, at least 2.
        count: how many outputs.
        init, nodes, bits: as in :func:`theory.kernel.mean_kernels`.

    Raises:
        InputError: t is below 2, there is no output, or floats do not resolve the joint kernel.

    Example:
        >>> from theory.kernel import alternating_labels
        >>> found = alternating_labels(64, 3)
        >>> round(found.joint, 1), round(found.over_printed, 3)
        (2671.7, 3.316)
    """
    if t < 2 or count < 1:
        raise InputError(f"{count} outputs from t = {t} on: at least one output from 2 on is needed")
    outputs = range(t, t + count)
    gram = gram_of_outputs(outputs, init, signed=(0, 1), nodes=nodes, bits=bits)
    separate = tuple(float(gram[i, i]) ** -0.5 for i in range(count))
    return shared_by(gram, outputs, separate, bits)


def disagreeing_task(d: int) -> GateSequence:
    """The three gates of the teacher-forced family, for d input bits."""
    task = GateSequence()
    task.d = d
    task.gates = tuple(
        Gate((d + i - 1 - back,), "10" if negated else "01") for i, (back, negated) in enumerate(_TOKENS)
    )
    return task


@check_arguments
def disagreeing_gates(
    d: int, init: Initialisation = UNIT_OUTPUT, nodes: int = NODES, bits: int = 0
) -> SharedWeights:
    """Return a lower bound on the joint complexity of three gates with teacher forcing, and upper bounds on each alone.

    Args:
        d: input bits, at least 4; the outputs are d, d + 1 and d + 2.
        init, nodes, bits: as in :func:`theory.kernel.mean_kernels`.

    Raises:
        InputError: d is below 4, or floats do not resolve the joint kernel.

    Example:
        >>> from theory.kernel import disagreeing_gates
        >>> round(disagreeing_gates(128).over_printed, 2)
        5.88
    """
    if d < len(SHARED_END):
        raise InputError(f"d = {d}: sequences that end alike need at least {len(SHARED_END)} bits")
    outputs = range(d, d + len(_TOKENS))
    gram = gram_of_outputs(outputs, init, equal=range(len(SHARED_END)), nodes=nodes, bits=bits)
    separate = tuple(
        float(mean_kernels([t], 0, init, signed=(back,), nodes=nodes, bits=bits)[0]) ** -0.5
        for t, (back, _) in zip(outputs, _TOKENS, strict=True)
    )
    return shared_by(gram, outputs, separate, bits)


def shared_by(gram: Any, outputs: range, separate: tuple[float, ...], bits: int = 0) -> SharedWeights:
    """Return the joint complexity sqrt(c^T G^-1 c) for c = (1, -1, ...), from the weights w = G^-1 c.

    Raises:
        InputError: the weights do not alternate, or G is too near to singular for floats.
    """
    signs = [(-1) ** i for i in range(len(outputs))]
    weights = _solved(gram, signs, bits)
    if not all(sign * weight > 0 for sign, weight in zip(signs, weights, strict=True)):
        raise InputError(f"outputs {list(outputs)}: the weights do not alternate as the labels do")
    squared = sum(sign * weight for sign, weight in zip(signs, weights, strict=True))
    scale = max(abs(float(weight)) for weight in weights)
    return SharedWeights(
        tuple(outputs), math.sqrt(float(squared)), separate, tuple(float(w) / scale for w in weights)
    )


def _solved(gram: Any, right: list[int], bits: int) -> list[Any]:
    """Return G^-1 c, with ``bits`` bits or in floats."""
    if not bits:
        condition = float(np.linalg.cond(gram))
        if condition > MAX_CONDITION:
            raise InputError(f"the joint kernel has condition {condition:.1e}: ask for bits")
        return list(np.linalg.solve(gram, np.array(right, dtype=np.float64)))
    from flint import arb_mat

    with precision_of(bits):
        solution = arb_mat(gram.tolist()).solve(arb_mat([[value] for value in right]))
        return [solution[i, 0] for i in range(len(right))]
