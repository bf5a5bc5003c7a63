"""Views that show widgets of Qt's, which trusted extensions make."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from shiboken6 import delete, isValid

from pith_app._window._buttons import TextButton
from pith_app._window._view_widget import ViewWidget
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

MANIFEST = dedent(
    """\
    schema = 1
    id = "test.dials"
    name = "Dials"
    version = "1.0.0"
    api = ">=0.1,<1"
    module = "dials"
    tier = "trusted"

    [[contributes.viewContainers]]
    id = "dials"
    title = "Dials"
    location = "panel"

    [[contributes.views]]
    id = "dials.one"
    container = "dials"
    title = "One"
    kind = "widget"

    [[contributes.commands]]
    id = "dials.lift"
    title = "Lift"

    [[contributes.commands]]
    id = "dials.mend"
    title = "Mend"
    """
)
CODE = dedent(
    """\
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

    TITLE = "first"
    state = {"text": "", "made": 0}
    shown = []

    class Dials(QWidget):
        pass

    class Field(QLineEdit):
        pass

    def make():
        state["made"] += 1
        widget = Dials()
        widget.setObjectName("dials")
        field = Field(state["text"], widget)
        field.setObjectName(TITLE)
        widget.setFocusProxy(field)
        QVBoxLayout(widget).addWidget(field)
        shown[:] = [field]
        return widget

    def lift():
        holder = shown[0].parentWidget()
        holder.setParent(None)
        holder.show()
        return state["made"]

    def mend():
        state["text"] = "some"

    def activate(context):
        handle = context.views.provide_widget("dials.one", make)
        handle.set_message("Turn it")
        context.commands.handle("dials.lift", lift)
        context.commands.handle("dials.mend", mend)

    def snapshot():
        return {"text": shown[0].text() if shown else state["text"], "made": state["made"]}

    def restore(before, from_version):
        state.update(before)
    """
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "extensions" / "dials"
    folder.mkdir(parents=True)
    (folder / "extension.toml").write_text(MANIFEST)
    (folder / "dials.py").write_text(CODE)
    return folder


@pytest.fixture
def window(open_window: OpenWindow, folder: Path, project: Path) -> Window:
    nothing = folder.parent.parent / "nothing"
    return open_window(
        project, project / "notes.txt", extensions=nothing, extensions_dirs=[folder.parent]
    )


def place(window: Window) -> ViewWidget:
    section = window.program.panel.section("dials.one")
    assert section is not None
    return section.widget


def field(window: Window, name: str) -> QLineEdit:
    """The field of the version that gives it this name, as soon as it can be seen."""

    def found() -> QLineEdit | None:
        return place(window).findChild(QLineEdit, name)

    window.until(lambda: (seen := found()) is not None and seen.isVisible(), name)
    seen = found()
    assert seen is not None
    return seen


def problems(window: Window) -> list[str]:
    assert window.program.extensions is not None
    record = window.program.extensions.host.record("test.dials")
    assert record is not None
    return [problem.message for problem in record.problems]


def save(folder: Path, before: str, after: str) -> None:
    source = (folder / "dials.py").read_text()
    assert before in source
    (folder / "dials.py").write_text(source.replace(before, after))


def test_it_is_made_when_it_is_seen_and_reloaded_with_its_state(
    window: Window, folder: Path
) -> None:
    assert window.program.extensions is not None
    record = window.program.extensions.host.record("test.dials")
    assert record is not None
    assert record.state == "installed"
    window.run("view.show", page="dials")
    first = field(window, "first")
    section = window.program.panel.section("dials.one")
    assert section is not None
    assert section.message == "Turn it"
    context = window.program.kernel.context
    assert window.program.window.focusWidget() is first
    assert context.get("focusedView") == "dials.one"
    assert context.get("panelFocus")
    assert not context.get("listFocus")
    assert context.get("textInputFocus")
    window.type("three", first)
    record = window.program.extensions.host.record("test.dials")
    assert record is not None
    assert "Dials dials of view dials.one" in record.holds
    held = window.program.extensions.host.holdings("test.dials")
    assert not [each for each in held if each.startswith("not through its context")]
    save(folder, '"first"', '"second"')
    second = field(window, "second")
    assert second.text() == "three"
    assert window.program.window.focusWidget() is second
    window.until(lambda: not isValid(first))
    window.program.focus_editor()
    window.settle()
    assert context.get("focusedView") == ""
    assert context.get("textInputFocus")
    assert not context.get("panelFocus")


def test_keys_that_it_has_no_use_for_are_commands(window: Window) -> None:
    window.run("view.show", page="dials")
    window.key("ctrl+shift+p", field(window, "first"))
    window.until(lambda: window.program.pick.isVisible())


def test_it_goes_with_its_extension_wherever_it_was_put(window: Window) -> None:
    window.run("view.show", page="dials")
    field(window, "first")
    widget = place(window).widget
    assert widget is not None
    assert window.run("dials.lift") == 1
    assert widget.isVisible()
    assert widget.parent() is None
    window.run("extensions.disable", item_id="test.dials")
    window.until(lambda: not isValid(widget) or not widget.isVisible())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(widget)
    assert all(each.objectName() != "dials" for each in QApplication.allWidgets())


def test_a_save_that_breaks_what_is_seen_changes_nothing(window: Window, folder: Path) -> None:
    window.run("view.show", page="dials")
    first = field(window, "first")
    window.type("kept", first)
    save(folder, "widget = Dials()", "widget = Dails()")
    window.until(lambda: bool(problems(window)))
    assert "Dails" in problems(window)[0]
    assert first.isVisible()
    assert place(window).widget is first.parentWidget()
    save(folder, "widget = Dails()", "widget = Dials()")
    window.until(lambda: not problems(window) and not isValid(first))
    assert field(window, "first").text() == "kept"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('return {}["none"]', "KeyError: 'none'"),
        ("return 3", "it must return a QWidget, not int"),
        ("raise SystemExit", "SystemExit"),
    ],
)
def test_one_that_cannot_be_made_says_why_and_may_be_tried_again(
    window: Window, folder: Path, broken: str, said: str
) -> None:
    save(folder, 'state["made"] += 1', f'state["made"] += 1\n    if not state["text"]: {broken}')
    save(folder, '    return state["made"]', '    state["text"] = "some"')
    window.run("view.show", page="dials")
    place_of_it = place(window)
    window.until(lambda: said in place_of_it.accessibleDescription())
    show, again = (each for each in place_of_it.findChildren(TextButton))
    assert show.isVisible()
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    window.until(lambda: window.program.panel.view.channel == "test.dials")
    window.until(lambda: said in window.program.panel.view.toPlainText())
    window.run("view.show", page="dials")
    window.run("dials.mend")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert field(window, "first").text() == "some"
    assert not again.isVisible()


def test_a_view_that_becomes_another_kind(window: Window, folder: Path) -> None:
    window.run("view.show", page="dials")
    first = field(window, "first")
    manifest = folder / "extension.toml"
    (folder / "dials.py").write_text(
        dedent(
            """\
            from pith.api import TreeItem

            class Rows:
                def children(self, item_id):
                    return [TreeItem("a", "Ada")] if item_id is None else []

            def activate(context):
                context.views.provide_tree("dials.one", Rows())
            """
        )
    )
    manifest.write_text(MANIFEST.replace('kind = "widget"\n', ""))
    window.until(lambda: window.tree("dials.one") == ["Ada"])
    window.until(lambda: not isValid(first))
    (folder / "dials.py").write_text(CODE)
    manifest.write_text(MANIFEST)
    window.until(lambda: window.tree("dials.one") == [])
    field(window, "first")


def test_a_widget_that_was_deleted_is_made_anew(window: Window) -> None:
    window.run("view.show", page="dials")
    field(window, "first")
    widget: QWidget | None = place(window).widget
    assert widget is not None
    delete(widget)
    window.run("view.output")
    window.run("view.show", page="dials")
    field(window, "first")
    assert place(window).widget is not widget


def test_a_title_that_changes(window: Window, folder: Path) -> None:
    window.run("view.show", page="dials")
    first = field(window, "first")
    (folder / "extension.toml").write_text(MANIFEST.replace('title = "One"', 'title = "Uno"'))
    section = window.program.panel.section("dials.one")
    assert section is not None
    window.until(lambda: section.title == "Uno" and not isValid(first))
    assert section.content.accessibleName() == "Uno"


def test_a_view_says_why_nobody_fills_it(window: Window, folder: Path) -> None:
    save(folder, "def activate(context):", "def activate(context):\n    raise ValueError('never')")
    window.run("view.show", page="dials")
    section = window.program.panel.section("dials.one")
    assert section is not None
    window.until(lambda: "could not be started" in section.message)
    assert "ValueError: never" in section.message
    save(folder, "    raise ValueError('never')", "    pass")
    field(window, "first")
    assert section.message == "Turn it"


def test_one_that_needs_more_room_is_scrolled(window: Window, folder: Path) -> None:
    save(folder, 'widget.setObjectName("dials")', "widget.setMinimumHeight(5000)")
    window.run("view.show", page="dials")
    field(window, "first")
    area = place(window).findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 4000
