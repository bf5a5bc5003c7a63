"""The extensions that docs/walk-throughs.md explains: each is checked, run and reloaded."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from pith.api import TextSnapshot
from pith.host.manage import check_folder
from pith.settings import SettingsLayer
from tests.docs.test_extensions_guide import BLOCK, squeezed
from tests.support.extension_host import HostBench, host_bench
from tests.support.window import Window

IDS = ("stamp", "tidy", "dusk", "todo", "scratchpad", "glossary", "glossary-editors", "make")
STAMP, TIDY, DUSK, TODO, PAD, GLOSSARY, EDITORS, MAKE = (f"example.{each}" for each in IDS)


@pytest.fixture
def examples(repository: Path) -> Path:
    return repository / "docs" / "examples"


@pytest.fixture
def bench(tmp_path: Path, examples: Path) -> Iterator[HostBench]:
    """A host with copies of all of them, so that they can be changed."""
    with host_bench(tmp_path) as made:
        shutil.copytree(examples, made.folders.user, dirs_exist_ok=True)
        made.start()
        yield made


def change(bench: HostBench, extension_id: str, file: str, before: str, after: str) -> None:
    """Change a file of an extension that runs, and wait until that is live."""
    path = bench.folders.user / extension_id / file
    source = path.read_text("utf-8")
    assert before in source
    generation = bench.record(extension_id).generation
    path.write_text(source.replace(before, after), "utf-8")
    bench.refresh(extension_id)
    record = bench.record(extension_id)
    assert record.problems == ()
    assert record.generation > generation


def test_all_of_them_are_right_and_there_are_no_others(examples: Path) -> None:
    assert {folder.name for folder in examples.iterdir()} == {f"example.{each}" for each in IDS}
    for folder in examples.iterdir():
        assert check_folder(folder) == []


def test_what_is_quoted_is_there(repository: Path, examples: Path) -> None:
    sections = (repository / "docs" / "walk-throughs.md").read_text("utf-8").split("\n## ")[1:]
    explained: set[str] = set()
    for section in sections:
        folders = [
            repository / found
            for found in re.findall(r"`((?:docs/examples|extensions)/.+?)`", section)
        ]
        explained.update(folder.name for folder in folders)
        sources = squeezed(
            "".join(
                file.read_text("utf-8")
                for folder in folders
                for file in sorted(folder.rglob("*"))
                if file.suffix in (".py", ".toml", ".json") and "tests" not in file.parts
            )
        )
        quoted = BLOCK.findall(section)
        assert quoted, section
        for _, content in quoted:
            for part in content.split("…\n"):
                assert squeezed(part) in sources, part
    assert explained == {"pith.word-count", *(f"example.{each}" for each in IDS)}


def test_the_command(bench: HostBench) -> None:
    from pith.commands import Command

    inserted: list[str] = []
    bench.bus.context.update({"editorIsOpen": True})
    bench.bus.declare(Command("edit.insertText", "Insert Text"), "test")
    bench.bus.handle("edit.insertText", lambda text: inserted.append(text))
    bench.execute("stamp.insert")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", inserted[-1])
    change(bench, STAMP, "stamp.py", "text=written", 'text=f"<{written}>"')
    bench.execute("stamp.insert")
    assert re.fullmatch(r"<\d{4}-\d\d-\d\d>", inserted[-1])


class Saving:
    """A document that is about to be written."""

    def __init__(self, bench: HostBench, text: str) -> None:
        self.document = bench.services.workspace.add_document(text, "notes.md", "markdown")
        self.snapshot: TextSnapshot = bench.services.workspace.contents[self.document.uri]
        self.text = text

    def describe(self) -> tuple[object, TextSnapshot]:
        return self.document, self.snapshot

    def edit(self, edits: object) -> bool:
        before = self.text
        ((_, self.text),) = edits  # type: ignore[misc]
        return self.text != before

    def dispose(self) -> None:
        pass


def save(bench: HostBench, text: str) -> str:
    saving = Saving(bench, text)
    answer = bench.host.events.will_save(saving)  # type: ignore[arg-type]
    assert answer is not None
    bench.wait(answer)
    return saving.text


def test_the_formatter(bench: HostBench) -> None:
    bench.activate(TIDY)
    assert save(bench, "\n\n# One\n\n\n\ntwo\n") == "\n# One\n\ntwo\n"
    change(bench, TIDY, "tidy.py", '"\\n".join(kept)', '"\\n".join(kept).upper()')
    assert save(bench, "# One\n\n\ntwo\n") == "# ONE\n\nTWO\n"
    bench.settings.set_layer(SettingsLayer.USER, {"tidy": {"onSave": False}}, "the test")
    assert save(bench, "\n\n\n") == "\n\n\n"


def test_the_theme(bench: HostBench) -> None:
    declared = bench.themes.get("Dusk")
    assert declared is not None
    assert "#1f1a24" in str(declared.load().to_data())
    path = bench.folders.user / DUSK / "dusk.json"
    path.write_text(path.read_text("utf-8").replace("#1f1a24", "#000000"), "utf-8")
    bench.refresh(DUSK)
    declared = bench.themes.get("Dusk")
    assert declared is not None
    assert "#1f1a24" not in str(declared.load().to_data())


def rows(bench: HostBench, item_id: str | None = None) -> list[str]:
    children = bench.services.views.trees["todo.lines"].children(item_id)
    return [row.label for row in bench.wait(children)]


def test_the_tree(bench: HostBench) -> None:
    workspace = bench.services.workspace
    text = "# TODO: rest\nx = 1  # FIXME this\n# TODO eat\n"
    bench.host.events.active_document_changed(workspace.add_document(text, "a.py", "python"))
    bench.host.fire("onView:todo.lines")
    bench.run_until(lambda: "todo.lines" in bench.services.views.trees)
    assert rows(bench) == ["FIXME", "TODO"]
    assert rows(bench, "TODO") == ["rest", "eat"]
    change(bench, TODO, "todo/tree.py", "(TODO|FIXME|XXX)", "(TODO)")
    assert rows(bench) == ["TODO"]
    # What was counted before the reload was handed over.
    change(bench, TODO, "todo/__init__.py", '{"seen": tree.seen}', '{"seen": tree.seen + 10}')
    change(bench, TODO, "todo/tree.py", "description=str(len(lines))", "description=str(self.seen)")
    shown = bench.wait(bench.services.views.trees["todo.lines"].children(None))
    assert int(shown[0].description) > 10


def test_the_extension_of_an_extension(bench: HostBench) -> None:
    window = bench.services.window
    window.answers.append("gutter")
    bench.execute("glossary.show")
    bench.run_until(lambda: bool(window.notifications))
    assert window.notifications[-1].message.startswith("gutter: The strip beside the text")
    bench.execute("glossaryEditors.caret")
    assert window.notifications[-1].message == "Where what is typed goes."
    # Its user is loaded anew with it, and what others contribute is told anew.
    before = bench.record(EDITORS).generation
    change(bench, GLOSSARY, "glossary.py", "return str(", 'return "So: " + str(')
    assert bench.record(EDITORS).generation > before
    bench.execute("glossaryEditors.caret")
    assert window.notifications[-1].message == "So: Where what is typed goes."
    manifest = bench.folders.user / EDITORS / "extension.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"caret"', '"cursor"'), "utf-8")
    bench.refresh(EDITORS)
    bench.execute("glossaryEditors.caret")
    assert window.notifications[-1].message == "Nobody explains it."


def test_who_waits_for_another_extension(bench: HostBench) -> None:
    assert bench.record(EDITORS).state == "installed"
    bench.activate(GLOSSARY)
    bench.run_until(lambda: bench.record(EDITORS).state == "active")
    assert bench.record(EDITORS).activated_by == f"onExtension:{GLOSSARY}"


def test_who_waits_for_a_file_of_the_folder(bench: HostBench, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    workspace = bench.services.workspace
    bench.host.fire("onStartupFinished")
    bench.host.set_folders([folder])
    bench.scheduler.run()
    assert bench.record(MAKE).state == "installed"
    bench.host.set_folders([])
    (folder / "Makefile").write_text("CC := cc\nall: a b\n\t$(CC) x\na:\nb: a\n")
    workspace.folder_list = [folder]
    bench.host.set_folders([folder])
    bench.run_until(lambda: bench.record(MAKE).state == "active")
    status = bench.services.status
    bench.run_until(lambda: status.text("make.targets") == "$(tools) 3 targets")
    bench.services.window.answers.append("b")
    bench.bus.context.set("workspaceFolderCount", 1)
    bench.execute("make.goTo")
    bench.run_until(lambda: bool(workspace.opened))
    assert workspace.opened[0][:2] == (folder / "Makefile", 4)


def kept(folder: Path) -> list[str]:
    """What is kept of the pad somewhere below a folder."""
    return [file.read_text() for file in folder.rglob("pad.txt")]


def test_they_work_in_the_window(qapp: QApplication, tmp_path: Path, examples: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("# Notes\n\n\n\nTODO rest\n")
    window = Window(qapp, tmp_path / "user", file, extensions_dirs=[examples])
    try:
        program = window.program
        window.result(program.user_files.write_settings({"window.theme": "Dusk"}))
        window.until(lambda: program.look.theme.name == "Dusk")
        window.run("view.show", page="todo")
        window.until(lambda: window.tree("todo.lines") == ["TODO", "  rest"])
        window.run("stamp.insert")
        window.until(lambda: re.match(r"\d{4}-\d\d-\d\d# Notes", window.text) is not None)
        window.run("file.save")
        window.until(lambda: "\n\n\n" not in file.read_text())
        window.run("todo.go", item_id="2")
        view = program.editors.active_view
        assert view is not None
        window.until(lambda: view.state.text.point_at(view.state.selection.primary.head).row == 2)
        window.run("view.show", page="scratchpad")
        section = program.panel.section("scratchpad.pad")
        assert section is not None
        window.until(lambda: isinstance(program.window.focusWidget(), QPlainTextEdit))
        edit = section.widget.widget
        assert isinstance(edit, QPlainTextEdit)
        window.until(lambda: not edit.isReadOnly())
        window.type("never lost", program.window.focusWidget())
        window.until(lambda: kept(tmp_path) == ["never lost"])
        window.run("scratchpad.insert")
        window.until(lambda: "never lost" in window.text)
        program.kernel.bus.execute("glossary.show")
        window.until(lambda: window.picked() == ["gutter", "caret"])
    finally:
        window.close()
