"""Saving texts that lie in files: exact bytes, whole files, and where the pages are afterwards."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.text import Edit, Relocation, Text, write_file
from tests.support.open_files import open_below
from tests.support.paged import paged_text, random_bytes, tiny_leaves
from tests.support.text_oracle import check, random_content

DATA = b"0123456789 a line of text\n" * 400


def left_beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.name != path.name)


def save(path: Path, text: Text, encoding: str = "utf-8", bom: bool = False) -> Text:
    """The text as it is after saving it."""
    relocation = Relocation()
    write_file(path, text, encoding, bom, relocation=relocation)
    return relocation.moved(text)


def edited_at_random(text: Text, content: str, rng: random.Random, times: int) -> tuple[Text, str]:
    for _ in range(times):
        start = rng.randrange(len(content) + 1)
        end = min(start + rng.choice([0, 0, 1, 3, 40]), len(content))
        insert = random_content(rng, rng.choice([1, 3, 20]))
        text = text.edited([Edit(start, end, insert)])
        content = content[:start] + insert + content[end:]
    return text, content


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_edit_and_save_again_and_again(seed: int, linked: bool, tmp_path: Path) -> None:
    """Bytes that were not edited come out as they were, whichever way the file is written."""
    rng = random.Random(seed)
    path = tmp_path / "file"
    data = random_bytes(rng, 500)
    with tiny_leaves():
        text = paged_text(path, data, rng.choice([8, 21, 64]))
        if linked:
            os.link(path, tmp_path / "other")
        content = data.decode("utf-8", "surrogateescape")
        for _ in range(6):
            text, content = edited_at_random(text, content, rng, rng.randrange(6))
            old = text
            text = save(path, text)
            assert path.read_bytes() == content.encode("utf-8", "surrogateescape")
            check(text, content, rng)
            assert str(old) == content
            del old
            file = (path.stat().st_dev, path.stat().st_ino)
            assert all(not each.paged or each.page.source.file == file for each in text.leaves())
            assert len(open_below(tmp_path)) <= 1
        # A text that was edited while another state of it was being saved.
        relocation = Relocation()
        later, later_content = edited_at_random(text, content, rng, 5)
        write_file(path, text, "utf-8", False, relocation=relocation)
        later = relocation.moved(later)
        check(later, later_content, rng)
        del relocation, text
        assert len(open_below(tmp_path)) <= 1
        del later
    assert open_below(tmp_path) == []
    assert left_beside(path) == (["other"] if linked else [])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_bytes_are_kept_in_single_byte_encodings_and_after_a_mark(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    data = bytes(range(256)) * 30
    text = paged_text(path, data, 100, encoding)
    text = text.edited([Edit(1000, 1000, "é\n")])
    content = str(text)
    bom = encoding == "utf-8"
    mark = b"\xef\xbb\xbf" if bom else b""
    text = save(path, text, encoding, bom)
    assert path.read_bytes() == mark + content.encode(encoding, "surrogateescape")
    assert str(text) == content
    text = save(path, text, encoding, bom)
    assert path.read_bytes() == mark + content.encode(encoding, "surrogateescape")


def test_saving_in_another_encoding_reads_every_page(tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, "Grüße\n".encode() * 500, 64)
    for encoding in ("utf-16-le", "cp1252", "gb18030", "iso2022_jp"):
        if encoding == "iso2022_jp":
            with pytest.raises(ProblemError, match=r"has no ü \(U\+00FC\)"):
                write_file(tmp_path / "other", text, encoding, False)
            continue
        write_file(tmp_path / "other", text, encoding, False)
        assert (tmp_path / "other").read_bytes().decode(encoding) == "Grüße\n" * 500
    write_file(path, text, "utf-16-be", True)
    assert path.read_bytes() == b"\xfe\xff" + ("Grüße\n" * 500).encode("utf-16-be")


def test_a_character_without_bytes_is_named_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64, "cp1252").edited([Edit(2606, 2606, "語")])
    with pytest.raises(ProblemError) as caught:
        write_file(path, text, "cp1252", False)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (101, 7)
    assert path.read_bytes() == DATA


# Ways of copying


@pytest.mark.parametrize("way", ["refused", "short", "nothing", "missing", "refused half way"])
def test_copying_by_other_means(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64).edited([Edit(5000, 5100, "X")])
    copy = getattr(os, "copy_file_range")  # noqa: B009
    calls: list[int] = []

    def copying(source: int, target: int, count: int, start: int, at: int) -> int:
        calls.append(count)
        if way == "refused" or (way == "refused half way" and len(calls) > 2):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if way == "nothing":
            return 0
        return int(copy(source, target, min(count, 7), start, at))

    if way == "missing":
        monkeypatch.delattr(os, "copy_file_range")
    else:
        monkeypatch.setattr(os, "copy_file_range", copying)
    text = save(path, text)
    assert path.read_bytes() == DATA[:5000] + b"X" + DATA[5100:]
    assert str(text) == (DATA[:5000] + b"X" + DATA[5100:]).decode()
    assert bool(calls) == (way != "missing")


# What may go wrong


def test_a_file_changed_in_place_is_not_saved_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64).edited([Edit(10, 10, "X")])
    with path.open("r+b") as file:
        file.seek(5000)
        file.write(b"#####")
    changed = path.read_bytes()
    with pytest.raises(ProblemError, match="changed or cut off by another program"):
        write_file(path, text, "utf-8", False)
    assert path.read_bytes() == changed
    assert left_beside(path) == []
    # Elsewhere neither: what is missing is missing there too.
    with pytest.raises(ProblemError, match="nothing was saved"):
        write_file(tmp_path / "elsewhere", text, "utf-8", False)
    assert left_beside(path) == []


def test_a_file_changed_while_it_is_copied_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64)
    copy = getattr(os, "copy_file_range")  # noqa: B009

    def copying(source: int, target: int, count: int, start: int, at: int) -> int:
        with path.open("r+b") as file:
            file.seek(5000)
            file.write(b"#####")
        os.utime(path, ns=(1, 1))
        return int(copy(source, target, count, start, at))

    monkeypatch.setattr(os, "copy_file_range", copying)
    with pytest.raises(ProblemError, match="nothing was saved"):
        write_file(path, text, "utf-8", False)
    assert len(path.read_bytes()) == len(DATA)
    assert left_beside(path) == []


def test_what_was_only_touched_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64).edited([Edit(0, 0, "X")])
    os.utime(path, ns=(1, 1))
    text = save(path, text)
    assert path.read_bytes() == b"X" + DATA
    assert str(text) == "X" + DATA.decode()


def test_what_was_seen_lost_once_is_not_saved_later(tmp_path: Path) -> None:
    """It may have been copied into the text while it was shown as lost."""
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64)
    path.write_bytes(b"")
    assert text.line(0) != DATA.decode().split("\n")[0]
    path.write_bytes(DATA)
    with pytest.raises(ProblemError, match="nothing was saved"):
        write_file(path, text, "utf-8", False)
    assert path.read_bytes() == DATA


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64).edited([Edit(0, 0, "X")])

    def full(*given: int) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "copy_file_range", full)
    with pytest.raises(ProblemError, match="the disk is full"):
        write_file(path, text, "utf-8", False)
    assert path.read_bytes() == DATA
    assert left_beside(path) == []
    assert str(text) == "X" + DATA.decode()


@pytest.mark.parametrize("linked", [False, True])
def test_saving_can_be_cancelled(linked: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, DATA, 64)
    for at in range(0, 9000, 1000):
        text = text.edited([Edit(at, at, "X")])
    if linked:
        os.link(path, tmp_path / "other")
    token = CancelToken()
    heard: list[float] = []

    def report(fraction: float) -> None:
        heard.append(fraction)
        if fraction > 0.5:
            token.cancel()

    with pytest.raises(Cancelled):
        write_file(path, text, "utf-8", False, report=report, token=token)
    assert path.read_bytes() == DATA
    assert left_beside(path) == (["other"] if linked else [])
    heard.clear()
    write_file(path, text, "utf-8", False, report=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_overwriting_that_fails_half_way_restores_file_and_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pith.text import _saving

    path = tmp_path / "file"
    text = paged_text(path, DATA, 64).edited([Edit(0, 0, "X")])
    os.link(path, tmp_path / "other")
    copy = _saving._copy
    calls: list[int] = []

    def copying(source: int, target: int) -> None:
        calls.append(target)
        if len(calls) == 2:  # after the backup
            os.ftruncate(target, 100)
            raise OSError(errno.EIO, "Input/output error")
        copy(source, target)

    monkeypatch.setattr(_saving, "_copy", copying)
    with pytest.raises(ProblemError, match="the disk reports an error"):
        write_file(path, text, "utf-8", False)
    assert len(calls) == 3
    assert path.read_bytes() == DATA
    assert str(text) == "X" + DATA.decode()
    monkeypatch.undo()
    write_file(path, text, "utf-8", False)
    assert path.read_bytes() == b"X" + DATA
    assert str(text) == "X" + DATA.decode()
