"""The output panel's content: the lines of a channel, with links to what they name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from pith.base import Signal
from pith.qt import guarded, guarded_with
from pith_app._theming import Look
from pith_app._theming._style_sheet import output as output_style
from pith_app._window._outputs import MOST_LINES, Outputs

# `/a/b.py:12:3`, `C:\a\b.py:12` and the `File "/a/b.py", line 12` of a traceback.
LINK = re.compile(
    r'File "(?P<quoted>[^"\n]+)", line (?P<quoted_line>\d+)'
    r"|(?P<path>(?:[A-Za-z]:[\\/]|/|~/|\./)[^\s:\"'<>|]*[^\s:\"'<>|,.)])"
    r"(?::(?P<line>\d+)(?::(?P<column>\d+))?)?"
)


class OutputView(QPlainTextEdit):
    """Shows one channel, follows its end, and opens the places it names."""

    def __init__(
        self,
        look: Look,
        outputs: Outputs,
        open_place: Callable[[Path, int | None, int | None], object],
        keys: Callable[[QKeyEvent], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._outputs = outputs
        self._open_place = open_place
        self._keys = keys
        self.focus_changed: Signal[bool] = Signal("output_view.focus_changed")
        self.channel = "log"
        self.follow = True
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMaximumBlockCount(MOST_LINES)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Output")
        self.document().setDocumentMargin(10)
        self.setViewportMargins(look.px(5), 0, 0, 0)  # below the first tab's title
        self._plain = QTextCharFormat()
        self._link = QTextCharFormat()
        self._restyle()
        self._listening = (
            look.changed.connect(self._restyle),
            outputs.written.connect(self._on_written),
            outputs.changed.connect(self._on_changed),
        )

    def dispose(self) -> None:
        for listening in self._listening:
            listening.dispose()

    def show_channel(self, name: str) -> None:
        self.channel = name
        self._fill()

    def _restyle(self) -> None:
        self.setStyleSheet(output_style(self._look.colors))
        self.setFont(self._look.mono(1))
        self._plain.setForeground(self._look.colors["foreground"])
        self._link.setForeground(self._look.colors["textLink.foreground"])
        self._link.setAnchor(True)
        self._link.setFontUnderline(True)
        self._fill()

    def _on_written(self, name: str, lines: tuple[str, ...]) -> None:
        if name == self.channel:
            self._append(lines)

    def _on_changed(self) -> None:
        channel = self._outputs.channels.get(self.channel)
        if channel is None:
            self.channel = "log"
        if channel is None or not channel.lines:
            self._fill()

    def _fill(self) -> None:
        self.clear()
        channel = self._outputs.channels.get(self.channel)
        if channel is not None and channel.lines:
            self._append(tuple(channel.lines))

    def _append(self, lines: tuple[str, ...]) -> None:
        bar = self.verticalScrollBar()
        value = bar.value()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in lines:
            if not self.document().isEmpty():
                cursor.insertBlock()
            self._insert(cursor, line)
        cursor.endEditBlock()
        bar.setValue(bar.maximum() if self.follow else value)

    def _insert(self, cursor: QTextCursor, line: str) -> None:
        start = 0
        for found in LINK.finditer(line):
            cursor.insertText(line[start : found.start()], self._tinted(line))
            link = QTextCharFormat(self._link)
            place = found["path"] or found["quoted"]
            row = found["line"] or found["quoted_line"] or ""
            link.setAnchorHref("\0".join((place, row, found["column"] or "")))
            cursor.insertText(found[0], link)
            start = found.end()
        cursor.insertText(line[start:], self._tinted(line))

    def _tinted(self, line: str) -> QTextCharFormat:
        """Errors and warnings stand out by the word after the time."""
        head = line[:40]
        for word, key in (
            (" error ", "editorError.foreground"),
            (" warning ", "editorWarning.foreground"),
        ):
            if word in head:
                tinted = QTextCharFormat(self._plain)
                color: QColor = self._look.colors[key]
                tinted.setForeground(color)
                return tinted
        return self._plain

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self.anchorAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        href = self.anchorAt(event.position().toPoint())
        if (
            href
            and event.button() == Qt.MouseButton.LeftButton
            and not self.textCursor().hasSelection()
        ):
            self.open_link(href)

    def open_link(self, href: str) -> None:
        place, row, column = href.split("\0")
        self._open_place(
            Path(place).expanduser(),
            int(row) - 1 if row else None,
            int(column) - 1 if column else None,
        )

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event):
            super().keyPressEvent(event)

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    @guarded_with(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return False
        return bool(super().event(event))
