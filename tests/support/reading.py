"""How much of a text is read."""

from __future__ import annotations

import pytest

from pith.text import Text


def counts_what_is_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gets the length, in code points, of every slice of a text from now on."""
    read: list[int] = []
    slice_of = Text.slice

    def counted(self: Text, start: int, end: int) -> str:
        read.append(end - start)
        return slice_of(self, start, end)

    monkeypatch.setattr(Text, "slice", counted)
    return read
