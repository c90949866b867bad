"""The net beside its limit, and nets fitted output by output: against autograd and by another route."""

import numpy as np
import pytest
import torch

from empirics.measurements import separate_outputs
from empirics.measurements.linearised import Tangent, fit
from empirics.measurements.separate_outputs import fit_output, output_kernel
from empirics.models.elman import Elman
from empirics.models.loss import loss
from empirics.studies.infinite_width import FixedSample, compare
from tests.empirics.examples import jacobian
from theory.errors import InputError
from theory.kernel.descent import descend
from theory.kernel.regression import draw_inputs
from theory.tasks.parity import BitSubsetParity

TASK = BitSubsetParity.random(8, seed=1)


def test_the_limits_descent_is_that_of_a_linear_model_with_its_kernel() -> None:
    rng = np.random.default_rng(0)
    features = rng.standard_normal((2, 7, 20))  # of two outputs at seven inputs
    start, signs = rng.standard_normal((7, 2)), np.where(rng.standard_normal((4, 2)) > 0, 1.0, -1.0)
    kernel = np.einsum("aix,bjx->iajb", features, features[:, :4])
    found = descend(kernel, start, signs, rate=0.3, steps=5)
    w = torch.zeros(20, dtype=torch.float64, requires_grad=True)
    phi, offset = torch.from_numpy(features), torch.from_numpy(start)
    labels = torch.from_numpy(signs > 0)
    for _ in range(5):
        f = offset + (phi @ w).T
        (slope,) = torch.autograd.grad(loss(f[:4], labels, "labels"), w)
        w = (w - 0.3 * slope).detach().requires_grad_()
    expected = (offset + (phi @ w).T).detach().numpy()
    assert np.abs(found - expected).max() < 1e-12
    assert np.abs(found - start).max() > 0.1


@pytest.mark.parametrize("supervised", [True, False])
def test_a_net_parts_from_its_limit_the_less_the_wider_it_is(supervised: bool) -> None:
    sample = FixedSample(TASK, 24, supervised)
    assert (sample.outputs, len(sample.z)) == (3 if supervised else 1, 256)
    still = compare(sample, 16, 0, rate=1.0, steps=0)
    assert still.distance == still.change == still.limit_change == still.kernel_drift == 0
    narrow, wide = (compare(sample, m, 0, rate=1.0, steps=20) for m in (16, 512))
    assert wide.distance / wide.limit_change < 0.5 * narrow.distance / narrow.limit_change
    assert wide.linearisation_error / wide.change < 0.5 * narrow.linearisation_error / narrow.change
    assert wide.limit_change > 0.5
    assert wide.movement < narrow.movement / 3


def test_one_small_step_with_the_nets_own_kernel_in_the_limits_place_is_the_nets() -> None:
    """So the net and its limit agree on the rate, the loss and its normaliser."""
    sample = FixedSample(TASK, 24, True)
    net = Elman.initialise(16, "1", 0)
    slopes = jacobian(net, sample.z, 3).flatten(2).double().numpy() / 4
    sample.kernel = np.einsum("iap,jbp->iajb", slopes, slopes[: sample.size])
    step = compare(sample, 16, 0, rate=1e-3, steps=1)
    assert step.distance < 0.02 * step.limit_change
    assert step.limit_change > 1e-3


def test_the_kernel_of_an_output_is_that_of_its_gradients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separate_outputs, "HELD", 9 * 12 * 5)  # rows of W in parts of 5, 5, 2
    monkeypatch.setattr(separate_outputs, "PANEL", 4)
    net = Elman.initialise(12, "1", 3, torch.float64)
    z = torch.from_numpy(TASK.teacher_forced(draw_inputs(8, 9, 1, seed=2)[0])).long()
    slopes = jacobian(net, z, 1).reshape(len(z), -1)
    expected = slopes @ slopes[:6].T / 12
    found = output_kernel(net, z, 6)
    torch.testing.assert_close(torch.tril(found), torch.tril(expected), rtol=1e-12, atol=1e-13)


def test_the_closed_form_is_what_conjugate_gradients_find() -> None:
    net = Elman.initialise(64, "1", 3, torch.float64)
    x = np.concatenate(draw_inputs(8, 30, 20, seed=2))
    tokens, signs = TASK.teacher_forced(x), torch.from_numpy(2.0 * TASK.labels(x) - 1)
    n = len(draw_inputs(8, 30, 20, seed=2)[0])
    fitted = fit_output(net, torch.from_numpy(tokens).long(), signs[:n, -1])
    change, _ = fit(net, tokens[:n], signs[:n, -1:], tolerance=1e-9)
    other = Tangent(net, torch.from_numpy(tokens[n:]).long(), 1).times(change)[:, 0]
    torch.testing.assert_close(fitted.predicted, other, rtol=1e-6, atol=1e-6)
    assert fitted.radius == pytest.approx(8 * float(change.norm()), rel=1e-6)
    assert fitted.residual < 1e-10
    with pytest.raises(InputError, match=f"the kernel of {n} samples at width 4 is not positive"):
        fit_output(Elman.initialise(4, "1", 3), torch.from_numpy(tokens).long(), signs[:n, -1])
