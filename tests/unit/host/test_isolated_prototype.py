"""The contract holds for an extension in a process of its own: the caller cannot tell."""

from __future__ import annotations

import os
import signal
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pith.api import DocumentInfo, Point, SelectionInfo, TextEdit, TextRange, TextSnapshot
from tests.support.extension_host import HostBench
from tests.support.host_services import FakeSnapshot
from tests.support.isolated.parent import ServedExtension

Serve = Callable[..., ServedExtension]


@pytest.fixture
def serve(bench: HostBench) -> Iterator[Serve]:
    bench.start()
    served: list[ServedExtension] = []

    def begin(extension_id: str, folder: Path, module: str) -> ServedExtension:
        extension = ServedExtension(bench, extension_id, folder, module)
        served.append(extension)
        bench.run_until(lambda: extension.ready or extension.ended, timeout=30)
        assert extension.ready
        return extension

    yield begin
    for each in served:
        each.dispose()
    bench.scheduler.run()


@pytest.fixture
def word_count(bench: HostBench, serve: Serve, repository: Path) -> ServedExtension:
    """The bundled extension as it is."""
    return serve("pith.word-count", repository / "extensions" / "pith.word-count", "word_count")


def shown(bench: HostBench) -> str | None:
    return bench.services.status.text("wordCount")


def test_word_count_served_from_a_child_process(
    bench: HostBench, word_count: ServedExtension
) -> None:
    workspace, events = bench.services.workspace, bench.host.events
    document = workspace.add_document("one two")
    events.active_document_changed(document)
    bench.run_until(lambda: shown(bench) == "2 words, 7 characters")
    for version, content in enumerate(("one t", "one two\n\nthree"), 2):
        events.document_changed(workspace.add_document(content, version=version))
        bench.scheduler.run()
    bench.run_until(lambda: shown(bench) == "3 words, 12 characters")
    selected = TextRange(Point(0, 4), Point(2, 2))
    workspace.selection = SelectionInfo(document.uri, (selected,), 0)
    events.selection_changed(workspace.selection)
    bench.run_until(lambda: shown(bench) == "2 words selected, 5 characters")
    bench.bus.execute("wordCount.show")
    bench.run_until(lambda: bool(bench.services.window.notifications))
    told = bench.services.window.notifications[0]
    assert told.message == "notes.md: 2 words selected, 5 characters"
    told.answer.set_result(None)
    events.active_document_changed(None)
    workspace.active = None
    events.active_document_changed(None)
    bench.run_until(lambda: bench.services.status.items["wordCount"]["visible"] is False)
    assert word_count.failures == []


TIDY = """
    import time
    from pith.api import TextEdit, TextRange, hook

    def activate(context):
        global tasks
        tasks = context.tasks

    @hook
    def will_save(document, text, token):
        if document.name == "broken":
            raise ValueError("no")
        if document.name == "wrong":
            return [1]
        def work(running):
            if document.name == "slow":
                while not token.cancelled:
                    time.sleep(0.01)
            lines = [line.rstrip() for line in text.lines(0, text.line_count)]
            return [TextEdit(TextRange.whole(text), "\\n".join(lines))]
        return tasks.run(work, "tidy")
"""


class Saving:
    """A document that waits to be written."""

    def __init__(self, bench: HostBench, text: str, name: str) -> None:
        self.info = bench.services.workspace.add_document(text, name)
        self.text = text
        self.edited: list[TextEdit] = []

    def describe(self) -> tuple[DocumentInfo, TextSnapshot]:
        return self.info, FakeSnapshot(self.text)

    def edit(self, edits: Sequence[TextEdit]) -> bool:
        self.edited += edits
        return bool(edits)

    def dispose(self) -> None:
        pass


@pytest.fixture
def tidy(serve: Serve, tmp_path: Path) -> ServedExtension:
    folder = tmp_path / "tidy"
    folder.mkdir()
    (folder / "tidy_on_save.py").write_text(textwrap.dedent(TIDY))
    return serve("acme.tidy", folder, "tidy_on_save")


def saved(bench: HostBench, name: str) -> list[TextEdit]:
    document = Saving(bench, "one  \ntwo ", name)
    answer = bench.host.events.will_save(document)
    assert answer is not None
    bench.wait(answer)
    return document.edited


def test_a_hook_that_asks_is_answered_from_there(bench: HostBench, tidy: ServedExtension) -> None:
    edits = saved(bench, "notes.md")
    assert edits == [TextEdit(TextRange(Point(0, 0), Point(1, 4)), "one\ntwo")]
    assert all(isinstance(each, TextEdit) for each in edits)


@pytest.mark.parametrize(
    ("name", "said"),
    [("broken", "ValueError: no"), ("wrong", "Expected"), ("slow", "no answer within 2 s")],
)
def test_one_that_fails_there_is_left_out(
    bench: HostBench, tidy: ServedExtension, name: str, said: str
) -> None:
    assert saved(bench, name) == []
    (failure,) = tidy.failures
    assert said in failure.problem.message
    assert failure.problem.message.startswith("will_save: ")
    # The time was up for that save alone: the process goes on.
    assert len(saved(bench, "notes.md")) == 1


def test_a_process_that_dies_keeps_nobody_waiting(bench: HostBench, tidy: ServedExtension) -> None:
    document = Saving(bench, "x", "slow")
    answer = bench.host.events.will_save(document)
    assert answer is not None
    os.kill(tidy.process.pid, signal.SIGKILL)
    bench.wait(answer)
    assert "the extension's process ended" in tidy.failures[0].problem.message
    assert document.edited == []
