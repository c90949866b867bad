"""Nets trained on a fixed sample beside their own limits of infinite width: what the recorded pairs say."""

import itertools
from statistics import fmean

import pytest
from scipy.stats import spearmanr

from theory.experiments.exponents import fitted_exponent
from theory.ledger import other_reading, supports

SCOPE = (
    "d = 8, the 58 distinct inputs of 64 draws, 64 full-batch steps of eta = {}/m, B of variance 1; widths 128 to {}, "
    "3 seeds, the largest width 1; the 198 other inputs"
)


def pairs(recorded, supervised, rate):
    """The rows of one rate, with the distances relative to the changes."""
    return [
        row
        | {
            "from_limit": row["distance"] / row["limit_change"],
            "from_linear": row["linearisation_error"] / row["change"],
        }
        for row in recorded("wide-net", "infinite-width-8")
        if (row["supervised"], row["rate"]) == (supervised, rate)
    ]


def means(table, key):
    """By width."""
    widths = sorted({row["width"] for row in table})
    return {m: fmean(row[key] for row in table if row["width"] == m) for m in widths}


@supports("eq-69", "lemma-8", evidence="experiment", scope=SCOPE.format(1, 8192))
@pytest.mark.parametrize("supervised", [True, False], ids=["sub-tasks", "end-to-end"])
def test_at_a_small_rate_a_wide_net_goes_the_way_of_its_limit(recorded, supervised):
    table = pairs(recorded, supervised, 1.0)
    for gap in ("from_linear", "kernel_drift"):
        assert fitted_exponent([r for r in table if r["width"] < 8192], "width", gap).high < 0
    for gap in ("from_limit", "from_linear", "kernel_drift", "signs_differ"):
        of_width = means(table, gap)
        assert all(
            of_width[wide] < of_width[m] for m, wide in itertools.pairwise(m for m in of_width if m >= 512)
        )
        assert of_width[8192] < 0.1


@other_reading(
    "lemma-8", evidence="experiment", scope=SCOPE.format(8, 2048).replace(", the largest width 1", "")
)
@pytest.mark.parametrize("supervised", [True, False], ids=["sub-tasks", "end-to-end"])
def test_at_eight_times_the_rate_no_width_measured_stays_near_its_start(recorded, supervised):
    """The first steps are beyond the radius in which the net is linear, and none of the widths leads back into it."""
    table = pairs(recorded, supervised, 8.0)
    assert min(means(table, "kernel_drift").values()) > 0.5
    assert min(means(table, "from_limit").values()) > 0.4
    assert max(row["training_wrong"] for row in table if row["width"] >= 512) == 0  # and yet it fits


@other_reading(
    "eq-69",
    evidence="experiment",
    scope="d = 16, the 1013 distinct inputs of 1024 draws, 8 nets of width 128 linearised at their start and fitted "
    "output by output; 1024 other inputs; rank correlations, each of which 8 unrelated pairs exceed with p < 0.05",
)
def test_at_finite_width_the_growth_of_w_decides_which_sub_tasks_the_linearised_net_learns(recorded):
    table = [row for row in recorded("linearised", "separately-16") if row["width"] == 128]
    far, near = ([r for r in table if r["output"] == output] for output in (0, 6))
    assert len(far) == len(near) == 8
    for rows, sign in ((far, -1), (near, 1)):
        found = spearmanr([row["growth"] for row in rows], [row["error"] for row in rows])
        assert sign * found.statistic > 0
        assert found.pvalue < 0.05
        assert max(row["error"] for row in rows) > 0.3
        assert max(row["limit_error"] for row in rows) < 0.01  # which the limit learns, both of them
