"""Reading files of unknown content, and writing files that are complete or absent."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from theory.errors import InputError

#: This project's files are far smaller; a larger one is refused.
MOST_BYTES = 1 << 28


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a regular file of bounded size.

    Raises:
        InputError: it is missing, no regular file (a pipe or a device may never end), too large or unreadable.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError(f"{path}: not a regular file")
            if status.st_size > most:
                raise InputError(f"{path}: {status.st_size} bytes, but at most {most} are read")
            return file.read(most)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NONBLOCK)  # a pipe without a writer would be waited for


def read_json(path: Path, most: int = MOST_BYTES) -> Any:
    """Read a JSON document of bounded size.

    Raises:
        InputError: see :func:`read_bytes`; or it is no JSON, or nested too deeply.
    """
    content = read_bytes(path, most)
    try:
        return json.loads(content.decode("utf-8"))
    except RecursionError:
        raise InputError(f"{path}: nested too deeply") from None
    except ValueError as error:
        raise InputError(f"{path}: cannot be read as JSON ({error})") from None


def read_object(path: Path) -> dict[str, Any]:
    """Read a JSON object; InputError for another document, and see :func:`read_json`."""
    document = read_json(path)
    if not isinstance(document, dict):
        raise InputError(f"{path}: not a JSON object")
    return document


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, finds the old file or the new one, never a part.

    The temporary name is always the same, so that no files accumulate when the writer is killed repeatedly. A pipe or a
    device is never replaced: it is written to.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    temporary = path.with_name(f".{path.name}.new")
    with _alone_with(temporary) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        temporary.replace(path)


@contextmanager
def _alone_with(temporary: Path) -> Iterator[IO[bytes]]:
    """Open an empty file that no other process writes, renames or removes meanwhile; it is waited for.

    An error or an interrupt leaves nothing behind, also one that comes before the first byte.
    """
    try:
        while True:
            with temporary.open("ab") as file:
                with suppress(OSError):  # where a file system has no locks one writer at a time is relied on
                    fcntl.flock(file, fcntl.LOCK_EX)
                if _is_at(temporary, file):  # else whoever had it before has renamed or removed it
                    file.truncate(0)
                    yield file
                    return
    except BaseException:
        _remove_unless_used(temporary)
        raise


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep out other processes that ask for the same folder with this function; they wait."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # as above
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove_unless_used(temporary: Path) -> None:
    with suppress(OSError), temporary.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # another process writes it
            return
        except OSError:  # no locks here
            pass
        if _is_at(temporary, file):
            temporary.unlink()


def _is_at(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file as :func:`replace_bytes` does, and the folders above it that are missing.

    Raises:
        InputError: the operating system refuses; the folders that were made are removed again.
    """
    if _exists(path) and not path.is_file():  # to rename a file over a device would remove the device
        raise InputError(f"{path}: cannot be written (not a regular file); name another place")
    with folder_of(path):
        replace_bytes(path, content)


def check_writable(path: Path) -> None:
    """Raise InputError unless a file can be written there; leave nothing behind."""
    if _exists(path) and not path.is_file():
        raise InputError(f"{path}: cannot be written (not a regular file); name another place")
    with suppress(_Undo), folder_of(path):
        probe = path.with_name(f".{path.name}.new")
        with _alone_with(probe):
            probe.unlink()
        raise _Undo


class _Undo(Exception):
    """Raised to remove the folders that were made, where there is no error."""


@contextmanager
def folder_of(path: Path) -> Iterator[None]:
    """Make the folders above a file or folder; remove those that were made if what is done in the context fails.

    Raises:
        InputError: the system refuses.
    """
    made = [folder for folder in path.parents if not _exists(folder)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise InputError(f"{path}: cannot be written ({error.strerror}); name another place") from None
        raise


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long
        return False


def replace_text(path: Path, text: str) -> None:
    """Write a text as :func:`replace_bytes` writes bytes, in UTF-8."""
    replace_bytes(path, text.encode())


def replace_json(path: Path, document: Any, ensure_ascii: bool = True) -> None:
    """Write a JSON document as :func:`replace_bytes` writes bytes."""
    replace_text(path, json.dumps(document, indent=1, ensure_ascii=ensure_ascii) + "\n")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def content_digest(document: Mapping[str, Any], without: str = "") -> str:
    """Return the SHA-256 of a JSON object, whatever the order of its keys, without one of them."""
    content = {name: value for name, value in document.items() if name != without}
    return sha256(json.dumps(content, sort_keys=True).encode())
