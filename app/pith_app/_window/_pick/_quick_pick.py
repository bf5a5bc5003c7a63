"""The list itself: an input with rows below it, over the top of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from pith.base import Cancelled, Future, Scheduler, report_exception
from pith.qt import announce, guarded, guarded_with
from pith_app._theming import Look
from pith_app._theming._style_sheet import scroll_bars
from pith_app._window._floating import SHADOW, Floating
from pith_app._window._focus import give_focus
from pith_app._window._line_input import LineInput
from pith_app._window._pick._items import PickItem, PickSource
from pith_app._window._pick._list import ROW, PickDelegate, PickModel

WIDTH = 620
_MOST_ROWS = 13


class _Input(LineInput):
    """Gives keys that move in the list, and those bound to commands, to others first."""

    def __init__(self, parent: QuickPick) -> None:
        super().__init__(parent)
        self._pick = parent

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pick.on_key(event):
            super().keyPressEvent(event)

    @guarded_with(True)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab moves in the list."""
        self._pick.move_by(1 if forward else -1)
        return True

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Control:
            self._pick.control_released()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._pick.focus_lost()


class QuickPick(Floating):
    """One for the window; it shows one source at a time."""

    def __init__(
        self,
        look: Look,
        scheduler: Scheduler,
        window: QWidget,
        keys: Callable[[QKeyEvent], bool],
    ) -> None:
        super().__init__(look, window)
        self._scheduler = scheduler
        self._keys = keys
        self._source: PickSource | None = None
        self._pending: Future[Sequence[PickItem]] | None = None
        self._chosen_early = False
        """Enter was pressed for what is typed before its rows had come."""
        self._focus_before: QWidget | None = None
        self._top = 0
        self._held = False
        self.on_visibility: Callable[[bool], object] = lambda visible: None
        self._build()
        self.hide()
        self.restyle()

    def _build(self) -> None:
        self.input = _Input(self)
        self.input.setFrame(False)
        self.input.textChanged.connect(self._typed)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.hide()
        self.model = PickModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PickDelegate(self.look, self.model, self))
        self.list.setAccessibleName("What There Is to Choose From")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(self.margins(6))
        column.setSpacing(0)
        column.addWidget(self.input)
        column.addSpacing(7)
        column.addWidget(self._message)
        column.addWidget(self.list)

    @property
    def source(self) -> PickSource | None:
        """What is being shown, None while hidden."""
        return self._source

    def restyle(self) -> None:
        css = self.look.colors.css
        self.input.setFont(self.look.font(-1))
        self.input.setStyleSheet(
            "QLineEdit { background: transparent; border: none; padding: 5px 8px;"
            f" color: {css('input.foreground')};"
            f" selection-background-color: {css('button.background')};"
            f" selection-color: {css('button.foreground')}; }}"
        )
        self._message.setFont(self.look.font(1))
        self.list.setStyleSheet(
            "QListView { background: transparent; border: none; outline: none; }"
            + scroll_bars(self.look.colors)
        )
        self.list.scheduleDelayedItemsLayout()
        self.update()

    # Showing and hiding

    def open(
        self, source: PickSource, query: str = "", *, selection: tuple[int, int] | None = None
    ) -> None:
        """Show `source` with `query` typed; what is typed next replaces `selection` of it."""
        if self._source is not None and self._source is not source:
            self._leave(self._source)
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
        self._source = source
        control = Qt.KeyboardModifier.ControlModifier
        self._held = source.while_control_held and bool(
            QGuiApplication.queryKeyboardModifiers() & control
        )
        self.input.setPlaceholderText(source.placeholder)
        self.input.setAccessibleName(source.placeholder)
        self.input.blockSignals(True)
        self.input.setText(query)
        self.input.blockSignals(False)
        if selection is not None:
            # Qt counts UTF-16 code units.
            before, within = query[: selection[0]], query[slice(*selection)]
            start, length = (len(part.encode("utf-16-le")) // 2 for part in (before, within))
            self.input.setSelection(start, length)
        self.model.show(())
        self._refresh()
        if self._source is not source:
            return  # a redirection took over
        self.place()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.on_visibility(True)

    def close_pick(self) -> None:
        """Hide without choosing."""
        source, self._source = self._source, None
        if source is not None:
            self._leave(source)
        self._hide()

    def _leave(self, source: PickSource) -> None:
        self._chosen_early = False
        self._forget_pending()
        try:
            source.dismiss()
        except Exception as error:
            report_exception(error, "while a list was dismissed")

    def _hide(self) -> None:
        self._forget_pending()
        before, self._focus_before = self._focus_before, None
        if self.input.hasFocus():
            give_focus(before)  # first: Qt gives what is hidden a follower
        self.hide()
        self.on_visibility(False)

    def focus_lost(self) -> None:
        """The input has no focus any more: a click elsewhere dismisses the list."""
        if self.isVisible() and self._source is not None:
            self._focus_before = None
            self.close_pick()

    def place(self, top: int | None = None) -> None:
        """Lay it over the top of its parent; `top` is where its surface begins."""
        if top is not None:
            self._top = top
        parent = self.host
        row = self.look.px(ROW)
        width = min(self.look.px(WIDTH), parent.width() - 40)
        rows = min(len(self.model.items), _MOST_ROWS)
        room = (parent.height() - self._top - 120) // row
        rows = max(0, min(rows, room))
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(rows * row)
        inner = width - 12
        height = 12 + self.input.sizeHint().height() + 7 + rows * row
        if not self._message.isHidden():
            height += self._message.heightForWidth(inner)
        self.setGeometry(
            (parent.width() - width) // 2 - SHADOW,
            self._top - SHADOW,
            width + 2 * SHADOW,
            height + 2 * SHADOW,
        )

    # What is typed

    def _typed(self, text: str) -> None:
        self._chosen_early = False
        if self._source is not None:
            self._refresh()

    def refresh(self) -> None:
        """Ask the source again: what it draws from has changed."""
        if self._source is not None and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        source = self._source
        if source is None:
            return
        query = self.input.text()
        other = source.redirect(query)
        if other is not None:
            self.open(other, query)
            return
        self._forget_pending()
        try:
            answer = source.items(query)
        except Exception as error:
            report_exception(error, "while a list was filled")
            answer = ()
        if isinstance(answer, Future):
            self._pending = answer
            answer.on_done(lambda done: self._arrived(done, query))
        else:
            self._show_items(answer, query)

    def _arrived(self, done: Future[Sequence[PickItem]], query: str) -> None:
        if done is not self._pending:
            return
        self._pending = None
        try:
            items = done.result()
        except Cancelled:
            return
        except Exception as error:
            report_exception(error, "while a list was filled")
            items = ()
        self._show_items(items, query)
        if self._chosen_early:
            self._chosen_early = False
            self.accept()

    def _show_items(self, items: Sequence[PickItem], query: str) -> None:
        source = self._source
        if source is None:
            return
        self.model.show(items)
        message, fault = source.message(query)
        if not items and not message:
            message = source.empty
        self._say(message, fault)
        self.place()
        if items:
            row = max(0, min(source.initial(items, query), len(items) - 1))
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.update()

    def _say(self, message: str, fault: bool) -> None:
        key = "editorError.foreground" if fault else "descriptionForeground"
        self._message.setStyleSheet(
            f"color: {self.look.colors.css(key)}; padding: 3px 8px 8px 8px;"
        )
        self._message.setText(message)
        self._message.setVisible(bool(message))

    def _forget_pending(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.cancel()

    # Moving and choosing

    @property
    def current(self) -> PickItem | None:
        row = self.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        # The keyboard stays with what is typed, so the row has to be said.
        said = self.model.data(current, Qt.ItemDataRole.AccessibleTextRole)
        announce(self.input, said or "")
        if self._source is not None:
            try:
                self._source.highlighted(self.current)
            except Exception as error:
                report_exception(error, "while a row of a list was previewed")

    def move_by(self, by: int) -> None:
        """Highlight the row `by` further, round the ends."""
        count = len(self.model.items)
        if count:
            row = self.list.currentIndex().row()
            row += by
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self.list.setCurrentIndex(self.model.index(row))

    def accept(self) -> None:
        """Choose the highlighted row."""
        source, item, query = self._source, self.current, self.input.text()
        if source is None or (item is None and not source.accepts_text):
            return
        if item is None and source.message(query)[1]:
            return
        # Hidden first: what is chosen may open another list, or ask for the focus.
        self._source = None
        self._hide()
        try:
            following = source.accept(item, query)
        except Exception as error:
            report_exception(error, "while a row of a list was chosen")
            return
        if following is not None:
            self.open(following)

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self.accept()

    def on_key(self, event: QKeyEvent) -> bool:
        """Whether a key of the input's was taken: it moves, chooses, dismisses or is bound."""
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _MOST_ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
        }
        if plain and key in steps:
            self.move_by(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.close_pick()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Never a row that was found for less than is typed now.
            if self._pending is not None:
                self._chosen_early = True
            else:
                self.accept()
        elif self._held and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.move_by(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return not plain and self._keys(event)
        return True

    def control_released(self) -> None:
        """Of a list that is shown while Ctrl is held, letting go chooses."""
        if self._held:
            self.accept()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        below = self.input.geometry().bottom() + 3
        painter.fillRect(
            QRectF(SHADOW + 1, below, self.width() - 2 * SHADOW - 2, 1),
            self.look.colors["pickerGroup.border"],
        )
        painter.end()
