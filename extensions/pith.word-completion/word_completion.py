"""The words of the open documents, those of the active one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

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
WORD = re.compile(r"\b[^\W\d]\w{2,79}")

Words = dict[str, None]

context: ExtensionContext
known: dict[str, tuple[int, Words]] = {}
"""By URI, the words of a version of each document that is not typed in."""


def activate(given: ExtensionContext) -> None:
    global context
    context = given


def words_of(text: TextSnapshot, around: int, token: CancelToken) -> Words:
    """The words of the rows around one, the nearest first."""
    first = max(0, min(around - MOST_ROWS // 2, text.line_count - MOST_ROWS))
    found: Words = {}
    parts = []
    for row in range(first, min(first + MOST_ROWS, text.line_count), ROWS):
        if token.cancelled:
            raise Cancelled
        parts.append((abs(row + ROWS // 2 - around), row))
    for _, row in sorted(parts):
        for line in text.lines(row, min(row + ROWS, first + MOST_ROWS, text.line_count)):
            found.update(dict.fromkeys(WORD.findall(line[:LONGEST_LINE])))
        if len(found) > MOST_WORDS:
            break
    return found


def typed_word(text: TextSnapshot, position: Point) -> str:
    """The word that ends at a place."""
    line = text.lines(position.row, position.row + 1)[0]
    found = re.search(r"\w*\Z", line[max(0, position.column - 100) : position.column])
    return found.group() if found else ""


@hook
def completions(
    document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
) -> Future[Sequence[Completion]]:
    others = [each for each in context.workspace.documents() if each.uri != document.uri]
    answer: Future[Sequence[Completion]] = Future()
    snapshots: list[tuple[DocumentInfo, TextSnapshot]] = []
    wanted = [each for each in others if known.get(each.uri, (-1, {}))[0] != each.version]
    left = len(wanted)

    def collect(stopped: CancelToken) -> Sequence[Completion]:
        found = words_of(text, position.row, stopped)
        found.pop(typed_word(text, position), None)
        for each, other in snapshots:
            known[each.uri] = (each.version, words_of(other, 0, stopped))
        for each in others:
            found.update(known.get(each.uri, (0, {}))[1])
        return [Completion(word, icon="symbol-string") for word in found]

    def start() -> None:
        context.tasks.run(collect, "words of open documents").on_done(answer.follow)

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
