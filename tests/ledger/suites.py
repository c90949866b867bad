"""Small suites of their own, and the ledgers that runs of them leave."""

import json
from pathlib import Path
from textwrap import dedent

import numpy  # noqa: F401  (pytester unloads what a suite imports first, and numpy loads once)
import pytest

INI = """
    [pytest]
    enable_assertion_pass_hook = true
"""
HOLDS = 'Claim("eq-1", "section 1", "one", verdict="holds")'


class Suite:
    """A suite in a folder, and the ledger that a run of it leaves."""

    def __init__(self, pytester: pytest.Pytester, claims: str, checks: str, conftest: str = "") -> None:
        self.pytester = pytester
        pytester.makeini(dedent(INI))
        folder = pytester.mkdir("suite")
        self.file = folder / "test_checks.py"
        (folder / "conftest.py").write_text(
            "from theory.ledger import Claim, Clause, Paper\ndef pytest_ledger_paper():\n"
            f"    return Paper('a-paper', 'A paper', ({claims},))\n" + dedent(conftest)
        )
        self.file.write_text(
            "import numpy as np\nimport pytest\n"
            "from theory.ledger import corrects, follows, other_reading, refutes, supports\n" + dedent(checks)
        )

    def run(self, *arguments: str) -> pytest.RunResult:
        return self.pytester.runpytest_inprocess(
            *(arguments or ("suite",)), "-p", "no:cacheprovider", "-p", "no:randomly"
        )

    @property
    def wrote(self) -> bool:
        return Path(self.pytester.path, "ledger.json").exists()

    @property
    def ledger(self) -> dict:
        [paper] = json.loads(Path(self.pytester.path, "ledger.json").read_text())["papers"]
        return paper

    @property
    def verdicts(self) -> dict[str, tuple[str, str]]:
        return {claim["id"]: (claim["verdict"], claim["evidence"]) for claim in self.ledger["claims"]}
