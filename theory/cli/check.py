"""``subtask check``: the independent checker of certificates and refutations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError, ProofError


def check(
    certificate: Annotated[
        Path, typer.Argument(help="A certificate or a refutation that `subtask order` wrote.")
    ],
    coq: Annotated[
        bool,
        typer.Option("--coq", help="Also replay the certificate in Coq's kernel (certificates only)."),
    ] = False,
    json: Json = False,
) -> None:
    """Check a certificate, or a refutation, with a small independent checker.

    With --coq, Coq's kernel also proves the claim of a certificate.

    Example: subtask check proof.json --coq
    """
    from theory.asymptotics.certificates import given_text

    document = check_certificate(certificate)
    refuted = "ray" in document
    checkers = ["independent"]
    if coq:
        from theory.formal import replay_certificate

        if refuted:
            raise InputError(f"{certificate}: Coq replays certificates; this is a refutation")
        replay_certificate(certificate)
        checkers.append("coq")
    claim = _claim(document)
    given = [given_text(condition) for condition in document["given"]]
    lines = [f"accepted ({', '.join(checkers)}): {'not ' if refuted else ''}{claim}"]
    lines += [f"  given {text}" for text in given]
    payload = {"accepted": True, "refuted": refuted, "checkers": checkers, "claim": claim}
    answer({**payload, "given": document["given"]}, json, lines)


def check_certificate(path: Path) -> dict[str, Any]:
    """Check the certificate or the refutation in a file and return it.

    Raises:
        InputError: the file cannot be read, or is neither.
        ProofError: the checker rejects it.
    """
    from theory.asymptotics import checker

    try:
        return checker.check(checker.read(str(path)))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    except checker.NoCertificate as error:
        raise InputError(f"{path} is not a certificate: {error}") from None
    except checker.Rejected as error:
        raise ProofError(f"{path}: rejected: {error}") from None


def _claim(document: dict[str, Any]) -> str:
    def side(clauses: list[list[str]], outer: str, inner: str) -> str:
        parts = [clause[0] if len(clause) == 1 else f"{inner}({', '.join(clause)})" for clause in clauses]
        return parts[0] if len(parts) == 1 else f"{outer}({', '.join(parts)})"

    return f"{side(document['left'], 'max', 'min')} = O({side(document['right'], 'min', 'max')})"
