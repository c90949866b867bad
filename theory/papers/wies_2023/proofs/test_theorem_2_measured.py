"""Theorem 2's left side in recorded runs of algorithm 1: what is seen, what the kernel predicts, what is asked for."""

import pytest

from theory.ledger import corrects
from theory.results.theorem_2 import left_sides


@corrects("theorem-2/polynomial", "eq-7", evidence="experiment")
def test_the_average_over_iterates_falls_where_the_kernel_says_and_far_before_the_bound(recorded, over):
    """Parity of 8 bits with sub-tasks, eta = 1/(m sqrt n), fresh samples, B of variance 1, m = 256.

    Errors over all 256 inputs, 2 to 4 nets and subsets a length; the bound with constants 1 and without its logarithms.
    """
    over.data("the stored runs wide-net/wide-letter and kernel/descent, n = 16 to 16384")
    for record in (("wide-net", "wide-letter"), ("kernel", "descent")):
        recorded(*record)  # or skip
    nets = [r for r in recorded("wide-net", "wide-letter") if (r["d"], r["supervised"]) == (8, True)]
    table = left_sides()
    assert [side.samples for side in table] == [4**k for k in range(2, 8)]
    assert all(side.runs >= 2 for side in table)
    late = [side.observed for side in table if side.samples >= 256]
    assert late == sorted(late, reverse=True)
    assert late[-1] < 0.4
    for side in table:
        errors = sorted(r["mean_free_running_error"] for r in nets if r["steps"] == side.samples)
        assert (side.runs, side.lowest, side.highest) == (len(errors), errors[0], errors[-1])
        assert side.observed == pytest.approx(sum(errors) / len(errors))
        assert 0.5 < side.observed / side.predicted < 1.5
        assert side.log10_gap > 50
        assert 10 ** (side.log10_samples - side.log10_gap) == pytest.approx(side.samples)
