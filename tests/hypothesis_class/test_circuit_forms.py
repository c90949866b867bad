"""Completions, the worst of many gates, wide gates, groupings: against exhaustion and exact arithmetic."""

import itertools
import json
import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from theory.cli.app import make_app, run
from theory.errors import InputError, ProofError
from theory.hypothesis_class import completions as completions_module
from theory.hypothesis_class import representations
from theory.hypothesis_class.circuit_bounds import circuit_bound
from theory.hypothesis_class.circuit_forms import AND_INVERTER, AS_GIVEN, compare_forms
from theory.hypothesis_class.completions import cheapest_completion
from theory.hypothesis_class.representations import class_representation, small_representation
from theory.hypothesis_class.sign_degree import sign_degrees
from theory.hypothesis_class.wide_gates import wide_representation
from theory.tasks.and_inverter import and_gates, and_inverter_form, check_same_outputs, to_netlist
from theory.tasks.circuits import Circuit
from theory.tasks.grouping import cut_graph
from theory.tasks.library import build
from theory.tasks.sequence import Gate
from theory.tasks.truth_tables import depends_on, table_number


def random_table(inputs, seed, characters="01"):
    source = random.Random(seed)
    return "".join(source.choice(characters) for _ in range(1 << inputs))


def completions(free):
    rows = [k for k, value in enumerate(free) if value == "-"]
    for values in itertools.product("01", repeat=len(rows)):
        table = list(free)
        for row, value in zip(rows, values, strict=True):
            table[row] = value
        yield "".join(table)


@pytest.mark.parametrize("seed", range(12))
def test_no_completion_is_cheaper(seed):
    """Every completion is given the representation found for it, one by one."""
    inputs = 1 + seed % 4
    free = random_table(inputs, seed, "01-" if inputs < 4 else "0011-")

    def cost(table):
        found = small_representation(table)
        return 3 * len(depends_on(table)) + found.degree, found.largest

    found = cheapest_completion(free)
    assert found.proved
    assert found.completions == 2 ** free.count("-")
    assert cost(found.truth_table) == min(map(cost, completions(free)))
    assert found.cost == cost(found.truth_table)[0]
    assert all(a in ("-", b) for a, b in zip(free, found.truth_table, strict=True))


def test_a_completion_that_needs_fewer_inputs():
    free = "".join(
        "01"[k >> 1 & 1] if k % 3 else "-" for k in range(64)
    )  # z_2, with a third of the rows free
    found = cheapest_completion(free)
    assert (found.inputs, found.degree, found.proved) == ((1,), 1, True)


def test_a_completion_that_needs_many_inputs_is_the_best_of_those_tried():
    free = "".join("-" if k == 5 else str(int(k == 63)) for k in range(64))  # an AND of six
    found = cheapest_completion(free)
    assert (len(found.inputs), found.degree, found.proved) == (6, 1, False)


@pytest.mark.parametrize("seed", range(4))
def test_the_inputs_that_every_completion_needs(seed):
    free = random_table(3, seed, "01---")
    common = set(range(3)).intersection(*(depends_on(table) for table in completions(free)))
    rows = range(8)
    apart = {i for i in range(3) for k in rows if {free[k], free[k ^ 1 << i]} == {"0", "1"}}
    assert set(completions_module._needed(free, 3)) == apart <= common


@pytest.mark.parametrize("bad", ["01x1", "011", "-" * 2048])
def test_bad_tables_are_refused(bad):
    with pytest.raises(InputError):
        cheapest_completion(bad)


@pytest.mark.parametrize("inputs", [2, 4, 6, 8])
def test_wide_representations_have_margin_one(inputs):
    conjunction = "0" * ((1 << inputs) - 1) + "1"
    parity = "".join(str(k.bit_count() % 2) for k in range(1 << inputs))
    assert wide_representation(conjunction).degree == 1
    assert wide_representation(parity).degree == inputs
    for table in (conjunction, parity, random_table(min(inputs, 5), inputs)):
        found = wide_representation(table)
        assert sum(b * b for b in found.placement.slopes) <= 2
        smaller = replace(found, coefficients=tuple(a * Fraction(999, 1000) for a in found.coefficients))
        with pytest.raises(ProofError):  # the margin is one exactly, so a thousandth less is too little
            smaller.check()


def test_wide_representations_are_never_below_the_least_degree():
    for function in range(0, 1 << 16, 257):
        table = f"{function:016b}"
        degree = int(sign_degrees(4)[table_number(table)])
        assert wide_representation(table).degree >= degree == class_representation(table).degree


def test_a_representation_of_a_useless_degree_is_not_given():
    assert wide_representation(random_table(8, 0)) is None
    circuit = Circuit.from_gates(8, [Gate(tuple(range(8)), random_table(8, 0))])
    assert circuit_bound(circuit).smaller is None


def test_a_stored_representation_is_checked(monkeypatch):
    stored = {2: {"0001": replace(class_representation("0001"), truth_table="0111")}}
    monkeypatch.setattr(representations, "_stored", lambda: stored)
    representations._checked_class.cache_clear()
    with pytest.raises(ProofError):
        representations._checked_class(2, table_number("0001"))
    representations._checked_class.cache_clear()


@pytest.mark.parametrize(
    "table", ["0001", "0111", "0110", "1001", "01010011", "00010111", "1110", "0010", "11"]
)
def test_and_gates_of_one_gate(table):
    inputs = len(table).bit_length() - 1
    circuit = Circuit.from_gates(inputs, [Gate(tuple(range(inputs)), table)])
    netlist = to_netlist(circuit)
    fewest = {"0001": 1, "0111": 1, "1110": 1, "0010": 1, "0110": 3, "1001": 3, "01010011": 3, "11": 0}
    assert len(netlist.gates) == and_gates(table) == fewest.get(table, len(netlist.gates))
    for row, bit in enumerate(table):
        assert netlist.simulate([row >> i & 1 for i in range(inputs)], 1) == [int(bit)]


@pytest.mark.parametrize("name", ["addition", "multiplication", "comparison", "majority"])
def test_groupings_keep_the_function(name):
    circuit = build(name, 8)
    x = np.array(list(itertools.product((0, 1), repeat=8)), dtype=np.uint8)
    for inputs in (2, 3, 4):
        grouped = cut_graph(circuit).group(inputs)
        assert grouped.inputs_per_gate <= inputs
        assert np.array_equal(grouped.outputs(x), circuit.outputs(x))
        assert grouped.num_labels <= and_inverter_form(circuit).num_labels


def test_groups_find_the_gates_of_a_full_adder():
    """From and-gates alone, a sum of three bits and a majority are found again."""
    adder = Circuit.from_gates(3, [Gate((0, 1, 2), "01101001"), Gate((0, 1, 2), "00010111")], 2)
    inverted = and_inverter_form(adder)
    assert inverted.num_labels > 6
    assert sorted(gate.truth_table for gate in cut_graph(inverted).group(3).gates) == ["00010111", "01101001"]


def test_groups_of_bounded_degree():
    circuit = and_inverter_form(build("multiplication", 8))
    grouped = cut_graph(circuit).group(4, lambda n, table: sign_degrees(n)[table] <= 1)
    assert max(class_representation(gate.truth_table).degree for gate in grouped.gates) == 1


def test_groups_with_outputs_that_are_inputs_constants_or_copies():
    circuit = Circuit.from_gates(
        2, [Gate((0, 1), "0110"), Gate((1,), "01"), Gate((0,), "11"), Gate((2,), "01"), Gate((2,), "10")], 4
    )
    x = np.array(list(itertools.product((0, 1), repeat=2)), dtype=np.uint8)
    assert np.array_equal(cut_graph(circuit).group(2).outputs(x), circuit.outputs(x))


def test_forms_are_compared_by_phi():
    forms = compare_forms(build("addition", 8))
    names = [form.name for form in forms.forms]
    assert names[:2] == [AS_GIVEN, AND_INVERTER]
    assert all(name.startswith("groups of") for name in names[2:])
    assert forms.grouped is forms.forms[2]
    assert forms.best.log10_phi == min(form.log10_phi for form in forms.forms)
    assert forms.best_smaller.log10_phi_smaller == min(form.log10_phi_smaller for form in forms.forms)
    assert forms.grouped.log10_phi < forms.forms[0].log10_phi  # N = 2 instead of 3, for twice as many labels
    from_gates, from_inverted = (
        min(circuit_bound(graph.group(2)).paper.log10_phi for graph in [cut_graph(circuit)])
        for circuit in (build("addition", 8), forms.forms[1].circuit)
    )
    assert forms.grouped.log10_phi == from_gates < from_inverted
    with pytest.raises(InputError, match="2 to 4 inputs"):
        compare_forms(build("addition", 8), max_inputs=5)


def test_forms_that_differ_are_found():
    circuit, other = build("addition", 8), build("addition", 8)
    tables = list(other.tables)
    tables[0] = tables[0][::-1]
    with pytest.raises(ProofError, match="different outputs"):
        check_same_outputs(circuit, replace(other, tables=tuple(tables)))


MAJORITY_BLIF = ".model t\n.inputs a b c\n.outputs y\n.names a b c y\n11- 1\n1-1 1\n-11 1\n.end\n"


def shown(capsys, *arguments):
    assert run(make_app(), ["circuit", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_compares(tmp_path, capsys):
    path = tmp_path / "m.blif"
    path.write_text(MAJORITY_BLIF)
    found = shown(capsys, str(path))
    rows = {row["name"]: row for row in found["compared"]}
    assert rows[AS_GIVEN]["labels"] == 1
    assert rows[AS_GIVEN]["log10_phi"] == found["log10_phi"]
    assert rows[AND_INVERTER]["inputs_per_gate"] == 2
    assert found["and_gates_in_file"] == rows[AND_INVERTER]["labels"]
    split = shown(capsys, str(path), "--max-inputs", "2")
    assert {row["name"] for row in split["compared"]} >= {AS_GIVEN, "split, N <= 2"}
    assert split["inputs_per_gate"] == 2
    for gates, name in (("and-inverter", AND_INVERTER), ("file", AS_GIVEN)):
        assert shown(capsys, str(path), "--gates", gates)["log10_phi"] == rows[name]["log10_phi"]
    best = min(row["log10_phi"] for name, row in rows.items() if name.startswith("groups"))
    assert shown(capsys, str(path), "--gates", "grouped")["log10_phi"] == best
    assert shown(capsys, str(path), "--no-compare")["compared"] is None
    assert shown(capsys, "addition", "--d", "8")["compared"] is None
    assert len(shown(capsys, "addition", "--d", "8", "--compare")["compared"]) >= 3


def test_the_command_says_how_free_rows_were_filled(tmp_path, capsys):
    path = tmp_path / "d.pla"
    path.write_text(".i 2\n.o 1\n11 1\n00 -\n.e\n")
    found = shown(capsys, str(path))
    assert found["completed_gates"] == [
        {"free": "-001", "truth_table": "0001", "no_cheaper_completion": True}
    ]
    assert found["notes"] == []
    assert run(make_app(), ["circuit", str(path)]) == 0
    line = "free rows         -001 -> 0001: the cheapest polynomial of all completions"
    assert line in capsys.readouterr().out.split("\n")
    path.write_text(".i 6\n.o 5\n" + "".join(f"{'1' * 6} {'~' * k}1{'~' * (4 - k)}\n" for k in range(5)))
    with path.open("a") as file:
        file.write("".join(f"{k:06b} {'~' * k}-{'~' * (4 - k)}\n" for k in range(5)) + ".e\n")
    assert run(make_app(), ["circuit", str(path)]) == 0
    out = capsys.readouterr().out
    assert "free rows         1 rows: the cheapest polynomial of the completions tried" in out
    assert "and 2 more gates with free rows" in out


def test_a_large_circuit_is_compared_on_request_only(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("theory.hypothesis_class.circuit_forms.MAX_COMPARED", 0)
    path = tmp_path / "m.blif"
    path.write_text(MAJORITY_BLIF)
    found = shown(capsys, str(path))
    assert found["compared"] is None
    assert "more than 0 gates" in found["not_compared"]
    assert shown(capsys, str(path), "--compare")["compared"]
