"""Every dialect of circuit files against functions in Python: what is kept as one gate, and what it computes."""

import itertools

import numpy as np
import pytest

from theory.errors import InputError
from theory.tasks.circuit_files import read_circuit
from theory.tasks.genlib import yosys_cells
from theory.tasks.truth_tables import table_text

MAJORITY = "00010111"


def read(folder, name, content, **options):
    path = folder / name
    path.write_text(content)
    return read_circuit(path, **options)


def check(circuit, function):
    """Compare the outputs with a Python function of the input bits, on all inputs."""
    inputs = list(itertools.product((0, 1), repeat=circuit.d))
    outputs = circuit.outputs(np.array(inputs, dtype=np.uint8)).tolist()
    for x, found in zip(inputs, outputs, strict=True):
        assert found == [int(bit) for bit in function(*x)], x


def tables(circuit):
    return [gate.truth_table for gate in circuit.gates]


def blif(body, inputs="a b c", outputs="y"):
    return f".model t\n.inputs {inputs}\n.outputs {outputs}\n{body}.end\n"


def test_a_names_of_three_inputs_is_one_gate(tmp_path):
    circuit = read(tmp_path, "m.blif", blif(".names a b c y\n11- 1\n1-1 1\n-11 1\n")).circuit
    assert tables(circuit) == [MAJORITY]
    assert circuit.gates[0].inputs == (0, 1, 2)


def test_blif_off_set_constants_continuation_and_comments(tmp_path):
    body = (
        ".barbuf a e\n.names e b \\\n  n # an AND by its zeros\n0- 0\n-0 0\n.names one\n1\n.names zero\n"
        "  .names n one c y\n11- 1\n--1 1\n.names zero a z\n1- 1\n-1 1\n"
    )
    found = read(tmp_path, "c.blif", blif(body, outputs="y z"))
    check(found.circuit, lambda a, b, c: ((a & b) | c, a))
    assert found.gates_in_file == 6
    assert tables(found.circuit) == ["0001", "0111", "01"]  # the constants are folded, z is a copy of a


def test_blif_models_inside_models(tmp_path):
    text = (
        blif(
            ".subckt half a=a b=b s=s c=k\n.subckt half a=s b=c s=y c=l\n.names k l z\n1- 1\n-1 1\n",
            outputs="y z",
        )
        + ".model half\n.inputs a b\n.outputs s c\n.subckt xor p=a q=b r=s\n.names a b c\n11 1\n.end\n"
        + ".model xor\n.inputs p q\n.outputs r\n.names p q t\n10 1\n01 1\n.names t r\n1 1\n.end\n"
    )
    circuit = read(tmp_path, "add.blif", text).circuit
    check(circuit, lambda a, b, c: ((a + b + c) % 2, (a + b + c) // 2))
    assert len(tables(circuit)) == 5


def test_blif_without_end_is_read_with_a_note(tmp_path):
    found = read(tmp_path, "n.blif", blif(".names a b y\n11 1\n").removesuffix(".end\n"))
    check(found.circuit, lambda a, b, c: (a & b,))
    assert found.notes == ("no .end: complete only if the file was not cut short",)


def test_blif_of_more_inputs_than_a_gate_may_have_is_split(tmp_path):
    names = " ".join(f"a{i}" for i in range(12))
    rows = "1" * 12 + " 1\n" + "0" + "-" * 10 + "1 1\n"
    circuit = read(tmp_path, "w.blif", blif(f".names {names} y\n{rows}", inputs=names)).circuit
    assert circuit.inputs_per_gate == 2
    check(circuit, lambda *a: (all(a) or (not a[0] and a[11]),))


def test_blif_of_many_inputs_by_its_zeros(tmp_path):
    names = " ".join(f"a{i}" for i in range(11))
    circuit = read(
        tmp_path, "z.blif", blif(f".names {names} y\n{'1' * 11} 0\n0{'-' * 10} 0\n", inputs=names)
    ).circuit
    check(circuit, lambda *a: (a[0] and not all(a),))


def test_a_long_name_is_cut_in_a_message(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "l.blif", blif(f".names a {'n' * 5000} y\n11 1\n"))
    assert len(str(caught.value)) < len(str(tmp_path)) + 400


def test_blif_cells_of_a_library(tmp_path):
    library = tmp_path / "cells.genlib"
    library.write_text(
        '# cells\nGATE inv 1 O=!a; PIN * INV 1 999 1 0 1 0\nGATE "aoi21" 2 O=!(a*b+c);\nGATE maj 3 O=a b + c (a+b);\n'
        "GATE xnor 2 O=(a*b)+(a'*b');\nLATCH dff 1 Q=D;\n"
    )
    body = (
        ".gate maj a=a b=b c=c O=m\n.gate inv a=m O=n\n.gate aoi21 a=a b=n c=c O=y\n.gate xnor a=a b=c O=z\n"
    )
    circuit = read(tmp_path, "g.blif", blif(body, outputs="y z"), library=library).circuit
    check(circuit, lambda a, b, c: (1 - ((a & (a + b + c < 2)) | c), a == c))
    assert len(tables(circuit)) == 4
    with pytest.raises(InputError, match=r"'maj' in this file; .*--library .in Python library="):
        read(tmp_path, "g.blif", blif(body, outputs="y z"))


@pytest.mark.parametrize("text", ["GATE x 1 O=a*;", "GATE x 1 O=(a;", "GATE x 1 O=a %b;", "LATCH q 1 Q=D;"])
def test_bad_libraries(tmp_path, text):
    library = tmp_path / "bad.genlib"
    library.write_text(text)
    with pytest.raises(InputError, match=r"bad\.genlib:1: "):
        read(tmp_path, "g.blif", blif(".names a y\n1 1\n"), library=library)


def test_bench_gates_of_any_fan_in_used_before_they_are_defined(tmp_path):
    text = (
        "# a comment\nINPUT(a)\nINPUT(b)\nINPUT(c)\noutput( y )\nOUTPUT(z)\nOUTPUT(v)\n"
        "y = NAND(n, m, c) # another\nn = LUT 0xe8 ( a, b, c )\nm=XOR(a,b,c)\nz = BUFF(k)\nk = Nor(m, b)\n"
        "one = vdd\nv = AND(one, a, c)\n"
    )
    circuit = read(tmp_path, "a.bench", text).circuit

    def function(a, b, c):
        n, m = a + b + c >= 2, (a + b + c) % 2
        return 1 - (n & m & c), not (m or b), a & c

    check(circuit, function)
    assert MAJORITY in tables(circuit)
    assert circuit.inputs_per_gate == 3


def test_bench_lut_bits_count_from_the_first_input(tmp_path):
    circuit = read(tmp_path, "l.bench", "INPUT(a)\nINPUT(b)\nOUTPUT(y)\ny = LUT 0x2 ( a, b )\n").circuit
    check(circuit, lambda a, b: (a & (1 - b),))


def test_bench_wide_gates_are_trees(tmp_path):
    names = [f"i{k}" for k in range(11)]
    text = "".join(f"INPUT({n})\n" for n in names) + f"OUTPUT(y)\ny = XNOR({', '.join(names)})\n"
    circuit = read(tmp_path, "w.bench", text).circuit
    assert circuit.inputs_per_gate == 2
    check(circuit, lambda *x: (sum(x) % 2 == 0,))


FASHION = "5 9\n2 2 2\n1 2\n\n2 1 0 2 4 XOR\n1 1 3 5 INV\n1 1 1 6 EQ\n2 1 5 6 8 AND\n1 1 4 7 EQW\n"


def test_bristol_fashion(tmp_path):
    found = read(tmp_path, "f.txt", FASHION)
    assert found.format == "bristol"
    check(found.circuit, lambda a, b, c, d: (a ^ c, 1 - d))


def test_bristol_fashion_with_many_ands_on_a_line(tmp_path):
    text = "1 6\n2 2 2\n1 2\n\n4 2 0 1 2 3 4 5 MAND\n"
    check(read(tmp_path, "m.txt", text).circuit, lambda a, b, c, d: (a & c, b & d))


def test_the_old_bristol_format_is_told_apart(tmp_path):
    found = read(tmp_path, "o.txt", "3 7\n2 2   1\n\n2 1 0 2 4 XOR\n2 1 1 3 5 AND\n2 1 4 5 6 AND\n")
    assert found.format == "bristol-old"
    check(found.circuit, lambda a, b, c, d: ((a ^ c) & b & d,))


def test_an_old_header_that_reads_like_a_new_one(tmp_path):
    """Two inputs of one bit and an output of one: as Bristol Fashion it would be two values of one bit each."""
    found = read(tmp_path, "o.txt", "1 3\n2 0 1\n\n2 1 0 1 2 AND\n")
    assert (found.format, found.circuit.d) == ("bristol-old", 2)


def verilog(body, ports):
    return f"(* top = 1 *)\nmodule \\my-top ({ports});\n{body}endmodule\n"


def test_verilog_as_yosys_writes_cells(tmp_path):
    body = (
        '  (* src = "a;b.v:1" *)\n  wire _0_;\n  wire \\n$1 ;\n'
        "  \\$_ANDNOT_  _5_ (\n    .A(a),\n    .B(b),\n    .Y(_0_)\n  );\n"
        "  \\$_MUX_  \\m[2] (.A(_0_), .B(c[1]), .S(c[0]), .Y(\\n$1 ));\n"
        "  \\$lut  #(\n    .LUT(8'he8),\n    .WIDTH(32'd3)\n  ) _6_ (\n    .A({ c, a }),\n    .Y(y[0])\n  );\n"
        "  \\$_XNOR_ _7_ (.A(\\n$1 ), .B(1'h0), .Y(y[1]));\n"
    )
    circuit = read(tmp_path, "y.v", verilog(body, "input a, input b, input [1:0] c, output [1:0] y")).circuit

    def function(a, b, c0, c1):
        chosen = c1 if c0 else a & (1 - b)
        return a + c0 + c1 >= 2, 1 - chosen

    check(circuit, function)
    assert MAJORITY in tables(circuit)


def test_verilog_vectors_parts_and_concatenations(tmp_path):
    body = (
        "input [3:0] a; input [0:1] b; input s; output [3:0] y; output [1:0] z; output u, v; wire [3:0] t;\n"
        "assign t = s ? ~a : { b, 2'b10 };\nassign y[3:1] = t[2:0];\nassign y[0] = t[3];\n"
        "assign { z, u } = { a[1:0] ^ b, &a };\nassign v = !a | (s && b);\n"
    )
    circuit = read(tmp_path, "v.v", f"module t(a, b, s, y, z, u, v);\n{body}endmodule\n").circuit

    def function(a0, a1, a2, a3, b1, b0, s):  # b is declared upwards: b[1] is its lowest bit
        t = [1 - a for a in (a0, a1, a2, a3)] if s else [0, 1, b1, b0]
        a = a0 | a1 | a2 | a3
        return t[3], t[0], t[1], t[2], a0 ^ b1, a1 ^ b0, a0 & a1 & a2 & a3, (1 - a) | (s & (b0 | b1))

    check(circuit, function)


def test_verilog_tables_as_yosys_writes_them(tmp_path):
    """Without cells a lookup table is a constant, shifted."""
    circuit = read(
        tmp_path, "s.v", verilog("assign y = 8'he8 >> { a, b, c };\n", "input a, b, c, output y")
    ).circuit
    assert tables(circuit) == [MAJORITY]


def test_one_assign_is_one_gate(tmp_path):
    body = "assign y = (a & b) | (c & ~(a ^ d));\nassign z = a & a & ~d;\n"
    circuit = read(tmp_path, "a.v", verilog(body, "input a, b, c, d, output y, z")).circuit
    check(circuit, lambda a, b, c, d: ((a & b) | (c & (a == d)), a & (1 - d)))
    assert [len(gate.inputs) for gate in circuit.gates] == [4, 2]


def test_an_assign_of_too_many_nets_is_split_at_its_operators(tmp_path):
    names = [f"x{k}" for k in range(13)]
    body = f"assign y = ~({' & '.join(names[:6])} & (x6 ? {' ^ '.join(names[7:])} : x0));\n"
    circuit = read(tmp_path, "w.v", verilog(body, f"input {', '.join(names)}, output y")).circuit
    assert circuit.inputs_per_gate <= 10
    check(circuit, lambda *x: (1 - (all(x[:6]) & ((sum(x[7:]) % 2) if x[6] else x[0])),))


def test_a_choice_of_too_many_nets_is_split_too(tmp_path):
    names = [f"x{k}" for k in range(13)]
    body = f"wire u = x0 ? {' & '.join(names[1:7])} : {' | '.join(names[7:])};\nassign y = u;\n"
    circuit = read(tmp_path, "w.v", verilog(body, f"input {', '.join(names)}, output y")).circuit
    assert circuit.inputs_per_gate == 6
    check(circuit, lambda *x: (all(x[1:7]) if x[0] else any(x[7:]),))


def test_a_wide_condition_is_one_net_for_all_bits(tmp_path):
    body = "assign y = (&a) ? b : ~b;\n"
    circuit = read(tmp_path, "c.v", verilog(body, "input [11:0] a, input [3:0] b, output [3:0] y")).circuit
    assert circuit.num_labels == 11 + 4  # the AND of twelve bits as a tree, and one gate for each bit
    x = np.random.default_rng(0).integers(0, 2, (100, 16), dtype=np.uint8)
    x[:50, :12] = 1
    assert np.array_equal(circuit.outputs(x), x[:, 12:] ^ (1 - x[:, :12].min(axis=1, keepdims=True)))


def test_yosys_cells_agree_with_python():
    functions = {
        "$_NAND_": lambda a, b: 1 - (a & b),
        "$_ORNOT_": lambda a, b: a | (1 - b),
        "$_OAI4_": lambda a, b, c, d: 1 - ((a | b) & (c | d)),
        "$_NMUX_": lambda a, b, s: 1 - (b if s else a),
        "$_MUX4_": lambda a, b, c, d, s, t: (a, b, c, d)[s + 2 * t],
    }
    for name, function in functions.items():
        cell = yosys_cells()[name]
        pins = sorted(cell.inputs)
        for row, bit in enumerate(cell.table):
            value = {pin: row >> i & 1 for i, pin in enumerate(cell.inputs)}
            assert int(bit) == function(*(value[pin] for pin in pins)), (name, row)


def pla(rows, kind="fd", outputs=1, head=""):
    width = len(rows[0].split()[0]) if rows else 2
    return f".i {width}\n.o {outputs}\n.type {kind}\n{head}" + "".join(f"{row}\n" for row in rows) + ".e\n"


def test_the_rows_of_a_pla_are_gates(tmp_path):
    circuit = read(tmp_path, "m.pla", pla(["11- 1", "1-1 1", "-11 1"], "f")).circuit
    assert tables(circuit) == ["0001", "0001", "0001", "01111111"]
    check(circuit, lambda a, b, c: (a + b + c >= 2,))


def test_a_table_of_the_type_fr_without_free_rows_is_its_rows(tmp_path):
    found = read(tmp_path, "r.pla", pla(["1- 1", "01 1", "00 0"], "fr"))
    assert (
        len(tables(found.circuit)) == 2
    )  # an AND with an inverter, and the OR; the row of one literal is an input
    assert not found.completed
    check(found.circuit, lambda a, b: (a | b,))


@pytest.mark.parametrize(
    ("kind", "rows", "free"),
    [
        ("f", ["11 1", "00 -"], None),
        ("fd", ["11 1", "00 -"], "-001"),
        ("fd", ["11 1", "00 ~"], None),
        ("fd", ["1- 1", "11 -"], "010-"),  # a row in both sets is free
        ("fr", ["11 1", "00 0", "01 ~"], "0--1"),
        ("fdr", ["11 1", "00 0", "01 -", "10 0"], "00-1"),
    ],
)
def test_free_rows_of_a_pla(tmp_path, kind, rows, free):
    found = read(tmp_path, "d.pla", pla(rows, kind))
    assert [gate.free for gate in found.completed] == ([] if free is None else [free])
    table = found.completed[0].table if free else None
    for row, (x, wanted) in enumerate(zip(itertools.product((0, 1), repeat=2), free or "0001", strict=True)):
        del x
        if wanted != "-":
            assert table is None or table[row] == wanted
    if free is None:
        check(found.circuit, lambda a, b: (a & b,))


def test_the_cheapest_completion_is_the_gate(tmp_path):
    found = read(tmp_path, "d.pla", pla(["11 1", "00 -"]))
    assert tables(found.circuit) == ["0001"]  # an AND has degree 1, the other completion is an XNOR
    assert found.completed[0].proved


def test_a_pla_without_cubes_is_constant(tmp_path):
    check(read(tmp_path, "z.pla", pla([], "f")).circuit, lambda a, b: (0,))


def test_a_phase_changes_no_function(tmp_path):
    found = read(tmp_path, "p.pla", pla(["11 1"], head=".phase 0\n"))
    check(found.circuit, lambda a, b: (a & b,))
    assert "complements" in found.notes[0]


def test_outputs_of_a_pla_share_their_rows(tmp_path):
    rows = ["1" * 5 + "-" * 7 + " 11", "-" * 5 + "1111101" + " 10", "0" + "-" * 11 + " 01"]
    found = read(tmp_path, "w.pla", pla(rows, "f", outputs=2))
    sizes = sorted(len(gate.inputs) for gate in found.circuit.gates)
    assert sizes == [1, 2, 2, 5, 7]  # three rows, one of them an inverter, and two ORs

    def function(*x):
        first, second = all(x[:5]), all(x[5:10]) and not x[10] and x[11]
        return first or second, first or not x[0]

    check(found.circuit, function)


def test_a_pla_of_many_inputs_with_free_rows_says_what_they_are(tmp_path):
    rows = ["1" * 11 + " 1", "0" * 11 + " -"]
    found = read(tmp_path, "w.pla", pla(rows))
    assert found.notes == ("free rows of outputs of more than 10 inputs are 0",)
    check(found.circuit, lambda *x: (all(x),))


AAG = "aag 3 2 0 1 1\n2\n4\n6\n6 2 4\n"


@pytest.mark.parametrize(
    ("tail", "note"),
    [
        ("", None),
        ("i0 a\ni1 b\no0 y\nc\nanything\n", None),
        ("i0 a\ni1", "the symbol table is cut short or damaged at byte 32"),
        ("i7 a\n", "the symbol table is cut short or damaged at byte 27"),
        ("\0\0\0", "trailing bytes at byte 27"),
    ],
)
def test_a_broken_symbol_table_is_told_apart_from_broken_logic(tmp_path, tail, note):
    path = tmp_path / "s.aag"
    path.write_bytes((AAG + tail).encode())
    found = read_circuit(path)
    check(found.circuit, lambda a, b: (a & b,))
    assert found.notes == (() if note is None else (f"the logic is whole; {note}",))


def test_trailing_bytes_of_a_binary_file(tmp_path):
    path = tmp_path / "s.aig"
    path.write_bytes(b"aig 3 2 0 1 1\n6\n\x02\x02o0")
    assert read_circuit(path).notes[0].startswith("the logic is whole; the symbol table")


def test_trivial_and_gates_of_an_aiger_file(tmp_path):
    circuit = read(tmp_path, "t.aag", "aag 4 2 0 3 2\n2\n4\n6\n8\n7\n6 2 1\n8 4 5\n").circuit
    check(circuit, lambda a, b: (a, 0, 1 - a))


def test_every_format_by_a_path_as_text(tmp_path):
    path = tmp_path / "f.txt"
    path.write_text(FASHION)
    assert read_circuit(str(path)).circuit.num_outputs == 2


@pytest.mark.parametrize("name", ["a.bench", "a.blif", "a.unknown"])
def test_the_content_says_the_format_not_the_name(tmp_path, name):
    assert read(tmp_path, name, pla(["11 1"])).format == "pla"
    assert read(tmp_path, name, "# c\n" + blif(".names a y\n1 1\n")).format == "blif"


def test_table_text_counts_from_the_first_row():
    assert table_text(0b0010, 2) == "0100"
