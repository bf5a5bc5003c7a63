from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.api import DocumentInfo, TreeItem
from pith.settings import CORE_SETTINGS
from tests.support.extension_host import HostBench, host_bench
from tests.support.host_services import FakeTree

ID = "pith.explorer"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name in ("src/a.py", "src/b10.py", "src/b9.py", "README.md", ".git/config", "Makefile"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return folder


@pytest.fixture
def bench(tmp_path: Path, repository: Path, project: Path) -> Iterator[HostBench]:
    """A window with one folder, and the explorer shown."""
    with host_bench(tmp_path / "bench", watching=True, bundled=repository / "extensions") as made:
        made.settings.declare(CORE_SETTINGS)
        made.bus.context.set("workspaceFolderCount", 1)
        made.services.workspace.folder_list = [project]
        made.start()
        made.host.fire("onView:explorer")
        made.run_until(lambda: made.record(ID).state == "active")
        assert made.watcher is not None
        assert made.watcher.settled().wait(10)
        yield made


def tree(bench: HostBench) -> FakeTree:
    return bench.services.views.trees["explorer"]


def children(bench: HostBench, path: Path | None = None) -> list[TreeItem]:
    return list(bench.wait(tree(bench).children(str(path) if path else None)))


def labels(bench: HostBench, path: Path | None = None) -> list[str]:
    return [item.label for item in children(bench, path)]


def test_sleeps_until_its_view_is_shown(tmp_path: Path, repository: Path) -> None:
    with host_bench(tmp_path, bundled=repository / "extensions") as bench:
        bench.start()
        assert bench.record(ID).state == "installed"
        assert "explorer" in bench.views.ids()
        assert "explorer" in bench.containers.ids()


def test_shows_one_folder_with_its_name_above(bench: HostBench) -> None:
    assert tree(bench).title == "project"
    assert labels(bench) == ["src", "Makefile", "README.md"]


def test_sorts_as_people_count(bench: HostBench, project: Path) -> None:
    assert labels(bench, project / "src") == ["a.py", "b9.py", "b10.py"]


def test_describes_files_and_folders(bench: HostBench, project: Path) -> None:
    folder, makefile, _ = children(bench)
    assert (folder.collapsible, folder.context_value, folder.icon) == (
        "collapsed",
        "folder",
        "folder",
    )
    assert (makefile.collapsible, makefile.context_value, makefile.icon) == ("none", "file", "")
    assert makefile.resource_path == project / "Makefile"


def test_shows_several_folders_as_items(bench: HostBench, project: Path) -> None:
    other = project.parent / "other"
    other.mkdir()
    bench.services.workspace.folder_list = [project, other]
    bench.host.events.folders_changed([project, other])
    assert labels(bench) == ["project", "other"]
    assert labels(bench, project) == ["src", "Makefile", "README.md"]


def test_says_that_no_folder_is_open(bench: HostBench) -> None:
    bench.services.workspace.folder_list = []
    bench.host.events.folders_changed([])
    assert tree(bench).message.splitlines() == [
        "No folder is open.",
        "[Open Folder](command:file.openFolder)",
    ]
    assert labels(bench) == []


def test_looks_again_only_at_folders_that_changed(bench: HostBench, project: Path) -> None:
    children(bench)
    children(bench, project / "src")
    tree(bench).refreshed.clear()
    (project / "src" / "new.py").write_text("")
    bench.run_until(lambda: bool(tree(bench).refreshed))
    assert tree(bench).refreshed == [str(project / "src")]
    assert "new.py" in labels(bench, project / "src")


def test_a_folder_that_went_is_empty(bench: HostBench, project: Path) -> None:
    shutil.rmtree(project / "src")
    assert labels(bench, project / "src") == []


def test_follows_what_is_excluded(bench: HostBench) -> None:
    from pith.settings import SettingsLayer

    bench.settings.set_layer(SettingsLayer.USER, {"files": {"exclude": {"**/*.md": True}}})
    assert tree(bench).refreshed == [None]
    assert "README.md" not in labels(bench)


def test_reveals_the_active_file(bench: HostBench, project: Path) -> None:
    path = project / "src" / "a.py"
    document = DocumentInfo(path.as_uri(), path, "a.py", "python", 1, False, 1)
    bench.services.workspace.infos[document.uri] = document
    bench.services.workspace.active = document.uri
    bench.host.events.active_document_changed(document)
    assert tree(bench).revealed[-1] == (str(path), (str(project / "src"),))


def test_makes_a_file_where_the_menu_was_opened(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = ["deep/new.txt"]
    bench.execute("explorer.newFile", item_id=str(project / "src"))
    made = project / "src/deep/new.txt"
    bench.run_until(lambda: bool(bench.services.workspace.opened))
    assert made.is_file()
    assert bench.services.workspace.opened[0][0] == made
    assert bench.services.window.questions == ["New file in “src”"]
    assert tree(bench).revealed[-1] == (str(made), (str(project / "src"), str(made.parent)))


def test_makes_a_folder_beside_the_selected_file(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = ["docs"]
    tree(bench).selection = (str(project / "README.md"),)
    bench.execute("explorer.newFolder")
    bench.run_until(lambda: (project / "docs").is_dir())


@pytest.mark.parametrize("name", ["", "../x", "/x", "a//b", "a/./b", "x" * 256])
def test_refuses_names_that_are_none(bench: HostBench, project: Path, name: str) -> None:
    before = sorted(project.rglob("*"))
    bench.services.window.answers = [name]
    bench.execute("explorer.newFile", item_id=str(project))
    bench.run_until(lambda: len(bench.services.window.questions) == 2)
    bench.scheduler.run()
    assert sorted(project.rglob("*")) == before


def test_never_writes_over_a_file(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = ["Makefile"]
    bench.execute("explorer.newFile", item_id=str(project))
    bench.run_until(lambda: bool(bench.services.window.notifications))
    assert bench.services.window.notifications[0].message == "Makefile is there already."
    assert (project / "Makefile").read_text() == "Makefile"


def test_renames(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = ["c.py"]
    bench.execute("explorer.rename", item_id=str(project / "src" / "a.py"))
    bench.run_until((project / "src" / "c.py").exists)
    assert bench.services.window.selected == "a"
    assert not (project / "src" / "a.py").exists()


def test_renaming_replaces_nothing(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = ["b9.py"]
    bench.execute("explorer.rename", item_id=str(project / "src" / "a.py"))
    bench.run_until(lambda: bool(bench.services.window.notifications))
    assert (project / "src" / "b9.py").read_text() == "src/b9.py"


def test_asks_before_it_deletes(bench: HostBench, project: Path) -> None:
    bench.services.window.answers = [False]
    bench.execute("explorer.delete", item_id=str(project / "README.md"))
    bench.scheduler.run()
    assert (project / "README.md").exists()
    assert bench.services.window.questions == ["Move “README.md” to the trash?"]


def test_moves_to_the_trash(
    bench: HostBench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trashed: list[Path] = []

    def send2trash(path: Path) -> None:
        trashed.append(path)
        shutil.rmtree(path)

    monkeypatch.setattr("send2trash.send2trash", send2trash)
    bench.services.window.answers = [True]
    ids = (str(project / "src"), str(project / "src" / "a.py"))
    bench.execute("explorer.delete", item_id=ids[0], item_ids=ids)
    bench.run_until(lambda: not (project / "src").exists())
    bench.scheduler.run()
    assert trashed == [project / "src"]


def test_offers_to_delete_what_the_trash_refuses(
    bench: HostBench, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send2trash(path: Path) -> None:
        raise PermissionError(1, "no trash here", str(path))

    monkeypatch.setattr("send2trash.send2trash", send2trash)
    bench.services.window.answers = [True, True]
    bench.execute("explorer.delete", item_id=str(project / "Makefile"))
    bench.run_until(lambda: not (project / "Makefile").exists())
    assert bench.services.window.questions[-1] == "Delete “Makefile” for good?"


def test_never_deletes_the_folder_of_the_window(bench: HostBench, project: Path) -> None:
    bench.execute("explorer.delete", item_id=str(project))
    assert bench.services.window.questions == []


def test_copies_paths(bench: HostBench, project: Path) -> None:
    ids = (str(project / "src"), str(project / "Makefile"))
    bench.execute("explorer.copyPath", item_id=ids[0], item_ids=ids)
    assert bench.services.window.clipboard == "\n".join(ids)
    bench.execute("explorer.copyRelativePath", item_id=ids[0], item_ids=ids)
    assert bench.services.window.clipboard == "src\nMakefile"


def test_a_reload_keeps_the_view_filled(bench: HostBench) -> None:
    before = tree(bench)
    bench.wait(bench.host.reload(ID))
    bench.run_until(lambda: bench.record(ID).generation == 2)
    assert tree(bench) is not before
    assert labels(bench) == ["src", "Makefile", "README.md"]
