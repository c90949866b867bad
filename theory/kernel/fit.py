r"""Weights W* that fit all outputs on all sequences, written down: one W, no inverse of the joint kernel.

With psi_t(z) = grad f_t(z, start 0) - grad f_t(z, start 1) at the initial W, two independent starts, in the limit

    (1/m) <grad f_t'(z', 0), psi_t(z)> = [t = t'] J_1^t(z, z'),        (1/m) <psi_t, psi_t'> = 2 [t = t'] J_1^t(z, z'),

whatever t and t' (:mod:`theory.kernel.start_marker`). So for labels y_t that are functions of what was read,

    V = (1/m) sum_t E_z alpha_t(z) psi_t(z),      alpha_t = sum_S y^_t(S) / J_1^t(S) chi_S,      z uniform,

has <grad f_t'(z', 0), V> = y_t'(z') for every sequence and every output, and
m |V|^2 = 2 sum_t sum_S y^_t(S)^2 / J_1^t(S).
At finite width each pairing is off by at most eps, and as E |alpha_t| <= 1 / mu, mu the least coefficient in use,

    |<grad f_t', V> - y_t'| <= 2 eps k / mu,         m |V|^2 <= 2 k / mu + 4 eps (k / mu)^2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from theory.arguments import check_arguments
from theory.errors import InputError
from theory.kernel.arc_cosine import Reals
from theory.kernel.initialisation import Initialisation
from theory.kernel.recursion import joint_kernel
from theory.kernel.start_marker import decoupled_spectra
from theory.nets.floats import FloatElman
from theory.tasks.cube import all_inputs
from theory.transforms import walsh_hadamard

#: All 2^T sequences from two starts are run at once.
MAX_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """How well V fits the labels in one net.

    Returned by :func:`fit_of_net`.

    Attributes:
        squared_length: m |V|^2.
        limit: its limit, 2 sum_t sum_S y^_t(S)^2 / J_1^t(S).
        largest_error: max |<grad f_t(z), V> - y_t(z)| over all sequences and outputs.
        largest_deviation: eps, the largest deviation of a pairing (1/m) <grad f_t(u), grad f_t'(u')> from its limit.
        bound: 2 eps sum_t E |alpha_t|, which the error cannot exceed.
    """

    squared_length: float
    limit: float
    largest_error: float
    largest_deviation: float
    bound: float


@check_arguments
def fit_coefficients(labels: Sequence[Reals], outputs: range, init: Initialisation) -> list[Reals]:
    """Return alpha_t on all 2^t sequences of free tokens, for each output.

    Args:
        labels: for each output the labels over all 2^t sequences (token i + 1 is bit i of the index).
        outputs: the steps t.
        init: the variances.

    Raises:
        InputError: a label vector that is not of 2^t entries.

    Example:
        >>> import numpy as np
        >>> from theory.kernel import decoupled, fit_coefficients
        >>> last = np.array([1.0, 1.0, -1.0, -1.0])  # the sign of token 2
        >>> [alpha.round(2).tolist() for alpha in fit_coefficients([last], range(2, 3), decoupled(2))]
        [[21.83, 21.83, -21.83, -21.83]]
    """
    if [len(y) for y in labels] != [1 << t for t in outputs]:
        raise InputError(f"labels of {[len(y) for y in labels]} sequences for outputs {list(outputs)}")
    spectra = {found.t: found.coefficients for found in decoupled_spectra(outputs[-1], init)}
    return [
        walsh_hadamard(walsh_hadamard(np.asarray(y, dtype=np.float64)) / len(y) / spectra[t])
        for t, y in zip(outputs, labels, strict=True)
    ]


@check_arguments
def fit_of_net(labels: Sequence[Reals], outputs: range, width: int, seed: int, init: Initialisation) -> Fit:
    """Return how far V fits in one net of this width, over all sequences of the length of the last output.

    Args:
        labels, outputs, init: as in :func:`fit_coefficients`; the last output is at most 8.
        width: m.
        seed: decides the net.

    Raises:
        InputError: labels that do not fit the outputs, or more than 8 tokens.

    Example:
        >>> import numpy as np
        >>> from theory.kernel import decoupled, fit_of_net
        >>> last = np.array([1.0, 1.0, -1.0, -1.0])
        >>> found = fit_of_net([last], range(2, 3), 512, 0, decoupled(2))
        >>> bool(found.largest_error <= found.bound), round(found.limit, 2)
        (True, 43.66)
    """
    if outputs[-1] > MAX_TOKENS:
        raise InputError(f"{outputs[-1]} tokens: all sequences are run for at most {MAX_TOKENS}")
    alphas = fit_coefficients(labels, outputs, init)
    found = pairings(outputs, width, seed, init)
    n = 1 << outputs[-1]
    # All sequences are equally likely; an output has read the first t tokens of each.
    weights = np.stack([np.tile(alpha, n // len(alpha)) for alpha in alphas]) / n
    signs = np.stack([np.tile(y, n // len(y)) for y in labels])
    with_marker = found[..., 0, :] - found[..., 1, :]  # <grad f_t'(z', start), psi_t(z)>
    fitted = np.einsum("psztx,tx->psz", with_marker, weights)  # <grad f_t'(z', start), V>
    squared = float(np.sum(weights * (fitted[:, 0] - fitted[:, 1])))
    deviation = float(np.abs(found - limit_pairings(outputs, init)).max())
    spent = math.fsum(float(np.abs(alpha).mean()) for alpha in alphas)
    limit = 2 * math.fsum(float(np.mean(alpha * y)) for alpha, y in zip(alphas, labels, strict=True))
    return Fit(squared, limit, float(np.abs(fitted[:, 0] - signs).max()), deviation, 2 * deviation * spent)


def pairings(outputs: range, width: int, seed: int, init: Initialisation) -> Reals:
    """(1/m) <grad f_t'(z', start), grad f_t(z, start)> in one net, between all sequences of T tokens.

    Shape (outputs, 2 starts, 2^T, outputs, 2 starts, 2^T).
    """
    rng, tokens = np.random.default_rng(seed), all_inputs(outputs[-1])
    net = FloatElman.initialise(width, rng)
    net = replace(net, A=net.A * math.sqrt(init.inputs), M_0=net.M_0 * math.sqrt(init.start))
    marked = replace(net, M_0=rng.standard_normal(width) * math.sqrt(2 * init.start / width))
    hidden = np.concatenate([one.hidden(tokens) for one in (net, marked)], axis=1)
    back = {t: net.backward(hidden[: t + 1]) for t in outputs}
    runs, k = hidden.shape[1], len(outputs)
    found = np.zeros((k, runs, k, runs))
    products = {(s, r): hidden[s] @ hidden[r].T for s in range(outputs[-1]) for r in range(outputs[-1])}
    for i, first in enumerate(outputs):
        for j, second in enumerate(outputs):
            for s, r in ((s, r) for s in range(first) for r in range(second)):
                found[i, :, j] += (back[first][s] @ back[second][r].T) * products[s, r]
    return found.reshape(k, 2, len(tokens), k, 2, len(tokens)) / width


def limit_pairings(outputs: range, init: Initialisation) -> Reals:
    """The limits of :func:`pairings`."""
    tokens = all_inputs(outputs[-1])
    same, other = (
        np.moveaxis(joint_kernel(tokens, outputs, init, same_start=start), (0, 2), (1, 3))
        for start in (True, False)
    )
    k, n = len(outputs), len(tokens)
    found = np.empty((k, 2, n, k, 2, n))
    for first in range(2):
        for second in range(2):
            found[:, first, :, :, second, :] = same if first == second else other
    return found
