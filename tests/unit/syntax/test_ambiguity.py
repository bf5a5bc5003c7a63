"""Expressions that could take for ever are found, and come to an end."""

from __future__ import annotations

import re
import time

import pytest

from pith.syntax._pygments._ambiguity import is_ambiguous
from pith.syntax._pygments._loading import load_engine
from pith.syntax._pygments._matching import matcher
from pith.text import Edit, Text
from tests.unit.syntax.oracle import Edited

AMBIGUOUS = [
    r'"(\\.|[^"])*"',
    r'"(?:\\\\|\\"|[^"])*"',
    r'"(\\\\|\n|\\"|[^"])*"',
    r"(a+)+b",
    r"(?:a*)*b",
    r"(\w+\s*)+;",
    r"(?:\\.|\\[0-7]{1,3}|[^\\'])*'",
    r"(?:\\[0-7]+|\\.|[^\\'])*'",
    r"(?=(\s+|(!.*))*\))",
    r"((?:x+y?)*)z",
    r"(?:a\w*){2,40};",
    r"(?:(?:(?:a|b|ab)))*c",
]
SOUND = [
    r'"[^"]*"',
    r'"(?:[^"\\]|\\.)*"',
    r"'(?:''|[^'])*'",
    r"(?i)'(''|[^'])*'",
    r'"([^"\\]*(?:\\.[^"\\]*)*)"',
    r"(?s)/\*(?:[^*]|\*(?!/))*\*/",
    r"(?:,\s*\w+)*;",
    r"(?:\w+\.)*\w+",
    r'(?:.|\n)*?"""',
    r"(?:\s+\w+)*:",
    r"(\w+\s*)*",  # nothing behind it can fail
    r"(?:a|a){3}b",
    r"(?>a+)+b",
    r"(?:a|a)*b",  # `re` makes a set of these
    r"(?:[ab]|[bc])*d",
    r"(?i)(?:a|A)*b",
    r"[a-z]+(?:-[a-z]+)*\b",
    r"x*y*z*",
    r"",
]


@pytest.mark.parametrize("pattern", AMBIGUOUS)
def test_ambiguous(pattern: str) -> None:
    assert is_ambiguous(pattern, int(re.MULTILINE))


@pytest.mark.parametrize("pattern", SOUND)
def test_sound(pattern: str) -> None:
    assert not is_ambiguous(pattern, int(re.MULTILINE))


def test_what_the_dot_matches_depends_on_flags() -> None:
    assert not is_ambiguous(r"(?:.|\n)*x", 0)
    assert is_ambiguous(r"(?:.|\n)*x", int(re.DOTALL))
    assert is_ambiguous(r"(?s)(?:.|\n)*x", 0)


@pytest.mark.parametrize("pattern", AMBIGUOUS)
@pytest.mark.parametrize(
    "text", ["", '"a\\"b" c', "aab", "abc;", "a b;", "acd", "\\12'", " !x)", "xyz", "AaB", "abc"]
)
def test_matches_are_the_same(pattern: str, text: str) -> None:
    flags = int(re.MULTILINE)
    match = matcher(pattern, flags)
    for position in range(len(text) + 1):
        ours, wanted = match(text, position), re.compile(pattern, flags).match(text, position)
        assert (ours is None) == (wanted is None)
        if wanted is not None:
            assert ours.span() == wanted.span()
            assert ours.groups() == wanted.groups()


def test_a_match_that_would_take_for_ever_is_none() -> None:
    began = time.monotonic()
    assert matcher(r'"(\\.|[^"])*"', 0)('"' + "\\a" * 500) is None
    assert time.monotonic() - began < 5


def test_flags_mean_the_same_to_both_modules() -> None:
    for flags in (re.IGNORECASE, re.MULTILINE, re.DOTALL, re.VERBOSE, re.ASCII, re.UNICODE):
        pattern = r"(?:É+|\w+ )+ # x" + "\n$"
        match = matcher(pattern, int(flags))
        for text in ("é", "éa ", "a # x\n", "É", "A  # x\n"):
            wanted = re.compile(pattern, flags).match(text)
            found = match(text)
            assert (found and found.span()) == (wanted and wanted.span())


@pytest.mark.parametrize("name", ["smithy", "scala", "perl"])
def test_an_open_quote_in_a_language_whose_lexer_has_such_expressions(name: str) -> None:
    """Without all this, the letter that is typed here was the program's last."""
    rest = 'x = "\\n\\t\\\\" y\n' * 60
    edited = Edited(name, Text.of("a = 1\n" + rest[:-9]))
    edited.edit([Edit(4, 4, '"')])
    edited.settle()
    assert edited.highlighter.tokens(0) is not None
    assert load_engine(name).resumes
