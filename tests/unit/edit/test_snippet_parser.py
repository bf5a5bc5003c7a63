"""Bodies of snippets: every construct, and what is none."""

from __future__ import annotations

import re

import pytest

from pith.edit import EditOptions
from pith.edit.snippets import (
    Literal,
    Node,
    SnippetError,
    Stop,
    Variable,
    expand,
    parse_snippet,
)


def shown(body: str, **values: str) -> str:
    """What the body becomes, with what can be filled in as [number:content]."""
    expansion = expand(parse_snippet(body), values.get, EditOptions())
    places = [p for p in expansion.places if (p.number, p.end) != (0, len(expansion.text))]
    signs: list[tuple[int, int, str]] = []
    for order, place in enumerate(places):
        mark = "~" if place.transform is not None else ""
        if place.start == place.end:
            signs.append((place.start, order, f"[{mark}{place.number}]"))
        else:
            signs.append((place.start, order, f"[{mark}{place.number}:"))
            signs.append((place.end, -order - 1, "]"))
    text = expansion.text
    for at, _, sign in sorted(signs, reverse=True):
        text = text[:at] + sign + text[at:]
    return text


def nodes(body: str) -> tuple[Node, ...]:
    return parse_snippet(body).nodes


def test_constructs() -> None:
    assert nodes("a") == (Literal("a"),)
    assert nodes("") == ()
    assert nodes("$1") == nodes("${1}") == (Stop(1),)
    assert nodes("$12a") == (Stop(12), Literal("a"))
    assert nodes("${1:a}") == (Stop(1, (Literal("a"),)),)
    assert nodes("${1:a${2:b}}") == (Stop(1, (Literal("a"), Stop(2, (Literal("b"),)))),)
    assert nodes("${1|a,b|}") == (Stop(1, (), ("a", "b")),)
    assert nodes("$foo_1") == nodes("${foo_1}") == (Variable("foo_1"),)
    assert nodes("${foo:a$1}") == (Variable("foo", (Literal("a"), Stop(1))),)
    assert nodes("${foo:}") == (Variable("foo", ()),)


def test_escapes() -> None:
    assert nodes(r"\$1 \} \\ \a") == (Literal(r"$1 } \ \a"),)
    assert nodes(r"${1:a\}b}") == (Stop(1, (Literal("a}b"),)),)
    assert nodes(r"${1|a\,b,c\|d,e\\f|}") == (Stop(1, (), ("a,b", "c|d", "e\\f")),)


@pytest.mark.parametrize(
    "body",
    ["$", "$ 1", "${", "${}", "${1", "${1:a", "${foo.bar}", "${1|a,b}", "${1||}", "${1/a/b", "$-"],
)
def test_what_is_none_is_text(body: str) -> None:
    parts = [node for node in nodes(body) if not isinstance(node, Literal)]
    assert parts == []
    assert "".join(node.text for node in nodes(body) if isinstance(node, Literal)) == body


def test_what_is_not_closed_keeps_what_is_in_it() -> None:
    assert nodes("${1:a $2") == (Literal("${1:a "), Stop(2))
    assert len(nodes("${1:" * 40)) == 1  # and it does not take for ever


def test_transforms() -> None:
    (node,) = nodes(r"${1/(a)\/b/x${1:/upcase}\/$1/gi}")
    assert isinstance(node, Stop)
    transform = node.transform
    assert transform is not None
    assert transform.pattern.pattern == "(a)/b"
    assert transform.pattern.flags & re.IGNORECASE
    assert transform.apply("a/b A/b c") == "xA/a xA/A c"


@pytest.mark.parametrize(
    ("transform", "before", "after"),
    [
        ("/o/0/", "foo", "f0o"),
        ("/o/0/g", "foo", "f00"),
        ("/O/0/", "foo", "foo"),
        ("/O/0/i", "foo", "f0o"),
        ("/^b/x/gm", "b\nb", "x\nx"),
        ("/a.b/x/s", "a\nb", "x"),
        ("/(.*)/${1:/upcase}/", "foo bar", "FOO BAR"),
        ("/(.*)/${1:/downcase}/", "FOO", "foo"),
        ("/(.*)/${1:/capitalize}/", "foo bar", "Foo bar"),
        ("/(.*)/${1:/camelcase}/", "foo-bar_baz", "fooBarBaz"),
        ("/(.*)/${1:/pascalcase}/", "foo-bar baz", "FooBarBaz"),
        ("/(.*)/${1:/snakecase}/", "fooBarBaz", "foo_bar_baz"),
        ("/(.*)/${1:/kebabcase}/", "fooBar", "foo-bar"),
        ("/(a)|(b)/${1:+yes}${2:-no}/", "a", "yesno"),
        ("/(a)|(b)/${1:?A:B}/g", "ab", "AB"),
        ("/(a)/${1:none}/", "b", "none"),
        ("/(?<first>a)/[$1]/", "ab", "[a]b"),
        ("/\\p{L}/X/", "1äb", "1Xb"),
        ("/(?<=f.*)(\\d)/${1:+n}${2:-!}/g", "1 foo23", "1 foon!n!"),
        ("/[^]*/<$0>/", "a\nb", "<a\nb>"),
        (r"/x/\$1 \\/", "x", "$1 \\"),
        ("/x/$1/", "x", ""),
        ("/x/${1:?a}/", "x", "${1:?a}"),
    ],
)
def test_what_transforms_do(transform: str, before: str, after: str) -> None:
    (node,) = nodes("${foo" + transform + "}")
    assert isinstance(node, Variable)
    assert node.transform is not None
    assert node.transform.apply(before) == after


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("${1/(/x/}", "`(` is no regular expression"),
        ("${1/a/${1:/shout}/}", "there is no case `shout`, only camelcase"),
        ("${1:" * 60 + "}" * 60, "nested more than 50 levels deep"),
    ],
)
def test_errors(body: str, message: str) -> None:
    with pytest.raises(SnippetError) as raised:
        parse_snippet(body)
    assert message in raised.value.message
    assert 0 < raised.value.offset < len(body)


def test_expansion() -> None:
    assert shown("a${1:b}c") == "a[1:b]c"
    assert shown("${1:a ${2:b}} $2") == "[1:a [2:b]] [2:b]"
    assert shown("$1 ${1:x}") == "[1:x] [1:x]"
    assert shown("${1:x} ${1/x/y/}") == "[1:x] [~1:y]"
    assert shown("${1|one,two|} $1") == "[1:one] [1:one]"
    assert shown("${1:a$1b}") == "[1:a[1]b]"
    assert shown("$0 x") == "[0] x"


def test_variables() -> None:
    assert shown("$foo ${foo} ${foo:x}", foo="v") == "v v v"
    assert shown("<$foo> ${foo:d$1}", foo="") == "<> d[1]"
    assert shown("$unknown ${2:a} $unknown") == "[3:unknown] [2:a] [3:unknown]"
    assert shown("${unknown:d}") == "d"
    assert shown("${foo/v/w/}", foo="v") == "w"
    assert shown("${1:$foo} $1", foo="v") == "[1:v] [1:v]"


def test_lines_and_tabs() -> None:
    snippet = parse_snippet("if:\r\n\t\ta\n\tb\tc\n")
    spaces = expand(snippet, lambda name: None, EditOptions(tab_size=2, line_ending="\r\n"), "  ")
    assert spaces.text == "if:\r\n      a\r\n    b\tc\r\n  "
    tabs = expand(snippet, lambda name: None, EditOptions(insert_spaces=False), "\t")
    assert tabs.text == "if:\n\t\t\ta\n\t\tb\tc\n\t"


def test_lines_of_a_variable_go_as_deep_as_where_they_stand() -> None:
    snippet = parse_snippet("if:\n\t$sel\n")
    value = "a\n    b\n  c"
    expansion = expand(snippet, {"sel": value}.get, EditOptions(), "  ")
    assert expansion.text == "if:\n      a\n        b\n      c\n  "
