"""Checks of arguments against their annotations: a wrong type is one line of :class:`InputError`, not a traceback.

The annotations of a public function are the only place that states which types it takes. What is checked: numbers,
texts, paths, truth values, None, the values of a ``Literal``, containers (of a list or tuple each element too),
callables, and instances of classes and run-time protocols. Anything else, such as the element type of an array, is
not checked here.
"""

from __future__ import annotations

import collections.abc
import functools
import inspect
import numbers
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from theory.errors import InputError

P = ParamSpec("P")
R = TypeVar("R")
#: A function that decides whether a value fits an annotation; a test pairs it with the annotation in words.
Fits = Callable[[Any], bool]
Test = tuple[Fits, str]
#: Characters of a refused value that the error message shows.
_SHOWN = 60


def check_arguments(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a function so that an argument of a wrong type raises :class:`InputError`.

    A call with too few, too many or unknown arguments stays Python's own TypeError, unless one of a wrong type is among
    them.

    Example:
        >>> @check_arguments
        ... def double(number: int) -> int:
        ...     return 2 * number
        >>> double("two")
        Traceback (most recent call last):
        theory.errors.InputError: double: number must be a whole number, not 'two' (str)
    """
    signature = inspect.signature(function)
    plain: Any = inspect.unwrap(function)

    @functools.cache  # not before the first call: an annotation may name what is defined later in the module
    def tests() -> dict[str, Test]:
        return _tests_of(plain.__annotations__, plain.__globals__)

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            bound = signature.bind_partial(*args, **kwargs)
        except TypeError:
            return function(*args, **kwargs)  # Python's own error names the function
        for name, value in bound.arguments.items():
            test = tests().get(name)
            if test and not test[0](value):
                raise _refused(plain.__qualname__.removesuffix(".__init__"), name, test, value)
        return function(*args, **kwargs)

    return checked


def check_fields(instance: Any) -> None:
    """Check the fields of a dataclass in its ``__post_init__``.

    Raises:
        InputError: the first field whose value does not fit its annotation.
    """
    kind: Any = type(instance)
    for name, test in _tests_of_fields(kind).items():
        if not test[0](value := getattr(instance, name)):
            raise _refused(kind.__name__, name, test, value)


@functools.cache
def _tests_of_fields(kind: Any) -> dict[str, Test]:
    module = inspect.getmodule(kind)
    return _tests_of({f.name: f.type for f in fields(kind)}, vars(module) if module else {})


def _refused(where: str, name: str, test: Test, value: Any) -> InputError:
    fits, wanted = test
    if is_dataclass(value) and not isinstance(value, type):  # its text is long
        inside = [field.name for field in fields(value) if fits(getattr(value, field.name))]
        hint = f"; use its .{inside[0]}" if len(inside) == 1 else ""
        return InputError(f"{where}: {name} must be {wanted}, not {_article(type(value).__name__)}{hint}")
    shown = " ".join(repr(value).split())
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1] + "…"
    return InputError(f"{where}: {name} must be {wanted}, not {shown} ({type(value).__name__})")


def _tests_of(annotations: dict[str, Any], namespace: dict[str, Any]) -> dict[str, Test]:
    found = {}
    for name, annotation in annotations.items():
        test = _test_of(_meant(annotation, namespace))
        if name != "return" and test is not None:
            found[name] = test
    return found


def _meant(annotation: Any, namespace: dict[str, Any]) -> Any:
    """The type that an annotation names; Any for one that is imported for type checkers alone."""
    try:
        return eval(annotation, namespace) if isinstance(annotation, str) else annotation
    except NameError:
        return Any


def _test_of(annotation: Any) -> Test | None:
    """The test of an annotation; None where nothing is checked."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _any_of([_test_of(part) for part in parts])
    if origin is typing.Literal:
        return _one_of(parts), " or ".join(map(repr, parts))
    kind = origin or annotation
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind in _CONTAINERS:
        # tuple[int, str] names the type of each place, and only the container is checked
        alike = len(parts) == 1 or parts[1:] == (Ellipsis,)
        return _container(kind, _test_of(parts[0]) if alike else None)
    if not isinstance(kind, type) or kind in (Any, object) or _is_static_protocol(kind):
        return None
    return (lambda value: isinstance(value, kind)), _NAMES.get(kind.__name__) or _article(kind.__name__)


def _one_of(parts: tuple[Any, ...]) -> Fits:
    """Return whether a value is one of these; True is not the number 1."""
    return lambda value: any(value is part or (value == part and type(value) is not bool) for part in parts)


def _any_of(tests: list[Test | None]) -> Test | None:
    known = [test for test in tests if test is not None]
    if len(known) < len(tests):
        return None
    return (lambda value: any(fits(value) for fits, _ in known)), " or ".join(words for _, words in known)


def _container(kind: Any, element: Test | None) -> Test:
    is_kind, words = _CONTAINERS[kind]
    if element is None:
        return is_kind, words
    fits, wanted = element
    many = f"{words} ({wanted} each)"
    # the elements of an array or an iterator are not looked at
    return (lambda v: is_kind(v) and (not isinstance(v, list | tuple) or all(map(fits, v)))), many


def _is_static_protocol(kind: type) -> bool:
    return getattr(kind, "_is_protocol", False) and not getattr(kind, "_is_runtime_protocol", False)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIO' else 'a'} {noun}"


def _is_number(kind: type) -> Fits:
    return lambda value: isinstance(value, kind) and not isinstance(value, bool)


def _is_iterable(value: Any) -> bool:
    """Return whether a value has elements to go through; a text counts as a single value."""
    return hasattr(value, "__iter__") and not isinstance(value, str | bytes)


def _is_sequence(value: Any) -> bool:
    """Return whether elements have positions; arrays are sequences here, mappings are not."""
    return (
        _is_iterable(value)
        and hasattr(value, "__getitem__")
        and not isinstance(value, collections.abc.Mapping)
    )


_SCALARS: dict[Any, Test] = {
    int: (_is_number(numbers.Integral), "a whole number"),
    float: (_is_number(numbers.Real), "a number"),
    Fraction: (_is_number(numbers.Rational), "a whole number or a Fraction"),
    str: ((lambda value: isinstance(value, str)), "text"),
    Path: ((lambda value: isinstance(value, Path)), "a path"),
    type(None): ((lambda value: value is None), "None"),
    collections.abc.Callable: (callable, "a function"),
    collections.abc.Mapping: ((lambda value: isinstance(value, collections.abc.Mapping)), "a mapping"),
}
_CONTAINERS: dict[Any, Test] = {
    tuple: ((lambda value: isinstance(value, tuple)), "a tuple"),
    list: ((lambda value: isinstance(value, list)), "a list"),
    collections.abc.Sequence: (_is_sequence, "a sequence"),
    collections.abc.Iterable: (_is_iterable, "an iterable"),
}
#: The words that messages use for these classes.
_NAMES = {"bool": "True or False", "ndarray": "a numpy array"}
