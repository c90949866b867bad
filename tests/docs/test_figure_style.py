"""The figures of the docs and the colours of what is drawn in a browser: one style (``empirics/plots/style.py``)."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

import empirics.report
from empirics.plots import narrow_of
from empirics.plots.style import LEAST_PIXELS, PALETTE, Files
from tests.figure_style import check_style, colours, text_pixels

DOCS = Path(__file__).parents[2] / "docs"
OWN = sorted((DOCS / "_figures").glob("[!_]*.py"), key=lambda path: path.stem)
DRAWN_BY_A_BROWSER = ("movable.css", "movable.js", "graph.css", "figures.css")


@pytest.mark.parametrize("module", OWN, ids=lambda path: path.stem)
def test_the_text_of_a_figure_of_the_docs_can_be_read_on_both_screens(module: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location(f"figure_{module.stem.replace('-', '_')}", module)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    picture = tmp_path / "a.svg"
    loaded.draw(Files(picture, narrow=narrow_of(picture)))
    check_style(picture, "wide")
    check_style(narrow_of(picture), "narrow")


def test_small_text_and_a_foreign_colour_are_seen(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    drawn = '<svg viewBox="0 0 {width} 9"><g style="fill: {fill}" transform="translate(1 2) scale(0.09 -0.09)"/></svg>'
    picture.write_text(drawn.format(width=504, fill="#0072b2"))
    check_style(picture, "wide")
    assert text_pixels(picture.read_text(), 504) == [pytest.approx(9)]
    picture.write_text(drawn.format(width=600, fill="#0072b2"))
    with pytest.raises(AssertionError, match=r"text of 10\.8 px at 720 px"):
        check_style(picture, "wide")
    picture.write_text(drawn.format(width=504, fill="#1f77b4"))
    with pytest.raises(AssertionError, match="off the palette"):
        check_style(picture, "wide")


def test_what_a_browser_draws_has_the_colours_of_the_palette_and_text_of_the_least_size() -> None:
    of_reports = Path(empirics.report.__file__).with_name("verdicts.css")
    texts = [of_reports.read_text(), *((DOCS / "_static" / name).read_text() for name in DRAWN_BY_A_BROWSER)]
    assert colours(texts[0])
    assert set().union(*map(colours, texts)) <= {colour.lower() for colour in PALETTE}
    sizes = [float(size) for text in texts for size in re.findall(r"font-size: ([\d.]+)px", text)]
    assert len(sizes) >= 3
    assert min(sizes) >= LEAST_PIXELS
