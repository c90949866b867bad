"""Nets trained on a fixed sample beside their own limits of infinite width: what the recorded pairs say."""

from statistics import fmean

import pytest
from scipy.stats import spearmanr

from theory.kernel.descent import steepness
from theory.kernel.recursion import joint_kernel
from theory.kernel.regression import draw_inputs
from theory.ledger import other_reading, supports
from theory.results.exponents import fitted_exponent
from theory.tasks import BitSubsetParity

SCOPE = (
    "d = 8, the 58 distinct inputs of 64 draws, 64 full-batch steps, B of variance 1; the 198 other inputs; "
)
BOTH = pytest.mark.parametrize("supervised", [True, False], ids=["sub-tasks", "end-to-end"])


def pairs(recorded, supervised, rate):
    """The nets of one rate, each beside its limit."""
    table = recorded("wide-net", "infinite-width-8")
    return [row for row in table if (row["supervised"], row["rate"]) == (supervised, rate)]


def means(table, key):
    """By width."""
    widths = sorted({row["width"] for row in table})
    return {m: fmean(row[key] for row in table if row["width"] == m) for m in widths}


@supports(
    "eq-69",
    "lemma-8",
    evidence="experiment",
    scope=SCOPE
    + "eta = 1/m; exponents over the widths 128 to 4096, 3 seeds; 512 against 8192, there one seed",
)
@BOTH
def test_at_a_small_rate_a_wide_net_goes_the_way_of_its_limit(recorded, supervised):
    table = pairs(recorded, supervised, 1.0)
    for gap in ("distance", "kernel_drift"):
        assert fitted_exponent([r for r in table if r["width"] < 8192], "width", gap).high < 0
    for gap in ("distance", "linearisation_error", "kernel_drift", "signs_differ"):
        of_width = means(table, gap)
        assert of_width[8192] < of_width[512] / 2
    assert means(table, "distance")[8192] < 0.25  # of outputs that labels of +-1 are asked of


def sample_kernel(supervised):
    """The limit's, between all outputs of the inputs that these nets were trained on."""
    task = BitSubsetParity.random(8, 0)
    train, _ = draw_inputs(8, 64, 1024, 0)
    outputs = range(8, task.sequence_length + 1 if supervised else 9)
    tokens = task.teacher_forced(train)[:, : outputs[-1]]
    return joint_kernel(tokens, outputs)


@other_reading(
    "lemma-8",
    evidence="experiment",
    scope=SCOPE + "read with a rate beyond the limit's own stability: eta = 8/m, widths 128 to 2048, 3 seeds",
)
@BOTH
def test_at_a_rate_that_is_unstable_in_the_limit_no_width_measured_stays_near_its_start(recorded, supervised):
    steep = steepness(sample_kernel(supervised))
    assert 1.0 * steep < 2 < 8.0 * steep
    table = pairs(recorded, supervised, 8.0)
    assert min(means(table, "kernel_drift").values()) > 0.5
    assert min(means(table, "distance").values()) > 3 * max(
        row["distance"] for row in pairs(recorded, supervised, 1.0) if row["width"] == 2048
    )
    assert max(row["training_wrong"] for row in table if row["width"] >= 512) == 0  # and yet it fits


@other_reading(
    "eq-69",
    evidence="experiment",
    scope="read at width 128: d = 16, the 1013 distinct inputs of 1024 draws, 8 nets linearised at their start and "
    "fitted output by output; 1024 other inputs; first and last sub-task, chosen after seeing all; rank correlations, "
    "p < 0.05",
)
def test_the_growth_of_w_orders_nets_by_how_well_they_learn_far_and_near_sub_tasks(recorded):
    table = [row for row in recorded("linearised", "separately-16") if row["width"] == 128]
    far, near = ([r for r in table if r["output"] == output] for output in (0, 6))
    assert len(far) == len(near) == 8
    for rows, sign in ((far, -1), (near, 1)):
        found = spearmanr([row["growth"] for row in rows], [row["error"] for row in rows])
        assert sign * found.statistic > 0
        assert found.pvalue < 0.05
        assert max(row["error"] for row in rows) > 0.3
        assert max(row["limit_error"] for row in rows) < 0.01  # which the limit learns, both of them
