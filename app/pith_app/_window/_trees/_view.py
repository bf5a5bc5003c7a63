"""A tree in the side bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from pith.api import TreeItem
from pith.base import Disposable, Signal
from pith.qt import guarded
from pith_app._theming import Look, focus_ring
from pith_app._theming._style_sheet import scroll_bars
from pith_app._window._soon import soon
from pith_app._window._trees._delegate import TreeDelegate
from pith_app._window._trees._model import Node, TreeModel

if TYPE_CHECKING:
    from pith.host import TreeSource


class TreeView(QTreeView):
    """Shows the rows of a source, and keeps what a person did with them by the items' ids."""

    def __init__(
        self,
        look: Look,
        keys: Callable[[QKeyEvent], bool],
        parent: QWidget | None = None,
        background: str = "sideBar.background",
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = keys
        self._background = background
        self.tree_model = TreeModel(self)
        self.delegate = TreeDelegate(look, self.tree_model, self)
        self._expanded: set[str] = set()
        self._collapsed: set[str] = set()
        self._reveal: tuple[str, list[str]] | None = None
        self.opened: Signal[TreeItem, bool] = Signal("tree.opened")
        """An item was clicked (False) or chosen to stay (True)."""
        self.menu_requested: Signal[TreeItem | None, QPoint] = Signal("tree.menu_requested")
        self.focus_changed: Signal[bool] = Signal("tree.focus_changed")
        self.selection_moved: Signal[()] = Signal("tree.selection_moved")
        self.setModel(self.tree_model)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_moved.emit())
        self._listening: tuple[Disposable, ...] = (
            look.changed.connect(self._restyle),
            self.tree_model.loaded.connect(self._on_loaded),
        )
        self._restyle()

    def dispose(self) -> None:
        for listening in self._listening:
            listening.dispose()
        self.tree_model.set_source(None)

    def _restyle(self) -> None:
        css = self._look.colors.css
        self.setStyleSheet(
            f"QTreeView {{ background: {css(self._background)}; border: none;"
            " outline: none; }"
            "QTreeView::item, QTreeView::branch { background: transparent; }"
            + scroll_bars(self._look.colors)
        )
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # Filling

    def set_source(self, source: TreeSource | None) -> None:
        self.tree_model.set_source(source)
        if source is not None:
            self.tree_model.load(None, deep=True)
        else:
            # A reload brings another source in the same turn: its rows take over these.
            soon(self, self._clear_if_abandoned)

    def _clear_if_abandoned(self) -> None:
        if not self.tree_model.has_source:
            self.tree_model.clear()

    def refresh(self, item_id: str | None = None) -> None:
        node = self.tree_model.node(item_id)
        if node is not None and (item_id is None or node.children is not None):
            self.tree_model.load(item_id, deep=True)

    def _on_loaded(self, item_id: str | None) -> None:
        node = self.tree_model.node(item_id)
        for child in (node.children if node is not None else None) or ():
            item = child.item
            if item is None or item.collapsible == "none":
                continue
            wanted = item.id in self._expanded or (
                item.collapsible == "expanded" and item.id not in self._collapsed
            )
            index = self.tree_model.index_of(child)
            if wanted and not self.isExpanded(index):
                self.expand(index)
        if self._reveal is not None:
            self._go_on_revealing()

    def _on_expanded(self, index: QModelIndex) -> None:
        item = self.tree_model.item_at(index)
        if item is not None:
            self._expanded.add(item.id)
            self._collapsed.discard(item.id)

    def _on_collapsed(self, index: QModelIndex) -> None:
        item = self.tree_model.item_at(index)
        if item is not None:
            self._expanded.discard(item.id)
            self._collapsed.add(item.id)

    # What extensions may do

    def selected_items(self) -> list[TreeItem]:
        """The selected items, the current one first."""
        current = self.currentIndex()
        chosen = self.selectionModel().selectedRows()
        chosen.sort(key=lambda index: index != current)
        return [item for item in map(self.tree_model.item_at, chosen) if item is not None]

    def select_item(self, item_id: str, *, scroll: bool = True) -> bool:
        index = self.tree_model.index_for(item_id)
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if scroll and not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def reveal(self, item_id: str, ancestors: Sequence[str]) -> None:
        """Open `ancestors`, outermost first, as they are loaded; then select the item."""
        self._reveal = (item_id, list(ancestors))
        self._go_on_revealing()

    def _go_on_revealing(self) -> None:
        if self._reveal is None:
            return
        item_id, ancestors = self._reveal
        while ancestors:
            index = self.tree_model.index_for(ancestors[0])
            node = self.tree_model.node(ancestors[0])
            if node is None:
                return  # its parent is still being loaded
            self.expand(index)
            if node.children is None:
                if node.pending is None:
                    self.tree_model.load(ancestors[0])
                return
            ancestors.pop(0)
        if self.select_item(item_id):
            self._reveal = None

    def collapse_all_items(self) -> None:
        self._expanded.clear()
        self._collapsed.clear()
        self.collapseAll()

    def save_state(self) -> dict[str, Any]:
        """What is expanded and where it is scrolled to, as plain data."""
        return {
            "expanded": sorted(self._expanded),
            "collapsed": sorted(self._collapsed),
            "scroll": self.verticalScrollBar().value(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        self._expanded = {str(each) for each in state.get("expanded", ())}
        self._collapsed = {str(each) for each in state.get("collapsed", ())}

    # The pointer and keys

    @guarded
    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Nothing: the delegate paints all of a row."""

    def _node_under(self, point: QPoint) -> tuple[QModelIndex, Node | None]:
        index = self.indexAt(point)
        return index, self.tree_model.node_at(index) if index.isValid() else None

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index, node = self._node_under(event.position().toPoint())
        if node is not None and event.button() == Qt.MouseButton.LeftButton:
            edge = self.delegate.arrow_end(index)
            if node.can_expand and event.position().x() < edge:
                self.setExpanded(index, not self.isExpanded(index))
                return
        if node is None:
            self.clearSelection()
        super().mousePressEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index, node = self._node_under(event.position().toPoint())
        if node is None or node.item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return
        edge = self.delegate.arrow_end(index)
        if node.can_expand and event.position().x() < edge:
            return
        if not self.selectionModel().isSelected(index):
            return
        self._activate(index, node.item, keep=False)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        _, node = self._node_under(event.position().toPoint())
        if node is not None and node.item is not None and not node.can_expand:
            self.opened.emit(node.item, True)

    def _activate(self, index: QModelIndex, item: TreeItem, *, keep: bool) -> None:
        if item.collapsible != "none" and not item.command:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.opened.emit(item, keep)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys(event):
            return
        index = self.currentIndex()
        item = self.tree_model.item_at(index) if index.isValid() else None
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        if item is not None and plain:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._activate(index, item, keep=True)
                return
            if key == Qt.Key.Key_Space:
                self._activate(index, item, keep=False)
                return
            if key == Qt.Key.Key_Left and not self.isExpanded(index):
                if index.parent().isValid():
                    self.setCurrentIndex(index.parent())
                return
            if key == Qt.Key.Key_Right and self.isExpanded(index):
                self.setCurrentIndex(self.tree_model.index(0, 0, index))
                return
        super().keyPressEvent(event)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        item = self.tree_model.item_at(index) if index.isValid() else None
        self.menu_requested.emit(item, event.globalPos())

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        pressed = event.reason() == Qt.FocusReason.MouseFocusReason
        if not pressed and not self.currentIndex().isValid() and self.tree_model.rowCount():
            self.setCurrentIndex(self.tree_model.index(0, 0))  # so that one sees where the keys go
        self.viewport().update()
        self.focus_changed.emit(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit(False)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            focus_ring(painter, self._look, QRectF(self.viewport().rect()))
            painter.end()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()
