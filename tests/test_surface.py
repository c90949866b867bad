"""The public surface: what a user would guess can be imported, and a wrong argument is one line."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

import theory
from empirics.measurements import count_errors
from empirics.spec import ElmanConfig, RunConfig, TransformerConfig
from empirics.store import Run
from theory.composition import InputDistribution
from theory.convergence import Step
from theory.errors import InputError
from theory.hypothesis_class import Complexity, interpolate
from theory.kernel import Initialisation, KernelDescent
from theory.ledger import Claim, supports
from theory.tasks import BitSubsetParity, Circuit, CircuitBuilder, CircuitFile, Gate, ParityGate

ROOT = Path(__file__).parents[1]
#: The packages whose names a user imports; those of empirics may need torch.
PACKAGES = (
    "theory",
    "theory.asymptotics",
    "theory.attention",
    "theory.composition",
    "theory.convergence",
    "theory.formal",
    "theory.hardness",
    "theory.hypothesis_class",
    "theory.kernel",
    "theory.ledger",
    "theory.nets",
    "theory.papers",
    "theory.reported",
    "theory.results",
    "theory.tasks",
    "theory.transforms",
    "empirics.measurements",
    "empirics.models",
    "empirics.plots",
    "empirics.spec",
    "empirics.store",
    "empirics.training",
)
#: What the issue and the documentation make a reader type first.
GUESSES = """
    from theory import InputError, ProofError
    from theory import gate_polynomial, parity_bound, circuit_bound
    from theory import Circuit, read_circuit, BitSubsetParity
    from theory import decide_order
    from theory import learning_errors, KernelDescent
    from theory.hypothesis_class import gate_polynomial, parity_bound
    from theory.hypothesis_class import parity_polynomial, largest_coefficient
    from theory.hypothesis_class import theorem_2_bound, TheoremTwoBound
    from theory.hypothesis_class import circuit_bound, CircuitBound
    from theory.hypothesis_class import Complexity, GatePolynomial, Surd
    from theory.hypothesis_class import interpolate, certify
    from theory.hypothesis_class import small_representation, sign_degrees
    from theory.kernel import learning_errors, KernelDescent
    from theory.kernel import task_complexity, parity_spectrum
    from theory.kernel import Initialisation, mean_over_draws
    from theory.nets import ExactElman, FloatElman
    from theory.tasks import Circuit, read_circuit
    from theory.tasks import BitSubsetParity, Gate, ParityGate, GateSequence
    from theory.tasks import CircuitBuilder, circuit_from_graph, split_gates
    from theory.tasks import TASKS, all_inputs, build
    from theory.tasks import free_running, teacher_forced_predictions
    from theory.composition import InputDistribution, composition, census
    from theory.asymptotics import decide_order, least_bound, decide_tail
    from theory.asymptotics import Certificate, OrderAnswer
    from theory.convergence import Step
    from theory.hardness import gradient_variance, end_to_end_guarantee, LOSSES
    from theory.transforms import walsh_hadamard
    from theory.reported import TABLE_1, TABLE_2
    from theory.results import better_than_random, binomial_interval
    from theory.ledger import Claim, Verdict, read_ledger, supports, refutes, corrects
    from theory.papers.wies_2023 import CLAIMS
    from theory.papers import known_papers, paper_named, paper_in
    from theory.attention import ParityTree, population_gradient
    from theory.formal import replay_certificate
    from empirics.spec import RunConfig, ElmanConfig, TransformerConfig
    from empirics.store import Run, list_runs
    from theory.results import result_of
    from empirics.training import train
    from empirics.models import Elman, Transformer
    from empirics.measurements import count_errors
    from empirics.plots import NAMES, draw
"""


def packages() -> list[ModuleType]:
    return [importlib.import_module(name) for name in PACKAGES]


def exported(kind: type) -> list[tuple[str, Any]]:
    """The functions (or classes) that the packages export, each once, by its name."""
    found = {}
    for package in packages():
        for name in package.__all__:
            value = getattr(package, name)
            if isinstance(value, kind) and str(value.__module__).split(".")[0] in ("theory", "empirics"):
                found[f"{value.__module__}.{name}"] = value
    return sorted(found.items())


@pytest.mark.parametrize("line", [line.strip() for line in GUESSES.strip().splitlines()])
def test_a_guessed_import_works(line: str) -> None:
    exec(line, {})


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.__name__)
def test_a_package_lists_what_it_exports(package: ModuleType) -> None:
    assert package.__all__ == list(dict.fromkeys(package.__all__))
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        package.nonsense  # noqa: B018


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.__name__)
def test_a_package_has_a_page_with_all_its_names(package: ModuleType) -> None:
    page = (ROOT / "docs" / "api" / f"{package.__name__.replace('.', '-')}.md").read_text(encoding="utf-8")
    assert f".. automodule:: {package.__name__}\n" in page
    for name in package.__all__:
        value = getattr(package, name)
        if package is theory:  # a table of links
            assert name in page
        elif not isinstance(value, FunctionType | type) and package.__name__ != "empirics.plots":
            assert f".. py:data:: {name}\n" in page


def test_no_name_of_the_top_hides_a_package() -> None:
    assert not set(theory.__all__) & {name.split(".")[1] for name in PACKAGES if "." in name}


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_theory_imports_no_library() -> None:
    heavy = {"numpy", "torch", "flint", "sympy", "scipy", "networkx", "aigverse", "empirics"}
    found = python("import sys, theory; print(*{name.partition('.')[0] for name in sys.modules})")
    assert "theory" in found.split()
    assert set(found.split()) & heavy == set()


def test_a_notebook_completes_names_that_are_not_imported_yet() -> None:
    code = "import theory, theory.hypothesis_class as h; print('build' in dir(theory), 'Surd' in dir(h))"
    assert python(code) == "True True"


def test_without_python_flint_all_that_does_not_need_it_is_there() -> None:
    code = (
        "import sys; sys.modules['flint'] = None\n"
        "from theory import InputError, KernelDescent, learning_errors, read_circuit\n"
        "from theory.hypothesis_class import Complexity\n"
        "try:\n    from theory.hypothesis_class import gate_polynomial\n"
        "except ImportError as error:\n    print(error.name)"
    )
    assert python(code) == "flint"


@pytest.mark.parametrize("package", ["theory", "empirics"])
def test_type_checkers_are_told_that_a_package_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    assert "py.typed" in data[package]


@pytest.mark.parametrize("name", [name for name, _ in exported(FunctionType) + exported(type)])
def test_an_exported_name_says_what_it_is_and_shows_an_example(name: str) -> None:
    value = dict(exported(FunctionType) + exported(type))[name]
    text = inspect.getdoc(value) or ""
    # A class that only a function makes says which; that function has the example.
    made_by = re.search(r"(?:Returned by|Part of what) :(?:func|meth):`([\w.]+)`", text)
    examples = [example for test in examples_of(value, name) for example in test.examples]
    assert bool(examples) != bool(made_by)
    if made_by:
        assert made_by[1].split(".")[0] in sys.modules[name.rpartition(".")[0].rpartition(".")[0]].__all__
    for test in examples_of(value, name):
        assert doctest.DocTestRunner().run(test).failed == 0


def examples_of(value: Any, name: str) -> list[doctest.DocTest]:
    """The examples of its own docstring; a decorator hides them from a search of the module."""
    return doctest.DocTestFinder(recurse=False).find(value, name, module=False, globs={})


#: Marks take the ids of claims and say what they want when a suite is collected.
MARKS = {
    f"theory.ledger.marks.{name}" for name in ("supports", "refutes", "corrects", "follows", "other_reading")
}
#: Arguments that are of any type, or of more types than a test could tell.
ANYTHING = {
    ("gradient_variance", "sensitivity"),
    ("walsh_hadamard", "values"),
    ("run_hiding_oracle", "start"),
    ("run_hiding_oracle", "precision"),
    ("train", "terms"),
    ("circuit_from_graph", "graph"),
    ("count_errors", "model"),
}


class Nonsense:
    """What no function takes."""


def parameters() -> list[tuple[str, str]]:
    return [
        (name, parameter)
        for name, function in exported(FunctionType)
        for parameter in inspect.signature(function).parameters
        if (function.__name__, parameter) not in ANYTHING and name not in MARKS
    ]


@pytest.mark.parametrize(("function", "parameter"), parameters())
def test_an_argument_of_a_wrong_type_is_one_line(function: str, parameter: str) -> None:
    with pytest.raises(InputError) as raised:
        dict(exported(FunctionType))[function](**{parameter: Nonsense()})
    assert f": {parameter} must be " in str(raised.value)
    assert "\n" not in str(raised.value)


#: What a user constructs.
VALUES = [
    Gate((0, 1), "0110"),
    ParityGate((0, 1)),
    BitSubsetParity(4, (0, 2)),
    Circuit.from_gates(2, [Gate((0, 1), "0110")]),
    InputDistribution.uniform(2),
    Complexity(10, 2, 2, 0.5),
    Initialisation(),
    Step("a", "b", "m", "n"),
    Claim("lemma-1", "section 4", "one"),
    RunConfig(4, True, ElmanConfig()),
]


@pytest.mark.parametrize(
    ("value", "field"),
    [(value, field.name) for value in VALUES for field in fields(value)],
    ids=lambda part: part if isinstance(part, str) else type(part).__name__,
)
def test_a_field_of_a_wrong_type_is_one_line(value: Any, field: str) -> None:
    with pytest.raises(InputError) as raised:
        replace(value, **{field: Nonsense()})
    assert field in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("model", [ElmanConfig(), TransformerConfig()], ids=lambda model: model.kind)
def test_a_setting_of_a_wrong_type_is_one_line(model: ElmanConfig | TransformerConfig) -> None:
    for field in fields(model):
        changed: Any = replace(model, **{field.name: Nonsense()})
        if field.name != "kind":  # the class itself
            with pytest.raises(InputError):
                RunConfig(4, True, changed)


TASK = BitSubsetParity(4, (0, 2))
MISTAKES = {
    "a number for a truth table": (lambda: theory.gate_polynomial(6), "truth_table must be text, not 6"),
    "values that do not exist": (
        lambda: theory.gate_polynomial("0110", "bits"),
        "'zero_one' or 'plus_minus'",
    ),
    "text for d": (lambda: theory.parity_bound("8"), "d must be a whole number, not '8' (str)"),
    "a fraction of a bit": (lambda: theory.parity_bound(8.0), "d must be a whole number, not 8.0"),
    "a truth value for d": (lambda: theory.parity_bound(True), "d must be a whole number, not True"),
    "text for a probability": (lambda: theory.parity_bound(8, epsilon="0.1"), "epsilon must be a number"),
    "no values to interpolate": (lambda: interpolate([]), "at least one value"),
    "text among values": (lambda: interpolate([0, "1"]), "a sequence (a whole number each)"),
    "no such file, as text": (lambda: theory.read_circuit("x.aag"), "x.aag: no such file"),
    "no such file, as a path": (lambda: theory.read_circuit(Path("x.aag")), "x.aag: no such file"),
    "no path": (lambda: theory.read_circuit(None), "path must be a path or text"),
    "a circuit's file for a task": (
        lambda: theory.circuit_bound("x.aag"),
        "task must be a Task, not 'x.aag'",
    ),
    "a circuit that is read for a task": (
        lambda: theory.circuit_bound(CircuitFile(theory.build("addition", 8), "blif", 1)),
        "circuit_bound: task must be a Task, not a CircuitFile; use its .circuit",
    ),
    "a bound for a task": (
        lambda: theory.circuit_bound(theory.parity_bound(8)),
        "task must be a Task, not a TheoremTwoBound",
    ),
    "a ledger that is not there": (lambda: theory.read_ledger("x.json"), "x.json: no ledger here"),
    "one condition without a list": (
        lambda: theory.decide_order("m", "n", "m >= n"),
        "given must be a sequence",
    ),
    "a number for a quantity": (lambda: theory.decide_order(1, "n"), "left must be text or a Quantity"),
    "a name for a task": (lambda: theory.learning_errors("parity", 8), "task must be a Task"),
    "a list of inputs": (
        lambda: TASK.labels([[0, 1, 0, 1]]),
        "a numpy array of whole numbers 0 and 1, not a list",
    ),
    "labels for bits": (lambda: TASK.labels(np.array([[-1, 1, 1, 1]])), "other numbers than 0 and 1"),
    "a list for a gate's inputs": (lambda: Gate([0, 1], "0110"), "inputs must be a tuple"),
    "another verdict": (lambda: Claim("lemma-1", "section 4", "one", verdict="true"), "verdict must be"),
    "samples as text": (lambda: KernelDescent(TASK).run("8"), "KernelDescent.run: samples must be"),
    "a negative variance": (lambda: Initialisation(output=-1.0), "must be positive"),
    "a run that is not there": (
        lambda: Run("nowhere").config,
        "nowhere: there is no run (config.json is missing)",
    ),
    "the state of no run": (lambda: Run("nowhere").finished, "nowhere: there is no run"),
    "the metrics of no run": (lambda: Run("nowhere").metrics(), "nowhere: there is no run"),
    "a number for a folder": (lambda: Run(5), "folder must be text or a path"),
    "a number for a model": (
        lambda: count_errors(5, TASK, np.zeros((1, 4), dtype=np.uint8)),
        "decode: model must be a Decoder",
    ),
    "no such evidence": (lambda: supports("lemma-1", evidence="strong"), "one of formal, symbolic"),
    "a number for a claim": (lambda: supports(1, evidence="symbolic"), "names its claims by their ids"),
    "text for a builder's d": (lambda: CircuitBuilder("4"), "CircuitBuilder: d must be a whole number"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_clear_line(name: str) -> None:
    call, complaint = MISTAKES[name]
    with pytest.raises(InputError) as raised:
        call()
    assert complaint in str(raised.value)
    assert str(raised.value).count("config.json") < 2 and "\n" not in str(raised.value)


def test_a_missing_argument_is_pythons_own_error() -> None:
    with pytest.raises(TypeError, match="truth_table"):
        theory.gate_polynomial()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: theory.decide_order("n", "n", nonsense=1), "decide_order"),
        (lambda: theory.parity_bound(8, 0.01), "parity_bound"),
        (lambda: theory.KernelDescent(nonsense=1), "KernelDescent"),
    ],
)
def test_the_error_for_too_many_or_unknown_arguments_names_the_function(call: Any, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        call()
