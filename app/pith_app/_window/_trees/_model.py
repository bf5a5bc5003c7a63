"""Rows that an extension gives, as Qt's model: loaded when they are to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from pith.api import TreeItem
from pith.base import Future, Signal
from pith.qt import guarded, guarded_with

if TYPE_CHECKING:
    from pith.host import TreeSource

_Index = QModelIndex | QPersistentModelIndex


class Node:
    """A row, and its rows as far as they are known (None: not asked for yet)."""

    __slots__ = ("children", "item", "parent", "pending", "row")

    def __init__(self, item: TreeItem | None, parent: Node | None, row: int) -> None:
        self.item = item
        self.parent = parent
        self.row = row
        self.children: list[Node] | None = None
        self.pending: Future[tuple[TreeItem, ...]] | None = None

    @property
    def can_expand(self) -> bool:
        return self.item is None or self.item.collapsible != "none"


class TreeModel(QAbstractItemModel):
    """The rows of one view.

    A refresh keeps the nodes whose ids are still there, so that what is expanded, selected and
    scrolled to stays as it is; only rows that come or go are told to Qt.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: TreeSource | None = None
        self._root = Node(None, None, 0)
        self._by_id: dict[str, Node] = {}
        self.loaded: Signal[str | None] = Signal("tree.loaded")

    # Where rows come from

    def set_source(self, source: TreeSource | None) -> None:
        """Ask another source from now on. Rows stay until it has answered."""
        self._source = source
        for node in [self._root, *self._by_id.values()]:
            if node.pending is not None:
                node.pending.cancel()
                node.pending = None

    @property
    def has_source(self) -> bool:
        return self._source is not None

    def clear(self) -> None:
        """Show no rows."""
        self._reconcile(self._root, ())
        self._root.children = None

    def load(
        self, item_id: str | None = None, *, deep: bool = False
    ) -> Future[tuple[TreeItem, ...]]:
        """Ask for the rows under an item, and (`deep`) for all that are known below it."""
        node = self.node(item_id)
        if self._source is None or node is None:
            return Future.of(())
        if node.pending is not None:
            node.pending.cancel()
        pending = node.pending = self._source.children(item_id)

        def arrived(done: Future[tuple[TreeItem, ...]]) -> None:
            if node.pending is not pending:
                return
            node.pending = None
            if done.exception() is not None:
                return
            known = node.children or []
            before = {child.item.id for child in known if child.item and child.children is not None}
            self._reconcile(node, done.result())
            self.loaded.emit(item_id)
            if deep:
                for child in list(node.children or ()):
                    if child.item is not None and child.item.id in before and child.can_expand:
                        self.load(child.item.id, deep=True)

        pending.on_done(arrived)
        return pending

    def _reconcile(self, node: Node, items: Sequence[TreeItem]) -> None:
        """Make `items` the rows of `node`, with as few insertions and removals as come easily."""
        parent = self.index_of(node)
        old = node.children
        if old is None:
            old = node.children = []
        wanted = {item.id for item in items}
        for row in range(len(old) - 1, -1, -1):
            child = old[row]
            if child.item is None or child.item.id not in wanted:
                end = row
                start = row
                while start > 0 and old[start - 1].item.id not in wanted:  # type: ignore[union-attr]
                    start -= 1
                if start != row:
                    continue  # the run is removed at its first row
                while end + 1 < len(old) and old[end + 1].item.id not in wanted:  # type: ignore[union-attr]
                    end += 1
                self._remove(node, parent, start, end)
        kept = [child.item.id for child in old if child.item is not None]
        order = [item.id for item in items if item.id in set(kept)]
        if kept != order:
            # Rows changed places: told as a new layout, with selection and expansion kept.
            self._reorder(node, order)
        position = 0
        while position < len(items):
            here = old[position].item if position < len(old) else None
            if here is not None and here.id == items[position].id:
                position += 1
                continue
            end = position
            known = {child.item.id for child in old if child.item is not None}
            while end < len(items) and items[end].id not in known:
                end += 1
            self._insert(node, parent, position, items[position:end])
            position = end
        for row, item in enumerate(items):
            child = old[row]
            if child.item != item:
                child.item = item
                index = self.createIndex(row, 0, child)
                self.dataChanged.emit(index, index)

    def _remove(self, node: Node, parent: QModelIndex, start: int, end: int) -> None:
        assert node.children is not None
        self.beginRemoveRows(parent, start, end)
        for child in node.children[start : end + 1]:
            self._forget(child)
        del node.children[start : end + 1]
        for row, child in enumerate(node.children):
            child.row = row
        self.endRemoveRows()

    def _forget(self, node: Node) -> None:
        if node.pending is not None:
            node.pending.cancel()
        if node.item is not None:
            self._by_id.pop(node.item.id, None)
        for child in node.children or ():
            self._forget(child)

    def _insert(self, node: Node, parent: QModelIndex, at: int, items: Sequence[TreeItem]) -> None:
        assert node.children is not None
        if not items:
            return
        self.beginInsertRows(parent, at, at + len(items) - 1)
        made = [Node(item, node, at + number) for number, item in enumerate(items)]
        node.children[at:at] = made
        for child in made:
            assert child.item is not None
            self._by_id[child.item.id] = child
        for row, child in enumerate(node.children):
            child.row = row
        self.endInsertRows()

    def _reorder(self, node: Node, order: list[str]) -> None:
        assert node.children is not None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        nodes = [self.node_at(index) for index in before]
        place = {item_id: number for number, item_id in enumerate(order)}
        node.children.sort(key=lambda child: place[child.item.id] if child.item else 0)
        for row, child in enumerate(node.children):
            child.row = row
        self.changePersistentIndexList(before, [self.index_of(each) for each in nodes])
        self.layoutChanged.emit()

    # Looking up

    def node(self, item_id: str | None) -> Node | None:
        return self._root if item_id is None else self._by_id.get(item_id)

    def node_at(self, index: _Index | None) -> Node:
        if index is None or not index.isValid():
            return self._root
        node = index.internalPointer()
        return node if isinstance(node, Node) else self._root

    def item_at(self, index: _Index) -> TreeItem | None:
        return self.node_at(index).item

    def index_of(self, node: Node | None) -> QModelIndex:
        if node is None or node is self._root:
            return QModelIndex()
        return self.createIndex(node.row, 0, node)

    def index_for(self, item_id: str) -> QModelIndex:
        """The place of an item; an invalid one if it is not shown."""
        return self.index_of(self._by_id.get(item_id))

    @property
    def is_loading(self) -> bool:
        return self._root.children is None and self._root.pending is not None

    # Qt's questions

    @guarded_with(QModelIndex())
    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        node = self.node_at(parent)
        if column == 0 and node.children is not None and 0 <= row < len(node.children):
            return self.createIndex(row, 0, node.children[row])
        return QModelIndex()

    @guarded_with(QModelIndex())
    def parent(self, index: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self.node_at(index).parent)

    @guarded_with(0)
    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.node_at(parent).children or ())

    @guarded_with(1)
    def columnCount(self, parent: _Index | None = None) -> int:
        return 1

    @guarded_with(False)
    def hasChildren(self, parent: _Index | None = None) -> bool:
        node = self.node_at(parent)
        return node.can_expand and (node.children is None or bool(node.children))

    @guarded_with(False)
    def canFetchMore(self, parent: _Index) -> bool:
        node = self.node_at(parent)
        return (
            self._source is not None
            and node.can_expand
            and node.children is None
            and node.pending is None
        )

    @guarded
    def fetchMore(self, parent: _Index) -> None:
        node = self.node_at(parent)
        self.load(node.item.id if node.item is not None else None)

    @guarded
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item_at(index)
        if item is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.tooltip or (str(item.resource_path) if item.resource_path else None)
        return None

    @guarded_with(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item = self.item_at(index)
        if item is not None and item.resource_path is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    @guarded_with(QMimeData())
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        paths = [item.resource_path for item in map(self.item_at, indexes) if item is not None]
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths if path is not None])
        return data
