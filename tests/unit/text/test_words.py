"""Words as an editor moves by them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pith.text import (
    Text,
    delete_word_left_start,
    delete_word_right_end,
    is_grapheme_boundary,
    is_word_boundary,
    is_word_character,
    word_at,
    word_left,
    word_right,
    words_from,
)
from pith.text import _words as implementation

FLAG = "\U0001f1e9\U0001f1ea"
PIECES = [
    *"ab_1 .-(漢字かカタ’·:\t",
    "e\u0301",
    "-\u0301",
    " \u0308",
    FLAG,
    "\U0001f1e9",
    "\U0001f44d\U0001f3fd",
    "\U0001f469\u200d\U0001f467",
    "Ⓜ",
    "don’t",
    "мир",
    "שלום",
    "क्षि",
    "한글",
    "สวัสดี",
    "\u0600",
    "\udc80",
    "\u200d",
]


@pytest.mark.parametrize(
    ("content", "offset", "expected"),
    [
        ("one two", 1, (0, 3)),
        ("one two", 3, (0, 3)),
        ("one two", 4, (4, 7)),
        ("one  two", 4, None),
        ("a.b", 1, (0, 1)),
        ("(a)", 0, None),
        ("(a)", 3, None),
        ("x\r\ny", 1, (0, 1)),
        ("x\r\n\r\ny", 3, None),
        ("snake_case été", 12, (11, 14)),
        ("", 0, None),
    ],
)
def test_word_at(content: str, offset: int, expected: tuple[int, int] | None) -> None:
    assert word_at(Text.of(content), offset) == expected


@pytest.mark.parametrize("size", [200, 255, 256, 257, 300, 1024, 5000])
def test_long_words_and_gaps(size: int) -> None:
    for filler in ("x", " ", "+"):
        content = "a " + filler * size + " b"
        text = Text.of(content)
        middle = 2 + size // 2
        if filler == " ":
            assert word_left(text, middle) == 0
            assert word_right(text, middle) == len(content)
        else:
            assert word_left(text, middle) == 2
            assert word_right(text, middle) == 2 + size
        if filler == "x":
            assert word_at(text, middle) == (2, 2 + size)
            assert word_at(text, 2) == (2, 2 + size)
            assert word_at(text, 2 + size) == (2, 2 + size)
    for offset in (size, size + 1, size + 2):
        text = Text.of("a" * size + ".b")
        assert word_left(text, offset) == (0 if offset < size + 2 else size + 1)


def test_word_characters() -> None:
    assert [is_word_character(each) for each in ("a", "é", "_", "1", "漢", "\udc80")] == [True] * 6
    assert [is_word_character(each) for each in ("", " ", "\n", ".", "-")] == [False] * 5
    assert is_word_character("-", separators=".")


@pytest.mark.parametrize(
    ("line", "stops"),
    [
        ("漢字 かな", [0, 1, 2, 3, 4, 5]),
        ("カタカナ語", [0, 4, 5]),
        ("don’t stop", [0, 5, 6, 10]),
        ("foo→bar", [0, 3, 4, 7]),
        ("3,14 мир’ы", [0, 1, 2, 4, 5, 10]),
        (f"{FLAG}{FLAG}x", [0, 2, 4, 5]),
        ("snake_ё_case", [0, 12]),
        ("한글 말", [0, 2, 3, 4]),
    ],
)
def test_words_outside_ascii_are_those_of_the_annex(line: str, stops: list[int]) -> None:
    text = Text.of(line)
    found, at = {0}, 0
    while at < len(line):
        at = word_right(text, at)
        found.add(at)
    at = len(line)
    while at > 0:
        at = word_left(text, at)
        found.add(at)
    assert sorted(found) == stops


def test_what_a_language_has_in_its_words_stays_there() -> None:
    text = Text.of("größe-über")
    assert word_right(text, 0, separators=".") == 10
    assert word_right(text, 0) == 5
    assert word_at(text, 6, separators=".") == (0, 10)


def words_of(text: Text) -> list[tuple[int, int]]:
    """The words of all lines."""
    rows = range(text.line_count)
    return [
        word for row in rows for word in words_from(text, text.line_start(row), text.line_end(row))
    ]


def ending_at(text: Text) -> Callable[[int], tuple[int, int] | None]:
    """The word that ends at an offset, or None, as word_at says."""

    def ends(offset: int) -> tuple[int, int] | None:
        word = word_at(text, offset)
        return word if word is not None and word[1] == offset else None

    return ends


@pytest.mark.parametrize("seed", range(150))
def test_windows_make_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    line = "".join(rng.choices(PIECES, k=rng.randrange(1, 60)))
    text = Text.of(f"x{line}\nabc" if rng.random() < 0.5 else line)
    offsets = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
    functions = (word_left, word_right, delete_word_left_start, delete_word_right_end, word_at)
    expected = {each: [each(text, at) for at in offsets] for each in functions}
    for each in functions[:4]:
        for at, found in zip(offsets, expected[each], strict=True):
            assert isinstance(found, int)
            assert is_grapheme_boundary(text, found), (each.__name__, at, found, str(text))
    for at, word in zip(offsets, expected[word_at], strict=True):
        if isinstance(word, tuple):
            assert word[0] <= at <= word[1]
            assert all(is_word_boundary(text, end) for end in word)
    found_words = words_of(text)
    assert found_words == sorted({each for each in map(ending_at(text), offsets) if each})
    monkeypatch.setattr(implementation, "_WINDOW", rng.choice([8, 16, 40]))
    monkeypatch.setattr(implementation, "_PIECE", rng.choice([8, 16, 40]))
    assert words_of(text) == found_words
    for function, found_before in expected.items():
        assert [function(text, at) for at in offsets] == found_before, function.__name__


def test_a_line_of_ideographs_without_end() -> None:
    text = Text.of("漢" * 100_000)
    assert word_left(text, 50_000) == 49_999
    assert word_right(text, 50_000) == 50_001
    assert word_at(text, 50_000) == (49_999, 50_000)


def test_marks_that_fill_a_window() -> None:
    """Whether the dot belongs to the word is decided by the letter behind all its marks."""
    word = "ab·" + "\u0301" * 300 + "c"
    text = Text.of(f"{word} end")
    assert word_right(text, 0) == len(word)
    assert delete_word_right_end(text, 0) == len(word)
    assert word_at(text, 1) == (0, len(word))
    assert not is_word_boundary(text, 2)
    assert word_left(text, len(word)) == 0
