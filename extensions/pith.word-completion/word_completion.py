"""The words of the open documents, those of the active one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from pith.api import (
    Cancelled,
    CancelToken,
    Completion,
    DocumentInfo,
    ExtensionContext,
    Future,
    Point,
    TextSnapshot,
    hook,
)

ROWS = 1000  # that are read at once
MOST_ROWS = 20_000  # of a document: those around the caret, or its first ones
LONGEST_LINE = 10_000  # characters of a line that are looked at
MOST_WORDS = 20_000
LONGEST_WORD = 80
NEVER_FIRST = "?!'."  # of what languages have in their words: `empty?`, but `!valid`

Words = dict[str, None]

context: ExtensionContext
known: dict[str, tuple[tuple[int, str], Words]] = {}
"""By URI, the words of a version of each document that is not typed in, for what words have in
them."""


def activate(given: ExtensionContext) -> None:
    global context
    context = given


@lru_cache(maxsize=8)
def word_pattern(characters: str) -> re.Pattern[str]:
    """What words look like that have these characters in them besides letters, digits and `_`."""
    first = "".join(each for each in characters if each not in NEVER_FIRST)
    some = rf"[\w{re.escape(characters)}]"
    # A word is not part of a number, and not of other signs alone.
    begins = rf"(?<![\w{re.escape(first)}])"
    begins += rf"(?=[{re.escape(first)}]*[^\W\d])" if first else r"(?=[^\W\d])"
    return re.compile(rf"{begins}{some}{{2,{LONGEST_WORD}}}(?!\w)")


def words_of(
    text: TextSnapshot, typed: Point | None, pattern: re.Pattern[str], token: CancelToken
) -> Words:
    """The words of the rows around the place where somebody types, the nearest first, without the
    one that is being typed there; of the first rows, if nobody does."""
    around = typed.row if typed is not None else 0
    first = max(0, min(around - MOST_ROWS // 2, text.line_count - MOST_ROWS))
    found: Words = {}
    parts = []
    for row in range(first, min(first + MOST_ROWS, text.line_count), ROWS):
        if token.cancelled:
            raise Cancelled
        parts.append((abs(row + ROWS // 2 - around), row))
    for _, row in sorted(parts):
        end = min(row + ROWS, first + MOST_ROWS, text.line_count)
        lines = list(text.lines(row, end, 0, LONGEST_LINE))
        if typed is not None and row <= around < end:
            lines[around - row] = line_without_word(text, typed, pattern)
        for line in lines:
            found.update(dict.fromkeys(pattern.findall(line)))
        if len(found) > MOST_WORDS:
            break
    return found


def line_without_word(text: TextSnapshot, place: Point, pattern: re.Pattern[str]) -> str:
    """What surrounds a place in its row, without the word that is being typed there."""
    start = max(0, place.column - LONGEST_LINE // 2)
    (line,) = text.lines(place.row, place.row + 1, start, start + LONGEST_LINE)
    column = place.column - start
    for word in pattern.finditer(line, max(0, column - LONGEST_WORD)):
        if word.start() <= column <= word.end():
            return f"{line[: word.start()]} {line[word.end() :]}"
        if word.start() > column:
            break
    return line


@hook
def completions(
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    word_characters: str,
    token: CancelToken,
) -> Future[Sequence[Completion]]:
    others = [each for each in context.workspace.documents() if each.uri != document.uri]
    pattern = word_pattern(word_characters)
    answer: Future[Sequence[Completion]] = Future()
    snapshots: list[tuple[DocumentInfo, TextSnapshot]] = []
    wanted = [
        each
        for each in others
        if each.uri not in known or known[each.uri][0] != (each.version, word_characters)
    ]
    left = len(wanted)

    def collect(
        words: dict[str, Words], stopped: CancelToken
    ) -> tuple[Sequence[Completion], dict[str, Words]]:
        found = words_of(text, position, pattern, stopped)
        read = {each.uri: words_of(other, None, pattern, stopped) for each, other in snapshots}
        for each in others:
            found.update(read.get(each.uri) or words.get(each.uri, {}))
        return [Completion(word, icon="symbol-string") for word in found], read

    def remember(
        collected: tuple[Sequence[Completion], dict[str, Words]],
    ) -> Sequence[Completion]:
        found, read = collected
        still_open = {each.uri for each in context.workspace.documents()}
        for each, _ in snapshots:
            if each.uri in still_open:
                known[each.uri] = ((each.version, word_characters), read[each.uri])
        return found

    def start() -> None:
        # `known` is of the window's thread: documents are closed while a worker reads others.
        words = {each.uri: known[each.uri][1] for each in others if each.uri in known}
        collecting = context.tasks.run(partial(collect, words), "words of open documents")
        collecting.then(remember).on_done(answer.follow)

    def took(each: DocumentInfo, done: Future[TextSnapshot]) -> None:
        nonlocal left
        left -= 1
        if done.exception() is None:
            snapshots.append((each, done.result()))
        if not left:
            start()

    for each in wanted:
        context.workspace.snapshot(each.uri).on_done(partial(took, each))
    if not wanted:
        start()
    return answer


@hook
def document_closed(document: DocumentInfo) -> None:
    known.pop(document.uri, None)
