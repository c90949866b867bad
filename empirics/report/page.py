"""The page: the findings, the figures, the runs, the ledger, and the versions behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from pathlib import Path

from empirics.report.claims import MEANING, badge, ledger_html
from empirics.report.gap import gap_html
from empirics.report.mathjax import packed, script
from empirics.report.story import story_html
from empirics.report.table_1 import MARKED_NOT_RUN, table_1_html
from empirics.spec import RunConfig
from empirics.store import Run
from theory.ledger import Ledger
from theory.results import Result
from theory.results.outcomes import LEARNED_ERROR
from theory.words import counted

# The page may fetch nothing: only content in the file is shown.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_MATHJAX_SETTINGS = (
    "window.MathJax = {startup: {typeset: false}, options: {enableMenu: false, ignoreHtmlClass: 'page', "
    "processHtmlClass: 'math'}, tex: {inlineMath: [['\\\\(', '\\\\)']], displayMath: [['\\\\[', '\\\\]']]}};"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its name, its caption, the files of its layouts, or why it could not be drawn."""

    name: str
    caption: str
    wide: Path | None
    narrow: Path | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The content of the page.

    Attributes:
        ledger: the ledger of the proof run.
        figures: in order.
        runs: the runs of the preset, each with its result, or None where it is not finished.
        grid: runs at the paper's size, for table 1.
        commands: what to type to make the page again, step by step.
        versions: the versions of the software that made it.
        missed: the preset's runs that missed their goal, in words.
        damaged: a line for each stored result that cannot be read.
        says: the paper's claims, in plain sentences.
        demonstrations: the parts on trained models, as a paper names them.
    """

    ledger: Ledger
    figures: Sequence[Figure]
    runs: Sequence[tuple[RunConfig, Result | None]]
    commands: Sequence[str]
    grid: Sequence[Run] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    missed: Sequence[str] = ()
    damaged: Sequence[str] = ()
    says: Sequence[str] = ()
    demonstrations: Sequence[str] = ("gap", "table-1", "runs")


def page(report: Report) -> str:
    """Return the page as one self-contained HTML document."""
    of_gap = [figure for figure in report.figures if figure.name == "gap" and "gap" in report.demonstrations]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>subtask: the referee's report</title><style>{_asset('verdicts.css')}",
            f"{_asset('page.css')}</style></head>",
            '<body class="page"><a class="skip" href="#ledger">to the ledger</a><header><h1>The referee’s report</h1>',
            f"<p>On <i>{escape(report.ledger.title)}</i>. Every verdict is what "
            "the checks of one run carry; every figure comes from stored runs.</p>",
            *story_html(report.ledger, report.says, "gap" in report.demonstrations, _goals(report)),
            *_listed("missed", "demonstration", "missed the goal", report.missed),
            *_listed("damaged", "stored result", "cannot be read and left out", report.damaged),
            _counts(report.ledger),
            _contents(report),
            "</header><main>",
            *_problems(report.ledger),
            *(gap_html("".join(map(_figure, of_gap))) if "gap" in report.demonstrations else ()),
            *(table_1_html(report.grid) if "table-1" in report.demonstrations else ()),
            *_figures([figure for figure in report.figures if figure not in of_gap]),
            *(_runs(report.runs) if "runs" in report.demonstrations else ()),
            ledger_html(report.ledger),
            *_made(report),
            "</main><noscript><p>Without JavaScript this page shows neither figures nor formulas.</p></noscript>",
            f'<script>{_MATHJAX_SETTINGS}</script><script type="text/plain" id="mathjax">{script()}</script>',
            f"<script>{_asset('page.js')}</script>",
            "</body></html>\n",
        ]
    )


#: The sections of the page; those of trained models are there where a paper has them.
_SECTIONS = {
    "gap": "The gap",
    "table-1": "Table 1",
    "figures": "Figures",
    "runs": "Runs",
    "ledger": "Ledger",
    "made": "How it was made",
}


def _goals(report: Report) -> tuple[int, int] | None:
    """Return how many runs of this machine are finished, and how many of these missed their goal."""
    if "runs" not in report.demonstrations:
        return None
    return sum(result is not None for _, result in report.runs), len(report.missed)


def _contents(report: Report) -> str:
    there = {"ledger", "made", *report.demonstrations} | ({"figures"} if report.figures else set())
    links = (f'<a href="#{name}">{title}</a>' for name, title in _SECTIONS.items() if name in there)
    return f'<nav aria-label="Contents">{" ".join(links)}</nav>'


def _asset(name: str) -> str:
    return (resources.files("empirics.report") / name).read_text(encoding="utf-8")


def _counts(ledger: Ledger) -> str:
    tiles = "".join(
        f"<li><b>{ledger.counts[verdict]}</b> {badge(verdict)}<small>{escape(meaning)}</small></li>"
        for verdict, meaning in MEANING.items()
    )
    return f"<ul class='counts' aria-label='Claims by verdict'><li><b>{len(ledger.entries)}</b> claims</li>{tiles}</ul>"


def _listed(name: str, noun: str, title: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield a section with these texts, its title after their number; empty if there are none."""
    if texts:
        items = "".join(f"<li>{escape(text)}</li>" for text in texts)
        head = f"{counted(len(texts), noun)} {title}"
        yield f"<section class='problems' id='{name}'><h2>{head}</h2><ul>{items}</ul></section>"


def _problems(ledger: Ledger) -> Iterator[str]:
    if ledger.problems:
        items = "".join(f"<li>{escape(problem)}</li>" for problem in ledger.problems)
        yield (
            f"<section class='problems'><h2>Verdicts that are not carried</h2><details><summary>"
            f"{counted(len(ledger.problems), 'problem')} in this run of the suite</summary><ul>{items}</ul>"
            "</details></section>"
        )


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    if figures:
        yield "<section id='figures'><h2>Figures</h2>"
        yield from map(_figure, figures)
        yield "</section>"


def _figure(figure: Figure) -> str:
    if figure.wide is None or figure.narrow is None:
        shown = f"<p>{MARKED_NOT_RUN}: {escape(figure.reason)}</p>"
    else:
        shown = "".join(
            f'<img class="{layout}" alt="{escape(figure.caption)}" data-packed="{packed(path.read_bytes())}">'
            for layout, path in (("wide", figure.wide), ("narrow", figure.narrow))
        )
    caption = f"<figcaption>{escape(figure.caption)}</figcaption>"
    return f"<figure id='figure-of-{escape(figure.name)}'>{shown}{caption}</figure>"


def _runs(runs: Sequence[tuple[RunConfig, Result | None]]) -> Iterator[str]:
    heads = (
        "model",
        "d",
        "supervision",
        "seed",
        "steps",
        "error, free running",
        "test inputs",
        "learned",
        "seconds",
    )
    yield "<section id='runs'><h2>Runs</h2><p>Error is that of the answer on inputs that were not trained on, with "
    yield f"the model fed its own predictions; <i>learned</i> is at most {LEARNED_ERROR:.0%}.</p>"
    yield "<div class='wide'><table><thead><tr>"
    yield "".join(f"<th scope='col'>{head}</th>" for head in heads) + "</tr></thead><tbody>"
    for config, result in runs:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(config, result)) + "</tr>"
    yield "</tbody></table></div></section>"


def _cells(config: RunConfig, result: Result | None) -> list[str]:
    asked = [
        escape(config.model.description),
        str(config.d),
        "with sub-tasks" if config.supervised else "end to end",
        str(config.seed),
    ]
    if result is None:
        return [*asked, MARKED_NOT_RUN, "", "", "", ""]
    learned = "yes" if result.learned else f"not within {result.steps} steps"
    error = f"{result.free_running_error:.2%}"
    return [*asked, str(result.steps), error, str(result.test_inputs), learned, f"{result.seconds:.0f}"]


def _made(report: Report) -> Iterator[str]:
    yield "<section id='made'><h2>How it was made</h2><p>By these commands, in a checkout of the project:</p><pre>"
    yield escape("\n".join(report.commands)) + "</pre><p>With "
    yield (
        escape(", ".join(f"{name} {version}" for name, version in report.versions.items()))
        + ".</p></section>"
    )


def versions_of(ledger: Ledger, runs: Sequence[Run]) -> dict[str, str]:
    """The versions recorded with the ledger and with the runs; where runs differ, all of them."""
    found: dict[str, list[str]] = {}
    for recorded in (ledger.versions, *(run.header["versions"] for run in runs)):
        for name, version in recorded.items():
            if version not in found.setdefault(name, []):
                found[name].append(version)
    return {name: " and ".join(versions) for name, versions in found.items()}
