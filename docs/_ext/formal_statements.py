"""The directive ``formal``: pinned statements of theorems, as Coq prints them, under the file that proves them.

```{formal} Lemma3
lemma_3
```
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from theory.formal import SOURCES
from theory.formal.record import pin_file


class FormalStatements(SphinxDirective):
    """The directive ``formal``; see the module."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        module = self.arguments[0]
        shown = []
        for name in filter(None, self.content):
            pin = pin_file(f"{module}.{name}")
            if not pin.is_file():
                page, line = self.get_source_info()
                raise ExtensionError(f"{page}:{line}: no statement is pinned for {module}.{name}")
            self.env.note_dependency(str(pin))
            shown.append(pin.read_text(encoding="utf-8").strip())
        statements = "\n\n".join(shown)
        block = nodes.literal_block(statements, statements, language="coq")
        where = str((SOURCES / f"{module}.v").relative_to(SOURCES.parents[2]))
        return [nodes.paragraph("", "", nodes.literal(text=where), classes=["where"]), block]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("formal", FormalStatements)
    return {"parallel_read_safe": True}
