"""The errors a user of this package can meet."""


class SubtaskError(Exception):
    """Root of this package's own errors."""


class InputError(SubtaskError):
    """What was handed in cannot be used; the message is one line that says what and where (exit status 2)."""


class ProofError(SubtaskError):
    """A checker rejects what it was given: a certificate, a polynomial, a proof step (exit status 1)."""
