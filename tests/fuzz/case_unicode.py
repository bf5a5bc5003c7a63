"""Characters, words and encodings against what is plain about them."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from pith.base import ProblemError
from pith.edit import (
    EDITING_COMMANDS,
    EditingCommand,
    EditorState,
    MemoryClipboard,
    PlainContext,
    Range,
    Selection,
)
from pith.text import (
    ENCODINGS,
    Edit,
    Text,
    delete_word_left_start,
    delete_word_right_end,
    graphemes,
    is_grapheme_boundary,
    is_word_boundary,
    next_grapheme,
    previous_grapheme,
    split_encoding,
    word_at,
    word_left,
    word_right,
    words,
)
from pith.text import _graphemes as grapheme_windows
from pith.text import _words as word_windows
from pith.text._encodings import decode, encoded
from tests.fuzz.harness import Log, case

PIECES = [
    *"ab_1 .-(漢字かカタ’·:\t\n",
    "\r\n",
    "e\u0301",
    "-\u0301",
    " \u0308",
    "\u0301",
    "\U0001f1e9\U0001f1ea",
    "\U0001f1e9",
    "\U0001f44d\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u200d",
    "\ufe0f",
    "Ⓜ",
    "don’t",
    "мир",
    "שלום",
    "क्षि",
    "한글",
    "\u1112\u1161\u11ab",
    "สวัสดี",
    "\u0600",
    "\udc80",
]
# Motions and deletions that go by characters and words, and what may come between.
BY_CHARACTERS = (
    "caret.left",
    "caret.right",
    "caret.wordLeft",
    "caret.wordRight",
    "select.left",
    "select.right",
    "edit.deleteLeft",
    "edit.deleteRight",
    "edit.deleteWordLeft",
    "edit.deleteWordRight",
)


def random_content(rng: random.Random, pieces: int) -> str:
    if rng.random() < 0.1:
        return "".join(chr(rng.randrange(0xD7FF)) for _ in range(rng.randrange(pieces)))
    return "".join(rng.choices(PIECES, k=rng.randrange(pieces)))


@case("characters and words, in windows of any size")
def windows(rng: random.Random, log: Log) -> None:
    content = random_content(rng, 80)
    text = Text.of(content)
    log(f"in {content!r}")
    assert "".join(graphemes(content)) == "".join(words(content)) == content
    bounds = [0]
    for cluster in graphemes(content):
        bounds.append(bounds[-1] + len(cluster))
    for start, end in pairwise(bounds):
        assert next_grapheme(text, start) == end
        assert previous_grapheme(text, end) == start
    functions: list[Callable[[Text, int], object]] = [
        next_grapheme,
        previous_grapheme,
        word_left,
        word_right,
        delete_word_left_start,
        delete_word_right_end,
        word_at,
        is_word_boundary,
    ]
    expected = [[function(text, at) for at in bounds] for function in functions]
    before = grapheme_windows._WINDOW, word_windows._WINDOW
    try:
        size = grapheme_windows._WINDOW = word_windows._WINDOW = rng.choice([8, 16, 64])
        for function, found in zip(functions, expected, strict=True):
            name = getattr(function, "__name__", "")
            for at, wanted in zip(bounds, found, strict=True):
                log(f"{name} at {at} with windows of {size}")
                assert function(text, at) == wanted
    finally:
        grapheme_windows._WINDOW, word_windows._WINDOW = before


@case("motion and deletion never end inside a character")
def whole_characters(rng: random.Random, log: Log) -> None:
    commands: list[EditingCommand] = [each for each in EDITING_COMMANDS if each.id in BY_CHARACTERS]
    assert len(commands) > 5
    content = random_content(rng, 60)
    state = EditorState(Text.of(content), Selection.caret(0))
    clipboard = MemoryClipboard()
    log(f"in {content!r}")
    for _ in range(40):
        text = state.text
        places = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
        if rng.random() < 0.4:
            ranges = [
                Range(rng.choice(places), rng.choice(places)) for _ in range(rng.choice([1, 3]))
            ]
            state = EditorState(text, Selection.of(ranges))
        heads = [each.head for each in state.selection.ranges]
        if not set(heads) <= set(places):
            # What was deleted has brought together what is one character now.
            state = EditorState(text, Selection.caret(rng.choice(places)))
        command = rng.choice(commands)
        log(f"{command.id} at {state.selection}")
        transaction = command.function(state, PlainContext(text, clipboard=clipboard))
        if transaction is None:
            continue
        for edit in transaction.changes.edits:
            assert is_grapheme_boundary(text, edit.start), edit
            assert is_grapheme_boundary(text, edit.end), edit
        after = state.apply(transaction)
        if transaction.changes.is_empty:
            for each in after.selection.ranges:
                assert is_grapheme_boundary(text, each.head), each
        undone = transaction.changes.invert(text).apply(after.text)
        assert str(undone) == str(text)
        state = after


@case("bytes that nobody edits come back, in any encoding")
def encodings(rng: random.Random, log: Log) -> None:
    name = rng.choice([name for name, _ in ENCODINGS])
    if rng.random() < 0.5:
        data = rng.randbytes(rng.randrange(200))
    else:
        codec = split_encoding(name)[0]
        written = "".join(random_content(rng, 6) + "\n" for _ in range(rng.randrange(8)))
        data = written.encode(codec, "ignore")
        if rng.random() < 0.5 and data:  # damaged
            at = rng.randrange(len(data))
            data = data[:at] + rng.randbytes(rng.randrange(3)) + data[at + 1 :]
    log(f"{data!r}, as {name}")
    for wanted in (None, name):
        try:
            content, encoding, bom = decode(data, wanted)
        except ProblemError:
            assert wanted is not None  # what is recognised is never refused
            continue
        assert b"".join(encoded([content], encoding, bom)) == data
        if encoding not in ("utf-8", "iso8859-1", "cp1252") or not content:
            continue
        # One line is mended: before and after it, every byte is what it was.
        text = Text.of(content)
        row = rng.randrange(text.line_count)
        start, end = text.line_start(row), text.line_end(row)
        log(f"row {row} as {encoding}")
        mended = text.edited((Edit(start, end, "mended"),))
        found = b"".join(encoded(mended.chunks(), encoding, bom))
        head = b"".join(encoded([content[:start]], encoding, bom))
        tail = b"".join(encoded([content[end:]], encoding, False))
        assert found == head + b"mended" + tail
