"""Settings that all tests of the software share."""

import os

from hypothesis import HealthCheck, settings

# The machines are shared and noisy: no deadline for a single example, no complaint that drawing them is slow, and
# few of them by default. Continuous integration draws the same examples every time; a person's runs explore.
settings.register_profile(
    "suite",
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("suite")
