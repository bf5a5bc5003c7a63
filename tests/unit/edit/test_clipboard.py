"""Cut, copy and paste, with one caret and with several."""

from __future__ import annotations

import pytest

from pith.edit import ClipboardContent, EditOptions, MemoryClipboard
from pith.edit import commands as c
from tests.support.marked import check, check_none, parse, run, show

CRLF = EditOptions(line_ending="\r\n")


@pytest.mark.parametrize(
    ("before", "content"),
    [
        ("a‹bc|›d", ClipboardContent("bc")),
        ("a‹b|›c‹d|›", ClipboardContent("b\nd", ("b", "d"))),
        ("a|b\nc", ClipboardContent("ab\n", None, True)),
        ("a\nb|", ClipboardContent("b\n", None, True)),
        ("a|\r\nb", ClipboardContent("a\r\n", None, True)),
        ("a|\nb|", ClipboardContent("a\nb\n", ("a\n", "b\n"), True)),
        ("a|b|\nc", ClipboardContent("ab\n", None, True)),
        ("‹a|›b|", ClipboardContent("a")),
        ("|", ClipboardContent("\n", None, True)),
    ],
)
def test_copy(before: str, content: ClipboardContent) -> None:
    clipboard = MemoryClipboard()
    check(c.copy, before, before, clipboard=clipboard)
    assert clipboard.content == content


@pytest.mark.parametrize(
    ("before", "after", "copied"),
    [
        ("a‹bc|›d", "a|d", "bc"),
        ("a|b\ncd", "c|d", "ab\n"),
        ("ab\nc|d", "a|b", "cd\n"),
        ("a‹b|›c‹d|›", "a|c|", "b\nd"),
        ("a|\nb\nc|", "b|", "a\nc\n"),
        ("|", "|", "\n"),
        ("a‹\r\n|›b", "a|b", "\r\n"),
        ("‹a|›b|c", "|b|c", "a"),
    ],
)
def test_cut(before: str, after: str, copied: str) -> None:
    clipboard = MemoryClipboard()
    check(c.cut, before, after, clipboard=clipboard)
    assert clipboard.content.text == copied


def pasted(text: str, *pieces: str, whole_line: bool = False) -> MemoryClipboard:
    return MemoryClipboard(ClipboardContent(text, pieces or None, whole_line))


@pytest.mark.parametrize(
    ("clipboard", "before", "after"),
    [
        (pasted("xy"), "a|b", "axy|b"),
        (pasted("xy"), "a‹b|›c", "axy|c"),
        (pasted("xy"), "a|b|", "axy|bxy|"),
        (pasted("x\ny"), "a|b|", "ax|by|"),
        (pasted("x\ny\n"), "a|b|", "ax|by|"),
        (pasted("x\ny\nz"), "a|b|", "ax\ny\nz|bx\ny\nz|"),
        (pasted("x\ny", "x", "y"), "a|b|", "ax|by|"),
        (pasted("x\ny", "x", "y"), "a|b", "ax\ny|b"),
        (pasted("p\nq\nr", "p\nq", "r"), "a|b|", "ap\nq|br|"),
        (pasted("x\ny", "x", "y"), "‹a|›‹b|›", "x|y|"),
        (pasted("x\n", whole_line=True), "ab\nc|d", "ab\nx\nc|d"),
        (pasted("x\n", whole_line=True), "a|b|", "x\na|b|"),
        (pasted("x\n", whole_line=True), "a|\nb|", "x\na|\nx\nb|"),
        (pasted("x\n", whole_line=True), "a‹b|›", "ax\n|"),
        (pasted("x\ny\n", "x\n", "y\n", whole_line=True), "a|\nb|", "ax|\nby|"),
        (pasted("x\ny\n", "x\n", "y\n", whole_line=True), "a|", "x\ny\na|"),
        (pasted("x\r\ny"), "a|", "ax\ny|"),
    ],
)
def test_paste(clipboard: MemoryClipboard, before: str, after: str) -> None:
    check(c.paste, before, after, clipboard=clipboard)


def test_what_is_pasted_takes_the_document_s_line_ending() -> None:
    check(c.paste, "a|", "ax\r\ny\r\nz|", clipboard=pasted("x\ny\r\nz"), options=CRLF)
    check(
        c.paste, "a|\r\nb", "x\r\na|\r\nb", clipboard=pasted("x\n", whole_line=True), options=CRLF
    )


def test_nothing_to_paste() -> None:
    check_none(c.paste, "a|")


def test_a_line_comes_back_where_it_was_cut() -> None:
    clipboard = MemoryClipboard()
    state = parse("a\nb|b\ncc")
    cut = run(c.cut, state, clipboard=clipboard)
    assert cut is not None
    assert show(cut) == "a\nc|c"
    back = run(c.paste, cut, clipboard=clipboard)
    assert back is not None
    assert show(back) == "a\nbb\nc|c"
