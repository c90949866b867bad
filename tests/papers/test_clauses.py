"""What a reader sees of a claim is made from what its checks decide: no number or formula is typed beside it."""

import pytest

from theory.ledger import Part
from theory.papers import known_papers, paper_named

CLAIMS = [(name, claim) for name in known_papers() for claim in paper_named(name).claims]
#: A consequence that no check decides is shown as such; its numbers may be typed.
BOUND = (Part.STATEMENT, Part.READING, Part.COUNTEREXAMPLE, Part.CORRECTION)


@pytest.mark.parametrize("paper, claim", CLAIMS, ids=[f"{paper}/{claim.id}" for paper, claim in CLAIMS])
def test_no_number_or_formula_is_typed_into_a_sentence(paper, claim):
    stray = {f"{part}: {text}" for part in BOUND for clause in claim.clauses(part) for text in clause.stray}
    assert stray == set()


@pytest.mark.parametrize("name", known_papers())
def test_each_clause_is_whole_sentences(name):
    """A reader meets each clause by itself, with what decides it."""
    for claim in paper_named(name).claims:
        for part in Part:
            for clause in claim.clauses(part):
                text = clause.rendered(claim.notation).strip()
                assert text[0].isupper() or text[0] in "$'*(", f"{claim.id} {part} {clause.name}: {text[:60]}"
                assert text[-1] in ".)", f"{claim.id} {part} {clause.name}: ...{text[-60:]}"
