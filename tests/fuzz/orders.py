"""Mutants of certificates, given to the independent checker and to Coq's checker on the same bytes.

    python -m tests.fuzz.orders [MUTANTS] [SEED]

A difference is a mutant that one of them accepts and the other refuses. Exempt are the kinds of certificate that Coq
does not replay, and what the independent checker refuses for its form alone: Coq's checker sees numbers, not text.
"""

import contextlib
import copy
import json
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from theory.asymptotics import checker, decide_order
from theory.errors import InputError
from theory.formal.appendices import appendix_certificates
from theory.formal.certificates import PREAMBLE, certificate_definition
from theory.formal.coq import SOURCES, build, run_coq

#: Mutants in one file for Coq.
BATCH = 500
#: A checker that takes longer than this on a mutant hangs.
MOST_SECONDS = 5
#: Why the independent checker refuses what may well be true: form, and what serves no purpose.
_FORM = re.compile(
    r"is not a rational|is not an object|is not a list|wrong keys|no item|cannot read|is not a monomial|no exponent|"
    r"is not a variable|occurs twice|not used|does not occur|missing or not used|no bound for|unknown parameter|"
    r"a power that is not positive|too |numbers grow|no plain reason|unknown format|no JSON|a number that is not|"
    r"a key occurs|needs two variables|do not match|not one proof|more than|no object|is not positive|not an object"
)
WEIRD = [
    None,
    True,
    0,
    1,
    -1,
    "",
    "0",
    "1",
    "-1",
    "2/2",
    "1/2",
    "x",
    "log(x)",
    "x^2 * x",
    "1e9",
    [],
    {},
    ["1"],
    7,
]


def seeds():
    """Certificates of every kind of step that Coq replays, and one of each that it does not."""
    answers = [
        decide_order("T**(N*k)", "T**(N**2*k + 1)", [], ["N >= 1", "k >= 2"]),
        decide_order("log(m)", "log(n) + log(T)", ["m <= n*T"]),
        decide_order("log(m)", "log(n)*log(T)", ["m <= n*T"]),
        decide_order("log(m)**5", "m**(1/6)*n"),
        decide_order("sqrt(a*b) + min(a, b)", "a + b"),
        decide_order("T**8*sqrt(n)/m", "R/sqrt(m)", ["R >= T**16", "m >= n"]),
        decide_order("2**n", "3**n"),
        decide_order("log(n)**k", "sqrt(n)", [], ["k >= 0"]),
        decide_order("x", "sqrt(m) + sqrt(n)", ["m + n >= x**2"]),
    ]
    documents = [answer.certificate.document for answer in answers]
    documents += sorted(appendix_certificates().values(), key=lambda d: len(str(d)))[:12]
    return [json.loads(json.dumps(document)) for document in documents]


def places(value, path=()):
    """All paths inside a JSON value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def mutant(draw, documents):
    """The text of a certificate with one to three changes."""
    document = copy.deepcopy(draw.choice(documents))
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        change(draw, document)
    text = json.dumps(document)
    if draw.random() < 0.1:  # bytes
        start = draw.randrange(len(text))
        end = min(len(text), start + draw.randrange(4))
        text = text[:start] + draw.choice(["", text[end : end + 3], '"', "0", ",", "x"]) + text[end:]
    return text


def change(draw, document):
    """Change one place."""
    path = draw.choice([path for path in places(document) if path])
    holder, key = at(document, path[:-1]), path[-1]
    value = holder[key]
    kind = draw.random()
    if isinstance(value, str) and kind < 0.6:
        numbers = list(re.finditer(r"\d+", value))
        if numbers:
            match = draw.choice(numbers)
            number = draw.choice([int(match[0]) + 1, max(0, int(match[0]) - 1), draw.randrange(5)])
            holder[key] = value[: match.start()] + str(number) + value[match.end() :]
        else:
            holder[key] = draw.choice([f"{value}^2", f"-{value}", f"log({value})", "m", "n", "a", "T"])
    elif isinstance(value, int) and kind < 0.6:
        holder[key] = value + draw.choice([-1, 1, 2])
    elif isinstance(holder, list) and kind < 0.75:
        if kind < 0.68:
            holder.insert(draw.randrange(len(holder) + 1), copy.deepcopy(value))
        else:
            del holder[key]
    elif kind < 0.9:
        other = at(document, draw.choice(list(places(document))))
        holder[key] = copy.deepcopy(other)
    else:
        holder[key] = draw.choice(WEIRD)


def verdict(text):
    """What the independent checker says: None if it accepts, else why not.

    Raises:
        AssertionError: it takes too long.
    """
    start = time.process_time()
    try:
        checker.check(text)
        why = None
    except checker.Rejected as error:
        why = str(error)
    taken = time.process_time() - start
    assert taken < MOST_SECONDS, f"{taken:.0f} s: {text[:2000]}"
    return why


def definition(text, name):
    """The Coq term of a certificate; "served" says whether Coq replays its kind, None that it is no certificate."""
    try:
        return certificate_definition(name, json.loads(text)), True
    except InputError as error:
        return None, not str(error).startswith("Coq replays")
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ZeroDivisionError, RecursionError):
        return None, True


def verdicts_of_coq(definitions, folder):
    """Whether Coq's checker accepts each of these certificates, in one run."""
    names = "; ".join(f"c{k}" for k in range(len(definitions)))
    lines = [PREAMBLE, *definitions, f"Eval vm_compute in (map accepts [:: {names}])."]
    (folder / "Fuzz.v").write_text("\n".join(lines), encoding="utf-8")
    return [word == "true" for word in re.findall(r"\b(true|false)\b", run_coq("coqc", ["Fuzz.v"], folder))]


@contextlib.contextmanager
def coq_folder():
    """A folder with the compiled sources of Coq's checker."""
    made = build(SOURCES, None, ("Orders",))
    with tempfile.TemporaryDirectory(prefix="subtask-fuzz-") as name:
        for module in made.modules:
            shutil.copy(made.folder / f"{module}.vo", name)
        yield Path(name)


def compare(mutants, seed=0):
    """Give mutants to both checkers; return the number that both accept, and the differences."""
    draw = random.Random(seed)
    documents = seeds()
    accepted, differences = 0, []
    with coq_folder() as folder:
        for start in range(0, mutants, BATCH):
            texts = [mutant(draw, documents) for _ in range(min(BATCH, mutants - start))]
            whys = [verdict(text) for text in texts]
            terms, served = zip(*(definition(text, f"c{k}") for k, text in enumerate(texts)), strict=True)
            readable = [k for k, term in enumerate(terms) if term is not None]
            renamed = [terms[k].replace(f"c{k} :", f"c{i} :", 1) for i, k in enumerate(readable)]
            proved = dict(zip(readable, verdicts_of_coq(renamed, folder), strict=True))
            for k, (text, why) in enumerate(zip(texts, whys, strict=True)):
                agreed = proved.get(k, False) == (why is None)
                accepted += agreed and why is None
                if not agreed and served[k] and not (why is not None and _FORM.search(why)):
                    differences.append((text, why))
    return accepted, differences


def main(arguments):
    """Run it; returns the exit status."""
    mutants, seed = (int(word) for word in [*arguments, *["10000", "0"][len(arguments) :]])
    start = time.process_time()
    accepted, differences = compare(mutants, seed)
    for text, why in differences[:5]:
        print(f"difference: {why or 'accepted here, refused by Coq'}\n{text}", file=sys.stderr)
    print(
        f"{mutants} mutants, {accepted} accepted by both checkers, {len(differences)} differences, no crash, no hang "
        f"({time.process_time() - start:.0f} s of this process)"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
