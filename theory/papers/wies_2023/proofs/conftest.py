"""The proof regression suite hands its claims to the ledger."""

from collections.abc import Callable

import pytest

from theory.errors import InputError
from theory.experiments.recorded import Row, rows
from theory.ledger import Paper
from theory.papers.wies_2023 import PAPER


def pytest_ledger_paper() -> Paper:
    """The paper that these checks bear on."""
    return PAPER


@pytest.fixture(scope="session")
def recorded() -> Callable[[str, str], list[Row]]:
    """Reads docs/results/FOLDER/NAME.json; where it is not at hand the check is skipped and shows nothing."""

    def read(folder: str, name: str) -> list[Row]:
        try:
            return rows(folder, name)
        except InputError as error:
            pytest.skip(str(error))

    return read
