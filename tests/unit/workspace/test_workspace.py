"""Opening, saving and following real files."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pith.base import Cancelled, Future, ManualScheduler, ProblemError, ThreadWorker
from pith.edit import Selection
from pith.settings import SettingsLayer
from pith.text import (
    BinaryFileError,
    FileChangedError,
    FileMissingError,
    LineEnding,
    read_file,
)
from pith.workspace import Document, Indentation, View, Workspace, _workspace
from tests.support.desk import Desk, insert


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.py"
    path.write_text("def f():\n    pass\n")
    return path


def text(document: Document) -> str:
    return str(document.text)


def is_dirty(document: Document) -> bool:
    return document.dirty


def is_missing(document: Document) -> bool:
    return document.file.missing


# Opening


def test_opens_a_file(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    assert text(document) == "def f():\n    pass\n"
    assert (document.file.path, document.language_id, document.dirty) == (file, "python", False)
    assert document.indentation == Indentation(True, 4)
    assert desk.workspace.documents == (document,)
    assert desk.workspace.find(file) is document
    assert len(desk.told) == 1


def test_one_file_is_one_document(desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = desk.open(file)
    (file.parent / "link.py").symlink_to(file)
    (file.parent / "hard.py").hardlink_to(file)
    (file.parent / "folder").symlink_to(file.parent)
    monkeypatch.chdir(file.parent)
    for other in (
        file,
        Path("a.py"),
        file.parent / "x" / ".." / "a.py",
        file.parent / "link.py",
        file.parent / "hard.py",
        file.parent / "folder" / "a.py",
    ):
        assert desk.open(other) is document
    assert len(desk.told) == 1


def test_opening_at_the_same_time_is_reading_once(desk: Desk, file: Path) -> None:
    desk.worker.opened.clear()
    futures = [desk.workspace.open(file) for _ in range(3)]
    assert len(desk.worker.jobs) == 1
    (file.parent / "link.py").symlink_to(file)
    futures.append(desk.workspace.open(file.parent / "link.py"))
    assert len(desk.worker.jobs) == 2
    desk.worker.opened.set()
    assert len({desk.get(future) for future in futures}) == 1
    assert len(desk.told) == 1


def test_another_file_with_the_number_of_one_that_is_gone(desk: Desk, tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("one")
    document = desk.open(one)
    other.write_text("other")
    assert document.file.stamp is not None
    # As if the number had been given to the next file that was made.
    document.file.stamp = document.file.stamp._replace(inode=other.stat().st_ino)
    assert desk.open(other) is not document


def test_one_of_several_who_wait_may_change_their_mind(desk: Desk, file: Path) -> None:
    desk.worker.opened.clear()
    one, other = desk.workspace.open(file), desk.workspace.open(file)
    one.cancel()
    desk.worker.opened.set()
    document = desk.get(other)
    assert isinstance(one.exception(), Cancelled)
    assert desk.workspace.documents == (document,)


def test_if_nobody_waits_any_more_nothing_is_opened(desk: Desk, file: Path) -> None:
    desk.worker.opened.clear()
    future = desk.workspace.open(file)
    future.cancel()
    desk.worker.opened.set()
    with pytest.raises(Cancelled):
        desk.get(future)
    assert desk.workspace.documents == ()


def test_what_cannot_be_opened(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"missing\.py"):
        desk.open(tmp_path / "missing.py")
    with pytest.raises(ProblemError, match="it is a folder"):
        desk.open(tmp_path)
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    with pytest.raises(BinaryFileError, match=r"a\.bin: it is not text"):
        desk.open(tmp_path / "a.bin")
    assert desk.workspace.documents == ()
    assert desk.open(tmp_path / "a.bin", encoding="utf-8").file.path == tmp_path / "a.bin"


def test_a_file_that_is_yet_to_be_made(desk: Desk, tmp_path: Path) -> None:
    document = desk.open(tmp_path / "new.py", create=True)
    assert (document.file.path, document.language_id) == (tmp_path / "new.py", "python")
    assert not is_dirty(document)
    assert not is_missing(document)
    assert not (tmp_path / "new.py").exists()
    insert(document, 0, "x = 1\n")
    desk.save(document)
    assert (tmp_path / "new.py").read_text() == "x = 1\n"
    with pytest.raises(FileMissingError):
        desk.open(tmp_path / "missing" / "new.py", create=True)


def test_the_settings_say_how_files_are_read(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Привет\n".encode("koi8-r"))
    desk.set(files_encoding="koi8-r")
    document = desk.open(path)
    assert (text(document), document.file.encoding) == ("Привет\n", "koi8-r")
    path = tmp_path / "b.txt"
    path.write_bytes(b"caf\xe9\n")
    desk.set(files_autoGuessEncoding=False)
    document = desk.open(path)
    assert (text(document), document.file.encoding) == ("caf\udce9\n", "utf-8")


def test_the_settings_say_how_files_are_edited(desk: Desk, tmp_path: Path) -> None:
    spaces, tabs, none = (tmp_path / name for name in ("a.txt", "b.txt", "c.txt"))
    spaces.write_text("a\n  b\n")
    tabs.write_text("a\n\tb\n")
    none.write_text("a\n")
    desk.set(editor_tabSize=8, editor_autoClosingBrackets=False)
    documents = [desk.open(path) for path in (spaces, tabs, none)]

    def indentations() -> list[tuple[bool, int]]:
        return [(each.options.insert_spaces, each.options.tab_size) for each in documents]

    assert indentations() == [(True, 2), (False, 4), (True, 8)]
    assert not any(each.options.auto_close for each in documents)
    assert all(each.options.auto_close_tags for each in documents)
    desk.set(editor_autoClosingTags=False)
    assert not any(each.options.auto_close_tags for each in documents)
    desk.set(editor_tabSize=3)
    assert indentations() == [(True, 2), (False, 4), (True, 3)]
    assert all(each.options.auto_close for each in documents)
    desk.set(editor_detectIndentation=False)
    assert desk.open(tabs).options.insert_spaces is False  # what was found stays
    desk.workspace.close(documents[1])
    assert desk.open(tabs).options.insert_spaces is True


def test_each_language_has_settings_of_its_own(desk: Desk, tmp_path: Path) -> None:
    desk.settings.set_layer(SettingsLayer.USER, {"language": {"c": {"editor": {"tabSize": 7}}}})
    document = desk.workspace.new_untitled()
    assert document.options.tab_size == 4
    document.set_language("c")
    assert document.options.tab_size == 7
    desk.save(document, tmp_path / "a.py")
    assert (document.language_id, document.options.tab_size) == ("c", 7)


def test_an_encoding_that_does_not_exist_opens_files_nonetheless(desk: Desk, file: Path) -> None:
    desk.set(files_encoding="klingon")
    assert desk.open(file).file.encoding == "utf-8"
    assert desk.workspace.new_untitled().file.encoding == "utf-8"


def test_languages_are_found_again_when_there_are_others(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_text("")
    (tmp_path / "b.rs").write_text("")
    (tmp_path / "script").write_text("#!python\n")
    document, chosen, script = (desk.open(tmp_path / name) for name in ("a.rs", "b.rs", "script"))
    assert script.language_id == "python"
    chosen.set_language("c")
    desk.languages.known[".rs"] = "rust"
    desk.languages.changed.emit()
    assert [each.language_id for each in (document, chosen, script)] == ["rust", "c", "python"]


# Untitled documents


def test_untitled_documents_are_numbered(desk: Desk) -> None:
    one, two = desk.workspace.new_untitled(), desk.workspace.new_untitled("python", "x = 1\n")
    assert [one.name, two.name] == ["Untitled-1", "Untitled-2"]
    assert (two.language_id, text(two)) == ("python", "x = 1\n")
    assert not is_dirty(one)
    assert is_dirty(two)
    desk.workspace.close(one)
    assert desk.workspace.new_untitled().name == "Untitled-1"
    assert desk.workspace.documents[0] is two


def test_untitled_documents_begin_as_the_settings_say(desk: Desk) -> None:
    desk.set(files_encoding="utf-8-sig", files_eol="crlf", editor_tabSize=2)
    document = desk.workspace.new_untitled()
    assert document.file.encoding_label == "UTF-8 with BOM"
    assert document.file.line_ending is LineEnding.CRLF
    assert document.options.tab_size == 2
    assert not is_dirty(document)


def test_an_untitled_document_gets_a_file(desk: Desk, tmp_path: Path) -> None:
    document = desk.workspace.new_untitled(text="x = 1\n")
    renamed: list[tuple[str, Path | None]] = []
    desk.workspace.renamed.connect(lambda each, before: renamed.append((each.name, before)))
    with pytest.raises(ProblemError, match="Untitled-1 has no file yet"):
        desk.save(document)
    desk.save(document, tmp_path / "a.py")
    assert (tmp_path / "a.py").read_text() == "x = 1\n"
    assert (document.name, document.language_id) == ("a.py", "python")
    assert not is_dirty(document)
    assert renamed == [("a.py", None)]
    assert desk.workspace.find(tmp_path / "a.py") is document
    assert desk.open(tmp_path / "a.py") is document


# Saving


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


# Changes on disk


def test_a_clean_document_follows_its_file(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    view = View(document, selection=Selection.caret(13))  # before "pass"
    file.write_text("# new\n\ndef f():\n    pass\n# end\n")
    desk.wait(lambda: "reloaded a.py" in desk.told)
    assert text(document) == "# new\n\ndef f():\n    pass\n# end\n"
    assert view.selection == Selection.caret(20)
    assert not is_dirty(document)
    document.travel.undo(view)
    assert text(document) == "def f():\n    pass\n"
    assert is_dirty(document)


@pytest.mark.parametrize("way", ["replace", "rename aside", "delete and make"])
def test_however_other_programs_save(desk: Desk, file: Path, way: str) -> None:
    document = desk.open(file)
    if way == "replace":
        (file.parent / "tmp").write_text("new\n")
        (file.parent / "tmp").rename(file)
    elif way == "rename aside":
        file.rename(file.parent / "a.py~")
        file.write_text("new\n")
    else:
        file.unlink()
        file.write_text("new\n")
    desk.wait(lambda: text(document) == "new\n")
    assert (document.file.path, document.file.missing, document.dirty) == (file, False, False)


def test_a_file_that_is_in_another_encoding_now(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    file.write_bytes("één\r\n".encode("utf-16"))
    desk.wait(lambda: str(document.text) == "één\r\n")
    assert document.file.encoding == "utf-16-le"
    assert document.file.bom
    file.write_bytes(b"\xef\xbb\xbfone")
    desk.wait(lambda: str(document.text) == "one")
    assert document.file.encoding == "utf-8"
    assert document.file.bom
    file.write_text("plain")
    desk.wait(lambda: str(document.text) == "plain")
    assert not document.file.bom


def test_a_file_that_is_no_text_any_more_is_said_and_not_taken(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    before = str(document.text)
    file.write_bytes(b"\0\1\2\xff" * 100)
    desk.wait(lambda: any("it is not text" in each for each in desk.told))
    assert str(document.text) == before
    assert not document.dirty
    file.write_text("text again")
    desk.wait(lambda: str(document.text) == "text again")


def test_a_binary_file_that_was_opened_as_text_is_followed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "binary"
    file.write_bytes(b"\0\1\2")
    document = desk.open(file, encoding="utf-8")
    file.write_bytes(b"\0\1\2\3")
    desk.wait(lambda: str(document.text) == "\0\1\2\3")
    file.write_bytes(b"\1\0")
    desk.wait(lambda: str(document.text) == "\1\0")
    assert not any("not text" in each for each in desk.told)


def test_what_is_written_into_a_file_that_was_emptied_is_no_growth(desk: Desk, file: Path) -> None:
    """Undoing would show what was there before beside it."""
    document = desk.open(file)
    before = str(document.text)
    file.write_text("")
    desk.wait(lambda: not document.text)
    file.write_text("written anew\n")
    desk.wait(lambda: str(document.text) == "written anew\n")
    document.travel.undo()
    assert not document.text
    document.travel.undo()
    assert str(document.text) == before


def test_our_own_save_is_no_change_on_disk(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.save(document)
    (file.parent / "other").touch()  # something to wait for, after what the save did
    desk.wait(lambda: "look" in desk.worker.jobs)
    desk.wait(lambda: not desk.scheduler.run())
    assert not [line for line in desk.told if line.startswith(("reloaded", "conflicted"))]


def test_what_is_heard_during_a_save_is_looked_at_when_it_has_ended(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    desk.workspace.disk.check_all()
    assert "look" not in desk.worker.jobs
    desk.worker.opened.set()
    desk.get(saving)
    assert "look" in desk.worker.jobs


def test_what_is_heard_during_a_save_that_fails_is_looked_at(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "mine ")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document)
    file.write_text("theirs\n")
    desk.workspace.disk.check_all()
    desk.worker.opened.set()
    with pytest.raises(ProblemError):
        desk.get(saving)
    desk.wait(lambda: "conflicted a.py" in desk.told)
    assert text(document).startswith("mine ")


def test_a_document_with_edits_is_announced_once_for_each_change(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "mine ")
    file.write_text("theirs\n")
    desk.wait(lambda: desk.told.count("conflicted a.py") == 1)
    desk.workspace.disk.check_all()
    looks = desk.worker.jobs.count("look")
    desk.wait(lambda: desk.worker.jobs.count("look") >= looks)
    file.write_text("theirs again\n")
    desk.wait(lambda: desk.told.count("conflicted a.py") == 2)
    assert text(document).startswith("mine ")
    desk.get(desk.workspace.reloads.reload(document))
    assert text(document) == "theirs again\n"
    assert not is_dirty(document)
    document.travel.undo()
    assert text(document).startswith("mine ")


def test_the_same_edit_on_both_sides_is_no_conflict(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "same ")
    file.write_text(text(document))
    desk.wait(lambda: not is_dirty(document))
    assert "conflicted a.py" not in desk.told
    insert(document, 0, "again the ")
    file.write_text(text(document))
    desk.save(document)
    assert "conflicted a.py" not in desk.told


def test_a_touched_file_changes_nothing(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "mine ")
    before = document.file.stamp
    os.utime(file)
    desk.wait(lambda: document.file.stamp != before)
    assert "conflicted a.py" not in desk.told
    assert document.version == 2


def test_a_deleted_file_is_marked_and_comes_back(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    content = file.read_bytes()
    file.unlink()
    desk.wait(lambda: is_missing(document))
    assert text(document) == content.decode()
    file.write_bytes(content)
    desk.wait(lambda: not is_missing(document))
    assert document.version == 1
    file.unlink()
    desk.wait(lambda: is_missing(document))
    file.write_text("other\n")
    desk.wait(lambda: text(document) == "other\n")
    assert not is_missing(document)


def test_a_file_renamed_while_it_is_looked_at_is_followed(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    desk.worker.opened.clear()
    desk.workspace.disk.check_all()
    file.rename(file.parent / "b.py")
    desk.wait(lambda: desk.workspace.disk._moved)  # that is heard, while the look goes on
    desk.worker.opened.set()
    desk.wait(lambda: document.file.path == file.parent / "b.py")
    desk.wait(lambda: not is_missing(document))


@pytest.mark.parametrize("other", [False, True])
def test_what_is_written_before_a_document_is_followed_is_noticed(
    desk: Desk, file: Path, other: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where its folder is being watched already."""
    if other:
        (file.parent / "other.py").write_text("")
        desk.open(file.parent / "other.py")
    load, content = vars(_workspace)["load"], "written by another program\n"

    def slow(*arguments: Any) -> Any:
        loaded = load(*arguments)
        file.write_text(content)
        time.sleep(0.2)  # until that has been told
        return loaded

    monkeypatch.setattr(_workspace, "load", slow)
    document = desk.open(file)
    desk.wait(lambda: text(document) == content)


def test_a_renamed_file_is_followed(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    renamed: list[Path | None] = []
    desk.workspace.renamed.connect(lambda each, before: renamed.append(before))
    file.rename(file.parent / "b.c")
    document.file.set_missing(True)  # as by a look at the file before the news of it
    desk.wait(lambda: document.file.path == file.parent / "b.c")
    assert renamed == [file]
    assert (document.name, document.language_id, document.file.missing) == ("b.c", "c", False)
    desk.save(document)
    assert (file.parent / "b.c").read_text().startswith("1def")
    document.travel.undo()
    assert document.text.line(0).startswith("def")


def test_a_program_that_tidies_up_after_every_save_starts_no_circle(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    desk.set(files_insertFinalNewline=True)
    saves: list[str] = []
    desk.workspace.saves.saved.connect(lambda each: saves.append(str(each.text)))
    insert(document, 0, "x")
    desk.save(document)
    file.write_text(file.read_text().rstrip("\n"))  # as another program wants it
    desk.wait(lambda: not str(document.text).endswith("\n"))
    desk.workspace.disk.check_all()
    desk.wait(lambda: desk.told[-1].startswith("reloaded"))
    assert len(saves) == 1
    assert not document.dirty


def test_a_folder_that_goes_takes_its_files_along(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.py").write_text("x")
    document = desk.open(folder / "a.py")
    shutil.rmtree(folder)
    desk.wait(lambda: is_missing(document))
    folder.mkdir()
    (folder / "a.py").write_text("y")
    desk.wait(lambda: text(document) == "y")


def test_what_changed_while_it_was_saved_is_seen(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    insert(document, 0, "1")
    desk.worker.opened.clear()
    saving = desk.workspace.saves.save(document, overwrite=True)
    desk.workspace.disk.check_all()
    desk.worker.opened.set()
    desk.get(saving)
    desk.wait(lambda: "look" in desk.worker.jobs)


def test_a_file_one_may_not_read_any_more(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    file.unlink()
    file.mkdir()
    desk.wait(lambda: any("it is a folder" in line for line in desk.told))
    assert text(document).startswith("def")
    file.rmdir()


def test_a_linked_file_is_followed_where_it_lies(desk: Desk, file: Path, tmp_path: Path) -> None:
    links = tmp_path / "links"
    links.mkdir()
    (links / "link.py").symlink_to(file)
    document = desk.open(links / "link.py")
    assert document.file.path == links / "link.py"
    assert desk.workspace.real_path(document) == file
    file.write_text("new\n")
    desk.wait(lambda: text(document) == "new\n")
    insert(document, 0, "1")
    desk.save(document)
    assert (links / "link.py").is_symlink()
    assert file.read_text() == "1new\n"


def test_without_a_watcher_one_can_look(tmp_path: Path) -> None:
    scheduler = ManualScheduler()
    worker = ThreadWorker(scheduler)
    workspace = Workspace(worker)
    path = tmp_path / "a.txt"
    path.write_text("one\n")
    future = workspace.open(path)
    scheduler.run_until(lambda: future.done)
    document = future.result()
    assert document.language_id == "plaintext"
    path.write_text("two\n")
    workspace.disk.check_all()
    scheduler.run_until(lambda: text(document) == "two\n")
    workspace.dispose()
    worker.dispose(wait=5.0)


def test_reopening_with_another_encoding(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Grüße\n".encode("cp1252"))
    document = desk.open(path)
    assert text(document) == "Grüße\n"
    desk.get(desk.workspace.reloads.reload(document, "cp437"))
    assert text(document) == "Grⁿ▀e\n"
    assert document.file.encoding == "cp437"
    assert not is_dirty(document)
    with pytest.raises(ProblemError, match="unknown encoding"):
        desk.get(desk.workspace.reloads.reload(document, "klingon"))
    desk.save(document)
    assert path.read_bytes() == "Grüße\n".encode("cp1252")


def test_a_file_that_changes_its_encoding(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\n", encoding="utf-16")
    document = desk.open(path)
    assert document.file.encoding == "utf-16-le"
    path.write_bytes(b"one, two\n")  # an odd number of bytes
    desk.wait(lambda: text(document) == "one, two\n")
    assert (document.file.encoding, document.file.bom) == ("utf-8", False)
    path.write_bytes(b"\xef\xbb\xbfone, two\n")
    desk.wait(lambda: document.file.bom)
    assert not is_dirty(document)
    path.write_bytes(b"one, two\r\n")
    desk.wait(lambda: document.file.line_ending is LineEnding.CRLF)


def test_reloading_what_has_no_file(desk: Desk, file: Path) -> None:
    with pytest.raises(ProblemError, match="has no file"):
        desk.get(desk.workspace.reloads.reload(desk.workspace.new_untitled()))
    document = desk.open(file)
    file.unlink()
    with pytest.raises(FileMissingError):
        desk.get(desk.workspace.reloads.reload(document))


# Folders, closing, and what is left


def test_folders(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[Path, ...]] = []
    desk.workspace.folders_changed.connect(told.append)
    desk.workspace.set_folders([tmp_path, tmp_path / "x" / "..", tmp_path / "b"])
    desk.workspace.set_folders([tmp_path, tmp_path / "b"])
    assert desk.workspace.folders == (tmp_path, tmp_path / "b")
    assert told == [(tmp_path, tmp_path / "b")]


def test_closing_forgets(desk: Desk, file: Path) -> None:
    document = desk.open(file)
    view = View(document)
    desk.workspace.close(document)
    desk.workspace.close(document)
    assert view.disposed
    assert desk.workspace.find(file) is None
    assert desk.told == ["opened a.py", "closed a.py"]
    again = desk.open(file)
    assert again is not document


def test_many_documents_in_few_folders_are_few_watches(desk: Desk, tmp_path: Path) -> None:
    documents = []
    for number in range(10):
        path = tmp_path / f"{number}.txt"
        path.write_text("x")
        documents.append(desk.open(path))
    assert desk.watcher.count == 1
    for document in documents:
        desk.workspace.close(document)
    assert desk.watcher.count == 0


def test_many_files_changed_at_once(desk: Desk, tmp_path: Path) -> None:
    documents = []
    for number in range(20):
        path = tmp_path / f"{number}.txt"
        path.write_text("old\n")
        documents.append(desk.open(path))
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"new {number}\n")
    desk.wait(lambda: all(text(each).startswith("new") for each in documents))
    assert [text(each) for each in documents] == [f"new {number}\n" for number in range(20)]


def test_the_disk_is_never_touched_on_the_window_s_thread(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys
    import threading

    window = threading.get_ident()
    touched: list[str] = []
    armed = False

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if (
            armed
            and threading.get_ident() == window
            and event in ("open", "os.scandir", "os.rename")
        ):
            touched.append(f"{event} {arguments}")

    sys.addaudithook(audit)
    stat = os.stat

    def looking(*given: Any, **options: Any) -> os.stat_result:
        if armed and threading.get_ident() == window:
            touched.append(f"stat {given}")
        return stat(*given, **options)

    monkeypatch.setattr(os, "stat", looking)
    armed = True
    document = desk.open(file)
    insert(document, 0, "1")
    desk.save(document)
    desk.workspace.disk.check_all()
    desk.get(desk.workspace.reloads.reload(document))
    desk.save(document, file.parent / "b.py")
    desk.workspace.close(document)
    armed = False
    assert touched == []
    assert read_file(file.parent / "b.py").text.line_count == 3
