"""The arrows of the design, read from the sources: who may import whom, and that pages, proofs and claims match."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from theory.ledger import Verdict
from theory.papers import folder_of_the_suite, known_papers, paper_named

ROOT = Path(__file__).parents[1]
#: Every room but these holds mathematics, and knows neither the claims nor the ledger.
NOT_MATHEMATICS = {"ledger", "papers", "cli"}
#: The rooms of empirics in which a run is made: each knows those before it alone.
MAKING = ("spec", "store", "models", "measurements", "training", "sweeps", "studies")
#: The rooms in which runs are read, with what they know; none of it trains.
READING = {
    "analysis": {"spec", "store"},
    "plots": {"spec", "store", "analysis"},
    "report": {"spec", "store", "analysis"},
}
KNOWN = {room: set(MAKING[:place]) for place, room in enumerate(MAKING)} | READING
#: What stands above all rooms, and knows them.
ABOVE = {"commands", "reproduce"}
MATHEMATICS = sorted({p.parent.name for p in (ROOT / "theory").glob("*/__init__.py")} - NOT_MATHEMATICS)


@cache
def imports(package: str) -> dict[str, set[str]]:
    """Each module under a folder, with the modules that it imports anywhere, in functions too."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        found[str(path.relative_to(ROOT))] = names
    return found


def offenders(package: str, *forbidden: str) -> list[str]:
    """The modules under a folder that import one of the forbidden packages."""
    return [
        f"{module} imports {name}"
        for module, names in imports(package).items()
        for name in sorted(names)
        if any(name == top or name.startswith(f"{top}.") for top in forbidden)
    ]


def test_theory_imports_neither_torch_nor_empirics():
    assert len(imports("theory")) > 20
    assert offenders("theory", "torch", "empirics", "transformers", "safetensors") == []


def test_the_ledger_knows_nothing_of_the_paper():
    rooms = [f"theory.{room}" for room in (*MATHEMATICS, "papers", "cli")]
    assert imports("theory/ledger")
    assert offenders("theory/ledger", *rooms) == []


@pytest.mark.parametrize("paper", known_papers())
def test_claims_know_only_the_ledger(paper):
    rooms = [f"theory.{room}" for room in (*MATHEMATICS, "cli")]
    claims = folder_of_the_suite(paper).with_name("claims").relative_to(ROOT)
    assert imports(str(claims))
    assert offenders(str(claims), *rooms, *(paper_named(name).suite for name in known_papers())) == []


@pytest.mark.parametrize("room", MATHEMATICS)
def test_the_mathematics_knows_neither_claims_nor_checks(room):
    assert offenders(f"theory/{room}", "theory.ledger", "theory.papers", "theory.cli") == []


def test_the_recurrent_net_rests_on_tokens_alone():
    assert "nets" in MATHEMATICS
    assert (
        offenders("theory/nets", *(f"theory.{room}" for room in MATHEMATICS if room not in ("nets", "tasks")))
        == []
    )


def test_nothing_but_proofs_imports_proofs():
    assert offenders("empirics", *(paper_named(name).suite for name in known_papers())) == []
    assert offenders("empirics/models", "theory.papers", "theory.ledger") == []


def rooms_of_empirics() -> set[str]:
    """The packages in empirics."""
    return {path.parent.name for path in (ROOT / "empirics").glob("*/__init__.py")}


def test_every_room_of_empirics_has_its_arrows():
    assert rooms_of_empirics() == KNOWN.keys() | ABOVE


@pytest.mark.parametrize("room", KNOWN)
def test_a_room_of_empirics_knows_only_what_it_may(room):
    others = rooms_of_empirics() - KNOWN[room] - {room}
    assert imports(f"empirics/{room}")
    assert offenders(f"empirics/{room}", *(f"empirics.{other}" for other in others)) == []


def test_no_modules_import_each_other_in_a_circle():
    names = {
        path: path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in imports("empirics")
    }
    graph = {
        names[path]: found & set(names.values()) - {names[path]}
        for path, found in imports("empirics").items()
    }
    # A package that is imported for one of its modules runs first, and its own imports with it.
    assert sum(map(len, graph.values())) > 200
    TopologicalSorter(graph).prepare()


def test_the_stored_results_are_read_by_no_other_way():
    """Proofs, plots, pages and the report take stored files through ``theory.results``."""
    readers = [ROOT / "theory/papers", ROOT / "empirics/plots", ROOT / "empirics/report", ROOT / "docs"]
    by_hand = re.compile(r"json\.load|read_json")
    paths = [path for root in readers for kind in ("*.py", "*.md") for path in root.rglob(kind)]
    mentions = [path for path in paths if by_hand.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in mentions if "RECORDED" in path.read_text(encoding="utf-8")] == []


#: They write into temporary folders of their own, for another program to read.
FOR_OTHER_PROGRAMS = {"theory/formal/coq.py", "theory/formal/replay.py", "theory/tasks/and_inverter.py"}


def test_files_are_written_in_one_place():
    writers = set()
    for path in (path for top in ("theory", "empirics") for path in sorted((ROOT / top).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("write_text", "write_bytes"):
                writers.add(str(path.relative_to(ROOT)))
    proofs = {writer for writer in writers if writer.startswith("theory/papers/")}
    assert writers - proofs == FOR_OTHER_PROGRAMS | {"theory/files.py"}


def proofs_of_lemmas() -> set[str]:
    """The lemmas of the first paper that have a proof file of their own."""
    names = (path.stem for path in folder_of_the_suite("wies-2023").glob("test_lemma_*.py"))
    return {re.sub(r"^test_lemma_(\d+).*", r"lemma-\1", name) for name in names}


def pages_of_lemmas() -> set[str]:
    """The lemmas of the first paper that have a worked page."""
    return {path.stem for path in (ROOT / "docs").glob("*/lemma-*.md")}


def examined(paper: str) -> set[str]:
    """The lemmas and theorems of a paper that are not open."""
    claims = paper_named(paper).claims
    return {c.id for c in claims if c.kind in ("lemma", "theorem") and c.verdict is not Verdict.OPEN}


def test_a_lemma_has_a_page_where_it_has_a_proof_file_and_is_a_claim():
    assert {"lemma-1", "lemma-2", "lemma-3"} <= pages_of_lemmas()
    assert pages_of_lemmas() == proofs_of_lemmas()
    assert pages_of_lemmas() <= examined("wies-2023")


def test_a_page_of_our_own_theorem_has_a_proof_file_and_a_claim():
    """The page ``start-marker`` goes with ``test_start_marker.py`` and a claim whose id ends with ``-start-marker``."""
    pages = {path.stem for path in (ROOT / "docs" / "elman-2026").glob("*.md")} - {"index"}
    proofs = {path.stem.removeprefix("test_") for path in folder_of_the_suite("elman-2026").glob("test_*.py")}
    assert {page.replace("-", "_") for page in pages} <= proofs
    assert {
        page for page in pages if not any(c.endswith(f"-{page}") for c in examined("elman-2026"))
    } == set()
