"""What makes the stored records: one module a study, each with its ``RECORDS``, for ``subtask measure``.

A record's name is ``FOLDER/NAME``, as it lies among the stored results.
"""

from __future__ import annotations

#: The records of each module, by name. Known without importing it: most modules need torch.
STUDIES: dict[str, tuple[str, ...]] = {
    "complexity": tuple(f"kernel/{n}" for n in ("end-to-end", "end-to-end-large", "sub-tasks", "distance")),
    "learning_curves": tuple(f"kernel/learning-curves-{n}" for n in ("8", "16", "32", "32-largest")),
    "descent": ("kernel/descent",),
    "width_convergence": ("kernel/width-convergence",),
    "linearisation": ("linearisation/linearisation",),
    "norms": ("norms/norms",),
    "joint_regression": tuple(f"linearised/joint-regression-{d}" for d in (8, 16, 32)),
    "linearised": tuple(f"linearised/linearised-{d}" for d in (8, 16, 32)),
    "separate_outputs": tuple(f"linearised/separately-{d}" for d in (16, 32)),
    "infinite_width": ("wide-net/infinite-width-8",),
    "wide_net": tuple(
        f"wide-net/wide-{n}"
        for n in (
            "letter",
            "init-scale",
            "single-pass",
            "single-pass-16",
            "single-pass-16-wider",
            "precision",
            "fixed-sample",
        )
    ),
    "gap": (*(f"gap/seeds-{d}" for d in (8, 16, 32, 64, 128)), "gap/end-to-end"),
    "why_muon": ("gap/ablation", "gap/directions"),
}
