"""Damaged circuit files: each is refused in one line or read, quickly and in little memory, whatever it holds.

``SUBTASK_MUTANTS=10000`` tries more of them.
"""

import os
import random
import subprocess
import sys
import time

import pytest

from theory.errors import InputError
from theory.hypothesis_class.circuit_bounds import circuit_bound
from theory.tasks.circuit_files import read_circuit

MUTANTS = int(os.environ.get("SUBTASK_MUTANTS", "200"))
#: Mutants to a test, so that a failure names a few.
BATCH = 50
SEEDS = {
    "a.aag": b"aag 6 3 0 2 3\n2\n4\n6\n9\n12\n8 2 4\n10 3 5\n12 9 11\ni0 a\nc\ncomment\n",
    "a.aig": b"aig 6 3 0 2 3\n9\n12\n\x04\x02\x04\x02\x01\x01o1 sum\n",
    "a.bench": b"INPUT(a)\nINPUT(b)\nOUTPUT(y)\n# c\ny = NAND(m, n, a)\nn = LUT 0x8 ( a, b )\nm = XOR(a, n)\nk = vdd\n",
    "a.blif": (
        b".model t\n.inputs a b \\\n c\n.outputs y z\n.subckt u x=a w=b y=y # one\n.names a b \\\n z\n0- 0\n.end\n"
        b".model u\n.inputs x w\n.outputs y\n.names x w y\n10 1\n01 1\n.end\n"
    ),
    "a.txt": b"3 7\n2 2 2\n1 1\n\n2 1 0 2 4 XOR\n1 1 3 5 INV\n2 1 4 5 6 AND\n",
    "old.txt": b"3 7\n2 2   1\n\n2 1 0 2 4 XOR\n1 1 3 5 INV\n2 1 4 5 6 AND\n",
    "a.pla": b".i 3\n.o 2\n.type fdr\n.phase 10\n.p 3\n0-- 10\n1-0 01\n1-1 0-\n.e\n",
    "a.v": (
        b"module t(a, b, y);\n  input [2:0] a; input b; output [1:0] y; wire n;\n  nand (n, a[0], b);\n"
        b"  assign y = { n ^ a[2], ~(a[1] & b) ? 1'b0 : a[0] };\nendmodule\n"
    ),
    "y.v": (
        b"(* top = 1 *)\nmodule t(a, b, \\y.z );\ninput a, b;\noutput \\y.z ;\nwire _0_;\n"
        b"\\$_ANDNOT_  _1_ (\n  .A(a),\n  .B(b),\n  .Y(_0_)\n);\n"
        b"\\$lut  #(.LUT(4'h6), .WIDTH(32'd2)) _2_ (.A({ _0_, b }), .Y(\\y.z ));\nendmodule\n"
    ),
}
PHASE = ".phase asks a minimiser for complements; the outputs are what the rows say"
TOKENS = (
    *(
        b"(",
        b")",
        b";",
        b"\\",
        b"#",
        b"-",
        b"~",
        b"\n",
        b"=",
        b"{",
        b"}",
        b"[",
        b"]",
        b"?",
        b">>",
        b" ",
        b"\t",
        b"\r",
    ),
    *(
        b".names",
        b".subckt t a=a",
        b".end",
        b".latch a b",
        b".i 4000000",
        b".type fr",
        b"DFF",
        b"EQ",
        b"MAND",
        b"$",
    ),
    *(
        b"(*",
        b"/*",
        b"//",
        b"assign ",
        b"module ",
        b"endmodule",
        b"1'bx",
        b"4'hf",
        b"[3:0]",
        b"999999999999",
        b"0x",
    ),
    *(b"\xc2\xb2", b"\xff", b"\0", b"-1", b"1e9", b"0", b"1", b"2"),
)


def mutate(source, data):
    """One to eight changes of bytes, words or lines."""
    for _ in range(source.choice((1, 1, 2, 3, 8))):
        lines = data.split(b"\n")
        a, b = source.randrange(len(lines)), source.randrange(len(lines))
        at = source.randrange(len(data) + 1)
        kind = source.randrange(8)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            data = data[:at] + data[at + source.randrange(1, 40) :]
        elif kind == 2:
            data = data[:at] + source.choice(TOKENS) * source.choice((1, 1, 2, 50, 3000)) + data[at:]
        elif kind == 3:
            data = data[:at] + bytes([source.randrange(256)]) + data[at + 1 :]
        elif kind == 4:
            lines[a], lines[b] = lines[b], lines[a]
            data = b"\n".join(lines)
        elif kind == 5:
            lines.insert(a, lines[b])
            data = b"\n".join(lines)
        elif kind == 6:
            del lines[a]
            data = b"\n".join(lines)
        else:
            words = lines[a].split(b" ")
            words[source.randrange(len(words))] = source.choice(TOKENS)
            lines[a] = b" ".join(words)
            data = b"\n".join(lines)
    return data


@pytest.mark.parametrize("name", SEEDS)
def test_the_files_are_good_before_they_are_damaged(tmp_path, name):
    (tmp_path / name).write_bytes(SEEDS[name])
    assert read_circuit(tmp_path / name).notes in ((), (PHASE,))


@pytest.mark.parametrize("batch", range(-(-MUTANTS // BATCH)))
def test_a_mutant_is_read_or_refused_in_one_line(tmp_path, batch):
    refused = 0
    for seed in range(BATCH * batch, BATCH * (batch + 1)):
        source = random.Random(seed)
        name = source.choice(sorted(SEEDS))
        path = tmp_path / name
        path.write_bytes(mutate(source, SEEDS[name]))
        start = time.process_time()
        try:
            found = read_circuit(path)
        except InputError as error:
            refused += 1
            assert str(error).startswith(str(path))
            assert "\n" not in str(error)
            assert len(str(error)) < len(str(path)) + 400
        else:
            assert circuit_bound(found.circuit).every_gate_checked
        assert time.process_time() - start < 1, (seed, name)
    assert refused > BATCH / 2  # most changes damage a file


def module(declarations, right):
    return f"module t(a, y);\n{declarations}\nassign y = {right};\nendmodule\n"


MODELS = "".join(
    f".model m{k}\n.inputs a\n.outputs y\n.subckt m{k + 1} a=a y=t\n.subckt m{k + 1} a=t y=y\n.end\n"
    for k in range(40)
)
#: Small files that ask for much, and long ones that hold little.
GREEDY = {
    "inputs.aig": "aig 4000000 4000000 0 1 0\n2\n",
    "outputs.pla": ".i 10\n.o 4000000\n.e\n",
    "inputs.pla": ".i 4000000\n.o 1\n.e\n",
    "wires.txt": "0 4000000\n1 4000000\n1 4000000\n",
    "models.blif": MODELS + ".model m40\n.inputs a\n.outputs y\n.names a y\n0 1\n.end\n",
    "bits.v": module("input [3999999:0] a;\noutput y;", "a[0]"),
    "repeated.v": module("input [199999:0] a;\noutput [199999:0] y;", "{" + "a, " * 50 + "a}"),
    "reduced.v": module("input [99999:0] a;\noutput [99999:0] y;", "(^a) ? ~a : a"),
    "parentheses.v": module("input a;\noutput y;", "(" * 100_000 + "a"),
    "opened.v": "module t;" + "(*" * 200_000,
    "commented.v": "module t;" + "/* " * 200_000 + "*/",
    "number.v": module("input a;\noutput y;", "a & 4'd" + "9" * 60_000),
    "table.bench": "INPUT(a)\nOUTPUT(y)\ny = LUT 0x" + "f" * 1_000_000 + " (a)\n",
    "names.blif": ".model t\n" + ".names\n" * 300_000,
    "blank.blif": "\n" * 1_000_000 + "x",
    "comment.pla": "#" * 2_000_000,
    "mand.txt": "1 10\n1 2\n1 1\n99999998 49999999 1 2 3 MAND\n",
}


def test_greedy_files_take_little_time_and_memory(tmp_path):
    """One process reads them all; each is refused within a second, and none takes the memory that it asks for."""
    for name, text in GREEDY.items():
        (tmp_path / name).write_text(text)
    program = (
        "import resource, sys, time\n"
        "from theory.errors import InputError\n"
        "from theory.tasks.circuit_files import read_circuit\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for path in sys.argv[1:]:\n"
        "    start = time.process_time()\n"
        "    try:\n"
        "        read_circuit(path)\n"
        "    except InputError:\n"
        "        assert time.process_time() - start < 1, path\n"
        "    else:\n"
        "        raise SystemExit(f'{path} was read')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    paths = [str(tmp_path / name) for name in GREEDY]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 256 * 1024  # KiB
