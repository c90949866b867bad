"""Nets trained on a fixed sample beside their own limits of infinite width: what the recorded pairs say."""

import pytest

from theory.experiments.exponents import fitted_exponent
from theory.ledger import supports

SCOPE = (
    "d = 8, the 58 distinct inputs of 64 draws, 64 full-batch steps of eta = 1/m, B of variance 1; widths 128 to 4096, "
    "3 seeds; inputs outside the sample, intervals at 95 %"
)


@supports("eq-69", "lemma-8", evidence="experiment", scope=SCOPE)
@pytest.mark.parametrize("supervised", [True, False], ids=["sub-tasks", "end-to-end"])
def test_at_a_small_rate_a_wide_net_goes_the_way_of_its_limit(recorded, supervised):
    table = [
        row
        | {
            "from_limit": row["distance"] / row["limit_change"],
            "from_linear": row["linearisation_error"] / row["change"],
        }
        for row in recorded("wide-net", "infinite-width-8")
        if (row["supervised"], row["rate"]) == (supervised, 1.0) and row["width"] <= 4096
    ]
    assert {row["seed"] for row in table} == {0, 1, 2}
    for gap in ("from_limit", "from_linear", "kernel_drift"):
        found = fitted_exponent(table, "width", gap)
        assert found.high < 0
    assert fitted_exponent(table, "width", "from_limit").low < -0.5 < -0.25
    for row in table:
        if row["width"] == 4096:
            assert row["from_limit"] < 0.25
            assert row["signs_differ"] < 0.1
