"""The Extensions view and the pages of extensions, with real files and the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from pith.host.manage import link, new_extension, pack
from tests.support.extension_host import command, manifest, write_extension
from tests.support.window import Window

OpenWindow = Callable[..., Window]
ID = "acme.sample"
LIST = "extensions.list"
CODE = """
def activate(context):
    context.commands.handle("sample.run", run)


def run():
    return "ran"
"""


def sample(folder: Path, version: str = "1.0.0", more: str = "") -> Path:
    return write_extension(
        folder,
        {
            "extension.toml": manifest(command("sample.run") + more, version=version),
            "sample.py": CODE,
            "README.md": "# Sample\n\nSays *nothing*.\n\n![no](http://localhost:1/x.png)\n\n"
            "```python\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | `2` |\n",
            "CHANGELOG.md": "# Changes\n\n## 1.0\n\nAll of it.\n",
        },
    )


def drop(window: Window, *paths: Path) -> None:
    """Drop files on the list of extensions."""
    section = window.program.window.body.side_bar.section(LIST)
    assert section is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, no = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(30, 90), action, data, button, no)
    section.dragEnterEvent(entered)
    assert entered.isAccepted()
    section.dropEvent(QDropEvent(QPointF(30, 90), action, data, button, no))


def answer(window: Window, choice: str) -> str:
    """Answer the question that comes, and return it."""
    dialogs = window.program.dialogs
    window.until(lambda: dialogs.current is not None, "a question")
    assert dialogs.current is not None
    said = f"{dialogs.current.message}\n{dialogs.current.detail}"
    dialogs.current.choose(choice)
    window.settle()
    return said


def page(window: Window) -> object:
    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    assert found is not None
    return found


def labels(window: Window) -> list[str]:
    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    return [button.text() for button in found.header.buttons] if found is not None else []


def press(window: Window, label: str) -> None:
    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    assert found is not None
    next(button for button in found.header.buttons if button.text().startswith(label)).click()
    window.settle()


def shown(window: Window) -> str:
    """The text of the page."""
    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    assert found is not None
    return found.text.toPlainText()


def state(window: Window) -> str:
    assert window.program.extensions is not None
    record = window.program.extensions.host.record(ID)
    return record.state if record is not None else "gone"


def version(window: Window) -> str:
    assert window.program.extensions is not None
    record = window.program.extensions.host.record(ID)
    return record.version if record is not None else ""


def test_dropped_looked_at_updated_rolled_back_and_uninstalled(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(extensions=tmp_path / "none")
    window.run("view.extensions")
    before = {path for path in window.user.data_dir.rglob("*") if path.is_file()}
    section = window.program.window.body.side_bar.section(LIST)
    assert section is not None
    assert "drop it here" in section.message

    drop(window, sample(tmp_path / "sample"))
    said = answer(window, "yes")
    assert said.startswith("Install Sample?")
    assert "may do whatever you may" in said
    window.until(lambda: window.tree(LIST) == ["Sample"])
    window.until(lambda: window.tabs == ["Sample"])
    window.until(lambda: "Says nothing" in shown(window))
    assert any("Sample 1.0.0 is installed" in note for note in window.notes())
    assert section.message == ""
    assert labels(window) == ["Disable", "Reload", "Uninstall", "Show Output", "Open Folder"]

    archive = pack(sample(tmp_path / "newer", "2.0.0"), tmp_path)
    drop(window, archive)
    answer(window, "yes")
    window.until(lambda: version(window) == "2.0.0")
    window.until(lambda: "Roll Back to 1.0.0" in labels(window))
    press(window, "Roll Back")
    window.until(lambda: version(window) == "1.0.0")
    window.until(lambda: "Roll Back to 2.0.0" in labels(window))

    press(window, "Uninstall")
    assert answer(window, "").startswith("Uninstall Sample?")
    assert state(window) == "installed"
    press(window, "Uninstall")
    answer(window, "yes")
    window.until(lambda: state(window) == "gone")
    window.until(lambda: window.tabs == [])
    assert {path for path in window.user.data_dir.rglob("*") if path.is_file()} == before


def test_what_is_refused_is_said_and_changes_nothing(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(extensions=tmp_path / "none")
    window.run("view.extensions")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip")
    drop(window, broken)
    window.until(lambda: any("is no zip file" in note for note in window.notes()))
    drop(window, sample(tmp_path / "sample"))
    answer(window, "")
    assert state(window) == "gone"
    needy = sample(tmp_path / "needy", more='[requires]\n"acme.base" = ">=1"\n')
    drop(window, needy)
    answer(window, "yes")
    window.until(lambda: any("requires acme.base" in note for note in window.notes()))
    assert state(window) == "gone"


def test_the_page_follows_its_extension(open_window: OpenWindow, tmp_path: Path) -> None:
    folder = sample(tmp_path / "extensions" / ID)
    project = tmp_path / "project"
    project.mkdir()
    window = open_window(
        project, extensions=tmp_path / "none", extensions_dirs=[tmp_path / "extensions"]
    )
    window.run("extensions.show", item_id=ID)
    window.until(lambda: "Says nothing" in shown(window))
    assert "Disable in Folder" in labels(window)
    press(window, "Disable in Folder")
    window.until(lambda: state(window) == "disabled")
    window.until(lambda: "Enable in Folder" in labels(window))
    assert "Enable" not in labels(window)  # nothing keeps it from running elsewhere
    press(window, "Enable in Folder")
    window.until(lambda: state(window) == "installed")
    assert window.run("sample.run") == "ran"
    window.until(lambda: state(window) == "active")

    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    assert found is not None
    window.until(lambda: "onCommand:sample.run" in found.facts.toPlainText())
    found.header.chosen.emit("Contributions")
    assert "sample.run" in shown(window)
    found.header.chosen.emit("Changelog")
    assert "All of it." in shown(window)
    (folder / "sample.py").write_text("def activate(:\n")
    window.until(lambda: [tab.text() for tab in found.header.tabs][-1] == "Problems (1)")
    found.header.chosen.emit("Problems (1)")
    assert "SyntaxError" in shown(window)
    found.link_opened.emit(str(folder / "sample.py"), 1)
    window.until(lambda: "sample.py" in window.tabs)
    window.program.editors.activate(window.program.editors.tabs[0])
    window.program.appearance.preview("Pith Light")
    window.settle()
    assert "SyntaxError" in shown(window)


def test_a_linked_one_is_unlinked(open_window: OpenWindow, tmp_path: Path) -> None:
    from pith_app._arguments import GlobalOptions
    from pith_app._folders import host_folders

    window = open_window(extensions=tmp_path / "none")
    folder = sample(tmp_path / "work" / "sample")
    folders = host_folders(
        window.user, window.program.kernel.data, GlobalOptions(False, tmp_path, ())
    )
    link(folder, folders)
    window.until(lambda: state(window) == "installed")
    window.run("extensions.show", item_id=ID)
    window.until(lambda: "Unlink" in labels(window))
    press(window, "Unlink")
    window.until(lambda: state(window) == "gone")
    assert (folder / "extension.toml").exists()


def test_the_source_of_a_command(open_window: OpenWindow, tmp_path: Path) -> None:
    view = (
        '[[contributes.viewContainers]]\nid = "sample"\ntitle = "Page"\n'
        '[[contributes.views]]\nid = "sample.list"\ncontainer = "sample"\ntitle = "A List"\n'
    )
    sample(tmp_path / "extensions" / ID)
    other = manifest(view, extension_id="acme.viewed", module=None)
    write_extension(tmp_path / "extensions" / "acme.viewed", {"extension.toml": other})
    window = open_window(extensions=tmp_path / "none", extensions_dirs=[tmp_path / "extensions"])
    window.run("extensions.revealSource", command_id="sample.run")
    window.until(lambda: window.tabs == ["extension.toml"])
    window.until(lambda: window.status("Position").startswith("Ln 8,"))
    window.run("sample.run")
    window.run("extensions.revealSource", command_id="sample.run")
    window.until(lambda: "sample.py" in window.tabs)
    window.until(lambda: window.status("Position").startswith("Ln 6,"))
    window.run("extensions.revealSource")
    window.until(lambda: window.picked() == ["sample.run", "A List"])
    window.program.pick.close_pick()
    window.run("extensions.revealSource", view_id="sample.list")
    window.until(lambda: len(window.tabs) == 3)
    window.until(lambda: window.status("Position").startswith("Ln 9,"))


@pytest.mark.parametrize("template", ["command", "view"])
def test_pictures_of_pages_hold(open_window: OpenWindow, tmp_path: Path, template: str) -> None:
    """The page paints at any width, in both themes, with and without an icon."""
    folder = new_extension(ID, tmp_path / "extensions", template)
    text = (folder / "extension.toml").read_text()
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')
    (folder / "extension.toml").write_text(text.replace("api =", 'icon = "icon.svg"\napi ='))
    window = open_window(extensions=tmp_path / "none", extensions_dirs=[tmp_path / "extensions"])
    window.run("view.extensions")
    window.run("extensions.show", item_id=ID)
    window.until(lambda: "Working on it" in shown(window))
    for width in (1400, 700, 400):
        window.program.window.resize(width, 600)
        window.settle()
        assert not window.program.window.grab().isNull()
    for theme in ("Pith Light", "Pith Dark"):
        window.program.appearance.preview(theme)
        window.settle()
        assert not window.program.window.grab().isNull()


def test_a_slow_import_is_named_on_the_page_and_in_the_output(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    files = {
        "extension.toml": manifest(command("sample.run")),
        "sample/__init__.py": "from sample.heavy import run\n"
        "def activate(context): context.commands.handle('sample.run', run)\n",
        "sample/heavy.py": "import time\ntime.sleep(0.07)\ndef run(): return 'ran'\n",
    }
    write_extension(tmp_path / "more" / ID, files)
    window = open_window(extensions=tmp_path / "none", extensions_dirs=[tmp_path / "more"])
    assert window.run("sample.run") == "ran"
    window.run("extensions.show", item_id=ID)
    assert window.program.extensions is not None
    found = window.program.extensions.pages.page(ID)
    assert found is not None
    window.until(lambda: "importing sample.heavy" in found.facts.toPlainText())
    press(window, "Show Output")
    view = window.program.panel.view
    window.until(lambda: "held the window for" in view.toPlainText())
    assert "(modules: sample.heavy " in view.toPlainText()
