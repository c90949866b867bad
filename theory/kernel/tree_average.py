r"""The complexity of a tree's sub-tasks over all 2^d inputs, without a table of 2^d entries.

Teacher-forced labels are parities of pairs of input bits and of each other, so that the values of the pairs, the
leaves, decide every label. Given them the mean of chi(x) H^t(x) goes backward in time as in
:mod:`theory.kernel.average`, with functions A(theta) H + B(theta) of the recursion's one number, but one for every
value of the leaves: 2^leaves functions. At the second bit of a pair its leaf's value becomes the value of the first
bit, at the first bit it is summed over. Coefficients of sub-tasks are not small (their tokens are near), and so the
signed sums lose no precision: all is relative to the mean of the kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from theory.errors import InputError
from theory.kernel.arc_cosine import Reals, kappa_0_of_angle, loss_of_angle
from theory.kernel.average import Basis, largest_angles, next_angle
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.tasks.parity import BitSubsetParity

#: 2^8 functions take milliseconds a step: a tree of d = 32 has eight leaves.
MAX_LEAVES = 8
#: 24 nodes agree with 32 and 48 to 1e-12 at d = 32.
NODES = 32


def tree_coefficient(
    task: BitSubsetParity, k: int, init: Initialisation = UNIT_OUTPUT, nodes: int = NODES
) -> float:
    """Return k_t^(S) for label k of a supervised parity (counted from 0), t = d + k, S the bits whose parity it is.

    Args:
        task: with its tree.
        k: the label.
        init: the variances.
        nodes: Chebyshev nodes.

    Raises:
        InputError: more than eight leaves decide the label and those before it.
    """
    leaves = leaves_below(task, k)
    if leaves > MAX_LEAVES:
        raise InputError(
            f"{leaves} leaves decide the tokens of label {k + 1}: at most {MAX_LEAVES} are averaged over"
        )
    values = _label_values(task, k, leaves)
    average = _Average(task.d + k, nodes, init)
    sign = 1.0 - 2.0 * values[k]
    functions: Reals = np.stack([np.broadcast_to(sign, (nodes, *sign.shape)), np.zeros((nodes, *sign.shape))])
    for value in reversed(values[:k]):  # labels that are read
        equal, other = average.before(functions)
        functions = np.where(value == 0, equal, other)
    leaf_of = {bit: j for j in range(leaves) for bit in task.subset[2 * j : 2 * j + 2]}
    for bit in reversed(range(task.d)):
        equal, other = average.before(functions)
        if bit in leaf_of:
            axis = 2 + leaf_of[bit]  # after the axes of (A, B) and of the nodes
            if bit == task.subset[2 * leaf_of[bit] + 1]:
                # the leaf is the first bit of the pair where this one is equal, else its negation
                other = np.flip(other, axis)
            else:
                equal, other = np.split(equal, 2, axis)[0], np.split(other, 2, axis)[1]
        functions = (equal + other) / 2
    return float(functions[1, 0].item())


def leaves_below(task: BitSubsetParity, k: int) -> int:
    """Return the number of leaves that decide label k and the labels before it."""
    return min(k + 1, task.d // 4)


def _label_values(task: BitSubsetParity, k: int, leaves: int) -> list[NDArray[np.intp]]:
    """Labels 0 ... k as 0/1 tables over the leaves' values, each of shape (2,) * leaves."""
    values = list(np.indices((2,) * leaves))
    for gate in task.gates[len(values) : k + 1]:
        values.append(values[gate.inputs[0] - task.d] ^ values[gate.inputs[1] - task.d])
    return values


class _Average:
    """Functions (A, B) of the angle after t tokens, stacked, to those before: one token at a time, from the last."""

    def __init__(self, t: int, nodes: int, init: Initialisation) -> None:
        self.t, self.init = t, init
        self.basis, self.largest = Basis(nodes), largest_angles(t, init)

    def before(self, after: Reals) -> tuple[Reals, Reals]:
        """One token back: what ``after`` becomes if the tokens are equal, and if they differ."""
        r, init = self.t, self.init
        theta, width = self.basis.points * self.largest[r - 1], self.largest[r]
        passed = after.copy()
        passed[0] *= _down(kappa_0_of_angle(self.basis.points * width), after[0])
        hidden = init.output / 2 * init.norm(r - 1) * (1 - loss_of_angle(theta))
        self.t -= 1
        return self._branch(passed, hidden, theta, r, True), self._branch(passed, hidden, theta, r, False)

    def _branch(self, passed: Reals, hidden: Reals, theta: Reals, r: int, equal: bool) -> Reals:
        values, _ = self.basis.evaluation(next_angle(theta, r, equal, self.init) / self.largest[r])
        branch: Reals = np.moveaxis(np.tensordot(values, passed, axes=(1, 1)), 0, 1)
        branch[1] += _down(hidden, branch[0]) * branch[0]
        return branch


def _down(column: Reals, like: Reals) -> Reals:
    """Values at the nodes, shaped to multiply along the first axis."""
    return column.reshape(-1, *(1,) * (like.ndim - 1))
