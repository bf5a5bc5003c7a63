"""Documents follow their files, whatever other programs do with those."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from pith.base import ManualScheduler, ProblemError, ThreadWorker
from pith.edit import Selection
from pith.text import (
    FileMissingError,
    LineEnding,
)
from pith.workspace import View, Workspace, _workspace
from tests.support.desk import Desk, insert, is_dirty, is_missing, text


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
