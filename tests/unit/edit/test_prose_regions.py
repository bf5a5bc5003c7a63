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
LATEX = LanguageRules(line_comment="%", headings="latex")
INI = LanguageRules(line_comment="#", headings="ini")
DIFF = LanguageRules(brackets=(), headings="diff")


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


def test_sections_and_environments_of_latex() -> None:
    content = r"""\documentclass{article}
\newcommand{\a}{
  b
}
\begin{document}
\section{One}
\begin{itemize}
  \item a \begin{b} \end{b} % \begin{c}
\end{itemize}
\subsection*{Two}
text

\begin{verbatim}
\section{None}
\begin{d}
\end{verbatim}
% one
\section[Short]{Three}
text

\end{document}
"""
    inner = [(5, 16), (6, 7), (9, 16), (12, 14), (17, 18)]
    assert all_of(content, LATEX) == [(1, 2), (4, 19), *inner]


def test_a_section_ends_with_the_environment_that_it_begins_in() -> None:
    content = (
        "\\subsection{a}\ntext\n\\begin{b}\n\\section{c}\ntext\n\\begin{d}\n\\subsection{e}\n"
        "text\n\\end{d}\ntext\n\\end{b}\ntext\n"
    )
    assert all_of(content, LATEX) == [(0, 2), (2, 9), (3, 9), (5, 7), (6, 7)]


def test_sections_of_ini_files() -> None:
    check(
        """
  ┃a = 1
> ┃[b]
|>┃c = [
|'┃  1,
' ┃]
  ┃
> ┃[[d.e]]  # f
| ┃g = 1
|>┃# h
''┃# i
  ┃[j]
  ┃
> ┃[k "l"]
' ┃m = 2
""",
        INI,
    )


def test_files_and_places_of_differences() -> None:
    check(
        """
> ┃diff --git a/x b/x
| ┃index 1..2
| ┃--- a/x
| ┃+++ b/x
|>┃@@ -1,2 +1,2 @@
||┃ {
||┃   a
||┃-  b
|'┃+  c
|>┃@@ -5 +5 @@
''┃ x
> ┃--- a/y
| ┃+++ b/y
|>┃@@ -1 +1 @@
''┃-a
""",
        DIFF,
    )


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


TEX_PIECES = (
    *(
        "\\section{a}",
        "\\subsection{b}",
        "\\begin{c}",
        "\\end{c}",
        "\\end{document}",
        "text",
        "",
        "",
    ),
    *(
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "  a",
        "    b {",
        "}",
        "% c",
        "[d]",
        "[[e]]",
        "% #region",
    ),
    *("% #endregion", "f = [", "]", "diff --git", "@@ g", "--- h", "+++ i"),
)


@pytest.mark.parametrize("number", range(80))
def test_near_and_all_agree(number: int) -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    rules = (MARKDOWN, MARKDOWN, RST, LATEX, INI, DIFF)[number % 6]
    pieces = TEX_PIECES if rules in (LATEX, INI, DIFF) else PIECES
    content = "\n".join(rng.choice(pieces) for _ in range(rng.randrange(2, 26)))
    try:
        all_of(content, rules)
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {content!r}") from error


def test_what_nothing_ends_is_looked_for_once() -> None:
    for content, rules in (("<!--\n", MARKDOWN), ("```\n~~~\n", MARKDOWN), ("\\end{a}\n", LATEX)):
        text = Text.of("# a\n\\section{b}\n" + content * 20_000)
        regions_for(text, rules, 4).at(0)  # or it would take minutes


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


def test_comments_of_a_line_each_in_restructuredtext() -> None:
    check(
        """
  ┃text
> ┃.. one
| ┃.. two
' ┃.. three
  ┃text
""",
        RST,
    )
