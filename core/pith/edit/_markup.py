"""Tags, comments and scripts in HTML and XML, as they are written: broken ones are gone past."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    )
)
"""Elements of HTML that nothing closes."""

# Values in quotes or, in JSX, in braces may hold anything. Every alternative begins otherwise, so
# that one that fails has nothing to try again.
_BRACES = r"\{(?:[^{}]|@)*+\}"
for _ in range(4):
    _BRACES = _BRACES.replace("@", r"\{(?:[^{}]|@)*+\}")
_BRACES = _BRACES.replace("|@", "")
NAME = r"[A-Za-z_][\w:.-]*"
ATTRIBUTES = rf"""(?:\s(?:[^<>"'{{}}]|"[^"]*"|'[^']*'|{_BRACES})*)?"""

_RAW = ("script", "style", "textarea", "title")  # elements of HTML in which there are no others
# The rest of a start tag behind its name. A quote or brace that nothing ends is one of the
# characters; what is tried first are tags without such and without braces.
_SIMPLE_REST = r"""(?:[\s/](?:[^<>"'{]++|"[^"<>]*+"|'[^'<>]*+')*+)?+>"""
_REST = re.compile(rf"""(?:[\s/](?:[^<>"'{{]++|"[^"]*"|'[^']*'|{_BRACES}|[{{"'])*+)?>""")
_LONGEST_TAG = 20_000  # code points
_EDGES = 20  # of scripts and the like, of which the last that is in no comment counts
_EDGE_OF_RAW = re.compile(rf"<(/?)(?:{'|'.join(_RAW)})(?=[\s/>]|\Z)", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<%": "%>", "{#": "#}", "{{!--": "--}}"}
_COMMENTS = ("<!--", "{#", "{{!--")
_BEGUN_TAG = re.compile(rf"<{NAME}").match
_REST_OF_END = re.compile(r"[^<>]{1,1000}+>")
_DECLARATION = re.compile(r"<![^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)

Kind = Literal["open", "alone", "close", "comment", "raw", "other"]


class Piece(NamedTuple):
    """Something in markup that is no text: a start tag that something is to close ("open") or not
    ("alone"), an end tag ("close"), a comment, what is in a script or the like ("raw"), or
    anything else. Offsets are those of the content; names of HTML are in lower case."""

    kind: Kind
    start: int
    end: int
    name: str = ""


@lru_cache(maxsize=8)
def _begins(html: bool) -> re.Pattern[str]:
    apart = [re.escape(each) for each in _ENDS if html or not each.startswith(("<%", "{"))]
    return re.compile(rf"</({NAME})(>)?|<({NAME})({_SIMPLE_REST})?|({'|'.join(apart)})|<!")


@lru_cache(maxsize=8)
def _end_of_raw(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE)


def pieces_of(content: str, html: bool, at: int = 0) -> Iterator[Piece]:
    """What there is from `at` on, which is in the text between tags. What nothing ends is text."""
    search = _begins(html).search
    endless: set[str] = set()  # nothing ends what begins so any more
    while (found := search(content, at)) is not None:
        start, at = found.span()
        closed, bracket, opened, simple, apart = found.groups()
        if opened is not None:
            if simple is None:
                rest = _REST.match(content, at, at + _LONGEST_TAG)
                if rest is None:
                    continue
                at = rest.end()
            name = opened.lower() if html else opened
            if content[at - 2] == "/" or (html and name in VOID):
                yield Piece("alone", start, at, name)
                continue
            yield Piece("open", start, at, name)
            if html and name in _RAW:
                ended = _end_of_raw(name).search(content, at)
                end = ended.start() if ended is not None else len(content)
                yield Piece("raw", at, end, name)
                at = end
        elif closed is not None:
            if bracket is None:  # not at once
                rest = _REST_OF_END.match(content, at)
                at = rest.end() if rest is not None else at
            yield Piece("close", start, at, closed.lower() if html else closed)
        elif apart is not None:
            end = content.find(_ENDS[apart], at) if apart not in endless else -1
            if end < 0:
                endless.add(apart)
                if apart == "<?":
                    return  # the last code of a page is often left so
                continue
            at = end + len(_ENDS[apart])
            yield Piece("comment" if apart in _COMMENTS else "other", start, at)
        else:
            declared = _DECLARATION.match(content, start)
            if declared is not None:
                at = declared.end()
                yield Piece("other", start, at)


def text_before(before: str, html: bool) -> int:
    """The last place in `before` known to be in the text between tags if that begins there, or
    begins within something: from there on pieces_of() finds what the end of it is within."""
    begun = [len(before)]  # of what is open at the end; the first of these holds the others
    for opening, closing in _ENDS.items():
        at = before.rfind(opening)
        if at >= 0 and before.find(closing, at + len(opening)) < 0:
            begun.append(at)
    if html:
        for edge in reversed(deque(_EDGE_OF_RAW.finditer(before), maxlen=_EDGES)):
            comment = before.rfind("<!--", 0, edge.start())
            if comment >= 0 and before.find("-->", comment) > edge.start():
                continue  # it is part of a comment
            if not edge[1]:
                begun.append(edge.start())
            break
    at = before.rfind("<")
    named = _BEGUN_TAG(before, at) if at >= 0 else None
    if named is not None and _REST.match(before, named.end()) is None:
        begun.append(at)
    return min(begun)
