"""The directive ``pages``: a toctree of the pages that its patterns find, ``lemma-9`` before ``lemma-10``.

A new page appears without further changes; a pattern without a match is an empty section, not an error.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.directives.other import TocTree
from sphinx.util import docname_join


class Pages(TocTree):
    """The directive ``pages``; see the module."""

    def run(self) -> list[nodes.Node]:
        here = self.env.docname
        chosen: list[str] = []
        for pattern in filter(None, self.content):
            wanted = docname_join(here, pattern)
            found = [
                page
                for page in self.env.found_docs
                if fnmatchcase(page, wanted) and page.count("/") == wanted.count("/")
            ]
            chosen += [
                page
                for page in sorted(found, key=_natural)
                if page not in chosen and page not in _apart(here)
            ]
        if not chosen:
            return []
        self.content = StringList([f"/{page}" for page in chosen], source=self.get_source_info()[0])
        return super().run()


def _apart(here: str) -> set[str]:
    return {
        here,
        "index",
        "ledger",
        "findings",
        "errata",
        "graph",
        "gallery",
        "how-it-is-checked",
        "your-own",
        "new-paper",
        "tutorials",
        "from-python",
        "glossary",
        "bibliography",
    }


def _natural(page: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", page)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("pages", Pages)
    return {"parallel_read_safe": True}
