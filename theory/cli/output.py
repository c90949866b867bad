"""The output of answers: one JSON object, or lines of text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

#: The option that every answering command takes.
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
#: Options of the commands on theorem 2, and on tasks that may come from a file.
Epsilon = Annotated[float, typer.Option(help="The error epsilon, between 0 and 1.")]
Delta = Annotated[float, typer.Option(help="The failure probability delta, between 0 and 1.")]
BuiltInD = Annotated[int | None, typer.Option("--d", help="Number of input bits of a built-in task.")]


def exact(name: str, value: Any) -> dict[str, Any]:
    """An exact number as a string that sympy reads back, with a float beside it where one can hold it."""
    try:
        approximate: float | None = float(value)
    except OverflowError:
        approximate = None
    if approximate is not None and not math.isfinite(approximate):
        approximate = None
    return {name: str(value), f"{name}_float": approximate}


def answer(payload: Mapping[str, Any], as_json: bool, lines: Iterable[str]) -> None:
    """Print the payload as JSON, or the lines."""
    if as_json:
        print(json.dumps(payload, ensure_ascii=False, allow_nan=False))
    else:
        for line in lines:
            print(line)
