"""The box that says how what is called at the caret is called."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pith_app._signatures import SignatureBox
from tests.app.window.conftest import OpenWindow
from tests.support.extension_host import command, manifest, write_extension
from tests.support.window import Window

MANIFEST = manifest(
    command("sample.asked") + command("sample.answer"), activation=["onStartupFinished"]
)
MODULE = dedent(
    """\
    from pith.api import Completion, Parameter, Signature, SignatureHelp, hook
    from pith.base import Future

    asked, waiting = [], []

    def activate(context):
        context.commands.handle("sample.asked", lambda: len(asked))
        context.commands.handle("sample.answer", answer)

    def answer():
        for future in waiting:
            if not future.done:
                future.set_result(SignatureHelp([Signature("late()")]))
        return [each.token.cancelled for each in waiting]

    @hook
    def signature_help(document, text, position, token):
        (line,) = text.lines(position.row, position.row + 1)
        before = line[: position.column]
        asked.append(position)
        name, opened, arguments = before.rpartition("(")
        if not opened or ")" in arguments:
            return None
        if name.endswith("late"):
            waiting.append(Future())
            return waiting[-1]
        number = arguments.count(",")
        if name.endswith("long"):
            return SignatureHelp([of("long", *(f"parameter_{n}" for n in range(30)))])
        return SignatureHelp([of("add", "a", "b"), of("add", "a", "b", "c")], int(number > 1)) if (
            name.endswith("add")
        ) else SignatureHelp([of(name[-1:], "x")._replace(active=None)])

    def of(name, *names):
        label, parameters = name + "(", []
        for index, each in enumerate(names):
            label += ", " * bool(index)
            parameters.append(Parameter(len(label), len(label) + len(each), each + " is a number."))
            label += each
        return Signature(label + ")", parameters, "Adds.", active_in(names))

    def active_in(names):
        return len(names) // 2 if len(names) > 20 else 0

    @hook
    def completions(document, text, position, word_characters, token):
        return [Completion("addition", "add(", icon="symbol-method")]
    """
)


@pytest.fixture
def window(open_window: OpenWindow, project: Path, tmp_path: Path) -> Window:
    write_extension(tmp_path / "more" / "sample", {"extension.toml": MANIFEST, "sample.py": MODULE})
    window = open_window(project / "notes.txt", extensions_dirs=(tmp_path / "more",))

    def wanted() -> bool:
        extensions = window.program.extensions
        return extensions is not None and extensions.host.events.wants("signature_help")

    window.until(wanted)
    window.key("ctrl+end")
    return window


def shown(window: Window) -> str:
    return window.program.at_caret.signatures.shown


def box(window: Window) -> SignatureBox:
    found = window.program.editors.findChild(SignatureBox)
    assert found is not None
    return found


def show_for(window: Window, typed: str) -> None:
    window.type(typed)
    window.until(lambda: bool(shown(window)))


def asked_again(window: Window) -> None:
    """Wait until what was typed has been asked about."""
    before = window.run("sample.asked")
    window.until(lambda: window.run("sample.asked") != before)
    window.settle()


def visible(window: Window) -> tuple[object, object]:
    get = window.program.kernel.context.get
    return get("signatureHelpVisible"), get("signatureHelpHasSeveral")


def test_it_comes_with_the_parenthesis_and_goes_behind_it(window: Window) -> None:
    show_for(window, "add(")
    assert shown(window) == "add(a, b), a is a number.\n\nAdds., 1 of 2"
    assert visible(window) == (True, True)
    window.type("1, 2)")
    window.until(lambda: not shown(window))
    assert visible(window) == (False, False)
    assert window.text.endswith("add(1, 2)")


def test_one_of_several_that_fits_what_is_typed(window: Window) -> None:
    show_for(window, "add(")
    window.type("1, 2,")
    window.until(lambda: "2 of 2" in shown(window))
    assert shown(window).startswith("add(a, b, c)")


def test_one_that_was_chosen_stays(window: Window) -> None:
    show_for(window, "add(")
    window.key("up")
    assert "2 of 2" in shown(window)
    window.key("down")
    assert "1 of 2" in shown(window)
    window.key("down")
    window.type("1")
    asked_again(window)
    assert "2 of 2" in shown(window)
    assert window.text.endswith("add(1)")


def test_its_buttons(window: Window) -> None:
    show_for(window, "add(")
    QTest.mouseClick(box(window)._next, Qt.MouseButton.LeftButton)
    assert "2 of 2" in shown(window)
    QTest.mouseClick(box(window)._previous, Qt.MouseButton.LeftButton)
    assert "1 of 2" in shown(window)
    assert window.program.editors.active_widget is not None
    assert window.program.editors.active_widget.hasFocus()


def test_escape_closes_it_until_the_next_comma(window: Window) -> None:
    show_for(window, "add(1")
    window.key("escape")
    assert (shown(window), visible(window)) == ("", (False, False))
    window.type("2")
    QTest.qWait(120)
    assert shown(window) == ""
    show_for(window, ",")


def test_it_is_shown_when_asked_for_and_the_caret_leaves_it(window: Window) -> None:
    window.type("add(1, 2)")
    window.until(lambda: not shown(window))
    window.key("left")
    window.key("left")
    window.run("signatureHelp.show")
    assert shown(window).startswith("add(a, b)")
    window.key("right")
    window.key("right")
    window.until(lambda: not shown(window))


def test_arrows_move_the_caret_where_there_is_one(window: Window) -> None:
    show_for(window, "f(")
    assert shown(window) == "f(x), Adds."
    assert visible(window) == (True, False)
    row = window.text.count("\n")
    window.key("up")
    widget = window.program.editors.active_widget
    assert widget is not None
    view = widget.view
    assert view.state.text.row_at(view.selection.primary.head) == row - 1
    window.until(lambda: not shown(window))


def test_nothing_by_itself_where_the_settings_say_so(window: Window) -> None:
    done = window.program.user_files.write_settings({"editor.signatureHelp": False})
    window.until(lambda: done.done)
    window.type("add(")
    QTest.qWait(120)
    assert (shown(window), window.run("sample.asked")) == ("", 0)
    window.run("signatureHelp.show")
    assert shown(window)


def test_nobody_wants_to_know_any_more(window: Window) -> None:
    window.type("late(")
    window.until(lambda: window.run("sample.asked") == 1)
    window.run("file.new")
    window.until(lambda: window.run("sample.answer") == [True])
    assert shown(window) == ""


def test_a_late_answer_is_shown(window: Window) -> None:
    window.type("late(")
    window.until(lambda: window.run("sample.asked") == 1)
    window.run("sample.answer")
    assert shown(window) == "late()"


def test_it_stands_above_the_row_and_does_not_move_while_one_types(window: Window) -> None:
    for _ in range(8):
        window.key("enter")
    show_for(window, "add(")
    where = box(window).geometry()
    window.type("1, 2")
    asked_again(window)
    assert box(window).geometry() == where
    widget = window.program.editors.active_widget
    assert widget is not None
    caret = widget.mapTo(window.program.editors, widget.caret_area().topLeft().toPoint())
    assert where.bottom() - 14 < caret.y()


def test_without_room_above_the_documentation_is_left_out(window: Window) -> None:
    window.key("ctrl+home")
    show_for(window, "add(")
    widget = window.program.editors.active_widget
    assert widget is not None
    row = widget.mapTo(window.program.editors, widget.caret_area().topLeft().toPoint()).y()
    assert box(window).geometry().bottom() - 14 < row
    assert box(window)._documentation.isHidden()


def test_scrolled_out_of_sight_it_is_gone(window: Window) -> None:
    for _ in range(100):
        window.key("enter")
    show_for(window, "add(")
    window.run("scroll.lineUp")
    assert shown(window)
    for _ in range(4):
        window.run("scroll.pageUp")
    window.settle()
    window.until(lambda: not shown(window))


def test_it_is_as_large_as_what_it_shows(window: Window) -> None:
    for _ in range(20):
        window.key("enter")
    show_for(window, "add(")
    small = box(window).size()
    window.type(")")
    window.until(lambda: not shown(window))
    show_for(window, " long(")
    assert box(window)._label.height() > 60  # several rows
    assert box(window).size() == box(window).sizeHint()
    assert box(window)._documentation.geometry().top() > box(window)._label.geometry().bottom()
    window.type(")")
    window.until(lambda: not shown(window))
    show_for(window, " add(")
    assert box(window).size() == small


def test_in_the_group_where_it_is_typed(window: Window) -> None:
    window.run("groups.splitRight")
    window.run("groups.focusLeft")
    window.key("ctrl+end")
    show_for(window, "add(")
    assert box(window).x() < window.program.editors.width() // 2


def test_a_completion_that_opens_a_parenthesis_shows_it(window: Window) -> None:
    window.type("addit")
    window.run("completion.show")
    window.until(lambda: "addition" in window.program.at_caret.completing.shown)
    window.key("enter")
    assert window.text.endswith("add(")
    window.until(lambda: bool(shown(window)))


def test_the_lit_parameter_of_many_is_seen(window: Window) -> None:
    for _ in range(20):
        window.key("enter")
    show_for(window, "long(")
    label = box(window)._label
    (lit,) = label._layout.formats()
    y = label._layout.lineForTextPosition(lit.start).y() - label._top
    assert 0 <= y < label.height()


def test_it_stays_at_the_caret_when_the_text_is_zoomed_or_the_window_resized(
    window: Window,
) -> None:
    for _ in range(20):
        window.key("enter")
    show_for(window, "add(")
    widget = window.program.editors.active_widget
    assert widget is not None

    def gap() -> int:
        caret = widget.mapTo(window.program.editors, widget.caret_area().topLeft().toPoint())
        return caret.y() - box(window).geometry().bottom()

    before = gap()
    widget.set_zoom(1.5)
    window.settle()
    assert abs(gap() - before) <= 2
    window.program.window.resize(700, 300)
    window.settle()
    assert not shown(window) or abs(gap() - before) <= 2


def test_the_documentation_comes_back_where_there_is_room(window: Window) -> None:
    window.key("ctrl+home")
    show_for(window, "add(")
    assert box(window)._documentation.isHidden()
    box(window).place(QPoint(100, 300), 320)
    assert not box(window)._documentation.isHidden()
    assert box(window).size() == box(window).sizeHint()
