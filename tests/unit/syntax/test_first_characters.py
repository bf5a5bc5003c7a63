"""A rule must never be kept from a character that it can match at."""

from __future__ import annotations

import random
import re

import pytest

from pith.syntax._pygments._first import EVERYTHING, NON_ASCII, NOTHING, first_characters

ALPHABET = [*map(chr, range(128)), "é", "ß", "ſ", "\u212a", "İ", "ı", "漢", "\u0660", "\u2028"]
CASES = [
    r"a",
    r"[a-f]+x",
    r"[^a-z]",
    r"(?i)k",
    r"(?i)[a-z]",
    r"(?i)ſ",
    r"(?i)[^k]",
    r"\d+|\s|_\w",
    r"\D",
    r"\W",
    r"\S",
    r"(?a)\s",
    r"(?a)\w",
    r".",
    r"(?s).",
    r"a?b",
    r"a*?b",
    r"(?:ab|cd)?e",
    r"^#",
    r"\bfoo",
    r"(?=[ab]).",
    r"(?=a)",
    r"(?!a)\w",
    r"(?<=x)y",
    r"(?<!x)y",
    r"(a)?(?(1)b|c)",
    r"(a|b)\1",
    r"()x",
    r"",
    r"$",
    r"\Z",
    r"(?:)",
    r"é|漢",
    r"[à-ÿ]",
    r"(?i:a)b",
    r"(?-i:a)b",
    r"a{0}b",
    r"a{2,3}",
    r"(?>a|b)c",
    r"a*+b",
    r"[^\x00-\x7f]",
    r"[\d_]",
    r"(?=[A-Z])\w",
    r"[ \t]*(?=#)",
    r"(?i)straße",
]


@pytest.mark.parametrize("pattern", CASES)
@pytest.mark.parametrize("flags", [re.MULTILINE, re.MULTILINE | re.IGNORECASE, re.DOTALL])
def test_every_character_that_matches_is_named(pattern: str, flags: re.RegexFlag) -> None:
    bits = first_characters(pattern, int(flags))
    match = re.compile(pattern, flags).match
    rest = ["", "a", "b", "x", "y", "1", " ", "\n", "aax", "bc", "cde", "foo", "traße", "#"]
    for character in ALPHABET:
        bit = 1 << ord(character) if character < "\x80" else NON_ASCII
        if any(match("xy" + character + more, at) for more in rest for at in (2,)):
            assert bits & bit, character
    if any(match(before, len(before)) for before in ("", "x", "xy\n")):
        assert bits & NOTHING


def test_what_cannot_match_is_left_out() -> None:
    bits = first_characters(r"def\b", 0)
    assert bits == 1 << ord("d")
    assert not first_characters(r"[a-c]|\d", 0) & 1 << ord("z")
    assert not first_characters(r"(?=ab)\w+", 0) & 1 << ord("c")
    assert first_characters(r"\s*", 0) == EVERYTHING
    assert first_characters(r"(?=a)", 0) == 1 << ord("a")


def test_random_patterns() -> None:
    rng = random.Random(11)
    atoms = ["a", "B", "k", "[ab]", "[^ab]", "[A-Z]", r"\d", r"\W", r"\s", ".", "é", "ß", "_", "#"]

    def pattern(depth: int) -> str:
        if depth == 0 or rng.random() < 0.3:
            return rng.choice(atoms) + rng.choice(["", "", "", "*", "+", "?", "*?", "{2}"])
        kind = rng.randrange(5)
        one, other = pattern(depth - 1), pattern(depth - 1)
        return (
            f"{one}{other}",
            f"(?:{one}|{other})",
            f"({one}){rng.choice(['', '?'])}{other}",
            f"(?={one}){other}",
            f"(?i:{one}){other}",
        )[kind]

    for number in range(400):
        source = pattern(3)
        flags = rng.choice([0, re.IGNORECASE])
        bits = first_characters(source, int(flags))
        match = re.compile(source, flags).match
        for _ in range(30):
            text = "".join(rng.choice(ALPHABET) for _ in range(rng.randint(0, 4)))
            if match(text):
                bit = NOTHING if not text else 1 << ord(text[0])
                if text and text[0] >= "\x80":
                    bit = NON_ASCII
                assert bits & bit, (number, source, flags, text)
