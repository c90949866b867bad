"""The linearised net: products with the derivative against automatic differentiation, its solution against algebra."""

import numpy as np
import pytest
import torch

from empirics.measurements.directions import DIRECTIONS, kink_moves, moved
from empirics.measurements.errors import count_errors
from empirics.measurements.kernel_regime import kernel, kernel_regime, operator_norm
from empirics.measurements.linearisation import remainder
from empirics.measurements.linearised import LinearisedElman, Tangent, conjugate_gradients, fit
from empirics.models.elman import Elman
from tests.empirics.examples import jacobian
from theory.errors import InputError
from theory.kernel.joint_regression import joint_interpolant, joint_regression
from theory.kernel.regression import draw_inputs
from theory.tasks.parity import BitSubsetParity

TASK = BitSubsetParity.random(8, seed=1)


def sample(count: int, m: int, dtype: torch.dtype = torch.float64) -> tuple[Elman, np.ndarray, torch.Tensor]:
    """A net, distinct inputs and their tokens."""
    x = draw_inputs(8, count, 1, seed=2)[0]
    return Elman.initialise(m, "1", 3, dtype), x, torch.from_numpy(TASK.teacher_forced(x)).long()


def test_both_products_are_those_of_automatic_differentiation() -> None:
    net, _, z = sample(6, 12)
    J = jacobian(net, z, 3)
    tangent = Tangent(net, z, 3)
    V = torch.randn(12, 12, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    a = torch.randn(len(z), 3, generator=torch.Generator().manual_seed(5), dtype=torch.float64)
    torch.testing.assert_close(tangent.times(V), torch.einsum("itjk,jk->it", J, V), rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(
        tangent.transposed_times(a), torch.einsum("itjk,it->jk", J, a), rtol=1e-12, atol=1e-12
    )
    expected = torch.einsum("itjk,usjk,us->it", J, J, a) / 12
    torch.testing.assert_close(tangent.kernel_times(a), expected, rtol=1e-11, atol=1e-11)
    torch.testing.assert_close(tangent.scores(), net.scores(z)[:, -3:])
    last = torch.einsum("ijk,ujk->iu", J[:, -1], J[:, -1]) / 12
    torch.testing.assert_close(kernel(net, net.hidden(z), z.shape[1]), last, rtol=1e-11, atol=1e-11)


def test_rows_are_split_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    net, _, z = sample(9, 10)
    a = torch.ones(len(z), 2, dtype=torch.float64)
    whole = Tangent(net, z, 2).kernel_times(a)
    monkeypatch.setattr("empirics.measurements.linearised.ROWS", 4)
    torch.testing.assert_close(Tangent(net, z, 2).kernel_times(a), whole, rtol=1e-12, atol=1e-12)


def test_the_fit_is_the_least_norm_solution_of_dense_algebra() -> None:
    net, x, z = sample(10, 24)
    targets = torch.from_numpy(2.0 * TASK.labels(x) - 1)
    change, solution = fit(net, TASK.teacher_forced(x), targets, tolerance=1e-9)
    assert solution.residual <= 1e-9
    J = jacobian(net, z, 3).reshape(-1, 24 * 24)
    dense = torch.linalg.lstsq(J, targets.reshape(-1), driver="gelsd").solution.reshape(24, 24)
    torch.testing.assert_close(change, dense, rtol=1e-6, atol=1e-8)
    linear = LinearisedElman(net, change)
    torch.testing.assert_close(linear.scores(z)[:, -3:], net.scores(z)[:, -3:] + targets, rtol=0, atol=1e-8)
    away = LinearisedElman(net, change, start=0.0)
    torch.testing.assert_close(away.scores(z)[:, -3:], targets, rtol=0, atol=1e-8)
    assert away.radius == pytest.approx(float((targets * solution.weights).sum()) ** 0.5, rel=1e-6)
    assert count_errors(away, TASK, x).free_running_wrong == 0  # decoded token by token, as a net is


def test_conjugate_gradients_end_with_an_error_rather_than_a_wrong_answer() -> None:
    matrix = torch.diag(torch.tensor([1.0, 4.0, 9.0, 1e6], dtype=torch.float64))
    right = torch.ones(4, 1, dtype=torch.float64)
    found = conjugate_gradients(lambda x: matrix @ x, right, tolerance=1e-9)
    torch.testing.assert_close(found.weights, torch.linalg.solve(matrix, right), rtol=1e-6, atol=1e-9)
    with pytest.raises(InputError, match="after 1 iterations"):
        conjugate_gradients(lambda x: matrix @ x, right, iterations=1)
    with pytest.raises(InputError, match="not positive definite"):
        conjugate_gradients(lambda x: -x, right)


def test_the_wide_linearised_net_tends_to_joint_kernel_regression() -> None:
    train, test = draw_inputs(8, 12, 24, seed=0)
    limit, radius = joint_interpolant(TASK, train, test)
    z = torch.from_numpy(TASK.teacher_forced(test)).long()
    targets = torch.from_numpy(2.0 * TASK.labels(train) - 1)
    errors = []
    for m in (64, 1024):
        net = Elman.initialise(m, "1", 0)
        change, _ = fit(net, TASK.teacher_forced(train), targets)
        away = LinearisedElman(net, change, start=0.0)
        errors.append(float((away.scores(z)[:, -3:] - torch.from_numpy(limit)).square().mean().sqrt()))
    assert errors[1] < 0.6 * errors[0]
    assert away.radius == pytest.approx(radius, rel=0.1)
    found = joint_regression(TASK, 12, seed=0, test_inputs=24)
    assert found.sub_task_errors == tuple(((limit > 0) != TASK.labels(test)).mean(axis=0))


@pytest.mark.parametrize("name", DIRECTIONS)
def test_changes_have_their_norm_and_the_remainder_of_finite_differences(name: str) -> None:
    net, _, z = sample(3, 40)
    change = DIRECTIONS[name](net, z[0], 0.25, 6)
    assert float(change.norm()) == pytest.approx(0.25, rel=1e-9)
    step = 1e-6
    linear = (moved(net, step * change).scores(z) - moved(net, -step * change).scores(z)) / (2 * step)
    left = (moved(net, change).scores(z) - net.scores(z) - linear).abs()
    found = remainder(net, z, change)
    assert found.largest == pytest.approx(float(left.max()), rel=1e-4)
    assert found.aimed == pytest.approx(float(left[0, -1]), rel=1e-3, abs=1e-7)


def test_no_direction_of_the_last_step_beats_the_kinks() -> None:
    """The closed form against what it says, and against random moves of the same norm."""
    net, _, z = sample(1, 200)
    states = net.hidden(z[:1])
    before = net.W @ states[-2][0] + net.A[:, z[0, -1]]
    change = DIRECTIONS["kinks"](net, z[0], 0.1, 0)
    moves = change @ states[-2][0]

    def gain(d: torch.Tensor) -> float:
        turned = torch.relu(before + d) - torch.relu(before) - d * (before > 0)
        return float(net.B @ turned)

    assert remainder(net, z[:1], change).aimed == pytest.approx(gain(moves), rel=1e-9)
    draw = torch.Generator().manual_seed(7)
    for _ in range(200):
        other = moves + 0.1 * moves.norm() / 200**0.5 * torch.randn(200, generator=draw, dtype=torch.float64)
        assert gain(other * (moves.norm() / other.norm())) < gain(moves)
    assert float(kink_moves(before, net.B, 0.3).norm()) == pytest.approx(0.3)


def test_what_is_measured_along_a_run() -> None:
    net, _, z = sample(5, 30)
    change = DIRECTIONS["gradient"](net, z[0], 0.5, 0)
    there = moved(net, change)
    still = kernel_regime(net, net, z, 3)
    assert (still.distance, still.signs_moved, still.kernel_drift, still.linearisation_error) == (0, 0, 0, 0)
    found = kernel_regime(net, there, z, 3)
    assert found.distance == pytest.approx(0.5)
    assert found.radius == pytest.approx(0.5 * 30**0.5)
    assert found.movement == pytest.approx(0.5 / float(net.W.norm()))
    assert found.operator_norm == pytest.approx(float(torch.linalg.matrix_norm(change, 2)), rel=0.01)
    assert operator_norm(torch.diag(torch.tensor([3.0, 1.0]))) == pytest.approx(3)
    scores = there.scores(z)
    assert found.output == pytest.approx(scores.square().mean(0).sqrt().tolist())
    J = jacobian(there, z, 3)
    assert found.gradient == pytest.approx(J.square().sum((2, 3)).mean(0).sqrt().tolist())
    pairs = [torch.einsum("ijk,ujk->iu", j[:, -1], j[:, -1]) for j in (jacobian(net, z, 3), J)]
    assert found.kernel_drift == pytest.approx(float((pairs[1] - pairs[0]).norm() / pairs[0].norm()))
    left = scores - net.scores(z) - Tangent(net, z, z.shape[1]).times(change)
    assert found.linearisation_error == pytest.approx(float(left[:, -3:].square().mean().sqrt()))
    turned = [(a > 0) != (b > 0) for a, b in zip(net.hidden(z), there.hidden(z), strict=True)][1:]
    assert 0 < found.signs_moved == pytest.approx(float(torch.stack(turned).double().mean()))
