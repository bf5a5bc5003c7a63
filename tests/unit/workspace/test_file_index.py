"""Finding files by a few letters, among those that are not ignored."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from pith.base import Cancelled, CancelToken, Future, ManualScheduler, ThreadWorker
from pith.settings import CORE_SETTINGS, Settings, SettingsLayer
from pith.workspace import FileIndex, FileWatcher
from pith.workspace._catalogue import Catalogue
from pith.workspace._ignore import IgnoreRules
from pith.workspace._matching import best_matches, file_list

T = TypeVar("T")


def make(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


# Rules


@pytest.mark.parametrize(
    ("line", "path", "is_folder", "ignored"),
    [
        ("build", "build", True, True),
        ("build", "a/build", False, True),
        ("build/", "a/build", True, True),
        ("build/", "build", False, None),
        ("/build", "build", True, True),
        ("/build", "a/build", True, None),
        ("*.pyc", "a/b.pyc", False, True),
        ("*.pyc", "a/b.py", False, None),
        ("*.egg-info/", "x.egg-info", True, True),
        ("*.egg-info/", "x.egg-info", False, None),
        ("**/logs", "a/b/logs", True, True),
        ("docs/*.html", "docs/a.html", False, True),
        ("docs/*.html", "docs/a/b.html", False, None),
        ("a?c", "abc", False, True),
        ("[ab].txt", "b.txt", False, True),
        ("# build", "# build", False, None),
        ("\\#x", "#x", False, True),
        ("", "a", False, None),
        ("   ", "a", False, None),
        ("name with space", "name with space", False, True),
        ("trailing   ", "trailing", False, True),
    ],
)
def test_rules(line: str, path: str, is_folder: bool, ignored: bool | None) -> None:
    rules = IgnoreRules([line + "\n"])
    assert rules.ignores(path, path.rpartition("/")[2], is_folder) is ignored


def test_what_is_taken_back() -> None:
    rules = IgnoreRules(["*.log\n", "!keep.log\r\n"])
    assert rules.ignores("a.log", "a.log", False) is True
    assert rules.ignores("keep.log", "keep.log", False) is False
    assert rules.ignores("a.txt", "a.txt", False) is None


# Scanning


def scan(top: Path, *excluded: str, **options: bool) -> list[str]:
    catalogue = Catalogue([str(top)], excluded, **options)  # type: ignore[arg-type]
    catalogue.scan(CancelToken())
    labels, paths = catalogue.labels({str(top): ""})
    assert [str(top / label) for label in labels] == paths
    assert catalogue.count == len(labels)
    return sorted(labels)


def test_finds_what_git_would(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.py",
        "a.pyc",
        "build/x",
        "src/a.py",
        "src/build/x",
        "src/keep.log",
        "src/a.log",
        "src/deep/er/b.log",
        "src/deep/only/c.txt",
        "other/only/c.txt",
        "docs/a.html",
    )
    (tmp_path / ".gitignore").write_text("*.pyc\n/build\n*.log\ndocs/*.html\n")
    (tmp_path / "src" / ".gitignore").write_text("!keep.log\nbuild/\n")
    (tmp_path / "src" / "deep" / ".gitignore").write_text("/only\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, capture_output=True)
    run = subprocess.run(
        ["git", "-C", str(tmp_path), "ls-files", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    )
    expected = sorted(run.stdout.split())
    assert "src/keep.log" in expected
    assert scan(tmp_path, "**/.git") == expected


def test_the_rules_around_a_folder_count_in_it(tmp_path: Path) -> None:
    make(tmp_path, ".git/info/x", "sub/deep/a.log", "sub/deep/a.tmp", "sub/deep/a.py")
    (tmp_path / ".gitignore").write_text("*.log\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("*.tmp\n")
    assert scan(tmp_path / "sub" / "deep") == ["a.py"]
    assert scan(tmp_path / "sub" / "deep", respect_gitignore=False) == ["a.log", "a.py", "a.tmp"]
    shutil.rmtree(tmp_path / ".git")
    assert scan(tmp_path / "sub" / "deep") == ["a.log", "a.py", "a.tmp"]


def test_patterns_of_the_settings(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "x/a.tmp", "x/__pycache__/a.py", "out/b.py", "x/out/c.py")
    assert scan(tmp_path, "**/__pycache__", "**/*.tmp", "out/") == ["a.py"]
    assert scan(tmp_path, "/out") == ["a.py", "x/__pycache__/a.py", "x/a.tmp", "x/out/c.py"]


def test_links_and_what_cannot_be_read(tmp_path: Path) -> None:
    make(tmp_path, "real/a.py")
    (tmp_path / "link.py").symlink_to("real/a.py")
    (tmp_path / "dangling.py").symlink_to("nowhere")
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "real" / "up").symlink_to("..")
    assert scan(tmp_path) == ["dangling.py", "link.py", "real/a.py"]
    assert scan(tmp_path / "missing") == []


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    make(tmp_path, "caf\udce9.txt")
    catalogue = Catalogue([str(tmp_path)])
    catalogue.scan(CancelToken())
    files = file_list(*catalogue.labels({str(tmp_path): ""}))
    (match,) = best_matches(files, "caf txt", 10)
    assert match.path == tmp_path / "caf\udce9.txt"
    (match,) = best_matches(files, "caf\udce9", 10)
    assert match.positions == (0, 1, 2, 3)


def test_a_limit_is_kept_and_said(tmp_path: Path) -> None:
    make(tmp_path, *(f"{folder}/{number}" for folder in "abcde" for number in range(10)))
    catalogue = Catalogue([str(tmp_path)], limit=25)
    catalogue.scan(CancelToken())
    assert catalogue.truncated
    assert catalogue.count == 30  # folders are taken whole
    catalogue = Catalogue([str(tmp_path)], limit=100)
    catalogue.scan(CancelToken())
    assert not catalogue.truncated


def test_scanning_can_be_cancelled(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Catalogue([str(tmp_path)]).scan(token)


# Ranking


def ranked(query: str, *labels: str) -> list[str]:
    files = file_list(list(labels), [f"/x/{label}" for label in labels])
    return [match.label for match in best_matches(files, query, 10)]


@pytest.mark.parametrize(
    ("query", "labels", "best"),
    [
        ("main", ("src/domain.py", "src/main.py", "main/other.py"), "src/main.py"),
        ("docpy", ("pith/workspace/_document.py", "docs/copy.txt"), "pith/workspace/_document.py"),
        ("work doc", ("pith/workspace/_document.py", "doc/a.py"), "pith/workspace/_document.py"),
        ("a.py", ("deep/er/a.py", "a.py"), "a.py"),
        ("FileIndex", ("x/file_index.py", "x/FileIndex.py"), "x/FileIndex.py"),
        ("src/main", ("main.py", "src/main.py"), "src/main.py"),
        ("src\\main", ("main.py", "src/main.py"), "src/main.py"),
        ("test", ("tests/unit/a.py", "src/test.py"), "src/test.py"),
    ],
)
def test_the_best_comes_first(query: str, labels: tuple[str, ...], best: str) -> None:
    assert ranked(query, *labels)[0] == best


def test_what_does_not_match_is_not_shown() -> None:
    assert ranked("xyz", "a.py", "b.py") == []
    assert ranked("main nothing", "main.py") == []


def test_without_letters_all_are_shown() -> None:
    assert ranked("", "a.py", "b.py") == ["a.py", "b.py"]
    assert ranked("  ", *(f"{number}" for number in range(20))) == [str(n) for n in range(10)]


@pytest.mark.parametrize(
    ("query", "label", "marked"),
    [
        ("main", "src/main.py", "src/[main].py"),
        ("smn", "src/main.py", "[s]rc/[m]ai[n].py"),
        ("src main", "src/main.py", "[src]/[main].py"),
        ("foobar", "f/o/xxxxxxxxxxxxxxxxx/oxxxxxxxxxxxxxb/axxxxr.js", None),
    ],
)
def test_what_matched_can_be_marked(query: str, label: str, marked: str | None) -> None:
    (match,) = best_matches(file_list([label], [f"/{label}"]), query, 1)
    found = "".join(label[position] for position in match.positions)
    assert found == query.replace(" ", "")
    assert list(match.positions) == sorted(set(match.positions))
    if marked is not None:
        shown = "".join(
            f"[{letter}]" if index in match.positions else letter
            for index, letter in enumerate(label)
        )
        assert shown.replace("][", "") == marked


# The index


class Shelf:
    """A file index with a worker, a watcher and settings."""

    def __init__(self) -> None:
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler)
        self.settings = Settings(CORE_SETTINGS)
        self.watcher = FileWatcher(self.scheduler, debounce=0.02)
        self.index = FileIndex(self.worker, self.settings, self.watcher)
        self._start = time.monotonic()

    def wait(self, condition: Callable[[], bool]) -> None:
        def met() -> bool:
            self.scheduler.advance(time.monotonic() - self._start - self.scheduler.now)
            return condition()

        self.scheduler.run_until(met)

    def get(self, future: Future[T]) -> T:
        self.wait(lambda: future.done)
        return future.result()

    def search(self, query: str) -> list[str]:
        return [match.label for match in self.get(self.index.search(query))]

    def dispose(self) -> None:
        self.index.dispose()
        self.watcher.dispose(wait=5.0)
        self.worker.dispose(wait=5.0)
        self.scheduler.run()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.dispose()


def test_searches(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "src/main.py", "src/other.py", "node_modules/main.py", "__pycache__/main.py")
    assert shelf.search("main") == []
    shelf.index.set_folders([tmp_path])
    assert shelf.search("main") == ["src/main.py"]
    assert shelf.index.count == 2
    assert not shelf.index.truncated
    files = shelf.get(shelf.index.files())
    assert sorted(files) == [
        tmp_path / "src" / "main.py",
        tmp_path / "src" / "other.py",
    ]


def test_several_folders_are_told_apart(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "one/a.py", "two/a.py", "one/inner/b.py")
    shelf.index.set_folders([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "inner"])
    assert sorted(shelf.search("a.py")) == ["one/a.py", "two/a.py"]
    assert shelf.search("b.py") == ["one/inner/b.py"]
    shelf.index.set_folders([tmp_path / "one"])
    assert shelf.search("a.py") == ["a.py"]


def test_what_happens_is_known_at_the_next_question(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "src/main.py", "old/deep/x.py")
    shelf.index.set_folders([tmp_path])
    assert shelf.search("main") == ["src/main.py"]
    assert shelf.watcher.settled().wait(10)
    make(tmp_path, "src/main2.py", "new/deep/main3.py")
    shelf.wait(
        lambda: (
            sorted(shelf.search("main"))
            == sorted(["src/main.py", "src/main2.py", "new/deep/main3.py"])
        )
    )
    (tmp_path / "src" / "main.py").unlink()
    shutil.rmtree(tmp_path / "new")
    (tmp_path / "old").rename(tmp_path / "main_old")
    shelf.wait(lambda: sorted(shelf.search("main")) == ["main_old/deep/x.py", "src/main2.py"])
    assert shelf.index.count == 2


def test_only_what_happened_is_looked_at(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"folder{number}/a.py" for number in range(30)))
    shelf.index.set_folders([tmp_path])
    shelf.search("a")
    assert shelf.watcher.settled().wait(10)
    looked: list[str] = []
    scandir = os.scandir

    def looking(path: str) -> object:
        looked.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", looking)
    shelf.search("a")
    assert looked == []
    make(tmp_path, "folder7/b.py")
    shelf.wait(lambda: shelf.search("b.py") == ["folder7/b.py"])
    assert set(looked) == {"folder7"}
    (tmp_path / "folder7" / "b.py").write_text("changed")  # is the same name as before
    looked.clear()
    shelf.search("a")
    assert looked == []


def test_rules_that_change(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "src/a.log", "src/a.py", "src/deep/b.log")
    shelf.index.set_folders([tmp_path])
    assert sorted(shelf.search("log")) == ["src/a.log", "src/deep/b.log"]
    assert shelf.watcher.settled().wait(10)
    (tmp_path / "src" / ".gitignore").write_text("*.log\n")
    shelf.wait(lambda: shelf.search("log") == [])
    (tmp_path / "src" / ".gitignore").write_text("b.log\n")
    shelf.wait(lambda: shelf.search("log") == ["src/a.log"])
    (tmp_path / "src" / ".gitignore").unlink()
    shelf.wait(lambda: sorted(shelf.search("log")) == ["src/a.log", "src/deep/b.log"])


def test_settings_that_change(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "a.log", "a.py", "ignored.py")
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    shelf.index.set_folders([tmp_path])
    assert shelf.search("a.log") == ["a.log"]
    assert shelf.search("ignored.py") == []
    shelf.settings.set_layer(
        SettingsLayer.USER, {"files": {"exclude": {"*.log": True}, "respectGitignore": False}}
    )
    assert shelf.search("a.log") == []
    assert shelf.search("ignored.py") == ["ignored.py"]


def test_a_folder_that_is_deleted_and_made_again(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    make(folder, "a.py")
    shelf.index.set_folders([folder])
    assert shelf.search("a") == ["a.py"]
    assert shelf.watcher.settled().wait(10)
    shutil.rmtree(folder)
    shelf.wait(lambda: shelf.search("") == [])
    make(folder, "b.py")
    shelf.wait(lambda: shelf.search("") == ["b.py"])


def test_without_a_watcher_it_is_refreshed(tmp_path: Path) -> None:
    scheduler = ManualScheduler()
    worker = ThreadWorker(scheduler)
    index = FileIndex(worker)
    index.set_folders([tmp_path])
    make(tmp_path, "a.py")
    counts: list[int] = []
    index.changed.connect(counts.append)
    one = index.refresh()
    scheduler.run_until(lambda: one.done)
    make(tmp_path, "b.py")
    stale = index.search("")
    scheduler.run_until(lambda: stale.done)
    assert len(stale.result()) == 1
    two = index.refresh()
    scheduler.run_until(lambda: two.done)
    assert (one.result(), two.result(), counts) == (1, 2, [1, 2])
    index.dispose()
    worker.dispose(wait=5.0)


def test_a_search_can_be_cancelled(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    shelf.index.set_folders([tmp_path])
    first = shelf.index.search("a")
    first.cancel()
    assert shelf.search("a") == ["a.py"]
    assert isinstance(first.exception(), Cancelled)


def test_other_folders_while_it_looks(shelf: Shelf, tmp_path: Path) -> None:
    make(tmp_path, "one/a.py", "two/b.py")
    shelf.index.set_folders([tmp_path / "one"])
    search = shelf.index.search("")
    shelf.index.set_folders([tmp_path / "two"])
    assert [match.label for match in shelf.get(search)] == ["b.py"]


def test_what_is_asked_of_an_index_that_is_gone(shelf: Shelf, tmp_path: Path) -> None:
    shelf.index.set_folders([tmp_path])
    waiting = shelf.index.search("a")
    shelf.index.dispose()
    with pytest.raises(Cancelled):
        shelf.get(waiting)
    shelf.worker.dispose(wait=5.0)
    with pytest.raises(Cancelled):
        shelf.get(shelf.index.search("a"))
