"""How the docs are built. ``make docs`` builds them strictly: a warning is an error."""

import sys
from importlib import metadata, resources
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "subtask"
version = release = metadata.version("subtask")
html_title = "subtask: an executable referee"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.mathjax",
    "sphinx.ext.napoleon",
    "sphinx_proof",
    "computed",
    "drawn_figures",
    "findings",
    "formal_statements",
    "ledger_pages",
    "movable",
    "plain_docstrings",
    "reading_order",
    "statements",
]
# "Lemma 6 (appendix E)": the paper's number, which sphinx-proof would put in parentheses.
proof_title_format = "%t"
exclude_patterns = ["_build", "_generated"]
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nitpicky = True
# What other projects document, and what a signature names and no user makes.
nitpick_ignore_regex = [
    ("py:class", r"(ast|collections|fractions|networkx|numpy|pathlib|pytest|sympy|torch)\..*"),
    ("py:class", r"(empirics\.models\.(decoding|transformer)\.)?(InPlace|Room)|Bits|Tensor"),
    ("py:class", r"empirics\.store\.writer\.Lock|theory\.asymptotics\.(regions\.Region|relations\.HasText)"),
    ("py:exc", "Rejected"),
]
# With the names alone: theory.tasks.Task, not theory.tasks.sequence.Task.
autodoc_typehints_format = "short"
# Attributes as one list, without an entry and a type for each.
napoleon_use_ivar = True

html_theme = "furo"
html_static_path = [
    "_static",
    str(resources.files("empirics.report") / "verdicts.css"),
    # One file with every TeX extension in it, so that math shows without network.
    *(str(f.locate()) for f in metadata.files("sphinx-mathjax-offline") or () if f.name == "tex-svg-full.js"),
]
html_css_files = ["verdicts.css", "page.css"]
html_js_files = ["wide.js"]
mathjax_path = "tex-svg-full.js"
