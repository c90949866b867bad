"""Coq on this machine: compiling the sources, printing what they prove, and checking the compiled files.

``coqc`` alone accepts ``Admitted`` and axioms, so nothing counts as proved before ``Print Assumptions`` says that it is
closed under the global context.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

from theory.arguments import check_arguments
from theory.errors import InputError, ProofError
from theory.files import sha256

#: The sources of this package: one file a lemma.
SOURCES = Path(__file__).parent / "coq"
#: What ``Print Assumptions`` says of a theorem that rests on nothing but Coq's own rules.
CLOSED = "Closed under the global context"
INSTALL = (
    "Coq with mathcomp is not here; on Debian 12: "
    "apt-get install -y --no-install-recommends coq libcoq-mathcomp-algebra"
)
#: The imports that every source may use; where this does not compile, Coq counts as missing.
IMPORTS = (
    "From Coq Require Import BinInt.",
    "From mathcomp Require Import all_ssreflect ssralg ssrnum ssrint poly matrix.",
)
#: A file takes seconds and coqchk about a minute; a process that takes this long is stopped.
MOST_SECONDS = 900
WORKERS = 2
_FOLDER = ("-Q", ".", "Subtask")
_REQUIRES = re.compile(r"^From Subtask Require Import (.+)\.$", re.MULTILINE)
_ITEM = re.compile(r"^(Theorem|Corollary|Definition|Fixpoint|Inductive|Record) (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Theorem:
    """A theorem as Coq prints it, or a definition that theorems use.

    Returned by :func:`theorems`.

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
        """Return whether it depends on no axiom and no admitted statement."""
        return self.assumptions == CLOSED


@dataclass(frozen=True, slots=True)
class Build:
    """Compiled sources in a folder.

    Returned by :func:`build`.
    """

    folder: Path
    version: str
    modules: tuple[str, ...]


def coq_version() -> str | None:
    """Return the version of ``coqc``, or None where there is none or where it cannot load mathcomp.

    Example:
        >>> from theory.formal import coq_version
        >>> version = coq_version()
        >>> version is None or version[0].isdigit()
        True
    """
    coqc = shutil.which("coqc")
    return _version(coqc) if coqc and shutil.which("coqchk") else None


@lru_cache(maxsize=4)
def _version(coqc: str) -> str | None:
    """Return the version of this ``coqc`` if it compiles a file with the imports of the sources."""
    with tempfile.TemporaryDirectory(prefix="subtask-coq-") as folder:
        (Path(folder) / "Probe.v").write_text("\n".join(IMPORTS) + "\n", encoding="utf-8")
        try:
            run_coq(coqc, ["Probe.v"], Path(folder))
            out = run_coq(coqc, ["--print-version"], Path(folder)).split()
        except (ProofError, OSError):
            return None
    return out[0] if out else None


def _requires(path: Path) -> set[str]:
    return {name for line in _REQUIRES.findall(path.read_text(encoding="utf-8")) for name in line.split()}


def _files(sources: Path, modules: Sequence[str] | None) -> list[Path]:
    """The sources, or those of some modules and of all that they require."""
    files = {path.stem: path for path in sorted(sources.glob("*.v"))}
    wanted = set(files) if modules is None else set(modules)
    while more := {name for module in wanted for name in _requires(files[module])} - wanted:
        wanted |= more
    return [path for module, path in files.items() if module in wanted]


def source_hashes(sources: Path = SOURCES, modules: Sequence[str] | None = None) -> dict[str, str]:
    """SHA-256 of every source, by module."""
    return {path.stem: sha256(path.read_bytes()) for path in _files(sources, modules)}


def items(sources: Path = SOURCES, modules: Sequence[str] | None = None) -> dict[str, str]:
    """Every theorem and every definition of the sources: ``Module.name`` to the command that prints it."""
    return {
        f"{path.stem}.{name}": "Check @" if kind in ("Theorem", "Corollary") else "Print "
        for path in _files(sources, modules)
        for kind, name in _ITEM.findall(path.read_text(encoding="utf-8"))
    }


def cache_folder() -> Path:
    """Return the folder in which compiled files are kept between runs, by the hash of the sources."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "subtask" / "coq"


def run_coq(program: str, arguments: Sequence[str], folder: Path) -> str:
    """Run ``coqc`` or ``coqchk`` in a folder with compiled modules; both streams, as coqchk writes to the second.

    Raises:
        ProofError: it fails, or does not end.
    """
    warnings = ["-w", "none"] if Path(program).name == "coqc" else []
    try:
        done = subprocess.run(
            [program, *warnings, *_FOLDER, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ProofError(f"{program} {arguments[-1]}: no answer within {MOST_SECONDS} s") from None
    if done.returncode:
        raise ProofError(
            f"{program} {arguments[-1]} failed: {' '.join((done.stderr or done.stdout).split())[:600]}"
        )
    return done.stdout + done.stderr


@check_arguments
def build(
    sources: str | Path = SOURCES, cache: str | Path | None = None, modules: Sequence[str] | None = None
) -> Build:
    """Compile the sources, two at a time; sources that were compiled before are not compiled again.

    Args:
        sources: the folder with them.
        cache: where compiled files are kept; a folder of the user's by default.
        modules: which of them, with all that they require; all by default.

    Raises:
        InputError: there is no Coq here.
        ProofError: a file does not compile.

    Example:
        >>> from theory.formal import build, coq_version
        >>> "Lemma3" in build().modules if coq_version() else True
        True
    """
    version = coq_version()
    if version is None:
        raise InputError(INSTALL)
    sources = Path(sources)
    hashes = source_hashes(sources, modules)
    questions = _questions(tuple(hashes), items(sources, modules))
    key = sha256(repr((version, hashes, questions)).encode())[:32]
    target = Path(cache or cache_folder()) / key
    made = Build(target, version, tuple(hashes))
    if target.is_dir():
        return made
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as name:
        folder = Path(name) / key
        folder.mkdir()
        for path in _files(sources, modules):
            shutil.copy(path, folder)
        _compile_all(folder)
        (folder / "Inspect.v").write_text(questions, encoding="utf-8")
        run_coq("coqc", ["Inspect.v"], folder)
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():  # else another run was faster
                raise
    return made


def _compile_all(folder: Path) -> None:
    order = TopologicalSorter({path.stem: _requires(path) for path in folder.glob("*.v")})
    order.prepare()
    with ThreadPoolExecutor(WORKERS) as pool:
        running: dict[Future[str], str] = {}
        while order.is_active():
            running |= {pool.submit(run_coq, "coqc", [f"{m}.v"], folder): m for m in order.get_ready()}
            for job in wait(running, return_when=FIRST_COMPLETED).done:
                job.result()
                order.done(running.pop(job))


def _questions(modules: Sequence[str], asked: dict[str, str]) -> str:
    """A Coq file that prints every item and what it rests on, each to a file of its own."""
    lines = [
        *IMPORTS,
        *(f"From Subtask Require Import {module}." for module in modules),
        "Local Open Scope Z_scope.",
        "Local Open Scope ring_scope.",
        "Unset Printing Implicit Defensive.",
        "Set Printing Width 100.",
    ]
    for name, command in asked.items():
        lines.append(f'Redirect "{name}.statement" {command}{name}.')
        lines.append(f'Redirect "{name}.assumptions" Print Assumptions {name}.')
    return "\n".join(lines) + "\n"


@check_arguments
def theorems(made: Build, sources: str | Path = SOURCES) -> dict[str, Theorem]:
    """Return every theorem of a build with its statement and its assumptions, as Coq prints them.

    Example:
        >>> from theory.formal import build, coq_version, read_record, theorems
        >>> found = theorems(build()) if coq_version() else read_record()
        >>> found["Lemma3.lemma_3"].is_closed
        True
    """
    found = {}
    for name in items(Path(sources)):
        statement, assumptions = (
            (made.folder / f"{name}.{what}.out").read_text().strip() for what in ("statement", "assumptions")
        )
        found[name] = Theorem(name, statement, assumptions)
    return found


@check_arguments
def require_closed(found: dict[str, Theorem]) -> None:
    """Raise ProofError unless every theorem is closed under the global context.

    Example:
        >>> from theory.formal import read_record, require_closed
        >>> require_closed(read_record())
    """
    for theorem in found.values():
        if not theorem.is_closed:
            raise ProofError(f"{theorem.name} is not proved: {' '.join(theorem.assumptions.split())}")


def coqchk(made: Build) -> str:
    """Run the independent checker of compiled files over all modules; return its summary.

    Raises:
        ProofError: it rejects a file, or lists an axiom or a relaxed rule.
    """
    modules = [f"Subtask.{module}" for module in made.modules]
    out = run_coq("coqchk", ["-silent", "-o", *modules], made.folder)
    summary = out[out.find("CONTEXT SUMMARY") :]
    points = [line.strip() for line in summary.splitlines() if line.startswith("* ")]
    relaxed = [
        point for point in points if not point.endswith("<none>") and not point.startswith("* Theory:")
    ]
    if "CONTEXT SUMMARY" not in out or "* Axioms: <none>" not in summary or relaxed:
        raise ProofError(f"coqchk finds more than Coq's own rules: {' '.join(relaxed) or out[-300:]}")
    return summary.strip()
