"""What glob patterns mean."""

from __future__ import annotations

import pytest

from pith.api import compile_globs


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("Makefile", ["Makefile"], ["makefile", "a/Makefile", "Makefile2"]),
        ("*.py", ["a.py", ".py"], ["a/b.py", "a.pyc"]),
        ("?.py", ["a.py"], [".py", "ab.py", "/.py"]),
        ("**/*.py", ["a.py", "a/b.py", "a/b/c.py"], ["a.pyc"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a"]),
        ("*.{c,h}", ["a.c", "a.h"], ["a.cc", "a.{c,h}"]),
        ("{src/*,*.md}", ["src/a", "b.md"], ["src/a/b"]),
        ("[ab].txt", ["a.txt", "b.txt"], ["c.txt", "ab.txt"]),
        ("[!ab].txt", ["c.txt"], ["a.txt", "/.txt"]),
        ("x[/]y", [], ["x/y"]),
        ("a+(b).txt", ["a+(b).txt"], ["aab.txt"]),
        ("[", ["["], ["a"]),
        ("{a", ["{a"], ["a"]),
        ("*", ["a\nb", "\u00e9"], ["a/b"]),
        ("", [""], ["a"]),
    ],
)
def test_patterns(pattern: str, matched: list[str], others: list[str]) -> None:
    expression = compile_globs([pattern])
    assert [each for each in matched if not expression.fullmatch(each)] == []
    assert [each for each in others if expression.fullmatch(each)] == []


def test_several_and_none() -> None:
    assert compile_globs(["*.a", "b"]).fullmatch("b")
    assert compile_globs(["*.a", "b"]).fullmatch("x.a")
    assert not compile_globs([]).fullmatch("")


def test_what_is_none() -> None:
    with pytest.raises(ValueError, match="bad character range z-a"):
        compile_globs(["[z-a]"])
