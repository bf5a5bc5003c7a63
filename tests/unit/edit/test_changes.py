"""ChangeSet: its laws hold for random edits, and its borders are where they are said to be."""

from __future__ import annotations

import random

import pytest

from pith.edit import ChangeSet, Range, Selection
from pith.text import Edit, Text

ALPHABET = "ab \n\r\té漢\U0001f600\udc80"


def random_text(rng: random.Random, limit: int = 30) -> str:
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(limit)))


def random_changes(rng: random.Random, length: int) -> ChangeSet:
    places = sorted(rng.randrange(length + 1) for _ in range(2 * rng.randrange(6)))
    edits = [
        Edit(start, end if rng.random() < 0.6 else start, random_text(rng, 4))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]
    rng.shuffle(edits)
    return ChangeSet.of(length, edits)


def oracle(content: str, changes: ChangeSet) -> str:
    for start, end, insert in reversed(changes.edits):
        content = content[:start] + insert + content[end:]
    return content


def joined(changes: ChangeSet) -> list[Edit]:
    """The edits with those that touch made one: how composing leaves them."""
    edits: list[Edit] = []
    for edit in changes.edits:
        if edits and edits[-1].end == edit.start:
            last = edits.pop()
            edit = Edit(last.start, edit.end, last.insert + edit.insert)
        edits.append(edit)
    return edits


@pytest.mark.parametrize("seed", range(300))
def test_laws(seed: int) -> None:
    rng = random.Random(seed)
    content = random_text(rng)
    text = Text.of(content)
    first = random_changes(rng, len(text))
    after = first.apply(text)
    assert str(after) == oracle(content, first)
    assert first.length_after == len(after)
    assert str(first.invert(text).apply(after)) == content
    assert first.invert(text).invert(after) == first

    second = random_changes(rng, len(after))
    third = random_changes(rng, second.length_after)
    both = first.compose(second)
    assert str(both.apply(text)) == str(second.apply(after))
    left, right = both.compose(third), first.compose(second.compose(third))
    assert str(left.apply(text)) == str(right.apply(text))
    assert joined(left) == joined(right)
    undone = second.invert(after).compose(first.invert(text))
    assert str(undone.apply(both.apply(text))) == content


@pytest.mark.parametrize("seed", range(200))
def test_map_is_consistent(seed: int) -> None:
    rng = random.Random(seed)
    content = "".join(chr(0x4E00 + index) for index in range(rng.randrange(40)))
    changes = random_changes(rng, len(content))
    after = oracle(content, changes)
    kept = set(range(len(content)))
    for start, end, _ in changes.edits:
        kept -= set(range(start, end))
    for offset in kept:  # A code point that stays is still the one after its mapped offset.
        assert after[changes.map(offset, 1)] == content[offset]
        assert after[changes.map(offset + 1, -1) - 1] == content[offset]
    for side in (-1, 1):
        mapped = [changes.map(offset, side) for offset in range(len(content) + 1)]
        assert mapped == sorted(mapped)
        assert all(0 <= offset <= len(after) for offset in mapped)
    for offset in range(len(content) + 1):
        assert changes.map(offset, -1) <= changes.map(offset, 1)


def test_map_of_many_edits_agrees_with_map_of_few() -> None:
    rng = random.Random(7)
    for _ in range(50):
        edits = []
        at = 0
        for _ in range(30):
            at += rng.randrange(3)
            end = at + rng.randrange(3)
            edits.append(Edit(at, end, random_text(rng, 3)))
            at = end
        whole = ChangeSet.of(at + 5, edits)
        for offset in range(at + 6):
            for side in (-1, 1):
                growth = 0
                expected = None
                for edit in whole.edits:
                    one = ChangeSet.of(at + 5, [edit])
                    if edit.start <= offset <= edit.end:
                        mapped = one.map(offset, side)
                        if edit.start == edit.end and side > 0:
                            growth += len(edit.insert)
                            continue
                        if offset < edit.end or edit.start == edit.end:
                            expected = mapped + growth
                            break
                    if edit.start > offset:
                        break
                    growth += len(edit.insert) - edit.end + edit.start
                if expected is None:
                    expected = offset + growth
                assert whole.map(offset, side) == expected


@pytest.mark.parametrize(
    ("edit", "offset", "side", "expected"),
    [
        (Edit(2, 2, "xy"), 2, -1, 2),
        (Edit(2, 2, "xy"), 2, 1, 4),
        (Edit(2, 4, ""), 3, -1, 2),
        (Edit(2, 4, ""), 3, 1, 2),
        (Edit(2, 5, "xy"), 3, -1, 2),
        (Edit(2, 5, "xy"), 3, 1, 4),
        (Edit(2, 5, "xy"), 2, 1, 2),
        (Edit(2, 5, "xy"), 5, -1, 4),
        (Edit(2, 5, "xy"), 6, -1, 5),
        (Edit(2, 5, "xy"), 1, 1, 1),
    ],
)
def test_map(edit: Edit, offset: int, side: int, expected: int) -> None:
    assert ChangeSet.of(6, [edit]).map(offset, side) == expected


def test_insertions_at_one_place_are_one_edit_in_order() -> None:
    changes = ChangeSet.of(5, [Edit(3, 5, "c"), Edit(3, 3, "a"), Edit(1, 3, "z"), Edit(3, 3, "b")])
    assert changes.edits == (Edit(1, 3, "z"), Edit(3, 3, "ab"), Edit(3, 5, "c"))
    assert str(changes.apply(Text.of("01234"))) == "0zabc"


def test_edits_that_do_nothing_are_left_out() -> None:
    assert ChangeSet.of(5, [Edit(3, 3, "")]).is_empty
    assert ChangeSet.of(5, [Edit(3, 3, "")]) == ChangeSet.empty(5)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, ""), Edit(2, 4, "")],
        [Edit(2, 4, ""), Edit(0, 3, "")],
        [Edit(1, 4, ""), Edit(2, 2, "x")],
        [Edit(4, 6, "")],
        [Edit(-1, 0, "")],
        [Edit(3, 2, "x")],
        [Edit(3, 2, "x"), Edit(4, 5, "")],
    ],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"overlaps|lies outside|ends before"):
        ChangeSet.of(5, edits)


def test_changes_to_a_text_of_another_length_are_refused() -> None:
    changes = ChangeSet.of(5, [Edit(0, 1, "")])
    with pytest.raises(ValueError, match="text has 3"):
        changes.apply(Text.of("abc"))
    with pytest.raises(ValueError, match="cannot follow"):
        changes.compose(changes)


def fitting(text: Text, rng: random.Random) -> ChangeSet:
    return random_changes(rng, len(text))


@pytest.mark.parametrize("seed", range(400))
def test_rebased_changes_meet(seed: int) -> None:
    """TP1: whoever comes first, both ways lead to one text, the same whichever way round."""
    rng = random.Random(seed)
    text = Text.of(random_text(rng))
    one, other = fitting(text, rng), fitting(text, rng)
    here = one.compose(other.rebase(one))
    there = other.compose(one.rebase(other, first=True))
    assert str(here.apply(text)) == str(there.apply(text)), (one, other)
    assert other.rebase(one).length_before == one.length_after
    assert here.length_after == there.length_after == len(here.apply(text))
    # What nobody deleted stays, and what both inserted is there.
    kept = sorted(oracle_kept(str(text), one, other))
    inserted = sorted("".join(e.insert for c in (one, other) for e in c.edits))
    assert sorted(str(here.apply(text))) == sorted(kept + inserted)


def oracle_kept(content: str, *all_changes: ChangeSet) -> list[str]:
    gone = {
        at
        for changes in all_changes
        for edit in changes.edits
        for at in range(edit.start, edit.end)
    }
    return [sign for at, sign in enumerate(content) if at not in gone]


@pytest.mark.parametrize("seed", range(150))
def test_rebasing_over_one_after_the_other_is_rebasing_over_both(seed: int) -> None:
    rng = random.Random(seed)
    text = Text.of(random_text(rng))
    mine, first = fitting(text, rng), fitting(text, rng)
    after = first.apply(text)
    second = ChangeSet.of(
        len(after),
        [Edit(at, at, "+") for at in sorted({rng.randrange(len(after) + 1) for _ in range(3)})],
    )
    one_by_one = mine.rebase(first).rebase(second)
    together = mine.rebase(first.compose(second))
    # Where what was inserted goes between two insertions may differ; what is deleted may not.
    assert one_by_one.length_after == together.length_after
    assert sum(e.end - e.start for e in one_by_one.edits) == sum(
        e.end - e.start for e in together.edits
    )


def test_rebase() -> None:
    text = Text.of("0123456789")
    mine = ChangeSet.of(10, [Edit(2, 5, "x"), Edit(7, 7, "y")])
    assert mine.rebase(ChangeSet.of(10, [Edit(0, 1, "abc")])).edits == (
        Edit(4, 7, "x"),
        Edit(9, 9, "y"),
    )
    assert mine.rebase(ChangeSet.of(10, [Edit(3, 3, "!")])).edits == (
        Edit(2, 3, ""),
        Edit(4, 6, "x"),
        Edit(8, 8, "y"),
    )
    assert mine.rebase(ChangeSet.of(10, [Edit(1, 8, "")])).edits == (Edit(1, 1, "xy"),)
    both = ChangeSet.of(10, [Edit(7, 7, "z")])
    assert str(both.compose(mine.rebase(both)).apply(text)) == "01x56zy789"
    assert str(both.compose(mine.rebase(both, first=True)).apply(text)) == "01x56yz789"
    with pytest.raises(ValueError, match="cannot be rebased"):
        mine.rebase(ChangeSet.empty(9))


@pytest.mark.parametrize("seed", range(100))
def test_composing_all_is_composing_one_by_one(seed: int) -> None:
    rng = random.Random(seed)
    text = Text.of(random_text(rng))
    parts, after = [], text
    for _ in range(rng.randrange(1, 12)):
        parts.append(fitting(after, rng))
        after = parts[-1].apply(after)
    whole = ChangeSet.compose_all(parts)
    assert str(whole.apply(text)) == str(after)


@pytest.mark.parametrize("seed", range(100))
def test_a_selection_of_many_goes_where_each_range_goes(seed: int) -> None:
    """Mapping merges what comes together, loses nothing and stays sorted."""
    rng = random.Random(seed)
    text = Text.of(random_text(rng, 60))
    changes = fitting(text, rng)
    places = [rng.randrange(len(text) + 1) for _ in range(rng.randrange(1, 12))]
    selection = Selection.of([Range.caret(at) for at in places], rng.randrange(len(places)))
    mapped = selection.map(changes)
    expected = sorted({changes.map(each.head, 1) for each in selection.ranges})
    assert [each.head for each in mapped.ranges] == expected
    assert mapped.primary.head == changes.map(selection.primary.head, 1)


def test_ten_thousand_carets_are_one_change() -> None:
    content = "line\n" * 10_000
    text = Text.of(content)
    selection = Selection.of([Range.caret(at * 5) for at in range(10_000)])
    changes = ChangeSet.of(
        len(text), [Edit(each.head, each.head, "x") for each in selection.ranges]
    )
    assert str(changes.apply(text)) == "xline\n" * 10_000
    mapped = selection.map(changes)
    assert [each.head for each in mapped.ranges] == [at * 6 + 1 for at in range(10_000)]
    assert str(changes.invert(text).apply(changes.apply(text))) == content
    # All of them brought together is one caret.
    emptied = ChangeSet.of(len(text), [Edit(0, len(text), "")])
    assert selection.map(emptied) == Selection.caret(0)


@pytest.mark.parametrize("seed", range(100))
def test_many_offsets_are_mapped_as_each_is(seed: int) -> None:
    rng = random.Random(seed)
    length = rng.randrange(1, 30)
    ends = sorted(rng.randrange(length + 1) for _ in range(2 * rng.randrange(8)))
    edits = [
        Edit(start, end, rng.choice(["", "x", "long"]))
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]
    changes = ChangeSet.of(length, edits)
    offsets = sorted(rng.choices(range(length + 1), k=20))
    for side in (-1, 1):
        assert changes.map_all(offsets, side) == [changes.map(each, side) for each in offsets]
    assert changes.map_all([]) == []
