r"""The infinite-width kernel of the recurrent net of eq 1-3 trained in W alone, at every output, in one pass.

Write K_{s,s'} = lim <h_s(z), h_{s'}(z')> and n_s = |h_s|^2 = q + a s. At equal times

    rho_s = (K_{s-1} + a [z_s = z'_s]) / n_s,      K_s = n_s kappa_1(rho_s),      K_0 = q,
    H^s   = kappa_0(rho_s) (v/2 K_{s-1} + H^{s-1}),                               H^0 = 0,

so that H^t = v/2 sum_s K_{s-1} prod_{r=s}^t kappa_0(rho_r) = lim (1/m) <grad f_t(z), grad f_t(z')> (eq 69), where
v is the variance of B's entries. Because W is shared over time, grad f_t = sum_s b_s h_{s-1}^T and the inner product
has terms for every pair of times (s, s'). Forward, <h_{s-1}, h_{s'-1}> does not vanish for s != s'; but backward
vectors b_s and b_{s'} are B carried through t - s and t - s' products with W^T, and where those numbers differ their
inner product vanishes in the limit. What is left at one output is s = s'; between outputs t and t + l it is
s' = s + l, with the same recursion along that diagonal (``lag``), started from independent h_0 and h_l.

Two runs may also start from independent copies of h_0 (``same_start=False``). That changes K_0 at lag 0 alone, to
q / pi: at any other lag the two states at the start are independent already.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, kappas
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.tasks.sequence import Bits

#: Correlations this close to 1 belong to equal inputs: one difference keeps 1 - rho above 1/t^2 for ever.
EQUAL = 1e-14


@dataclass(slots=True)
class State:
    """Kernels after t tokens of z and t + lag tokens of z', elementwise over any collection of pairs.

    Attributes:
        hidden: K, the limit of <h_t(z), h_{t+lag}(z')>.
        kernel: H, the limit of (1/m) <grad f_t(z), grad f_{t+lag}(z')>.
        t: tokens of z read so far.
        lag: how many more tokens of z' are read.
    """

    hidden: Reals
    kernel: Reals
    t: int = 0
    lag: int = 0


def start(
    shape: tuple[int, ...], lag: int = 0, init: Initialisation = UNIT_OUTPUT, same_start: bool = True
) -> State:
    """No token of z read: equal hidden states; where lag > 0 or the starts differ, h_0 against an independent h_lag."""
    independent = lag > 0 or not same_start
    hidden = math.sqrt(init.start * init.norm(lag)) / math.pi if independent else init.start
    return State(np.full(shape, hidden), np.zeros(shape), 0, lag)


def advance(state: State, equal: Bits | np.ndarray, init: Initialisation = UNIT_OUTPUT) -> Reals:
    """Read one more token of both, in place.

    Args:
        state: changed in place.
        equal: where the two tokens are equal, as booleans or 0/1, of the state's shape.
        init: the variances.

    Returns:
        sin(theta) of the step, for error bounds.
    """
    state.t += 1
    norm = math.sqrt(init.norm(state.t) * init.norm(state.t + state.lag))
    rho = state.hidden + init.inputs * equal
    rho /= norm
    rho[rho > 1.0 - EQUAL] = 1.0
    kappa_0, kappa_1, sine = kappas(rho)
    state.hidden *= init.output / 2
    state.kernel += state.hidden
    state.kernel *= kappa_0
    np.multiply(kappa_1, norm, out=state.hidden)
    return sine


@check_arguments
def pair_kernels(
    first: Bits,
    second: Bits,
    lag: int = 0,
    init: Initialisation = UNIT_OUTPUT,
    *,
    same_start: bool = True,
) -> Iterator[tuple[int, Reals, Reals]]:
    """Yield the kernels at all outputs in one pass, for every pair of rows.

    Args:
        first, second: tokens, shapes (n, T) and (n', T).
        lag: 0 or more; the second sequence is read ``lag`` tokens further.
        init: the variances.
        same_start: whether both runs start from one h_0, or each from its own, independent of the other.

    Yields:
        (t, K, H) for t = 1 ... T - lag: <h_t(z), h_{t+lag}(z')> and the kernel between f_t(z) and f_{t+lag}(z'),
        shape (n, n'); copies, O(1) work a pair and step.

    Raises:
        InputError: the sequences differ in length, or the lag does not fit them.

    Example:
        >>> import numpy as np
        >>> from theory.kernel import pair_kernels
        >>> tokens = np.array([[0, 1], [1, 1]], dtype=np.uint8)
        >>> [(t, kernel.shape) for t, hidden, kernel in pair_kernels(tokens, tokens)]
        [(1, (2, 2)), (2, (2, 2))]
    """
    length = first.shape[1]
    if second.shape[1] != length or not 0 <= lag < length:
        raise InputError(f"tokens of shapes {first.shape}, {second.shape} with lag {lag}")
    state = start((len(first), len(second)), lag, init, same_start)
    for t in range(length - lag):
        advance(state, first[:, t, None] == second[None, :, t + lag], init)
        yield t + 1, state.hidden.copy(), state.kernel.copy()


@check_arguments
def joint_kernel(
    tokens: Bits,
    outputs: range,
    init: Initialisation = UNIT_OUTPUT,
    *,
    others: Bits | None = None,
    states: bool = False,
    same_start: bool = True,
) -> Reals:
    """Return the kernel between all outputs of all sequences, or the inner products of the hidden states.

    The axes are (sequence, output, other sequence, other output), as labels are (sequence, output): a matrix of the
    first two against the last two acts on flattened labels.

    Args:
        tokens: shape (n, T).
        outputs: the steps t (counted from 1) that are outputs, in increasing order.
        init: the variances.
        others: tokens of the other sequences, shape (n', T); the same sequences, for half of the work, if left out.
        states: return <h_t, h_t'> instead of (1/m) <grad f_t, grad f_t'>.
        same_start: whether all sequences start from one h_0, or the rows from one and the columns from another.

    Returns:
        Shape (n, outputs, n', outputs).

    Example:
        >>> import numpy as np
        >>> from theory.kernel import joint_kernel
        >>> tokens = np.array([[0, 1], [1, 1]], dtype=np.uint8)
        >>> joint_kernel(tokens, range(1, 3)).shape, joint_kernel(tokens, range(2, 3), others=tokens[:1]).shape
        ((2, 2, 2, 2), (2, 1, 1, 1))
    """
    columns = tokens if others is None else others
    joint = np.empty((len(tokens), len(outputs), len(columns), len(outputs)))

    def blocks(first: Bits, second: Bits, lag: int) -> Iterator[tuple[int, int, Reals]]:
        for t, hidden, kernel in pair_kernels(first, second, lag, init, same_start=same_start):
            if t in outputs and t + lag in outputs:
                yield outputs.index(t), outputs.index(t + lag), hidden if states else kernel

    for lag in range(outputs[-1] - outputs[0] + 1):
        for i, j, block in blocks(tokens, columns, lag):
            joint[:, i, :, j] = block
            if others is None:
                joint[:, j, :, i] = block.T
        if lag and others is not None:
            for i, j, block in blocks(others, tokens, lag):
                joint[:, j, :, i] = block.T
    return joint
