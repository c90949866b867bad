from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from theory.errors import InputError
from theory.transforms import hadamard_matrix, walsh_hadamard


def by_definition(values):
    """Sum over x of (-1)^<s,x> g(x), term by term, in Python's integers."""
    n = len(values)
    return [sum((-1) ** (s & x).bit_count() * values[x] for x in range(n)) for s in range(n)]


integers = st.integers(0, 5).flatmap(
    lambda d: st.lists(st.integers(-(2**70), 2**70), min_size=2**d, max_size=2**d)
)


@settings(max_examples=30, deadline=None)
@given(integers)
def test_integers_of_any_size_are_exact(values):
    assert walsh_hadamard(np.array(values, dtype=object)).tolist() == by_definition(values)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=8, max_size=8))
def test_machine_integers_are_exact_even_where_a_sum_leaves_64_bits(values):
    assert walsh_hadamard(np.array(values, dtype=np.int64)).tolist() == by_definition(values)


def test_the_largest_case_that_stays_in_64_bits_and_the_first_that_does_not():
    assert walsh_hadamard(np.full(4, 2**61 - 1)).dtype == np.int64
    assert walsh_hadamard(np.full(4, 2**61)).dtype == object
    assert walsh_hadamard(np.full(4, 2**61)).tolist() == [2**63, 0, 0, 0]
    assert walsh_hadamard(np.full(2, 2**64 - 1, dtype=np.uint64)).tolist() == [2**65 - 2, 0]


@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint8, np.int32])
def test_narrow_types_do_not_wrap(dtype):
    values = np.ones(1024, dtype=dtype)
    assert walsh_hadamard(values)[0] == 1024


@pytest.mark.parametrize("d", range(16))
def test_floats_agree_with_scipys_matrix_or_with_the_integers(d):
    values = np.random.default_rng(d).integers(-1000, 1000, size=2**d)
    expected = scipy.linalg.hadamard(2**d) @ values if d <= 10 else walsh_hadamard(values)
    assert (walsh_hadamard(values.astype(float)) == expected).all()
    assert (walsh_hadamard(values) == expected).all()


@pytest.mark.parametrize(
    "shape", [(64, 3, 5), (2, 64, 7), (2, 3, 64), (64, 1, 1), (1, 64, 300), (5, 1024, 9)]
)
@pytest.mark.parametrize("kind", [int, float])
def test_any_axis(shape, kind):
    values = np.random.default_rng(0).integers(-9, 9, size=shape).astype(kind)
    for axis, length in enumerate(shape):
        if length & (length - 1):
            continue
        moved = np.moveaxis(values, axis, -1)
        expected = np.moveaxis(moved @ hadamard_matrix(length).astype(kind), -1, axis)
        assert (walsh_hadamard(values, axis) == expected).all()
        assert (walsh_hadamard(values, axis - 3) == expected).all()


def test_agrees_with_sympy_on_rationals():
    values = [sympy.Rational(k, k + 1) for k in range(16)]
    assert walsh_hadamard(np.array(values, dtype=object)).tolist() == sympy.fwht(values)
    assert walsh_hadamard(np.array([Fraction(1, 3), Fraction(1, 6)])).tolist() == [
        Fraction(1, 2),
        Fraction(1, 6),
    ]


def test_in_place_is_in_place_and_else_the_input_is_left_alone():
    values = np.arange(1 << 12, dtype=float).reshape(2, -1)
    kept = values.copy()
    transformed = walsh_hadamard(values)
    assert (values == kept).all()
    assert walsh_hadamard(values, overwrite=True) is values
    assert (values == transformed).all()
    assert (walsh_hadamard(transformed) == kept * (1 << 11)).all()


def test_views_that_are_not_contiguous_are_copied_or_refused():
    values = np.arange(64.0).reshape(8, 8).T
    assert (walsh_hadamard(values) == values @ hadamard_matrix(8)).all()
    with pytest.raises(InputError, match="in place"):
        walsh_hadamard(values, overwrite=True)
    with pytest.raises(InputError, match="in place"):
        walsh_hadamard(np.ones(4, dtype=np.int8), overwrite=True)


@pytest.mark.parametrize(
    ("values", "axis", "says"),
    [
        (np.ones(3), -1, "power of two"),
        (np.ones(0), -1, "power of two"),
        (np.ones(4), 1, "no axis"),
        (np.float64(1), -1, "no axis"),
        (np.array(["a", "b"]), -1, "type"),
    ],
)
def test_bad_input(values, axis, says):
    with pytest.raises(InputError, match=says):
        walsh_hadamard(values, axis)


def test_empty_other_axes():
    assert walsh_hadamard(np.ones((0, 4))).shape == (0, 4)
    assert walsh_hadamard(np.ones((4, 0), dtype=int), axis=0).shape == (4, 0)
