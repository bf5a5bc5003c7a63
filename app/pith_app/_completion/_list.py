"""A list below the caret that leaves the keyboard to the editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from pith.qt import guarded
from pith_app._theming import Look
from pith_app._theming._style_sheet import scroll_bars
from pith_app._window._floating import SHADOW, Floating
from pith_app._window._pick import PickItem
from pith_app._window._pick._list import ROW, PickDelegate, PickModel

_MOST_SEEN = 10
_WIDTH = 420


class CompletionList(Floating):
    """Rows, one of which is highlighted. A click takes a row."""

    def __init__(self, look: Look, parent: QWidget, take: Callable[[int], object]) -> None:
        super().__init__(look, parent)
        self._take = take
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = PickModel(self)
        self.list = QListView(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PickDelegate(look, self.model, self.list))
        self.list.setAccessibleName("Completions")
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self.margins(4))
        layout.addWidget(self.list)
        self.hide()
        self.restyle()

    def restyle(self) -> None:
        self.list.setStyleSheet(
            "QListView { background: transparent; border: none; outline: none; }"
            + scroll_bars(self.look.colors)
        )
        self.list.scheduleDelayedItemsLayout()
        self.update()

    @property
    def row(self) -> int:
        return self.list.currentIndex().row()

    def move_by(self, rows: int) -> None:
        """Highlight another row, round the ends for one step."""
        count = len(self.model.items)
        to = self.row + rows
        to = to % count if abs(rows) == 1 else min(max(to, 0), count - 1)
        self.list.setCurrentIndex(self.model.index(to, 0))

    def show_at(self, items: Sequence[PickItem], below: QPoint, above: int, row: int) -> None:
        """Show rows, one of them highlighted, at a place as `place` takes it."""
        self.model.show(items)
        self.list.setCurrentIndex(self.model.index(row, 0))
        self.place(below, above)
        self.show()
        self.raise_()

    def place(self, below: QPoint, above: int) -> None:
        """Put the left edge at `below`, in the host's coordinates; where there is no room, over
        `above`."""
        look = self.look
        seen = min(len(self.model.items), _MOST_SEEN)
        height = seen * look.px(ROW) + 2 * (SHADOW + 4)
        width = min(look.px(_WIDTH), self.host.width()) + 2 * SHADOW
        left = max(-SHADOW, min(below.x() - SHADOW, self.host.width() - width + SHADOW))
        top = below.y() - SHADOW
        if top + height - SHADOW > self.host.height() and above - height + SHADOW >= 0:
            top = above - height + SHADOW
        self.setGeometry(left, top, width, height)

    @guarded
    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())
