"""The pictures of the docs: which are drawn, and when they are drawn again."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from empirics.plots import NAMES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def extension() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drawn_figures", DOCS / "_ext" / "drawn_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_picture_that_a_page_shows_is_drawn_in_one_way(extension: ModuleType) -> None:
    own = {path.stem for path in (DOCS / "_figures").glob("[!_]*.py")}
    assert {"learning-curve", "lemma-1"} <= extension.shown(DOCS)
    assert extension.shown(DOCS) <= own | set(NAMES)
    assert not own & set(NAMES)


@pytest.mark.parametrize("newer", ["theory", "empirics", "records", "none"])
def test_a_picture_older_than_what_it_rests_on_is_drawn_again(
    newer: str, extension: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("theory", "empirics", "records"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.py").touch()
        os.utime(tmp_path / place / "a.py", times=(200, 200) if place == newer else (50, 50))
        monkeypatch.setattr(extension, place, SimpleNamespace(__path__=[tmp_path / place]), raising=False)
    monkeypatch.setattr(extension, "RECORDED", tmp_path / "records")
    (tmp_path / "docs" / "_generated").mkdir(parents=True)
    (tmp_path / "docs" / "page.md").write_text("```{figure} /_generated/norms.svg\n```\n")
    (tmp_path / "docs" / "_generated" / "norms.svg").touch()
    os.utime(tmp_path / "docs" / "_generated" / "norms.svg", times=(100, 100))
    drawn: list[str] = []
    monkeypatch.setattr(extension, "_draw", lambda name, *_: drawn.append(name))
    extension.draw_figures(SimpleNamespace(srcdir=tmp_path / "docs"))
    assert drawn == ([] if newer == "none" else ["norms"])
