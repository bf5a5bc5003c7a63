from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.extension_host import HostBench, host_bench

sys.path.insert(0, str(Path(__file__).parents[1]))

from todo_marks import LONGEST
from todo_marks._find import LONGEST_LINE, find_in_line


@pytest.fixture
def bench(tmp_path: Path, repository: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path, bundled=repository / "extensions") as made:
        made.start()
        made.host.fire("onScheme:file")
        yield made


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("x = 1  # TODO: more", [("TODO:", "todoMarks.todo")]),
        ("// FIXME this, HACK that", [("FIXME", "todoMarks.fix"), ("HACK", "todoMarks.fix")]),
        ("  * XXX", [("XXX", "todoMarks.fix")]),
        ("<!-- NOTE: a -->", [("NOTE:", "todoMarks.todo")]),
        ("TODO = 1", []),
        ("# TODOS are not", []),
        ("# a_TODO", []),
    ],
)
def test_only_in_comments(line: str, marked: list[tuple[str, str]]) -> None:
    found = [
        (line[place.range.start.column : place.range.end.column], place.kind)
        for place, _ in find_in_line(0, line)
    ]
    assert found == marked


def test_it_follows_the_document(bench: HostBench) -> None:
    workspace, decorations = bench.services.workspace, bench.services.decorations
    document = workspace.add_document("one\n# TODO: two", "a.py", "python")
    bench.host.events.document_opened(document)
    bench.run_until(lambda: len(decorations.of(document.uri)) == 1)
    assert decorations.of(document.uri)[0].range.start == (1, 2)
    bench.host.events.document_changed(workspace.add_document("# two", "a.py", "python", 2))
    bench.scheduler.run()
    bench.scheduler.advance(0.3)
    bench.run_until(lambda: decorations.of(document.uri) == [])


def test_a_text_is_left_alone_once_it_is_too_long(bench: HostBench) -> None:
    workspace, decorations = bench.services.workspace, bench.services.decorations
    short = workspace.add_document("# TODO: one", "a.py", "python")
    bench.host.events.document_opened(short)
    bench.run_until(lambda: len(decorations.of(short.uri)) == 1)
    # What it was when it was opened says little: it grows while it is read.
    workspace.add_document("# TODO: one\n" + "x" * LONGEST, "b.py", "python")
    long = short._replace(uri="untitled:b.py", name="b.py")
    bench.host.events.document_opened(long)
    bench.host.events.document_changed(workspace.add_document("# one", "a.py", "python", 2))
    bench.scheduler.advance(0.3)
    bench.run_until(lambda: decorations.of(short.uri) == [])
    assert decorations.of(long.uri) == []


def test_of_a_long_line_its_beginning_is_looked_at(bench: HostBench) -> None:
    workspace, decorations = bench.services.workspace, bench.services.decorations
    document = workspace.add_document("# TODO" + " " * LONGEST_LINE + "FIXME", "a.py", "python")
    bench.host.events.document_opened(document)
    bench.run_until(lambda: len(decorations.of(document.uri)) == 1)
    assert decorations.of(document.uri)[0].range.start == (0, 2)
