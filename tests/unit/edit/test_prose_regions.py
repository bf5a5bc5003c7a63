"""What can be folded in Markdown and reStructuredText."""

from __future__ import annotations

import random

import pytest

from pith.edit import LanguageRules, regions_for, regions_in
from pith.edit import _prose_regions as module
from pith.text import Text
from tests.support.drawn_regions import drawn_regions

MARKDOWN = LanguageRules(block_comment=("<!--", "-->"), off_side=True, headings="markdown")
RST = LanguageRules(line_comment="..", off_side=True, headings="restructuredtext")


def all_of(content: str, rules: LanguageRules = MARKDOWN) -> list[tuple[int, int]]:
    """The regions of a text, all at once; looking for each gives the same."""
    text = Text.of(content)
    found = regions_in(text, 0, text.line_count - 1, rules, 4)
    single = regions_for(text, rules, 4)
    rows = range(text.line_count)
    assert [each for row in rows if (each := single.at(row))] == found
    assert [row for row in rows if single.starts(row)] == [each.first for each in found]
    for row in rows:
        around = [each for each in found if each.first < row <= each.last]
        assert regions_for(text, rules, 4).enclosing(row) == max(around, default=None), row
    assert not single.take_gave_up()
    return [(each.first, each.last) for each in found]


def check(drawn: str, rules: LanguageRules = MARKDOWN) -> None:
    lines, expected = drawn_regions(drawn)
    for ending in ("\n", "\r\n"):
        assert all_of(ending.join(lines), rules) == expected


def test_sections_reach_to_the_next_heading_of_their_level() -> None:
    check("""
   ┃before
>  ┃# One
|  ┃
|> ┃## Two ##
||>┃#### Two levels below
||'┃text
|| ┃
||>┃### And one
|''┃text
|  ┃
|> ┃## Five
|' ┃#six
|  ┃
|  ┃##
|> ┃##
'' ┃text
   ┃
>  ┃# Seven
'  ┃text
   ┃
""")


def test_headings_that_are_underlined() -> None:
    check("""
>  ┃One
|  ┃===
|  ┃
|> ┃Two
|| ┃lines
|| ┃---
|' ┃text
|  ┃
|> ┃Three
|| ┃-
'' ┃text
   ┃
>  ┃Four
|  ┃====
|  ┃- a
|  ┃---
|  ┃
|  ┃---
'  ┃text
""")


def test_what_only_looks_like_a_heading() -> None:
    check("""
>  ┃# One
|  ┃#two
|> ┃####### seven
|' ┃    # code
|> ┃```sh
|| ┃# a comment
|| ┃Title
|| ┃=====
|' ┃```
|> ┃<!--
|| ┃# a comment
|' ┃-->
|> ┃- an item
|| ┃
|| ┃  # in it
|' ┃  text
|> ┃| a | b |
|| ┃|---|---|
|' ┃| # | c |
'  ┃end
""")


def test_fences_fold_whatever_is_in_them() -> None:
    check("""
>  ┃```
|  ┃flat
|  ┃~~~
'  ┃```
   ┃
>  ┃~~~~ py {.x}
|  ┃~~~
|  ┃```
'  ┃~~~~~
   ┃text
>  ┃- ```c
|  ┃  x
'  ┃  ```
>  ┃> ```
|  ┃> a
'  ┃> ```
   ┃```a``` is no fence
   ┃```one``` either
>  ┃```js
|> ┃if (a) {
||>┃b(
||'┃c
|' ┃)
|  ┃}
|> ┃for x:
|| ┃  b
|' ┃  c
|  ┃)
'  ┃```
>  ┃``` nothing ends it
'  ┃# text
   ┃
""")


def test_front_matter_quotations_tables_and_lists() -> None:
    check("""
>   ┃---
|   ┃title: a
|   ┃# no heading
|>  ┃b:
|'  ┃  c
'   ┃---
    ┃
>   ┃# One
|>  ┃> quoted
|'  ┃>
|   ┃
|>  ┃a | b
||  ┃--|:-:
||  ┃c | d
|'  ┃e | f
|>  ┃1. one
||> ┃   - two
|'' ┃     text
|   ┃2. three
|>  ┃<!-- #region -->
||  ┃text
|'  ┃<!-- #endregion -->
'   ┃text
""")
    assert all_of("---\n\ntext\n\n---\n") == []
    assert all_of("+++\na = 1\n+++\n# A\nb\n") == [(0, 2), (3, 4)]


def test_sections_of_restructuredtext() -> None:
    drawn = """
   ┃=====
>  ┃Title
|  ┃=====
|  ┃
|> ┃Part
|| ┃----
||>┃.. note:: a
|||┃
||'┃   text
|| ┃
||>┃Below
|||┃~~~~~
|''┃text
|  ┃
|> ┃Next
|| ┃-----
|| ┃a
|| ┃b
|| ┃--
|| ┃
|| ┃----
|| ┃
'' ┃text
   ┃
   ┃=======
>  ┃Another
|  ┃=======
'  ┃text
"""
    check(drawn, RST)


PIECES = (
    *("# a", "## b", "### c", " # d", "   ## e", "text", "", "", "a\n===", "b\n---", "c\nd\n-"),
    *(
        "```",
        "```py",
        "~~~",
        "````",
        "- a",
        "  b",
        "    c",
        "  - d",
        "> e",
        "| a | b |",
        "|---|--|",
    ),
    *("<!--", "-->", "<!-- #region -->", "<!-- #endregion -->", "x(", "y {", "})", "---", "\t- f"),
)


@pytest.mark.parametrize("number", range(60))
def test_near_and_all_agree(number: int) -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    content = "\n".join(rng.choice(PIECES) for _ in range(rng.randrange(2, 26)))
    try:
        all_of(content)
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {content!r}") from error


def test_long_texts_are_looked_at_near_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOKED_BACK", 400)
    monkeypatch.setattr(module, "_FARTHEST", 400)
    part = "## Part\n\n```py\n# code\n```\n\n" + "text that goes on\n" * 4
    text = Text.of("# All\n\n" + part * 40)
    single = regions_for(text, MARKDOWN, 4)
    assert single.at(0) is None
    assert single.take_gave_up()
    assert single.starts(0)
    for first in range(2, text.line_count - 1, 10):
        single = regions_for(text, MARKDOWN, 4)
        assert single.at(first) == (first, first + 9)
        assert single.at(first + 3) is None
        assert single.around(first + 3) == (first + 2, first + 4)
        assert single.around(first + 7) == (first, first + 9)
        assert not single.take_gave_up()
    assert single.around(1) is None
    assert single.take_gave_up()
