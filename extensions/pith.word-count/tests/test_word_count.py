from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.api import Point, SelectionInfo, TextRange
from tests.support.extension_host import HostBench, host_bench

ID = "pith.word-count"


@pytest.fixture
def bench(tmp_path: Path, repository: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path, bundled=repository / "extensions") as made:
        made.start()
        yield made


def shown(bench: HostBench) -> str | None:
    return bench.services.status.text("wordCount")


def test_sleeps_until_a_text_is_opened(bench: HostBench) -> None:
    assert bench.record(ID).state == "installed"
    bench.host.events.document_opened(bench.services.workspace.add_document("one two"))
    bench.run_until(lambda: shown(bench) is not None)
    assert bench.record(ID).activated_by == "onLanguage:markdown"
    assert shown(bench) == "2 words, 7 characters"


def test_follows_the_document(bench: HostBench) -> None:
    workspace, events = bench.services.workspace, bench.host.events
    events.document_opened(workspace.add_document("one"))
    bench.run_until(lambda: shown(bench) is not None)
    for version, content in enumerate(("one t", "one two\n\nthree"), 2):
        events.document_changed(workspace.add_document(content, version=version))
        bench.scheduler.run()
    bench.scheduler.advance(0.25)
    bench.run_until(lambda: shown(bench) == "3 words, 12 characters")


def test_counts_what_is_selected(bench: HostBench) -> None:
    workspace, events = bench.services.workspace, bench.host.events
    document = workspace.add_document("one two\nthree four\nfive")
    workspace.selection = SelectionInfo(
        document.uri,
        (
            TextRange(Point(0, 4), Point(1, 5)),
            TextRange(Point(2, 1), Point(2, 3)),
        ),
        0,
    )
    events.document_opened(document)
    bench.run_until(lambda: shown(bench) == "3 words selected, 10 characters")


def test_one_is_not_many(bench: HostBench) -> None:
    document = bench.services.workspace.add_document("a")
    bench.host.events.document_opened(document)
    bench.run_until(lambda: shown(bench) == "1 word, 1 character")


def test_hides_for_other_languages(bench: HostBench) -> None:
    workspace, events = bench.services.workspace, bench.host.events
    events.document_opened(workspace.add_document("one"))
    bench.run_until(lambda: shown(bench) is not None)
    events.active_document_changed(workspace.add_document("import this", "a.py", "python"))
    assert bench.services.status.items["wordCount"]["visible"] is False


def test_the_command_tells(bench: HostBench) -> None:
    bench.services.workspace.add_document("one two", "a.txt", "plaintext")
    bench.execute("wordCount.show")
    notification = bench.services.window.notifications[-1]
    assert notification.message == "a.txt: 2 words, 7 characters"
    assert notification.source == "Word Count"


def test_the_command_without_a_document(bench: HostBench) -> None:
    assert bench.execute("wordCount.show") is None


def test_hides_for_a_text_that_takes_long_to_count(bench: HostBench) -> None:
    workspace, events = bench.services.workspace, bench.host.events
    events.document_opened(workspace.add_document("one"))
    bench.run_until(lambda: shown(bench) is not None)
    events.active_document_changed(workspace.add_document("x" * 10_000_001, "long.txt"))
    bench.run_until(lambda: bench.services.status.items["wordCount"]["visible"] is False)
