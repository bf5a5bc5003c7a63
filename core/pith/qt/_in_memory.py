"""Which rows of a huge file can be looked at without waiting for a disk."""

from __future__ import annotations

from collections.abc import Iterator

from pith.text import Text


def in_memory(text: Text, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Which of the rows from `first` on, up to `end`, can be looked at without reading a page:
    runs of them, each with its first row and the one after its last."""
    pages = [leaf for leaf in text.leaves_of_rows(first, end - 1) if leaf.paged and leaf.absent]
    if not pages:
        yield first, end
    elif end - first > 1:
        middle = (first + end) // 2
        before = None
        for run in (*in_memory(text, first, middle), *in_memory(text, middle, end)):
            if before is not None and before[1] == run[0]:
                before = (before[0], run[1])
                continue
            if before is not None:
                yield before
            before = run
        if before is not None:
            yield before
