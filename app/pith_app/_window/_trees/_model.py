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

_MOST_RUNS = 8
"""Runs of rows that are inserted or removed one by one. Each of them numbers the rows below it
anew; when there are more, they are brought together first, which costs the same for any number.
"""


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
        """Make `items` the rows of `node`; what stays keeps its node."""
        if node.children is None:
            node.children = []
        parent = self.index_of(node)
        self._remove_others(node, parent, {item.id for item in items})
        self._insert_new(node, parent, items)
        for row, (child, item) in enumerate(zip(node.children, items, strict=True)):
            if child.item != item:
                child.item = item
                index = self.createIndex(row, 0, child)
                self.dataChanged.emit(index, index)

    def _remove_others(self, node: Node, parent: QModelIndex, wanted: set[str]) -> None:
        ids = _ids(node)
        gone = _runs([each not in wanted for each in ids])
        if len(gone) > _MOST_RUNS:
            self._reorder(node, sorted(ids, key=lambda each: each not in wanted))
            gone = _runs([each not in wanted for each in _ids(node)])
        for start, end in reversed(gone):
            self._remove(node, parent, start, end - 1)

    def _insert_new(self, node: Node, parent: QModelIndex, items: Sequence[TreeItem]) -> None:
        known = _ids(node)
        present = set(known)
        new = _runs([item.id not in present for item in items])
        if len(new) > _MOST_RUNS:
            fresh = [item for item in items if item.id not in present]
            self._insert(node, parent, len(known), fresh)
            self._reorder(node, [item.id for item in items])
            return
        order = [item.id for item in items if item.id in present]
        if known != order:
            self._reorder(node, order)
        for start, end in new:
            self._insert(node, parent, start, items[start:end])

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
        """Rows change places: told as a new layout, with selection and expansion kept."""
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
        if self.canFetchMore(parent):
            item = self.item_at(parent)
            self.load(item.id if item is not None else None)

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
        item = self.item_at(index)
        if item is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if item.resource_path is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    @guarded_with(QMimeData())
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        paths = [item.resource_path for item in map(self.item_at, indexes) if item is not None]
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths if path is not None])
        return data


def _ids(node: Node) -> list[str]:
    return [child.item.id for child in node.children or () if child.item is not None]


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """The spans (start, end) in which the flags are set."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            runs.append((start, at))
            start = None
    return runs
