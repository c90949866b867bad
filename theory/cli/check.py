"""``subtask check``: the independent checker of certificates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from theory.cli.output import Json, answer
from theory.errors import InputError, ProofError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def check(
        certificate: Annotated[Path, typer.Argument(help="A certificate that `subtask order` wrote.")],
        coq: Annotated[bool, typer.Option("--coq", help="Replay it in Coq's kernel too.")] = False,
        json: Json = False,
    ) -> None:
        """Check a certificate with a small independent checker; with --coq, have Coq's kernel prove what it claims."""
        document = check_certificate(certificate)
        checkers = ["independent"]
        if coq:
            from theory.formal import replay_certificate

            replay_certificate(certificate)
            checkers.append("coq")
        claim = _claim(document)
        lines = [f"accepted ({', '.join(checkers)}): {claim}"]
        lines += [f"  given {given['larger']} >= {given['smaller']}" for given in document["given"]]
        answer(
            {"accepted": True, "checkers": checkers, "claim": claim, "given": document["given"]}, json, lines
        )


def check_certificate(path: Path) -> dict[str, Any]:
    """Check the certificate in a file and return it.

    Raises:
        InputError: the file cannot be read, or is no JSON.
        ProofError: the checker rejects it.
    """
    import json

    from theory.asymptotics import checker

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not a text file in UTF-8") from None
    try:
        checker.check(text)
    except checker.Rejected as error:
        raise ProofError(f"{path}: rejected: {error}") from None
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    except RecursionError:
        raise ProofError(f"{path}: rejected: nested too deeply") from None
    return dict(json.loads(text))


def _claim(document: dict[str, Any]) -> str:
    def side(clauses: list[list[str]], outer: str, inner: str) -> str:
        parts = [clause[0] if len(clause) == 1 else f"{inner}({', '.join(clause)})" for clause in clauses]
        return parts[0] if len(parts) == 1 else f"{outer}({', '.join(parts)})"

    return f"{side(document['left'], 'max', 'min')} = O({side(document['right'], 'min', 'max')})"
