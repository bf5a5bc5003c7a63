"""Rows of a tree: what a refresh tells Qt, and what it keeps."""

from __future__ import annotations

import random
import time

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTreeView

from pith.api import TreeItem
from pith.base import Future
from pith_app._window._trees._model import TreeModel


class Rows:
    """A source of rows that are what the test says."""

    def __init__(self, *ids: str, flat: bool = False) -> None:
        self.ids: tuple[str, ...] = ids
        self.flat = flat

    def children(self, item_id: str | None) -> Future[tuple[TreeItem, ...]]:
        ids = self.ids if item_id is None else (f"{item_id}/a", f"{item_id}/b")
        return Future.of(tuple(self.item(each) for each in ids))

    def item(self, item_id: str) -> TreeItem:
        return TreeItem(id=item_id, label=item_id, collapsible="none" if self.flat else "collapsed")


def shown(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def model(qapp: QApplication) -> TreeModel:
    return TreeModel()


def test_any_rows_become_any_others(model: TreeModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    rows = Rows(flat=True)
    model.set_source(rows)
    chance = random.Random(5)
    names = [f"row {number}" for number in range(24)]
    for _ in range(100):
        kept: dict[str, QPersistentModelIndex] = {
            each: QPersistentModelIndex(model.index_for(each)) for each in rows.ids
        }
        chosen = [each for each in names if chance.random() < chance.random()]
        if chance.random() < 0.3:
            chance.shuffle(chosen)
        rows.ids = tuple(chosen)
        model.load()
        assert shown(model) == chosen
        for name, index in kept.items():
            assert index.isValid() == (name in chosen)
            if name in chosen:
                assert index.data() == name
                assert index.row() == chosen.index(name)
    del tester


def test_what_is_expanded_and_selected_stays_so(model: TreeModel, qapp: QApplication) -> None:
    names = [f"{number:03}" for number in range(100)]
    rows = Rows(*names)
    model.set_source(rows)
    model.load()
    view = QTreeView()
    view.setModel(model)
    view.expand(model.index_for("050"))
    model.load("050")
    view.selectionModel().select(
        model.index_for("050/b"), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    rows.ids = tuple(sorted([*names[::2], *(f"{name}x" for name in names[::3])]))
    model.load()
    assert view.isExpanded(model.index_for("050"))
    assert [index.data() for index in view.selectionModel().selectedIndexes()] == ["050/b"]
    view.deleteLater()


@pytest.mark.parametrize("step", [1, 2, 20_000])
def test_many_rows_take_no_time(model: TreeModel, step: int) -> None:
    """One row more, and every second row less, of twenty thousand."""
    names = [f"{number:05}" for number in range(20_000)]
    rows = Rows(*names)
    model.set_source(rows)
    model.load()
    start = time.perf_counter()
    rows.ids = tuple(sorted([*names[::step], "00100x"]))
    model.load()
    rows.ids = tuple(names)
    model.load()
    assert shown(model) == names
    assert time.perf_counter() - start < 3
