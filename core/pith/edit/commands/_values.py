"""The next and the previous value of what stands at a caret: a number, or a word of a set."""

from __future__ import annotations

import re

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import Replacement, change_by_range

_REACH = 100  # code points to each side of a caret: no value is longer
_VALUE = re.compile(r"0[xX][0-9a-fA-F]+|(?<![\w.)\]])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+")
_SETS = (
    ("true", "false"),
    ("yes", "no"),
    ("on", "off"),
    ("public", "protected", "private"),
)


def next_value(state: EditorState, context: EditContext) -> Transaction | None:
    """Numbers at carets become one more in their last place, and words the next of their set."""
    return _stepped(state, 1)


def previous_value(state: EditorState, context: EditContext) -> Transaction | None:
    """Numbers at carets become one less in their last place, and words the one before."""
    return _stepped(state, -1)


def _stepped(state: EditorState, by: int) -> Transaction | None:
    text = state.text

    def replace(each: Range) -> Replacement | None:
        row = text.row_at(each.start)
        first = max(text.line_start(row), each.start - _REACH)
        line = text.slice(first, min(text.line_end(row), each.start + _REACH))
        for match in _VALUE.finditer(line):
            start, end = first + match.start(), first + match.end()
            if start <= each.start and each.end <= end:
                value = _step_of(match[0], by)
                if value is None:
                    continue
                if each.is_empty:
                    at = min(each.head - start, len(value))
                    return Replacement(start, end, value, at, at)
                return Replacement(start, end, value, 0, len(value))
        return None

    return change_by_range(state, replace, "edit.value")


def _step_of(value: str, by: int) -> str | None:
    if value[:2] in ("0x", "0X"):
        digits = value[2:]
        number = format(max(int(digits, 16) + by, 0), "X" if digits.isupper() else "x")
        return value[:2] + number.zfill(len(digits))
    if value.lstrip("-").replace(".", "", 1).isdecimal() and value.isascii():
        return _step_of_number(value, by)
    lowered = value.lower()
    for each in _SETS:
        if lowered in each:
            return _like(value, each[(each.index(lowered) + by) % len(each)])
    return None


def _step_of_number(value: str, by: int) -> str:
    """One more or less in the last place, with as many places as before."""
    whole, point, places = value.partition(".")
    width = len(whole.lstrip("-"))
    number = int(whole + places) + by
    digits = str(abs(number)).zfill(len(places) + 1)
    if places:
        digits = digits[: -len(places)] + point + digits[-len(places) :]
    if whole.lstrip("-").startswith("0"):
        digits = digits.zfill(width + len(point + places))
    return "-" * (number < 0) + digits


def _like(model: str, word: str) -> str:
    """The word in the case of another."""
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word
