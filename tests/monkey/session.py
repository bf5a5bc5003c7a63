"""The real window and what the monkey can do to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith.base import Future, Scope
from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt import EditorWidget
from pith.settings import SettingsLayer
from pith.text import Edit, is_grapheme_boundary
from pith.workspace import Document, DocumentChange, View
from tests.monkey.events import Event
from tests.support.keys import modifiers_of, press_of
from tests.support.window import Window

_BUTTONS = {
    "left": Qt.MouseButton.LeftButton,
    "middle": Qt.MouseButton.MiddleButton,
    "right": Qt.MouseButton.RightButton,
}
_LARGEST = 30_000  # code points: what is longer is emptied, so that events stay quick

CONTENTS = {
    "code.py": "import os\n\n\nclass A:\n    def f(self, x):\n        if x:\n"
    '            return [1, (2, 3)]\n        # a comment\n        return "text"\n\n\n' * 6,
    "words.txt": "e\u0301a\u0308o a👩\u200d👩\u200d👧b 🇩🇪🇫🇷 日本語のテキスト שלום עולם مرحبا\n"
    "\ttab\tstop\ta b\u200bc\x1b[0m\r\nlong " + "word and another " * 40 + "\n\u0301\nend",
    "data.json": '{\n  "a": [1, 2, {"b": null}],\n  "c": "' + "x" * 3000 + '"\n}\n',
}


class MonkeySession:
    """One run of the program with three documents, the first of them in a second view as well.

    What each event does is the method of its name. `reported` are exceptions that nobody
    handled; `expected` is each document's content by an oracle.
    """

    def __init__(self, application: QApplication, folder: Path) -> None:
        files = folder / "files"
        files.mkdir()
        for name, content in CONTENTS.items():
            (files / name).write_bytes(content.encode("utf-8", "surrogateescape"))
        config = folder / "user" / "config"
        config.mkdir(parents=True)
        self._settings: dict[str, Any] = {"editor.cursorBlinking": "solid"}
        self._settings["editor.smoothScrolling"] = False
        (config / "settings.toml").write_text(self._toml())
        self.application = application
        self.window = Window(application, folder / "user", *(files / name for name in CONTENTS))
        self.program = self.window.program
        self.reported: list[tuple[BaseException, str]] = []
        self.window.faults.report = lambda error, during: self.reported.append((error, during))  # type: ignore[method-assign]
        self.window.hook_faults()
        # Another folder's session: none of these documents would be there any more.
        self.program.file_dialogs.folder = lambda take: None  # type: ignore[method-assign]
        # The keyboard may get to the tabs, where Delete closes one.
        self.program.documents.close = lambda tabs: Future.of(False)  # type: ignore[method-assign]
        self._scope = Scope("monkey")
        self.documents: list[Document] = []
        self.expected: list[str] = []
        self.started: list[str] = []
        for number in reversed(range(len(CONTENTS))):
            self.tab(number)
        for name in CONTENTS:
            tab = next(each for each in self.program.editors.tabs if each.name == name)
            assert tab.document is not None
            self._follow(tab.document)
        self.host = QWidget()
        self.host.resize(500, 400)
        self.second = self._second_view(self.documents[0])
        self.host.show()
        self.focus()
        self.text_changed = False
        """Whether the last event changed a text."""
        self.holds_still = True
        """Whether the active editor was the same, and as large, before the last event."""

    # What there is

    @property
    def first(self) -> EditorWidget:
        """The active editor."""
        if self.program.editors.active_widget is None:
            self.tab(0)
        widget = self.program.editors.active_widget
        assert widget is not None
        return widget

    def widgets(self) -> list[EditorWidget]:
        """Every editor that is seen."""
        made = (each.widget for each in self.program.editors.tabs)
        return [*(each for each in made if each is not None and each.isVisible()), self.second]

    def _widget(self, which: int) -> EditorWidget:
        return self.second if which else self.first

    def do(self, event: Event) -> None:
        """Let one event happen, as `check` expects it."""
        kind, *arguments = event
        self.text_changed = False
        before = self.first, self.first.size()
        getattr(self, kind)(*arguments)
        self.holds_still = before == (self.first, self.first.size())
        for document in self.documents:
            if len(document.text) > _LARGEST:
                everything = [Edit(0, len(document.text), CONTENTS["code.py"])]
                changes = ChangeSet.of(len(document.text), everything)
                document.apply(Transaction(changes, reveal=False), None)

    def _follow(self, document: Document) -> None:
        number = len(self.documents)
        self.documents.append(document)
        self.expected.append(str(document.text))
        self.started.append(str(document.text))

        def changed(change: DocumentChange) -> None:
            self.text_changed = True
            content = self.expected[number]
            for start, end, insert in reversed(change.changes.edits):
                content = content[:start] + insert + content[end:]
            self.expected[number] = content

        self._scope.add(document.changed.connect(changed))

    def _second_view(self, document: Document) -> EditorWidget:
        view = View(document)
        widget = self.program.factory.make_in(self._scope, view, self.host)
        widget.setGeometry(0, 0, 500, 400)
        self._let_drag(widget)
        return widget

    def _let_drag(self, widget: EditorWidget) -> None:
        """Qt's own loop for dragging waits for a mouse that is not there."""
        widget.drag.start = lambda offset: setattr(self, "_dragged", (widget, offset))  # type: ignore[method-assign]

    _dragged: tuple[EditorWidget, int] | None = None

    # Keys

    def _target(self) -> QWidget:
        focused = self.application.focusWidget()
        return focused if focused is not None and focused.isVisible() else self.first

    def key(self, keys: str) -> None:
        """Press the keys of a binding."""
        for chord in keys.split(" "):
            press = press_of(chord)
            QTest.keyClick(self._target(), press.key, press.modifiers)

    def type(self, text: str) -> None:
        """Type characters, one key press each."""
        for character in text:
            target = self._target()
            if " " <= character <= "~":
                QTest.keyClicks(target, character)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                    QApplication.sendEvent(target, event)

    def compose(self, text: str, caret: int | None, commit: str) -> None:
        """An input method shows what it composes, or gives text."""
        kinds = QInputMethodEvent.AttributeType
        at = 0 if caret is None else min(caret, len(text.encode("utf-16-le")) // 2)
        shown = QInputMethodEvent.Attribute(kinds.Cursor, at, int(caret is not None), None)
        event = QInputMethodEvent(text, [shown])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self._target(), event)

    def command(self, command_id: str) -> None:
        self.program.run(command_id)

    def focus(self) -> None:
        """Back to the editor from wherever the keys led."""
        if self.program.pick.isVisible():
            self.program.pick.close_pick()
        if self.program.dialogs.current is not None:
            QTest.keyClick(self._target(), Qt.Key.Key_Escape)
        self.program.notifications.close_all()
        self.program.window.activateWindow()
        self.first.setFocus()

    # The mouse

    def _point(self, widget: EditorWidget, x: float, y: float) -> QPointF:
        return QPointF(round(x * widget.width()), round(y * widget.height()))

    def _mouse(
        self,
        widget: EditorWidget,
        kind: QEvent.Type,
        point: QPointF,
        modifiers: str = "",
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        held = modifiers_of(modifiers)
        released = kind == QEvent.Type.MouseButtonRelease
        buttons = Qt.MouseButton.NoButton if released else button
        event = QMouseEvent(kind, point, widget.mapToGlobal(point), button, buttons, held)
        QApplication.sendEvent(widget, event)

    def click(
        self, which: int, x: float, y: float, times: int, modifiers: str, button: str
    ) -> None:
        widget = self._widget(which)
        point = self._point(widget, x, y)
        for number in range(times):
            pressed = QEvent.Type.MouseButtonDblClick if number == 1 else _PRESS
            self._mouse(widget, pressed, point, modifiers, _BUTTONS[button])
            self._mouse(widget, _RELEASE, point, modifiers, _BUTTONS[button])

    def drag(self, which: int, x: float, y: float, to_x: float, to_y: float, held: str) -> None:
        """Press, move there in two steps, and release; what is selected there is dropped."""
        widget = self._widget(which)
        self._let_drag(widget)
        start, end = self._point(widget, x, y), self._point(widget, to_x, to_y)
        self._mouse(widget, _PRESS, start, held)
        self._mouse(widget, QEvent.Type.MouseMove, (start + end) / 2, held)
        self._mouse(widget, QEvent.Type.MouseMove, end, held)
        dragged, self._dragged = self._dragged, None
        if dragged is None:
            self._mouse(widget, _RELEASE, end, held)
        else:
            self._drop(widget, dragged[1], end)

    def _drop(self, widget: EditorWidget, offset: int, point: QPointF) -> None:
        view, drag = widget.view, widget.drag
        chosen = next(each for each in view.selection.ranges if each.start <= offset <= each.end)
        data = QMimeData()
        data.setText("dropped")
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        drag._dragged = chosen
        entered = QDragEnterEvent(point.toPoint(), actions, data, left, none)
        QApplication.sendEvent(widget, entered)
        dropped = QDropEvent(point, actions, data, left, none)
        dropped.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(widget, dropped)
        drag._dragged = None

    def wheel(self, which: int, right: int, down: int, modifiers: str) -> None:
        widget = self._widget(which)
        point = QPointF(widget.width() / 2, widget.height() / 2)
        held = modifiers_of(modifiers)
        event = QWheelEvent(
            point,
            widget.mapToGlobal(point),
            QPoint(),
            QPoint(right, -down),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    # The window

    def resize(self, which: int, width: int, height: int) -> None:
        if which:
            self.host.resize(width, height)
            self.second.resize(width, height)
        else:
            self.program.window.resize(width + 100, height + 80)

    def set(self, key: str, value: Any) -> None:
        """Change a setting as a saved file would."""
        self._settings[key] = value
        assert self.program.kernel.settings.load(SettingsLayer.USER, self._toml(), "monkey")

    def _toml(self) -> str:
        return "\n".join(f"{key} = {json.dumps(value)}" for key, value in self._settings.items())

    def tab(self, number: int) -> None:
        editors = self.program.editors
        editors.activate(editors.tabs[number % len(editors.tabs)])
        self.window.until(lambda: editors.active_view is not None)

    def settle(self) -> None:
        self.window.settle()

    def idle(self) -> None:
        """Nobody types for a while."""
        for widget in self.widgets():
            widget._rest.settle()
            widget._rest.idle()
        self.window.settle()

    # The document

    def edit(self, at: float, length: int, insert: str) -> None:
        """Change the text from elsewhere."""
        view = self.second.view
        size = len(view.state.text)
        start = int(at * size)
        changes = ChangeSet.of(size, [Edit(start, min(size, start + length), insert)])
        view.apply(Transaction(changes, reveal=False))

    def select(self, which: int, places: list[float]) -> None:
        view = self._widget(which).view
        text = view.state.text

        def place(at: float) -> int:
            offset = int(at * len(text))
            while not is_grapheme_boundary(text, offset):
                offset -= 1
            return offset

        pairs = zip(places[::2], places[1::2], strict=True)
        view.select(Selection.of([Range(place(anchor), place(head)) for anchor, head in pairs]))

    def snippet(self, body: str) -> None:
        self.program.run("snippet.insert", {"body": body})

    def find(self, query: str, regex: bool, replacement: str | None) -> None:
        """Look for something with the bar, go to it, and maybe replace it everywhere."""
        self.program.run("find.replace" if replacement is not None else "find.show")
        bar = self.program.find_bar
        if regex:
            self.program.run("find.toggleRegex")
        bar.look_for(query)
        self.program.run("find.next")
        if replacement is not None:
            bar.replacement.setText(replacement)
            self.program.run("find.replaceOne")
            self.program.run("find.replaceAll")
        self.window.settle()

    def undo(self, back: int, on: int) -> None:
        view = self.first.view
        for _ in range(back):
            view.undo()
        for _ in range(on):
            view.redo()

    def save(self) -> None:
        """Save the file, and see that what is in it is the text."""
        document = self.first.view.document
        if document.file.path is None:  # a new one: where it goes to would be asked
            return
        self.program.run("file.save")
        self.window.until(lambda: not self.program.kernel.workspace.saves.busy)
        if document not in self.documents:  # settings, into which the program writes as well
            return
        path = document.file.path
        saved = path.read_bytes().decode("utf-8", "surrogateescape")
        assert saved == str(document.save_points.last.text), "the file is not what was saved"

    def close(self) -> None:
        self._scope.dispose()
        self.second.dispose()
        self.second.view.dispose()
        self.host.close()
        self.host.deleteLater()
        self.program.kernel.settings.load(SettingsLayer.USER, "", "monkey")
        self.window.close()
        assert not self.reported, self.reported


_PRESS = QEvent.Type.MouseButtonPress
_RELEASE = QEvent.Type.MouseButtonRelease
