"""Edits far away in a huge file on a slow disk: they wait in order, and the window does not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ManualScheduler, ThreadWorker
from pith.edit import EDITING_COMMANDS, EditingCommand, Range, Selection
from pith.text import PageReader, _files
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.workspace import Document, View
from tests.support.desk import Desk as WorkspaceDesk
from tests.support.paged import paged_text, tiny_leaves
from tests.support.reported import Reported
from tests.support.slow_disk import SlowDisk

LINES = [f"{number:05} some line of a log" for number in range(3000)]
CONTENT = "\n".join(LINES)
ROW = len(LINES[0]) + 1
COMMANDS = {command.id: command for command in EDITING_COMMANDS}


class Desk:
    def __init__(self, path: Path, content: str = CONTENT, page_size: int = 1000) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler, 1, "pages")
        self.reader = PageReader(self.worker)
        self.document = Document(paged_text(path, content.encode(), page_size))
        self.document.page_reader = self.reader
        self.view = View(self.document)

    def forget_pages(self) -> None:
        """What has been read is in memory no more."""
        self.reader.let_go()
        for leaf in self.document.text.leaves():
            if leaf.paged:
                leaf.forget()
                leaf.page.forget()

    def run(self, name: str, **arguments: object) -> bool:
        return self.view.run(COMMANDS[f"edit.{name}"], **arguments)

    def caret(self, *offsets: int) -> None:
        self.view.select(Selection.of([Range.caret(offset) for offset in offsets]))

    def settle(self) -> None:
        self.scheduler.run_until(lambda: not self.document.queue.waits)

    def dispose(self) -> None:
        self.view.dispose()
        self.document.let_go()
        self.reader.let_go()
        self.worker.dispose(wait=5.0)
        self.scheduler.run()
        PAGES.set_limit(DEFAULT_LIMIT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with tiny_leaves():  # or an edit would take so small a page into memory as a whole
        desk = Desk(tmp_path / "log")
        yield desk
        desk.dispose()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.go_on()


def assert_not_waited(disk: SlowDisk) -> None:
    assert "MainThread" not in disk.readers, "the window's thread must not read"


def test_what_is_typed_in_a_page_that_is_not_read(desk: Desk, disk: SlowDisk) -> None:
    at = 1500 * ROW + 5
    desk.caret(at)
    disk.hold()
    for letter in "quick":
        assert desk.run("insertText", text=letter)
    assert desk.run("deleteLeft")
    assert len(desk.document.text) == len(CONTENT)
    disk.go_on()
    desk.settle()
    assert str(desk.document.text) == CONTENT[:at] + "quic" + CONTENT[at:]
    assert desk.view.selection == Selection.caret(at + 4)
    disk.readers.discard("MainThread")  # of the line above


def test_who_clicks_elsewhere_meanwhile_types_there_next(desk: Desk, disk: SlowDisk) -> None:
    at = 1500 * ROW
    desk.caret(at)
    disk.hold()
    desk.run("insertText", text="x")
    desk.caret(3)
    desk.run("insertText", text="y")
    assert desk.document.dirty  # whoever closes it is asked
    disk.go_on()
    desk.settle()
    assert str(desk.document.text) == LINES[0][:3] + "y" + CONTENT[3:at] + "x" + CONTENT[at:]
    assert desk.view.selection == Selection.caret(4)
    disk.readers.discard("MainThread")  # of the line above


def test_undo_far_away(desk: Desk, disk: SlowDisk) -> None:
    """Undo, what is typed after it and redo come in that order."""
    at = 1500 * ROW + 5
    desk.caret(at)
    desk.run("insertText", text="x")
    desk.settle()
    edited = desk.document.history.state
    desk.caret(3)
    desk.settle()
    desk.forget_pages()
    disk.readers.clear()
    disk.hold()
    assert desk.view.undo()
    assert desk.view.redo()
    assert desk.view.undo()
    assert desk.run("insertText", text="y")
    assert desk.document.queue.waits
    assert desk.document.history.state == edited
    disk.go_on()
    desk.settle()
    assert_not_waited(disk)
    text = desk.document.text
    assert len(text) == len(CONTENT) + 1
    assert text.slice(at - 5, at + 6) == LINES[1500][:5] + "y" + LINES[1500][5:10]


def test_going_far_in_the_tree(desk: Desk, disk: SlowDisk) -> None:
    states = [desk.document.history.state]
    for row in (100, 1500, 2500):
        desk.caret(row * ROW)
        desk.run("insertText", text=f"<{row}>")
        desk.settle()
        desk.document.history.end_step()
        states.append(desk.document.history.state)
    desk.forget_pages()
    disk.readers.clear()
    disk.hold()
    assert desk.document.travel.go_to(states[0], desk.view)
    assert desk.document.travel.go_to(states[3], desk.view)
    disk.go_on()
    desk.settle()
    assert_not_waited(disk)
    assert desk.document.history.state == states[3]
    assert "<1500>" in str(desk.document.text)
    with pytest.raises(KeyError):
        desk.document.travel.go_to(12345)


def test_jobs_within_jobs_keep_their_order(desk: Desk, disk: SlowDisk) -> None:
    desk.caret(1500 * ROW)
    disk.hold()
    desk.run("insertText", text="1")

    def more() -> None:
        desk.caret(2500 * ROW)
        desk.run("insertText", text="2")
        desk.run("insertText", text="3")

    desk.document.queue.do(more)
    desk.run("insertText", text="4")
    disk.go_on()
    desk.settle()
    at = 2500 * ROW
    assert desk.document.text.slice(at, at + 4) == "234\n"


def test_what_fails_later_is_said_and_the_rest_goes_on(
    desk: Desk, disk: SlowDisk, reported: Reported
) -> None:
    desk.caret(1500 * ROW)
    disk.hold()

    def fail(*_: object) -> None:
        raise RuntimeError("no such thing")

    desk.view.run(EditingCommand("edit.fail", "Fail", fail))
    desk.run("insertText", text="x")
    disk.go_on()
    desk.settle()
    assert len(desk.document.text) == len(CONTENT) + 1
    reported.take(RuntimeError, "waited for the disk")


def test_saving_has_what_waits(
    tmp_path: Path, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed before Ctrl+S is in the file, though its page had to be read first."""
    monkeypatch.setattr(_files, "PAGED_FROM", 10_000)
    path = tmp_path / "log"
    path.write_text(CONTENT)
    at_desk = WorkspaceDesk()
    with tiny_leaves():
        document = at_desk.open(path)
        if document.growth is not None:
            at_desk.get(document.growth.ended)
        reader = document.page_reader
        assert reader is not None
        view = View(document)
        view.select(Selection.caret(1500 * ROW))
        reader.let_go()
        for leaf in document.text.leaves():
            if leaf.paged:
                leaf.forget()
        disk.hold()
        view.run(COMMANDS["edit.insertText"], text="x")
        saving = at_desk.workspace.saves.save(document)
        assert document.queue.waits
        disk.go_on()
        at_desk.get(saving)
        assert not document.dirty
    assert path.read_text() == CONTENT[: 1500 * ROW] + "x" + CONTENT[1500 * ROW :]
    at_desk.dispose()


def test_closing_while_something_waits(desk: Desk, disk: SlowDisk) -> None:
    desk.caret(1500 * ROW)
    disk.hold()
    desk.run("insertText", text="x")
    desk.view.dispose()
    desk.document.let_go()
    desk.reader.let_go()
    disk.go_on()
    desk.scheduler.run()
    assert not desk.document.text


def test_another_file_that_is_closed_meanwhile(desk: Desk, disk: SlowDisk) -> None:
    desk.caret(1500 * ROW)
    disk.hold()
    desk.run("insertText", text="x")
    desk.reader.let_go()
    disk.go_on()
    desk.settle()
    assert len(desk.document.text) == len(CONTENT) + 1


@pytest.mark.parametrize("seed", [*range(6), 44])
def test_commands_at_random_places(seed: int, tmp_path: Path, disk: SlowDisk) -> None:
    with tiny_leaves():
        commands_at_random_places(random.Random(seed), tmp_path, disk)


def commands_at_random_places(rng: random.Random, tmp_path: Path, disk: SlowDisk) -> None:
    """What comes of them is what comes of them in memory, and the window's thread reads nothing."""
    lines = [
        "".join(rng.choices("ab (c)\té漢", k=rng.choice([0, 3, 20, 20, 300]))) for _ in range(400)
    ]
    content = "\n".join(lines)
    desk = Desk(tmp_path / "log", content, 256)
    plain = View(Document(content))
    names = [
        "insertText",
        "newline",
        "deleteLeft",
        "deleteRight",
        "deleteWordLeft",
        "deleteWordRight",
        "deleteLines",
        "moveLinesUp",
        "moveLinesDown",
        "duplicateSelection",
        "joinLines",
        "indentLines",
        "undo",
        "redo",
    ]
    names = [name for name in names if name in ("undo", "redo") or f"edit.{name}" in COMMANDS]
    assert len(names) > 10
    try:
        for _ in range(6):
            length = len(plain.state.text)
            places = sorted(rng.randrange(length + 1) for _ in range(rng.choice([2, 2, 8])))
            selection = Selection.of(
                [
                    Range(start, end if rng.random() < 0.3 else start)
                    for start, end in zip(places[::2], places[1::2], strict=True)
                ]
            )
            name = rng.choice(names)
            desk.forget_pages()
            disk.readers.clear()
            for view in (desk.view, plain):
                view.select(selection)
                if name == "undo":
                    view.undo()
                elif name == "redo":
                    view.redo()
                else:
                    arguments = {"text": "x"} if name == "insertText" else {}
                    view.run(COMMANDS[f"edit.{name}"], **arguments)
                if view is desk.view:
                    desk.settle()
                    assert "MainThread" not in disk.readers, (name, selection)
            assert desk.view.selection == plain.selection, (name, selection)
            assert str(desk.document.text) == str(plain.state.text), (name, selection)
    finally:
        desk.dispose()
