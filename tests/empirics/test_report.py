"""The page: whole without runs, one file without network, and its mathematics rendered by a browser from the disk."""

import json
import re
from dataclasses import replace

import pytest

from empirics.report.story import story_html
from empirics.spec.bert_base import bert_base
from empirics.spec.one_layer import one_layer
from empirics.sweeps.planned import Planned
from empirics.sweeps.presets import PRESETS
from tests.browser import ASKED, SEEN, needs_browser, opened
from tests.figure_style import SHOWN
from tests.program import subtask
from theory.ledger import Claim, Evidence, Outcome, Shows, Verdict, judge, write_ledger
from theory.papers import paper_named
from theory.results import result_of

CLAIMS = (
    Claim("eq-1", "section 1", r"$\psi(u) = 4u^2 - 4\sqrt2\,u + 1 < 10$ & so on", "holds"),
    Claim(
        "lemma-1",
        "section 1",
        "A *claim* that <b>fails</b>.",
        "fails",
        correction="what holds",
        counterexample="at $x = 0$",
        uses=("eq-1",),
    ),
    Claim("remark-1-open", "section 1", "Nobody looked.", "open"),
)
OUTCOMES = (
    Outcome("eq-1", "test_a", Shows.SUPPORTS, Evidence.SYMBOLIC, "", True),
    Outcome("lemma-1", "test_b", Shows.REFUTES, Evidence.EXHAUSTIVE, "x = 0", True),
    Outcome("lemma-1", "test_c", Shows.CORRECTS, Evidence.SYMBOLIC, "", True),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    ledger = replace(judge(CLAIMS, OUTCOMES, {"python": "3"}), paper="wies-2023", title="A paper")
    write_ledger(ledger, folder / "ledger.json")
    arguments = ["report", "--no-verify", "--no-train", f"--ledger={folder / 'ledger.json'}"]
    arguments += [f"--runs={folder / 'runs'}", f"--out={folder / 'out'}"]
    assert subtask(*arguments) == 0
    return folder / "out" / "index.html"


def test_every_claim_is_there_with_what_it_says(page):
    text = page.read_text(encoding="utf-8")
    for claim in CLAIMS:
        assert claim.id in text
    assert "what holds" in text
    assert "&lt;b&gt;fails&lt;/b&gt;" in text  # a claim's text is text
    assert "<em>claim</em>" in text


def test_the_first_screen_says_what_stands_and_what_was_seen():
    ledger = judge(CLAIMS, OUTCOMES)
    html = "".join(story_html(ledger, ["It claims <this>."], True, (3, 1)))
    assert "It claims &lt;this&gt;." in html
    holds, fails = ledger.counts[Verdict.HOLDS], ledger.counts[Verdict.FAILS]
    assert fails
    assert f"Of {len(CLAIMS)} claims {holds} hold, {fails} fail as printed" in html
    assert "With sub-tasks a small Transformer learned the parity of up to 128 bits" in html
    assert "of 14 bits and more none of the seeds did" in html
    assert "No: 1 of 3 finished runs missed" in html
    assert "Yes: all of 2 finished runs." in "".join(story_html(ledger, [], False, (2, 0)))
    assert "goals" not in "".join(story_html(ledger, [], False, None))


def test_the_page_without_its_ledger_is_small_enough_to_send(page):
    assert page.stat().st_size < 2_000_000  # 3 MB with a ledger of hundreds of claims


def test_what_was_not_run_is_said(page):
    assert "not run" in page.read_text(encoding="utf-8")


def test_table_1_is_there_and_says_what_was_not_run(page):
    text = page.read_text(encoding="utf-8")
    assert re.search(r"its grid has 504 runs, and \d+ at its size are here", text)
    assert "58.33K ± 5.20K" in text
    assert text.index("<h2>Table 1</h2>") < text.index("<h2>Runs</h2>")


def test_the_paper_s_page_shows_the_runs_that_are_there_and_trains_none(write, page, tmp_path, monkeypatch):
    monkeypatch.setattr("empirics.commands.report.draw_figures", lambda *_: [])
    config = bert_base(8, True, seed=67)
    write(tmp_path / "runs", config, [16, 7, 0], loss=0.1)
    arguments = ["report", "--preset=paper", "--no-verify", f"--ledger={page.parents[1] / 'ledger.json'}"]
    arguments += [f"--runs={tmp_path / 'runs'}", f"--out={tmp_path / 'out'}", "--json"]
    assert subtask(*arguments) == 0
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    (runs,) = re.findall(r"<section id='runs'>.*?</section>", text, flags=re.DOTALL)
    assert "<td>with sub-tasks</td><td>67</td><td>30</td><td>0.00%</td>" in runs
    (table,) = re.findall(r"<section id='table-1'>.*?</section>", text, flags=re.DOTALL)
    assert "1 of 3 seeds, 1 of 12 settings" in table or "3 seeds" in table
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [config.name]


def test_a_demonstration_that_missed_is_said_in_the_first_lines_and_by_the_exit_status(
    write, page, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("empirics.commands.report.draw_figures", lambda *_: [])
    learned, failed, kept = (one_layer(8, how, seed=seed) for how, seed in ((True, 1), (True, 2), (False, 3)))
    plans = tuple(
        Planned(config, 1.0, learns) for config, learns in ((learned, True), (failed, True), (kept, False))
    )
    monkeypatch.setitem(PRESETS, "toy", plans)
    arguments = ["report", "--preset=toy", "--no-verify", "--no-train", "--json"]
    arguments += [f"--ledger={page.parents[1] / 'ledger.json'}"]
    for wrong, missed in ((16, 0), (4, 1)):  # end to end 4 of 32 wrong is still not learned
        root = tmp_path / str(wrong)
        for config, count in ((learned, 0), (failed, wrong if missed else 1), (kept, wrong)):
            write(root / "runs", config, [16, count], loss=0.1)
        assert subtask(*arguments, f"--runs={root / 'runs'}", f"--out={root / 'out'}") == missed
        said = json.loads(capsys.readouterr().out)["missed"]
        text = (root / "out" / "index.html").read_text(encoding="utf-8")
        assert len(said) == missed
        assert ("id='missed'" in text) is bool(missed)
        if missed:
            assert said == [
                "transformer, one layer, Muon, 8 bits with sub-tasks, seed 2: expected to be learned, and 12.5% of the "
                "answers are wrong after 20 steps"
            ]
            assert text.index(said[0]) < text.index("Claims by verdict")


def test_a_task_that_was_to_stay_unlearned_and_was_learned_is_a_miss(write, tmp_path):
    config = one_layer(8, False)
    result = result_of(write(tmp_path, config, [16, 0], loss=0.1))
    assert "expected to be not learned" in Planned(config, 1.0, learns=False).missed(result)
    assert Planned(config, 1.0).missed(result) == Planned(config, 1.0, learns=True).missed(result) == ""


def test_the_page_says_what_elimination_does_and_measured_it(page):
    text = page.read_text(encoding="utf-8")
    (milliseconds,) = re.findall(
        r"found the parity of 128 bits from 148 answers without sub-tasks in ([0-9.]+) ms", text
    )
    assert 0 < float(milliseconds) < 1000


def test_nothing_is_fetched(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"""<(?:script|img|link|iframe)[^>]+(?:src|href)=["'](?!data:|#)""", text) == []


def test_a_foreign_ledger_leaves_the_page_alone(page, tmp_path, refused):
    (tmp_path / "ledger.json").write_text("{}")
    before = page.read_bytes()
    arguments = ["report", "--no-verify", "--no-train", f"--ledger={tmp_path / 'ledger.json'}"]
    refused(*arguments, f"--out={page.parent}")
    assert page.read_bytes() == before


@needs_browser
def test_a_browser_renders_the_mathematics_from_the_disk(page, tmp_path):
    seen = opened(page, tmp_path, "#eq-1", script=ASKED)
    assert seen.console == []
    assert 'data-asked=""' in seen.dom
    assert seen.dom.count("<mjx-container") >= 1
    assert re.search(r'<img[^>]*src="data:image/svg', seen.dom)
    assert r"4\sqrt2" not in re.sub(r"<(script|style).*?</\1>", "", seen.dom, flags=re.DOTALL)


@needs_browser
@pytest.mark.parametrize(("width", "layout", "other"), [(1400, "wide", "narrow"), (390, "narrow", "wide")])
def test_pictures_and_tables_can_be_read_on_a_screen_of_each_width(page, tmp_path, width, layout, other):
    seen = opened(page, tmp_path, script=SEEN, width=width)
    assert seen.number(layout) >= SHOWN[layout]
    assert f'data-{other}=""' in seen.dom
    assert seen.number("over") <= 0
    assert seen.number("lost") == 0
    assert (seen.number("tables") > 1) is (width < 1400)  # the gap and table 1, at least


def test_damaged_results_are_named_and_the_rest_of_the_page_stands(
    write, page, tmp_path, monkeypatch, capsys
):
    one = replace(paper_named("wies-2023"), figures=("learning-curve",))
    monkeypatch.setattr("theory.papers.wies_2023.PAPER", one)
    whole, broken, grid = one_layer(8, True, seed=1), one_layer(8, True, seed=2), bert_base(8, True, seed=67)
    monkeypatch.setitem(PRESETS, "toy", tuple(Planned(config, 1.0) for config in (whole, broken)))
    root = tmp_path / "runs"
    for config in (whole, broken, grid):
        write(root, config, [16, 0], loss=0.1)
    for config in (broken, grid):
        path = root / config.name / "state.json"
        path.write_text(path.read_text().replace('"step": 20', '"step": "<img src=x>"'))
    arguments = ["report", "--preset=toy", "--no-verify", "--no-train", "--json", f"--runs={root}"]
    arguments += [f"--ledger={page.parents[1] / 'ledger.json'}", f"--out={tmp_path / 'out'}"]
    assert subtask(*arguments) == 1
    damaged = json.loads(capsys.readouterr().out)["damaged"]
    assert len(damaged) == 2
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "2 stored results cannot be read" in text
    assert "<img" not in re.sub(r'<img class="(wide|narrow)" alt="', "", text)
    (runs,) = re.findall(r"<section id='runs'>.*?</section>", text, flags=re.DOTALL)
    assert runs.count("with sub-tasks") == 2  # the whole one with its result, the other as not run
    assert "<td>20</td><td>0.00%</td>" in runs


def test_a_paper_of_one_s_own_has_its_title_and_no_trained_models(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert subtask("new-paper", "my-notes", "--title", "Three claims") == 0
    ledger = replace(judge(CLAIMS, OUTCOMES), paper="my-notes", title="Three claims")
    write_ledger(ledger, tmp_path / "ledger.json")
    assert subtask("report", "--paper=my-notes", "--no-verify", "--out=out") == 0
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<i>Three claims</i>" in text
    assert "id='ledger'" in text
    assert re.findall(r"id='(gap|table-1|runs|figures)'", text) == []
    assert not (tmp_path / "runs").exists()
