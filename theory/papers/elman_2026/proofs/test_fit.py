"""Section 2: one matrix V, written down, fits all outputs on all sequences."""

import itertools
from statistics import fmean

import numpy as np
import pytest
import sympy as sp

from theory.kernel import Initialisation, decoupled, decoupled_spectra, fit_coefficients, fit_of_net
from theory.kernel.fit import limit_pairings, pairings
from theory.ledger import supports
from theory.nets import FloatElman
from theory.tasks.cube import all_inputs
from theory.transforms import walsh_hadamard


@supports("lemma-fit/limit", evidence="exhaustive")
def test_in_the_limit_v_fits_every_output_on_every_sequence(claim, over):
    """Labels of every output at once: all pairs of outputs and sequences, from the kernel between runs."""
    said = claim("lemma-fit").statement
    rng = np.random.default_rng(5)
    for length in over(T=(2, 3, 5)):
        init, outputs, n = decoupled(length), range(1, length + 1), 1 << length
        labels = [rng.choice((-1.0, 1.0), 1 << t) for t in outputs]
        alphas, terms = [], 0.0
        for y, found in zip(labels, decoupled_spectra(length, init), strict=True):
            yhat, jhat = walsh_hadamard(y.copy()) / len(y), found.coefficients
            alphas.append(walsh_hadamard(said.alpha(yhat=yhat, jhat=jhat)))
            terms += float(said.term(yhat=yhat, jhat=jhat, total=np.sum))
        for own, library in zip(alphas, fit_coefficients(labels, outputs, init), strict=True):
            assert own == pytest.approx(library)
        weights = np.stack([np.tile(alpha, n // len(alpha)) for alpha in alphas]) / n
        limits = limit_pairings(outputs, init)
        marker = (
            limits[..., 0, :] - limits[..., 1, :]
        )  # <grad f_t'(z', start), psi_t(z)> without the axis of starts
        fitted = said.V(
            Ez=lambda value: value.mean(axis=-1),
            alpha={t: np.tile(alpha, n // len(alpha)) for t, alpha in zip(outputs, alphas, strict=True)},
            psi={t: marker[:, :, :, t - 1] for t in outputs},
            T=length,
            d=1,
            t=0,
            m=4,
        )
        fitted = 4 * fitted  # the limits are of inner products divided by m
        expected = np.stack([np.tile(said.fitted(y=y), n // len(y)) for y in labels])
        assert np.allclose(fitted[:, 0], expected, atol=1e-6)
        assert np.sum(weights * (fitted[:, 0] - fitted[:, 1])) == pytest.approx(terms, rel=1e-6)


@supports("lemma-fit/sizes", "lemma-fit/width", evidence="symbolic")
def test_the_sizes_and_what_a_finite_width_adds(claim, over):
    """E|alpha| <= sqrt(sum yhat^2/jhat^2), sum yhat^2 = 1; each of the pairings with psi is two of gradients."""
    said = claim("lemma-fit").statement
    mu, k, eps, more = over.symbols("mu k epsilon r", positive=True)
    # the least coefficient for all of the label, then a part of it at a larger one
    spent, length = said.spent(mu=mu), said.length(k=k, mu=mu)
    assert sp.simplify(sp.sqrt((1 / mu) ** 2) - spent) == 0
    assert sp.simplify(k * said.term(yhat=1, jhat=mu, total=lambda x: x) - length) == 0
    half = sp.sqrt((1 / mu) ** 2 / 2 + (1 / (mu + more)) ** 2 / 2)
    assert sp.factor(sp.expand(spent**2 - half**2)).is_positive
    assert sp.factor(length - k * (1 / mu + 1 / (mu + more))).is_positive
    error, finite = said.error(eps=eps, k=k, mu=mu), said.finite(eps=eps, k=k, mu=mu)
    assert sp.simplify(error - 2 * eps * k * spent) == 0
    assert sp.simplify(finite - length - 4 * eps * (k * spent) ** 2) == 0
    at = {eps: said.enough.right(k=k, mu=mu)}
    assert said.enough(eps=1, mu=16, k=1) and not said.enough(eps=2, mu=16, k=1)
    assert sp.simplify(error.subs(at) - said.eighth) == 0
    assert sp.simplify(finite.subs(at) - said.short(k=k, mu=mu)) == 0


@supports("lemma-fit/width", evidence="numeric")
def test_in_nets_the_error_is_within_what_the_pairings_allow(claim, over, recorded):
    """eps measured in the same nets; one net is made again."""
    said = claim("lemma-fit").statement
    over.error(1e-6)
    for row in recorded("elman", "fit"):
        assert 0 < row["largest_error"] <= row["bound"]
        budget = row["bound"] / (2 * row["largest_deviation"])  # the sum of E|alpha_t|
        assert row["bound"] == pytest.approx(said.error(eps=row["largest_deviation"], k=1, mu=1 / budget))
        assert abs(row["squared_length"] - row["limit"]) <= 4 * row["largest_deviation"] * budget**2


@supports("lemma-fit/nets", evidence="numeric")
def test_v_in_nets_of_several_widths(claim, over, recorded):
    said = claim("lemma-fit").statement
    rows = recorded("elman", "fit")
    by_width = {
        m: [row for row in rows if row["width"] == m] for m in dict.fromkeys(r["width"] for r in rows)
    }
    assert list(by_width) == said.widths and {len(found) for found in by_width.values()} == {said.nets}
    errors = [fmean(row["largest_error"] for row in found) for found in by_width.values()]
    assert [float(f"{errors[k]:.2f}") for k in (0, -1)] == [float(said.first), float(said.last)]
    assert np.polyfit(np.log(said.widths), np.log(errors), 1)[0] < -0.35
    largest = by_width[said.widths[-1]]
    assert round(fmean(row["squared_length"] for row in largest)) == said.found
    assert round(largest[0]["limit"], 1) == float(said.limit)
    labels = [_and(said.outputs[0]), _or(said.outputs[1])]
    assert said.outputs[-1] == said.T
    [width] = over(m=said.widths[:1])
    again = fit_of_net(labels, range(said.outputs[0], said.T + 1), width, 0, decoupled(said.T))
    assert again.largest_error == pytest.approx(rows[0]["largest_error"], rel=1e-6)
    for name in ("squared_length", "limit", "largest_deviation", "bound"):
        assert getattr(again, name) == pytest.approx(rows[0][name], rel=1e-6)
    # every number of a small net from its own pairings
    outputs, init = range(1, 4), Initialisation(inputs=0.5, start=2.0)
    labels = [np.random.default_rng(t).choice((-1.0, 1.0), 1 << t) for t in outputs]
    alphas, found = fit_coefficients(labels, outputs, init), pairings(outputs, 12, 3, init)
    weights = np.stack([np.tile(alpha, 8 // len(alpha)) for alpha in alphas]) / 8
    signs = np.stack([np.tile(y, 8 // len(y)) for y in labels])
    fitted = [
        np.einsum("pztx,tx->pz", found[:, start, :, :, 0] - found[:, start, :, :, 1], weights)
        for start in (0, 1)
    ]
    assert found == pytest.approx(pairings_by_gradients(outputs, 12, 3, init))
    small = fit_of_net(labels, outputs, 12, 3, init)
    spent = sum(np.abs(weights).ravel())
    deviation = np.abs(found - limit_pairings(outputs, init)).max()
    assert small.squared_length == pytest.approx(np.sum(weights * (fitted[0] - fitted[1])))
    assert small.limit == pytest.approx(2 * np.sum(weights * signs))
    assert small.largest_error == pytest.approx(np.abs(fitted[0] - signs).max())
    assert (small.largest_deviation, small.bound) == pytest.approx((deviation, 2 * deviation * spent))


def pairings_by_gradients(outputs, width, seed, init):
    """Inner products of the gradients of each output of each run, one at a time."""
    rng, tokens = np.random.default_rng(seed), all_inputs(outputs[-1])
    net = FloatElman.initialise(width, rng)
    starts = net.M_0 * init.start**0.5, rng.standard_normal(width) * (2 * init.start / width) ** 0.5
    gradients = np.zeros((len(outputs), 2, len(tokens), width, width))
    for (i, t), (j, start), (x, row) in itertools.product(*map(enumerate, (outputs, starts, tokens))):
        one = FloatElman(net.W, net.A * init.inputs**0.5, net.B, start)
        last = np.eye(t)[[t - 1]]
        gradients[i, j, x] = one.gradient(one.hidden(row[None, :t]), last)
    return np.einsum("abcij,defij->abcdef", gradients, gradients) / width


def _and(t):
    x = all_inputs(t)
    return 2.0 * (x[:, 0] & x[:, 2]) - 1


def _or(t):
    x = all_inputs(t)
    return 2.0 * (x[:, 1] | x[:, 3]) - 1
