"""Kernel regression and kernel descent against plain linear algebra, and the command."""

import json
import math

import numpy as np
import pytest
from scipy.stats import binomtest

from theory.cli import make_app, run
from theory.errors import InputError
from theory.kernel import parity_spectrum
from theory.kernel.descent import KernelDescent
from theory.kernel.draws import mean_over_draws
from theory.kernel.gram import gram_matrices
from theory.kernel.initialisation import UNIT_OUTPUT
from theory.kernel.recursion import pair_kernels
from theory.kernel.regression import draw_inputs, learning_errors, on_the_cube, on_the_sample
from theory.kernel.solve import cholesky, conjugate_gradients, solve
from theory.tasks import BitSubsetParity
from theory.tasks.cube import all_inputs
from theory.tasks.library import build

KERNEL_APP = (("theory.cli", ("kernel",)),)


def command(capsys, *arguments: str) -> tuple[int, str, str]:
    status = run(make_app(KERNEL_APP), ["kernel", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_errors_are_those_of_the_plain_interpolant():
    task = BitSubsetParity.random(8, 2)
    found = learning_errors(task, 60, seed=5, test_inputs=500)
    train, test = draw_inputs(8, 60, 500, 5)
    assert found.distinct == len(train) and found.test_inputs == len(test) == 256 - len(train)
    wrong = []
    tokens = [task.teacher_forced(x) for x in (train, test)]
    among = {t: k for t, _, k in pair_kernels(tokens[0], tokens[0])}
    across = {t: k for t, _, k in pair_kernels(tokens[1], tokens[0])}
    for t in range(8, 11):
        y = 2.0 * task.labels(train)[:, t - 8] - 1
        wrong.append((across[t] @ np.linalg.solve(among[t], y) > 0) != task.labels(test)[:, t - 8])
    np.testing.assert_allclose(found.sub_task_errors, np.mean(wrong, axis=1))
    assert found.any_wrong == pytest.approx(np.any(wrong, axis=0).mean())
    y = 2.0 * task.labels(train)[:, -1] - 1
    answer = (across[8] @ np.linalg.solve(among[8], y) > 0) != task.labels(test)[:, -1]
    assert found.end_to_end_error == pytest.approx(answer.mean())


def test_sub_tasks_are_learned_where_the_answer_is_not():
    found = learning_errors(BitSubsetParity.random(16, 0), 1024, test_inputs=512)
    assert found.any_wrong < 0.05 and found.end_to_end_error > 0.4


def test_the_last_input_is_predicted_wrong_for_parities_of_more_than_mean_squared_complexity():
    """Leave one out: y (1 - (H^-1 y)_x y_x / (H^-1)_xx), both known from the spectrum."""
    found = parity_spectrum(6).coefficients
    inputs = all_inputs(6)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    signs = set()
    for subset in range(1, 64, 3):
        y = 1 - 2.0 * (np.bitwise_count(np.arange(64) & subset) & 1)
        predicted = kernel[0, 1:] @ np.linalg.solve(kernel[1:, 1:], y[1:])
        assert predicted * y[0] == pytest.approx(1 - (1 / found[subset]) / (1 / found).mean(), abs=1e-8)
        signs.add(predicted * y[0] > 0)
    assert signs == {True, False}


def test_draws_are_distinct_and_apart():
    for d in (6, 24):
        train, test = draw_inputs(d, 40, 30, 0)
        both = np.concatenate([train, test])
        assert len(np.unique(both, axis=0)) == len(both)
    with pytest.raises(InputError):
        draw_inputs(2, 200, 10, 0)
    with pytest.raises(InputError):
        draw_inputs(8, 0, 10, 0)


def test_the_solver_reads_the_lower_triangle_only():
    rng = np.random.default_rng(0)
    root = rng.standard_normal((20, 20))
    full = root @ root.T + np.eye(20)
    y = rng.standard_normal(20)
    np.testing.assert_allclose(solve(np.tril(full), y), np.linalg.solve(full, y), rtol=1e-9)
    with pytest.raises(InputError, match="not positive definite"):
        solve(-np.eye(3), np.ones(3))


def drawn_kernel(d: int, samples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kernel of a sample, between 200 others and it, and the labels, end to end."""
    task = BitSubsetParity.random(d, 0, supervised=False)
    train, test = draw_inputs(d, samples, 200, 0)
    (_, among, across), *_ = gram_matrices(train, test, range(d, d + 1))
    return among, across, 2.0 * task.labels(train) - 1


def test_conjugate_gradients_equal_cholesky(monkeypatch):
    among, across, y = drawn_kernel(32, 500)
    exact = cholesky(among, y)
    monkeypatch.setattr("theory.kernel.solve.MAX_CHOLESKY", 499)
    monkeypatch.setattr("theory.kernel.solve.cholesky", None)
    np.testing.assert_allclose(across @ solve(among, y), across @ exact, rtol=0, atol=1e-8)


def test_the_residual_bounds_what_is_left_of_every_prediction(monkeypatch):
    among, across, y = drawn_kernel(12, 300)
    full = np.tril(among) + np.tril(among, -1).T
    monkeypatch.setattr("theory.kernel.solve.TOLERANCE", 1e-3)
    early = conjugate_gradients(lambda v: full @ v, y)
    residual = np.linalg.norm(y - full @ early)
    assert 1e-6 < residual <= 1e-3 * np.linalg.norm(y)
    left = np.abs(across @ (np.linalg.solve(full, y) - early)).max()
    bound = math.sqrt(12 * 13 / 4 / np.linalg.eigvalsh(full)[0]) * residual
    assert bound / 1000 < left <= bound


def test_conjugate_gradients_refuse_what_they_cannot_solve(monkeypatch):
    with pytest.raises(InputError, match="not positive definite"):
        conjugate_gradients(lambda v: -v, np.ones(3))
    monkeypatch.setattr("theory.kernel.solve.MAX_PRODUCTS", 2)
    with pytest.raises(InputError, match="residual above"):
        conjugate_gradients(lambda v: np.arange(1.0, 10) * v, np.ones(9))


@pytest.mark.parametrize(("d", "samples"), [(8, 100), (12, 300)])
def test_the_spectrum_of_the_cube_gives_the_interpolant_of_the_sample(d, samples):
    """Predictions of every sub-task, and of the answer, by transforms and by the sample's matrices."""
    task = BitSubsetParity.random(d, 1, supervised=d == 8)
    train, test = draw_inputs(d, samples, 100, 2)
    y = 2.0 * task.labels(train) - 1
    outputs = range(d, task.sequence_length + 1)
    ways = [route(task, train, test, outputs, UNIT_OUTPUT, 1) for route in (on_the_cube, on_the_sample)]
    for t, ((first, cube), (second, sample)) in zip(outputs, zip(*ways, strict=True), strict=True):
        assert first == second == t
        np.testing.assert_allclose(cube(y), sample(y), rtol=0, atol=1e-7)


def test_one_step_of_descent_is_the_gradient_step():
    task = BitSubsetParity.random(8, 0)
    trained = KernelDescent(task)
    assert trained.kernel.shape == (256, 3, 256, 3)
    flat = trained.kernel.reshape(768, 768)
    np.testing.assert_allclose(flat, flat.T)
    assert np.linalg.eigvalsh(flat)[0] > 0
    found = trained.run(1)
    x = np.random.default_rng(0).integers(0, 256, 1)[0]
    # from f = 0 each of three outputs pushes with y/2 over T - d = 2 at rate 1/sqrt(1)
    expected = trained.kernel[:, :, x, :] @ (trained.signs[x] / 4)
    assert found.moved == pytest.approx(np.abs(expected).max())
    assert found.mean_any_wrong == 1.0  # zero outputs are wrong


def test_descent_learns_and_its_start_has_the_covariance_of_the_hidden_states():
    trained = KernelDescent(BitSubsetParity.random(4, 0, supervised=False))
    draws = np.array([trained.initial_outputs(s).ravel() for s in range(4000)])
    np.testing.assert_allclose(draws.T @ draws / 4000, trained.covariance.reshape(16, 16), atol=0.5)
    few, many = trained.run(4), trained.run(20000)
    assert many.any_wrong <= few.any_wrong and many.any_wrong < 0.1
    with pytest.raises(InputError, match="pairs are simulated"):
        KernelDescent(BitSubsetParity.random(16, 0))


def test_the_command_prints_its_keys(capsys):
    status, out, _ = command(capsys, "parity", "--d", "8", "--subset", "0,2,5,6", "--samples", "40", "--json")
    answer = json.loads(out)
    assert status == 0 and answer["subset"] == [0, 2, 5, 6] and answer["d"] == 8
    assert [s["t"] for s in answer["sub_tasks"]] == [8, 9, 10]
    assert answer["end_to_end"]["t"] == 8 and answer["smallest_eigenvalue"] > 1
    assert set(answer["regression"]) >= {
        "samples",
        "test_inputs",
        "sub_task_errors",
        "any_wrong",
        "end_to_end_error",
    }
    inputs = all_inputs(8)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    y = 1 - 2.0 * (inputs[:, [0, 2, 5, 6]].sum(axis=1) % 2)
    assert answer["end_to_end"]["complexity"] == pytest.approx(math.sqrt(y @ np.linalg.solve(kernel, y)))


@pytest.mark.parametrize(
    "arguments", [("parity", "--d", "10"), ("parity", "--d", "64"), ("comparison", "--d", "4")]
)
def test_the_command_speaks_to_a_person(capsys, arguments):
    status, out, _ = command(capsys, *arguments)
    assert status == 0 and "end to end" in out


def test_addition_with_more_draws_than_inputs(capsys):
    status, out, _ = command(capsys, "addition", "--d", "8", "--samples", "1024", "--json")
    found = json.loads(out)["regression"]
    assert status == 0 and found["samples"] == 1024 and found["distinct_samples"] < 256
    assert len(found["sub_task_errors"]) == build("addition", 8).num_labels
    _, out, _ = command(capsys, "addition", "--d", "8", "--samples", "1024")
    assert f"1,024 inputs drawn and fitted ({found['distinct_samples']} different)" in out


def test_what_is_not_computed_is_named_with_the_reason(capsys):
    status, out, _ = command(capsys, "addition", "--d", "12")
    assert status == 0 and "\n  end to end         22.77" in out
    assert "\nnot computed         sub-tasks: labels that are not parities need a dense solve" in out
    assert command(capsys, "addition", "--d", "24", "--samples", "2")[0] == 0


def test_several_draws_give_an_interval(capsys):
    status, out, _ = command(
        capsys, "parity", "--d", "8", "--samples", "30", "--draws", "3", "--seed", "5", "--json"
    )
    found = json.loads(out)["regression"]
    task = BitSubsetParity.random(8, 5)
    draws = [learning_errors(task, 30, seed=seed) for seed in (5, 6, 7)]
    assert status == 0 and found["seed"] == 5 and found["over_draws"]["seeds"] == [5, 6, 7]
    expected = mean_over_draws([d.any_wrong for d in draws], [d.test_inputs for d in draws])
    assert found["over_draws"]["any_wrong"] == {
        "mean": pytest.approx(expected.mean),
        "low": pytest.approx(expected.low),
        "high": pytest.approx(expected.high),
    }
    status, out, _ = command(capsys, "parity", "--d", "8", "--samples", "30", "--draws", "2")
    assert status == 0 and out.count("mean of 2 draws") == 2


def test_the_interval_over_draws_is_the_wider_of_two():
    few = mean_over_draws(
        [0.2, 0.4, 0.6], [10**6] * 3
    )  # draws differ: Student's t, 4.303 at two degrees of freedom
    assert (few.mean, few.high - 0.4) == pytest.approx((0.4, 4.3026527 * 0.2 / 3**0.5))
    alike = mean_over_draws([0.0, 0.0], [100, 200])  # draws agree: the exact binomial of 0 in 300
    assert (alike.low, alike.high) == (0, pytest.approx(1 - 0.025 ** (1 / 300)))
    assert mean_over_draws([1.0, 1.0], [100, 200]).high == 1
    one = mean_over_draws([1e-3, 1e-3], [1000, 1000])
    assert binomtest(2, 2000).proportion_ci().low == pytest.approx(one.low)
    with pytest.raises(InputError, match="at least two"):
        mean_over_draws([0.5], [10])


@pytest.mark.parametrize(("mean", "scatter", "covered"), [(0.3, 0.05, 0.94), (0.02, 0.015, 0.9)])
def test_the_interval_over_draws_covers(mean, scatter, covered):
    """1,000 imagined experiments: five draws of gamma distributed errors (skewed, if rare), 200 test inputs each."""
    rng, hits = np.random.default_rng(0), 0
    for _ in range(1000):
        true = np.minimum(rng.gamma((mean / scatter) ** 2, scatter**2 / mean, 5), 1)
        found = mean_over_draws(list(rng.binomial(200, true) / 200), [200] * 5)
        hits += found.low <= mean <= found.high
    assert hits >= covered * 1000


def test_a_circuit_from_a_file(capsys, tmp_path):
    circuit = tmp_path / "and.aag"
    circuit.write_text("aag 3 2 0 1 1\n2\n4\n6\n6 2 4\n")
    status, out, err = command(capsys, str(circuit), "--samples", "2", "--json")
    assert status == 0, err
    assert json.loads(out)["d"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("parity",),
        ("parity", "--d", "7"),
        ("parity", "--d", "8", "--subset", "0,1,x,3"),
        ("parity", "--d", "8", "--subset", "0,1,2"),
        ("addition", "--d", "8", "--subset", "0"),
        ("paritty", "--d", "8"),
        ("parity", "--d", "8", "--samples", "0"),
        ("parity", "--d", "8", "--samples", "100000"),
        ("parity", "--d", "8", "--threads", "0"),
        ("parity", "--d", "8", "--draws", "2"),
        ("parity", "--d", "8", "--samples", "9", "--draws", "0"),
        ("nothing.aag",),
    ],
)
def test_the_command_refuses_bad_input_in_one_line(capsys, arguments):
    status, out, err = command(capsys, *arguments)
    assert status == 2 and out == "" and err.count("\n") == 1
