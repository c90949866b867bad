"""Coq on this machine: compiling the sources, printing what they prove, and checking the compiled files.

``coqc`` alone accepts ``Admitted`` and axioms, so nothing counts as proved before ``Print Assumptions`` says that it is
closed under the global context.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from theory.errors import InputError, ProofError

#: The sources of this package: one file a lemma.
SOURCES = Path(__file__).parent / "coq"
#: What ``Print Assumptions`` says of a theorem that rests on nothing but Coq's own rules.
CLOSED = "Closed under the global context"
INSTALL = (
    "Coq is not here; on Debian 12: apt-get install -y --no-install-recommends coq libcoq-mathcomp-algebra"
)
#: A file takes seconds; whatever takes this long will not end.
SECONDS_PER_FILE = 300
WORKERS = 2
_FLAGS = ("-w", "none", "-Q", ".", "Subtask")
_REQUIRES = re.compile(r"^From Subtask Require Import (.+)\.$", re.MULTILINE)
_ITEM = re.compile(r"^(Theorem|Corollary|Definition|Fixpoint) (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Theorem:
    """A theorem as Coq prints it, or a definition that theorems speak of.

    Attributes:
        name: its file and its name, ``Lemma1.lemma_1``.
        statement: what ``Check`` prints; of a definition, what ``Print`` prints.
        assumptions: what ``Print Assumptions`` prints.
    """

    name: str
    statement: str
    assumptions: str

    @property
    def is_closed(self) -> bool:
        """Whether no axiom and nothing admitted stands behind it."""
        return self.assumptions == CLOSED


@dataclass(frozen=True, slots=True)
class Build:
    """Compiled sources in a folder."""

    folder: Path
    version: str
    modules: tuple[str, ...]


def coq_version() -> str | None:
    """The version of ``coqc``, or None where there is none."""
    if not (shutil.which("coqc") and shutil.which("coqchk")):
        return None
    out = subprocess.run(
        ["coqc", "--print-version"], capture_output=True, text=True, check=False
    ).stdout.split()
    return out[0] if out else None


def source_hashes(sources: Path = SOURCES) -> dict[str, str]:
    """SHA-256 of every source, by module."""
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(sources.glob("*.v"))}


def items(sources: Path = SOURCES) -> dict[str, str]:
    """Every theorem and every definition of the sources: ``Module.name`` to the command that prints it."""
    return {
        f"{path.stem}.{name}": "Check @" if kind in ("Theorem", "Corollary") else "Print "
        for path in sorted(sources.glob("*.v"))
        for kind, name in _ITEM.findall(path.read_text(encoding="utf-8"))
    }


def cache_folder() -> Path:
    """Where compiled files are kept between runs, by the hash of the sources."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "subtask" / "coq"


def _coq(program: str, arguments: Sequence[str], folder: Path) -> str:
    """Both streams: coqchk writes its summary to the second."""
    try:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=SECONDS_PER_FILE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ProofError(f"{program} {arguments[-1]}: no answer within {SECONDS_PER_FILE} s") from None
    if done.returncode:
        raise ProofError(
            f"{program} {arguments[-1]} failed: {' '.join((done.stderr or done.stdout).split())[:600]}"
        )
    return done.stdout + done.stderr


def build(sources: Path = SOURCES, cache: Path | None = None) -> Build:
    """Compile all sources, two at a time; sources that were compiled before are not compiled again.

    Raises:
        InputError: there is no Coq here.
        ProofError: a file does not compile.
    """
    version = coq_version()
    if version is None:
        raise InputError(INSTALL)
    hashes = source_hashes(sources)
    questions = _questions(tuple(hashes), items(sources))
    key = hashlib.sha256(repr((version, hashes, questions)).encode()).hexdigest()[:32]
    target = (cache or cache_folder()) / key
    made = Build(target, version, tuple(hashes))
    if target.is_dir():
        return made
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as name:
        folder = Path(name) / key
        shutil.copytree(sources, folder, ignore=lambda _, names: [n for n in names if not n.endswith(".v")])
        _compile_all(folder)
        (folder / "Inspect.v").write_text(questions, encoding="utf-8")
        _coq("coqc", [*_FLAGS, "Inspect.v"], folder)
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():  # else another run was faster
                raise
    return made


def _compile_all(folder: Path) -> None:
    requires = {
        path.stem: {name for line in _REQUIRES.findall(path.read_text()) for name in line.split()}
        for path in folder.glob("*.v")
    }
    order = TopologicalSorter(requires)
    order.prepare()
    with ThreadPoolExecutor(WORKERS) as pool:
        running: dict[str, Future[str]] = {}
        while order.is_active():
            running |= {m: pool.submit(_coq, "coqc", [*_FLAGS, f"{m}.v"], folder) for m in order.get_ready()}
            module = next((m for m, job in running.items() if job.done()), next(iter(running)))
            running.pop(module).result()
            order.done(module)


def _questions(modules: Sequence[str], asked: dict[str, str]) -> str:
    """A Coq file that prints every item and what it rests on, each to a file of its own."""
    lines = [
        "From mathcomp Require Import all_ssreflect ssralg ssrnum poly matrix.",
        *(f"From Subtask Require Import {module}." for module in modules),
        "Local Open Scope ring_scope.",
        "Set Printing Width 100.",
    ]
    for name, command in asked.items():
        lines.append(f'Redirect "{name}.statement" {command}{name}.')
        lines.append(f'Redirect "{name}.assumptions" Print Assumptions {name}.')
    return "\n".join(lines) + "\n"


def theorems(made: Build, sources: Path = SOURCES) -> dict[str, Theorem]:
    """Every theorem of a build with its statement and its assumptions, as Coq prints them."""
    found = {}
    for name in items(sources):
        statement, assumptions = (
            (made.folder / f"{name}.{what}.out").read_text().strip() for what in ("statement", "assumptions")
        )
        found[name] = Theorem(name, statement, assumptions)
    return found


def require_closed(found: dict[str, Theorem]) -> None:
    """Raise ProofError unless every theorem is closed under the global context."""
    for theorem in found.values():
        if not theorem.is_closed:
            raise ProofError(f"{theorem.name} is not proved: {' '.join(theorem.assumptions.split())}")


def coqchk(made: Build) -> str:
    """Run the independent checker of compiled files over all modules; return its summary.

    Raises:
        ProofError: it rejects a file, or lists an axiom or a relaxed rule.
    """
    modules = [f"Subtask.{module}" for module in made.modules]
    out = _coq("coqchk", ["-silent", "-o", "-Q", ".", "Subtask", *modules], made.folder)
    summary = out[out.find("CONTEXT SUMMARY") :]
    points = [line.strip() for line in summary.splitlines() if line.startswith("* ")]
    relaxed = [
        point for point in points if not point.endswith("<none>") and not point.startswith("* Theory:")
    ]
    if "CONTEXT SUMMARY" not in out or "* Axioms: <none>" not in summary or relaxed:
        raise ProofError(f"coqchk finds more than Coq's own rules: {' '.join(relaxed) or out[-300:]}")
    return summary.strip()
