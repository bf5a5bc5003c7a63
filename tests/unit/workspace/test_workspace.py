"""Opening real files, and what is left when they are closed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pith.base import Cancelled, ProblemError
from pith.settings import SettingsLayer
from pith.text import (
    BinaryFileError,
    FileMissingError,
    LineEnding,
    read_file,
)
from pith.workspace import Indentation, View
from tests.support.desk import Desk, insert, is_dirty, is_missing, text

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
    assert {each.options.auto_surround for each in documents} == {"languageDefined"}
    desk.set(editor_autoIndent="keep", editor_trimAutoWhitespace=False, editor_autoSurround="never")
    options = documents[0].options
    assert (options.auto_indent, options.keep_indent, options.auto_surround) == (
        False,
        True,
        "never",
    )
    assert not options.trim_auto_whitespace
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
