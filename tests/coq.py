"""Tests that need Coq, where there is one."""

import pytest

from theory.formal import coq_version

needs_coq = pytest.mark.skipif(coq_version() is None, reason="there is no Coq here")
