"""What phi (eq 10) is of the order of, for parity and for circuits, with and without intermediate labels."""

from itertools import pairwise

import sympy as sp

from theory.hypothesis_class.bounds import parity_bound
from theory.hypothesis_class.complexity import BASE_EXPONENT, symbolic_phi
from theory.hypothesis_class.gates import gate_polynomial, parity_polynomial
from theory.ledger import corrects, refutes

D = sp.Symbol("d", positive=True)
TREE_LENGTH = sp.Rational(3, 2) * D - 2


def order_of(relation, name, **meaning):
    """The expression e of "phi = O(e)" in the formula of a claim, with phi under its name."""
    assert relation.left(phi=name) == name
    return relation.right(O=lambda e: e, **meaning)


@refutes("remark-6-phi-order", evidence="symbolic")
def test_phi_of_a_general_gate_is_not_linear_even_in_t(claim, over):
    printed, case = claim("remark-6-phi-order").statement.order, claim("remark-6-phi-order").counterexample
    degree = max(gate_polynomial(f"{k:0{2**case.N}b}").degree for k in range(2 ** (2**case.N)))
    assert (case.N, degree) == (2, case.degree)
    phi, s = symbolic_phi()
    over.every("T", "d", "C", "a", positive=True)
    t = s["T"]
    of_a_gate = phi.subs({s["N"]: case.N, s["D"]: degree})
    ratio = of_a_gate / case.power(T=t)
    assert sp.simplify(sp.diff(ratio, t)) == 0  # phi is a constant times this power of T
    # T >= d: at T = d the quotient by the printed order has no bound
    assert case.longer(T=parity_bound(8).complexity.sequence_length, d=8)
    assert case.longer(T=8, d=8)
    assert not case.longer(T=7, d=8)
    quotient = case.power(T=D) / order_of(printed, "phi", d=D)
    assert sp.limit(quotient, D, sp.oo) == sp.oo
    assert printed(phi=("O", 7), O=lambda e: ("O", e), d=7)


@corrects("remark-6-phi-order/order", evidence="symbolic")
def test_phi_of_a_general_gate_is_this_power_of_t(claim, over):
    phi, s = symbolic_phi()
    n, t = s["N"], s["T"]
    over.every("N", "T", "C", "a", positive=True)
    said = claim("remark-6-phi-order").correction.order
    ratio = phi.subs(s["D"], 2**n - 1) / order_of(said, "phi", T=t, N=n)
    assert sp.simplify(sp.expand_log(sp.log(ratio), force=True).diff(t)) == 0
    assert said(phi=("O", sp.Integer(2) ** 25), O=lambda e: ("O", e), T=2, N=2)
    for inputs in over(N=(1, 2, 3)):
        degree = max(gate_polynomial(f"{k:0{2**inputs}b}").degree for k in range(2 ** (2**inputs)))
        assert degree == 2**inputs - 1
        assert 10 ** (BASE_EXPONENT + 3 * inputs + degree) == order_of(said, "phi", T=10, N=inputs)


@corrects("remark-6-phi-order/two-inputs", evidence="exhaustive")
def test_two_inputs_need_degree_two_only(claim, over):
    """Every gate of two inputs along every order of the cube."""
    said = claim("remark-6-phi-order").correction
    # A polynomial of degree k interpolates k sign changes along a linear form; ties must agree in value.
    forms = [(c, e) for c in (1, 0, -1) for e in (1, 0, -1)]
    fewest = []
    for k in over(gate=range(said.gates)):
        table = f"{k:04b}"
        changes = []
        for c, e in forms:
            values: dict[int, set[str]] = {}
            for z in range(4):
                values.setdefault(c * (z & 1) + e * (z >> 1), set()).add(table[z])
            if all(len(found) == 1 for found in values.values()):
                along = [min(values[level]) for level in sorted(values)]
                changes.append(sum(left != right for left, right in pairwise(along)))
        fewest.append(min(changes))
    assert len(fewest) == 2 ** (2**said.two)
    assert max(fewest) == said.least == parity_polynomial(said.two).degree
    phi, s = symbolic_phi()
    ratio = phi.subs({s["N"]: said.two, s["D"]: said.least}) / said.power(T=s["T"])
    assert sp.simplify(sp.diff(ratio, s["T"])) == 0
