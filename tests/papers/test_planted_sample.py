"""Errors planted in clauses: the lists of equivalent ones only shrink, and a random sample of all is noticed."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from theory.ledger.planting import planted
from theory.papers import known_papers, paper_named

ROOT = Path(__file__).resolve().parents[2]
#: How many planted errors each paper lists as equivalent. Lower a number with its list; never raise it.
LISTED = {"wies-2023": 32, "elman-2026": 0, "kim-suzuki-2025": 8}
#: The fewest errors that the drawn claims together have on record (fewer in `make flaky`), and the share planted; of
#: fewer than FEW all are, since a share of a few may be none.
LEAST, SHARE, FEW = int(os.environ.get("SUBTASK_CLAUSES", "100")), 0.2, 50


@pytest.mark.parametrize("name", known_papers())
def test_the_list_of_equivalent_errors_only_shrinks_and_names_errors_that_can_be_planted(name):
    paper = paper_named(name)
    assert len(paper.equivalent) == LISTED[name]
    claims = {claim.id: claim for claim in paper.claims}
    for listed in paper.equivalent:
        place, _, text = listed.partition(": ")
        claim_id, _, rest = place.partition(" ")
        part, _, formula = rest.partition(".")
        assert text in [wrong.text for wrong in planted(claims[claim_id].content(part)[formula])], listed


def test_a_random_sample_of_planted_errors_is_caught(tmp_path):
    seed = int(os.environ.get("SUBTASK_SEED", random.randrange(10**6)))
    print(f"seed {seed}")  # shown where the test fails: SUBTASK_SEED repeats it
    record = json.loads((ROOT / "tests" / "mutation" / "clauses.json").read_text("utf-8"))
    every, drawn = sorted(record["claims"]), []
    for claim in random.Random(seed).sample(every, len(every)):
        if sum(record["claims"][one]["caught"] for one in drawn) >= LEAST:
            break
        drawn.append(claim)
    share = SHARE if sum(record["claims"][one]["caught"] for one in drawn) >= FEW else 1
    options = [
        "--claims",
        ",".join(drawn),
        "--plant",
        f"{share}:{seed}",
        "-q",
        "-p",
        "no:cacheprovider",
        "--ledger",
        str(tmp_path / "ledger.json"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "theory", *options], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:]
    found = re.search(r"(\d+) planted, (\d+) caught, (\d+) crashed, (\d+) equivalent, 0 missed", done.stdout)
    assert found is not None
    assert int(found[1]) > 0
