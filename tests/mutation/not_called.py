"""Files of the exact rooms of which the proof checks call little or nothing, with the reason.

Errors in code that no check calls are counted apart. In a file that is not listed here it is a function or two: how an
object is shown, say.
"""

from collections.abc import Mapping

_FILES = "reads circuit files, of which the paper says nothing: tests/tasks"
_FORMS = "other circuits for one function, beyond the paper: tests/hypothesis_class"
_FOUND = "found what representations.json holds; a check accepts each entry or not"
_WIDE = "gates with free rows or of 5 to 10 inputs, as circuit files have them: tests/hypothesis_class"
_SESSION = "runs while the suite is collected and when a run ends, not in a check: tests/ledger"

NOT_CALLED: Mapping[str, str] = {
    **dict.fromkeys(
        [
            f"theory/tasks/{name}.py"
            for name in (
                "aiger", "bench", "blif", "bristol", "circuit_files", "gate_list", "genlib", "netlist", "outputs",
                "pla", "verilog", "verilog_expressions",
            )
        ],
        _FILES,
    ),
    "theory/tasks/and_inverter.py": _FORMS,
    "theory/tasks/grouping.py": _FORMS,
    "theory/hypothesis_class/circuit_forms.py": _FORMS,
    "theory/hypothesis_class/completions.py": _WIDE,
    "theory/hypothesis_class/wide_gates.py": _WIDE,
    "theory/hypothesis_class/small_search.py": _FOUND,
    **dict.fromkeys(
        [
            f"theory/ledger/{name}.py"
            for name in (
                "claims", "clauses", "judge", "latex", "marks", "paper", "planting", "planting_run", "plugin", "render",
                "store",
            )
        ],
        _SESSION,
    ),
}  # fmt: skip
