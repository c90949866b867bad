"""``python -m theory.formal``: compile everything, print what each theorem rests on, run coqchk, write the record.

Exit status: 0 all closed and checked, 1 not, 2 no Coq here. ``--generate`` writes the sources that Python writes;
``--pin`` pins the statements as Coq prints them.
"""

import sys

from theory.errors import InputError, ProofError
from theory.files import replace_text
from theory.formal.coq import build, coqchk, require_closed, theorems
from theory.formal.generated import generate, require_generated
from theory.formal.record import pin_file, require_pinned, write_record


def main(arguments: list[str]) -> int:
    """Run the command and return the exit status."""
    try:
        if "--generate" in arguments:
            generate()
        made = build()
        require_generated()
        found = theorems(made)
        for theorem in found.values():
            print(f"{theorem.name}: {theorem.assumptions}")
        require_closed(found)
        if "--pin" in arguments:
            for name, theorem in found.items():
                pin_file(name).parent.mkdir(parents=True, exist_ok=True)
                replace_text(pin_file(name), theorem.statement + "\n")
        require_pinned(found)
        summary = coqchk(made)
        print(summary)
        write_record(made, summary)
    except InputError as error:
        print(f"formal: {error}", file=sys.stderr)
        return 2
    except ProofError as error:
        print(f"formal: {error}", file=sys.stderr)
        return 1
    print(f"{len(found)} theorems and definitions closed under the global context, Coq {made.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
