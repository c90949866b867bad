"""Lemma 1: random predictors below the line, the construction on it."""

import numpy as np

from empirics.plots.style import BLACK, Files, figure
from theory.composition import InputDistribution, composition, disjoint_errors
from theory.tasks import BitSubsetParity


def draw(files: Files) -> None:
    task = BitSubsetParity(8, (0, 2, 3, 6))
    inputs = InputDistribution.uniform(8)
    rng = np.random.default_rng(0)

    def noisy(rate):
        def predict(tokens):
            flips = (rng.random(len(tokens)) < rate).astype(np.uint8)
            return task.gates[tokens.shape[1] - 8].evaluate(tokens) ^ flips

        # one fixed table of flips for each prefix: the same answer under teacher forcing and running free
        table = {}

        def fixed(tokens):
            answers = predict(tokens)
            return np.array(
                [
                    table.setdefault(row.tobytes(), answer)
                    for row, answer in zip(tokens, answers, strict=True)
                ],
                dtype=np.uint8,
            )

        return fixed

    random = [composition(task, inputs, noisy(rate)) for rate in np.linspace(0, 1, 60)]
    attained = [composition(task, inputs, disjoint_errors(task, count)) for count in range(1, 86, 6)]
    with figure(files) as (_, [axes]):
        axes.plot([0, 3], [0, 3], color=BLACK, linewidth=1, label="eq 5")
        for cases, marker, label in ((random, ".", "random predictors"), (attained, "x", "disjoint errors")):
            axes.plot(
                [float(c.teacher_forced_sum) for c in cases],
                [float(c.free_running_error) for c in cases],
                marker,
                label=label,
            )
        axes.set(
            xlabel="sum of the teacher-forced errors",
            ylabel="error running free",
            xlim=(0, 3),
            ylim=(0, 1.05),
            title="parity of 4 of 8 bits, all 256 inputs",
        )
