"""The Transformer: GPT-2's logits, its named initialisations, and its two ways of reading."""

import pytest
import torch

from empirics.models.loss import loss
from empirics.models.prefix_tree import PrefixTree
from empirics.models.transformer import Shape, Transformer
from empirics.studies.speed import peer_of
from tests.empirics.examples import tokens
from theory.errors import InputError

SHAPE = Shape(layers=2, width=48, heads=4, context=20)


def gpt2_with_the_weights_of(model: Transformer) -> torch.nn.Module:
    peer = peer_of(model.shape).eval()
    ours = dict(model.named_parameters())
    mine = {"wte": "token", "wpe": "position", "ln_f": "norm"}
    inner = {
        "ln_1": "norm_1",
        "ln_2": "norm_2",
        "attn.c_attn": "attention.query_key_value",
        "attn.c_proj": "attention.project",
        "mlp.c_fc": "expand",
        "mlp.c_proj": "project",
    }
    with torch.no_grad():
        for theirs, name in mine.items():
            for part in ("weight", "bias"):
                if f"{name}.{part}" in ours:
                    peer.get_parameter(f"transformer.{theirs}.{part}").copy_(ours[f"{name}.{part}"])
        for i in range(model.shape.layers):
            for theirs, name in inner.items():
                weight = ours[f"blocks.{i}.{name}.weight"]
                # GPT-2's "Conv1D" holds its matrices transposed.
                weight = weight.T if weight.ndim == 2 else weight
                peer.get_parameter(f"transformer.h.{i}.{theirs}.weight").copy_(weight)
                peer.get_parameter(f"transformer.h.{i}.{theirs}.bias").copy_(ours[f"blocks.{i}.{name}.bias"])
    return peer


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("initialisation", ["gpt2", "loud"])
def test_logits_are_those_of_gpt2_given_the_same_weights(initialisation: str) -> None:
    model = Transformer.initialise(SHAPE, initialisation, seed=1)  # type: ignore[arg-type]
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("bias") or "norm" in name:
                # As after training: no bias is zero, no gain is one.
                parameter.add_(torch.randn(parameter.shape, generator=torch.Generator().manual_seed(2)) * 0.1)
            if "expand" in name or name.endswith("project.weight"):
                # Far enough from 0 for GELU and its tanh approximation to differ by more than the tolerance.
                parameter.mul_(8)
        z = tokens(6, 20, seed=3)
        theirs = gpt2_with_the_weights_of(model)(z).logits
        ours, _ = model(z)
    assert float((ours - theirs).abs().max()) < 1e-5
    assert float(theirs.std()) > 0.05  # a comparison of zeros would show nothing


def test_reading_token_by_token_and_only_the_last_give_the_same_scores() -> None:
    model = Transformer.initialise(SHAPE, "loud", seed=4).double()
    z = tokens(5, 12, seed=5)
    with torch.no_grad():
        whole = model.scores(z)
        torch.testing.assert_close(model.scores(z, last=5), whole[:, 7:])
        torch.testing.assert_close(model.scores(z, last=1), whole[:, 11:])
        score, state = model.prefill(z[:, :8])
        found = [score]
        for t in range(8, 12):
            score, state = model.advance(z[:, t], state, torch.arange(5))
            found.append(score)
    torch.testing.assert_close(torch.stack(found, dim=1), whole[:, 7:])


def test_every_prefix_is_kept_once_and_found_by_every_sequence_that_begins_with_it() -> None:
    z = tokens(40, 9, seed=11)
    tree = PrefixTree.of(z)
    prefixes = {tuple(row[: t + 1]) for row in z.tolist() for t in range(9)}
    assert len(tree) == len(prefixes)
    read = {}
    for row, path in zip(z.tolist(), tree.paths.tolist(), strict=True):
        for t, prefix in enumerate(path):
            assert read.setdefault(tuple(row[: t + 1]), prefix) == prefix
            assert (int(tree.tokens[prefix]), int(tree.depths[prefix])) == (row[t], t)
    assert tree.starts == tuple(sum(len(p) <= t for p in prefixes) for t in range(10))
    assert torch.equal(tree.paths.flatten()[tree.places], torch.arange(len(tree)))


@pytest.mark.parametrize("last", [1, 5, 12])
def test_prefixes_computed_once_give_the_scores_and_the_gradient_of_every_token(last: int) -> None:
    model = Transformer.initialise(SHAPE, "loud", seed=4).double()
    z = tokens(30, 12, seed=5)
    z[7] = z[3]  # a sequence may come twice
    labels = tokens(30, last, seed=6)
    found = []
    for scores in (model.shared_scores(z, last), model.scores(z, last=last)):
        gradient = torch.autograd.grad(loss(scores, labels, "labels"), list(model.parameters()))
        found.append([scores.detach(), *gradient])
    assert len(PrefixTree.of(z)) < z.numel() * 0.7
    for shared, plain in zip(*found, strict=True):
        assert float((shared - plain).abs().max()) <= 1e-10 * float(plain.abs().max())


def test_a_later_token_changes_no_earlier_score() -> None:
    model = Transformer.initialise(SHAPE, "loud", seed=6).double()
    z = tokens(4, 10, seed=7)
    changed = z.clone()
    changed[:, 6] ^= 1
    with torch.no_grad():
        before, after = model.scores(z), model.scores(changed)
    assert torch.equal(before[:, :6], after[:, :6])
    assert not torch.allclose(before[:, 6:], after[:, 6:])


def test_the_named_initialisations_have_their_scales() -> None:
    shape = Shape(layers=3, width=128, heads=16, context=64)
    for name, embedding, attention in (("gpt2", 0.02, 0.02), ("loud", 0.3, 0.1)):
        model = Transformer.initialise(shape, name, seed=8)  # type: ignore[arg-type]
        spread = {name: float(parameter.detach().std()) for name, parameter in model.named_parameters()}
        assert spread["position.weight"] == pytest.approx(embedding, rel=0.05)
        assert spread["blocks.1.attention.query_key_value.weight"] == pytest.approx(attention, rel=0.05)
        assert spread["blocks.2.expand.weight"] == pytest.approx(0.02, rel=0.05)
        assert spread["blocks.0.project.weight"] == pytest.approx(0.02 / 6**0.5, rel=0.05)


def test_impossible_shapes_and_too_long_sequences_are_refused() -> None:
    with pytest.raises(InputError, match="divide the width"):
        Shape(layers=1, width=10, heads=3, context=4)
    with pytest.raises(InputError, match="at least 1"):
        Shape(layers=0, width=10, heads=2, context=4)
    model = Transformer.initialise(SHAPE, "gpt2", seed=9)
    with pytest.raises(InputError, match="context of 20"):
        model(tokens(1, 21, seed=0))
    with pytest.raises(InputError, match="initialisations"):
        Transformer.initialise(SHAPE, "xavier", seed=0)  # type: ignore[arg-type]
    _, cache = model(tokens(1, 3, seed=0))
    with pytest.raises(InputError, match="one at a time"):
        model(tokens(1, 2, seed=0), cache)
