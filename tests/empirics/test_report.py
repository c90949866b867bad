"""The page: whole without runs, one file without network, and its mathematics rendered by a browser from the disk."""

import re
import shutil
import subprocess

import pytest

from empirics.cli import COMMANDS as TRAINING_COMMANDS
from theory.cli.app import COMMANDS, make_app, run
from theory.ledger import Claim, Evidence, Outcome, Shows, judge, write_ledger

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
BROWSER = shutil.which("chromium")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_ledger(judge(CLAIMS, OUTCOMES, {"python": "3"}), folder / "ledger.json")
    arguments = ["report", "--no-verify", "--no-train", f"--ledger={folder / 'ledger.json'}"]
    arguments += [f"--runs={folder / 'runs'}", f"--out={folder / 'out'}"]
    app = make_app((("theory.cli", COMMANDS), ("empirics.commands", TRAINING_COMMANDS)))
    assert run(app, arguments) == 0
    return folder / "out" / "index.html"


def test_every_claim_is_there_with_what_it_says(page):
    text = page.read_text(encoding="utf-8")
    for claim in CLAIMS:
        assert claim.id in text
    assert "what holds" in text
    assert "&lt;b&gt;fails&lt;/b&gt;" in text  # a claim's text is text
    assert "<em>claim</em>" in text


def test_what_was_not_run_is_said(page):
    assert "not run" in page.read_text(encoding="utf-8")


def test_nothing_is_fetched(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"""<(?:script|img|link|iframe)[^>]+(?:src|href)=["'](?!data:|#)""", text) == []


def test_a_foreign_ledger_leaves_the_page_alone(page, tmp_path, capsys):
    (tmp_path / "ledger.json").write_text("{}")
    before = page.read_bytes()
    app = make_app((("theory.cli", COMMANDS), ("empirics.commands", TRAINING_COMMANDS)))
    arguments = ["report", "--no-verify", "--no-train", f"--ledger={tmp_path / 'ledger.json'}"]
    assert run(app, [*arguments, f"--out={page.parent}"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert page.read_bytes() == before


@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
def test_a_browser_renders_the_mathematics_from_the_disk(page, tmp_path):
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path}"]
    done = subprocess.run(
        [BROWSER, *flags, "--virtual-time-budget=15000", "--dump-dom", f"{page.as_uri()}#eq-1"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.count("<mjx-container") >= 1
    assert r"4\sqrt2" not in re.sub(r"<(script|style).*?</\1>", "", done.stdout, flags=re.DOTALL)
