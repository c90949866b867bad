"""Fixtures that the checks of all papers use."""

from collections.abc import Callable

import pytest

from theory.errors import InputError
from theory.ledger.coverage import Coverage
from theory.results.records import Row, recorded_rows
from theory.words import counted


@pytest.fixture(scope="session")
def recorded(over: Coverage) -> Callable[[str, str], list[Row]]:
    """Reads the record NAME of a study; where it is not there the check is skipped and shows nothing."""

    def read(study: str, name: str) -> list[Row]:
        try:
            rows = recorded_rows(study, name)
        except InputError as error:
            pytest.skip(str(error))
        over.data(f"the record {study}/{name}, {counted(len(rows), 'row')}")
        return rows

    return read
