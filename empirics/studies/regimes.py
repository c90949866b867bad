"""The four ways to train the one-layer softmax model on parity (Kim and Suzuki 2025, section 4 and appendix D)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from empirics.studies.measure import Case, Cases
from theory.attention import APPENDIX_D, ParityTree
from theory.results.records import Row

BITS, TESTS = 64, 2000
#: Learning rates by k, as printed; the direct model uses a hundredth of them.
RATES = {8: 15.0, 16: 50.0, 32: 100.0}
DIRECT_SHARE = 0.01
#: Fewer samples than the 100,000 of the paper; epochs as there.
SAMPLES, EPOCHS, EVERY = 5000, 350, 10
#: The weight-based filter: a level counts as solved where each of its nodes has a score above this.
SCORE = 0.4
#: The share of the prediction loss that is added for the model with the filter.
EXTRA = 0.1
MODELS = ("direct", "cot", "teacher-forcing", "self-consistency")
SEEDS = 2


def link(t: Tensor) -> Tensor:
    """The link function of appendix D."""
    size = t.abs()
    knots = sum(float(b) * torch.relu(size - float(knot)) ** 2 for knot, b in APPENDIX_D.knots)
    return -1 + float(APPENDIX_D.c) * t * t + knots


def tokens_of(x: Tensor, k: int) -> Tensor:
    """All tokens of the tree, (n, d + k - 1)."""
    levels = [x, x[:, 0:k:2] * x[:, 1:k:2]]
    while levels[-1].shape[1] > 1:
        levels.append(levels[-1][:, 0::2] * levels[-1][:, 1::2])
    return torch.cat(levels, dim=1)


class Chain:
    """The model with its weights, (k - 1, d + k - 1)."""

    def __init__(self, tree: ParityTree, mask: str) -> None:
        self.tree, self.mask = tree, mask
        ends = torch.tensor([tree.attended(m, mask) for m in tree.nodes])
        self.hidden = torch.arange(tree.tokens) >= ends[:, None]
        self.weights = torch.zeros(tree.k - 1, tree.tokens, requires_grad=True)

    def scores(self) -> Tensor:
        """The softmax scores."""
        return self.weights.masked_fill(self.hidden, -torch.inf).softmax(dim=1)

    def forced(self, tokens: Tensor) -> Tensor:
        """Return the nodes where all earlier tokens are given, (n, k - 1)."""
        return link(tokens @ self.scores().T)

    def solved(self, scores: Tensor, level: int) -> bool:
        """Return whether each node of a level has a score above the filter's threshold."""
        d = self.tree.d
        rows = scores[self.tree.last(level - 1) - d : self.tree.last(level) - d]
        return bool((rows.amax(dim=1) > SCORE).all())

    def free(self, x: Tensor, filtered: bool = False) -> Tensor:
        """The nodes as the model generates them, (n, k - 1): level by level, or one by one with the causal mask."""
        scores, tree = self.scores(), self.tree
        ends = [tree.last(level) for level in range(tree.depth + 1)]
        if self.mask == "causal":
            ends = list(range(tree.d, tree.tokens + 1))
        made, silent = x, False
        for level, (first, last) in enumerate(itertools.pairwise(ends), start=1):
            silent = silent or (filtered and level > 1 and not self.solved(scores, level - 1))
            rows = scores[first - tree.d : last - tree.d, :first]
            new = x.new_zeros(len(x), last - first) if silent else link(made @ rows.T)
            made = torch.cat([made, new], dim=1)
        return made[:, tree.d :]


def regimes(_: Path) -> Iterator[Case]:
    """Yield the loss curves for d = 64, k = 8, 16 and 32."""
    for k in RATES:
        for model in MODELS:
            for seed in range(SEEDS):
                yield Case({"d": BITS, "k": k, "model": model, "seed": seed}, partial(_train, k, model, seed))


def _train(k: int, model: str, seed: int) -> Row:
    generator = torch.Generator().manual_seed(seed)
    tree = ParityTree(BITS, k)
    x, test = (2.0 * torch.randint(0, 2, (n, BITS), generator=generator) - 1 for n in (SAMPLES, TESTS))
    tokens = tokens_of(x, k)
    chain = Chain(tree, "causal" if model in ("direct", "teacher-forcing") else "level")
    rate = RATES[k] * (DIRECT_SHARE if model == "direct" else 1.0)
    curves: dict[str, list[float]] = {"chain_loss": [], "prediction_loss": []}
    for epoch in range(EPOCHS + 1):
        made = (
            chain.forced(tokens) if model == "teacher-forcing" else chain.free(x, model == "self-consistency")
        )
        errors = (made - tokens[:, BITS:]).square().mean(dim=0) / 2
        chain_loss, prediction = errors.mean(), errors[-1]
        if epoch % EVERY == 0:
            curves["chain_loss"].append(round(float(chain_loss.detach()), 5))
            curves["prediction_loss"].append(round(float(prediction.detach()), 5))
        loss = prediction if model == "direct" else chain_loss
        if model == "self-consistency":
            loss = loss + EXTRA * prediction
        chain.weights.grad = None
        if loss.requires_grad:
            loss.backward()
        with torch.no_grad():
            if chain.weights.grad is not None:
                chain.weights -= rate * chain.weights.grad
    with torch.no_grad():
        answers = chain.free(test, model == "self-consistency")[:, -1]
        wrong = float(((answers > 0) != (test[:, :k].prod(dim=1) > 0)).float().mean())
        spread = [float(answers.mean()), float(answers.std())]
    return {
        "error": wrong,
        "output_mean": round(spread[0], 4),
        "output_deviation": round(spread[1], 4),
        **curves,
    }


RECORDS: dict[str, Cases] = {"attention/regimes": regimes}
