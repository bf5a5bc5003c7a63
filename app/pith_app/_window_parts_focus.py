"""Going from one part of the window to the next with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from pith_app._program import Program


def focus_part(program: Program, step: int) -> None:
    """Give the focus to the next part (or, with -1, the one before), round the ends."""
    parts = [part for part in _parts(program) if _first(part) is not None]
    focused = program.window.focusWidget()
    at = next(
        (n for n, part in enumerate(parts) if focused is part or part.isAncestorOf(focused)),
        None,
    )
    if not parts or (at is not None and len(parts) == 1):
        return
    target = _first(parts[(at + step) % len(parts) if at is not None else 0])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def parts_for_tab(program: Program) -> list[QWidget]:
    """What Tab goes through: the parts as they lie, from the left and from the top."""
    body = program.window.body
    editors = program.editors
    parts: list[QWidget | None] = [
        body.activity_bar,
        body.side_bar,
        *editors.groups,
        editors,
        body.panel,
        program.window.status_bar,
        *program.notifications.toasts,
    ]
    return [part for part in parts if part is not None and part.isVisible()]


def show_context_menu(program: Program) -> None:
    """Ask what has the focus for its menu, as the menu key does."""
    focused = program.window.focusWidget() or program.window
    caret = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = QRectF(caret).center().toPoint() if caret is not None else focused.rect().center()
    keyboard = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(keyboard, at, focused.mapToGlobal(at))
    QApplication.postEvent(focused, event)  # in a turn of its own: the menu may be open for long


def _parts(program: Program) -> list[QWidget]:
    """From the editor on round the window, each with something to focus or without."""
    body = program.window.body
    editors = program.editors
    parts: list[QWidget | None] = [
        editors.active_widget or editors.welcome,
        *program.notifications.toasts,
        body.panel,
        program.window.status_bar,
        body.activity_bar,
        body.side_bar,
        editors.bar,
    ]
    return [part for part in parts if part is not None and part.isVisible()]


def _first(part: QWidget) -> QWidget | None:
    """What of a part takes the focus: itself, its tree, or else the first of its buttons."""
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return part
    able = [
        child
        for child in part.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.focusProxy() is None
    ]
    strong = [child for child in able if child.focusPolicy() & Qt.FocusPolicy.ClickFocus]
    return next(iter(strong or able), None)
