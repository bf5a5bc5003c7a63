"""Pages on a disk that takes its time: stood in for while they are looked at, then there."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ManualScheduler, ThreadWorker
from pith.text import Edit, PageReader, Text, _page_reader
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.text._page_reader import STAND_IN
from pith.text._pages import LOST
from tests.support.paged import paged_text, random_bytes
from tests.support.slow_disk import SlowDisk

LINES = [f"{number:04} some line of a log" for number in range(400)]
CONTENT = "\n".join(LINES)


class Desk:
    def __init__(self) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler, 1)
        self.reader = PageReader(self.worker)
        self.arrivals = 0
        self.reader.arrived.connect(self._arrived)

    def _arrived(self) -> None:
        self.arrivals += 1

    def wait(self, arrivals: int) -> None:
        self.scheduler.run_until(lambda: self.arrivals >= arrivals)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.reader.let_go()
    desk.worker.dispose(wait=5.0)
    desk.scheduler.run()
    PAGES.set_limit(DEFAULT_LIMIT)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.go_on()


@pytest.fixture
def text(tmp_path: Path) -> Text:
    return paged_text(tmp_path / "file", CONTENT.encode(), 1000)


def test_a_fast_disk_is_waited_for(desk: Desk, text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_page_reader, "PATIENCE", 5.0)
    with desk.reader as reader:
        assert text.line(200) == LINES[200]
        assert not reader.missed


def test_what_is_not_read_yet_has_its_shape(desk: Desk, text: Text, disk: SlowDisk) -> None:
    disk.hold()
    with desk.reader as reader:
        line = text.line(200)
        assert line == STAND_IN * len(line)
        assert [len(each) for each in text.lines(0, text.line_count)]
        content = "".join(text.chunks())
        assert len(content) == len(CONTENT)
        assert content.count("\n") == CONTENT.count("\n")
        assert reader.missed
    disk.wait_for_readers(1)
    assert disk.readers == {"worker-1"}
    disk.go_on()
    desk.wait(1)
    assert str(text) == CONTENT


def test_random_places_are_right_or_stood_in_for(
    desk: Desk, tmp_path: Path, disk: SlowDisk
) -> None:
    rng = random.Random(5)
    data = random_bytes(rng, 4000)
    text = paged_text(tmp_path / "other", data, 64)
    content = data.decode("utf-8", "surrogateescape")
    PAGES.set_limit(2000)
    disk.delay = 0.002
    for _ in range(200):
        with desk.reader as reader:
            row = rng.randrange(text.line_count)
            start, end = text.line_start(row), text.line_end(row)
            assert 0 <= start <= end <= len(content)
            line = text.line(row)
            assert len(text.slice(start, end)) == end - start
            if not reader.missed:
                assert line == content[start:end]
        desk.scheduler.run()


def test_what_arrives_while_somebody_looks_is_seen_afterwards(
    desk: Desk, text: Text, disk: SlowDisk
) -> None:
    disk.hold()
    with desk.reader:
        before = text.line(200)
        leaf = text.leaf_at(text.line_start(200))
        disk.go_on()
        assert leaf.paged
        leaf.read()
        assert text.line(200) == before  # or what was measured would be another line
    with desk.reader:
        assert text.line(200) == LINES[200]


def test_an_edit_is_never_made_of_what_stands_in(desk: Desk, text: Text, disk: SlowDisk) -> None:
    disk.hold()
    with desk.reader:
        assert STAND_IN in text.line(200)
        disk.go_on()
        at = len("\n".join(LINES[:200]))
        edited = text.edited([Edit(at, at, "new")])
    assert str(edited) == CONTENT[:at] + "new" + CONTENT[at:]


def test_the_last_wish_is_served_first_and_old_ones_are_forgotten(
    desk: Desk, text: Text, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_page_reader, "_MOST_WAITING", 2)
    disk.hold()
    with desk.reader:
        text.line(0)
    disk.wait_for_readers(1)
    with desk.reader:
        for row in (100, 200, 300):
            text.line(row)
    disk.go_on()
    desk.wait(3)
    assert not text.leaf_at(len(CONTENT) * 3 // 4).absent  # type: ignore[union-attr]
    assert [text.leaf_at(len(CONTENT) * at // 4).absent for at in range(4)] == [  # type: ignore[union-attr]
        False,
        True,
        False,
        False,
    ]


def test_reading_ahead_and_keeping(desk: Desk, text: Text) -> None:
    wanted = text.leaves_of_rows(200, 201, 1)
    assert len(wanted) in (3, 4)
    desk.reader.ahead(wanted)
    desk.wait(len(wanted))
    desk.reader.ahead(wanted)
    PAGES.set_limit(0)
    assert not any(leaf.absent for leaf in wanted if leaf.paged)
    desk.reader.let_go()
    PAGES.set_limit(0)
    assert sum(leaf.absent for leaf in wanted if leaf.paged) >= len(wanted) - 1


def test_being_called_when_it_is_there(desk: Desk, text: Text, disk: SlowDisk) -> None:
    disk.hold()
    called: list[str] = []
    leaf = text.leaf_at(5000)
    desk.reader.when_read([leaf], lambda: called.append("here"))
    dropped = desk.reader.when_read([leaf], lambda: called.append("not wanted"))
    dropped.dispose()
    assert not called
    disk.go_on()
    desk.wait(1)
    assert called == ["here"]
    desk.reader.when_read([leaf], lambda: called.append("at once"))
    assert called == ["here", "at once"]


def test_a_page_that_is_lost_arrives_as_what_it_is_shown_as(
    desk: Desk, text: Text, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    leaf = text.leaf_at(5000)
    desk.reader.when_read([leaf], lambda: None)
    desk.wait(1)
    with desk.reader as reader:
        assert set(text.line(200)) == {LOST}
        assert not reader.missed


@pytest.mark.parametrize("seed", range(20))
def test_leaves_of_rows(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    text = paged_text(tmp_path / "file", random_bytes(rng, 300) or b"a", 16)
    leaves = list(text.leaves())
    bounds = [0]
    for leaf in leaves:
        bounds.append(bounds[-1] + leaf.length)
    for _ in range(20):
        first = rng.randrange(text.line_count)
        last = min(first + rng.randrange(4), text.line_count - 1)
        start, end = text.line_start(first), text.line_end(last)
        touched = [
            index
            for index in range(len(leaves))
            if bounds[index] <= start < bounds[index + 1] or start <= bounds[index] < end
        ]
        found = [leaves.index(leaf) for leaf in text.leaves_of_rows(first, last)]
        assert set(touched) <= set(found)
        assert len(found) <= len(touched) + 2
        assert found == list(range(found[0], found[-1] + 1))
        wider = [leaves.index(leaf) for leaf in text.leaves_of_rows(first, last, 2)]
        assert wider == list(range(max(found[0] - 2, 0), min(found[-1] + 3, len(leaves))))


def test_threads_do_not_see_stand_ins(desk: Desk, text: Text, disk: SlowDisk) -> None:
    disk.hold()
    seen: list[str] = []
    with desk.reader:
        assert STAND_IN in text.line(200)
        other = threading.Thread(target=lambda: seen.append(text.line(200)))
        other.start()
        disk.go_on()
        other.join()
    assert seen == [LINES[200]]
