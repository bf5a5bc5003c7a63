"""Finding in one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Problem, ProblemError
from pith.text import WORD_SEPARATORS, Text, is_word_boundary

if TYPE_CHECKING:
    import regex

    from pith.text import Needle

_WINDOW = 65_536  # code points that are looked through before a search can be stopped
_ROWS = 512
_SHORT_LINE = 250  # code points in which an expression with two repeats needs no clock
_LINE_SECONDS = 1.0
_PIECE_SECONDS = 10.0
_SKIM_SECONDS = 0.5  # for a window: whoever takes longer is asked line by line
_LARGEST_PIECE = 64_000_000  # code points
_TURN_SECONDS = 0.05  # after which slow lines let a search be stopped
# Letters beyond ASCII that are the same as one in it when case does not matter.
_LIKE_ASCII = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
_LETTER = "[0-9A-Za-z]"
_NAMES = r"\\[pP]\{[^}]*\}|\\.|\(\?P?[<=>]\w+[>)]"


class SearchQuery(NamedTuple):
    """What to look for.

    A literal pattern may hold line breaks, which stand for any kind of them. A regular expression
    (of the module `regex`) is searched in every line by itself, unless it holds `\\n`.
    """

    pattern: str
    case_sensitive: bool = True
    whole_word: bool = False
    regex: bool = False
    word_separators: str = WORD_SEPARATORS


class Match(NamedTuple):
    """A place that was found, as offsets of the text.

    `groups` begins with the whole match and goes on with what the groups of a regular
    expression matched (None: a group that took no part).
    """

    start: int
    end: int
    groups: tuple[str | None, ...]


def has_capitals(query: SearchQuery) -> bool:
    """Whether what is looked for has a capital in it, which with smart case makes case matter.

    In a regular expression, letters that name something (a kind of characters, a group) do not
    count.
    """
    pattern = re.sub(_NAMES, "", query.pattern) if query.regex else query.pattern
    return pattern != pattern.lower()


def check_query(query: SearchQuery) -> None:
    """Raise ProblemError when the query's regular expression is wrong."""
    if query.regex:
        _expression(query)


def find_matches(
    text: Text,
    query: SearchQuery,
    start: int = 0,
    end: int | None = None,
    limit: int | None = None,
    should_stop: Callable[[int], bool] | None = None,
) -> Iterator[Match]:
    """The places from `start` to `end` where the query holds, in order and without overlaps.

    At most `limit` of them. `should_stop` is asked every few tens of thousands of code points
    (between two matches, when the expression spans lines), is given the offset that the search
    has come to, and ends it when it says so. Raises ProblemError when the expression is wrong, or
    when it takes a second for one line (ten for a text, when it spans lines): some expressions
    would take years.
    """
    start = max(start, 0)
    end = len(text) if end is None else min(end, len(text))
    if not query.pattern:
        scan: Iterator[Match | int] = iter(())
    elif not query.regex:
        reach = len(query.pattern) + query.pattern.count("\n")
        scan = _in_stretches(text, query, reach, start, end)
    elif _spans_lines(query.pattern):
        scan = _in_one_piece(text, _expression(query), query, start, end)
    else:
        scan = _in_lines(text, _expression(query), query, start, end)
    return _filtered(text, query, scan, limit, should_stop)


def _filtered(
    text: Text,
    query: SearchQuery,
    scan: Iterator[Match | int],
    limit: int | None,
    should_stop: Callable[[int], bool] | None,
) -> Iterator[Match]:
    count = 0
    for match in scan:
        if isinstance(match, int):
            if should_stop is not None and should_stop(match):
                return
        elif not query.whole_word or _is_whole_word(text, match, query.word_separators):
            yield match
            count += 1
            if count == limit:
                return


@lru_cache(maxsize=32)
def literal_expression(query: SearchQuery) -> re.Pattern[str]:
    """What finds the string of a query that is no regular expression. Of whole words, most places
    that are none are left out."""
    flags = 0 if query.case_sensitive else re.IGNORECASE
    pattern = query.pattern.replace("\r\n", "\n")
    expression = "\r?\n".join(map(re.escape, pattern.split("\n")))
    if query.whole_word and not re.search(_LETTER, query.word_separators):
        # Between two of these there is never a boundary.
        if re.match(_LETTER, pattern):
            expression = f"(?<!{_LETTER}){expression}"
        if re.match(_LETTER, pattern[-1]):
            expression = f"{expression}(?!{_LETTER})"
    return re.compile(expression, flags)


@lru_cache(maxsize=32)
def _expression(query: SearchQuery) -> regex.Pattern[str]:
    # Not `re`: that one cannot be stopped, and no other thread runs while it searches.
    import regex

    flags = regex.MULTILINE | (0 if query.case_sensitive else regex.IGNORECASE)
    expression = query.pattern
    if "[" not in expression:  # Within brackets a group would be taken for its characters.
        expression = re.sub(_LINE_BREAK, r"\1(?:\\r?\\n)", expression)
    try:
        return regex.compile(expression, flags)
    except regex.error as error:
        position: int | None = getattr(error, "pos", None)
        raise ProblemError(
            Problem(
                f"not a regular expression: {getattr(error, 'msg', error)}",
                source=query.pattern,
                column=None if position is None else min(position, len(query.pattern)) + 1,
                advice="put a backslash before a character that is meant as itself",
            )
        ) from error


def group_names(query: SearchQuery) -> Mapping[str, int]:
    """The numbers of the groups of a regular expression that have a name. Raises ProblemError."""
    return _expression(query).groupindex


def _is_fast(pattern: str) -> bool:
    """Whether the expression needs no clock in a short line: no more than two repeats."""
    return len(re.findall(r"[*+?{]", pattern)) <= 2 and not re.search(r"\)[*+?{]", pattern)


def _too_slow(query: SearchQuery, line: int | None) -> ProblemError:
    return ProblemError(
        Problem(
            "the expression takes too long" + (f" in line {line}" if line else ""),
            source=query.pattern,
            advice="repeat less: one * or + that may match what the next one matches is enough",
        )
    )


_LINE_BREAK = r"(?<!\\)((?:\\\\)*)\\n"


def _spans_lines(pattern: str) -> bool:
    return "\n" in pattern or re.search(_LINE_BREAK, pattern) is not None


# Each of these yields an offset now and then, up to which all is found: a place to stop at.


def _absence(query: SearchQuery) -> Callable[[str], bool] | None:
    """What says of a window, many times as fast as a search in any case, that nothing is there;
    where it says no, something may be."""
    pattern = query.pattern
    if query.case_sensitive or not pattern.isascii() or "\n" in pattern:
        return None
    lower = pattern.lower()
    wanted = lower.encode()
    like = [other for letter, others in _LIKE_ASCII.items() if letter in lower for other in others]

    def is_absent(window: str) -> bool:
        if window.isascii():
            return lower not in window.lower()
        if any(each in window for each in like):
            return False
        return wanted not in window.encode("utf-8", "surrogatepass").lower()

    return is_absent


def _needle(query: SearchQuery) -> Needle | None:
    """What must be in the bytes of a page for something of the query to start in it."""
    from pith.text import Needle

    pattern = query.pattern
    if "\n" in pattern:
        return None
    if query.case_sensitive:
        try:
            return Needle(pattern.encode())
        except UnicodeEncodeError:
            return None
    if not pattern.isascii():
        return None
    lower = pattern.lower()
    like = "".join(others for letter, others in _LIKE_ASCII.items() if letter in lower)
    return Needle(lower.encode(), True, tuple([each.encode() for each in like]))


def _in_stretches(
    text: Text, query: SearchQuery, reach: int, start: int, end: int
) -> Iterator[Match | int]:
    """As _in_windows, past pages of a huge file in which nothing is."""
    pattern, is_absent = literal_expression(query), _absence(query)
    needle = _needle(query) if end - start > _WINDOW and text.has_pages else None
    if needle is None:
        yield from _in_windows(text, pattern, is_absent, reach, start, end, end)
        return
    from pith.text import stretches

    at = start
    for first, last, absent in stretches(text, needle, start, end):
        if absent:
            yield last
            continue
        for found in _in_windows(text, pattern, is_absent, reach, max(first, at), last, end):
            if not isinstance(found, int):
                at = found.end
            yield found


def _in_windows(
    text: Text,
    pattern: re.Pattern[str],
    is_absent: Callable[[str], bool] | None,
    reach: int,
    start: int,
    last: int,
    end: int,
) -> Iterator[Match | int]:
    """What starts from `start` to `last` and ends before `end`, for patterns that look at nothing
    around them and match at most `reach` code points."""
    while start < last:
        stop = min(start + _WINDOW, last)
        window = text.slice(start, min(stop + reach - 1, end))
        after = stop
        if is_absent is not None and is_absent(window):
            start = stop
            yield start
            continue
        for hit in pattern.finditer(window):
            at = start + hit.start()
            if at >= stop:
                break
            after = start + hit.end()
            yield Match(at, after, (hit.group(),))
        start = max(stop, after)
        yield start


def _in_lines(
    text: Text, pattern: regex.Pattern[str], query: SearchQuery, start: int, end: int
) -> Iterator[Match | int]:
    """Line by line, so that `$`, `\\s` and `[^x]` know nothing of line breaks; past stretches of
    lines in which nothing is even if they do."""
    first = text.row_at(start)
    if end - start <= _WINDOW or not _may_skim(query.pattern):
        yield from _in_rows(text, pattern, query, (first, text.row_at(end)), start, end)
        return
    at = text.line_start(first)
    skims = True
    while at <= end:
        stop = min(at + _WINDOW, len(text))
        lines = text.slice(at, stop)
        if stop < len(text):
            stop = at + lines.rfind("\n") + 1
            if stop == at:  # one line is longer than that
                row = text.row_at(at)
                yield from _in_rows(text, pattern, query, (row, row), start, end)
                if row + 1 == text.line_count:
                    return
                at = text.line_start(row + 1)
                continue
            lines = lines[: stop - at]
        try:
            if skims and not _is_in(pattern, lines):
                yield min(stop, end)
                if stop == len(text):
                    return
                at = stop
                continue
        except TimeoutError:
            skims = False
        rows = (text.row_at(at), text.row_at(stop if stop == len(text) else stop - 1))
        yield from _in_rows(text, pattern, query, rows, start, end)
        if stop == len(text):
            return
        at = stop


def _may_skim(pattern: str) -> bool:
    """Whether what matches in a line by itself makes for a match among other lines as well: what
    looks around, or does not try all ways to match, may not."""
    return not re.search(
        r"\(\?(?!:|P?<\w)|\(\*|[*+?}]\+|\\[AZGKR]|\{[^0-9,}]|(?<!\\)(?:\\\\)*\\z", pattern
    )


def _is_in(pattern: regex.Pattern[str], lines: str) -> bool:
    """Whether the expression matches somewhere in the lines, over their breaks as well. Raises
    TimeoutError."""
    if "\r" in lines:
        lines = lines.replace("\r\n", "\n")
    return pattern.search(lines, concurrent=True, timeout=_SKIM_SECONDS) is not None


def _in_rows(
    text: Text,
    pattern: regex.Pattern[str],
    query: SearchQuery,
    rows: tuple[int, int],
    start: int,
    end: int,
) -> Iterator[Match | int]:
    """What is from `start` to `end` in those rows, the last included."""
    first, last = rows
    finditer = pattern.finditer
    short = _SHORT_LINE if _is_fast(query.pattern) else 0
    turn = monotonic() + _TURN_SECONDS
    for row in range(first, last + 1, _ROWS):
        lines = text.lines(row, min(row + _ROWS, last + 1))
        begin = text.line_start(row)
        for index, line in enumerate(lines):
            hits: Iterable[regex.Match[str]]
            if len(line) <= short:
                hits = finditer(line)
            else:
                try:
                    hits = list(finditer(line, concurrent=True, timeout=_LINE_SECONDS))
                except TimeoutError:
                    raise _too_slow(query, row + index + 1) from None
                if monotonic() > turn:
                    yield text.line_start(row + index)
                    turn = monotonic() + _TURN_SECONDS
            for hit in hits:
                if index and not begin:
                    begin = text.line_start(row + index)
                at, after = begin + hit.start(), begin + hit.end()
                if at >= start and after <= end:
                    yield Match(at, after, (hit.group(), *hit.groups()))
            begin = 0  # Asked for only where something is found.
        yield text.line_end(min(row + _ROWS - 1, last))


def _in_one_piece(
    text: Text, pattern: regex.Pattern[str], query: SearchQuery, start: int, end: int
) -> Iterator[Match | int]:
    if len(text) > _LARGEST_PIECE:
        raise ProblemError(
            Problem(
                "an expression that spans lines cannot be searched for in a text this large",
                source=query.pattern,
                advice="search line by line: leave out the \\n",
            )
        )
    hits = pattern.finditer(str(text), start, end, concurrent=True, timeout=_PIECE_SECONDS)
    while True:
        try:
            hit = next(hits, None)
        except TimeoutError:
            raise _too_slow(query, None) from None
        if hit is None:
            return
        yield Match(hit.start(), hit.end(), (hit.group(), *hit.groups()))
        yield hit.end()


def _is_whole_word(text: Text, match: Match, separators: str) -> bool:
    """Whether the match neither begins nor ends inside a word."""
    return match.start < match.end and all(
        is_word_boundary(text, at, separators) for at in (match.start, match.end)
    )
