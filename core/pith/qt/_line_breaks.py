"""Where a line may be broken into rows: after words and behind what closes or separates, before
what opens, and beside ideographs. In code there are no spaces where one would break it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

_AFTER = (
    " \t})]?|/&.,;"
    "¢°′″‰℃、。｡､￠，．：；？！％・･ゝゞヽヾー々"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯｰ"
    "”〉》」』】〕）］｝｣"
)
"""Behind these, or the last of several; a row never begins with one if it can be helped."""

_BEFORE = "([{+‘“〈《「『【〔（［｛｢£¥＄￡￥＋"
"""Before these, or the first of several."""

_PICTOGRAPHS = "\U0001f000"
"""And ideographs, from here on up."""

_ALONE = f"\u2e80-\ua4cf\ud800-\ufaff\uff66-\uff9f\ufe0f{_PICTOGRAPHS}-\U0010ffff"
"""Ideographs, kana and pictographs, which are as good as words, and the halves of such that
in_utf16 gives; as a set of a regular expression."""


@cache
def _up_to_last_place() -> Callable[[str, int, int], Any]:
    """What matches from an index on up to the last place before another one."""
    after, before = re.escape(_AFTER), re.escape(_BEFORE)
    return re.compile(
        f"(?s:.+)(?<![{before}])(?=[^{after}])(?:(?<=[{after}{_ALONE}])|(?=[{before}{_ALONE}]))"
    ).match


def break_at(
    text: str, start: int, end: int, is_place: Callable[[int], bool] | None = None
) -> int | None:
    """The last index in `text` after `start`, up to `end`, at which a row may end; None: there is
    none. What is between them fits into a row.

    `is_place` says whether a caret may stand at an index; None: at every one.
    """
    if end >= len(text):
        return len(text)
    while end > start:
        found = _up_to_last_place()(text, start, end + 1)
        if found is None:
            return None
        end = found.end()
        if is_place is None or is_place(end):
            return end
        end -= 1
    return None


def in_utf16(text: str) -> str:
    """A text with as many characters as `text` has UTF-16 units, which breaks where it does."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(each if each <= "\uffff" else _in_halves(each) for each in text)


def _in_halves(character: str) -> str:
    return "\ud83d\ude00" if character >= _PICTOGRAPHS else "xx"
