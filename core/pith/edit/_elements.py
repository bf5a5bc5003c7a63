"""Which start tag of markup belongs to which end tag; what is nested wrongly is tolerated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pith.edit._markup import Piece

_PARAGRAPH_ENDS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main"),
        *("menu", "nav", "ol", "p", "pre", "section", "table", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr"}
_PARTS = _ROWS | {"thead", "tbody", "tfoot", "colgroup", "caption"}
_PARAGRAPH = frozenset(("p",))

# Elements of HTML whose end tags may be left out, by what begins behind them.
_ENDED_BY: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PARAGRAPH_ENDS, _PARAGRAPH),
    "li": frozenset(("li", "p")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd", "p"))),
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    **dict.fromkeys(("td", "th"), _CELLS | _PARAGRAPH),
    "tr": _ROWS | _PARAGRAPH,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _PARTS | _PARAGRAPH),
}
END_UNSEEN = frozenset().union(*_ENDED_BY.values()) | {"body", "html", "head", "rt", "rp"}
"""Elements of HTML whose end tags may be left out."""


class Element(NamedTuple):
    """Where an element starts and ends: from `end_start` to `end_end` is the end tag, and both are
    where that is left out."""

    start: int
    end_start: int
    end_end: int
    name: str


def elements_of(
    pieces: Iterable[Piece], html: bool, *, within: bool = False
) -> Iterator[Element | Piece]:
    """The elements, in the order in which they end, other pieces than tags, and last the start
    tags whose elements end nowhere. `within`: there are elements around that are not among the
    pieces, so that an end tag that closes nothing among them closes all that is open."""
    opened: list[Piece] = []
    count: defaultdict[str, int] = defaultdict(int)
    for piece in pieces:
        kind, start, end, name = piece
        if kind in ("open", "alone"):
            if html and opened:
                ended = _ENDED_BY.get(name)
                while ended is not None and opened and opened[-1].name in ended:
                    last = opened.pop()
                    count[last.name] -= 1
                    yield Element(last.start, start, start, last.name)
            if kind == "open":
                opened.append(piece)
                count[name] += 1
        elif kind == "close":
            if not count[name]:
                if within and opened:
                    yield from _left_open(opened, start, html)
                    opened.clear()
                    count.clear()
                continue
            first = len(opened) - 1
            while opened[first].name != name:
                first -= 1
            yield from _left_open(opened[first + 1 :], start, html)
            yield Element(opened[first].start, start, end, name)
            for each in opened[first:]:
                count[each.name] -= 1
            del opened[first:]
        else:
            yield piece
    yield from opened


def _left_open(pieces: list[Piece], at: int, html: bool) -> Iterator[Element]:
    """Those of the elements that end where one around them does."""
    for each in reversed(pieces):
        if html and each.name in END_UNSEEN:
            yield Element(each.start, at, at, each.name)
