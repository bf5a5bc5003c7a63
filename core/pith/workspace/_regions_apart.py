"""Where two huge texts differ, found without reading what is known to be the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from pith.base import CancelToken
from pith.text import Text
from pith.workspace._difference import common_prefix, common_suffix, longest_ascending

_PIECE = 65_536  # code points that are compared at a time


class Apart(NamedTuple):
    """`start` to `end` of one text stands where `other_start` to `other_end` of the other does."""

    start: int
    end: int
    other_start: int
    other_end: int


def regions_apart(one: Text, other: Text, token: CancelToken | None = None) -> list[Apart]:
    """Where the texts differ, in order; between those regions they are the same.

    Pages that both have, in the same order, are taken for the same, by their checksums if they are
    of two files; what is between them is read, and cut down to where it differs. Takes a while.
    Raises Cancelled.
    """
    regions: list[Apart] = []
    at = other_at = 0
    ends = Apart(len(one), len(one), len(other), len(other))
    for same in (*_anchors(one, other), ends):
        between = Apart(at, same.start, other_at, same.other_start)
        if between.start < between.end or between.other_start < between.other_end:
            regions += _cut_down(one, other, between, token)
        at, other_at = same.end, same.other_end
    return regions


def _anchors(one: Text, other: Text) -> list[Apart]:
    """Pages that are taken for the same, ascending in both."""
    mine, its = _pages(one, by_place=True), _pages(other, by_place=True)
    if not mine.keys() & its.keys():
        mine, its = _pages(one, by_place=False), _pages(other, by_place=False)
    common = [key for key in mine if key in its]  # in the order of `one`
    kept = longest_ascending([its[key][0] for key in common])
    return [Apart(*mine[common[index]], *its[common[index]]) for index in kept]


def _pages(text: Text, *, by_place: bool) -> dict[Hashable, tuple[int, int]]:
    """Where each page is that occurs once: known by its place in a file, or by its content."""
    found: dict[Hashable, tuple[int, int]] = {}
    repeated: set[Hashable] = set()
    at = 0
    for leaf in text.leaves():
        start, at = at, at + leaf.length
        if not leaf.paged or leaf.length < leaf.page.length:
            continue
        page = leaf.page
        size = page.byte_end - page.byte_start
        key: Hashable = (page.checksum, size, page.length, page.break_count, page.source.encoding)
        if by_place:
            key = (id(page.source), page.byte_start, page.byte_end)
        if key in found:
            repeated.add(key)
        found[key] = (start, at)
    for key in repeated:
        del found[key]
    return found


def _cut_down(one: Text, other: Text, apart: Apart, token: CancelToken | None) -> list[Apart]:
    """What is left without what both begin and end with; nothing, if that is all of it."""
    start, end, other_start, other_end = apart
    shorter = min(end - start, other_end - other_start)
    prefix = 0
    while prefix < shorter:
        if token is not None:
            token.raise_if_cancelled()
        size = min(_PIECE, shorter - prefix)
        mine = one.slice(start + prefix, start + prefix + size)
        its = other.slice(other_start + prefix, other_start + prefix + size)
        if mine != its:
            prefix += common_prefix(mine, its)
            break
        prefix += size
    suffix, shorter = 0, shorter - prefix
    while suffix < shorter:
        if token is not None:
            token.raise_if_cancelled()
        size = min(_PIECE, shorter - suffix)
        mine = one.slice(end - suffix - size, end - suffix)
        its = other.slice(other_end - suffix - size, other_end - suffix)
        if mine != its:
            suffix += common_suffix(mine, its, size)
            break
        suffix += size
    left = Apart(start + prefix, end - suffix, other_start + prefix, other_end - suffix)
    return [left] if left.start < left.end or left.other_start < left.other_end else []
