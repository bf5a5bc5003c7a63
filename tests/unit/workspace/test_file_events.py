"""What is told of a while in which much happened."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pith.workspace._file_events import Happening, RawEvent, coalesced

CREATED, CHANGED, DELETED = Happening.CREATED, Happening.CHANGED, Happening.DELETED
LEFT, ARRIVED = Happening.LEFT, Happening.ARRIVED


def told(*events: tuple[Happening, str] | tuple[Happening, str, int]) -> list[str]:
    return [
        f"{kind} {path}" + (f" to {target}" if target is not None else "")
        for kind, path, target in coalesced(RawEvent(*event) for event in events)
    ]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(CREATED, "a")], ["created a"]),
        ([(CREATED, "a"), (CHANGED, "a"), (CHANGED, "a")], ["created a"]),
        ([(CHANGED, "a"), (CHANGED, "a")], ["changed a"]),
        ([(CREATED, "a"), (DELETED, "a")], ["deleted a"]),  # somebody may have seen it
        ([(DELETED, "a"), (CREATED, "a")], ["changed a"]),
        ([(CHANGED, "a"), (DELETED, "a")], ["deleted a"]),
        ([(CREATED, "a"), (DELETED, "a"), (CREATED, "a")], ["created a"]),
        ([(CREATED, "b"), (CHANGED, "a")], ["created b", "changed a"]),
        # Renaming
        ([(LEFT, "a", 1), (ARRIVED, "b", 1)], ["moved a to b"]),
        ([(LEFT, "a", 1), (ARRIVED, "b", 1), (CHANGED, "b")], ["moved a to b", "changed b"]),
        ([(CHANGED, "a"), (LEFT, "a", 1), (ARRIVED, "b", 1)], ["moved a to b", "changed b"]),
        (
            [(LEFT, "a", 1), (ARRIVED, "b", 1), (LEFT, "b", 2), (ARRIVED, "c", 2)],
            ["deleted b", "moved a to c"],  # there may have been another b
        ),
        ([(LEFT, "a", 1), (ARRIVED, "b", 1), (DELETED, "b")], ["deleted a", "deleted b"]),
        ([(LEFT, "a", 1)], ["deleted a"]),
        ([(ARRIVED, "b", 1)], ["created b"]),
        ([(LEFT, "a", 1), (ARRIVED, "b", 2)], ["deleted a", "created b"]),
        (
            [(LEFT, "a", 1), (ARRIVED, "b", 1), (LEFT, "b", 2), (ARRIVED, "a", 2)],
            ["changed a", "deleted b"],
        ),
        # Saving as programs do: a new file takes the name of the old one …
        (
            [(CREATED, "tmp"), (CHANGED, "tmp"), (LEFT, "tmp", 1), (ARRIVED, "a", 1)],
            ["deleted tmp", "created a"],
        ),
        (
            [(CHANGED, "a"), (CREATED, "tmp"), (LEFT, "tmp", 1), (ARRIVED, "a", 1)],
            ["changed a", "deleted tmp"],
        ),
        # … or the old one is put aside first (and then deleted).
        (
            [(LEFT, "a", 1), (ARRIVED, "a~", 1), (CREATED, "a"), (CHANGED, "a")],
            ["changed a", "moved a to a~"],
        ),
        (
            [(LEFT, "a", 1), (ARRIVED, "a~", 1), (CREATED, "a"), (DELETED, "a~")],
            ["changed a", "deleted a~"],
        ),
    ],
)
def test_tells_what_is_left(events: list[tuple[Happening, str, int]], expected: list[str]) -> None:
    assert told(*events) == expected


def test_whoever_follows_the_events_knows_what_there_is() -> None:
    chance = random.Random("events")
    for _ in range(2000):
        before = {name for name in "abcd" if chance.random() < 0.5}
        now = set(before)
        raw: list[RawEvent] = []
        for cookie in range(chance.randrange(8)):
            what = chance.choice([CREATED, CHANGED, DELETED, LEFT])
            name, target = chance.sample("abcd", 2)
            if what is CREATED and name not in now:
                now.add(name)
            elif what in (CHANGED, DELETED) and name in now:
                now -= {name} if what is DELETED else set()
            elif what is LEFT and name in now:
                now -= {name}
                now.add(target)
                raw.append(RawEvent(LEFT, name, cookie))
                raw.append(RawEvent(ARRIVED, target, cookie))
                continue
            else:
                continue
            raw.append(RawEvent(what, name))
        known = set(before)
        events = coalesced(raw)
        for kind, path, _ in events:
            if kind in ("deleted", "moved"):
                known -= {str(path)}
        for kind, path, destination in events:
            if kind != "deleted":
                known.add(str(destination or path))
        assert known == now, (before, raw, events)


def test_paths_are_paths() -> None:
    (event,) = coalesced([RawEvent(CREATED, "/tmp/a")])
    assert event.path == Path("/tmp/a")
