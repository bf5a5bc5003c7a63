"""Making shaped lines, and keeping those that may be shown again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QTextCharFormat, QTextLayout

from pith.qt._display_text import DisplayText, display_text
from pith.qt._long_line import LONG_LINE, LongLine
from pith.qt._shaped_line import ROW_BREAK, UNBOUNDED, Shape, ShapedLine, Tokens
from pith.qt._style import Style
from pith.text import Text, cell_width, utf16_length, utf16_to_column

_CACHED_LINES = 3000
_SAMPLES = 50
_WIDE = 1.25  # cells a code point


class Shaper:
    """Shapes lines for one style and one wrapping width, in pixels.

    A line is known by its content and its tokens, not by its row: scrolling back, undoing and
    lines that move down after a new one find what has been shaped.
    """

    def __init__(
        self, style: Style, wrap_width: float = UNBOUNDED, hanging_indent: str = "same"
    ) -> None:
        self.style = style
        self.wrap_width = wrap_width
        self.hanging_indent = hanging_indent
        self._cache: dict[tuple[str, Tokens], ShapedLine] = {}
        self._fragments: dict[tuple[str, Tokens, bool], ShapedLine] = {}
        self._widths: dict[tuple[str, bool], float] = {}
        self._wide: dict[str, bool] = {}
        self._reach: tuple[Tokens, int] = ((), 0)

    def _display_text(self, line: str, goes_on: bool = False) -> DisplayText:
        boxed = self.style.options.boxed_spaces
        return display_text(line, goes_on=goes_on, boxed_spaces=boxed)

    def shape(self, line: str, tokens: Tokens = ()) -> ShapedLine:
        """The shape of a line that is not long."""
        key = (line, tokens)
        shaped = self._cache.get(key)
        if shaped is None:
            _make_room(self._cache)
            display = self._display_text(line)
            formats = self._formats(display, tokens)
            if tokens and not isinstance(tokens[-1][2], str):
                display, formats = self._with_inlays(line, display, formats, tokens)
            shaped = self._cache[key] = ShapedLine(
                display, formats, self.style, self.wrap_width, self.hanging_indent
            )
        return shaped

    def shape_fragment(self, content: str, tokens: Tokens, goes_on: bool) -> ShapedLine:
        """The shape of a part of a long line; `goes_on`: it is not the first. It stays in one row:
        where lines are wrapped, what is wider than that is set as close as it must be."""
        key = (content, tokens, goes_on)
        shaped = self._fragments.get(key)
        if shaped is None:
            _make_room(self._fragments)
            wrapped = self.wrap_width < UNBOUNDED
            shown = content.replace("\t", " ") if wrapped else content
            display = self._display_text(shown, goes_on)
            formats = self._formats(display, tokens)
            shaped = ShapedLine(display, formats, self.style)
            if wrapped and shaped.width > self.wrap_width + 1:
                closer = self.style.set_closer(self.wrap_width / shaped.width)
                shaped = ShapedLine(display, formats, closer)
            self._fragments[key] = shaped
        return shaped

    def is_wide(self, sample: str) -> bool:
        """Whether a text takes clearly more cells than it has code points, tabs left out."""
        if sample.isascii():
            return False
        wide = self._wide.get(sample)
        if wide is None:
            if len(self._wide) > _SAMPLES:
                self._wide.clear()
            wide = cell_width(sample.replace("\t", " "), 1) > len(sample) * _WIDE
            self._wide[sample] = wide
        return wide

    def reach(self, tokens: Tokens) -> int:
        """The column in which the last of a long line's tokens ends."""
        known, reach = self._reach
        if known is not tokens:
            reach = max((end for _, end, _ in tokens), default=0)
            self._reach = (tokens, reach)
        return reach

    def fragment_width(self, content: str, goes_on: bool) -> float:
        """How wide a part of a long line is, in pixels."""
        if content.isascii() and content.isprintable():
            return len(content) * self.style.column_width
        width = self._widths.get((content, goes_on))
        if width is None:
            display = self._display_text(content, goes_on)
            width = ShapedLine(display, (), self.style).width
            self._widths[content, goes_on] = width
        return width

    def shape_row(
        self,
        text: Text,
        row: int,
        tokens: Tokens = (),
        known: Shape | None = None,
        unchanged: int = 0,
    ) -> Shape:
        """The shape of a row of `text`.

        `known` is its shape before an edit that left its first `unchanged` columns alone.
        """
        start = text.line_start(row)
        end = text.line_end(row)
        if end - start > LONG_LINE:
            previous = known if isinstance(known, LongLine) else None
            return LongLine(self, text, start, end, _of_text(tokens), previous, unchanged)
        return self.shape(text.slice(start, end), tokens)

    def shape_with_preedit(self, line: str, tokens: Tokens, preedit: Preedit) -> ShapedLine:
        """The shape of a line with what an input method composes shown inside it, uncached.

        Columns still are those of the line; the one of the preedit is where it starts. Inlays are
        not shown.
        """
        display = self._display_text(line)
        at = display.position(preedit.column)
        length = utf16_length(preedit.text)
        positions = [display.position(column) for column in range(len(line) + 1)]
        positions = [
            position + length if column > preedit.column else position
            for column, position in enumerate(positions)
        ]
        boxes = tuple(
            (start + length, end + length) if start >= at else (start, end)
            for start, end in display.boxes
        )
        text = display.text
        shown = DisplayText(_insert_utf16(text, at, preedit.text), positions, boxes)
        formats = []
        for span in self._formats(display, tokens):
            end = span.start + span.length
            if span.start < at < end:
                formats.append(_range(span.start, at, span.format))
                formats.append(_range(at + length, end + length, span.format))
            elif span.start >= at:
                formats.append(_range(span.start + length, end + length, span.format))
            else:
                formats.append(span)
        for start, end, given in preedit.formats or ((0, length, self.style.preedit_format),):
            formats.append(_range(at + start, at + end, given))
        return ShapedLine(shown, formats, self.style, self.wrap_width, self.hanging_indent)

    def _with_inlays(
        self,
        line: str,
        display: DisplayText,
        formats: list[QTextLayout.FormatRange],
        tokens: Tokens,
    ) -> tuple[DisplayText, list[QTextLayout.FormatRange]]:
        """Put the inlays of a line in. A column where one stands is shown before it."""
        inlays = [
            (min(column, len(line)), inlay)
            for column, _, inlay in tokens
            if not isinstance(inlay, str)
        ]
        inlays.sort(key=lambda each: each[0])
        inlays = [
            (column, inlay._replace(text=inlay.text.replace("\n", ROW_BREAK)))
            for column, inlay in inlays
        ]
        places = [(display.position(column), utf16_length(each.text)) for column, each in inlays]

        def shifted(position: int, behind: bool) -> int:
            return position + sum(
                length for at, length in places if at < position or (behind and at == position)
            )

        positions = [
            shifted(display.position(column), behind=False) for column in range(len(line) + 1)
        ]
        boxes = tuple((shifted(start, True), shifted(end, False)) for start, end in display.boxes)
        made = [
            _range(shifted(each.start, True), shifted(each.start + each.length, False), each.format)
            for each in formats
        ]
        text, grown = display.text, 0
        for (at, length), (_, inlay) in zip(places, inlays, strict=True):
            text = _insert_utf16(text, at + grown, inlay.text)
            given = self.style.inlay_format(inlay)
            made.append(_range(at + grown, at + grown + length, given))
            grown += length
        return DisplayText(text, positions, boxes), made

    def _formats(self, display: DisplayText, tokens: Tokens) -> list[QTextLayout.FormatRange]:
        """Format ranges in UTF-16 positions; neighbours that look the same are one."""
        formats: list[QTextLayout.FormatRange] = []
        find = self.style.format
        positions = display.positions
        pending: QTextCharFormat | None = None
        pending_start = pending_end = 0
        for start, end, scope in tokens:
            found = find(scope) if isinstance(scope, str) else None
            if found is None:
                continue
            if found is pending and start == pending_end:
                pending_end = end
                continue
            if pending is not None:
                formats.append(_range_at(positions, pending_start, pending_end, pending))
            pending, pending_start, pending_end = found, start, end
        if pending is not None:
            formats.append(_range_at(positions, pending_start, pending_end, pending))
        for start, end in display.boxes:
            formats.append(_range(start, end, self.style.box_format))
        return formats


class Preedit:
    """What an input method is composing: where in the line, its text and its formats.

    `formats` are (start, end, format) and `caret` is a position, in UTF-16 units of the text.
    """

    __slots__ = ("caret", "column", "formats", "row", "text")

    def __init__(
        self,
        row: int,
        column: int,
        text: str,
        caret: int | None,
        formats: Sequence[tuple[int, int, QTextCharFormat]] = (),
    ) -> None:
        self.row = row
        self.column = column
        self.text = text
        self.caret = caret
        self.formats = formats


def _of_text(tokens: Tokens) -> Tokens:
    """Tokens without inlays."""
    if tokens and not isinstance(tokens[-1][2], str):
        return tuple(each for each in tokens if isinstance(each[2], str))
    return tokens


def _make_room(cache: dict[Any, ShapedLine]) -> None:
    if len(cache) >= _CACHED_LINES:
        # Oldest first: a dict keeps the order in which lines were first shaped.
        for key in list(cache)[: _CACHED_LINES // 2]:
            del cache[key]


def _range(start: int, end: int, given: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = end - start
    made.format = given
    return made


def _range_at(
    positions: Sequence[int] | None, start: int, end: int, given: QTextCharFormat
) -> QTextLayout.FormatRange:
    if positions is not None:
        last = len(positions) - 1
        start, end = positions[min(start, last)], positions[min(end, last)]
    return _range(start, end, given)


def _insert_utf16(text: str, at: int, insert: str) -> str:
    """`insert` put into `text` at a position in UTF-16 units."""
    index = utf16_to_column(text, at)
    return text[:index] + insert + text[index:]
