"""Where a person sees one character end and the next begin, in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pith.text._segmentation import cluster_ends, grapheme_kinds, last_sure_start

if TYPE_CHECKING:
    from pith.text._text import Text

_PICTOGRAPH = "Z?G[EY]*$"  # kinds; with what joins it to those before
_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_FLAG_HALVES_AT_ONCE = 4096
_MOST_FLAG_HALVES = 100_000  # that are counted
_WINDOW = 256  # code points looked at first; more where a cluster is longer


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
        end = next(cluster_ends(window.translate(grapheme_kinds())))
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
        kinds = text.slice(start, offset).translate(grapheme_kinds())
        sure = last_sure_start(kinds)
        flags = 0 if sure or not kinds.startswith("II") else _flag_halves_before(text, start)
        if flags:
            sure = flags % 2
        if sure or flags or start == 0 or size > 100 * _WINDOW:
            last = sure
            for end in cluster_ends(kinds, sure):
                if end < len(kinds):
                    last = end
            return start + last
        size *= 4


def _flag_halves_before(text: Text, offset: int) -> int:
    """How many halves of flags stand right before `offset`: two and two are one."""
    count = 0
    while count < _MOST_FLAG_HALVES:
        piece = text.slice(max(offset - count - _FLAG_HALVES_AT_ONCE, 0), offset - count)
        rest = piece.rstrip(_FLAG_HALVES)
        count += len(piece) - len(rest)
        if rest or not piece:
            break
    return count


def backspace_start(text: Text, offset: int) -> int:
    """Where what Backspace takes away before `offset` begins: one code point, so that a mark goes
    before the letter it is on, but all of what nobody typed piece by piece: a line break, a flag,
    a keycap, a pictograph with its looks. One that is joined to others goes with the joint.

    It is the whole cluster where no caret could stand in what would be left.
    """
    start = previous_grapheme(text, offset)
    if offset - start < 2:
        return start
    cluster = text.slice(start, offset)
    kinds = cluster.translate(grapheme_kinds())
    last = re.search(_PICTOGRAPH, kinds)
    if last is not None:
        left = last.start()
    elif "I" in kinds or kinds == "RN" or cluster[-1] == "\u20e3":
        return start
    else:
        left = len(cluster) - 1
    behind = text.slice(offset, offset + _WINDOW).translate(grapheme_kinds())
    for end in cluster_ends(kinds[:left] + behind):
        if end >= left:
            return start + left if end == left else start
    return start + left


def is_grapheme_boundary(text: Text, offset: int) -> bool:
    """Whether a caret may stand at `offset`."""
    if offset in (0, len(text)):
        return True
    pair = text.slice(offset - 1, offset + 1)
    if pair.isascii():
        return pair != "\r\n"
    if last_sure_start(pair.translate(grapheme_kinds())):
        return True
    return next_grapheme(text, previous_grapheme(text, offset)) == offset
