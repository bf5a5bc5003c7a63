"""What is typed at the start of a row of which little has been lexed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pith.syntax._kind_typed import kind_typed_at
from pith.syntax._store import RowStore
from pith.text import Text


class Counted(list[Any]):
    looked_at = 0

    def __getitem__(self, index: Any) -> Any:
        self.looked_at += 1
        return super().__getitem__(index)


def test_nobody_walks_up_a_text_of_which_nothing_is_lexed() -> None:
    rows = 5_000
    text = Text.of("    x = 1\n" * rows)
    store = RowStore()
    store.reset(rows)
    marks = store.marks = Counted(store.marks)
    engine: Any = SimpleNamespace(start=())
    for row in range(1_000, rows, 100):
        assert kind_typed_at(text, store, engine, text.line_start(row)) == "code"
    assert marks.looked_at < 40 * 500
