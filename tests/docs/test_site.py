"""The site in a browser: a small one, built by the docs' own configuration and extensions."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from empirics.plots.style import LEAST_PIXELS
from tests.browser import ASKED, SEEN, needs_browser, opened
from tests.figure_style import SHOWN
from theory.ledger import Claim, Evidence, Outcome, Shows, judge, write_ledger
from theory.papers import known_papers

DOCS = Path(__file__).parents[2] / "docs"
CLAIMS = (
    Claim("lemma-1", "section 1", "The sum is $\\frac{a}{2}$.", verdict="holds"),
    Claim("lemma-2", "section 2", "As lemma 1.", verdict="holds", uses=("lemma-1",)),
    Claim("theorem-3", "section 3, theorem 3", "All is well.", verdict="holds", correction="More is well."),
)
OUTCOMES = [
    Outcome(claim.id, "test_it.py::test", Shows.SUPPORTS, Evidence.SYMBOLIC, "", True) for claim in CLAIMS
]
PAGES = {
    "index": "# Start\n\n```{toctree}\nfindings\nerrata\ngraph\nfigure\nwide\nboxes\n```\n",
    "findings": "# Findings\n",
    "errata": "# Errata\n",
    "graph": "# Graph\n",
    "figure": "# Figure\n\n$$x^2 + 1$$\n\n{ledger}`lemma-1`, {count}`claims` claims\n\n```{movable} A line.\nfigure = {"
    '"slider": '
    '{"label": "slope", "values": ["1", "2"]}, "x": {"label": "x"}, "y": {"label": "y"}, "states": [{"lines": '
    '[{"label": "up", "x": [0, 1], "y": [0, s]}], "note": f"slope {s}"} for s in (1, 2)]}\n```\n',
    "wide": "# Wide\n\n```{figure} /_generated/theorem-2.svg\n:alt: a\n\nA picture.\n```\n\n"
    + "".join("|" + f" {cell} |" * 30 + "\n" for cell in ("head", "---", "cell")),
}
PAGES["boxes"] = (
    "# Boxes\n\n```{statement} theorem-3\n```\n\n```{statement} lemma-1\n```\n\n"
    f"See {{ref}}`{known_papers()[0]}-theorem-3-corrected`.\n"
)
#: What a reader does, and what must come of it, written where the test finds it.
MOVE = """<script>addEventListener('load', () => {
  const slider = document.querySelector('figure.movable input');
  const before = document.querySelector('figure.movable svg').innerHTML;
  slider.value = 1;
  slider.dispatchEvent(new Event('input'));
  document.body.dataset.moved = document.querySelector('figure.movable svg').innerHTML !== before;
  document.body.dataset.note = document.querySelector('figure.movable p').textContent;
});</script>"""
POINT = """<script>addEventListener('load', () => {
  const nodes = [...document.querySelectorAll('a.claim')];
  nodes.find((n) => n.dataset.claim === 'lemma-2').dispatchEvent(new Event('mouseenter'));
  document.body.dataset.near = nodes.filter((n) => n.classList.contains('near')).map((n) => n.dataset.claim);
  document.body.dataset.below = document.querySelectorAll('path.below').length;
});</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    source = folder / "docs"
    source.mkdir()
    for name in ("conf.py", "_ext", "_static"):
        (shutil.copytree if (DOCS / name).is_dir() else shutil.copy)(DOCS / name, source / name)
    (source / "_figures").mkdir()
    shutil.copy(DOCS / "_figures" / "theorem-2.py", source / "_figures")
    for name, text in PAGES.items():
        (source / f"{name}.md").write_text(text)
    for paper in known_papers():
        write_ledger(replace(judge(CLAIMS, OUTCOMES), paper=paper, title="A paper"), folder / "ledger.json")
    command = [sys.executable, "-m", "sphinx", "-E", "-W", "-q", "-b", "html", source, folder / "html"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_the_pages_made_from_the_ledger_link_every_claim(site):
    graph = (site / "graph.html").read_text()
    for claim in CLAIMS:
        [address] = set(re.findall(rf'href="(claims/{known_papers()[0]}/{claim.id}\.html)"', graph))
        assert (site / address).exists()
    beside = (site / "claims" / known_papers()[0] / "lemma-2.html").read_text()
    assert f'href="../{known_papers()[0]}/lemma-1.html"' in beside


def test_a_box_has_the_number_of_the_paper_and_the_words_of_the_ledger(site):
    text = re.sub(r"<[^>]+>", " ", (site / "boxes.html").read_text())
    shown = " ".join(text.split())
    assert "Theorem 3 (section 3) All is well. holds symbolic · claim theorem-3" in shown
    assert "Theorem 3, corrected More is well. Lemma 1 (section 1) The sum is" in shown
    assert "See Theorem 3, corrected ." in shown


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
def test_mathematics_is_drawn_and_nothing_is_fetched_or_wrong(site, tmp_path, dark):
    seen = opened(site / "figure.html", tmp_path, script=ASKED, dark=dark)
    assert "<mjx-container" in seen.dom
    assert seen.console == []
    assert 'data-asked=""' in seen.dom


@needs_browser
def test_a_slider_moves_its_figure(site, tmp_path):
    seen = opened(site / "figure.html", tmp_path, script=MOVE)
    assert 'data-moved="true"' in seen.dom
    assert 'data-note="slope 2"' in seen.dom


@needs_browser
def test_the_graph_shows_what_a_claim_rests_on(site, tmp_path):
    seen = opened(site / "graph.html", tmp_path, script=POINT)
    assert 'data-near="lemma-1,lemma-2"' in seen.dom
    assert 'data-below="1"' in seen.dom


@needs_browser
@pytest.mark.parametrize(("width", "layout", "other"), [(1400, "wide", "narrow"), (390, "narrow", "wide")])
def test_a_picture_and_a_wide_table_can_be_read_on_a_screen_of_each_width(
    site, tmp_path, width, layout, other
):
    seen = opened(site / "wide.html", tmp_path, script=SEEN, width=width)
    assert seen.number(layout) >= SHOWN[layout]
    assert f'data-{other}=""' in seen.dom
    assert seen.number("over") <= 0
    assert seen.number("tables") == 1
    assert seen.number("lost") == 0


@needs_browser
@pytest.mark.parametrize("page", ["figure", "graph"])
@pytest.mark.parametrize("width", [1400, 390])
def test_the_text_of_a_drawing_of_the_browser_s_own_is_large_enough(site, tmp_path, page, width):
    seen = opened(site / f"{page}.html", tmp_path, script=SEEN, width=width)
    assert seen.number("text") >= LEAST_PIXELS
    assert seen.number("over") <= 0
