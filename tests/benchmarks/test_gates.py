"""All 65,536 gates of four inputs by one exact product, against sympy one gate at a time."""

import random

import pytest
import sympy as sp
from sympy.core.cache import clear_cache

from tests.benchmarks.pairs import ratio_of
from theory.hypothesis_class.interpolation import check_all, interpolate_all, inverse_vandermonde

GATES = 2**16
SAMPLE = 40
PAIRS = 3


@pytest.mark.benchmark(group="gates")
def test_all_gates_of_four_inputs_against_sympy(benchmark):
    """Prints how many times faster a gate is; sympy's time is of a sample of gates (seed 0) in the same run."""

    def ours():
        inverse_vandermonde.cache_clear()
        return check_all(interpolate_all(16))

    certificate = benchmark.pedantic(ours, rounds=5, warmup_rounds=1)
    assert certificate.gates == GATES

    x = sp.Symbol("x")
    draw = random.Random(0)
    tables = [[draw.randint(0, 1) for _ in range(16)] for _ in range(SAMPLE)]

    def sympys():
        clear_cache()  # it would look up the gates of the pair before
        for table in tables:
            sp.interpolate(list(zip(range(16), table, strict=True)), x)

    ratio = ratio_of(sympys, ours, PAIRS) * GATES / SAMPLE
    benchmark.extra_info["times_faster_a_gate_than_sympy"] = round(ratio)
    seconds = benchmark.stats.stats.median
    print(f"\n65,536 gates in {seconds:.3f} s; {ratio:,.0f} times faster a gate than sympy.interpolate")
    assert ratio > 10_000
