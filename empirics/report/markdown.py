"""Markdown with LaTeX between dollars, as HTML whose math MathJax will typeset."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin


def _math(content: str, options: dict[str, Any]) -> str:
    # The plugin puts an element of the class "math" around this, and MathJax is configured to read that class only.
    left, right = (r"\[", r"\]") if options["display_mode"] else (r"\(", r"\)")
    return f"{left}{escape(content)}{right}"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.use(dollarmath_plugin, renderer=_math, allow_digits=True, double_inline=True)


def render(text: str) -> str:
    """Return the HTML of paragraphs, lists and tables."""
    return _parser().render(text)


def render_inline(text: str) -> str:
    """Return the HTML of a piece of text, without a paragraph around it."""
    return _parser().renderInline(" ".join(text.split()))
