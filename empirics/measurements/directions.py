r"""Changes of W in a ball around W_0: from a random one to ones that are chosen to make the remainder large.

Each is a matrix of Frobenius norm r, for a net and one sequence of tokens z, (T,).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from empirics.models.elman import Elman

#: (net, tokens, r, seed) -> a change of norm r.
Direction = Callable[[Elman, Tensor, float, int], Tensor]
#: Rounds of steepest ascent; more change the remainder by a few percent.
ROUNDS = 6


def moved(net: Elman, change: Tensor) -> Elman:
    """The net with W + change."""
    return Elman(net.W + change, net.A, net.B, net.M_0)


def last_gradient(net: Elman, z: Tensor) -> Tensor:
    """grad_W f_T of one sequence (T,), shape (m, m)."""
    wanted = torch.zeros(1, len(z), dtype=net.W.dtype)
    wanted[0, -1] = 1
    return net.gradient(net.hidden(z[None]), wanted)


def random(net: Elman, z: Tensor, r: float, seed: int) -> Tensor:
    """Independent normal entries, scaled to norm r."""
    draw = torch.Generator().manual_seed(seed + 1_000_003)  # not the stream that drew W
    return _scaled(torch.randn(net.W.shape, generator=draw, dtype=net.W.dtype), r)


def gradient(net: Elman, z: Tensor, r: float, seed: int) -> Tensor:
    """Return the change along grad f_T(z), the direction of one step of training."""
    return _scaled(last_gradient(net, z), r)


def steepest(net: Elman, z: Tensor, r: float, seed: int) -> Tensor:
    """Up the remainder f_T(W_0 + V) - f_T(W_0) - <grad f_T, V> on the sphere |V| = r, from :func:`gradient`.

    Its gradient in V is grad f_T(W_0 + V) - grad f_T(W_0); V is moved there repeatedly, and the best V kept: a local
    maximum at best.
    """
    start = last_gradient(net, z)
    change = _scaled(start, r)
    found = []
    for _ in range(ROUNDS):
        there = moved(net, change)
        height = float(there.scores(z[None])[0, -1]) - float((start * change).sum())
        found.append((height, change))
        change = _scaled(last_gradient(there, z) - start, r)
    return max(found, key=lambda pair: pair[0])[1]


def kinks(net: Elman, z: Tensor, r: float, seed: int) -> Tensor:
    r"""The largest remainder that the last step alone can give: V = u v^T turns the units that are nearest their kink.

    v is the part of h_{T-1} that is orthogonal to all earlier states, so that V does not affect any earlier step. A
    unit with pre-activation p_i moved by d_i across its kink adds B_i (|d_i| - |p_i|) to the remainder. The sum over
    units with B_i > 0 under |d|_2 = r <v, h_{T-1}> is largest at |d_i| = l B_i for those with |p_i| < l B_i / 2 (and 0
    for the rest), l fixed by the norm.
    """
    states = torch.cat(net.hidden(z[None])[:-1])  # h_0 ... h_{T-1}, (T, m)
    _, triangle = torch.linalg.qr(states.T)
    reach = float(triangle[-1, -1].abs())  # the distance of h_{T-1} from the span of the others
    v = states[-1] - torch.linalg.lstsq(states[:-1].T, states[-1, :, None]).solution[:, 0] @ states[:-1]
    before = net.W @ states[-1] + net.A[:, z[-1]]
    moves = kink_moves(before, net.B, r * reach)
    return torch.outer(moves / reach, v / v.norm())


def kink_moves(before: Tensor, B: Tensor, norm: float) -> Tensor:
    """The d of :func:`kinks`, of the given norm, for pre-activations (m,)."""

    def at(level: float) -> Tensor:
        chosen = (B > 0) & (before.abs() < level * B / 2)
        return torch.where(chosen, -level * B * before.sign(), 0.0)

    low, high = 0.0, 1.0
    while float(at(high).norm()) < norm:
        high *= 2
    for _ in range(60):  # the norm grows with the level
        middle = (low + high) / 2
        low, high = (middle, high) if float(at(middle).norm()) < norm else (low, middle)
    moves = at(high)
    return moves * (norm / moves.norm())


def growing(net: Elman, z: Tensor, r: float, seed: int) -> Tensor:
    """r v v^T with v along h_T: every step feeds the state back into itself."""
    v = net.hidden(z[None])[-1][0]
    v = v / v.norm()
    return r * torch.outer(v, v)


def _scaled(matrix: Tensor, r: float) -> Tensor:
    return matrix * (r / matrix.norm())


DIRECTIONS: dict[str, Direction] = {
    "random": random,
    "gradient": gradient,
    "steepest": steepest,
    "kinks": kinks,
    "growing": growing,
}
