"""The replay of a certificate by Coq: its own checker accepts it, and a theorem says that what it accepts is true."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from theory.arguments import check_arguments
from theory.errors import ProofError
from theory.files import read_object
from theory.formal.certificates import PREAMBLE, certificate_definition
from theory.formal.coq import CLOSED, SOURCES, build, run_coq

_THEOREM = """
Theorem replayed : claim certificate_of_the_file.
Proof. by apply: accepted_certificate_proves; vm_compute. Qed.

Print Assumptions replayed.
"""


def replay_source(document: Mapping[str, Any]) -> str:
    """The Coq file that proves what a certificate claims.

    Args:
        document: a certificate that the independent checker accepts.

    Raises:
        InputError: it is of a kind that Coq does not replay.
    """
    return f"{PREAMBLE}\n{certificate_definition('certificate_of_the_file', document)}{_THEOREM}"


@check_arguments
def replay_certificate(path: str | Path, cache: str | Path | None = None) -> str:
    """Have Coq's kernel prove what a certificate claims; return the Coq file that it accepted.

    Raises:
        InputError: the file is no certificate, or one of a kind that Coq does not replay; or there is no Coq here.
        ProofError: Coq does not accept it, or the proof rests on an axiom.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from theory.asymptotics import decide_order
        >>> from theory.formal import coq_version, replay_certificate
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     decide_order("n", "m", ["m >= n"]).certificate.write(path := Path(folder, "step.json"))
        ...     accepted = replay_certificate(path) if coq_version() else "Theorem"
        >>> "Theorem" in accepted
        True
    """
    path = Path(path)
    source = replay_source(read_object(path))
    require_accepted(source, path.name, None if cache is None else Path(cache))
    return source


def require_accepted(source: str, name: str, cache: Path | None = None) -> None:
    """Compile a file that ends in Print Assumptions; raise ProofError unless it is accepted, without axioms."""
    made = build(SOURCES, cache, ("Orders",))
    with tempfile.TemporaryDirectory(prefix="subtask-coq-") as folder:
        for module in made.modules:
            shutil.copy(made.folder / f"{module}.vo", folder)
        (Path(folder) / "Replay.v").write_text(source, encoding="utf-8")
        try:
            answer = run_coq("coqc", ["Replay.v"], Path(folder))
        except ProofError as error:
            raise ProofError(f"{name}: not accepted by Coq: {error}") from None
    if answer.strip() != CLOSED:
        raise ProofError(f"{name}: the replay is not closed: {' '.join(answer.split())}")
