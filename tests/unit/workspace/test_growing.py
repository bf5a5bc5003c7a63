"""Huge files, of which the beginning is there at once, and files that others append to."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import Cancelled, ProblemError
from pith.edit import Selection, _limits
from pith.text import LineEnding, Text, _files, _page_scan
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.workspace import Document, View, _document, _growth, _reading, _reloads
from pith.workspace._line_ends import end_lines
from tests.support.desk import Desk, insert
from tests.support.open_files import open_below
from tests.support.paged import random_bytes
from tests.support.text_oracle import check

LINES = b"".join(b"%06d some line of a log\n" % number for number in range(2000))


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of 10 kB are huge here, have pages of 300 bytes, and grow by one page at a time."""
    monkeypatch.setattr(_files, "PAGED_FROM", 10_000)
    monkeypatch.setattr(_page_scan, "PAGE_SIZE", 300)
    monkeypatch.setattr(_growth, "_FIRST", 0.0)
    monkeypatch.setattr(_growth, "_EVERY", 0.0)
    yield
    PAGES.set_limit(DEFAULT_LIMIT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "log.txt"
    path.write_bytes(LINES)
    return path


def begun(desk: Desk, path: Path) -> Document:
    """The document as it is when a few pages have come and more are held back."""
    document = desk.get(desk.workspace.open(path))
    desk.wait(lambda: len(document.text) > 1000)
    assert not document.file.whole
    desk.worker.opened.clear()
    desk.scheduler.run()
    return document


def finish(desk: Desk, document: Document) -> None:
    desk.worker.opened.set()
    desk.wait(lambda: document.growth is None)


def test_the_beginning_is_there_at_once_and_the_rest_grows(desk: Desk, file: Path) -> None:
    document = desk.get(desk.workspace.open(file))
    assert document.text.line(0) == "000000 some line of a log"
    assert document.growth is not None
    assert not document.file.whole
    fractions: list[float] = []
    document.growth.progressed.connect(fractions.append)
    finish(desk, document)
    assert document.file.whole
    assert str(document.text) == LINES.decode()
    assert document.text.has_pages
    assert not document.dirty
    assert not document.history.can_undo
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert document.save_points.last.text is document.text


def test_edits_and_undo_while_it_grows(desk: Desk, file: Path) -> None:
    document = begun(desk, file)
    view = View(document)
    view.select(Selection.caret(7))
    insert(document, 7, "EDITED ", view)
    assert document.dirty
    finish(desk, document)
    expected = LINES.decode()
    assert str(document.text) == expected[:7] + "EDITED " + expected[7:]
    assert view.state.text is document.text
    assert view.selection.primary.head == 14
    assert document.dirty
    assert str(document.save_points.last.text) == expected
    document.travel.undo(view)
    assert str(document.text) == expected
    assert not document.dirty
    document.travel.redo(view)
    assert str(document.text)[:20] == "000000 EDITED some l"
    document.travel.undo(view)
    view.dispose()


@pytest.mark.parametrize("seed", range(15))
def test_random_edits_and_undo_while_it_grows(desk: Desk, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = b"begin\n" + b"".join(random_bytes(rng, 800) for _ in range(40)) + b"." * 12_000
    path = tmp_path / "file"
    path.write_bytes(data)
    document = desk.get(desk.workspace.open(path, encoding="utf-8"))
    view = View(document)
    content = data.decode("utf-8", "surrogateescape")
    for _ in range(60):
        at = rng.randrange(len(document.text) + 1)
        insert(document, at, rng.choice(["x", "\n", "é\r\n"]), view)
        document.history.end_step()
        for _ in range(rng.randrange(4)):
            desk.scheduler.run()
        if rng.random() < 0.3:
            document.travel.undo(view)
    finish(desk, document)
    while document.travel.undo(view):
        pass
    check(document.text, content, rng)
    assert not document.dirty
    view.dispose()


def test_line_endings_are_those_of_the_whole_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"unix\n" * 100 + b"windows\r\n" * 2000)
    document = desk.get(desk.workspace.open(path))
    assert document.file.line_ending is LineEnding.LF
    finish(desk, document)
    assert document.file.line_ending is LineEnding.CRLF
    assert document.file.mixed_line_endings


def test_reading_can_be_cancelled_and_what_is_there_is_not_saved(desk: Desk, file: Path) -> None:
    document = begun(desk, file)
    growth = document.growth
    assert growth is not None
    growth.cancel()
    desk.worker.opened.set()
    assert growth.ended.result() is False
    assert not document.file.whole
    length = len(document.text)
    insert(document, 0, "x")
    with pytest.raises(ProblemError, match=r"only a part of log\.txt was read"):
        desk.save(document)
    desk.wait(lambda: not desk.workspace.saves.busy)
    assert file.read_bytes() == LINES
    assert len(document.text) == length + 1
    desk.get(desk.workspace.reloads.reload(document))
    assert document.file.whole
    assert str(document.text) == LINES.decode()


def test_saving_waits_until_all_is_there(desk: Desk, file: Path) -> None:
    document = begun(desk, file)
    insert(document, 7, "EDITED ")
    saving = desk.workspace.saves.save(document)
    assert not saving.done
    finish(desk, document)
    desk.get(saving)
    assert file.read_bytes() == LINES[:7] + b"EDITED " + LINES[7:]
    assert not document.dirty


def test_closing_ends_reading_and_closes_the_file(desk: Desk, file: Path) -> None:
    document = begun(desk, file)
    desk.workspace.close(document)
    desk.worker.opened.set()
    del document
    desk.wait(lambda: not open_below(file.parent))


def test_a_file_cut_off_while_it_is_read(desk: Desk, file: Path) -> None:
    document = begun(desk, file)
    os.truncate(file, 3000)
    desk.worker.opened.set()
    # It is noticed, said, and what is on the disk now is taken instead.
    desk.wait(lambda: document.file.whole)
    assert any("it could be read only in part" in each for each in desk.told)
    assert str(document.text) == LINES.decode()[:3000]


def test_an_unknown_multi_byte_file_is_copied_and_grows(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "file"
    content = "Zeile mit Umläuten äöü und 日本語 \U0001f600\r\n" * 1000
    data = b"\xff\xfe" + content.encode("utf-16-le")
    path.write_bytes(data)
    document = desk.get(desk.workspace.open(path))
    assert document.growth is not None
    finish(desk, document)
    assert str(document.text) == content
    assert (document.file.encoding, document.file.bom) == ("utf-16-le", True)
    insert(document, 0, "x")
    desk.save(document)
    assert path.read_bytes() == b"\xff\xfe" + ("x" + content).encode("utf-16-le")


def test_how_much_is_held_in_memory_is_a_setting(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    assert PAGES.limit == DEFAULT_LIMIT
    desk.set(files_pageMemory=1)
    assert PAGES.limit == 1024 * 1024


# Appended to


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


@pytest.mark.parametrize("lines", [LINES, LINES[:5000], b""])
def test_what_is_appended_is_taken_without_a_step(desk: Desk, tmp_path: Path, lines: bytes) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(lines or b"one line\n")
    lines = lines or b"one line\n"
    document = desk.open(path)
    finish(desk, document)
    view = View(document)
    other = View(document)
    view.select(Selection.caret(len(document.text)))
    other.select(Selection.caret(4))
    added = b""
    for number in range(40):
        more = b"appended %d\n" % number
        append(path, more)
        added += more
        length = len(lines) + len(added)
        desk.wait(lambda length=length: len(document.text) == length)  # type: ignore[misc]
    assert str(document.text) == (lines + added).decode()
    assert not document.dirty
    assert not document.history.can_undo
    assert view.selection == Selection.caret(len(document.text))
    assert other.selection == Selection.caret(4)
    assert "reloaded log.txt" not in desk.told
    check(document.text, (lines + added).decode(), random.Random(1))
    if len(lines) > 10_000:
        pages = sum(leaf.paged for leaf in document.text.leaves())
        assert pages < (len(lines) + len(added)) / 100
    view.dispose()
    other.dispose()


def test_an_edited_document_grows_too_and_is_saved_whole(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    view = View(document)
    insert(document, 0, "mine ", view)
    append(file, b"theirs\n")
    desk.wait(lambda: document.text.line(document.text.line_count - 2) == "theirs")
    assert document.dirty
    assert "conflicted log.txt" not in desk.told
    document.travel.undo(view)
    assert not document.dirty
    assert str(document.text) == LINES.decode() + "theirs\n"
    document.travel.redo(view)
    desk.save(document)
    assert file.read_bytes() == b"mine " + LINES + b"theirs\n"
    append(file, b"and more\n")
    desk.wait(lambda: document.text.line(document.text.line_count - 2) == "and more")
    document.travel.undo(view)
    desk.save(document)
    assert file.read_bytes() == LINES + b"theirs\nand more\n"
    view.dispose()


def test_a_longer_file_with_another_middle_is_not_appended_to(desk: Desk, file: Path) -> None:
    file.write_bytes(LINES[:9_000])
    document = desk.open(file)
    finish(desk, document)
    changed = LINES[:4_000] + b"#" + LINES[4_001:9_000] + b"more\n"
    with file.open("r+b") as opened:
        opened.write(changed)
    desk.wait(lambda: str(document.text) == changed.decode())
    assert document.history.can_undo


def test_a_character_torn_between_two_writes(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"one\n")
    document = desk.open(path)
    append(path, "é".encode()[:1])
    desk.wait(lambda: len(document.text) == 5)
    append(path, "é".encode()[1:] + b"\n")
    desk.wait(lambda: str(document.text) == "one\né\n")
    assert not document.dirty


# Changed otherwise


def test_a_huge_file_that_was_replaced_is_read_anew(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_reading, "LARGE", 10_000)
    monkeypatch.setattr(_document, "LARGE", 10_000)
    document = desk.open(file)
    finish(desk, document)
    view = View(document)
    row = 1000
    view.select(Selection.caret(document.text.line_start(row) + 3))
    new = LINES.replace(b"some line", b"another line")
    beside = file.with_name("new")
    beside.write_bytes(new)
    beside.replace(file)
    desk.wait(lambda: desk.told[-1] == "reloaded log.txt")
    assert str(document.text) == new.decode()
    assert document.text.point_at(view.selection.primary.head) == (row, 3)
    assert view.state.text is document.text
    assert not document.dirty
    assert document.text.is_intact
    assert open_below(file.parent) == [str(file)]
    document.travel.undo()
    assert str(document.text) == LINES.decode()
    assert document.dirty
    document.travel.redo()
    assert str(document.text) == new.decode()
    view.dispose()


def test_a_huge_file_that_was_replaced_by_one_all_different(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_reading, "LARGE", 10_000)
    monkeypatch.setattr(_document, "LARGE", 10_000)
    monkeypatch.setattr(_limits, "MOST", 20_000)
    document = desk.open(file)
    finish(desk, document)
    view = View(document)
    row = 1000
    view.select(Selection.caret(document.text.line_start(row) + 3))
    insert(document, 0, "mine ")
    desk.save(document)
    replaced: list[Document] = []
    document.replaced.connect(replaced.append)
    new = LINES.replace(b"some line", b"another line")
    beside = file.with_name("new")
    beside.write_bytes(new)
    beside.replace(file)
    desk.wait(lambda: replaced)
    assert str(document.text) == new.decode()
    assert document.text.point_at(view.selection.primary.head) == (row, 3)
    assert not document.dirty
    assert not document.history.can_undo
    view.dispose()


def test_what_changed_in_a_huge_file_that_was_replaced_is_one_step(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (_reading, _document, _reloads):
        monkeypatch.setattr(module, "LARGE", 10_000)
    document = desk.open(file)
    finish(desk, document)
    view = View(document)
    insert(document, 0, "mine\n", view)
    document.history.end_step()
    insert(document, 5, "too\n", view)
    desk.save(document)
    row = 1000
    view.select(Selection.caret(document.text.line_start(row) + 3))
    saved = str(document.text)
    lines = saved.split("\n")
    lines[10:12] = ["changed"]
    lines.insert(500, "new")
    lines[1900] += " longer"
    new = "\n".join(lines)
    beside = file.with_name("new")
    beside.write_text(new)
    beside.replace(file)
    desk.wait(lambda: desk.told[-1] == "reloaded log.txt")
    assert str(document.text) == new
    assert document.text.point_at(view.selection.primary.head) == (row, 3)
    document.travel.undo()
    assert str(document.text) == saved
    document.travel.undo()
    document.travel.undo()
    assert str(document.text) == LINES.decode()
    document.travel.redo()
    document.travel.redo()
    document.travel.redo()
    assert str(document.text) == new
    assert not document.dirty
    insert(document, 3, "typed")
    desk.save(document)
    assert file.read_text() == new[:3] + "typed" + new[3:]
    view.dispose()


def test_an_edited_huge_file_that_was_replaced_is_asked_about(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    insert(document, 0, "mine ")
    beside = file.with_name("new")
    beside.write_bytes(LINES[::-1])
    beside.replace(file)
    desk.wait(lambda: "conflicted log.txt" in desk.told)
    # The file that was opened is there for as long as it is needed.
    assert str(document.text) == "mine " + LINES.decode()
    desk.save(document, overwrite=True)
    assert file.read_bytes() == b"mine " + LINES


def test_a_huge_file_that_was_only_touched_is_left_alone(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    text = document.text
    os.utime(file, ns=(5, 5))
    desk.workspace.disk.check_all()
    desk.wait(lambda: document.file.stamp is not None and document.file.stamp.mtime_ns == 5)
    assert document.text is text
    insert(document, 0, "x")
    os.utime(file, ns=(6, 6))
    desk.save(document)
    assert file.read_bytes() == b"x" + LINES


def test_a_huge_file_overwritten_in_place(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    new = b"#" * len(LINES)
    file.write_bytes(new)
    desk.wait(lambda: str(document.text) == new.decode())


def test_large_documents_refuse_what_would_go_over_all_of_them(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = begun(desk, file)
    with pytest.raises(ProblemError, match="too large to change the ends of all its lines"):
        end_lines(document, LineEnding.CRLF)
    finish(desk, document)
    end_lines(document, LineEnding.CRLF)
    assert document.text == Text.of(LINES.decode().replace("\n", "\r\n"))


# Saving


@pytest.mark.parametrize("linked", [False, True])
def test_a_huge_document_is_edited_while_it_is_saved(desk: Desk, file: Path, linked: bool) -> None:
    if linked:
        os.link(file, file.with_name("other"))
    document = desk.open(file)
    finish(desk, document)
    view = View(document)
    expected = LINES.decode()
    insert(document, 500, "FIRST ", view)
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    insert(document, 40_000, "SECOND ", view)
    desk.worker.opened.set()
    desk.get(saving)
    first = expected[:500] + "FIRST " + expected[500:]
    both = first[:40_000] + "SECOND " + first[40_000:]
    assert file.read_bytes() == first.encode()
    assert document.dirty
    assert view.state.text is document.text
    assert str(document.text) == both
    assert str(document.save_points.last.text) == first
    desk.wait(lambda: open_below(file.parent) == [str(file)])
    document.travel.undo(view)
    assert not document.dirty
    document.travel.undo(view)
    assert str(document.text) == expected
    desk.save(document)
    assert file.read_bytes() == LINES
    assert "conflicted log.txt" not in desk.told
    view.dispose()


def test_a_save_can_be_cancelled(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    insert(document, 0, "x")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    assert desk.workspace.saves.fraction(document) == 0.0
    desk.workspace.saves.cancel(document)
    assert desk.workspace.saves.is_saving(document)
    desk.worker.opened.set()
    desk.wait(lambda: saving.done)
    assert isinstance(saving.exception(), Cancelled)
    assert file.read_bytes() == LINES
    assert document.dirty
    assert desk.workspace.saves.fraction(document) is None
    desk.save(document)
    assert file.read_bytes() == b"x" + LINES


def test_saving_under_another_name_leaves_the_first_file(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    insert(document, 30_000, "x")
    other = file.with_name("other.txt")
    desk.save(document, other)
    expected = LINES[:30_000] + b"x" + LINES[30_000:]
    assert other.read_bytes() == expected
    assert file.read_bytes() == LINES
    file.write_bytes(b"gone")
    desk.workspace.disk.check_all()
    assert str(document.text) == expected.decode()


def test_lost_pages_are_told_once_and_never_saved(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    finish(desk, document)
    PAGES.set_limit(0)
    insert(document, 0, "mine ")
    os.truncate(file, 10_000)
    desk.wait(lambda: "conflicted log.txt" in desk.told)
    assert "\ufffd" in str(document.text)
    assert document.text.line_count == 2001
    told = "parts of it cannot be read any more"
    desk.wait(lambda: any(told in each for each in desk.told))
    str(document.text)
    desk.scheduler.run()
    assert sum(told in each for each in desk.told) == 1
    with pytest.raises(ProblemError, match="nothing was saved"):
        desk.save(document, overwrite=True)
    assert file.read_bytes() == LINES[:10_000]
    desk.get(desk.workspace.reloads.reload(document))
    assert str(document.text) == LINES[:10_000].decode()
    insert(document, 0, "new ")
    desk.save(document)
    assert file.read_bytes() == b"new " + LINES[:10_000]
