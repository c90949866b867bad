"""The directive ``movable``: a figure with a slider, its data computed while the page is built.

The block assigns ``figure``, a :class:`Figure`-shaped mapping::

    figure = {
        "slider": {"label": "length t", "values": ["8", "16"]},
        "x": {"label": "distance"}, "y": {"label": "complexity", "log": True},
        "states": [{"lines": [{"label": "printed", "x": [1, 2], "y": [3, 4]}], "note": "..."}, ...],
    }

A state for each value of the slider; a line with ``"points": True`` is drawn as points. ``movable.js`` draws it, from
the disk as well as from a server, and fetches nothing. The colours are those of every figure.
"""

from __future__ import annotations

import json
import math
import traceback
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from empirics.plots.style import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILLION

#: The colours of the lines, in order.
COLOURS = [BLUE, VERMILLION, GREEN, PURPLE, SKY, ORANGE]


class Movable(SphinxDirective):
    """The directive ``movable``; see the module. The argument is the caption."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Compute the data and put them into the page."""
        page, first_line = self.get_source_info()
        namespace: dict[str, Any] = {"__name__": self.env.docname}
        source = "\n" * first_line + "\n".join(self.content)
        try:
            exec(compile(source, page, "exec"), namespace)
            data = _checked(namespace["figure"])
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            raise ExtensionError(
                f"{page}:{first_line}: {type(error).__name__}: {error} ({where.name})"
            ) from error
        # "</" would end the script element.
        text = json.dumps(data, allow_nan=False, separators=(",", ":")).replace("</", "<\\/")
        caption = self.arguments[0]
        figure = nodes.raw(
            "",
            f'<figure class="movable"><script type="application/json">{text}</script></figure>',
            format="html",
        )
        return [figure, nodes.caption("", "", *self.parse_inline(caption)[0])]


def _checked(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure, if every state can be drawn.

    Raises:
        ValueError: a state is missing, a line has no finite point, or a logarithm is taken of zero.
    """
    states = figure["states"]
    if len(states) != len(figure["slider"]["values"]):
        raise ValueError(f"{len(states)} states for {len(figure['slider']['values'])} values of the slider")
    for state in states:
        for line in state["lines"]:
            line["x"], line["y"] = [[float(value) for value in line[axis]] for axis in "xy"]
            if len(line["x"]) != len(line["y"]) or not line["x"]:
                raise ValueError(f"the line {line['label']!r} has {len(line['x'])} x and {len(line['y'])} y")
            for axis in "xy":
                lowest = min(line[axis])
                if not all(map(math.isfinite, line[axis])) or (figure[axis].get("log") and lowest <= 0):
                    raise ValueError(f"the line {line['label']!r} has a value that cannot be drawn")
    return figure | {"colours": COLOURS}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its script."""
    app.add_directive("movable", Movable)
    app.add_js_file("movable.js")
    app.add_css_file("movable.css")
    return {"parallel_read_safe": True}
