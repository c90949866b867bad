"""The spectrum by table and transform against a dense solve of the same equations, in the same run."""

import numpy as np
import pytest

from tests.benchmarks.pairs import ratio_of
from theory.kernel import parity_spectrum
from theory.kernel.recursion import pair_kernels
from theory.tasks import BitSubsetParity
from theory.tasks.cube import all_inputs

#: Dense: 2^d equations; 2^12 x 2^12 doubles are 128 MiB.
DENSE_BITS = (8, 10, 12)
PAIRS = 3


def dense_complexity(d: int, subset: tuple[int, ...]) -> float:
    inputs = all_inputs(d)
    *_, (_, _, kernel) = pair_kernels(inputs, inputs)
    y = 1 - 2.0 * (inputs[:, list(subset)].sum(axis=1) % 2)
    return float(np.sqrt(y @ np.linalg.solve(kernel, y)))


@pytest.mark.benchmark(group="kernel")
@pytest.mark.parametrize("d", DENSE_BITS)
def test_table_and_transform_against_the_dense_solve(benchmark, d):
    """Prints how many times faster; both answers agree."""
    subset = BitSubsetParity.random(d, 0, supervised=False).subset
    found = benchmark.pedantic(parity_spectrum, args=(d,), rounds=5, warmup_rounds=1)
    assert found.complexity(subset).complexity == pytest.approx(dense_complexity(d, subset), rel=1e-8)
    ratio = ratio_of(lambda: dense_complexity(d, subset), lambda: parity_spectrum(d), PAIRS)
    benchmark.extra_info["times_faster_than_the_dense_solve"] = round(ratio)
    print(
        f"\nd = {d}: {benchmark.stats.stats.median * 1e3:.1f} ms, {ratio:,.0f} times faster than the dense solve"
    )
    assert ratio > {8: 2, 10: 20, 12: 100}[d]


@pytest.mark.benchmark(group="kernel")
@pytest.mark.parametrize("d", [16, 20])
def test_sizes_that_no_dense_solve_reaches(benchmark, d):
    """Work grows like d 2^d."""
    found = benchmark.pedantic(parity_spectrum, args=(d,), rounds=3, warmup_rounds=1)
    assert found.smallest_eigenvalue > 1
