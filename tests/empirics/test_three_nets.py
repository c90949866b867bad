"""The recurrent net exact, in numpy and in torch: one net, one gradient, one step, one kernel, one initialisation."""

import math
import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import torch

from empirics.measurements.kernel_regime import kernel
from empirics.models.elman import Elman
from empirics.spec.model_config import ElmanConfig
from empirics.training.algorithm_1 import Algorithm1
from theory.convergence.training import sgd_step
from theory.nets import ExactElman, FloatElman
from theory.tasks import all_inputs

NAMES = ("W", "A", "B", "M_0")
WIDTH, LENGTH = 3, 4
#: Eighths below 2 in size: in double precision the scores and gradients of four tokens have no rounding error.
PARTS, LARGEST = 8, 15


def three(seed: int) -> tuple[ExactElman, FloatElman, Elman]:
    """One net in three forms; odd numerators keep units off their kinks more often than not."""
    source = random.Random(seed)

    def numbers(*shape: int):
        if not shape:
            return Fraction(source.randrange(-LARGEST, LARGEST + 1, 2), PARTS)
        return [numbers(*shape[1:]) for _ in range(shape[0])]

    exact = ExactElman(numbers(WIDTH, WIDTH), numbers(WIDTH, 2), numbers(WIDTH), numbers(WIDTH))
    arrays = {name: np.array(getattr(exact, name), dtype=float) for name in NAMES}
    return exact, FloatElman(**arrays), Elman(**{n: torch.from_numpy(a.copy()) for n, a in arrays.items()})


TOKENS = all_inputs(LENGTH)


@pytest.mark.parametrize("seed", range(20))
def test_the_scores_are_equal_on_all_sequences(seed: int) -> None:
    exact, floats, net = three(seed)
    expected = np.array([exact.scores(row) for row in TOKENS.tolist()], dtype=float)
    assert np.array_equal(floats.scores(TOKENS), expected)
    assert np.array_equal(net.scores(torch.from_numpy(TOKENS).long()).numpy(), expected)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("t", range(1, LENGTH + 1))
def test_the_gradients_are_equal(seed: int, t: int) -> None:
    exact, floats, net = three(seed)
    expected = sum(np.array(exact.corrected_76(row[:t]), dtype=float) for row in TOKENS.tolist())
    of_score_t = np.eye(LENGTH)[[t - 1] * len(TOKENS)]
    assert np.array_equal(floats.gradient(floats.hidden(TOKENS), of_score_t), expected)
    hidden = net.hidden(torch.from_numpy(TOKENS).long())
    assert np.array_equal(net.gradient(hidden, torch.from_numpy(of_score_t)).numpy(), expected)


def test_the_kernels_of_a_drawn_net_are_equal() -> None:
    floats = FloatElman.initialise(24, seed=0)
    net = Elman(**{name: torch.from_numpy(getattr(floats, name)) for name in NAMES})
    gradients = []
    for t in (2, LENGTH):
        of_score_t = torch.from_numpy(np.eye(LENGTH)[t - 1 : t])
        rows = [net.hidden(row[None]) for row in torch.from_numpy(TOKENS).long()]
        gradients.append(torch.stack([net.gradient(hidden, of_score_t) for hidden in rows]).flatten(1))
    expected = (gradients[0] @ gradients[1].T).numpy() / 24
    np.testing.assert_allclose(floats.kernel(TOKENS, 2, LENGTH), expected, atol=1e-12)
    last = kernel(net, net.hidden(torch.from_numpy(TOKENS).long()), LENGTH).numpy()
    np.testing.assert_allclose(floats.kernel(TOKENS, LENGTH), last, atol=1e-12)


@pytest.mark.parametrize("seed", range(4))  # nets that the step changes
def test_one_step_of_algorithm_1_is_the_same(seed: int) -> None:
    """The rate of theorem 2 after n steps, and the loss of eq 4 with its printed normaliser."""
    exact, floats, net = three(seed)
    steps, d, row = 9, 2, TOKENS[11:12]
    bits = np.array([[1, 0, 1]], dtype=np.uint8)
    signs = 2.0 * bits - 1
    rate = 1 / (WIDTH * math.sqrt(steps))
    expected = np.array(exact.W, dtype=float)
    for t, y in enumerate(signs[0], start=d):
        tokens = row[0, :t].tolist()
        slope = -y / (1 + math.exp(y * exact.scores(tokens)[-1])) / (LENGTH - d)
        expected -= rate * slope * np.array(exact.corrected_76(tokens), dtype=float)
    sgd_step(floats, row, signs, rate)
    config = ElmanConfig(width=WIDTH, b_variance="1/m", eta=1.0, eta_over_sqrt_n=True, normaliser="printed")
    learner = Algorithm1(config, 0, steps)
    learner.hold(net)
    learner.step(torch.from_numpy(row).long(), torch.from_numpy(bits), 1)
    for found in (floats.W, net.W.numpy()):
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    assert np.abs(expected - np.array(exact.W, dtype=float)).max() > 1e-3


@pytest.mark.parametrize(("name", "variance"), [("1/m", 1 / 400), ("1", 1.0)])
@pytest.mark.parametrize("form", ["numpy", "torch"])
def test_initial_entries_have_the_variances_of_algorithm_1(form: str, name: str, variance: float) -> None:
    m = 400
    torch_form = form == "torch"
    net = Elman.initialise(m, name, 7) if torch_form else FloatElman.initialise(m, 7, variance)  # type: ignore[arg-type]
    for entries, expected in ((net.W, 2 / m), (net.A, 2 / m), (net.M_0, 2 / m), (net.B, variance)):
        # The sample variance of k normal entries has the relative standard deviation sqrt(2 / k).
        assert float(entries.var()) / expected == pytest.approx(
            1, abs=5 * math.sqrt(2 / math.prod(entries.shape))
        )
        assert float(entries.mean()) == pytest.approx(
            0, abs=5 * math.sqrt(expected / math.prod(entries.shape))
        )


def test_a_net_of_other_precision_keeps_it() -> None:
    net = FloatElman.initialise(8, 0, dtype=np.float32)
    hidden = net.hidden(TOKENS)
    assert hidden.dtype == net.scores_of(hidden).dtype == net.backward(hidden).dtype == np.float32
    double = replace(net, **{name: getattr(net, name).astype(float) for name in NAMES})
    np.testing.assert_allclose(net.kernel(TOKENS, 3), double.kernel(TOKENS, 3), rtol=1e-4, atol=1e-6)
