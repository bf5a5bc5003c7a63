"""Who is asked, what of a document is read, and when it is read again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pith.api import Cancelled, CancelToken, DocumentInfo, Future, Point, SignatureHelp
from tests.support.extension_host import HostBench, host_bench

sys.path.insert(0, str(Path(__file__).parents[1]))

import function_signatures
from function_signatures._languages import language
from function_signatures._source import LONGEST_LINE, MOST_ROWS, Source, Window

NONE = CancelToken()
PYTHON = "python"


class Lines:
    """A TextSnapshot of a text, which counts how often it is read."""

    def __init__(self, text: str, version: int = 1) -> None:
        self._lines = text.split("\n")
        self.version = version
        self.line_count = len(self._lines)
        self.length = len(text)
        self.read = 0

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> list[str]:
        found = [line[first_column:last_column] for line in self._lines[start:end]]
        self.read += sum(map(len, found))
        return found


class Program:
    """Context of an extension, with documents of which the texts are given, and jobs that wait."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[DocumentInfo, Lines]] = {}
        self.jobs: list[tuple[Future[Any], Any]] = []
        self.workspace = self.tasks = self

    def put(self, uri: str, text: str, version: int = 1, language_id: str = PYTHON) -> None:
        lines = Lines(text, version)
        info = DocumentInfo(uri, None, uri, language_id, version, False, lines.line_count)
        self.texts[uri] = info, lines

    def documents(self) -> list[DocumentInfo]:
        return [info for info, _ in self.texts.values()]

    def snapshot(self, uri: str) -> Future[Any]:
        if uri not in self.texts:
            return Future.failed(LookupError(uri))
        return Future.of(self.texts[uri][1])

    def run(self, job: Any, name: str) -> Future[Any]:
        future: Future[Any] = Future()
        self.jobs.append((future, job))
        return future

    def work(self) -> None:
        for future, job in self.jobs:
            try:
                future.set_result(job(future.token))
            except Cancelled as error:
                future.set_exception(error)
        self.jobs.clear()

    def close(self, uri: str) -> None:
        info, _ = self.texts.pop(uri)
        function_signatures.document_closed(info)

    def ask(
        self, uri: str, row: int, column: int, token: CancelToken = NONE
    ) -> Future[SignatureHelp | None]:
        info, lines = self.texts[uri]
        answer = function_signatures.signature_help(info, lines, Point(row, column), token)
        assert answer is not None
        return answer

    def answer(self, uri: str, row: int, column: int) -> list[str]:
        future = self.ask(uri, row, column)
        self.work()
        found = future.result()
        return [each.label for each in found.signatures] if found is not None else []


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    made = Program()
    monkeypatch.setattr(function_signatures, "context", made, raising=False)
    monkeypatch.setattr(function_signatures, "known", {})
    return made


def test_a_document_is_read_once_for_each_of_its_versions(program: Program) -> None:
    program.put("a", "def f(a): ...\nf(1, f(")
    program.put("b", "def f(b): ...")
    assert program.answer("a", 1, 2) == ["f(a)", "f(b)"]
    read = [lines.read for _, lines in program.texts.values()]
    assert program.answer("a", 1, 7) == ["f(a)", "f(b)"]
    assert [lines.read for _, lines in program.texts.values()] == read
    program.put("b", "def f(c): ...", version=2)
    program.put("a", "def f(d): ...\nf(", version=2)
    assert program.answer("a", 1, 2) == ["f(d)", "f(c)"]


def test_others_are_read_where_there_is_a_call_alone(program: Program) -> None:
    program.put("a", "f()")
    program.put("b", "def f(b): ...")
    assert program.answer("a", 0, 3) == []
    assert program.texts["b"][1].read == 0


def test_documents_of_other_languages_say_nothing(program: Program) -> None:
    program.put("a.py", "f(")
    program.put("b.js", "function f(b) {}", language_id="javascript")
    program.put("c.ts", "f(", language_id="typescript")
    assert program.answer("a.py", 0, 2) == []
    assert program.answer("c.ts", 0, 2) == ["f(b)"]


def test_a_language_that_is_not_known_is_not_read(program: Program) -> None:
    program.put("a", "f(", language_id="plaintext")
    info, lines = program.texts["a"]
    assert function_signatures.signature_help(info, lines, Point(0, 2), NONE) is None
    assert not program.jobs


def test_a_document_closed_meanwhile_is_forgotten(program: Program) -> None:
    program.put("a", "f(")
    program.put("b", "def f(b): ...")
    future = program.ask("a", 0, 2)
    program.close("b")
    program.work()
    assert future.result() is not None
    assert list(function_signatures.known) == ["a"]
    program.close("a")
    assert not function_signatures.known


def test_a_document_that_cannot_be_read_is_left_out(program: Program) -> None:
    program.put("a", "def f(a): ...\nf(")
    program.put("b", "")
    gone = program.texts["b"][0]
    program.documents = lambda: [program.texts["a"][0], gone]  # type: ignore[method-assign]
    del program.texts["b"]
    assert program.answer("a", 1, 2) == ["f(a)"]


def test_it_stops_when_nobody_wants_to_know(program: Program) -> None:
    program.put("a", "def f(a): ...\nf(")
    token = CancelToken()
    future = program.ask("a", 1, 2, token)
    token.cancel()
    program.work()
    with pytest.raises(Cancelled):
        future.result()
    stopped = CancelToken()
    stopped.cancel()
    lines: Any = Lines("'a'")
    with pytest.raises(Cancelled):
        Source.read(lines, Window(), language(PYTHON), stopped)


def test_of_a_long_line_what_is_around_the_place_is_looked_at(program: Program) -> None:
    text = "x = 1\n" + "[], " * 500_000 + "f(1, 2)\ndef f(a, b): ..."
    program.put("a", text)
    assert program.answer("a", 1, 2_000_005) == ["f(a, b)"]
    assert program.answer("a", 1, 2_000_002) == ["f(a, b)"]
    assert program.answer("a", 1, 40) == []
    assert program.texts["a"][1].read < 10 * LONGEST_LINE


def test_of_a_long_document_the_rows_around_the_place_are_looked_at(program: Program) -> None:
    rows = ["x = 1"] * 3 * MOST_ROWS
    rows[10] = "def f(far): ..."
    rows[-100] = "def f(near): ..."
    rows[-10] = "f("
    program.put("a", "\n".join(rows))
    assert program.answer("a", len(rows) - 10, 2) == ["f(near)"]
    assert program.texts["a"][1].read < 6 * (MOST_ROWS + 2000)


@pytest.mark.parametrize("row", [0, 1, 9_999, 10_000, 25_000, 39_999])
@pytest.mark.parametrize("column", [0, 7_999, 8_000, 9_999, 10_000, 123_456])
def test_the_place_is_in_what_is_looked_at(row: int, column: int) -> None:
    window = Window.around(Point(row, column), 40_000)
    assert window.first <= row < window.first + MOST_ROWS
    assert window.column <= column <= window.column + LONGEST_LINE


def test_a_place_behind_the_end_of_its_row_is_none_of_the_next() -> None:
    source = Source.of("f(\nx", language(PYTHON))
    assert source.offset(Point(0, 2)) == 2
    assert source.offset(Point(0, 3)) is None
    assert source.offset(Point(5, 0)) is None


@pytest.fixture
def bench(tmp_path: Path, repository: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path, bundled=repository / "extensions") as made:
        made.start()
        made.host.fire("onScheme:file")
        yield made


def test_in_the_host(bench: HostBench) -> None:
    bench.run_until(lambda: bench.record("pith.function-signatures").state == "active")
    workspace = bench.services.workspace
    workspace.add_document("int f(int a, int b);", "a.h", "c")
    document = workspace.add_document("x = f(1, ", "a.cpp", "cpp")
    text = workspace.snapshot(document.uri)
    assert text is not None
    asked = bench.host.events.signature_help(document, text, Point(0, 9))
    assert asked is not None
    (found,) = bench.wait(asked)
    assert found.signatures[0].label == "int f(int a, int b)"
    assert found.signatures[0].active == 1
