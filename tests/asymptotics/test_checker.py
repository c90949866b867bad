"""The independent checker: what it imports, what it refuses."""

import ast
import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from theory.asymptotics import checker, decide_order
from theory.convergence import chain, gd, recurrence, sgd

SOURCE = Path(checker.__file__)
OWN = [
    decide_order("T**19*log(n)*n**(1/2)/m**(1/6)", "T**(16 + 3*N)*log(m)", ["m >= n**3"], ["N >= 1"]),
    decide_order("log(m)", "log(n) + log(T)", ["m <= n*T"]),
    decide_order("log(m)", "log(n)*log(T)", ["m <= n*T"]),
    decide_order("T**(N*k)", "T**(N**2*k + 1)", [], ["N >= 1", "k >= 2"]),
    decide_order("sqrt(a*b) + min(a, b)", "a + b"),
]


def paper_certificates():
    tables = (sgd.STEPS, gd.STEPS, recurrence.STEPS, chain.LEMMA_4_STEPS, chain.THEOREM_2_STEPS)
    answers = [step.decide() for table in tables for step in table.values()]
    return [answer.certificate.document for answer in answers if answer.follows]


def with_numbers_changed(document, path=()):
    """Every copy of the document with one number changed."""
    if isinstance(document, dict | list):
        items = document.items() if isinstance(document, dict) else enumerate(document)
        for key, value in items:
            yield from with_numbers_changed(value, (*path, key))
    elif isinstance(document, int):
        yield path, document + 1
        yield path, document - 1
    elif isinstance(document, str):
        for match in re.finditer(r"(?<![A-Za-z_\d])\d+", document):
            for changed in (int(match[0]) + 1, int(match[0]) - 1):
                yield path, document[: match.start()] + str(changed) + document[match.end() :]


def replaced(document, path, value):
    document = copy.deepcopy(document)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return document


def survivors(document):
    return [
        (path, value)
        for path, value in with_numbers_changed(document)
        if accepted(json.dumps(replaced(document, path, value)))
    ]


def accepted(text):
    try:
        checker.check(text)
    except checker.Rejected:
        return False
    return True


def test_it_is_short_and_stands_alone():
    assert len(SOURCE.read_text().splitlines()) < 450
    tree = ast.parse(SOURCE.read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in imports if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_it_runs_as_a_script_without_this_package(tmp_path):
    file = tmp_path / "certificate.json"
    OWN[0].certificate.write(file)
    command = [sys.executable, "-I", "-S", "-O", str(SOURCE), str(file)]
    plain = [sys.executable, "checker.py", str(file)]
    assert subprocess.run(plain, cwd=SOURCE.parent, check=True, capture_output=True).stdout
    assert "accepted" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    file.write_text(OWN[0].certificate.text.replace('"1/6"', '"1/7"', 1))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("answer", OWN)
def test_every_changed_number_is_noticed(answer):
    document = answer.certificate.document
    assert accepted(json.dumps(document))
    assert sum(1 for _ in with_numbers_changed(document)) > 8
    assert survivors(document) == []


def test_every_changed_number_in_the_papers_certificates_is_noticed():
    documents = paper_certificates()
    assert len(documents) > 50
    for document in sorted(documents, key=lambda d: len(str(d)))[:25]:
        assert survivors(document) == []


def broken(**changes):
    document = json.loads(OWN[0].certificate.text)
    document.update(changes)
    return json.dumps(document)


STEP = {"rule": "at least 1", "of": "a", "power": "1"}


def leaf(*steps, left="1", right="a"):
    proof = {"left_weights": ["1"], "right_weights": ["1"], "steps": list(steps)}
    return json.dumps(
        {
            "format": "subtask order certificate",
            "version": 1,
            "parameters": {},
            "given": [],
            "left": [[left]],
            "right": [[right]],
            "proofs": [{"left": 0, "right": 0, "proof": proof}],
        }
    )


def test_the_smallest_certificate():
    assert accepted(leaf(STEP))


@pytest.mark.parametrize(
    "text",
    [
        broken(format="other"),
        broken(version=True),
        broken(extra=1),
        broken(proofs=[]),
        broken(left=[]),
        broken(right=[[]]),
        broken(parameters={"N": None}),
        broken(parameters=[]),
        leaf(),
        leaf({**STEP, "power": "-1"}, {**STEP, "power": "2"}),
        leaf({**STEP, "power": 1}),
        leaf({**STEP, "power": "2/2"}),
        leaf({**STEP, "power": "nan"}),
        leaf({**STEP, "note": "unread 7"}),
        leaf({**STEP, "rule": "because I say so"}),
        leaf({**STEP, "times": ["N"]}),
        leaf({"rule": "given", "index": 0, "power": "1"}),
        leaf({"rule": "assumed", "index": 0, "power": "1"}),
        leaf(
            {"rule": "log below power", "variable": "a", "epsilon": "-1", "power": "1"}, left="a", right="1"
        ),
        leaf(
            {"rule": "log below power", "variable": "a", "epsilon": "0", "power": "1"},
            left="log(a)",
            right="1",
        ),
        leaf(
            {
                "rule": "log monotone",
                "smaller": "b",
                "larger": ["a"],
                "exponents": ["1"],
                "because": [],
                "power": "1",
            },
            left="log(b)",
            right="log(a)",
        ),
        leaf(STEP, right="a * a"),
        leaf(STEP, right="a^"),
        leaf(STEP, right="a+b"),
        leaf(STEP, right="a^(N)"),
        "[]",
        "7",
        '{"format": "subtask order certificate", "format": "subtask order certificate"}',
    ],
)
def test_what_is_refused(text):
    with pytest.raises(checker.Rejected):
        checker.check(text)
