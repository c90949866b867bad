"""The Walsh-Hadamard transform against sympy's and scipy's, in the same run: run with ``--benchmark-only``."""

import os

import numpy as np
import pytest
import scipy.linalg
import sympy

from tests.benchmarks.pairs import ratio_of
from theory.transforms import walsh_hadamard


@pytest.mark.benchmark(group="transform")
def test_two_to_the_24_reals_within_a_second(benchmark):
    values = np.random.default_rng(0).standard_normal(1 << 24)
    before = values.copy()
    benchmark.extra_info["cores"] = os.cpu_count()
    benchmark.pedantic(walsh_hadamard, (values,), {"overwrite": True}, rounds=4)
    np.testing.assert_allclose(
        values, before * 2.0**48, rtol=1e-9, atol=1e-9 * 2.0**48
    )  # four times: 2^(24 * 2)
    assert benchmark.stats.stats.min < 1.0


@pytest.mark.benchmark(group="transform")
def test_integers_against_sympy(benchmark):
    values = np.random.default_rng(0).integers(-1000, 1000, size=1 << 12)
    ours = benchmark(walsh_hadamard, values)
    listed = [sympy.Integer(int(v)) for v in values]
    assert ours.tolist() == sympy.fwht(listed)
    ratio = ratio_of(lambda: sympy.fwht(listed), lambda: walsh_hadamard(values))
    benchmark.extra_info["times_faster_than_sympy_fwht"] = ratio
    assert ratio > 20


@pytest.mark.benchmark(group="transform")
def test_reals_against_scipys_matrix(benchmark):
    d = 12
    values = np.random.default_rng(0).standard_normal((1 << d, 4))
    matrix = scipy.linalg.hadamard(1 << d).astype(float)
    np.testing.assert_allclose(
        benchmark(walsh_hadamard, values, axis=0), matrix @ values, rtol=1e-10, atol=1e-9
    )
    ratio = ratio_of(lambda: matrix @ values, lambda: walsh_hadamard(values, axis=0))
    benchmark.extra_info["times_faster_than_scipy_hadamard_product"] = ratio
    assert ratio > 2
