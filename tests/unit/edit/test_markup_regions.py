"""What can be folded in HTML and XML, against parsers of the standard library."""

from __future__ import annotations

import random
from html.parser import HTMLParser
from xml.parsers import expat

import pytest

from pith.edit import LanguageRules, regions_for, regions_in
from pith.edit import _markup_regions as module
from pith.edit._markup import text_before
from pith.text import Text
from tests.support.drawn_regions import drawn_regions
from tests.unit.edit.test_regions import SLASHES

HTML = LanguageRules(block_comment=("<!--", "-->"), brackets=(("<", ">"), ("{", "}")), tags="html")
XML = HTML._replace(tags="xml")


def rules_in(content: str, rules: LanguageRules, offset: int) -> LanguageRules:
    before = content[:offset]
    return SLASHES if before.rfind("<script") > before.rfind("</script") else rules


def all_of(content: str, rules: LanguageRules = HTML) -> list[tuple[int, int]]:
    """The regions of a text, all at once; looking for each gives the same."""
    text = Text.of(content)
    about = rules, 4
    find = lambda offset: rules_in(content, rules, offset)  # noqa: E731
    found = regions_in(text, 0, text.line_count - 1, *about, rules_at=find)
    single = regions_for(text, *about, rules_at=find)
    rows = range(text.line_count)
    assert [each for row in rows if (each := single.at(row))] == found
    assert [row for row in rows if single.starts(row)] == [each.first for each in found]
    return [(each.first, each.last) for each in found]


def check(drawn: str, rules: LanguageRules = HTML) -> None:
    lines, expected = drawn_regions(drawn)
    assert all_of("\n".join(lines), rules) == expected


def test_elements_fold_however_they_are_indented() -> None:
    drawn = """
   ┃<!doctype html>
>  ┃<html>
|> ┃<body>
||>┃    <p>one
||'┃two</p>
||>┃<ul id="a > b"><li>
||'┃one</li>
|| ┃</ul>
|| ┃<img src=a>
|| ┃  <br>
|| ┃<p>one</p>
|' ┃<h1>two</h1>
'  ┃</body>
   ┃</html>
"""
    check(drawn)


def test_end_tags_that_are_left_out_and_such_as_end_nothing() -> None:
    drawn = """
>   ┃<ul>
|>  ┃<li>one
||> ┃<p>two
|'' ┃three
|>  ┃<li>
||  ┃four
''  ┃</b>
    ┃</ul>
>   ┃<table>
|>  ┃<tr><td>
|'  ┃a
|>  ┃<tr>
||> ┃<td>
|'' ┃b
'   ┃c</table>
>   ┃<div>
'   ┃<b><i>
    ┃</div>
    ┃<span>
    ┃</nobody>
"""
    check(drawn)


def test_comments_and_tags_of_several_rows() -> None:
    drawn = """
> ┃<!-- one
| ┃<p>
| ┃
' ┃</p> -->
> ┃<input
| ┃a=1
| ┃b="
' ┃<">
> ┃<img
' ┃ a>
> ┃<div
| ┃class="a"
| ┃>
' ┃text
  ┃</div>
  ┃<!-- a --><!--
  ┃b -->
> ┃<!-- #region -->
|>┃<p>
|'┃a
| ┃</p>
' ┃<!-- #endregion -->
"""
    check(drawn)


def test_a_script_folds_by_its_own_rules() -> None:
    drawn = """
>  ┃<script>
|  ┃if (a < b) x = "</p>";
|> ┃function f() {
||>┃g(
||'┃a
|| ┃);
|' ┃</p>
|  ┃}
|> ┃/* <div>
|' ┃*/
'  ┃h({
   ┃</script>
>  ┃<textarea>
'  ┃<p>
   ┃</textarea>
   ┃})
"""
    check(drawn)


def test_templates_fold_by_depth() -> None:
    drawn = """
> ┃{% if a < b %}
| ┃  {% x %}
' ┃  <p>a</p>
  ┃{% else %}
  ┃<b>a</b>
  ┃  b
> ┃<% if a <b %>
' ┃  c
  ┃<% end %>
"""
    check(drawn)


def test_code_in_a_page_folds_by_its_own_rules() -> None:
    drawn = """
>  ┃<?php
|> ┃if ($a < 1) {
||>┃f(
||'┃<b>
|' ┃);
|  ┃}
'  ┃g(1);
   ┃?>
>  ┃<p>
|> ┃<%= a(
|| ┃b
|' ┃) %>
'  ┃c
   ┃</p>
"""
    check(drawn)


def test_what_begins_a_region_is_asked_of_the_language_it_is_in() -> None:
    content = (
        "<!-- a\nb -->\n<script>\nimport a\nimport b\n/* c\n*/\n</script>\nimport a\nimport b\n"
    )
    regions = regions_for(
        Text.of(content), HTML, 4, rules_at=lambda offset: rules_in(content, HTML, offset)
    )
    rows = range(content.count("\n"))
    assert [row for row in rows if regions.is_comment(row)] == [0, 5]
    assert [row for row in rows if regions.is_imports(row)] == [3]


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("<p>a</p>", ""),
        ("<p>a <", ""),
        ("<p><b\na", "<b\na"),
        ("<p>a</b", ""),
        ("<a><!-- <b> </b>\n", "<!-- <b> </b>\n"),
        ("<!-- --><script>\nx = '<!--'\n<b", "<script>\nx = '<!--'\n<b"),
        ("<!-- <script> -->", ""),
        ("<!-- <script>", "<!-- <script>"),
        ("<script></script><?php a", "<?php a"),
        ("<script a='", "<script a='"),
    ],
)
def test_what_a_place_is_within_is_found_from_behind(before: str, rest: str) -> None:
    assert before[text_before(before, True) :] == rest


def test_xml() -> None:
    drawn = """
   ┃<?xml version="1.0"?>
>  ┃<!DOCTYPE a [
'  ┃<!ELEMENT a (b)>
   ┃]>
>  ┃<a>
|> ┃<br>
|' ┃one
|  ┃</br>
|> ┃<![CDATA[
|' ┃<c>
|  ┃]]>
|  ┃<C>
'  ┃</c>
   ┃</a>
"""
    check(drawn, XML)


class _Tags(HTMLParser):
    """The regions of HTML in which everything is closed, as the standard library reads it."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._lines = content.split("\n")
        self._open: list[int] = []
        self.found: dict[int, int] = {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("br", "img"):
            self._open.append(self.getpos()[0] - 1)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        first = self._open.pop()
        row, column = self.getpos()[0] - 1, self.getpos()[1]
        line = self._lines[row]
        rest = line[line.index(">", column) + 1 :]
        last = row - 1 if not line[:column].strip() or rest.strip() else row
        if last > first:
            self.found[first] = max(last, self.found.get(first, 0))


def _tree(rng: random.Random, depth: int) -> str:
    pieces = []
    for _ in range(rng.randint(0, 4)):
        kind = rng.random()
        if kind < 0.55 and depth:
            name = rng.choice(["div", "b", "x-y", "Section", "a"])
            attribute = rng.choice(["", " a='>'", ' b="</a>"', " c d=e"])
            pieces.append(f"<{name}{attribute}>{_tree(rng, depth - 1)}</{name}>")
        elif kind < 0.7:
            pieces.append(rng.choice(["<br>", "<img a=1>", "<b/>", "<!-- <a> </b> -->"]))
        pieces.append(rng.choice(["", "text", "\n", "\n  ", "\n", " & < "]))
    return "".join(pieces)


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_closed_is_read_as_parsers_read_it(
    at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not at_once:
        monkeypatch.setattr(module, "_AT_ONCE", 0)
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    for number in range(300):
        content = _tree(rng, 5)
        found, expected = dict(all_of(content)), _Tags(content).found
        tagged = {row: last for row, last in found.items() if row in expected}
        assert tagged == expected, (seed, number, content)
        lines = content.split("\n")
        others = [row for row in found if row not in expected]
        assert not [row for row in others if lines[row].lstrip()[:1] == "<"], (seed, content)


def test_xml_is_read_as_a_parser_reads_it() -> None:
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    for number in range(200):
        tree = _tree(rng, 5).replace("<br>", "<br/>").replace("<img a=1>", "<?a <b>?>")
        for piece, instead in ((" & < ", " "), (" c d=e", ""), ('</a>"', '"')):
            tree = tree.replace(piece, instead)
        content = f"<r>\n{tree}\n</r>"
        lines = content.split("\n")
        opened: list[int] = []
        expected: dict[int, int] = {}
        parser = expat.ParserCreate()

        def begin(name: str, attributes: object) -> None:
            opened.append(parser.CurrentLineNumber - 1)  # noqa: B023

        def end(name: str) -> None:
            first = opened.pop()  # noqa: B023
            row, column = parser.CurrentLineNumber - 1, parser.CurrentColumnNumber  # noqa: B023
            line = lines[row]  # noqa: B023
            if not line.startswith("</", column):
                return
            rest = line[line.index(">", column) + 1 :]
            last = row - 1 if not line[:column].strip() or rest.strip() else row
            if last > first:
                expected[first] = max(last, expected.get(first, 0))  # noqa: B023

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.Parse(content, True)
        found = dict(all_of(content, XML))
        tagged = {row: last for row, last in found.items() if row in expected}
        assert tagged == expected, (seed, number, content)


@pytest.mark.parametrize("tags", ["html", "xml"])
def test_whatever_is_written_all_regions_are_those_found_one_by_one(tags: str) -> None:
    pieces = ["<div>", "</div>", "<p>", "</p>", "<li>", "<b ", 'a="', '"', ">", "<!--", "-->", "\n"]
    pieces += ["<script>", "</script>", "{", "}", "text", "\n", "\n", "  ", "<?", "?>", "'", "<br>"]
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    rules = HTML._replace(tags=tags)
    for number in range(400):
        content = "".join(rng.choices(pieces, k=rng.randint(1, 40)))
        text = Text.of(content)
        try:
            found = all_of(content, rules)
        except AssertionError:
            raise AssertionError((seed, number, content)) from None
        assert all(first < last < text.line_count for first, last in found)
        around = regions_for(text, rules, 4)
        for row in range(text.line_count):
            region = around.enclosing(row)
            assert region is None or region.first < row <= region.last, (seed, content)


def test_regions_of_a_long_text_are_found_near_where_they_are_asked_for() -> None:
    block = "<div>\n<p class='a'>\ntext < more\n</p>\n<!-- a\nb -->\n"
    block += "<script>\nf(\n1\n)\n</script>\n</div>\n"
    content = "<main>\n" + block * 2000 + "</main>\n"
    text = Text.of(content)
    find = lambda offset: rules_in(content, HTML, offset)  # noqa: E731
    found = {
        each.first: each
        for each in regions_in(text, 0, text.line_count - 1, HTML, 4, rules_at=find)
    }
    assert len(found) == 1 + 5 * 2000
    regions = regions_for(text, HTML, 4, rules_at=find)
    assert regions.at(0) is None
    assert regions.take_gave_up()
    rows = random.sample(range(1, text.line_count), 60)
    for row in [*rows, *range(9000, 9060)]:
        assert regions.at(row) == found.get(row), row
        assert regions.starts(row) == (row in found), row
    assert not regions.take_gave_up()
    assert regions.starts(0)
    assert regions.enclosing(9000) is None
    assert regions.take_gave_up()
