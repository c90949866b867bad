"""What phi (eq 10) is of the order of, for parity and for circuits, with and without intermediate labels."""

from itertools import pairwise

import sympy as sp

from theory.hypothesis_class.complexity import BASE_EXPONENT, symbolic_phi
from theory.hypothesis_class.gates import gate_polynomial, parity_polynomial
from theory.ledger import corrects, refutes

D = sp.Symbol("d", positive=True)
TREE_LENGTH = sp.Rational(3, 2) * D - 2


def phi_of(length, inputs, degree, largest):
    phi, s = symbolic_phi()
    return phi.subs({s["T"]: length, s["N"]: inputs, s["D"]: degree, s["a"]: largest}), s["C"]


@refutes("remark-6-phi-order", evidence="symbolic")
def test_phi_of_a_general_gate_is_not_linear_even_in_t():
    degree = max(gate_polynomial(f"{k:04b}").degree for k in range(16))
    phi, s = symbolic_phi()
    exponent = sp.expand_log(sp.log(phi.subs({s["N"]: 2, s["D"]: degree})), force=True).coeff(sp.log(s["T"]))
    assert exponent == 25 > 1


@corrects("remark-6-phi-order", evidence="symbolic")
def test_phi_of_a_general_gate_is_t_to_the_15_plus_3n_plus_2_to_the_n():
    phi, s = symbolic_phi()
    n, t = s["N"], s["T"]
    exponent = sp.expand_log(sp.log(phi.subs(s["D"], 2**n - 1)), force=True).expand().coeff(sp.log(t))
    assert sp.expand(exponent - (15 + 3 * n + 2**n)) == 0
    for inputs in (1, 2, 3):
        degree = max(gate_polynomial(f"{k:0{2**inputs}b}").degree for k in range(2 ** (2**inputs)))
        assert BASE_EXPONENT + 3 * inputs + degree == 15 + 3 * inputs + 2**inputs


@corrects("remark-6-phi-order", evidence="exhaustive", scope="the 16 gates of two inputs")
def test_two_inputs_need_degree_two_only():
    # A polynomial of degree k interpolates k sign changes along a linear form; ties must agree in value.
    forms = [(c, e) for c in (1, 0, -1) for e in (1, 0, -1)]
    fewest = []
    for k in range(16):
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
    assert max(fewest) == 2
    assert parity_polynomial(2).degree == 2
