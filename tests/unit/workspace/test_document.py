"""Documents: one door to a text, and what is told of what goes through it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pith.base import ProblemError
from pith.edit import ChangeSet, EditOptions, Range, Selection, Transaction
from pith.text import Edit, FileContent, FileStamp, LineEnding, Text
from pith.workspace import Document, DocumentChange, Indentation, View, ViewUpdate
from pith.workspace._line_ends import end_lines
from tests.support.desk import insert, is_dirty
from tests.support.reported import Reported

STAMP = FileStamp(1, 2, 3, 4, 0o100644)


def insertion(
    document: Document, offset: int, content: str, event: str = "edit", **more: str
) -> Transaction:
    changes = ChangeSet.of(len(document.text), [Edit(offset, offset, content)])
    return Transaction(changes, event=event, **more)  # type: ignore[arg-type]


# Functions, as type checkers take a property to stay what an assertion found it to be.


def is_mixed(document: Document) -> bool:
    return document.file.mixed_line_endings


def was_chosen(document: Document) -> bool:
    return document.language_chosen


def ending(document: Document) -> str:
    return document.file.line_ending.label


def of_file(content: str, path: Path = Path("/somewhere/a.py")) -> Document:
    ending = LineEnding.CRLF if "\r\n" in content else LineEnding.LF
    return Document.of_file(
        path, FileContent(Text.of(content), "utf-8", False, ending, False, STAMP, False)
    )


def test_a_new_document() -> None:
    document = Document("one\n", name="Untitled-7")
    assert str(document.text) == "one\n"
    assert (document.name, document.uri, document.file.path) == (
        "Untitled-7",
        "untitled:Untitled-7",
        None,
    )
    assert (document.version, document.dirty, document.file.stamp) == (1, False, None)
    assert (document.file.encoding, document.file.bom, document.file.encoding_label) == (
        "utf-8",
        False,
        "UTF-8",
    )
    assert (document.language_id, document.file.line_ending) == ("plaintext", LineEnding.LF)
    assert not document.travel.undo()
    assert not document.travel.redo()


def test_the_document_of_a_file() -> None:
    document = of_file("a\r\nb\r\n", Path("/some where/ä.py"))
    assert document.name == "ä.py"
    assert document.uri == "file:///some%20where/%C3%A4.py"
    assert document.file.stamp == STAMP
    assert ending(document) == "CRLF"
    assert document.options.line_ending == "\r\n"
    assert not is_dirty(document)
    assert len({document.id, Document().id}) == 2


def test_a_binary_content_is_refused() -> None:
    content = FileContent(Text.of(""), "", False, LineEnding.LF, False, STAMP, True)
    with pytest.raises(ValueError, match="is not text"):
        Document.of_file(Path("/a"), content)


def test_a_change_is_told_with_both_texts() -> None:
    document = Document("one")
    told: list[DocumentChange] = []
    document.changed.connect(told.append)
    view = View(document)
    insert(document, 3, " two", view)
    (change,) = told
    assert str(change.before) == "one"
    assert str(change.after) == "one two"
    assert change.changes.apply(change.before) == change.after
    assert (change.document, change.origin) == (document, view)
    assert (change.event, change.version) == ("edit", 2)
    assert document.text is change.after


def test_changes_that_do_not_fit_change_nothing() -> None:
    document = Document("one")
    with pytest.raises(ValueError, match="4 code points"):
        document.apply(Transaction(ChangeSet.of(4, [Edit(0, 0, "x")])))
    assert str(document.text) == "one"
    assert not is_dirty(document)
    assert not document.travel.undo()


def test_every_view_has_the_state_before_anybody_is_told() -> None:
    document = Document("one two")
    one, other = View(document), View(document, selection=Selection.caret(4))
    order: list[str] = []

    def look(who: str) -> None:
        order.append(who)
        assert one.state.text is document.text
        assert other.state.text is document.text
        assert other.selection == Selection.caret(6)

    document.changed.connect(lambda change: look("document"))
    one.changed.connect(lambda update: look("one"))
    other.changed.connect(lambda update: look("other"))
    document.dirty_changed.connect(lambda _: look("dirty"))
    insert(document, 0, "x ", one)
    assert order == ["document", "one", "other", "dirty"]


def test_what_a_listener_changes_is_told_in_order() -> None:
    document = Document("")
    told: list[tuple[str, str]] = []

    def answer(change: DocumentChange) -> None:
        if len(change.after) == 1:
            insert(document, 1, "b")

    document.changed.connect(answer)
    document.changed.connect(lambda change: told.append((str(change.before), str(change.after))))
    insert(document, 0, "a")
    assert told == [("", "a"), ("a", "ab")]


def test_a_listener_that_raises_stops_nothing(reported: Reported) -> None:
    document = Document("")
    document.changed.connect(lambda change: 1 / 0)
    heard: list[DocumentChange] = []
    document.changed.connect(heard.append)
    insert(document, 0, "a")
    insert(document, 0, "b")
    assert len(heard) == 2
    reported.take(ZeroDivisionError, "Document.changed")
    reported.take(ZeroDivisionError, "Document.changed")


def test_a_selection_alone_changes_no_version() -> None:
    document = Document("one two")
    view, other = View(document), View(document)
    updates: list[ViewUpdate] = []
    view.changed.connect(updates.append)
    other.changed.connect(updates.append)
    view.selection = Selection.range(0, 3)
    (update,) = updates
    assert update.changes is None
    assert (update.before.selection, update.after.selection) == (
        Selection.caret(0),
        Selection.range(0, 3),
    )
    assert (update.event, update.reveal) == ("select", True)
    assert document.version == 1
    assert not is_dirty(document)
    assert not document.travel.undo()


def test_a_transaction_of_nobody_that_changes_nothing_is_nothing() -> None:
    document = Document("one")
    document.apply(Transaction(ChangeSet.empty(3)))
    assert document.version == 1
    assert not document.travel.undo()


# Undo


def test_undo_and_redo_bring_back_text_and_selection() -> None:
    document = Document("one")
    view, other = View(document, selection=Selection.caret(3)), View(document)
    document.apply(
        Transaction(ChangeSet.of(3, [Edit(3, 3, " two")]), Selection.caret(7), "paste"), view
    )
    other.selection = Selection.caret(7)
    assert document.travel.undo(view)
    assert str(document.text) == "one"
    assert (view.selection, other.selection) == (Selection.caret(3), Selection.caret(3))
    assert document.version == 3
    assert document.travel.redo(view)
    assert str(document.text) == "one two"
    assert view.selection == Selection.caret(7)
    assert not document.travel.redo(view)


def test_undo_without_a_view_selects_in_the_first() -> None:
    document = Document("one")
    view = View(document)
    insert(document, 3, "x", view)
    view.selection = Selection.caret(4)
    assert document.travel.undo()
    assert view.selection == Selection.caret(0)


def test_typing_is_grouped_by_the_clock_it_was_given() -> None:
    now = [0.0]
    document = Document("", clock=lambda: now[0])
    view = View(document)

    def type_letter(letter: str) -> None:
        end = len(document.text)
        changes = ChangeSet.of(end, [Edit(end, end, letter)])
        document.apply(Transaction(changes, Selection.caret(end + 1), "input.type"), view)

    for letter in "one":
        type_letter(letter)
    now[0] += 60
    for letter in "two":
        type_letter(letter)
    document.travel.undo(view)
    assert str(document.text) == "one"
    document.travel.undo(view)
    assert str(document.text) == ""


def test_undo_is_told_as_an_event() -> None:
    document = Document("one")
    view = View(document)
    insert(document, 0, "x", view)
    events: list[tuple[str, bool]] = []
    document.changed.connect(lambda change: events.append((change.event, change.origin is view)))
    view.changed.connect(lambda update: events.append((update.event, update.reveal)))
    view.undo()
    view.redo()
    assert events == [("undo", True), ("undo", True), ("redo", True), ("redo", True)]


# Dirty


def test_undoing_to_what_was_saved_is_clean() -> None:
    document = of_file("one")
    told: list[bool] = []
    document.dirty_changed.connect(lambda each: told.append(each.dirty))
    insert(document, 3, "!")
    insert(document, 4, "!")
    assert is_dirty(document)
    document.travel.undo()
    assert is_dirty(document)
    document.travel.undo()
    assert not is_dirty(document)
    document.travel.redo()
    assert is_dirty(document)
    assert told == [True, False, True]


def test_edits_made_while_saving_keep_it_dirty() -> None:
    document = of_file("one")
    insert(document, 3, "!")
    point = document.save_points.now()
    insert(document, 4, "?")
    document.save_points.mark_saved(point, STAMP)
    assert is_dirty(document)
    assert document.save_points.last.version == 2
    assert str(document.save_points.last.text) == "one!"
    document.travel.undo()
    assert not is_dirty(document)
    document.travel.undo()
    assert is_dirty(document)  # the file has the "!"


def test_letters_typed_after_a_save_are_a_step_of_their_own() -> None:
    document = Document("", clock=lambda: 0.0)
    view = View(document)
    for offset, letter in enumerate("ab"):
        transaction = insertion(document, offset, letter, "input.type")
        document.apply(transaction._replace(selection=Selection.caret(offset + 1)), view)
        if letter == "a":
            document.save_points.mark_saved(document.save_points.now(), STAMP)
    document.travel.undo(view)
    assert str(document.text) == "a"
    assert not is_dirty(document)


def test_another_encoding_is_something_to_save() -> None:
    document = of_file("one")
    told: list[str] = []
    document.file.changed.connect(lambda each: told.append(each.file.encoding_label))
    document.file.set_encoding("utf-8-sig")
    assert is_dirty(document)
    assert (document.file.encoding, document.file.bom) == ("utf-8", True)
    document.file.set_encoding("utf-8")
    assert not is_dirty(document)
    document.file.set_encoding("latin1", bom=False)
    assert is_dirty(document)
    document.save_points.mark_saved(document.save_points.now(), STAMP)
    assert not is_dirty(document)
    assert told == ["UTF-8 with BOM", "UTF-8", "Western (ISO 8859-1)"]
    with pytest.raises(ProblemError, match="unknown encoding"):
        document.file.set_encoding("klingon")


# Line endings


def test_changing_line_endings_is_one_step() -> None:
    document = of_file("a\r\nb\nc\r\n\rd")
    view = View(document, selection=Selection.caret(5))  # before c
    end_lines(document, LineEnding.LF, view)
    assert str(document.text) == "a\nb\nc\n\rd"
    assert ending(document) == "LF"
    assert document.options.line_ending == "\n"
    assert view.selection == Selection.caret(4)
    document.travel.undo(view)
    assert str(document.text) == "a\r\nb\nc\r\n\rd"
    assert ending(document) == "CRLF"
    assert is_mixed(document)
    assert not is_dirty(document)
    document.travel.redo(view)
    assert ending(document) == "LF"
    assert not is_mixed(document)


def test_line_endings_of_a_document_without_lines() -> None:
    document = Document("one")
    end_lines(document, LineEnding.CRLF)
    assert document.options.line_ending == "\r\n"
    assert not is_dirty(document)


@pytest.mark.parametrize("line_ending", list(LineEnding))
def test_any_text_gets_any_line_ending(line_ending: LineEnding) -> None:
    chance = random.Random(f"line endings {line_ending}")
    for _ in range(300):
        content = "".join(chance.choices(["a", "\n", "\r\n", "\r"], k=chance.randrange(12)))
        document = Document(content)
        end_lines(document, line_ending)
        expected = content.replace("\r\n", "\n").replace("\n", line_ending.value)
        if line_ending is LineEnding.CRLF:
            # A lone return before a break belongs to the break as soon as that is one of two.
            expected = content.replace("\r\n", "\n").replace("\n", "\r\n")
        assert str(document.text) == expected, repr(content)


# Metadata


def test_language_and_who_chose_it() -> None:
    document = Document()
    told: list[str] = []
    document.language_changed.connect(lambda each: told.append(each.language_id))
    document.set_language("python", chosen=False)
    assert not was_chosen(document)
    document.set_language("python")
    assert was_chosen(document)
    document.set_language("c")
    assert told == ["python", "c"]


def test_indentation_stands_over_settings() -> None:
    document = Document(options=EditOptions(tab_size=8))
    assert (document.options.insert_spaces, document.options.tab_size) == (True, 8)
    document.set_indentation(Indentation(False, 2))
    assert (document.options.insert_spaces, document.options.tab_size) == (False, 2)
    document.set_options(EditOptions(tab_size=3, auto_close=False))
    assert (document.options.insert_spaces, document.options.tab_size) == (False, 2)
    assert not document.options.auto_close
    document.set_indentation(None)
    document.set_options(EditOptions(tab_size=3))
    assert (document.options.insert_spaces, document.options.tab_size) == (True, 3)


def test_path_and_missing_are_told() -> None:
    document = of_file("one")
    told: list[tuple[str, bool]] = []
    document.file.changed.connect(lambda each: told.append((each.name, each.file.missing)))
    document.file.set_path(Path("/elsewhere/b.py"))
    document.file.set_path(Path("/elsewhere/b.py"))
    document.file.set_missing(True)
    document.file.set_missing(True)
    document.save_points.mark_saved(document.save_points.now(), STAMP)
    assert told == [("b.py", False), ("b.py", True), ("b.py", False)]


# Against an oracle


def test_random_editing_in_several_views() -> None:
    chance = random.Random("several views")
    for round_ in range(40):
        document = Document("".join(chance.choices("abc\n", k=chance.randrange(60))))
        views = [View(document) for _ in range(3)]
        versions: list[str] = [str(document.text)]
        heard: list[str] = [str(document.text)]

        def hear(change: DocumentChange, heard: list[str] = heard) -> None:
            heard.append(str(change.after))

        document.changed.connect(hear)
        for _ in range(60):
            view = chance.choice([*views, None])
            what = chance.random()
            before = str(document.text)
            if what < 0.15:
                if document.travel.undo(view):
                    versions.append(str(document.text))
            elif what < 0.25:
                if document.travel.redo(view):
                    versions.append(str(document.text))
            elif what < 0.35 and view is not None:
                ends = sorted(chance.randrange(len(before) + 1) for _ in range(2))
                view.selection = Selection.range(*ends)
            else:
                start, end = sorted(chance.randrange(len(before) + 1) for _ in range(2))
                end = min(end, start + 5)
                new = "".join(chance.choices("xyz\n", k=chance.randrange(4)))
                expected = before[:start] + new + before[end:]
                changes = ChangeSet.of(len(before), [Edit(start, end, new)])
                document.apply(Transaction(changes), view)
                assert str(document.text) == expected, round_
                if changes.edits:
                    versions.append(expected)
            for each in views:
                assert each.state.text is document.text
                ranges = each.selection.ranges
                assert ranges[0].start >= 0
                assert ranges[-1].end <= len(document.text)
        assert heard == versions
        while document.travel.undo():
            pass
        assert str(document.text) == versions[0]
        assert not is_dirty(document)


@pytest.mark.parametrize("seed", range(30))
def test_every_view_keeps_its_selection(seed: int) -> None:
    """Whatever one view does, the carets of the others stay at the code points they were at."""
    rng = random.Random(seed)
    document = Document("".join(chr(0x4E00 + number) for number in range(60)))
    views = [View(document) for _ in range(3)]
    changed: list[ChangeSet] = []
    document.changed.connect(lambda change: changed.append(change.changes))
    for _ in range(60):
        acting = rng.choice(views)
        chosen = rng.random()
        if chosen < 0.3:
            at = rng.randrange(len(document.text) + 1)
            acting.select(Selection.of([Range(at, rng.randrange(len(document.text) + 1))]))
            continue
        before = {view: view.state for view in views}
        changed.clear()
        if chosen < 0.7:
            start = rng.randrange(len(document.text) + 1)
            end = rng.randrange(start, len(document.text) + 1) if rng.random() < 0.3 else start
            edit = Edit(start, end, rng.choice(["x", "yy", ""]))
            acting.apply(Transaction(ChangeSet.of(len(document.text), [edit])))
        elif chosen < 0.85:
            acting.undo()
        else:
            state = rng.choice(document.history.states()).state
            document.travel.go_to(state, acting, remember=rng.random() < 0.5)
        for view in views:
            assert view.state.text is document.text
            if view is not acting and changed:
                (changes,) = changed
                assert view.state.selection == before[view].selection.map(changes), seed


def test_going_to_a_state_is_one_change() -> None:
    document = Document("")
    view = View(document)
    told: list[str] = []
    document.changed.connect(lambda change: told.append(change.event))
    for sign in "abc":
        length = len(document.text)
        view.apply(Transaction(ChangeSet.of(length, [Edit(length, length, sign)]), event=sign))
    told.clear()
    assert document.travel.go_to(0)
    assert (str(document.text), told, document.dirty) == ("", ["undo.goTo"], False)
    assert not document.travel.go_to(0)
    with pytest.raises(KeyError):
        document.travel.go_to(77)
    assert document.travel.state_before(0.0) == document.history.states()[-1].state
