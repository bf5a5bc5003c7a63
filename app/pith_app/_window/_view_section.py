"""One view of a page: a heading that folds, buttons on it, a message, and a tree or a widget."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, hairline
from pith_app._window._buttons import IconButton, TextButton
from pith_app._window._side_bar import SECTION
from pith_app._window._trees import TreeView

if TYPE_CHECKING:
    from pith_app._window._view_widget import ViewWidget

_ACTION = re.compile(r"\[([^\]]+)\]\(command:([\w.]+)\)")


class ViewSection(QWidget):
    """Shows no heading of its own while it is the only one of its page."""

    def __init__(
        self,
        look: Look,
        view_id: str,
        title: str,
        keys: Callable[[QKeyEvent], bool],
        run: Callable[[str], object],
        parent: QWidget,
        background: str = "sideBar.background",
        kind: str = "tree",
    ) -> None:
        """`kind` says what it shows: a "tree" or a "widget"."""
        super().__init__(parent)
        self._look = look
        self._run = run
        self._background = background
        self._actions: list[TextButton] = []
        self._takes: Callable[[Path], bool] = lambda path: False
        self._take: Callable[[list[Path]], object] = lambda paths: None
        self.view_id = view_id
        self.declared_title = title
        self.title = title
        self.message = ""
        self.folded = False
        self.headed = True
        self.heading_end: int | None = None
        """Where in the heading buttons begin; None: there are none."""
        self.kind = kind
        self.content: TreeView | ViewWidget
        if kind == "widget":
            from pith_app._window._view_widget import ViewWidget

            self.content = ViewWidget(look, keys, self, background)
        else:
            self.content = TreeView(look, keys, self, background)
        self.content.setAccessibleName(title)
        self.buttons: list[IconButton] = []
        self._button_names: list[tuple[str, str]] = []
        self.height_changed: Signal[()] = Signal("view_section.height_changed")
        self._listening = look.changed.connect(self._restyle)
        if kind == "tree":
            for signal in (self.tree.tree_model.rowsInserted, self.tree.tree_model.rowsRemoved):
                signal.connect(lambda *_: self._share_focus())
            self.tree.tree_model.modelReset.connect(self._share_focus)

    def _restyle(self) -> None:
        for action in self._actions:
            action.setFont(self._look.font())
        self._arrange()
        self.update()

    @property
    def tree(self) -> TreeView:
        """The tree of a view that is one."""
        assert isinstance(self.content, TreeView)
        return self.content

    @property
    def widget(self) -> ViewWidget:
        """The place of the widget of a view that is one."""
        assert not isinstance(self.content, TreeView)
        return self.content

    def dispose(self) -> None:
        self._listening.dispose()
        self.content.dispose()
        self.hide()
        self.deleteLater()

    def declare_title(self, title: str) -> None:
        """The manifest names the view so (now)."""
        if title != self.declared_title:
            named = self.title if self.title != self.declared_title else ""
            self.declared_title = title
            self.content.setAccessibleName(title)
            self.set_title(named)

    def set_title(self, title: str) -> None:
        self.title = title or self.declared_title
        self.update()
        parent = self.parentWidget()
        if parent is not None:
            parent.update()

    def set_message(self, message: str) -> None:
        """Show a text above the content; a line `[Label](command:id)` in it is a button."""
        if any(action.hasFocus() for action in self._actions):
            self.tree.setFocusProxy(None)  # type: ignore[arg-type]  # takes it away
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        for action in self._actions:
            action.hide()
            action.deleteLater()
        self._actions = []
        lines = []
        for line in message.splitlines():
            found = _ACTION.fullmatch(line.strip())
            if found is None:
                lines.append(line)
                continue
            action = TextButton(self._look, found[1], self, primary=True)
            action.clicked.connect(lambda _=False, command=found[2]: self._run(command))
            action.setVisible(not self.folded)
            self._actions.append(action)
        self.message = "\n".join(lines).strip()
        self._share_focus()
        self._arrange()
        self.update()

    def _share_focus(self) -> None:
        """A tree without rows leaves the keyboard to the button there is instead."""
        if self.kind != "tree":
            return
        tree = self.tree
        stands_in = bool(self._actions) and not tree.tree_model.rowCount()
        if stands_in and tree.focusProxy() is not self._actions[0]:
            had_focus = tree.hasFocus()
            tree.setFocusProxy(self._actions[0])
            if had_focus:
                self._actions[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not stands_in and tree.focusProxy() is not None:
            had_focus = bool(self._actions) and self._actions[0].hasFocus()
            tree.setFocusProxy(None)  # type: ignore[arg-type]  # takes it away
            if had_focus:
                tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_buttons(self, buttons: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """(icon, tip, function) for each button on the heading."""
        wanted = [(icon, tip) for icon, tip, _ in buttons]
        if wanted == self._button_names:
            return
        self._button_names = wanted
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for icon, tip, function in buttons:
            button = IconButton(self._look, icon, tip, self.parentWidget())
            button.clicked.connect(lambda _=False, run=function: run())
            self.buttons.append(button)
        self.height_changed.emit()

    def take_drops(
        self, takes: Callable[[Path], bool], take: Callable[[list[Path]], object]
    ) -> None:
        """Let files be dropped here that `takes` is right about."""
        self._takes, self._take = takes, take
        self.setAcceptDrops(True)
        self.tree.setAcceptDrops(False)
        self.tree.viewport().setAcceptDrops(False)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if self._takes(path)]

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        paths = self._dropped(event)
        if paths:
            event.acceptProposedAction()
            self._take(paths)

    @property
    def header(self) -> int:
        return self._look.px(SECTION) if self.headed else 0

    def _message_height(self) -> int:
        if not self.message:
            return 0
        metrics = QFontMetrics(self._look.font())
        field = QRect(0, 0, max(40, self.width() - 36), 1000)
        flags = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(field, flags, self.message).height() + 20

    def _arrange(self) -> None:
        top = self.header + self._message_height()
        for action in self._actions:
            width = min(self.width() - 36, self._look.px(280))
            height = self._look.px(28)
            action.setGeometry(18, top + (8 if not self.message else 0), width, height)
            action.setVisible(not self.folded)
            top += height + 8
        self.content.setGeometry(0, top, self.width(), max(0, self.height() - top))
        self.content.setVisible(not self.folded)

    def set_folded(self, folded: bool) -> None:
        self.folded = folded
        self._arrange()
        self.height_changed.emit()
        self.update()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < self.header:
            self.set_folded(not self.folded)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors, px = self._look.colors, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors[self._background])
        if self.headed:
            hairline(painter, colors["sideBarSectionHeader.border"], 0, 0, self.width(), 1)
            icon = "chevron-right" if self.folded else "chevron-down"
            self._look.icons.paint(painter, icon, px(5), px(5), px(16), colors["icon.foreground"])
            painter.setFont(self._look.font(2, bold=True))
            painter.setPen(colors["sideBarSectionHeader.foreground"])
            end = self.heading_end if self.heading_end is not None else self.width() - px(6)
            title = painter.fontMetrics().elidedText(
                self.title.upper(), Qt.TextElideMode.ElideRight, end - px(24)
            )
            field = QRect(px(24), 0, end - px(24), px(SECTION))
            painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, title)
        if self.message:
            painter.setFont(self._look.font())
            painter.setPen(colors["descriptionForeground"])
            field = QRect(18, self.header + 8, self.width() - 36, self._message_height())
            painter.drawText(field, Qt.TextFlag.TextWordWrap, self.message)
        painter.end()
