"""The editor: a view that is shown, with keys, mouse and input methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent

from pith.base import Signal
from pith.commands import Chord
from pith.edit import ChangeSet, EditOptions, LanguageRules, Range, Selection, Transaction
from pith.qt._assistive import offer_accessibles
from pith.qt._caret_blink import CaretBlink
from pith.qt._guard import guarded, guarded_with
from pith.qt._keys import ALT, CONTROL, META, SHIFT, Press, read_key
from pith.qt._options import EditorOptions
from pith.qt._pointer import Pointer
from pith.qt._primary_selection import PrimarySelection
from pith.qt._surface import EditorSurface
from pith.qt._text_drag import TextDrag
from pith.qt._wheel import read_wheel
from pith.text import Edit
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QInputMethodEvent,
        QMouseEvent,
        QWheelEvent,
    )
    from PySide6.QtWidgets import QWidget

    from pith.qt._accessible import AccessibleEditor
    from pith.qt._hover_box import HoverBox
    from pith.qt._input_method import Composer
    from pith.syntax import Highlighter, Theme

_SHORTCUT_OVERRIDE = QEvent.Type.ShortcutOverride
_KEY_PRESS = QEvent.Type.KeyPress
_RATIO_CHANGE = QEvent.Type.DevicePixelRatioChange


class EditorWidget(EditorSurface):
    """One view of a document, painted from its state and edited by whoever sits before it.

    Keys go to `key_handler`, text to `text_handler`, and what those change comes back through
    View.changed, as everybody else's changes do. A key is on the screen when its event is over.
    """

    _accessible: AccessibleEditor | None = None

    def __init__(
        self,
        view: View,
        *,
        theme: Theme | None = None,
        highlighter: Highlighter | None = None,
        options: EditorOptions = EditorOptions(),  # noqa: B008 - immutable
        edit_options: EditOptions | None = None,
        rules: LanguageRules | None = None,
        key_handler: Callable[[Chord], bool] | None = None,
        text_handler: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        offer_accessibles()  # Qt asks as soon as there is a widget
        super().__init__(view, theme, highlighter, options, edit_options, rules, parent)
        self.key_handler = key_handler
        """Given a pressed chord; True if it was used (or is the start of a longer sequence)."""
        self.text_handler = text_handler
        """Given typed text; None: it is inserted at the carets."""
        self.focus_changed: Signal[bool] = Signal("EditorWidget.focus_changed")
        self.context_menu_requested: Signal[QPoint, int] = Signal(
            "EditorWidget.context_menu_requested"
        )
        """Where on the screen, and the offset there."""
        self.margin_menu_requested: Signal[QPoint, str] = Signal(
            "EditorWidget.margin_menu_requested"
        )
        """Likewise beside the text: "gutter", of the row with the caret, or "minimap"."""
        self.hover_wanted: Signal[int, QPoint] = Signal("EditorWidget.hover_wanted")
        """The pointer rests on an offset, or somebody asks at the caret: see add_to_hover()."""
        self._blink = CaretBlink(self._caret_toggled, self)
        self._primary = PrimarySelection(self)
        self._pointer = Pointer(self, self._primary)
        self.drag = TextDrag(self)
        self._composer: Composer | None = None
        self._told_of: tuple[QPoint, str] | None = None
        """Where on the screen something was asked about last, and what was said so far."""
        self._told_at_caret = False
        self._hover_box: HoverBox | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName("Editor")

    def dispose(self) -> None:
        super().dispose()
        self._blink.stop()
        self._pointer.cancel()
        self._primary.stop()
        self.drag.leave()
        self.hush()
        if self._accessible is not None:
            self._accessible.dispose()

    def make_accessible(self) -> AccessibleEditor:
        """What assistive technology is given, made when it is first asked for."""
        if self._accessible is None:
            from pith.qt._accessible import AccessibleEditor

            self._accessible = AccessibleEditor(self)
        return self._accessible

    def set_view(self, view: View) -> None:
        self._primary.stop()
        super().set_view(view)
        accessible = self._accessible
        if accessible is not None and accessible.mirror is not None:
            accessible.mirror.start_over()

    def set_theme(self, theme: Theme | None) -> None:
        self.hush()
        super().set_theme(theme)

    def set_options(self, options: EditorOptions) -> None:
        super().set_options(options)
        if self.hasFocus():
            self._blink.start(options.caret_blink)

    def type_text(self, text: str) -> None:
        """Put text where the carets are, as if it had been typed."""
        if self.text_handler is not None:
            self.text_handler(text)
            return
        state = self.view.state
        edits = [Edit(each.start, each.end, text) for each in state.selection.ranges]
        changes = ChangeSet.of(len(state.text), edits)
        carets = [Range.caret(changes.map(each.end, 1)) for each in state.selection.ranges]
        after = Selection.of(carets, state.selection.primary_index)
        self.view.apply(Transaction(changes, after, "input.type"))

    def _view_changed(self, update: ViewUpdate) -> None:
        if self._canvas.scene.focused:
            self._blink.restart()
            self._canvas.scene.caret_on = True
            if not update.after.selection.is_caret and not self._pointer.dragging:
                self._primary.soon()
        if self._told_of is not None:
            self.hush()
        composing = self._viewport.preedit is not None
        super()._view_changed(update)
        if composing and self._viewport.preedit is None:
            self._composing().give_up()
        accessible = self._accessible
        if accessible is not None and accessible.mirror is not None:
            accessible.mirror.follow(update)

    # Qt

    @guarded_with(QSize(480, 320))
    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    @guarded_with(False)
    def event(self, event: QEvent) -> bool:
        # Every event comes through here: its Python class is asked first, which costs nothing,
        # while event.type() has to find a member of an enumeration.
        if isinstance(event, QKeyEvent):
            kind = event.type()
            if kind is _KEY_PRESS:  # shorter than through Qt and back, and Tab is a key as well
                self.keyPressEvent(event)
                return True
            if kind is _SHORTCUT_OVERRIDE and self._overrides(event):
                event.accept()
                return True
        elif type(event) is QEvent and event.type() == _RATIO_CHANGE:
            self._look.catch_up()
        elif type(event) is QHelpEvent and event.type() == QEvent.Type.ToolTip:
            self._show_hover(event)
            return True
        return super().event(event)

    def _show_hover(self, event: QHelpEvent) -> None:
        point = QPointF(event.pos())
        self._told_at_caret = False
        self._tell(event.globalPos(), self.hover_text_at(point))
        offset = self._offset_under(point)
        if offset is not None:
            self.hover_wanted.emit(offset, event.globalPos())

    def show_hover(self) -> None:
        """Show what is to be said of the caret's place, until it moves."""
        head = self._display.state.selection.primary.head
        at = self.mapToGlobal(self.caret_area().bottomLeft().toPoint())
        self._told_at_caret = True
        self._tell(at, self.hover_text_of(head))
        self.hover_wanted.emit(head, at)

    def add_to_hover(self, at: QPoint, text: str) -> None:
        """Show more of the place that `hover_wanted` named `at`, unless nobody asks any more."""
        if self._told_of is not None and self._told_of[0] == at:
            self._tell(at, "\n\n".join(filter(None, (self._told_of[1], text))))

    def _tell(self, at: QPoint, text: str) -> None:
        self._told_of = (at, text)
        if text:
            from pith.qt._hover_box import HoverBox, above_and_below

            if self._hover_box is None:
                self._hover_box = HoverBox(self)
            height = round(self._look.style.row_height)
            self._hover_box.show_at(text, above_and_below(at, height))
        elif self._hover_box is not None:
            self._hover_box.hide()

    def hush(self) -> None:
        """Say nothing more of the place that was asked about."""
        self._told_of, self._told_at_caret = None, False
        if self._hover_box is not None:
            self._hover_box.hide()

    @property
    def said(self) -> str:
        """What is said of a place in a box beside it; "" if there is none."""
        box = self._hover_box
        return box.text if box is not None and box.isVisible() else ""

    def _offset_under(self, point: QPointF) -> int | None:
        """The offset of the text under a point; None where there is none."""
        if point.x() < self._gutter_width:
            return None
        offset = self.offset_at_point(point)
        place = self.point_of(offset)
        if place is None or abs(place.x() - point.x()) > self._look.style.column_width:
            return None
        return offset if 0 <= point.y() - place.y() < self._look.style.row_height else None

    def _overrides(self, event: QKeyEvent) -> bool:
        """Keys are ours before they are any shortcut's; Alt with a letter may open a menu."""
        modifiers = event.modifiers().value
        return not modifiers & ALT or bool(modifiers & (CONTROL | META | SHIFT))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        press = read_key(event)
        if self._told_of is not None:
            self.hush()
        self._canvas.hold()
        try:
            used = self._handle(press)
        finally:
            self._canvas.paint_now()
            self._rest.soon()
        if not used:
            event.ignore()

    def _handle(self, press: Press) -> bool:
        handler = self.key_handler
        if handler is not None:
            for chord in press.chords:
                if handler(chord):
                    return True
        if press.text:
            self.type_text(press.text)
            return True
        return False

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing().handle(event)
        event.accept()
        self.updateMicroFocus()

    @guarded
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        return self._composing().query(query)

    def _composing(self) -> Composer:
        # Imported when the first input method shows itself: many people have none.
        if self._composer is None:
            from pith.qt._input_method import Composer

            self._composer = Composer(self)
        return self._composer

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._blink.start(self._look.options.caret_blink)
        self._set_focused(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hush()
        self._blink.stop()
        self._pointer.cancel()
        self._primary.flush()
        self._set_focused(False)

    def _set_focused(self, focused: bool) -> None:
        self._canvas.scene.focused = focused
        self._canvas.scene.caret_on = self._blink.on
        self._canvas.damage_overlays()
        self.focus_changed.emit(focused)

    def _caret_toggled(self) -> None:
        self._canvas.scene.caret_on = self._blink.on
        self._canvas.damage_carets()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hush()
        self._scrolling.stop()
        if self._viewport.preedit is not None:
            self._composing().finish()
        if self._fold_at(event):
            return
        if not self._pointer.press(event):
            event.ignore()

    def _fold_at(self, event: QMouseEvent) -> bool:
        """Fold or unfold what was clicked at in the gutter, or behind a row; False: nothing."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        from pith.workspace import fold_recursively, toggle_fold, unfold, unfold_recursively

        row = self._fold_handles.arrow_at(event.position())
        if row is None:
            row = self._fold_handles.box_at(event.position())
            return row is not None and unfold(self.view, [row])
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return unfold_recursively(self.view, [row]) or fold_recursively(self.view, [row])
        return toggle_fold(self.view, [row])

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fold_at(event):
            return
        if not self._pointer.double_click(event):
            event.ignore()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._told_of is not None and not self._told_at_caret:
            moved = event.globalPosition().toPoint() - self._told_of[0]
            if moved.manhattanLength() > 2 * self._look.style.column_width:
                self.hush()
        self._pointer.move(event)
        shape = Qt.CursorShape.IBeamCursor
        in_gutter = event.position().x() < self._gutter_width
        if not self._pointer.dragging:
            self._fold_handles.show_arrows(in_gutter)
            point = event.position()
            if in_gutter and self._fold_handles.arrow_at(point) is not None:
                shape = Qt.CursorShape.PointingHandCursor
            elif self.in_gutter(point):
                shape = Qt.CursorShape.ArrowCursor
            elif self._fold_handles.box_at(point) is not None:
                shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        if not self._told_at_caret:
            self.hush()
        self._fold_handles.show_arrows(False)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hush()
        turn = read_wheel(event, self._look.style)
        if turn.zoom:
            self.zoom(turn.zoom)
        if turn.right:
            self.scroll_by(turn.right, 0.0)
        if turn.down and turn.stepped and self._look.options.smooth_scrolling:
            self._scrolling.glide(turn.down)
        elif turn.down:
            self._scrolling.stop()
            self.scroll_by(0.0, turn.down)

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.show_drop(self.drag.over(event))

    @guarded
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.show_drop(self.drag.over(event))

    @guarded
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drag.leave()
        self.show_drop(None)

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        self.show_drop(None)
        self.drag.drop(event)

    def show_drop(self, offset: int | None) -> None:
        """Show where text that is held over the editor would be put."""
        if offset != self._canvas.scene.drop_offset:
            self._canvas.scene.drop_offset = offset
            self._canvas.damage_all()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() != event.Reason.Mouse:
            head = self._display.state.selection.primary.head
            self.reveal(head)
            corner = self.caret_area().bottomLeft().toPoint()
            self.context_menu_requested.emit(self.mapToGlobal(corner), head)
            return
        point = QPointF(event.pos())
        if 0 <= point.x() - self.text_area().right() < self.minimap_width:
            self.margin_menu_requested.emit(event.globalPos(), "minimap")
            return
        offset = self.offset_at_point(point)
        text, selection = self._display.state
        in_gutter = self.in_gutter(point)
        row = text.row_at(offset)
        start = text.line_start(row) if in_gutter else offset
        end = text.line_end(row) if in_gutter else offset
        if not any(each.start <= end and start <= each.end for each in selection.ranges):
            self.select(Selection.caret(offset), "select.pointer")
        if in_gutter:
            self.margin_menu_requested.emit(event.globalPos(), "gutter")
        else:
            self.context_menu_requested.emit(event.globalPos(), offset)
