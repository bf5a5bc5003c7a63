"""Where a person sees one character or one word end and the next begin.

Characters are grapheme clusters (Unicode Standard Annex 29, by the library `regex`, which is
imported when the first character outside ASCII is met). Words are those of code editors: runs of
word characters, or runs of separators, within a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pith.text._text import Text

WORD_SEPARATORS = "`~!@#$%^&*()-=+[{]}\\|;:'\",.<>/?"
"""The characters of ASCII that are part of no word, unless a language says so."""

_WINDOW = 256  # code points looked at first; more where a cluster or a word is longer

SPACE, SEPARATOR, WORD = 0, 1, 2


# Grapheme clusters


@cache
def _clusters() -> Any:
    import regex

    return regex.compile(r"\X")


@cache
def _last_sure_boundary() -> Any:
    """Finds, from the right, two neighbours that no rule of the annex ever joins."""
    import regex

    return regex.compile(r"(?r)(?:\p{GCB=Other}|^)(?=\p{GCB=Other})")


def next_grapheme(text: Text, offset: int) -> int:
    """The offset after the grapheme cluster at `offset`; the length of the text at its end."""
    pair = text.slice(offset, offset + 2)
    if pair.isascii():
        if pair == "\r\n":
            return offset + 2
        return offset + min(len(pair), 1)
    size = _WINDOW
    while True:
        window = text.slice(offset, offset + size)
        end: int = _clusters().match(window).end()
        if end < len(window) or len(window) < size:
            return offset + end
        size *= 4


def previous_grapheme(text: Text, offset: int) -> int:
    """The offset where the grapheme cluster before `offset` starts; 0 at the start."""
    pair = text.slice(offset - 2, offset)
    if pair.isascii():
        if pair == "\r\n":
            return offset - 2
        return offset - min(len(pair), 1)
    size = _WINDOW
    while True:
        start = max(offset - size, 0)
        window = text.slice(start, offset)
        # The last code point is left out: what is before it decides whether it stands alone.
        sure = _last_sure_boundary().search(window, 0, len(window) - 1)
        if sure or start == 0 or size > 100 * _WINDOW:
            begin: int = sure.end() if sure else 0
            last = begin
            for match in _clusters().finditer(window, begin):
                last = match.start()
            return start + last
        size *= 4


def graphemes(string: str) -> list[str]:
    """The grapheme clusters of a string, in order."""
    if string.isascii() and "\r\n" not in string:
        return list(string)
    found: list[str] = _clusters().findall(string)
    return found


def is_grapheme_boundary(text: Text, offset: int) -> bool:
    """Whether a caret may stand at `offset`."""
    if offset in (0, len(text)):
        return True
    pair = text.slice(offset - 1, offset + 1)
    if pair.isascii():
        return pair != "\r\n"
    return next_grapheme(text, previous_grapheme(text, offset)) == offset


# Cells


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
    from unicodedata import east_asian_width

    return 2 if "\ufe0f" in cluster or east_asian_width(cluster[0]) in "WF" else 1


# Words


@lru_cache(maxsize=16)
def _classifier(separators: str) -> Callable[[str], int]:
    known = dict.fromkeys(separators, SEPARATOR)

    def kind(character: str) -> int:
        found = known.get(character)
        if found is None:
            found = known[character] = SPACE if character.isspace() else WORD
        return found

    return kind


def is_word_character(character: str, separators: str = WORD_SEPARATORS) -> bool:
    """Whether a code point is part of a word; "" (the end of the text) is not."""
    return bool(character) and _classifier(separators)(character) == WORD


def word_left(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Where the word before `offset` starts.

    A lone separator right after a word is taken together with it. From the start of a line it
    goes into the line above.
    """
    row = text.row_at(offset)
    if row and offset == text.line_start(row):
        row -= 1
        offset = text.line_end(row)
    start = text.line_start(row)
    return start + _in_window_left(text, start, offset, separators, _word_left)


def word_right(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Where the word after `offset` ends.

    A lone separator right before a word is taken together with it. From the end of a line it
    goes into the line below.
    """
    row = text.row_at(offset)
    end = text.line_end(row)
    if offset >= end and row + 1 < text.line_count:
        row += 1
        offset, end = text.line_start(row), text.line_end(row)
    return _in_window_right(text, offset, end, separators, _word_right)


def delete_word_left_start(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """From where to delete when the word before `offset` is deleted.

    Two or more spaces before the offset go alone; at the start of a line its break goes.
    """
    row = text.row_at(offset)
    start = text.line_start(row)
    if offset == start:
        return previous_grapheme(text, offset)
    return start + _in_window_left(text, start, offset, separators, _deleted_left)


def delete_word_right_end(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> int:
    """Up to where to delete when the word after `offset` is deleted.

    Two or more spaces after the offset go alone; at the end of a line the break goes, with the
    indentation of the next line.
    """
    row = text.row_at(offset)
    end = text.line_end(row)
    if offset < end:
        return _in_window_right(text, offset, end, separators, _deleted_right)
    if row + 1 == text.line_count:
        return offset
    start, end = text.line_start(row + 1), text.line_end(row + 1)
    return _in_window_right(text, start, end, separators, _next_start)


def word_at(text: Text, offset: int, separators: str = WORD_SEPARATORS) -> tuple[int, int] | None:
    """Start and end of the word that `offset` is in or touches; None where there is none.

    Between a word and what follows it, the word before the offset counts.
    """
    row = text.row_at(offset)
    line_start, line_end = text.line_start(row), text.line_end(row)
    kind = _classifier(separators)
    start = end = min(offset, line_end)
    size = _WINDOW
    while start > line_start:
        window = text.slice(max(start - size, line_start), start)
        run = _run_left(window, len(window), kind, WORD)
        start -= len(window) - run
        if run:
            break
        size *= 4
    size = _WINDOW
    while end < line_end:
        window = text.slice(end, min(end + size, line_end))
        run = _run_right(window, 0, kind, WORD)
        end += run
        if run < len(window):
            break
        size *= 4
    return (start, end) if start < end else None


_Step = Callable[[str, int, Callable[[str], int]], int]


def _in_window_left(text: Text, start: int, offset: int, separators: str, step: _Step) -> int:
    """Take `step` in the line that begins at `start`; the answer counts from there.

    Only as much of the line is looked at as the step needs: a line may be very long.
    """
    kind = _classifier(separators)
    size = _WINDOW
    while True:
        begin = max(offset - size, start)
        window = text.slice(begin, offset)
        found = step(window, len(window), kind)
        # Two code points of margin: one is looked at before the word that is found.
        if found > 2 or begin == start:
            return begin - start + found
        size *= 4


def _in_window_right(text: Text, offset: int, end: int, separators: str, step: _Step) -> int:
    kind = _classifier(separators)
    size = _WINDOW
    while True:
        window = text.slice(offset, min(offset + size, end))
        found = step(window, 0, kind)
        if found < len(window) - 2 or offset + len(window) == end:
            return offset + found
        size *= 4


def _run_left(line: str, column: int, kind: Callable[[str], int], wanted: int) -> int:
    while column and kind(line[column - 1]) == wanted:
        column -= 1
    return column


def _run_right(line: str, column: int, kind: Callable[[str], int], wanted: int) -> int:
    length = len(line)
    while column < length and kind(line[column]) == wanted:
        column += 1
    return column


def _word_start(line: str, column: int, kind: Callable[[str], int]) -> int:
    column = _run_left(line, column, kind, SPACE)
    return _run_left(line, column, kind, kind(line[column - 1])) if column else 0


def _word_end(line: str, column: int, kind: Callable[[str], int]) -> int:
    column = _run_right(line, column, kind, SPACE)
    if column == len(line):
        return column
    return _run_right(line, column, kind, kind(line[column]))


def _word_left(line: str, column: int, kind: Callable[[str], int]) -> int:
    end = _run_left(line, column, kind, SPACE)
    start = _word_start(line, end, kind)
    if (
        end - start == 1
        and start
        and kind(line[start]) == SEPARATOR
        and kind(line[start - 1]) == WORD
    ):
        return _run_left(line, start, kind, WORD)
    return start


def _word_right(line: str, column: int, kind: Callable[[str], int]) -> int:
    start = _run_right(line, column, kind, SPACE)
    end = _word_end(line, start, kind)
    if (
        end - start == 1
        and end < len(line)
        and kind(line[start]) == SEPARATOR
        and kind(line[end]) == WORD
    ):
        return _run_right(line, end, kind, WORD)
    return end


def _deleted_left(line: str, column: int, kind: Callable[[str], int]) -> int:
    spaces = _run_left(line, column, kind, SPACE)
    return spaces if column - spaces > 1 else _word_start(line, column, kind)


def _deleted_right(line: str, column: int, kind: Callable[[str], int]) -> int:
    spaces = _run_right(line, column, kind, SPACE)
    return spaces if spaces - column > 1 else _word_end(line, column, kind)


def _next_start(line: str, column: int, kind: Callable[[str], int]) -> int:
    return _run_right(line, column, kind, SPACE)
