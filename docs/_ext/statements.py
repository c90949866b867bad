"""The directive ``statement``: a lemma or theorem with the paper's number, worded and judged by the ledger.

```{statement} lemma-6
```

shows a box "Lemma 6" with the statement, its reading and the verdict, and a box "Lemma 6, corrected" where the ledger
has a correction. ``PAPER/ID`` names a claim of another paper than the first. Pages refer to the boxes by
``{ref}`wies-2023-lemma-6` `` and ``{ref}`wies-2023-lemma-6-corrected` ``, which show the paper's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from ledger_pages import badge, entry_of, given_lines, link, sentence
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from theory.ledger import Claim, Entry, Finding
from theory.ledger.clauses import Part

#: The kinds of claim that a paper numbers and that sphinx-proof has a directive for.
KINDS = ("algorithm", "corollary", "lemma", "proposition", "theorem")


class Statement(SphinxDirective):
    """The directive ``statement``; see the module."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the boxes, and note their labels."""
        try:
            paper, entry = entry_of(self.arguments[0])
        except KeyError:
            page, line = self.get_source_info()
            raise ExtensionError(f"{page}:{line}: no claim has the id {self.arguments[0]!r}") from None
        label, title = f"{paper}-{entry.claim.id}", name(entry.claim)
        lines = [*box(entry.claim, label, "", printed(paper, entry))]
        self._note(label, title)
        corrections = of_part(entry, Part.CORRECTION)
        if corrections:
            lines += box(entry.claim, f"{label}-corrected", ", corrected", items(corrections))
            self._note(f"{label}-corrected", f"{title}, corrected")
        return self.parse_text_to_nodes("\n".join(lines))

    def _note(self, label: str, title: str) -> None:
        self.env.domains.standard_domain.note_hyperlink_target(label, self.env.docname, label, title)


def name(claim: Claim) -> str:
    """Return "Lemma 6"; where the paper gives no number, its name in quotes: Lemma "start marker"."""
    rest = claim.id.removeprefix(f"{claim.kind}-")
    return f"{claim.kind.capitalize()} {rest if rest[0].isdigit() else '“' + rest.replace('-', ' ') + '”'}"


def of_part(entry: Entry, part: Part) -> list[Finding]:
    """Return the clauses of one part."""
    return [finding for finding in entry.findings if finding.part is part]


def box(claim: Claim, label: str, more: str, content: Iterable[str]) -> Iterator[str]:
    """Yield a directive of sphinx-proof, which writes the kind before the title by itself."""
    place = claim.where.replace(f", {name(claim).lower()}", "")
    title = name(claim).partition(" ")[2] + (more or f" ({place})")
    yield f"::::{{prf:{claim.kind}}} {title}\n:label: {label}\n:nonumber:\n"
    yield from content
    yield "::::\n"


def printed(paper: str, entry: Entry) -> Iterator[str]:
    """Yield the statement, the reading and the verdict."""
    yield from items(of_part(entry, Part.STATEMENT))
    reading = of_part(entry, Part.READING)
    if reading:
        yield "*Reading.*\n"
        yield from items(reading)
    yield f"{badge(entry)} · claim {link(paper, entry.claim.id)}\n"
    yield from given_lines(paper, entry)


def items(findings: list[Finding]) -> Iterator[str]:
    """Yield clauses as a list, a single one as a paragraph."""
    mark = "- " if len(findings) > 1 else ""
    yield from (mark + sentence(finding) for finding in findings)
    yield ""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("statement", Statement)
    return {"parallel_read_safe": True}
