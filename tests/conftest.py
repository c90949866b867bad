"""Settings and fixtures that all tests of the software share."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.program import subtask

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


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command line that is bad input: exit status 2 and one line on standard error, which is returned."""

    def line(*words: object) -> str:
        status = subtask(*words)
        said = capsys.readouterr()
        assert (status, said.out) == (2, "")
        assert said.err.startswith("subtask: ")
        assert said.err.count("\n") == 1
        return said.err

    return line


@pytest.fixture
def answered(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Run a command line with ``--json``: exit status 0 and one object on standard output, which is returned."""

    def answer(*words: object) -> dict[str, Any]:
        assert subtask(*words, "--json") == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return answer
