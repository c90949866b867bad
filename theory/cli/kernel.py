"""``subtask kernel``: the kernel of the infinitely wide recurrent net on a task."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theory.cli.output import BuiltInD, Json, answer
from theory.limits import MOST_WORKERS, check_range, check_seed
from theory.words import counted

if TYPE_CHECKING:
    from theory.kernel.complexity import OutputComplexity, TaskComplexity
    from theory.kernel.regression import RegressionErrors
    from theory.tasks.sequence import Task


#: The largest number of fits of one call.
MOST_DRAWS = 10_000


def kernel(
    task: Annotated[
        str,
        typer.Argument(metavar="TASK", help="parity or another built-in task with --d, or a circuit's file."),
    ],
    d: BuiltInD = None,
    subset: Annotated[
        str | None,
        typer.Option(help="The d/2 positions of a parity, from 0, as 0,3,5; default: drawn by --seed."),
    ] = None,
    samples: Annotated[
        int | None,
        typer.Option(
            help="Also fit a sample of this number of inputs, drawn with repetition, and test on other inputs."
        ),
    ] = None,
    test_inputs: Annotated[int, typer.Option("--test-inputs", help="Largest number of test inputs.")] = 1024,
    seed: Annotated[int, typer.Option(help="Determines the subset and the inputs.")] = 0,
    draws: Annotated[
        int, typer.Option(help="With --samples: number of samples to fit, with the seeds from --seed on.")
    ] = 1,
    threads: Annotated[int, typer.Option(help="Number of threads.")] = 2,
    json: Json = False,
) -> None:
    """Show the complexities of lemma 6 from the exact kernel; with --samples the errors of kernel regression, too.

    Example: subtask kernel parity --d 8 --samples 64
    """
    from theory.errors import InputError
    from theory.kernel.complexity import task_complexity
    from theory.kernel.regression import learning_errors
    from theory.tasks.parity import BitSubsetParity

    check_range("--threads", threads, 1, MOST_WORKERS)
    check_range("--test-inputs", test_inputs, 1)
    check_range("--draws", draws, 1, MOST_DRAWS)
    check_seed(seed)
    if draws > 1 and samples is None:
        raise InputError("--draws needs --samples")
    chosen = _task(task, d, subset, seed)
    supervised = not isinstance(chosen, BitSubsetParity) or chosen.supervised
    found = task_complexity(chosen, threads=threads)
    if samples is None and all(one.complexity is None for one in (*found.sub_tasks, found.end_to_end)):
        raise InputError(
            f"no complexity of {task} at d = {found.d} can be computed ({'; '.join(_not_computed(found))}); "
            "--samples fits a sample"
        )
    fits = []
    if samples is not None:
        fits = [
            learning_errors(
                chosen, samples, seed=k, test_inputs=test_inputs, threads=threads, sub_tasks=supervised
            )
            for k in range(seed, seed + draws)
        ]
    fitted, over = (fits[0] if fits else None), (_over_draws(fits) if len(fits) > 1 else None)
    answer(kernel_payload(chosen, found, fitted, over), json, kernel_lines(chosen, found, fitted, over))


def _task(name: str, d: int | None, subset: str | None, seed: int) -> Task:
    from theory.errors import InputError
    from theory.tasks.library import build, read_named
    from theory.tasks.parity import BitSubsetParity

    if subset is not None and name != "parity":
        raise InputError("--subset chooses the bits of a parity; this task has none")
    read = read_named(name, d)
    if not isinstance(read, int):
        return read.circuit
    d = read
    if name != "parity":
        return build(name, d, seed=seed)
    supervised = d % 4 == 0 and (d // 2) & (d // 2 - 1) == 0
    if subset is None:
        return BitSubsetParity.random(d, seed, supervised=supervised)
    try:
        positions = tuple(int(part) for part in subset.split(","))
    except ValueError:
        raise InputError(
            f"--subset {subset!r}: positions are whole numbers with commas between them"
        ) from None
    return BitSubsetParity(d, positions, supervised)


def kernel_payload(
    task: Task, found: TaskComplexity, fitted: RegressionErrors | None, draws: dict[str, Any] | None
) -> dict[str, Any]:
    """Return the JSON object."""
    payload: dict[str, Any] = {
        "d": found.d,
        "subset": list(getattr(task, "subset", ())) or None,
        "sequence_length": task.sequence_length,
        "sub_tasks": [_output(c) for c in found.sub_tasks],
        "end_to_end": _output(found.end_to_end),
        "smallest_eigenvalue": found.smallest_eigenvalue,
        "smallest_eigenvalue_error": found.eigenvalue_error,
        "conventions": "complexity = sqrt(y^T H^-1 y) over all 2^d inputs; B of variance 1, A, W and M_0 as printed",
    }
    if fitted is not None:
        payload["regression"] = {
            "samples": fitted.samples,
            "distinct_samples": fitted.distinct,
            "test_inputs": fitted.test_inputs,
            "seed": fitted.seed,
            "sub_task_errors": list(fitted.sub_task_errors),
            "any_wrong": fitted.any_wrong if fitted.sub_task_errors else None,
            "end_to_end_error": fitted.end_to_end_error,
        }
    if draws is not None:
        payload["regression"]["over_draws"] = draws
    return payload


def _output(one: OutputComplexity) -> dict[str, Any]:
    finite = one.relative_error is not None and one.relative_error < float("inf")
    return {
        "t": one.t,
        "complexity": one.complexity,
        "relative_error": one.relative_error if finite else None,
        "method": one.method,
    }


def kernel_lines(
    task: Task, found: TaskComplexity, fitted: RegressionErrors | None, draws: dict[str, Any] | None
) -> list[str]:
    """Return the results as text."""
    lines = [f"d, T                 {found.d}, {task.sequence_length}"]
    if hasattr(task, "subset"):
        lines.append(f"subset               {','.join(map(str, task.subset))}")
    errors = fitted.sub_task_errors if fitted else ()
    lines.append("complexity = sqrt(y^T H^-1 y) over all 2^d inputs; B of variance 1, A, W, M_0 as printed")
    for k, one in enumerate(found.sub_tasks):
        if one.complexity is not None or errors:
            line = f"  sub-task at t = {one.t:<4} {_number(one)}"
            lines.append(line + (f"   error {errors[k]:.4f}" if errors else ""))
    if not found.sub_tasks:
        lines.append("  no tree of sub-tasks: d/2 is no power of two")
    error = f"   error {fitted.end_to_end_error:.4f}" if fitted else ""
    lines.append(f"  end to end         {_number(found.end_to_end)}{error}")
    if found.smallest_eigenvalue is not None:
        lines.append(
            f"smallest eigenvalue  {found.smallest_eigenvalue:.6g} end to end"
            f" (rounding below {found.eigenvalue_error:.1g})"
        )
    lines += [f"not computed         {reason}" for reason in _not_computed(found)]
    if fitted is not None:
        lines.append(
            f"regression           {counted(fitted.samples, 'input')} drawn and fitted ({fitted.distinct:,} different),"
            f" {counted(fitted.test_inputs, 'other')} tested"
        )
        if errors:
            lines.append(f"any sub-task wrong   {fitted.any_wrong:.4f}")
    for name, key in (("any sub-task wrong", "any_wrong"), ("end to end", "end_to_end_error")):
        if draws and key in draws:
            one = draws[key]
            lines.append(
                f"mean of {draws['draws']} draws     {one['mean']:.4f} ({one['low']:.4f} to {one['high']:.4f}) {name}"
            )
    return lines


def _not_computed(found: TaskComplexity) -> list[str]:
    """Return what has no complexity, with the reasons."""
    outputs = [("sub-tasks", one) for one in found.sub_tasks] + [("end to end", found.end_to_end)]
    reasons = [
        f"{name}: {one.method.removeprefix('none: ')}" for name, one in outputs if one.complexity is None
    ]
    return list(dict.fromkeys(reasons))


def _over_draws(fits: list[RegressionErrors]) -> dict[str, Any]:
    """Return means over draws of the sample, the task held fixed."""
    from theory.kernel.draws import mean_over_draws
    from theory.results.intervals import CONFIDENCE

    tested = [one.test_inputs for one in fits]
    keys = ["any_wrong", "end_to_end_error"] if fits[0].sub_task_errors else ["end_to_end_error"]
    return {
        "draws": len(fits),
        "seeds": [one.seed for one in fits],
        "confidence": CONFIDENCE,
        "interval": "the wider of Student's t over draws and the exact binomial of all test inputs",
        **{key: asdict(mean_over_draws([getattr(one, key) for one in fits], tested)) for key in keys},
    }


def _number(one: OutputComplexity) -> str:
    return "-" if one.complexity is None else f"{one.complexity:.8g}"
