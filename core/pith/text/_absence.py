"""Where in a text something cannot be, told from the bytes of its pages without decoding them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pith.text._encodings import UTF_8
from pith.text._file_problems import LostPage
from pith.text._text import Text

if TYPE_CHECKING:
    from pith.text._pages import Page, PagePart


class Needle(NamedTuple):
    """What is looked for, in UTF-8. `folded`: it is in lower case and ASCII, and capitals are the
    same; but nothing is known of pages that hold one of `unless`."""

    content: bytes
    folded: bool = False
    unless: tuple[bytes, ...] = ()

    def may_be_in(self, data: bytes) -> bool:
        if not self.folded:
            return self.content in data
        if self.content in data.lower():
            return True
        # Single bytes are looked for fifty times as fast.
        return any(all(byte in data for byte in each) and each in data for each in self.unless)


class Stretch(NamedTuple):
    """A part of a text, in code points; `absent`: nothing that is looked for starts in it."""

    start: int
    end: int
    absent: bool


def stretches(text: Text, needle: Needle, start: int, end: int) -> Iterator[Stretch]:
    """The text from `start` to `end` in order, leaf by leaf."""
    overlap = len(needle.content) - 1
    leaves = text.leaves_from(start)
    at, leaf = next(leaves)
    known: tuple[Page, bool] | None = None
    while at < end:
        stop = at + leaf.length
        following = next(leaves, None)
        first, last = max(at, start), min(stop, end)
        clear = last
        if not leaf.paged or leaf.page.source.encoding != UTF_8:
            clear = first
        else:
            page = leaf.page
            goes_on = following is not None and _goes_on(leaf, following[1])
            if known is None or known[0] is not page:
                known = (page, _may_hold(page, needle, overlap if goes_on else 0))
            if known[1]:
                clear = first
            elif following is not None and not goes_on:
                # It may begin here and end in what comes next: a code point is one byte or more.
                clear = min(max(stop - overlap, first), last)
        if first < clear:
            yield Stretch(first, clear, True)
        if clear < last:
            yield Stretch(clear, last, False)
        if following is None:
            return
        at, leaf = following


def _goes_on(leaf: Page | PagePart, following: object) -> bool:
    """Whether what follows a leaf is what follows its page in the file."""
    from pith.text._pages import Page

    return (
        isinstance(leaf, Page)
        and isinstance(following, Page)
        and following.source is leaf.source
        and following.byte_start == leaf.byte_end
    )


def _may_hold(page: Page, needle: Needle, overlap: int) -> bool:
    source = page.source
    try:
        data = source.read(page.byte_start, page.byte_end + overlap)
        if len(data) < page.byte_end - page.byte_start or not source.unchanged:
            return True  # decoding it says what is wrong with it
    except (OSError, LostPage):
        return True
    return needle.may_be_in(data)
