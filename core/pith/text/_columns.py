"""Columns of a line in the three units there are: code points, UTF-16 and cells.

Offsets and columns everywhere else count code points. UTF-16 is what Qt and most language servers
count; cells are what a terminal, or a font of fixed width, has.
"""

from __future__ import annotations

from collections.abc import Iterator

from pith.text._segmentation import graphemes, width_kinds


def utf16_length(string: str) -> int:
    """How many units of UTF-16 `string` takes: two for a code point from U+10000 on, else one."""
    if string.isascii():
        return len(string)
    return len(string) + sum(character > "\uffff" for character in string)


def utf16_to_column(string: str, units: int) -> int:
    """The column (in code points) of `string` that is `units` units of UTF-16 from its start.

    Between the two halves of a code point it is the column before that; beyond the end, the end.
    """
    if string.isascii():
        return min(max(units, 0), len(string))
    at = 0
    for column, character in enumerate(string):
        at += 2 if character > "\uffff" else 1
        if at > units:
            return column
    return len(string)


def cell_width(string: str, tab_size: int, start_column: int = 0) -> int:
    """How many cells of a fixed-width font `string` takes, set from the cell `start_column` on.

    A tab reaches to the next multiple of `tab_size`. Wide and full-width characters (Unicode
    Standard Annex 11) and emoji take two cells, every other grapheme cluster takes one.
    """
    if string.isascii():
        if "\t" not in string:
            return len(string)
        column = start_column
        for run in _tab_runs(string):
            column = column + len(run) if run != "\t" else _tab_stop(column, tab_size)
        return column - start_column
    column = start_column
    for cluster in graphemes(string):
        column = _tab_stop(column, tab_size) if cluster == "\t" else column + _cells(cluster)
    return column - start_column


def cells_to_column(string: str, cells: int, tab_size: int) -> int:
    """The column (in code points) of `string` that stands nearest to the cell number `cells`."""
    if string.isascii() and "\t" not in string:
        return min(max(cells, 0), len(string))
    cell = column = 0
    for cluster in graphemes(string):
        after = _tab_stop(cell, tab_size) if cluster == "\t" else cell + _cells(cluster)
        if after > cells:
            return column if cells - cell <= after - cells else column + len(cluster)
        cell = after
        column += len(cluster)
    return column


def _tab_runs(string: str) -> Iterator[str]:
    head, *rest = string.split("\t")
    yield head
    for run in rest:
        yield "\t"
        yield run


def _tab_stop(column: int, tab_size: int) -> int:
    return column + tab_size - column % tab_size


def _cells(cluster: str) -> int:
    if cluster < "\u1100" and len(cluster) == 1:
        return 1
    return 2 if "\ufe0f" in cluster or width_kinds()[ord(cluster[0])] == "W" else 1
