"""A Transformer decoder with GPT-2's architecture: learned positions, pre-norm blocks, tanh GELU, tied head.

Given the same weights it has the logits of ``transformers.GPT2LMHeadModel`` (tests/empirics). Shapes in comments:
B batch, T tokens, C width, H heads, D = C / H.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from theory.errors import InputError

#: Keys and values of every block, (B, H, T, D) each.
Cache = list[tuple[Tensor, Tensor]]
#: ``gpt2``: every matrix at 0.02, as GPT-2 and the paper's table 2. ``loud``: embeddings at 0.3 and the query, key
#: and value matrices at 0.1, so that a narrow net starts with attention patterns that differ from head to head.
Initialisation = Literal["gpt2", "loud"]

GPT2_STD = 0.02
LOUD_EMBEDDING_STD = 0.3
LOUD_ATTENTION_STD = 0.1
VOCABULARY = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the decoder: blocks, width C, heads H (dividing C), and the longest sequence it can read."""

    layers: int
    width: int
    heads: int
    context: int

    def __post_init__(self) -> None:
        if min(self.layers, self.width, self.heads, self.context) < 1:
            raise InputError(f"layers, width, heads and context must be at least 1: {self}")
        if self.width % self.heads:
            raise InputError(f"the {self.heads} heads do not divide the width {self.width}")


class Attention(nn.Module):
    """Causal self-attention over H heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.project = nn.Linear(shape.width, shape.width)

    def forward(
        self, x: Tensor, past: tuple[Tensor, Tensor] | None, last: int
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """New tokens (B, T, C) after those of ``past`` -> their last L, (B, L, C); keys and values of all."""
        B, T, C = x.shape
        weight, bias = self.query_key_value.weight.split(C), self.query_key_value.bias.split(C)
        q, k, v = (
            F.linear(source, weight[i], bias[i]).view(B, -1, self.heads, C // self.heads).transpose(1, 2)
            for i, source in enumerate((x[:, T - last :], x, x))
        )  # (B, H, L, D), (B, H, T, D) twice
        if past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)  # (B, H, past + T, D)
        # The last token sees everything; of several, the j-th from the end sees all but the last j.
        mask = None if last == 1 else torch.ones(last, T, dtype=torch.bool).tril(T - last)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)  # (B, H, L, D)
        return self.project(mixed.transpose(1, 2).reshape(B, last, C)), (k, v)


class Block(nn.Module):
    """Attention, then a two-layer perceptron of four times the width, each after a norm and around a skip."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm_1 = nn.LayerNorm(shape.width)
        self.attention = Attention(shape)
        self.norm_2 = nn.LayerNorm(shape.width)
        self.expand = nn.Linear(shape.width, 4 * shape.width)
        self.project = nn.Linear(4 * shape.width, shape.width)

    def forward(
        self, x: Tensor, past: tuple[Tensor, Tensor] | None, last: int
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """(B, T, C) -> the last L of them, (B, L, C), and this block's keys and values for all."""
        mixed, present = self.attention(self.norm_1(x), past, last)
        x = x[:, x.shape[1] - last :] + mixed
        return x + self.project(F.gelu(self.expand(self.norm_2(x)), approximate="tanh")), present


class Transformer(nn.Module):
    """The decoder over the vocabulary {0, 1}."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token = nn.Embedding(VOCABULARY, shape.width)
        self.position = nn.Embedding(shape.context, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)

    @classmethod
    def initialise(cls, shape: Shape, initialisation: Initialisation, seed: int) -> Transformer:
        """Normal weights of the named scale, zero biases.

        Raises:
            InputError: no initialisation has this name.
        """
        if initialisation not in ("gpt2", "loud"):
            raise InputError(f'the initialisations are "gpt2" and "loud", not {initialisation!r}')
        model = cls(shape)
        draw = torch.Generator().manual_seed(seed)
        loud = initialisation == "loud"
        for name, parameter in sorted(model.named_parameters()):
            if "norm" in name:
                nn.init.constant_(parameter, 1.0 if name.endswith("weight") else 0.0)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)
            else:
                std = GPT2_STD
                if name.endswith("project.weight"):
                    # GPT-2 scales what is added to the residual stream by the number of additions.
                    std = GPT2_STD / math.sqrt(2 * shape.layers)
                elif loud and name in ("token.weight", "position.weight"):
                    std = LOUD_EMBEDDING_STD
                elif loud and "query_key_value" in name:
                    std = LOUD_ATTENTION_STD
                nn.init.normal_(parameter, std=std, generator=draw)
        return model

    def forward(self, z: Tensor, past: Cache | None = None, last: int | None = None) -> tuple[Tensor, Cache]:
        """Tokens (B, T), after those of ``past`` -> logits of the last L (of all, by default), (B, L, 2); the cache.

        The final block computes only what those logits need: one layer, asked for one answer, reads d tokens but
        runs its perceptron once.
        """
        seen = past[0][0].shape[2] if past else 0
        if seen and z.shape[1] > 1:
            raise InputError("after a cache tokens are read one at a time")
        if seen + z.shape[1] > self.shape.context:
            raise InputError(f"{seen + z.shape[1]} tokens for a context of {self.shape.context}")
        x = self.token(z) + self.position.weight[seen : seen + z.shape[1]]  # (B, T, C)
        cache: Cache = []
        for i, block in enumerate(self.blocks):
            final = i == self.shape.layers - 1
            keep = z.shape[1] if last is None or not final else last
            x, present = block(x, past[i] if past else None, keep)
            cache.append(present)
        return self.norm(x) @ self.token.weight.T, cache

    def scores(self, z: Tensor, last: int | None = None) -> Tensor:
        """s_t of eq 4 for the last L steps (or all), (B, L): the logit of the bit 1 less that of the bit 0."""
        logits, _ = self(z, last=last)
        return logits[..., 1] - logits[..., 0]

    def prefill(self, z: Tensor) -> tuple[Tensor, Cache]:
        """Read tokens (B, t): the score of step t, (B,), and the cache."""
        logits, cache = self(z, last=1)
        return logits[:, -1, 1] - logits[:, -1, 0], cache

    def advance(self, z: Tensor, state: Cache) -> tuple[Tensor, Cache]:
        """Read one more token, (B,)."""
        logits, cache = self(z[:, None], state)
        return logits[:, -1, 1] - logits[:, -1, 0], cache
