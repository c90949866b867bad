"""The errors that this package raises for its users."""


class SubtaskError(Exception):
    """Root of this package's own errors: :class:`InputError` and :class:`ProofError`.

    Example:
        >>> from theory import InputError, ProofError, SubtaskError
        >>> issubclass(InputError, SubtaskError) and issubclass(ProofError, SubtaskError)
        True
    """


class InputError(SubtaskError):
    """An input cannot be used; the message is one line that says what and where (exit status 2).

    Example:
        >>> from theory import InputError, parity_bound
        >>> try:
        ...     parity_bound(7)
        ... except InputError as error:
        ...     print(error)
        d = 7: the subset has d/2 bits, so d must be even and at least 2
    """


class ProofError(SubtaskError):
    """A checker rejects what it was given: a certificate, a polynomial, a proof step (exit status 1).

    Example:
        >>> from theory import ProofError
        >>> issubclass(ProofError, Exception)
        True
    """
