"""Names beside lines, keys, texts in lines, and the two layouts of a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from empirics.plots.layout import POINTS_PER_INCH, broken, text_width
from empirics.plots.style import NARROW, WIDE, Files, figure


def names_of(panel: Any) -> dict[str, Any]:
    return {text.get_text(): text for text in panel.texts if text.get_gid() == "name"}


def test_names_stand_beside_their_own_lines_and_cover_none(tmp_path: Path) -> None:
    with figure(Files(tmp_path / "a.svg")) as (_, [panel]):
        low = panel.plot([0, 1, 2], [0, 0, 0], label="low")[0]
        high = panel.plot([0, 1, 2], [1, 2, 4], "--", label="high")[0]
        panel.set(xlabel="x", ylabel="y")
    names = names_of(panel)
    assert set(names) == {"low", "high"}
    assert panel.get_legend() is None
    distances = {}
    for name, text in names.items():
        box = text.get_window_extent()
        frame = panel.get_window_extent()
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1
        for of, line in (("low", low), ("high", high)):
            ends = line.get_transform().transform(line.get_xydata())
            points = np.column_stack([np.interp(np.linspace(0, 2, 500), [0, 1, 2], end) for end in ends.T])
            beyond = np.maximum(np.maximum([box.x0, box.y0] - points, points - [box.x1, box.y1]), 0)
            distances[name, of] = np.hypot(*beyond.T).min()
    assert min(distances.values()) > 2
    assert distances["low", "low"] < distances["low", "high"]
    assert distances["high", "high"] < distances["high", "low"]


def test_lines_that_coincide_are_named_in_a_key(tmp_path: Path) -> None:
    with figure(Files(tmp_path / "a.svg"), 2) as (fig, (one, two)):
        for name in ("first", "second"):
            one.plot([0, 1], [0, 1], label=name)
        two.plot([0, 1], [0, 1], label="alone")
    assert names_of(one) == {}
    assert [text.get_text() for text in one.get_legend().get_texts()] == ["first", "second"]
    assert set(names_of(two)) == {"alone"}
    with figure(Files(tmp_path / "a.svg"), 2) as (fig, panels):
        for panel in panels:
            for name in ("first", "second"):
                panel.plot([0, 1], [0, 1], label=name)
    [key] = fig.legends
    assert [text.get_text() for text in key.get_texts()] == ["first", "second"]


def test_panels_stand_side_by_side_or_below_each_other_with_axes_of_one_height(tmp_path: Path) -> None:
    for files, width, across in (
        (Files(tmp_path / "a.svg"), WIDE, 2),
        (Files(tmp_path / "a.svg", narrow=tmp_path / "n.svg"), NARROW, 1),
    ):
        with figure(files, 3, height=2.0) as (fig, panels):
            for panel in panels:
                panel.plot([0, 1], [0, 1], label="a line")
                panel.set(
                    xlabel="x", ylabel="y", title="a title that is too long for a panel of this width, by far"
                )
        frames = [panel.get_window_extent() for panel in panels]
        assert fig.get_figwidth() == width
        assert len({round(frame.x0) for frame in frames}) == across
        assert [frame.height for frame in frames] == pytest.approx([2.0 * POINTS_PER_INCH] * 3, abs=1)
        assert all("\n" in panel.get_title(loc="left") for panel in panels)


def test_a_text_is_broken_between_words_and_formulas_stay_whole() -> None:
    text = "the loss at $d = 16$ bits and more"
    lines = broken(text, 60).split("\n")
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert any("$d = 16$" in line for line in lines)
    assert all(text_width(line) <= 60 or " " not in line.replace("$d = 16$", "") for line in lines)
    assert broken("one", 1) == "one"
