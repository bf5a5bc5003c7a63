"""Saving documents to real files, while others write to them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pith.base import Cancelled, Future, ProblemError
from pith.text import (
    FileChangedError,
    LineEnding,
)
from pith.workspace import View
from tests.support.desk import Desk, insert, is_dirty, is_missing, text


def test_saves(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "# é\r\n")
    desk.save(document)
    assert file.read_bytes() == "# é\r\ndef f():\n    pass\n".encode()
    assert not is_dirty(document)
    assert desk.told[1:] == ["saving a.py", "saved a.py"]


def test_edits_made_meanwhile_keep_it_dirty(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    assert desk.workspace.saves.is_saving(document)
    assert desk.workspace.saves.busy
    insert(document, 0, "2")
    desk.worker.opened.set()
    desk.get(saving)
    assert not desk.workspace.saves.busy
    assert file.read_text().startswith("1def")
    assert is_dirty(document)
    document.travel.undo()
    assert not is_dirty(document)


def test_a_second_save_waits_for_the_first(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.worker.opened.clear()
    first = desk.workspace.saves.save(document)
    insert(document, 0, "2")
    second = desk.workspace.saves.save(document)
    insert(document, 0, "3")
    assert desk.worker.jobs.count("save a.py") == 1
    desk.worker.opened.set()
    desk.get(first)
    assert not second.done
    desk.get(second)
    assert file.read_text().startswith("321def")
    assert not is_dirty(document)


def test_a_save_that_fails_does_not_keep_the_next_from_its_turn(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "€")
    document.file.set_encoding("latin1")
    first = desk.workspace.saves.save(document)
    with pytest.raises(ProblemError, match=r":1:1: Western \(ISO 8859-1\) has no €"):
        desk.get(first)
    assert is_dirty(document)
    document.file.set_encoding("utf-8")
    desk.save(document)
    assert file.read_text().startswith("€def")


def test_a_document_that_is_closed_while_it_is_saved(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    desk.workspace.close(document)
    desk.worker.opened.set()
    desk.get(saving)
    assert file.read_text().startswith("1def")
    assert desk.workspace.documents == ()


def test_a_file_changed_by_somebody_else_is_not_overwritten(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    file.write_text("theirs\n")
    with pytest.raises(FileChangedError, match="changed by another program"):
        desk.save(document)
    assert file.read_text() == "theirs\n"
    assert is_dirty(document)
    desk.save(document, overwrite=True)
    assert file.read_text().startswith("1def")
    insert(document, 0, "2")
    desk.save(document)  # what we wrote is ours


def test_a_file_that_was_only_touched_may_be_saved(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    os.utime(file)
    shutil.copy(file, file.parent / "copy")
    (file.parent / "copy").rename(file)
    desk.save(document)
    assert file.read_text().startswith("1def")


def test_a_deleted_file_is_saved_again(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    file.unlink()
    desk.wait(lambda: is_missing(document))
    desk.save(document)
    assert file.read_text().startswith("1def")
    assert not is_missing(document)


def test_a_file_that_came_to_be_before_the_first_save(desk: Desk, tmp_path: Path) -> None:
    document = desk.open(tmp_path / "new.py", create=True)
    insert(document, 0, "1")
    (tmp_path / "new.py").write_text("theirs")
    with pytest.raises(FileChangedError, match="there is a file of that name already"):
        desk.save(document)
    assert (tmp_path / "new.py").read_text() == "theirs"


def test_saving_elsewhere(desk: Desk, file: Path, tmp_path: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    other = tmp_path / "b.c"
    other.write_text("theirs")
    with pytest.raises(FileChangedError, match="there is a file of that name already"):
        desk.save(document, other)
    assert (document.file.path, other.read_text()) == (file, "theirs")
    desk.save(document, other, overwrite=True)
    assert other.read_text().startswith("1def")
    assert file.read_text().startswith("def")
    assert (document.file.path, document.language_id) == (other, "c")
    assert desk.workspace.find(file) is None


def test_two_documents_never_have_one_file(desk: Desk, file: Path, tmp_path: Path) -> None:
    document = desk.open(file)
    other = desk.workspace.new_untitled(text="x")
    with pytest.raises(ProblemError, match="open as another document"):
        desk.save(other, file, overwrite=True)
    assert file.read_text().startswith("def")
    assert other.file.path is None
    desk.workspace.close(document)
    desk.save(other, file, overwrite=True)
    assert file.read_text() == "x"


def test_saving_tidies_up_if_the_settings_say_so(desk: Desk, file: Path) -> None:
    desk.set(files_trimTrailingWhitespace=True, files_insertFinalNewline=True)
    document = desk.open(file)
    view = View(document)
    insert(document, len(document.text), "x  ", view)
    desk.save(document)
    assert file.read_text() == "def f():\n    pass\nx\n"
    assert not is_dirty(document)
    document.travel.undo(view)
    assert text(document) == "def f():\n    pass\nx  "


def test_listeners_may_edit_before_saving(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.workspace.saves.saving.connect(lambda each: insert(each, 0, "# formatted\n"))
    desk.save(document)
    assert file.read_text().startswith("# formatted\n1def")
    assert not is_dirty(document)


def test_a_save_waits_for_what_takes_longer(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    asked: Future[None] = Future()
    desk.workspace.saves.before_save = lambda _: asked
    insert(document, 0, "# one\n")
    saving = desk.workspace.saves.save(document)
    desk.scheduler.run()
    assert not saving.done
    assert desk.workspace.saves.is_saving(document)
    insert(document, 0, "# two\n")
    asked.set_result(None)
    desk.get(saving)
    assert file.read_text().startswith("# two\n# one\n")
    assert not document.dirty


def test_a_save_that_is_cancelled_while_it_waits_writes_nothing(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    before = file.read_text()
    asked: Future[None] = Future()
    asked.token.on_cancel(lambda: asked.set_exception(Cancelled()))
    desk.workspace.saves.before_save = lambda _: asked
    insert(document, 0, "x")
    saving = desk.workspace.saves.save(document)
    saving.cancel()
    with pytest.raises(Cancelled):
        desk.get(saving)
    assert file.read_text() == before
    assert document.dirty
    desk.workspace.saves.before_save = lambda _: None
    desk.save(document)
    assert file.read_text() == "x" + before


def test_a_long_text_is_tidied_up_in_a_worker(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("line  \n" * 50_000 + "end")
    desk.set(files_trimTrailingWhitespace=True, files_insertFinalNewline=True)
    document = desk.open(path)
    saving = desk.workspace.saves.save(document)
    assert document.text.line(0) == "line  "  # nothing was done in this turn
    insert(document, 0, "typed meanwhile  \n")
    desk.get(saving)
    assert path.read_text() == "typed meanwhile  \n" + "line\n" * 50_000 + "end\n"
    document.travel.undo()
    assert document.queue.waits  # so many places are a worker's job as well
    desk.wait(lambda: not document.queue.waits)
    assert document.text.line(1) == "line  "


def test_line_endings_of_a_long_text_are_changed_in_a_worker(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"line\n" * 50_000 + b"end")
    document = desk.open(path)
    converting = desk.workspace.conversions.convert(document, LineEnding.CRLF)
    assert not converting.done
    assert document.options.line_ending == "\r\n"  # what is typed from now on has it
    insert(document, 0, "typed\r\n")
    desk.get(converting)
    desk.save(document)
    assert path.read_bytes() == b"typed\r\n" + b"line\r\n" * 50_000 + b"end"
    assert not document.file.mixed_line_endings
    document.travel.undo()
    document.travel.undo()
    desk.wait(lambda: not document.queue.waits)
    assert document.text.slice(0, 12) == "line\nline\nli"
    assert document.file.line_ending is LineEnding.LF


def test_saving_keeps_every_byte_nobody_touched(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\n\xff\xfe\r\nend")
    document = desk.open(path)
    insert(document, 1, "X")
    desk.save(document)
    assert path.read_bytes() == b"\xef\xbb\xbfaX\r\nb\n\xff\xfe\r\nend"
