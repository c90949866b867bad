"""A Transformer decoder with GPT-2's architecture: learned positions, pre-norm blocks, tanh GELU, tied head.

Given the same weights it has the logits of ``transformers.GPT2LMHeadModel`` (tests/empirics). Shapes in comments:
B batch, T tokens, C width, H heads, D = C / H.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TypeVar, get_args

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from empirics.choices import InitialWeights
from empirics.models.prefix_tree import PrefixTree
from theory.errors import InputError

#: Keys and values of a block, (B, H, T, D) each.
KeysAndValues = tuple[Tensor, Tensor]
#: The keys and values of every block.
Cache = list[KeysAndValues]
Model = TypeVar("Model", bound=nn.Module)

GPT2_STD = 0.02
LOUD_EMBEDDING_STD = 0.3
LOUD_ATTENTION_STD = 0.1
VOCABULARY = 2


@dataclass(slots=True)
class Room:
    """Room for the keys and values of a block, (B, H, longest, D) each, of which the first ``filled`` columns are."""

    keys: Tensor
    values: Tensor
    filled: int

    @classmethod
    def holding(cls, held: KeysAndValues, copies: int, longest: int) -> Room:
        """Room with the keys and values (B, H, T, D) in it, each row ``copies`` times one after the other."""
        found = []
        for part in held:
            B, H, T, D = part.shape
            room = part.new_empty(copies * B, H, longest, D)
            room[:, :, :T] = part.repeat(copies, 1, 1, 1)
            found.append(room)
        return cls(found[0], found[1], held[0].shape[2])

    def put(self, k: Tensor, v: Tensor) -> KeysAndValues:
        """Append the keys and values of the next tokens, (B, H, L, D) each; return all of them, (B, H, T + L, D)."""
        begin, self.filled = self.filled, self.filled + k.shape[2]
        self.keys[:, :, begin : self.filled], self.values[:, :, begin : self.filled] = k, v
        return self.keys[:, :, : self.filled], self.values[:, :, : self.filled]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the decoder: blocks, width C, heads H (dividing C), and the longest sequence it can read.

    Example:
        >>> from empirics.models import Shape
        >>> Shape(layers=2, width=64, heads=4, context=16).context
        16
    """

    layers: int
    width: int
    heads: int
    context: int

    def __post_init__(self) -> None:
        if min(self.layers, self.width, self.heads, self.context) < 1:
            raise InputError(f"layers, width, heads and context must be at least 1: {self}")
        if self.width % self.heads:
            raise InputError(f"the {self.heads} heads do not divide the width {self.width}")


#: The earlier tokens of a block: keys and values, or room for them and for more.
Past = KeysAndValues | Room


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Causal attention of the last L tokens, (B, H, L, D), to all T, (B, H, T, D) twice: (B, H, L, D)."""
    last, T = q.shape[2], k.shape[2]
    if last in (1, T):  # the last token sees everything
        return F.scaled_dot_product_attention(q, k, v, is_causal=last > 1)
    # Of several, the j-th from the end sees all but the last j.
    mask = torch.ones(last, T, dtype=torch.bool, device=q.device).tril(T - last)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


class Attention(nn.Module):
    """Causal self-attention over H heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.project = nn.Linear(shape.width, shape.width)

    def forward(
        self, x: Tensor, last: int, past: Past | None = None, tree: PrefixTree | None = None
    ) -> tuple[Tensor, KeysAndValues]:
        """New tokens (B, T, C) after those of ``past`` -> their last L, (B, L, C); keys and values of all.

        With a tree x and the answer are its prefixes', (N, C), and those of its last L columns, (M, C).
        """
        C = x.shape[-1]
        rows = x[:, x.shape[1] - last :] if tree is None else x[tree.ending(last) :]
        if rows.shape == x.shape:
            mixed = self.query_key_value(x)  # (B, T, 3C) or (N, 3C)
            q, k, v = (mixed if tree is None else tree.spread(mixed)).split(C, dim=-1)
        else:
            weight, bias = (
                self.query_key_value.weight.split([C, 2 * C]),
                self.query_key_value.bias.split([C, 2 * C]),
            )
            q, mixed = F.linear(rows, weight[0], bias[0]), F.linear(x, weight[1], bias[1])
            q, mixed = (q, mixed) if tree is None else (tree.spread(q, last), tree.spread(mixed))
            k, v = mixed.split(C, dim=-1)
        q, k, v = (
            part.view(len(part), -1, self.heads, C // self.heads).transpose(1, 2) for part in (q, k, v)
        )  # (B, H, L or T, D)
        if isinstance(past, Room):
            k, v = past.put(k, v)
        elif past is not None:
            k, v = torch.cat([past[0], k], dim=2), torch.cat([past[1], v], dim=2)  # (B, H, past + T, D)
        seen = attend(q, k, v).transpose(1, 2).reshape(len(q), last, C)
        return self.project(seen if tree is None else tree.collect(seen)), (k, v)


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
        self, x: Tensor, last: int, past: Past | None = None, tree: PrefixTree | None = None
    ) -> tuple[Tensor, KeysAndValues]:
        """(B, T, C) -> the last L of them, (B, L, C), and this block's keys and values for all."""
        mixed, present = self.attention(self.norm_1(x), last, past, tree)
        x = (x[:, x.shape[1] - last :] if tree is None else x[tree.ending(last) :]) + mixed
        return x + self.project(F.gelu(self.expand(self.norm_2(x)), approximate="tanh")), present


def draw_weights(model: Model, seed: int, deviation: Callable[[str], float]) -> Model:
    """Draw normal weights with the standard deviation of each name; biases are zero, norms one."""
    draw = torch.Generator().manual_seed(seed)
    for name, parameter in sorted(model.named_parameters()):
        if name.endswith("bias"):
            nn.init.zeros_(parameter)
        elif "norm" in name:
            nn.init.ones_(parameter)
        else:
            nn.init.normal_(parameter, std=deviation(name), generator=draw)
    return model


class Transformer(nn.Module):
    """The decoder of section 5.2 and appendix G over the vocabulary {0, 1}.

    Example:
        >>> import torch
        >>> from empirics.models import Shape, Transformer
        >>> model = Transformer.initialise(Shape(layers=1, width=16, heads=2, context=8), "gpt2", seed=0)
        >>> model.scores(torch.tensor([[0, 1, 1]])).shape
        torch.Size([1, 3])
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        #: Multiply in bfloat16; weights, norms, sums and the loss stay in single precision.
        self.bf16 = False
        self.token = nn.Embedding(VOCABULARY, shape.width)
        self.position = nn.Embedding(shape.context, shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)

    @classmethod
    def initialise(cls, shape: Shape, initialisation: InitialWeights, seed: int) -> Transformer:
        """Normal weights of the named scale, zero biases.

        Raises:
            InputError: no initialisation has this name.
        """
        if initialisation not in get_args(InitialWeights):
            raise InputError(f'the initialisations are "gpt2" and "loud", not {initialisation!r}')
        loud = initialisation == "loud"

        def deviation(name: str) -> float:
            if name.endswith("project.weight"):
                # GPT-2 scales what is added to the residual stream by the number of additions.
                return GPT2_STD / math.sqrt(2 * shape.layers)
            if loud and name in ("token.weight", "position.weight"):
                return LOUD_EMBEDDING_STD
            return LOUD_ATTENTION_STD if loud and "query_key_value" in name else GPT2_STD

        return draw_weights(cls(shape), seed, deviation)

    def forward(
        self, z: Tensor, past: Sequence[Past] | None = None, last: int | None = None
    ) -> tuple[Tensor, Cache]:
        """Tokens (B, T), after those of ``past`` -> logits of the last L (of all, by default), (B, L, 2); the cache.

        The final block computes only what those logits need: one layer, asked for one answer, reads d tokens but
        runs its perceptron once.
        """
        seen = _length(past[0]) if past else 0
        if seen and z.shape[1] > 1:
            raise InputError("with a cache, tokens are read one at a time")
        if seen + z.shape[1] > self.shape.context:
            raise InputError(f"{seen + z.shape[1]} tokens for a context of {self.shape.context}")
        x, cache = self._blocks(self._embedded(z, seen), last or z.shape[1], z.shape[1], past, None)
        return self.norm(x) @ self.token.weight.T, cache

    def _embedded(self, z: Tensor, seen: int) -> Tensor:
        """Tokens (B, T) that follow ``seen`` others -> (B, T, C).

        A choice between two rows: its gradient is a sum in a fixed order, where an embedding's on a GPU is summed in
        the order in which threads finish.
        """
        zero, one = self.token.weight
        return torch.where(z[..., None] == 1, one, zero) + self.position.weight[seen : seen + z.shape[1]]

    def scores(self, z: Tensor, last: int | None = None, through: Through | None = None) -> Tensor:
        """s_t of eq 4 for the last L steps (or all), (B, L): the logit of the bit 1 less that of the bit 0.

        Args:
            z: tokens, (B, T).
            last: L.
            through: the function that applies a block to (B, T, C): ``through_block``, or the same compiled.
        """
        x, final = self._embedded(z, 0), len(self.blocks) - 1
        with self._precision(x):
            for i, block in enumerate(self.blocks):
                keep = last if last is not None and i == final else z.shape[1]
                x = (through or through_block)(block, x, keep)
        logits = self.norm(x) @ self.token.weight.T
        return logits[..., 1] - logits[..., 0]

    def shared_scores(self, z: Tensor, last: int) -> Tensor:
        """:meth:`scores` with every distinct prefix computed once; on the CPU, where shapes may differ by batch."""
        scores, _ = self._read_tree(PrefixTree.of(z), last)
        return scores

    def _read_tree(self, tree: PrefixTree, last: int) -> tuple[Tensor, Cache]:
        """(B, L) scores and the cache of the B sequences."""
        x = self.token(tree.tokens) + self.position(tree.depths)  # (N, C)
        x, cache = self._blocks(x, last, tree.paths.shape[1], None, tree)
        logits = self.norm(x) @ self.token.weight.T
        return tree.spread((logits[:, 1] - logits[:, 0])[:, None], last)[..., 0], cache

    def _precision(self, x: Tensor) -> AbstractContextManager[None]:
        """The precision of the blocks' products."""
        return torch.autocast(x.device.type, torch.bfloat16) if self.bf16 else nullcontext()

    def _blocks(
        self, x: Tensor, last: int, length: int, past: Sequence[Past] | None, tree: PrefixTree | None
    ) -> tuple[Tensor, Cache]:
        """Return the embedded tokens after all blocks, the last computing only the requested steps, and their cache."""
        cache: Cache = []
        with self._precision(x):
            for i, block in enumerate(self.blocks):
                keep = last if i == self.shape.layers - 1 else length
                x, present = block(x, keep, past[i] if past else None, tree)
                cache.append(present)
        return x, cache

    def prefill(self, z: Tensor) -> tuple[Tensor, Cache]:
        """Read tokens (B, t): the score of step t, (B,), and the cache."""
        if z.device.type == "cpu":
            scores, cache = self._read_tree(PrefixTree.of(z), 1)
            return scores[:, 0], cache
        logits, cache = self(z, last=1)
        return logits[:, -1, 1] - logits[:, -1, 0], cache

    def advance(self, z: Tensor, state: Cache, rows: Tensor) -> tuple[Tensor, Cache]:
        """Read one more token, z[i] after row rows[i] of the state, (k,) each."""
        logits, cache = self(z[:, None], [(k[rows], v[rows]) for k, v in state])
        return logits[:, -1, 1] - logits[:, -1, 0], cache

    def extend(self, z: Tensor, rooms: Sequence[Room]) -> Tensor:
        """Read one more token a row, (B,), into the room of every block: the scores, (B,)."""
        logits, _ = self(z[:, None], rooms)
        return logits[:, -1, 1] - logits[:, -1, 0]


#: See :meth:`Transformer.scores`.
Through = Callable[[nn.Module, Tensor, int], Tensor]


def through_block(block: nn.Module, x: Tensor, last: int) -> Tensor:
    """(B, T, C) through one block: the last L of them, (B, L, C)."""
    x, _ = block(x, last)
    return x


def _length(past: Past) -> int:
    """Return the number of earlier tokens."""
    return past.filled if isinstance(past, Room) else past[0].shape[2]
