"""What takes long is found by a worker: keys wait for it in order, and the window does not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pith.base import Problem, ProblemError
from pith.edit import (
    EDITING_COMMANDS,
    LanguageRules,
    PlainContext,
    Range,
    Selection,
    Transaction,
    _limits,
)
from pith.edit.commands import insert_text
from pith.text import _files
from pith.workspace import Document, LongWork, View, _travel, _turns
from tests.support.desk import Desk, insert
from tests.support.paged import tiny_leaves
from tests.support.reported import Reported
from tests.support.slow_disk import SlowDisk

COMMANDS = {command.id: command for command in EDITING_COMMANDS}


class At:
    """A document at a desk, whose worker waits until it is let go on."""

    def __init__(self, desk: Desk, path: Path, content: str) -> None:
        path.write_text(content)
        self.desk = desk
        self.document = desk.open(path)
        if self.document.growth is not None:
            desk.get(self.document.growth.ended)
        self.view = View(self.document)
        self.worked: list[LongWork[Any]] = []
        self.document.queue.working.connect(self.worked.append)

    def run(self, name: str, **arguments: object) -> bool:
        return self.view.run(COMMANDS[name], **arguments)

    def hold(self) -> None:
        self.desk.worker.opened.clear()

    def settle(self) -> None:
        self.desk.worker.opened.set()
        self.desk.wait(lambda: not self.document.queue.waits)

    @property
    def text(self) -> str:
        return str(self.document.text)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(_limits, "LONG", 10)
    desk = Desk()
    yield desk
    desk.worker.opened.set()
    desk.dispose()


@pytest.fixture
def at(desk: Desk, tmp_path: Path) -> At:
    return At(desk, tmp_path / "a.txt", "one two\nthree\nfour\n")


def test_keys_wait_for_a_command_that_takes_long(at: At) -> None:
    at.hold()
    at.run("select.all")
    assert at.run("edit.upperCase")
    assert at.run("edit.deleteRight")
    assert at.run("edit.insertText", text="x")
    assert at.text == "one two\nthree\nfour\n"
    assert at.document.queue.waits
    assert [work.title for work in at.worked] == ["Transform to Upper Case: a.txt"]
    at.settle()
    assert at.text == "x"
    at.view.undo()
    at.view.undo()
    assert at.text == "ONE TWO\nTHREE\nFOUR\n"
    at.view.undo()
    assert at.text == "one two\nthree\nfour\n"
    assert not at.document.dirty


def test_it_can_be_cancelled(at: At) -> None:
    at.hold()
    at.run("select.all")
    at.run("edit.sortLinesAscending")
    at.run("select.single")
    at.run("edit.insertText", text="!")
    at.worked[0].cancel()
    assert at.text == "one two\nthree\nfour\n!"
    at.settle()
    assert at.text == "one two\nthree\nfour\n!"


def test_what_others_do_to_the_text_meanwhile_stays(at: At) -> None:
    at.hold()
    at.run("select.all")
    at.run("edit.indent")
    insert(at.document, 13, "!")
    at.settle()
    assert at.text == "    one two\n    three!\n    four\n"


def test_what_is_refused_is_said_and_the_rest_goes_on(at: At, reported: Reported) -> None:
    at.run("select.all")
    command = COMMANDS["edit.upperCase"]._replace(function=refuse)
    at.view.run(command)
    at.run("edit.insertText", text="x")
    at.settle()
    assert at.text == "x"
    reported.take(ProblemError, "Transform to Upper Case: a.txt")


def refuse(*_: object) -> None:
    raise ProblemError(Problem("no"))


def test_closing_meanwhile(at: At) -> None:
    at.hold()
    at.run("select.all")
    at.run("edit.upperCase")
    at.view.dispose()
    at.desk.workspace.close(at.document)
    assert at.worked[0].done.done
    at.settle()


def test_what_a_worker_finds_knows_languages_within_the_text(at: At) -> None:
    class Inner(PlainContext):
        def rules_at(self, offset: int) -> LanguageRules:
            return LanguageRules(line_comment="--")

    at.view.context_factory = lambda: Inner(at.view.state.text)
    at.view.select(Selection.of([Range(0, len(at.document.text))]), "all")
    assert at.run("edit.toggleLineComment")
    at.settle()
    assert at.worked
    assert at.text == "-- one two\n-- three\n-- four\n"


def test_saving_has_what_takes_long(at: At) -> None:
    at.hold()
    at.run("select.all")
    at.run("edit.upperCase")
    saving = at.desk.workspace.saves.save(at.document)
    at.settle()
    at.desk.get(saving)
    assert at.document.file.path is not None
    assert at.document.file.path.read_text() == "ONE TWO\nTHREE\nFOUR\n"


def test_undo_of_many_places(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_travel, "MANY_EDITS", 2)
    at.run("select.all")
    at.run("edit.indent")
    at.settle()
    done = at.document.history.state
    at.hold()
    assert at.view.undo()
    at.run("select.all")
    at.run("edit.insertText", text="x")
    assert at.document.queue.waits
    at.settle()
    assert at.text == "x"
    at.document.travel.go_to(done)
    at.settle()
    assert at.text == "    one two\n    three\n    four\n"
    # What somebody does meanwhile is what undo takes back then.
    at.hold()
    at.view.undo()
    insert(at.document, 0, "y")
    at.settle()
    assert at.text == "    one two\n    three\n    four\n"
    at.view.undo()
    at.settle()
    assert at.text == "one two\nthree\nfour\n"
    at.view.redo()
    at.settle()
    assert at.text == "    one two\n    three\n    four\n"


def test_undo_of_much_text(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_travel, "MUCH", 5)
    at.run("select.all")
    at.run("edit.deleteLeft")
    assert not at.document.queue.waits
    assert at.view.undo()
    assert at.document.queue.waits
    at.settle()
    assert at.text == "one two\nthree\nfour\n"
    assert at.view.redo()
    assert not at.document.queue.waits  # what goes is no work
    assert at.text == ""


def test_places_all_over_a_huge_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key is refused there; undo is not, and what it looks at is read by a worker."""
    monkeypatch.setattr(_files, "PAGED_FROM", 10_000)
    monkeypatch.setattr(_turns, "MOST_HELD", 8)
    disk = SlowDisk(monkeypatch)
    with tiny_leaves():
        at = At(desk, tmp_path / "log", "some line of a log\n" * 400_000)
        length = len(at.document.text)
        assert len(list(at.document.text.leaves())) > 20
        insert(at.document, 0, "first ")
        places = [Range.caret(offset) for offset in range(0, length, length // 30)]
        at.view.select(Selection.of(places))
        with pytest.raises(ProblemError, match=r"MB of a huge file would have to be read"):
            at.run("edit.insertText", text="x")
        at.view.apply(typed_everywhere(at.view))
        changed = len(at.document.text)
        forget(at.document)
        disk.readers.clear()
        assert at.view.undo()
        at.settle()
        assert len(at.document.text) == changed - len(places)
        assert at.view.redo()
        at.settle()
        assert len(at.document.text) == changed
        assert "MainThread" not in disk.readers
        at.run("select.single")
        at.run("edit.insertText", text="y")
        at.settle()
        assert len(at.document.text) == changed + 1
        at.view.dispose()


def typed_everywhere(view: View) -> Transaction:
    transaction = insert_text(view.state, PlainContext(view.state.text), text="z")
    assert transaction is not None
    return transaction


def forget(document: Document) -> None:
    """What has been read is in memory no more."""
    assert document.page_reader is not None
    document.page_reader.let_go()
    for leaf in document.text.leaves():
        if leaf.paged:
            leaf.forget()
            leaf.page.forget()


@pytest.mark.parametrize("seed", range(6))
def test_it_comes_to_the_same(seed: int, desk: Desk, tmp_path: Path) -> None:
    rng = random.Random(seed)
    content = "".join(rng.choices("aB c\n\t_é", k=200))
    at = At(desk, tmp_path / "a.txt", content)
    plain = View(Document(content, options=at.document.options))
    names = sorted(each.id for each in EDITING_COMMANDS if each.may_run_apart)
    for _ in range(40):
        name = rng.choice(names)
        ends = sorted(rng.randrange(len(plain.state.text) + 1) for _ in range(2))
        for view in (at.view, plain):
            view.select(Selection.range(*ends))
            view.run(COMMANDS[name])
        at.settle()
        assert at.text == str(plain.state.text), (seed, name, ends)
        assert at.view.selection == plain.selection, (seed, name, ends)
    at.view.dispose()
