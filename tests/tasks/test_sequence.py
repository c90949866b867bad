"""Gates, teacher forcing and free running."""

from itertools import product

import numpy as np
import pytest

from theory.errors import InputError
from theory.tasks import BitSubsetParity, Gate, ParityGate, Task, free_running, teacher_forced_predictions


def bits(d):
    return np.array(list(product((0, 1), repeat=d)), dtype=np.uint8)


def test_character_k_of_a_table_is_the_value_at_k():
    gate = Gate((2, 0), "0100")  # only at z_3 = 1, z_1 = 0: the first argument is the lowest bit
    assert gate.evaluate(bits(3)).tolist() == [int(z[2] == 1 and z[0] == 0) for z in bits(3)]


@pytest.mark.parametrize("table", ["01", "011", "01102", "012x"])
def test_a_table_of_another_length_or_alphabet_is_refused(table):
    with pytest.raises(InputError, match="4 characters 0/1"):
        Gate((0, 1), table)


@pytest.mark.parametrize("inputs", [1, 2, 3, 4])
def test_a_parity_gate_is_the_gate_of_its_table(inputs):
    gate = ParityGate(tuple(range(inputs)))
    z = bits(inputs)
    assert (gate.evaluate(z) == Gate(gate.inputs, gate.truth_table).evaluate(z)).all()
    assert (gate.evaluate(z) == (1 + (-1) ** z.sum(axis=1, dtype=int)) // 2).all()


def test_the_table_of_a_wide_parity_is_not_written_out():
    with pytest.raises(InputError, match="2\\^21"):
        _ = ParityGate(tuple(range(21))).truth_table


def test_a_parity_is_a_task():
    task = BitSubsetParity(8, (0, 1, 2, 3))
    assert isinstance(task, Task)
    assert (task.sequence_length, task.num_labels, task.inputs_per_gate) == (10, 3, 2)


def test_teacher_forcing_appends_the_true_labels_but_the_last():
    task = BitSubsetParity(8, (1, 3, 5, 7))
    x = bits(8)
    tokens = task.teacher_forced(x)
    assert tokens.shape == (256, 10)
    assert (tokens[:, :8] == x).all()
    assert (tokens[:, 8:] == task.labels(x)[:, :2]).all()


def test_the_gates_themselves_predict_without_error_in_both_modes():
    task = BitSubsetParity(8, (0, 2, 3, 6))
    x = bits(8)

    def gates(tokens):
        return task.gates[tokens.shape[1] - 8].evaluate(tokens)

    assert (free_running(task, x, gates) == task.labels(x)).all()
    assert (teacher_forced_predictions(task, x, gates) == task.labels(x)).all()


def test_running_free_feeds_predictions_back_and_teacher_forcing_does_not():
    task = BitSubsetParity(8, (0, 1, 2, 3))
    seen = []

    def always_one(tokens):
        seen.append(tokens.copy())
        return np.ones(len(tokens), dtype=np.uint8)

    x = np.zeros((1, 8), dtype=np.uint8)
    x[0, 0] = 1  # the first leaf is 0
    assert free_running(task, x, always_one).tolist() == [[1, 1, 1]]
    assert seen[-1][0, 8:].tolist() == [1, 1]
    teacher_forced_predictions(task, x, always_one)
    assert seen[-1][0, 8:].tolist() == [0, 1]
    assert [tokens.shape[1] for tokens in seen] == [8, 9, 10] * 2


def test_inputs_of_another_length_are_refused():
    with pytest.raises(InputError, match="takes \\(n, 8\\)"):
        BitSubsetParity(8, (0, 1, 2, 3)).labels(bits(4))
