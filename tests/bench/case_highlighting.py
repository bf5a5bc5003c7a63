"""What colours cost: the whole of a file, a key, and what the window's thread loses meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from time import perf_counter

from pith.base import ManualScheduler, ThreadWorker
from pith.edit import ChangeSet
from pith.syntax import Language, highlighter_for
from pith.text import Edit, Text
from tests.bench.harness import Row, case, in_rounds, timed
from tests.bench.samples import python_source

PYTHON = Language("python", "Python", lexer="python")
TYPED = (
    "\n    def method(self, value: int = 0) -> None:\n        '''Doc.'''\n"
    "        return [x for x in range(10) if x > 'a'] + f'{value!r}'  # comment\n"
) * 6
ROWS_ON_SCREEN = 60

FIRST_COLOURS = """
import sys, time
from pith.base import ManualScheduler, ThreadWorker
from pith.syntax import Language, highlighter_for
from pith.text import Text
text = Text.of(sys.stdin.read())
scheduler = ManualScheduler()
began = time.perf_counter()
worker = ThreadWorker(scheduler)
highlighter = highlighter_for(Language("python", "Python", lexer="python"), scheduler, worker)
highlighter.set_text(text)
highlighter.want(0, 60)
scheduler.run_until(lambda: bool(highlighter.tokens(0)))
print(time.perf_counter() - began)
"""


@case("highlighting: a whole file")
def whole_rows() -> Iterator[Row]:
    from pygments.lexers.python import PythonLexer

    from pith.syntax._chunks import lex_chunk
    from pith.syntax._pygments._loading import load_engine

    content = python_source(200_000)
    text = Text.of(content)
    engine = load_engine("python")
    lexer = PythonLexer()

    def ours() -> None:
        lex_chunk(engine, text, 0, (0, engine.start), [], lambda *_: False)

    def pygments() -> None:
        for _ in lexer.get_tokens_unprocessed(content):
            pass

    samples = in_rounds({"ours": timed(ours), "pygments": timed(pygments)}, rounds=7)
    beside = ("Pygments alone", samples["pygments"])
    yield Row.of("200 kB of Python to packed rows", samples["ours"], yardstick=beside)
    yield Row.of("200 kB of Python by Pygments, tokens only", samples["pygments"])
    first = []
    for _ in range(7):
        done = subprocess.run(
            [sys.executable, "-c", FIRST_COLOURS],
            input=python_source(40_000),
            capture_output=True,
            text=True,
            check=True,
        )
        first.append(float(done.stdout))
    yield Row.of("first colours of 40 kB, imports of Pygments included", first)


@case("highlighting: from a key to its tokens")
def key_rows() -> Iterator[Row]:
    for name, size, share in (
        ("40 kB, in the middle", 40_000, 0.5),
        ("5 MB, deep", 5_000_000, 0.7),
    ):
        scheduler = ManualScheduler()
        worker = ThreadWorker(scheduler)
        highlighter = highlighter_for(PYTHON, scheduler, worker)
        text = Text.of(python_source(size))
        highlighter.set_text(text)
        row = text.row_at(int(len(text) * share))
        at = text.line_end(row)
        while not highlighter.tokens(text.line_count - 4):
            scheduler.run()
            time.sleep(0.001)
        samples = []
        for character in TYPED:
            changes = ChangeSet.of(len(text), [Edit(at, at, character)])
            after = changes.apply(text)
            began = perf_counter()
            highlighter.edited(text, changes, after)
            for each in range(row, row + ROWS_ON_SCREEN):
                highlighter.tokens(each)
            samples.append(perf_counter() - began)
            text = after
            at += 1
            time.sleep(0.002)
            scheduler.run()
        yield Row.of(name, samples)
        highlighter.dispose()
        worker.dispose(wait=5)


@case("highlighting: the window's thread while 5 MB are lexed behind it")
def stall_rows() -> Iterator[Row]:
    scheduler = ManualScheduler()
    worker = ThreadWorker(scheduler)
    highlighter = highlighter_for(PYTHON, scheduler, worker)
    text = Text.of(python_source(5_000_000))
    began = perf_counter()
    highlighter.set_text(text)
    late = []
    while not highlighter.tokens(text.line_count - 4):
        # A loop that wakes up, works a little and sleeps again, as the window's does.
        before = perf_counter()
        time.sleep(0.002)
        scheduler.run()
        late.append(perf_counter() - before - 0.002)
    took = perf_counter() - began
    highlighter.dispose()
    worker.dispose(wait=5)
    yield Row.of("how late a 2 ms timer comes", late, note=f"5 MB took {took:.1f} s")
    bare = []
    for _ in range(len(late)):
        before = perf_counter()
        time.sleep(0.002)
        bare.append(perf_counter() - before - 0.002)
    yield Row.of("the same with nothing behind it", bare)
