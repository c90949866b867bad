r"""Formulas as text for a terminal: ``$\frac{a + b}{2} \le x^{2k}$`` becomes ``(a + b)/2 ≤ x^(2k)``.

Converters of whole documents drop the brackets of two-dimensional layouts (``\frac{a + b}{2}`` becomes ``a + b/2``), so
that a formula would have another meaning. This one covers the LaTeX in which claims are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from theory.arguments import check_arguments

_FORMULA = re.compile(r"\$([^$]+)\$")
_TOKEN = re.compile(r"\\[a-zA-Z]+\s*|\\.|\s+|.", re.DOTALL)
#: A fraction, between marks that the text itself does not have, and its neighbours.
_FRACTION = re.compile(r"(?P<before>(?:^|\S)\s*)⟪(?P<inner>[^⟪⟫]*)⟫(?=(?P<after>\s*(?:$|\S)))")
_SYMBOLS = {
    "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "ne": " ≠ ", "neq": " ≠ ", "in": " ∈ ", "sim": " ~ ",
    "approx": " ≈ ", "subseteq": " ⊆ ", "Rightarrow": " ⇒ ", "to": " → ", "mid": " | ", "bmod": " mod ",
    "cdot": "·", "times": "×", "pm": "±", "dots": "...", "ldots": "...", "infty": "∞", "partial": "∂", "nabla": "∇",
    "sum": "Σ", "prod": "Π", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "neg": "not ", "ell": "ℓ", "epsilon": "ε", "varepsilon": "ε", "|": "‖", ",": " ", " ": " ", "!": "", ";": " ",
    "left": "", "right": "", "bigl": "", "bigr": "", "quad": "  ", "mathcal": "", "mathbf": "", "mathbb": "",
    "forall": "for all ", "exists": "exists ", "lambda": "λ", "oplus": "⊕", "wedge": "∧", "vee": "∨",
}  # fmt: skip
#: Functions whose name needs a space before a bare argument.
_FUNCTIONS = {"log", "exp", "max", "min", "deg", "sup", "inf", "sin", "cos", "arccos", "Pr"}
#: Commands that belong to what follows them: no space after them is shown.
_JOINED = {
    "nabla", "partial", "mathcal", "mathbf", "mathbb", "left", "right", "bigl", "bigr", "neg", " ", "langle",
    "tilde", "hat", "bar", "text", "mathrm", "operatorname", "sqrt", "frac", "tfrac", "dfrac", "binom",
}  # fmt: skip
#: Accents as combining characters.
_ACCENTS = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304"}
_UPRIGHT = {"text", "mathrm", "operatorname", "textbf", "textit"}


#: Texts that need no brackets: a number, a letter, a word, a text in brackets of its own.
_BARE = re.compile(r"√?(\d+(\.\d+)?|[^\W_][\u0302\u0303\u0304]?|∞|\*)|[a-zA-Z]{2,}|\([^()]*\)|\[[^\[\]]*\]")


@check_arguments
def plain(text: str) -> str:
    r"""Return a sentence with each of its formulas, ``$...$`` in LaTeX, as readable Unicode text.

    Nothing becomes less exact: numerators, denominators, roots, exponents and indices keep the brackets they need.

    Example:
        >>> from theory.ledger import plain
        >>> plain(r"At most $\frac{d - 1}{2} \sqrt{n} \le T^{2k}$ for $\epsilon > 0$.")
        'At most ((d - 1)/2) √n ≤ T^(2k) for ε > 0.'
    """
    return _FORMULA.sub(lambda found: formula(found.group(1)), text)


def formula(source: str) -> str:
    r"""Return one formula as text.

    Example:
        >>> from theory.ledger.plain_text import formula
        >>> formula(r"\frac{1}{\sqrt{2}}")
        '1/√2'
    """
    text = "".join(_pieces(iter(_TOKEN.findall(source))))
    for _ in range(text.count("⟪")):  # the innermost fraction first
        text = _FRACTION.sub(_bracketed, text, count=1)
    return re.sub(r" +", " ", text).strip()


def _bracketed(found: re.Match[str]) -> str:
    """A fraction without its marks, in brackets if a neighbour would bind stronger than its bar."""
    before, inner, after = found.group("before"), found.group("inner"), found.group("after")
    before_it, after_it = before.strip(), after.strip()
    apart = before_it in "+-=≤≥<>≠≈,([{⟨" and after_it in "+-=≤≥<>≠≈,)]}⟩"  # a border counts as apart
    return before + (inner if apart else f"({inner})")


def _pieces(tokens: Iterator[str]) -> Iterator[str]:
    """The text of each token up to the end, or up to the brace that closes the group."""
    for token in tokens:
        if token == "}":
            return
        yield _piece(token, tokens)


def _piece(token: str, tokens: Iterator[str]) -> str:
    if token == "{":
        return "".join(_pieces(tokens))
    if token in "^_":
        return token + _grouped(_argument(tokens))
    if token.isspace():
        return " "
    if not token.startswith("\\"):
        return token
    name = token[1:].rstrip() or " "
    return _command(name, tokens) + (" " if token[-1].isspace() and name not in _JOINED else "")


def _command(name: str, tokens: Iterator[str]) -> str:
    if name in ("frac", "tfrac", "dfrac"):
        above, below = _argument(tokens), _argument(tokens)
        return f"⟪{_part(above)}/{_part(below)}⟫"
    if name == "sqrt":
        return "√" + _grouped(_argument(tokens))
    if name == "binom":
        above, below = _argument(tokens), _argument(tokens)
        return f"C({above}, {below})"
    if name in _ACCENTS:
        shown = _argument(tokens)
        return unicodedata.normalize("NFC", shown + _ACCENTS[name]) if len(shown) == 1 else f"{name}({shown})"
    if name in _UPRIGHT:
        return _argument(tokens)
    if name in _FUNCTIONS:
        return f"{name} "
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    return _letter(name)


def _letter(name: str) -> str:
    """A Greek letter by its name; an escaped character or an unknown command as it is."""
    size = "CAPITAL" if name[:1].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name}")
    except KeyError:
        return name


def _argument(tokens: Iterator[str]) -> str:
    """The text of the next group, or of the next token."""
    token = next((token for token in tokens if not token.isspace()), "")
    return _piece(token, tokens).strip() if token else ""


def _grouped(text: str) -> str:
    """Return the text, in brackets unless it is one number or one name."""
    inner = text[1:-1] if text.startswith("⟪") and text.endswith("⟫") and text.count("⟪") == 1 else text
    return inner if _BARE.fullmatch(inner) else f"({inner})"


def _part(text: str) -> str:
    """Return a numerator or denominator, where a power, an index or a call needs no brackets either."""
    return text if re.fullmatch(r"√?\w+([\^_]\w)?|[|‖][^|‖]*[|‖]", text) else _grouped(text)
