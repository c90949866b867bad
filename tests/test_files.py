"""Files that may be anything, and files that are whole or not there."""

import fcntl
import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from theory.cli.app import make_app, run
from theory.errors import InputError
from theory.files import check_writable, read_bytes, read_json, replace_bytes, replace_text


def test_what_was_written_is_read(tmp_path: Path) -> None:
    replace_bytes(tmp_path / "file", b'{"a": [1, 2.5]}')
    assert read_bytes(tmp_path / "file") == b'{"a": [1, 2.5]}'
    assert read_json(tmp_path / "file") == {"a": [1, 2.5]}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", "cannot be read as JSON"),
        (b"\xff", "cannot be read as JSON"),
        (b"1" * 5001, "cannot be read as JSON"),  # more digits than Python turns into a number
        (b"[" * 100_000, "nested too deeply"),
        (b" " * 1001, "1001 bytes, but at most 1000 are read"),
    ],
)
def test_what_is_no_json_is_one_line(content: bytes, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InputError, match=complaint) as caught:
        read_json(tmp_path / "file", 1000 if content.startswith(b" ") else 1 << 20)
    assert "\n" not in str(caught.value)


def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe", tmp_path):
        with pytest.raises(InputError, match=r"not a regular file|cannot be read"):
            read_bytes(path)
    with pytest.raises(InputError, match="no such file"):
        read_bytes(tmp_path / "nothing")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "pipe")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    replace_text(pipe, "µ")
    assert os.read(reader, 10) == "µ".encode()
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]
    os.close(reader)


@pytest.mark.parametrize(
    ("meanwhile", "left"),
    [(lambda path: replace_bytes(path, b"second"), b"second"), (check_writable, b"first")],
    ids=["another write", "a check"],
)
def test_a_write_waits_for_another_of_the_same_file(
    meanwhile: Callable[[Path], None], left: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    other = threading.Thread(target=meanwhile, args=(path,))

    def begins_before_the_end(descriptor: int) -> None:
        monkeypatch.undo()
        other.start()
        other.join(timeout=0.3)

    monkeypatch.setattr(os, "fsync", begins_before_the_end)
    replace_bytes(path, b"first")
    other.join()
    assert path.read_bytes() == left
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("used", [False, True])
def test_an_interrupt_before_the_first_byte_leaves_nothing_but_what_another_writes(
    used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / ".file.new"
    lock = fcntl.flock

    def interrupted(file: IO[bytes], how: int) -> None:
        if how == fcntl.LOCK_EX:
            raise KeyboardInterrupt
        lock(file, how)

    with ExitStack() as others:
        if used:
            lock(others.enter_context(temporary.open("ab")), fcntl.LOCK_EX)
        monkeypatch.setattr(fcntl, "flock", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_bytes(tmp_path / "file", b"new")
        assert list(tmp_path.iterdir()) == [temporary] * used


def test_a_write_that_breaks_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "/a/file"), "subtask: /a/file: Permission denied\n"),
        (RecursionError("maximum recursion depth exceeded"), "subtask: the input is nested too deeply\n"),
        (MemoryError(), "subtask: this needs more memory than there is; ask for smaller sizes\n"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate"),
            "subtask: this needs more memory than there is; ask for smaller sizes\n",
        ),
    ],
)
def test_what_a_machine_refuses_is_one_line_and_status_2(
    error: BaseException, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app(())

    @app.command()
    def work() -> None:
        raise error

    assert run(app, ["work"]) == 2
    assert capsys.readouterr().err == said


def test_other_errors_are_not_hidden() -> None:
    app = make_app(())

    @app.command()
    def work() -> None:
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError, match="a mistake of ours"):
        run(app, ["work"])


def test_two_processes_may_ask_at_once_whether_a_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch = Path.touch

    def touched_and_removed_by_the_other(self: Path) -> None:
        touch(self)
        self.unlink()

    monkeypatch.setattr(Path, "touch", touched_and_removed_by_the_other)
    check_writable(tmp_path / "a" / "file")
    assert list(tmp_path.iterdir()) == []
