"""Bit-subset parity with and without its tree, and eq 14 in both readings."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theory.errors import InputError
from theory.tasks import BitSubsetParity
from theory.tasks.parity import labels_by_equation_14


def parity_labels(x, subset):
    return (-1) ** x[:, list(subset)].sum(axis=1, dtype=int)


@st.composite
def tasks(draw, sizes):
    d = draw(st.sampled_from(sizes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    subset = (int(position) for position in rng.permutation(d)[: d // 2])
    x = rng.integers(0, 2, size=(draw(st.integers(1, 5)), d), dtype=np.uint8)
    return d, tuple(subset), x


@given(tasks([4, 8, 16, 32]))
@settings(max_examples=50, deadline=None)
def test_the_last_label_of_the_tree_is_the_parity(case):
    d, subset, x = case
    task = BitSubsetParity(d, subset)
    assert task.sequence_length == 3 * d // 2 - 2
    assert (2 * task.labels(x)[:, -1].astype(int) - 1 == parity_labels(x, subset)).all()


@given(tasks([2, 4, 6, 10, 12, 30]))
@settings(max_examples=50, deadline=None)
def test_end_to_end_serves_every_even_size(case):
    d, subset, x = case
    task = BitSubsetParity(d, subset, supervised=False)
    assert (task.sequence_length, task.num_labels, task.inputs_per_gate) == (d, 1, d // 2)
    assert (2 * task.labels(x)[:, 0].astype(int) - 1 == parity_labels(x, subset)).all()


@given(tasks([4, 8, 16]))
@settings(max_examples=50, deadline=None)
def test_equation_14_as_meant_is_the_task(case):
    d, subset, x = case
    task = BitSubsetParity(d, subset)
    assert (labels_by_equation_14(x, task.subset, "meant") == 2 * task.labels(x).astype(int) - 1).all()


def test_equation_14_as_printed_is_plus_one_above_the_leaves():
    x = np.array(list(product((0, 1), repeat=8)), dtype=np.uint8)
    printed = labels_by_equation_14(x, (0, 1, 2, 3), "printed")
    assert (printed[:, 2:] == 1).all()
    assert (printed[:, -1] != parity_labels(x, (0, 1, 2, 3))).mean() == 0.5


@pytest.mark.parametrize(
    ("d", "supervised", "says"),
    [
        (7, True, "even"),
        (7, False, "even"),
        (0, False, "at least 2"),
        (-4, True, "at least 2"),
        (2, True, "at least 2"),
        (6, True, "power of two"),
        (12, True, "power of two"),
    ],
)
def test_sizes_without_a_task_are_refused(d, supervised, says):
    with pytest.raises(InputError, match=says):
        BitSubsetParity.random(d, 0, supervised=supervised)
    with pytest.raises(InputError, match=says):
        BitSubsetParity(d, tuple(range(max(d, 0) // 2)), supervised)


@pytest.mark.parametrize("subset", [(0, 1, 2), (0, 1, 2, 2), (0, 1, 2, 8), (-1, 0, 1, 2), ()])
def test_subsets_that_are_none_are_refused(subset):
    with pytest.raises(InputError):
        BitSubsetParity(8, subset)


def test_a_random_subset_is_the_seeds_own():
    first, again, other = (BitSubsetParity.random(32, seed) for seed in (3, 3, 4))
    assert first == again != other
    assert first.subset == tuple(sorted(first.subset))
    assert len(first.subset) == 16


def test_the_order_of_a_subset_does_not_matter():
    assert BitSubsetParity(8, (5, 1, 7, 0)) == BitSubsetParity(8, (0, 1, 5, 7))
