"""The theorem on wide Elman nets (the paper elman-2026) at finite sizes: coefficients, joint bounds, W*."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

from empirics.studies.measure import Case, Cases
from theory.kernel.arc_cosine import Reals
from theory.kernel.average import log_coefficient
from theory.kernel.coefficients import decoupled_coefficient
from theory.kernel.fit import fit_of_net
from theory.kernel.initialisation import UNIT_OUTPUT, Initialisation
from theory.kernel.mean_kernels import gram_of_outputs
from theory.kernel.recursion import joint_kernel
from theory.kernel.shared_weights import SharedWeights, disagreeing_gates, shared_by
from theory.kernel.solve import solve
from theory.kernel.start_marker import decoupled
from theory.results.records import Row
from theory.tasks.cube import all_inputs
from theory.tasks.parity import BitSubsetParity

#: First outputs of the labels that disagree; digits in bits, and the two numbers of nodes that must agree.
FIRST_OUTPUTS, BITS, NODES = (64, 128, 256, 512), 160, (48, 72)
#: The same for the coefficients.
COEFFICIENT_NODES = (32, 48)
#: Free sequences: the largest number of outputs.
OUTPUTS = 4
#: Lengths T of the coefficients by averages, and the sets of tokens, counted back from the last (0).
LENGTHS = (16, 32, 64, 128, 256, 512)
#: Widths of the nets in which V is evaluated, and seeds.
WIDTHS, SEEDS = (512, 1024, 2048, 4096, 8192, 16384), 3
#: Input bits of the parity trees, and inputs in the sample of the joint complexity.
SIZES, INPUTS = (8, 16, 32, 64, 128), 64


def shared_weights() -> Iterator[Case]:
    """Yield labels that disagree on sequences that end alike, at the printed A: joint and separate complexities."""
    for t in FIRST_OUTPUTS:
        yield Case({"family": "free sequences", "first_output": t}, partial(_free, t))
        yield Case({"family": "teacher-forced sequences", "first_output": t}, partial(_forced, t))


def _free(t: int) -> Row:
    row: Row = {}
    for nodes in NODES:
        gram = gram_of_outputs(range(t, t + OUTPUTS), signed=(0, 1), nodes=nodes, bits=BITS)
        for count in range(2, OUTPUTS + 1):
            separate = tuple(float(gram[i, i]) ** -0.5 for i in range(count))
            found = shared_by(gram[:count, :count], range(t, t + count), separate, BITS)
            _note(row, f"_{count}", found)
    return row


def _forced(t: int) -> Row:
    row: Row = {}
    for nodes in NODES:
        _note(row, "", disagreeing_gates(t, nodes=nodes, bits=BITS))
    return row


def _note(row: Row, suffix: str, found: SharedWeights) -> None:
    """Note the value at the larger number of nodes, and the deviation at the smaller."""
    before = row.get(f"joint{suffix}", found.joint)
    row[f"joint{suffix}"] = found.joint
    row[f"sum{suffix}"] = math.fsum(found.separate)
    row[f"over_printed{suffix}"] = found.over_printed
    row[f"difference_between_nodes{suffix}"] = abs(before / found.joint - 1)


def coefficients() -> Iterator[Case]:
    """Yield coefficients of the decoupled kernel at t = T, times T^j, by averages over all sequences."""
    for length in LENGTHS:
        sets = {
            "last": (0,),
            "first_and_last": (0, length - 1),
            "last_two": (0, 1),
            "last_three": (0, 1, 2),
            "first_and_last_two": (0, 1, length - 1),
        }
        for name, back in sets.items():
            yield Case({"T": length, "tokens": name}, partial(_coefficient, length, back))


def _coefficient(length: int, back: tuple[int, ...]) -> Row:
    values = [
        decoupled_coefficient(length, back, decoupled(length), nodes=nodes, bits=BITS)
        * float(length) ** len(back)
        for nodes in COEFFICIENT_NODES
    ]
    return {"scaled": values[1], "difference_between_nodes": abs(values[0] / values[1] - 1)}


def fit() -> Iterator[Case]:
    """Yield the fit by V in nets of several widths: two gates at T = 4, all 16 sequences."""
    for width in WIDTHS:
        for seed in range(SEEDS):
            yield Case({"width": width, "seed": seed}, partial(_fit, width, seed))


def gates_of_the_fit() -> tuple[list[Reals], range]:
    """Return labels of tokens 1 and 3 (and) at output 3, of tokens 2 and 4 (or) at output 4, over all sequences."""
    three, four = all_inputs(3), all_inputs(4)
    both, either = three[:, 0] & three[:, 2], four[:, 1] | four[:, 3]
    return [_signs(both), _signs(either)], range(3, 5)


def _signs(bits: np.ndarray) -> Reals:
    signs: Reals = 2.0 * bits.astype(np.float64) - 1
    return signs


def _fit(width: int, seed: int) -> Row:
    labels, outputs = gates_of_the_fit()
    found = fit_of_net(labels, outputs, width, seed, decoupled(outputs[-1]))
    return {
        "squared_length": found.squared_length,
        "limit": found.limit,
        "largest_error": found.largest_error,
        "largest_deviation": found.largest_deviation,
        "bound": found.bound,
    }


def complexity() -> Iterator[Case]:
    """Yield parity trees at the printed A and at A of variance 2 / (m T^3): each sub-task and all of them together."""
    for d in SIZES:
        yield Case({"d": d, "inputs": INPUTS}, partial(_complexity, d))


def _complexity(d: int) -> Row:
    task = BitSubsetParity.random(d, 0)
    length = task.sequence_length
    tokens = np.random.default_rng(0).integers(0, 2, (INPUTS, d)).astype(np.uint8)
    tokens = tokens[np.unique(tokens, axis=0, return_index=True)[1]]
    row: Row = {"T": length}
    gates = [(d + k, gate.inputs) for k, gate in enumerate(task.gates)]
    logs = [log_coefficient(t, inputs, UNIT_OUTPUT) for t, inputs in gates]
    printed = [math.exp(-value / 2) for value in logs]
    after = [
        decoupled_coefficient(t, tuple(t - 1 - i for i in inputs), decoupled(length)) for t, inputs in gates
    ]
    row["largest_printed"], row["least_printed"] = max(printed), min(printed)
    row["largest"], row["least"] = min(after) ** -0.5, max(after) ** -0.5
    row["joint_at_most"] = math.sqrt(math.fsum(1 / value for value in after))
    for name, init in (("sample_printed", UNIT_OUTPUT), ("sample", decoupled(length))):
        row[f"joint_{name}"], row[f"sum_{name}"] = _on_sample(task, tokens, init)
    return row


def _on_sample(task: BitSubsetParity, inputs: np.ndarray, init: Initialisation) -> tuple[float, float]:
    outputs = range(task.d, task.sequence_length + 1)
    joint = joint_kernel(task.teacher_forced(inputs), outputs, init)
    labels = _signs(task.labels(inputs))
    y = labels.ravel()
    together = math.sqrt(float(y @ solve(joint.reshape(len(y), -1), y)))
    alone = [
        math.sqrt(float(labels[:, k] @ solve(np.ascontiguousarray(joint[:, k, :, k]), labels[:, k])))
        for k in range(len(outputs))
    ]
    return together, math.fsum(alone)


RECORDS: dict[str, Cases] = {
    "elman/shared-weights": lambda _: shared_weights(),
    "elman/coefficients": lambda _: coefficients(),
    "elman/fit": lambda _: fit(),
    "elman/complexity": lambda _: complexity(),
}
