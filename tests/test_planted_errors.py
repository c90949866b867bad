"""A check must be able to fail: each of these errors, planted in a copy of ``theory``, must be caught.

To add one: the file, a text that stands in it exactly once, what is planted instead, and the check that must notice:
a file of ``theory/papers/wies_2023/proofs``, or ``PAPER:FILE``, with options of pytest after it. The same checks pass
over a copy without an error, so that a copy that cannot run at all does not count as a catch.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: A plant that makes its checks run longer than this is no catch.
SECONDS = 240


class Plant(NamedTuple):
    """One planted error."""

    file: str
    old: str
    new: str
    caught_by: str


PLANTS = (
    # lemmas 2 and 3: a normaliser, signs, orders, an index, a factor
    Plant("hypothesis_class/gates.py", "(4**inputs - 1) // 3", "(4**inputs - 1) // 2", "test_lemma_3.py"),
    Plant(
        "hypothesis_class/gates.py",
        "Surd.of(c, Fraction(1, norm2))",
        "Surd.of(c, Fraction(1, norm2 + 1))",
        "test_lemma_2.py",
    ),
    Plant(
        "hypothesis_class/gates.py",
        "(-1) ** (inputs - zeros)",
        "(-1) ** (inputs - zeros + 1)",
        "test_lemma_2.py",
    ),
    Plant(
        "hypothesis_class/gates.py",
        "2 * bit - 1 for bit in bits",
        "1 - 2 * bit for bit in bits",
        "test_lemma_3.py",
    ),
    Plant("hypothesis_class/gates.py", "in reversed(truth_table)]", "in truth_table]", "test_lemma_3.py"),
    Plant(
        "hypothesis_class/gates.py",
        "(root if i % 2 else 1)) * a",
        "(root if i % 2 == 0 else 1)) * a",
        "test_lemma_2.py",
    ),
    Plant("hypothesis_class/gates.py", "for part in (w, zero)", "for part in (zero, w)", "test_lemma_2.py"),
    Plant("hypothesis_class/interpolation.py", "fmpz_poly([-m, 1])", "fmpz_poly([m, 1])", "test_lemma_2.py"),
    Plant("hypothesis_class/interpolation.py", "fmpz_poly([-j, 1])", "fmpz_poly([j, 1])", "test_lemma_3.py"),
    # eq 10: a constant, a coefficient
    Plant(
        "hypothesis_class/complexity.py",
        "BASE_EXPONENT = 16",
        "BASE_EXPONENT = 15",
        "test_parity_phi.py::test_phi_of_the_decomposed_parity_is_of_order_d_to_the_24",
    ),
    Plant(
        "hypothesis_class/complexity.py",
        "BASE_EXPONENT + 3 * n + d",
        "BASE_EXPONENT + 2 * n + d",
        "test_phi.py",
    ),
    # eq 13 to 15: indices, a range, a sign, a length
    Plant(
        "tasks/parity.py",
        "(self.d + 2 * k, self.d + 2 * k + 1)",
        "(self.d + k, self.d + k + 1)",
        "test_parity_sequence.py",
    ),
    Plant("tasks/parity.py", "self.subset[k : k + 2]", "self.subset[k : k + 1]", "test_parity_sequence.py"),
    Plant("tasks/parity.py", "if 4 * t < 5 * d", "if 4 * t <= 5 * d", "test_parity_sequence.py"),
    Plant("tasks/parity.py", "1 - 2 * (exponent % 2)", "2 * (exponent % 2) - 1", "test_parity_sequence.py"),
    Plant(
        "tasks/sequence.py",
        "self.d + self.num_labels - 1",
        "self.d + self.num_labels",
        "test_parity_sequence.py",
    ),
    # lemma 15: a rounding; lemma 14: a factor of the logistic loss
    Plant(
        "hardness/guessing.py",
        "Fraction(1, ceil(fraction * class_size))",
        "1 / (fraction * class_size)",
        "test_lemma_15.py::test_the_ceiling_against_all_subsets",
    ),
    Plant(
        "hardness/gradient_variance.py",
        "squared + distances, total",
        "squared + 2 * distances, total",
        "test_lemma_14.py::test_one_transform_gives_the_variance_of_the_definition",
    ),
    # the kernel: the factor of the gradient's step
    Plant(
        "kernel/recursion.py",
        "state.hidden *= init.output / 2",
        "state.hidden *= init.output",
        "test_kernel_recursion.py::test_small_kernels_in_exact_form",
    ),
    # its between-times terms, its sub-tasks and single inputs: factors, a sign
    Plant(
        "kernel/recursion.py",
        "init.norm(lag)) / math.pi",
        "init.norm(lag)) / 2",
        "test_kernel_recursion.py::test_between_outputs_the_surviving_terms_lie_along_the_diagonal_of_their_lag",
    ),
    Plant(
        "nets/floats.py",
        "math.sqrt(5 / width) / 2",
        "math.sqrt(5 / width)",
        "test_kernel_recursion.py::test_one_w_for_all_times_keeps_nets_from_the_limit_where_t_is_not_small_beside_root_m",
    ),
    Plant(
        "kernel/conditioning.py",
        "axis=0)[::-1] / 2",
        "axis=0)[::-1]",
        "test_kernel_recursion.py::test_what_tied_weights_add_fades_like_one_over_root_width",
    ),
    Plant(
        "kernel/tree_average.py",
        "other = np.flip(other, axis)",
        "other = -np.flip(other, axis)",
        "test_lemma_6.py::test_in_the_paper_s_own_task_the_first_leaves_cost_most",
    ),
    Plant(
        "kernel/typical.py",
        "gap / math.pi * fed",
        "gap / 2 * fed",
        "test_lemma_6.py::test_random_inputs_forget_the_first_leaf_as_the_exact_average_says",
    ),
    # appendix G: the size of an error, and half of a sum
    Plant(
        "results/chance.py",
        "floor(accuracy * inputs) + 1",
        "floor(accuracy * inputs)",
        "test_appendix_g.py",
    ),
    Plant(
        "results/chance.py",
        "ways * (inputs - k) // (k + 1)",
        "ways * (inputs - k) // k",
        "test_appendix_g.py",
    ),
    Plant("reported/decoding.py", "1 - 2 * error", "1 - error", "test_appendix_g.py"),
    Plant("reported/decoding.py", "return (1 + (1 -", "return (2 - (1 -", "test_appendix_g.py"),
    Plant("reported/feasibility.py", "2 * SEEDS_PER_CELL if", "SEEDS_PER_CELL if", "test_appendix_g.py"),
    # orders: an exponent; Coq: a number in a pinned statement
    Plant(
        "convergence/sgd.py",
        ".left} + n**2*R/m**(3/2)",
        ".left} + n**2*R/m**(5/2)",
        "test_appendix_c_orders.py::test_39_bounds_37_and_38_and_is_no_more_than_they_make_of_it",
    ),
    Plant("convergence/sgd.py", 'sqrt(n) + T**14*L"', 'sqrt(n) + T**15*L"', "test_formal_orders.py"),
    Plant(
        "formal/statements/LargestCoefficients/largest_coefficient_4.txt",
        "25567715787200",
        "25567715787201",
        "test_formal_lemma_3.py",
    ),
    # one W for all outputs: which output stands further back, and the diagonal of different times
    Plant(
        "kernel/recursion.py",
        "in blocks(others, tokens, lag):",
        "in blocks(others, tokens, lag - 1):",
        "test_joint_regression.py",
    ),
    Plant(
        "kernel/joint_regression.py",
        "math.sqrt(float(signs @ solution))",
        "float(signs @ solution)",
        "test_joint_regression.py",
    ),
    # a verdict: a claim that fails is declared to hold
    Plant(
        "papers/wies_2023/claims/appendix_b.py",
        '3*z*(z - 1/sqrt(2))]]$.",\n        verdict=Verdict.FAILS,\n        severity=Severity.REPAIRED',
        '3*z*(z - 1/sqrt(2))]]$.",\n        verdict=Verdict.HOLDS',
        "test_lemma_2.py --claims=eq-19",
    ),
    # elman-2026: a sign, the start, a constant, a normaliser, a weight; a gate of lemma 7's counterexample
    Plant(
        "kernel/start_marker.py",
        "same.kernel - other.kernel",
        "same.kernel + other.kernel",
        "elman_2026:test_coefficients.py",
    ),
    Plant(
        "kernel/recursion.py",
        "/ math.pi if independent",
        "/ 3.0 if independent",
        "elman_2026:test_start_marker.py",
    ),
    Plant("convergence/guarantee.py", "16 / 5, 4.0", "16 / 5, 9.0", "elman_2026:test_theorem.py"),
    Plant(
        "convergence/guarantee.py",
        "_FACTOR, _RADIUS = 16",
        "_FACTOR, _RADIUS = 15",
        "elman_2026:test_theorem.py",
    ),
    Plant("convergence/guarantee.py", "4 * length / 3", "3 * length / 4", "elman_2026:test_theorem.py"),
    Plant(
        "convergence/guarantee.py", "16 * length**2 / 9", "9 * length**2 / 16", "elman_2026:test_theorem.py"
    ),
    Plant(
        "convergence/wide_elman.py", "m >= K*T**16*R**8", "m >= K*T**15*R**8", "elman_2026:test_stability.py"
    ),
    Plant(
        "convergence/wide_elman.py", '"T**12*k**4*Q**4*G"', '"T**11*k**4*Q**4*G"', "elman_2026:test_widths.py"
    ),
    Plant("kernel/coefficients.py", "8**tokens", "7**tokens", "elman_2026:test_coefficients.py"),
    Plant("kernel/fit.py", "len(tokens)) / width", "len(tokens)) / (width + 9)", "elman_2026:test_fit.py"),
    Plant(
        "kernel/mean_kernels.py",
        "return -0.5 if back",
        "return 0.5 if back",
        "elman_2026:test_coefficients.py",
    ),
    Plant("hardness/krawtchouk.py", "(-1) ** j", "1 ** j", "kim_suzuki_2025:test_theorem_2.py"),
    Plant("attention/population.py", "link(z) - root", "link(z) + root", "kim_suzuki_2025:test_theorem_5.py"),
    Plant("attention/training.py", "weights - rate", "weights + rate", "kim_suzuki_2025:test_theorem_7.py"),
    Plant("kernel/shared_weights.py", "((1, True), (0, True)", "((0, True), (0, True)", "test_lemma_7.py"),
)


def path_of(folder: Path, check: str) -> str:
    """The file of a check in a copy, named as in a plant."""
    paper, name = ("wies_2023", check) if check.startswith("test_") else check.split(":", 1)
    return str(folder / "theory" / "papers" / paper / "proofs" / name)


def run_checks(folder: Path, *chosen: str) -> int:
    """Pytest's exit status for checks of a copy of the exact half, in a fresh interpreter."""
    words = [
        word if word.startswith("-") else path_of(folder, word) for check in chosen for word in check.split()
    ]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *words,
            "-qx",
            "-pno:cacheprovider",
            f"--ledger={folder / 'ledger.json'}",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode


def copy_of_theory(folder: Path) -> None:
    """What the proofs need, compiled bytecode included, since it spares compiling it for every plant."""
    ignored = shutil.ignore_patterns("*.vo", "*.vok", "*.vos", "*.glob", ".*.aux")
    shutil.copytree(ROOT / "theory", folder / "theory", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_without_an_error_the_same_files_pass(tmp_path):
    copy_of_theory(tmp_path)
    plain = sorted({plant.caught_by for plant in PLANTS if " " not in plant.caught_by})
    assert run_checks(tmp_path, *plain) == pytest.ExitCode.OK
    for check in {plant.caught_by for plant in PLANTS if " " in plant.caught_by}:
        assert run_checks(tmp_path, check) == pytest.ExitCode.OK


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.file}: {plant.new[:40]!r}")
def test_a_planted_error_is_caught(plant, tmp_path):
    copy_of_theory(tmp_path)
    path = tmp_path / "theory" / plant.file
    text = path.read_text(encoding="utf-8")
    assert text.count(plant.old) == 1
    path.write_text(text.replace(plant.old, plant.new), encoding="utf-8")
    assert run_checks(tmp_path, plant.caught_by) == pytest.ExitCode.TESTS_FAILED
