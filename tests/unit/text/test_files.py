"""Reading text files, and what is in the way of it."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ProblemError
from pith.text import (
    FileMissingError,
    LineEnding,
    Text,
    line_endings_of,
    read_file,
    stamp_of,
    write_file,
)
from pith.text import _files as files_module
from tests.support.unprivileged import run_unprivileged


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße\nzwei".encode())
    content = read_file(path)
    assert content.text == Text.of("Grüße\nzwei")
    assert (content.encoding, content.bom, content.binary) == ("utf-8", False, False)
    assert (content.line_ending, content.mixed_line_endings) == (LineEnding.LF, False)
    assert content.stamp == stamp_of(path)


@pytest.mark.parametrize(
    ("data", "line_ending", "mixed"),
    [
        (b"", LineEnding.LF, False),
        (b"one line", LineEnding.LF, False),
        (b"a\nb\n", LineEnding.LF, False),
        (b"a\r\nb\r\n", LineEnding.CRLF, False),
        (b"a\r\nb\r\nc\n", LineEnding.CRLF, True),
        (b"a\r\nb\nc\n", LineEnding.LF, True),
        (b"a\r\nb\n", LineEnding.LF, True),
        (b"old\rmac\r", LineEnding.LF, False),
        (b"progress\r100%\nnext\n", LineEnding.LF, False),
    ],
)
def test_notices_line_endings(
    tmp_path: Path, data: bytes, line_ending: LineEnding, mixed: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    content = read_file(path)
    assert (content.line_ending, content.mixed_line_endings) == (line_ending, mixed)
    write_file(path, content.text, content.encoding, content.bom)
    assert path.read_bytes() == data


def test_every_byte_survives_reading_and_saving(tmp_path: Path) -> None:
    chance = random.Random("round trips")
    pieces = [b"plain\n", b"\r\n", "Grüße\n".encode(), b"\xff\xfe", b"\x80", b"\r", b"caf\xe9\n"]
    for number in range(200):
        data = b"".join(chance.choices(pieces, k=chance.randrange(30)))
        path = tmp_path / f"{number}.txt"
        path.write_bytes(data)
        content = read_file(path)
        write_file(path, content.text, content.encoding, content.bom)
        assert path.read_bytes() == data


def test_reads_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100_000)
    sizes: list[int] = []
    read = os.read

    def reading(descriptor: int, size: int) -> bytes:
        sizes.append(size)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", reading)
    read_file(path)
    assert sizes == [100_001]


def test_a_file_that_is_written_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\n")
    read = os.read
    appended = iter([b"two\n"])

    def reading(descriptor: int, size: int) -> bytes:
        data = read(descriptor, size)
        for more in appended:
            with path.open("ab") as file:
                file.write(more)
        return data

    monkeypatch.setattr(os, "read", reading)
    content = read_file(path)
    assert str(content.text) == "one\ntwo\n"
    assert content.stamp == stamp_of(path)


def test_a_file_that_never_rests_has_an_older_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"one\n")
    read = os.read

    def reading(descriptor: int, size: int) -> bytes:
        data = read(descriptor, size)
        with path.open("ab") as file:
            file.write(b"more\n")
        return data

    monkeypatch.setattr(os, "read", reading)
    content = read_file(path)
    assert content.stamp != stamp_of(path)


def test_files_that_do_not_say_their_size(tmp_path: Path) -> None:
    assert "Name:" in str(read_file(Path("/proc/self/status")).text)


def test_a_binary_file_is_not_decoded_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    data = bytes(range(256)) * 100
    path.write_bytes(data)
    content = read_file(path)
    assert content.binary
    assert len(content.text) == 0
    content = read_file(path, "utf-8")
    assert not content.binary
    write_file(path, content.text, content.encoding, content.bom)
    assert path.read_bytes() == data


def test_reads_with_a_given_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет\n".encode("koi8-r"))
    assert str(read_file(path, "koi8-r").text) == "Привет\n"
    assert str(read_file(path, fallback="koi8-r").text) == "Привет\n"
    path.write_bytes("Привет\n".encode())
    assert str(read_file(path, fallback="koi8-r").text) == "Привет\n"
    with pytest.raises(ProblemError, match=r"a\.txt: the bytes cannot be read as UTF-32 LE"):
        read_file(path, "utf-32-le")
    with pytest.raises(ProblemError, match="unknown encoding"):
        read_file(path, "klingon")
    with pytest.raises(ProblemError, match="unknown encoding"):
        read_file(path, fallback="klingon")


# What is in the way


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"missing\.txt: cannot read it: no such file"):
        read_file(tmp_path / "missing.txt")
    assert stamp_of(tmp_path / "missing.txt") is None


def test_a_file_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProblemError, match="not a directory"):
        read_file(tmp_path / "file" / "a.txt")
    assert stamp_of(tmp_path / "file" / "a.txt") is None


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="it is a folder"):
        read_file(tmp_path)


def test_a_dangling_and_a_circular_link(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(FileMissingError):
        read_file(tmp_path / "dangling")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(ProblemError, match="circle"):
        read_file(tmp_path / "circle")
    with pytest.raises(ProblemError, match="circle"):
        stamp_of(tmp_path / "circle")


@pytest.fixture
def bound_socket(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        yield path


def test_nothing_but_files_is_waited_for(tmp_path: Path, bound_socket: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, kind in (
        (tmp_path / "pipe", "a pipe"),
        (bound_socket, "a socket"),
        (Path("/dev/null"), "a device"),
        (Path("/dev/zero"), "a device"),
    ):
        with pytest.raises(ProblemError, match=f"it is {kind}"):
            read_file(path)
        with pytest.raises(ProblemError, match=f"it is {kind}"):
            write_file(path, Text.of("x"), "utf-8", False)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(files_module, "require_regular", lambda path, mode: None)
    content = read_file(tmp_path / "pipe")  # only what opening and reading do is tried here
    assert len(content.text) == 0


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_000_000)
    with pytest.raises(ProblemError, match=r"it has 2 MB; more than 1 MB cannot be read at once"):
        read_file(path, largest=1_000_000)


def test_a_file_that_may_not_be_read(public_folder: Path) -> None:
    path = public_folder / "secret.txt"
    path.write_text("secret")
    path.chmod(0o000)
    run = run_unprivileged(
        """
        try:
            read_file(path)
        except ProblemError as error:
            print(error)
        """,
        path,
    )
    assert run.stdout.strip() == (
        f"{path}: cannot read it: permission denied"
        " (you have no permission for it: ask its owner or change its mode)"
    )


def test_line_endings_are_counted_across_pieces() -> None:
    for pieces in (["a\r", "\nb\n"], ["a\r\n", "", "b\n"], ["a\r", "", "\n", "b\n"]):
        assert line_endings_of(pieces) == line_endings_of("".join(pieces))
    assert line_endings_of(["a\r", "b\n"]) == (LineEnding.LF, False)
    assert line_endings_of([]) == (LineEnding.LF, False)
