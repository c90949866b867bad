"""Settings that all tests of the software share."""

from hypothesis import settings

# The machines are shared and noisy: no deadline for a single example, and few of them by default.
settings.register_profile("suite", deadline=None, max_examples=30)
settings.load_profile("suite")
