"""The training lengths that the paper states, in section 5.2 and footnote 4."""

#: Iterations of every model, but for the exceptions.
STANDARD_ITERATIONS = 100_000
#: Footnote 4: longer for these sizes, without supervision.
LONGER_ITERATIONS = {16: 300_000, 18: 2_000_000}
#: Section 5.2: 32 bits without supervision did not learn in more than this.
CLAIMED_ITERATIONS_32 = 2_000_000
