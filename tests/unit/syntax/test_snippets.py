"""Files of snippets: what is taken, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ManualScheduler, ProblemError, ThreadWorker
from pith.syntax import SnippetEntry, Snippets, read_snippets

GOOD = """\
{
\t// A comment, as VS Code has them.
\t"For": {
\t\t"prefix": ["for", "each"],
\t\t"body": ["for ${1:i} in $2:", "\\t$0"],
\t\t"description": "A loop",
\t},
\t"All": {"prefix": "all", "body": "x", "scope": "c, python"},
\t"Bare": {"body": "y"}
}
"""


def test_what_is_read() -> None:
    entries, problems = read_snippets(GOOD, "a.json")
    assert problems == ()
    assert entries == (
        SnippetEntry("For", ("for", "each"), "for ${1:i} in $2:\n\t$0", "A loop", (), "a.json"),
        SnippetEntry("All", ("all",), "x", "", ("c", "python"), "a.json"),
        SnippetEntry("Bare", (), "y", "", (), "a.json"),
    )
    for_python, _ = read_snippets(GOOD, "python.json", "python")
    assert {entry.languages for entry in for_python} == {("python",)}
    assert read_snippets("  \n") == ((), ())


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("3", "the snippet 'Bad' is no object"),
        ('{"prefix": "x"}', "the snippet 'Bad' has no `body`"),
        ('{"body": [1]}', "the snippet 'Bad' has no `body`"),
        ('{"body": "x", "prefix": 1}', "the snippet 'Bad' has a `prefix` that is no string"),
        ('{"body": "x", "scope": []}', "the snippet 'Bad' has a `scope` that is no string"),
        (
            '{"body": ["a", "${1/(/x/}"]}',
            "the snippet 'Bad' line 2 of the body: `(` is no regular expression",
        ),
    ],
)
def test_one_that_is_wrong_is_left_out_and_named(value: str, message: str) -> None:
    source = '{\n"Good": {"body": "x"},\n"Bad": ' + value + "\n}"
    entries, problems = read_snippets(source, "a.json")
    assert [entry.name for entry in entries] == ["Good"]
    (problem,) = problems
    assert problem.message.startswith(message)
    assert (problem.source, problem.line) == ("a.json", 3)


@pytest.mark.parametrize(
    ("source", "message"),
    [("[]", "a.json:1: expected an object"), ("{\n,", "a.json:2:1: no valid")],
)
def test_a_file_that_is_none(source: str, message: str) -> None:
    with pytest.raises(ProblemError, match=message):
        read_snippets(source, "a.json")


class Library:
    """A library with a real worker, and what it has said."""

    def __init__(self) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler, threads=1, name="snippets")
        self.snippets = Snippets(self.worker)
        self.problems: list[str] = []
        self.changes = 0
        self.snippets.problems.connect(lambda found: self.problems.extend(map(str, found)))
        self.snippets.changed.connect(self._changed)

    def _changed(self) -> None:
        self.changes += 1

    def wait(self) -> None:
        """Until everything that was asked for has been read."""
        waiting = self.worker.submit(lambda token: None)
        self.scheduler.run_until(lambda: waiting.done)
        self.scheduler.run()


@pytest.fixture
def library() -> Iterator[Library]:
    made = Library()
    yield made
    made.worker.dispose()


def test_files_come_and_go(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(GOOD)
    taking = library.snippets.declare(file, "", "me")
    library.wait()
    assert [entry.name for entry in library.snippets.all()] == ["For", "All", "Bare"]
    assert [entry.name for entry in library.snippets.of_language("rust")] == ["For", "Bare"]
    taking.dispose()
    assert library.snippets.all() == []
    assert library.changes == 2


def test_a_file_that_is_taken_back_while_it_is_read(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(GOOD)
    library.snippets.declare(file).dispose()
    library.wait()
    assert (library.snippets.all(), library.changes) == ([], 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "a.json:1:2: no valid JSON"),
        (b'{\n"\xff": 1}', "a.json:2: is not UTF-8 (save it as UTF-8)"),
        (b'{"A": 1}', "a.json:1: the snippet 'A' is no object"),
        (b" " * 4_000_001, "a.json: larger than 4,000,000 bytes"),
    ],
)
def test_what_is_wrong_is_said_once(
    library: Library, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    library.snippets.declare(file)
    library.wait()
    (problem,) = library.problems
    assert said in problem


def test_a_file_that_is_not_there_or_is_a_folder(library: Library, tmp_path: Path) -> None:
    library.snippets.declare(tmp_path / "none.json")
    library.snippets.declare(tmp_path)
    library.wait()
    (problem,) = library.problems
    assert "cannot be read" in problem


@pytest.mark.parametrize(
    ("before", "prefix", "names"),
    [
        ("for", "for", ["For"]),
        ("  x for", "for", ["For"]),
        ("xfor", "", []),
        ("x.for", "for", ["For"]),
        ("each", "each", ["For"]),
        ("al", "", []),
        ("a <div", "<div", ["Tag", "Other"]),
        ("div", "", []),
    ],
)
def test_what_a_prefix_stands_for(
    library: Library, tmp_path: Path, before: str, prefix: str, names: list[str]
) -> None:
    file = tmp_path / "a.json"
    tag = '{"prefix": "<div", "body": "x"}'
    file.write_text(GOOD.rstrip().removesuffix("}") + f',"Tag": {tag}, "Other": {tag}}}')
    library.snippets.declare(file)
    library.wait()
    found, entries = library.snippets.at("rust", before)
    assert (found, [entry.name for entry in entries]) == (prefix, names)
