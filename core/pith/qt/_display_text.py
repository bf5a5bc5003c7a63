"""What Qt is given to show for a line of a document.

A document may hold what has no picture (control characters), what hides (zero-width spaces,
direction overrides) and what is no text at all (a byte that could not be decoded, kept as a lone
surrogate, on which Qt fails). Each is shown as a short name in a box: `NUL`, `x80`, `200B`. So is
a combining mark with nothing before it to combine with, which would be painted outside of the text,
and what shows only in what it does to its neighbours where it does nothing: a joiner between Latin
letters.
A space that is not the plain one, but looks like it, has a box around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple
from unicodedata import category

_CONTROL_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR"),
    *("SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB"),
    *("ESC", "FS", "GS", "RS", "US"),
)

_HIDDEN = (
    "\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\u17b4\u17b5\U0001d173-\U0001d17a"
)

# Scripts and emoji are written with them: see _is_out_of_place.
_JOINERS = "\u034f\u200c\u200d"
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_MONGOLIAN_VARIANTS = "\u180b-\u180d\u180f"
_TAGS = "\U000e0000-\U000e007f"
_TAGGED = "\U0001f3f4"  # the flag that tags make another one of
_LEFT_ALONE = "日"
"""What stands for what is not known: nothing is out of place behind it."""

# All of them but U+3000: where texts have that, everybody knows it.
_ODD_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800"

_ISOLATE, _ISOLATE_END = "\u2066", "\u2069"
"""What is between them is written from left to right, and counts as a sign of no direction. Neither
has a width (Unicode Standard Annex #9, 2.4)."""

_FIRST_MARK = "\u0300"


@cache
def _finders() -> tuple[Callable[[str], Any], ...]:
    """What finds a character of two units, and one that may not be shown as it is; and what matches
    one of the latter, a hidden one, a space that is not the plain one, and one that shows only in
    what it does to its neighbours.

    Compiled when the first text comes that is not plain ASCII: most files never need them.
    """
    unseen = f"{_JOINERS}{_VARIANTS}{_MONGOLIAN_VARIANTS}{_TAGS}"
    special = f"{_HIDDEN}{_ODD_SPACES}{unseen}"
    marked = f"\t[{_FIRST_MARK}-\uffff]"
    long = re.compile("[\U00010000-\U0010ffff]")
    found = re.compile(f"[{special}]|{marked}")
    each = (re.compile(f"[{some}]") for some in (special, _HIDDEN, _ODD_SPACES, unseen))
    return (long.search, found.search, *(pattern.match for pattern in each))


class DisplayText(NamedTuple):
    """A line as Qt shows it.

    `positions[column]` is where the code point at that column of the line starts in `text`, in
    UTF-16 units, with the end of the text last; None when the two are the same. `boxes` are the
    (start, end) positions of the names that stand for what cannot be shown, and of odd spaces.
    """

    text: str
    positions: Sequence[int] | None = None
    boxes: tuple[tuple[int, int], ...] = ()

    def position(self, column: int) -> int:
        """Where a column is; columns inside of the line's break are its end."""
        positions = self.positions
        if positions is None:
            return min(column, len(self.text))
        return positions[column] if column < len(positions) else positions[-1]

    def column(self, position: int) -> int:
        """The column whose code point shows at `position`."""
        if self.positions is None:
            return position
        return bisect_right(self.positions, position) - 1


def display_text(line: str, *, goes_on: bool = False, boxed_spaces: bool = True) -> DisplayText:
    """How `line`, which has no line break, is shown; if it `goes_on`, there is more before it.

    `boxed_spaces`: spaces that are not the plain one are in boxes.
    """
    if line.isascii() and line.isprintable():
        return DisplayText(line)
    long, found, special, hidden, odd_space, unseen = _finders()
    bare = not goes_on  # whether what comes has nothing to combine with
    if found(line) is None and not (bare and _is_mark(line[:1])):
        if long(line) is None:
            return DisplayText(line)
        lengths = (2 if character > "\uffff" else 1 for character in line)
        return DisplayText(line, list(accumulate(lengths, initial=0)))
    parts: list[str] = []
    positions: list[int] = []
    boxes: list[tuple[int, int]] = []
    position = 0
    both_ways = goes_both_ways(line)
    before = _LEFT_ALONE if goes_on else " "
    for character in line:
        positions.append(position)
        if special(character) is None and not (bare and _is_mark(character)):
            parts.append(character)
            position += 2 if character > "\uffff" else 1
            bare, before = character == "\t", character
            continue
        acts = unseen(character) is not None
        out_of_place = acts and _is_out_of_place(character, before)
        if out_of_place or hidden(character) or (bare and _is_mark(character)):
            name = placeholder(character)
            if both_ways:  # its figures would stand apart, each side of what they are to stand for
                name = f"{_ISOLATE}{name}{_ISOLATE_END}"
            boxes.append((position, position + len(name)))
            parts.append(name)
            position += len(name)
            bare, before = True, " "
        else:
            if boxed_spaces and odd_space(character):
                boxes.append((position, position + 1))
            parts.append(character)
            position += 2 if character > "\uffff" else 1
            bare = character == "\t"
            before = before if before == _TAGGED and acts else character
    positions.append(position)
    return DisplayText("".join(parts), positions, tuple(boxes))


@cache
def _marks() -> Callable[[str], Any]:
    """What finds marks that stand on something, compiled as the finders are."""
    blocks = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    return re.compile(f"[{blocks}]").search


def has_marks(text: str) -> bool:
    """Whether there are marks, which may reach into the rows above and below: on each other, or
    on what is high itself."""
    return not text.isascii() and _marks()(text) is not None


@cache
def _leftward() -> Callable[[str], Any]:
    """What finds characters that are written from right to left, compiled as the finders are."""
    return re.compile(
        "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    ).search


def goes_both_ways(text: str) -> bool:
    """Whether some of a text is written from right to left, so that neighbours may be apart."""
    return not text.isascii() and _leftward()(text) is not None


def _is_out_of_place(character: str, before: str) -> bool:
    """Whether one that shows only in what it does to its neighbours does nothing behind `before`.

    Which characters have variants: Unicode's StandardizedVariants.txt and
    emoji-variation-sequences.txt, and the Ideographic Variation Database.
    """
    if character in _JOINERS:
        return before < "\u0590"
    is_variant = "\ufe00" <= before <= "\ufe0f" or before >= "\U000e0100"
    if character >= "\U000e0100":
        return before < "\u2e80" or is_variant
    if character >= "\U000e0000":
        return before != _TAGGED
    if character >= "\ufe00":
        return (before < "\u0590" and before not in "#*0123456789©®") or is_variant
    return not "\u1800" <= before <= "\u18af"


def _is_mark(character: str) -> bool:
    return character >= _FIRST_MARK and category(character)[0] == "M"


def placeholder(character: str) -> str:
    """The name that is shown in a box for a character without a picture."""
    code = ord(character)
    if code < 0x20:
        return _CONTROL_NAMES[code]
    if code == 0x7F:
        return "DEL"
    if 0xDC80 <= code <= 0xDCFF:  # a byte of the file that is not text in its encoding
        return f"x{code - 0xDC00:02X}"
    return f"{code:02X}" if code < 0x100 else f"{code:04X}"
