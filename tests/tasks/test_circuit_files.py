"""Circuits from files: good ones against aigverse's own readers and a truth table, bad ones against their one line."""

import itertools
import json
import re
import time

import numpy as np
import pytest
from aigverse import algorithms, io, networks

from theory.cli.app import make_app, run
from theory.errors import InputError
from theory.tasks.circuit_files import read_circuit
from theory.tasks.verilog_expressions import ExpressionError, parse_expression

ADDER_V = """// a full adder
module adder(a, b, c, s, co);
  input a, b, c;
  output s, co;
  wire n1, n2, n3;
  assign n1 = a ^ b;   /* half
  sum */
  assign s = n1 ^ c;
  assign n3 = n1 & c;
  assign n2 = a & b;
  assign co = n2 | n3;
endmodule
"""
PRIMITIVES_V = """module top(input [1:0] a, input c, output y, output z);
  wire w;
  nand g1(w, a[0], a[1], c);
  xnor (y, w, c);
  assign z = ~(a[0] ^ c) ? !w | 1'b0 : (a[1] ~^ c);
endmodule
"""
ADDER_AAG = """aag 8 3 0 2 5
2
4
6
17
12
8 2 4
10 3 5
14 9 11
16 14 6
12 9 5
i0 a
c
comment
"""
UNSORTED_AAG = "aag 5 2 0 1 2\n2\n4\n10\n10 2 8\n8 2 4\n"
ADDER_PLA = """# sum and carry
.i 3
.o 2
.ilb a b c
.p 7
100 10
010 10
001 10
111 10
11- 01
1-1 01
-11 01
.e
"""


def inputs(d):
    return np.array(list(itertools.product((0, 1), repeat=d)), dtype=np.uint8)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_verilog(tmp_path):
    circuit = read_circuit(write(tmp_path, "a.v", ADDER_V)).circuit
    x = inputs(3)
    total = x.sum(axis=1)
    assert np.array_equal(circuit.outputs(x), np.stack([total % 2, total // 2], axis=1))


def test_verilog_primitives_vectors_and_expressions(tmp_path):
    circuit = read_circuit(write(tmp_path, "p.v", PRIMITIVES_V)).circuit
    for a0, a1, c in inputs(3).tolist():
        w = 1 - (a0 & a1 & c)
        z = 1 - w if a0 == c else int(a1 == c)
        assert circuit.outputs(np.array([[a0, a1, c]], dtype=np.uint8)).tolist() == [[int(w == c), z]]


def test_aiger_ascii(tmp_path):
    read = read_circuit(write(tmp_path, "a.aag", ADDER_AAG))
    x = inputs(3)
    a, b, c = x.T
    expected = [1 - ((1 - (a & b)) & (a | b) & c), (1 - (a & b)) & (1 - b)]
    assert np.array_equal(read.circuit.outputs(x), np.stack(expected, axis=1))
    assert read.gates_in_file == 5


def test_gates_in_any_order(tmp_path):
    circuit = read_circuit(write(tmp_path, "u.aag", UNSORTED_AAG)).circuit
    x = inputs(2)
    assert np.array_equal(circuit.outputs(x)[:, 0], x[:, 0] & x[:, 1])


def test_pla(tmp_path):
    circuit = read_circuit(write(tmp_path, "a.pla", ADDER_PLA)).circuit
    x = inputs(3)
    total = x.sum(axis=1)
    assert np.array_equal(circuit.outputs(x), np.stack([total % 2, total // 2], axis=1))


def random_network(seed, pis=6, gates=60, pos=4):
    rng = np.random.default_rng(seed)
    network = networks.Aig()
    signals = [network.create_pi() for _ in range(pis)]
    for _ in range(gates):
        a, b = (signals[i] for i in rng.integers(0, len(signals), 2))
        signals.append(network.create_and(~a if rng.random() < 0.5 else a, ~b if rng.random() < 0.5 else b))
    for signal in signals[-pos:]:
        network.create_po(~signal if rng.random() < 0.5 else signal)
    return network


@pytest.mark.parametrize("seed", range(8))
def test_three_formats_agree_with_aigverse(tmp_path, seed):
    network = random_network(seed)
    io.write_aiger(network, str(tmp_path / "n.aig"))
    io.write_verilog(network, str(tmp_path / "n.v"))
    x = inputs(6)
    outputs = [read_circuit(tmp_path / name).circuit.outputs(x) for name in ("n.aig", "n.v")]
    assert np.array_equal(*outputs)
    again = networks.Aig()  # the labels of our circuit, put back into aigverse gate by gate
    circuit = read_circuit(tmp_path / "n.v").circuit
    signals = [again.create_pi() for _ in range(6)]
    for gate in circuit.gates:
        args = [signals[i] for i in gate.inputs]
        terms = [
            again.create_nary_and([s if k >> i & 1 else ~s for i, s in enumerate(args)])
            for k, bit in enumerate(gate.truth_table)
            if bit == "1"
        ]
        signals.append(again.create_nary_or(terms) if terms else again.get_constant(False))
    for signal in signals[-circuit.num_outputs :]:
        again.create_po(signal)
    assert algorithms.equivalence_checking(network, again) is True


BAD = {
    "empty.aig": (b"", 1, "empty"),
    "blank.v": (b"\n \n", 1, "empty"),
    "header.aig": (b"aig 1000000000 0 0 0", 1, "the numbers M I L O A"),
    "header-2.aig": (b"aig 1000000000 0 0 1 1000000000\n", 1, "declares 1000000000 variables"),
    "header-3.aig": (b"aig 4000000 2 0 1 3999998", 1, "declares 4000000 variables"),
    "header-4.aig": (b"aig 40000 2 0 1 39998", 1, "truncated"),
    "header.aag": (b"aag 1000000000 1000000000 0 1 0\n", 1, "declares 1000000000 variables"),
    "short.aig": (b"aig 40003 3 0 1 40000\n2\n\x02\x01", 1, "truncated"),
    "cut.aig": (b"aig 5 2 0 1 3\n10\n\x02\x02\x02\x02\x82\x82", None, "and-gate 3 of 3"),
    "long.aig": (b"aig 3 2 0 1 1\n6\n\xff\xff\xff\xff\xff\x01\x01", None, "more than 35 bits"),
    "order.aig": (b"aig 3 2 0 1 1\n6\n\x00\x01", None, "not before it"),
    "latch.aag": (b"aag 3 2 1 1 0\n2\n4\n6 2\n6\n", 1, "1 latches"),
    "cut.aag": (b"aag 3 2 0 1 1\n2\n4\n6\n6 2", 5, "the file ends here"),
    "cycle.aag": (b"aag 4 2 0 1 2\n2\n4\n6\n6 2 8\n8 6 4\n", 5, "cycle"),
    "loose.aag": (b"aag 4 2 0 1 1\n2\n4\n6\n6 2 8\n", 5, "not connected"),
    "loose-output.aag": (b"aag 9 2 0 1 1\n2\n4\n18\n6 2 4\n", 4, "not connected"),
    "twice.aag": (b"aag 4 2 0 1 2\n2\n4\n6\n6 2 4\n6 2 4\n", 6, "defined a second time"),
    "range.aag": (b"aag 3 2 0 1 1\n2\n4\n99\n6 2 4\n", 4, "larger than 2M"),
    "word.aag": (b"aag 3 2 0 1 1\n2\nx\n6\n6 2 4\n", 3, "literals were expected"),
    "sizes.aag": (b"aag 2 2 0 1 1\n2\n4\n6\n6 2 4\n", 1, "less than I"),
    "no-output.aag": (b"aag 2 2 0 0 0\n2\n4\n", 1, "no outputs"),
    "foreign.aig": (b"PK\x03\x04hello", 1, "begins with 'aig'"),
    "foreign.zip": (b"PK\x03\x04\xff\xfe", 1, "another format"),
    "zero.txt": (b"ab\0cd", 1, "another format"),
    "prose.txt": (b"Dear reader,\nthis is prose.\n", 1, "none of the formats served"),
    "reg.v": (b"module t(clk, a, y);\ninput clk, a;\noutput y;\nreg y;\nendmodule\n", 4, "no registers"),
    "always.v": (
        b"module t(c, y);\ninput c;\noutput y;\nalways @(posedge c) y <= c;\nendmodule\n",
        4,
        "no registers",
    ),
    "instance.v": (
        b"module t(a, y);\ninput a;\noutput y;\nfoo u1(.x(a), .y(y));\nendmodule\n",
        4,
        "'foo' is neither",
    ),
    "cycle.v": (
        b"module t(a, y);\ninput a;\noutput y;\nwire n, m;\nassign n = m & a;\nassign m = n;\nassign y = m;\nendmodule",
        5,
        "cycle",
    ),
    "undriven.v": (
        b"module t(a, y);\ninput a;\noutput y;\nwire n;\nassign y = n & a;\nendmodule\n",
        5,
        "not connected",
    ),
    "operator.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign y = a &* a ;\nendmodule\n",
        4,
        "unexpected|expected",
    ),
    "open.v": (b"module t(a, y);\ninput a;\noutput y;\nendmodule\n", 3, "not connected"),
    "undeclared.v": (b"module t(a, y);\ninput a;\noutput y;\nassign q = a;\nendmodule\n", 4, "not declared"),
    "twice.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign y = a;\nassign y = ~a;\nendmodule\n",
        5,
        "second time",
    ),
    "driven-input.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign a = y;\nendmodule\n",
        4,
        "input 'a' is driven",
    ),
    "cut.v": (b"module t(a, y);\ninput a;\noutput y;\nassign y = a;\n", 4, "truncated"),
    "cut-word.v": (b"module t(a, y);\ninput a;\noutput y;\nassign y = a & ", 4, "cannot read|expected"),
    "huge.v": (
        b"module t(a, y);\ninput [1000000000:0] a;\noutput y;\nassign y = a[0];\nendmodule\n",
        2,
        "1000000001 bits",
    ),
    "two.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign y = a;\nendmodule\nmodule u(b);\nendmodule\n",
        6,
        "one module",
    ),
    "huge.pla": (b".i 1000000000\n.o 1\n", 1, "1000000000 inputs"),
    "short.pla": (b".i 3\n.o 1\n11 1\n.e\n", 3, "a cube of 3"),
    "letter.pla": (b".i 3\n.o 1\n1x0 1\n.e\n", 3, "'x'"),
    "cut.pla": (b".i 3\n.o 1\n110 1\n", 4, "truncated"),
    "count.pla": (b".i 3\n.o 1\n.p 2\n110 1\n.e\n", None, "declares 2 cubes"),
    "type.pla": (b".i 2\n.o 1\n.type dr\n11 1\n.e\n", 3, "served are f, fd, fr, fdr"),
    "number.pla": (b".i \xc2\xb2\n.o 1\n11 1\n.e\n", 1, ".i needs one number"),
    "many.pla": (b".i 10\n.o 4000000\n.e\n", 2, "declares 4000000 outputs; at most 200000"),
    "mv.pla": (b".mv 4 2 3 3\n.e\n", 1, "BLIF-MV"),
    "both.pla": (b".i 2\n.o 1\n.type fr\n1- 1\n11 0\n.e\n", 5, "both in the ON-set and the OFF-set"),
    "none.pla": (b".i 1\n.o 1\n.type fdr\n1 1\n.e\n", None, "the row 0 is in none of the three sets"),
    "phase.pla": (b".i 1\n.o 1\n.phase 11\n1 1\n.e\n", None, "2 characters for 1 outputs"),
    "model.blif": (b".inputs a\n.latch a b\n", 2, "a latch"),
    "latch.blif": (b".model t\n.inputs a\n.outputs b\n.latch a b re c 0\n.end\n", 4, "a latch"),
    "exdc.blif": (b".model t\n.inputs a\n.outputs a\n.exdc\n.names a\n.end\n", 4, "external don't cares"),
    "mixed.blif": (
        b".model t\n.inputs a\n.outputs y\n.names a y\n1 1\n0 0\n.end\n",
        6,
        "value 0 and of value 1",
    ),
    "row.blif": (b".model t\n.inputs a\n.outputs y\n.names a y\n1- 1\n.end\n", 5, "a row of 1 characters"),
    "cell.blif": (b".model t\n.inputs a\n.outputs y\n.gate inv1 a=a O=y\n.end\n", 4, "cells by --library"),
    "self.blif": (b".model t\n.inputs a\n.outputs y\n.subckt t a=a y=y\n.end\n", 4, "contains itself"),
    "pin.blif": (
        b".model t\n.inputs a\n.outputs y\n.subckt u b=a y=y\n.end\n.model u\n.inputs a\n.outputs y\n"
        b".names a y\n1 1\n.end\n",
        4,
        "no pin 'b'",
    ),
    "continued.blif": (
        b".model t\n.inputs \\\n a\n.outputs y\n.names a \\\n b y\n11 1\n.end\n",
        5,
        "net 'b' is not",
    ),
    "cycle.blif": (b".model t\n.inputs a\n.outputs y\n.names y y\n1 1\n.end\n", 4, "cycle"),
    "after.blif": (b".model t\n.inputs a\n.outputs a\n.end\n.names a y\n1 1\n", 5, "after .end"),
    "dff.bench": (b"INPUT(a)\nOUTPUT(y)\ny = DFF(a)\n", 3, "a register"),
    "gate.bench": (b"INPUT(a)\nOUTPUT(y)\ny = MAJ(a, a, a)\n", 3, "unknown gate 'MAJ'"),
    "lut.bench": (b"INPUT(a)\nOUTPUT(y)\ny = LUT 0x8 (a)\n", 3, "more than 2.1 bits"),
    "cut.bench": (b"INPUT(a)\nOUTPUT(y)\ny = AND(a, b", 3, "neither INPUT, OUTPUT nor a gate"),
    "undefined.bench": (b"INPUT(a)\nOUTPUT(y)\ny = NOT(b)\n", 3, "net 'b' is not connected"),
    "arithmetic.txt": (b"1 3\n2 1 1\n1 1\n\n2 1 0 1 2 MUL\n", 5, "MUL: an arithmetic circuit"),
    "cut.txt": (b"2 4\n2 1 1\n1 1\n\n2 1 0 1 2 AND\n", 6, "2 gates were declared, but the file ends after 1"),
    "more.txt": (
        b"1 3\n2 1 1\n1 1\n2 1 0 1 2 AND\n2 1 0 1 2 AND\n",
        5,
        "1 gates were declared, and here is more",
    ),
    "header.txt": (b"1 3\n2 1\n1 1\n2 1 0 1 2 AND\n", 2, "the number of input values and the bits of each"),
    "wire.txt": (b"1 3\n2 1 1\n1 1\n2 1 0 9 2 AND\n", 4, "wires are numbers from 0 to 2"),
    "digit.txt": (b"1 3\n2 1 1\n1 1\n2 1 0 \xc2\xb2 2 AND\n", 4, "not a character of this format"),
    "bare.txt": (b"1 3\n2 1 1\n1 1\nMAND\n", 4, "cannot read the gate 'MAND'"),
    "odd.txt": (b"1 3\n2 1 1\n1 1\n4 2 0 1 2 MAND\n", 4, "cannot read the gate '4 2 0 1 2 MAND'"),
    "loose.txt": (b"1 4\n2 1 1\n1 1\n2 1 0 1 2 AND\n", 1, "wire 3' is not connected"),
    "x.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign y = 1'bx;\nendmodule\n",
        4,
        "1'bx: an undefined value",
    ),
    "cell.v": (
        b"module t(a, y);\ninput a;\noutput y;\n\\$_DFF_P_ r (.C(a), .D(a), .Q(y));\nendmodule\n",
        4,
        "no registers",
    ),
    "lut.v": (
        b"module t(a, y);\ninput a;\noutput y;\n\\$lut #(.LUT(2'1'bx), .WIDTH(32'd1)) l (.A(a), .Y(y));\nendmodule\n",
        4,
        "not a sized constant",
    ),
    "wide-lut.v": (
        b"module t(a, y);\ninput a;\noutput y;\n\\$lut #(.LUT(4'h6), .WIDTH(32'd2)) l (.A(a), .Y(y));\nendmodule\n",
        4,
        "A and WIDTH differ",
    ),
    "unnamed-cell.v": (
        b"module t(a, y);\ninput a;\noutput y;\n\\$_NOT_ (.A(a), .Y(y));\nendmodule\n",
        4,
        "no cell",
    ),
    "no-cell.v": (
        b"module t(a, y);\ninput a;\noutput y;\n\\$_NOT_x (.A(a), .Y(y));\nendmodule\n",
        4,
        "neither a declaration",
    ),
    "split-cell.v": (
        b"module t(a, y);\ninput a;\noutput y;\n$_NOT_$ x (.A(a), .Y(y));\nendmodule\n",
        4,
        "neither a",
    ),
    "plus.v": (
        b"module t(a, y);\ninput a;\noutput y;\nassign y = a + a;\nendmodule\n",
        4,
        "unexpected '[+]'",
    ),
    "comment.v": (b"module t(a, y);\n/* input a;\n", 2, "never closed"),
    "bits.v": (
        b"module t(a, y);\ninput [1:0] a;\noutput y;\nassign y = a[2];\nendmodule\n",
        4,
        "not connected",
    ),
    "vhdl.vhd": (b"-- a comment\nentity t is\nend;\n", 1, "none of the formats served"),
    "edif.edf": (b"(edif t)\n", 1, "EDIF: not a format that is served; served are AIGER"),
    "net.json": (b'{"modules": {}}\n', 1, "JSON"),
    "f.cnf": (b"p cnf 2 1\n1 2 0\n", 1, "DIMACS"),
    "f.eqn": (b"INORDER = a b;\nOUTORDER = y;\ny = a * b;\n", 1, "an equation file"),
    "cells.genlib": (b"GATE inv 1 O=!a;\n", 1, "a genlib library"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_one_line(tmp_path, capsys, name):
    content, line, message = BAD[name]
    path = write(tmp_path, name, content)
    program = make_app()
    start = time.process_time()
    status = run(program, ["circuit", str(path)])
    seconds = time.process_time() - start
    shown = capsys.readouterr()
    assert (status, shown.out) == (2, "")
    assert shown.err.count("\n") == 1
    place = f"{path}:{line}: " if line else f"{path}: "
    assert place in shown.err
    assert re.search(message, shown.err)
    assert seconds < 1


def test_every_truncation_of_a_binary_file_is_refused(tmp_path):
    io.write_aiger(random_network(0), str(tmp_path / "n.aig"))
    data = (tmp_path / "n.aig").read_bytes()
    whole = read_circuit(tmp_path / "n.aig").gates_in_file
    for length in range(0, len(data), 7):
        path = write(tmp_path, "cut.aig", data[:length])
        try:
            assert read_circuit(path).gates_in_file == whole  # only the comments were cut
        except InputError as error:
            assert str(path) in str(error)


def test_places_that_are_no_files(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_circuit(tmp_path / "none.v")
    with pytest.raises(InputError, match="not a regular file"):
        read_circuit(tmp_path)


def test_deep_expressions_are_refused():
    with pytest.raises(ExpressionError, match="nested deeper"):
        parse_expression("(" * 5000 + "a" + ")" * 5000)
    with pytest.raises(ExpressionError, match="nested deeper"):
        parse_expression("~" * 5000 + "a")
    chain = parse_expression(" & ".join(f"a{i}" for i in range(5000)))
    assert len(chain) == 5001


def test_the_commands_keys(tmp_path, capsys):
    path = write(tmp_path, "a.v", ADDER_V)
    assert run(make_app(), ["circuit", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    required = {
        *("d", "sequence_length", "gates", "inputs_per_gate", "degree", "max_abs_coefficient", "log10_phi"),
        *("log10_samples", "exponent_of_t", "labels", "worst_gate", "every_gate_checked_exactly"),
    }
    assert required <= set(shown)
    assert shown["sequence_length"] == shown["d"] + shown["labels"] - 1
    assert shown["every_gate_checked_exactly"] is True
    assert run(make_app(), ["circuit", "addition", "--d", "8"]) == 0
    assert run(make_app(), ["circuit", "addition"]) == 2
    assert run(make_app(), ["circuit", "adition", "--d", "8"]) == 2
