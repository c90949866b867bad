"""The studies that make the stored records: one module a study, each with its ``RECORDS``, for ``subtask measure``.

A record's name is ``FOLDER/NAME``, its path among the stored results.
"""

#: The modules, in the order in which their records are listed.
STUDIES = (
    "complexity",
    "learning_curves",
    "descent",
    "width_convergence",
    "around_the_start",
    "linearised",
    "infinite_width",
    "wide_net",
    "gap",
    "why_muon",
    "small_inputs",
    "elman",
    "one_step",
    "regimes",
)
