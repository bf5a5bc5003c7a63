"""Regular expressions of snippets mean what they mean in JavaScript."""

from __future__ import annotations

import re
import warnings

import pytest

from pith.edit.snippets._javascript import compile_javascript


@pytest.mark.parametrize(
    ("source", "options", "text", "found"),
    [
        (r"\p{Lu}", "", "aÄb", "Ä"),
        (r"\P{L}+", "", "ab12c", "12"),
        (r"[\p{L}_]+", "", "1ß_2", "ß_"),
        (r"\p{Script=Greek}", "u", "aλ", "λ"),
        (r"[^]+", "", "a\nb", "a\nb"),
        (r"a[]|b", "", "ab", "b"),
        (r"(?<=f.*)\d", "", "1 foo2", "2"),
        (r"(?<!\w+ )b", "", "a b,b", "b"),
        (r"(?<word>\w)\k<word>", "", "abba", "bb"),
        (r"(?<=x)y", "", "yxy", "y"),
        (r"[[a]+", "", "b[a[", "[a["),
        (r"[a&&b]+", "", "c&&a", "&&a"),
        (r"[a||b]+", "", "c||", "||"),
        (r"[~~]", "", "~", "~"),
        (r"[\w-.]+", "", "+a-b.", "a-b."),
        (r"[+--]+", "", "a,-+b", ",-+"),
        (r"[--/]+", "", "a./-", "./-"),
        (r"[a-]+", "", "b-a", "-a"),
        (r"[-a]+", "", "b-a", "-a"),
        (r"[\b]", "", "\b", "\b"),
        (r"[\]\\]+", "", "a]\\", "]\\"),
        (r"[^\]]+", "", "]ab]", "ab"),
        (r"[a-c\u{64}]+", "u", "xabcd", "abcd"),
        (r"\u0061\x62\u{63}", "u", "abc", "abc"),
        (r"\cJ", "", "a\n", "\n"),
        (r"\0", "", "\0", "\0"),
        (r"\e\h\-\/\.", "", "eh-/.", "eh-/."),
        (r"x{,2}", "", "x{,2}", "x{,2}"),
        (r"x{1,2}", "", "xxx", "xx"),
        (r"a{", "", "a{", "a{"),
        (r".$", "", "ab\n", None),
        (r".$", "m", "a\nb\n", "a"),
        (r"a.b", "s", "a\nb", "a\nb"),
        (r"B", "i", "ab", "b"),
        (r"é+", "gy", "caféé", "éé"),
    ],
)
def test_what_is_found(source: str, options: str, text: str, found: str | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        match = compile_javascript(source, options).search(text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize("source", ["(", "a)", "[a", "[b-a]", "*", r"\p{Nothing}", r"\k<x>", "\\"])
def test_what_is_none(source: str) -> None:
    with pytest.raises(re.error):
        compile_javascript(source, "")
