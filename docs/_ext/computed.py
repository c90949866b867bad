"""The directive ``computed``: runs its block while the page is built and parses what it prints as MyST.

The blocks of a page share one namespace, in order. An exception ends the build with the page and the line.
"""

from __future__ import annotations

import contextlib
import io
import traceback
from typing import Any, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective


class Computed(SphinxDirective):
    """The directive ``computed``; see the module."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        page, first_line = self.get_source_info()
        namespace = self.env.current_document.setdefault("computed_namespace", {"__name__": self.env.docname})
        printed = io.StringIO()
        # Blank lines in front make the line numbers of the block those of the page.
        source = "\n" * first_line + "\n".join(self.content)
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(source, page, "exec"), namespace)
        except Exception as error:
            raise ExtensionError(
                f"{page}:{_line(error, page) or first_line}: {type(error).__name__}: {error}"
            ) from error
        container = nodes.Element()
        container.document = self.state.document
        self.state.nested_parse(
            StringList(printed.getvalue().splitlines(), page), self.content_offset, container
        )
        return container.children


def _line(error: Exception, page: str) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno
    return next(
        (f.lineno for f in reversed(traceback.extract_tb(error.__traceback__)) if f.filename == page), None
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("computed", Computed)
    return {"parallel_read_safe": True}
