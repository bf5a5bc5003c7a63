"""The same on real threads: nothing is waited for, and the result is the same."""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from pith.base import ManualScheduler, ThreadWorker
from pith.edit import ChangeSet
from pith.syntax import Language, highlighter_for
from pith.syntax._incremental import LexingHighlighter
from pith.text import Edit, Text
from tests.unit.syntax.oracle import whole

with open(argparse.__file__, encoding="utf-8") as file:
    LIBRARY = file.read()

PYTHON = Language("python", "Python", lexer="python")


class Loop:
    """A loop of the window's thread, with the worker of the program."""

    def __init__(self) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler, threads=2, name="highlighting")

    def highlighter(self) -> LexingHighlighter:
        highlighter = highlighter_for(PYTHON, self.scheduler, self.worker)
        assert isinstance(highlighter, LexingHighlighter)
        return highlighter

    def until_known(self, highlighter: LexingHighlighter) -> None:
        self.scheduler.run_until(lambda: highlighter._job is None and not highlighter._store.open)


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    made.worker.dispose(wait=5)


def test_rows_arrive_and_are_announced(loop: Loop) -> None:
    highlighter = loop.highlighter()
    text = Text.of(LIBRARY)
    announced: set[int] = set()
    threads = set()

    def hear(first: int, last: int) -> None:
        announced.update(range(first, last + 1))
        threads.add(threading.get_ident())

    highlighter.changed.connect(hear)
    highlighter.set_text(text)
    highlighter.want(0, 60)
    assert highlighter.tokens(0) == ()  # nobody waited
    loop.until_known(highlighter)
    rows = whole("python", text).rows
    assert highlighter._store.rows == rows
    assert announced == set(range(text.line_count))
    assert threads == {threading.get_ident()}
    highlighter.dispose()


def test_edits_at_any_moment(loop: Loop) -> None:
    highlighter = loop.highlighter()
    text = Text.of(LIBRARY)
    highlighter.set_text(text)
    for number in range(30):
        at = (number * 7919) % len(text)
        changes = ChangeSet.of(len(text), [Edit(at, at + 3, "ab\n'")])
        after = changes.apply(text)
        highlighter.edited(text, changes, after)
        text = after
        loop.scheduler.run()
    loop.until_known(highlighter)
    loop.scheduler.advance(60)
    loop.until_known(highlighter)
    assert highlighter._store.rows == whole("python", text).rows
    highlighter.dispose()


def test_two_documents_share_a_lexer(loop: Loop) -> None:
    texts = [Text.of(LIBRARY), Text.of(LIBRARY[::-1])]
    highlighters = [loop.highlighter() for _ in texts]
    for highlighter, text in zip(highlighters, texts, strict=True):
        highlighter.set_text(text)
    for highlighter, text in zip(highlighters, texts, strict=True):
        loop.until_known(highlighter)
        assert highlighter._store.rows == whole("python", text).rows
        highlighter.dispose()


def test_disposal_stops_the_work(loop: Loop) -> None:
    highlighter = loop.highlighter()
    highlighter.set_text(Text.of(LIBRARY * 20))
    highlighter.dispose()
    announced: list[int] = []
    highlighter.changed.connect(lambda first, _last: announced.append(first))
    loop.worker.dispose(wait=10)
    loop.scheduler.run()
    assert not announced


def test_pygments_is_imported_by_nobody_but_the_worker() -> None:
    program = """
import sys, threading
from pith.base import ManualScheduler, ThreadWorker
from pith.syntax import Language, Languages, Theme, highlighter_for
from pith.text import Text
importer = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "pygments":
            importer.append(threading.current_thread().name)
sys.meta_path.insert(0, Watch())
scheduler = ManualScheduler()
worker = ThreadWorker(scheduler, name="worker")
highlighter = highlighter_for(Language("python", "Python", lexer="python"), scheduler, worker)
highlighter.set_text(Text.of("a = 1"))
scheduler.run_until(lambda: highlighter.tokens(0))
print(importer)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "['worker-1']"
