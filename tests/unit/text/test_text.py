"""Text: the same operations on a plain str give the same, whatever the leaves are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pith.text import Edit, Point, Text
from tests.support.paged import tiny_leaves
from tests.support.text_oracle import check, random_content


@pytest.fixture(params=["as it is", "tiny leaves"])
def largest(request: pytest.FixtureRequest) -> Iterator[int]:
    """How long texts are; the second time with tiny leaves, so that everything straddles."""
    if request.param == "tiny leaves":
        with tiny_leaves():
            yield 1_000
    else:
        yield 20_000


@pytest.mark.parametrize("seed", range(60))
def test_random_edits(seed: int, largest: int) -> None:
    rng = random.Random(seed)
    content = random_content(rng, rng.choice([10, 100, largest]))
    text = Text.of(content)
    check(text, content, rng)
    for _ in range(40):
        places = sorted(
            rng.randrange(len(content) + 1) for _ in range(2 * rng.choice([1, 1, 1, 2, 20]))
        )
        if rng.random() < 0.7:  # mostly small edits, as people make them
            places = sorted(min(at + rng.randrange(2), len(content)) for at in places[::2] * 2)
        edits = [
            Edit(start, end, random_content(rng, rng.choice([2, 4, 30, 300])))
            for start, end in zip(places[::2], places[1::2], strict=True)
        ]
        before, text = text, text.edited(edits)
        old = content
        for start, end, insert in reversed(edits):
            content = content[:start] + insert + content[end:]
        check(text, content, rng)
        assert str(before) == old


def test_typing_and_deleting_for_long_keeps_leaves_in_bounds(largest: int) -> None:
    rng = random.Random(1)
    content = "x\r\n" * (largest // 7)
    text = Text.of(content)
    at = len(content) // 2
    for index in range(6000):
        if index % 3000 < 2000:
            edit = Edit(at, at, rng.choice("ab\r\n"))
            at += 1
        else:
            edit = Edit(at - 1, at, "")
            at -= 1
        text = text.edited((edit,))
        content = content[: edit.start] + edit.insert + content[edit.end :]
    check(text, content, rng)


@pytest.mark.parametrize("seed", range(20))
def test_edits_near_each_other_of_which_little_is_read(seed: int, largest: int) -> None:
    """Each text is asked one thing, in any order, some of them after others were made of them."""
    rng = random.Random(seed)
    content = random_content(rng, largest) + "x"
    made = [(Text.of(content), content)]
    at = rng.randrange(len(content))
    for _ in range(300):
        text, content = made[-1] if rng.random() < 0.9 else rng.choice(made)
        if rng.random() < 0.05:
            at = rng.randrange(len(content) + 1)
        start = min(at, len(content))
        end = min(start + rng.choice([0, 0, 0, 1, 3]), len(content))
        insert = random_content(rng, 3) if rng.random() < 0.8 else ""
        made.append(
            (text.edited((Edit(start, end, insert),)), content[:start] + insert + content[end:])
        )
        at = start + len(insert)
        text, content = made[-1] if rng.random() < 0.7 else rng.choice(made)
        assert (len(text), text.line_count) == (len(content), content.count("\n") + 1)
        asked = rng.randrange(5)
        somewhere = rng.choice([min(at, len(content)), rng.randrange(len(content) + 1)])
        if asked == 0:
            assert text.slice(somewhere, somewhere + 5) == content[somewhere : somewhere + 5]
        elif asked == 1:
            assert text.row_at(somewhere) == content.count("\n", 0, somewhere)
        elif asked == 2:
            row = rng.randrange(text.line_count)
            line = content.split("\n")[row]
            is_last = row == text.line_count - 1
            assert text.line(row) == (line if is_last else line.removesuffix("\r"))
    rng.shuffle(made)
    for text, content in made[::10]:
        check(text, content, rng)
    assert all(str(text) == content for text, content in made)


def test_many_threads_read_a_text_that_was_just_typed_in() -> None:
    content = "".join(f"line {number}\n" for number in range(20_000))
    for turn in range(30):
        at = 7_000 * turn
        text = (
            Text.of(content).edited((Edit(at, at, "typed"),)).edited((Edit(at + 5, at + 5, "\n"),))
        )
        expected = content[:at] + "typed\n" + content[at:]
        with ThreadPoolExecutor(6) as pool:
            reads = [pool.submit(str, text) for _ in range(3)]
            places = [pool.submit(text.row_at, len(text) * part // 9) for part in range(9)]
        assert all(read.result() == expected for read in reads)
        for part, place in enumerate(places):
            assert place.result() == expected.count("\n", 0, len(text) * part // 9)


def test_the_empty_text() -> None:
    text = Text.of("")
    assert text is Text.EMPTY
    assert (len(text), text.line_count, str(text), text.line(0)) == (0, 1, "", "")
    assert text.lines(0, 1) == [""]
    assert text.point_at(0) == Point(0, 0)
    assert list(text.chunks()) == []
    assert not text
    assert str(text.edited([Edit(0, 0, "ab")])) == "ab"
    assert text.edited([Edit(0, 0, "ab")]).edited([Edit(0, 2, "")]) is Text.EMPTY


def test_only_newline_ends_a_line() -> None:
    text = Text.of("a\rb\x0bc\x0cd\x85e\u2028f\r\ng\r")
    assert text.lines(0, 2) == ["a\rb\x0bc\x0cd\x85e\u2028f", "g\r"]
    assert text.line_end(0) == 11


def test_points_are_clamped() -> None:
    text = Text.of("ab\r\nc")
    assert text.offset_at(Point(0, 9)) == 2
    assert text.offset_at(Point(9, 9)) == 5
    assert text.offset_at(Point(-1, -1)) == 0


def test_what_is_not_there_is_refused() -> None:
    text = Text.of("ab\nc")
    for row in (-1, 2):
        for ask in (text.line_start, text.line_end, text.line):
            with pytest.raises(IndexError, match="outside a text of 2 lines"):
                ask(row)
    with pytest.raises(IndexError, match="outside a text of 4 code points"):
        text.row_at(5)
    with pytest.raises(IndexError):
        text.char_at(-1)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(3, 5, "")],
        [Edit(-1, 0, "")],
        [Edit(2, 1, "")],
        [Edit(0, 2, ""), Edit(1, 3, "")],
        [Edit(2, 2, ""), Edit(0, 1, "")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="Edit"):
        Text.of("abcd").edited(edits)


def test_equality_is_of_content() -> None:
    content = "line\n" * 4000
    one = Text.of(content)
    other = Text.of(content[:10000]).edited([Edit(10000, 10000, content[10000:])])
    assert one == other
    assert hash(one) == hash(other)
    assert one != Text.of(content[:-1])
    assert one != content
    assert repr(one).startswith("<Text 'line\\nline")
