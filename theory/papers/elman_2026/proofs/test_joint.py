"""Section 1: the joint kernel of all outputs is at least the block-diagonal one of the decoupled kernels."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from theory.errors import InputError
from theory.kernel import (
    UNIT_OUTPUT,
    Initialisation,
    decoupled,
    decoupled_kernels,
    decoupled_spectra,
    free_blocks,
    joint_kernel,
)
from theory.kernel.complexity import dense_complexities
from theory.kernel.solve import solve
from theory.ledger import supports
from theory.papers.elman_2026.proofs.pivots import pivots
from theory.tasks import BitSubsetParity
from theory.tasks.cube import all_inputs
from theory.transforms import walsh_hadamard


@supports("lemma-joint/order", evidence="symbolic")
def test_means_over_independent_starts_leave_a_share_of_the_decoupled_kernel(claim, over):
    """Of the E^2 pairs of starts E are equal; the limit of a sequence of psd matrices is psd."""
    said = claim("lemma-joint").statement
    equal, independent, count = over.symbols("J J_0 E", positive=True)
    mean = said.mean(Jm=equal, J0=independent, En=count)
    pairs = [(i, j) for i in range(5) for j in range(5)]
    by_hand = sum(equal if i == j else independent for i, j in pairs) / sp.Integer(len(pairs))
    assert sp.simplify(mean.subs(count, 5) - by_hand) == 0
    assert sp.simplify(mean - said.share(J0=independent, J1=equal - independent, En=count)) == 0
    assert sp.limit(mean, count, sp.oo) == independent


@supports("lemma-joint/order", evidence="exhaustive")
def test_the_joint_kernel_less_the_decoupled_blocks_is_positive_definite(claim, over):
    """Balls, block by block of the characters: J with the coefficients of J_1 taken from its diagonal."""
    said = claim("lemma-joint").statement
    [length] = over(T=(said.tokens,))
    assert said.printed == UNIT_OUTPUT.inputs and said.small(T=float(length)) == decoupled(length).inputs
    for rate in over(a=(said.printed, said.small(T=Fraction(length)))):
        both = [free_blocks(length, rate, same_start=same) for same in (True, False)]
        assert sum(map(len, both[0])) == said.prefixes
        for joint, independent in zip(*both, strict=True):
            decoupled_part = [joint[i][i] - independent[i][i] for i in range(len(joint))]
            assert all(entry > 0 for entry in decoupled_part)
            rest = [
                [entry - decoupled_part[i] if i == j else entry for j, entry in enumerate(row)]
                for i, row in enumerate(joint)
            ]
            assert all(pivot > 0 for pivot in pivots(rest))


@supports("lemma-joint/complexity", evidence="numeric")
def test_the_joint_complexity_is_at_most_the_sum_over_coefficients(claim, over):
    """Random labels of every output of all sequences and of samples; each output alone, with J_1, attains it."""
    said = claim("lemma-joint").statement
    assert said.complexity(quadratic=lambda k, y: k, Jm=2, Y=0, total=lambda x: x, yhat=2, jhat=2)  # attained
    over.sample(4, "labels and samples a length", seed=3)
    rng = np.random.default_rng(3)
    for length in over(T=(3, 5)):
        init, outputs, tokens = decoupled(length), range(1, length + 1), all_inputs(length)
        spectra = list(decoupled_spectra(length, init))
        joint = joint_kernel(tokens, outputs, init)
        blocks = dict(decoupled_kernels(tokens, tokens, init))
        for _ in range(4):
            labels = [rng.choice((-1.0, 1.0), 1 << t) for t in outputs]
            terms = [
                float(said.complexity.right(yhat=_walsh(label), jhat=found.coefficients, total=np.sum))
                for label, found in zip(labels, spectra, strict=True)
            ]
            last = blocks[length]
            assert math.isclose(labels[-1] @ solve(last, labels[-1]), terms[-1], rel_tol=1e-8)
            whole = np.stack([np.tile(y, (1 << length) // len(y)) for y in labels], axis=1)
            for rows in (np.arange(1 << length), rng.choice(1 << length, 5)):
                kernel = joint[np.ix_(rows, range(length), rows, range(length))].reshape(
                    len(rows) * length, -1
                )
                y = whole[rows].ravel()
                least = float(y @ np.linalg.lstsq(kernel, y, rcond=1e-9)[0])
                bound = math.fsum(terms) * (1 + 1e-6)  # rounding
                assert said.complexity(
                    quadratic=lambda k, y: k, Jm=least, Y=y, total=lambda x: x, yhat=1, jhat=1 / bound
                )


def _walsh(labels):
    return walsh_hadamard(labels.copy()) / len(labels)


@supports("lemma-joint/complexity", evidence="exhaustive")
def test_every_coefficient_of_the_decoupled_kernel_is_positive(claim, over):
    """All sets of tokens at all outputs, rounding bounded. Without input weights no set of tokens has one."""
    said = claim("lemma-joint").statement
    for length in over(T=(3, 6, 9)):
        for inputs in (1.0, float(length) ** -3):
            assert said.inputs(a=inputs)
            for found in decoupled_spectra(length, Initialisation(inputs=inputs)):
                assert said.positive(jhat=float(found.coefficients.min()) - found.error)
    assert not said.inputs(a=0) and not said.positive(jhat=0)
    with pytest.raises(InputError):
        Initialisation(inputs=0.0)


@supports("lemma-joint/parity", evidence="exhaustive")
def test_the_tree_of_one_parity_of_eight_bits(claim, over):
    said = claim("lemma-joint").statement
    task = BitSubsetParity(said.d, tuple(bit - 1 for bit in said.subset))
    init, inputs = decoupled(task.sequence_length), all_inputs(said.d)
    assert said.a == Fraction(init.inputs).limit_denominator(10**6)
    tokens, labels = task.teacher_forced(inputs), 2.0 * task.labels(inputs) - 1
    outputs = range(said.d, task.sequence_length + 1)
    [size] = over(inputs=(len(inputs),))
    kernel = joint_kernel(tokens, outputs, init).reshape(size * len(outputs), -1)
    joint = math.sqrt(labels.ravel() @ solve(kernel, labels.ravel()))
    alone = [labels[:, t - said.d] @ solve(found, labels[:, t - said.d])
             for t, found in decoupled_kernels(tokens, tokens, init) if t in outputs]  # fmt: skip
    bound, separate = math.sqrt(math.fsum(alone)), math.fsum(dense_complexities(task, init))
    assert [round(x, 2) for x in (joint, bound, separate)] == [
        float(said.joint), float(said.bound), float(said.separate)
    ]  # fmt: skip
    assert joint < bound < separate
