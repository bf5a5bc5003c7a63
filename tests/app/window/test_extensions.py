"""Extensions in the running window."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.app.window.conftest import OpenWindow
from tests.support.reported import Reported
from tests.support.window import Window

MANIFEST = """\
schema = 1
id = "test.greeter"
name = "Greeter"
version = "1.0.0"
api = ">=0.1,<1"
module = "greeter"
tier = "trusted"
activation = ["onStartupFinished"]

[[contributes.commands]]
id = "greeter.greet"
title = "Greet"
category = "Greeter"

[[contributes.keybindings]]
key = "ctrl+alt+g"
command = "greeter.greet"

[[contributes.statusItems]]
id = "greeter.item"
name = "Greeting"

[[contributes.viewContainers]]
id = "greeter"
title = "Greetings"
icon = "comment"

[[contributes.views]]
id = "greeter.list"
container = "greeter"
title = "People"
"""

CODE = """\
from pith.api import TreeItem

GREETING = "Hello"


class People:
    def children(self, item_id):
        if item_id is None:
            return [TreeItem("a", "Ada", collapsible="expanded"), TreeItem("b", "Bob")]
        return [TreeItem(f"{item_id}.1", "Lovelace")]


def activate(context):
    context.status.update("greeter.item", text=f"$(comment) {GREETING}")
    context.commands.handle("greeter.greet", lambda: context.window.notify(f"{GREETING}!"))
    context.views.provide_tree("greeter.list", People())
    context.output.write("ready")
"""


@pytest.fixture
def extensions(tmp_path: Path) -> Path:
    """A folder for extensions, empty."""
    folder = tmp_path / "extensions"
    folder.mkdir()
    return folder


def install(extensions: Path, code: str = CODE, manifest: str = MANIFEST) -> Path:
    staging = extensions / ".staging"
    staging.mkdir()
    (staging / "greeter.py").write_text(dedent(code))
    (staging / "extension.toml").write_text(manifest)
    return staging.rename(extensions / "greeter")


def opened(open_window: OpenWindow, extensions: Path, *targets: Path) -> Window:
    """A window with no other extensions than those in the folder."""
    nothing = extensions.parent / "nothing"
    return open_window(*targets, extensions=nothing, extensions_dirs=[extensions])


def greeting(window: Window) -> str:
    try:
        return window.status("Greeting")
    except LookupError:
        return ""


def test_a_folder_that_is_dropped_in_is_there_a_moment_later(
    open_window: OpenWindow, extensions: Path
) -> None:
    window = opened(open_window, extensions)
    bus = window.program.kernel.bus
    assert bus.find("greeter.greet") is None
    install(extensions)
    window.until(lambda: greeting(window) == "$(comment) Hello")
    window.program.run("greeter.greet")
    assert window.notes() == ["Hello!"]
    assert str(window.program.kernel.keymap.keys_for("greeter.greet")) == "ctrl+alt+g"
    assert "greeter" in window.program.window.body.side_bar.pages
    channels = window.program.outputs.channels
    window.until(lambda: "test.greeter" in channels)  # what is written is taken over in a turn
    assert channels["test.greeter"].title == "Greeter"


def test_saving_its_code_changes_it(open_window: OpenWindow, extensions: Path) -> None:
    folder = install(extensions)
    window = opened(open_window, extensions, folder / "greeter.py")
    window.until(lambda: greeting(window) == "$(comment) Hello")
    window.run("edit.insertText", text="# changed\n")
    view = window.program.editors.active_view
    assert view is not None
    from pith.edit import ChangeSet, Transaction
    from pith.text import Edit

    at = window.text.index('"Hello"')
    changes = ChangeSet.of(len(window.text), [Edit(at, at + 7, '"Welcome"')])
    view.apply(Transaction(changes))
    window.run("file.save")
    window.until(lambda: greeting(window) == "$(comment) Welcome")


def test_breaking_it_keeps_the_old_version_and_links_to_the_line(
    open_window: OpenWindow, extensions: Path
) -> None:
    folder = install(extensions)
    window = opened(open_window, extensions)
    window.until(lambda: greeting(window) == "$(comment) Hello")
    (folder / "greeter.py").write_text(CODE.replace("def activate(context):", "def activate("))
    window.until(lambda: any("never closed" in note for note in window.notes()))
    assert greeting(window) == "$(comment) Hello"
    lines = window.program.outputs.channels["test.greeter"].lines
    window.until(lambda: f"{folder / 'greeter.py'}" in "\n".join(lines))
    (folder / "greeter.py").write_text(CODE.replace("Hello", "Again"))
    window.until(lambda: greeting(window) == "$(comment) Again")


def test_deleting_it_takes_everything_away(open_window: OpenWindow, extensions: Path) -> None:
    import shutil

    folder = install(extensions)
    window = opened(open_window, extensions)
    window.until(lambda: greeting(window) == "$(comment) Hello")
    side_bar = window.program.window.body.side_bar
    window.program.show_page("greeter")
    shutil.rmtree(folder)
    window.until(lambda: greeting(window) == "")
    window.until(lambda: "greeter" not in side_bar.pages)
    assert window.program.kernel.bus.find("greeter.greet") is None
    assert window.program.kernel.keymap.keys_for("greeter.greet") is None
    assert "test.greeter" not in window.program.outputs.channels
    assert side_bar.active != "greeter"


def test_a_tree_shows_rows_and_keeps_its_state_through_a_reload(
    open_window: OpenWindow, extensions: Path
) -> None:
    folder = install(extensions)
    window = opened(open_window, extensions)
    window.until(lambda: greeting(window) != "")
    window.program.show_page("greeter")
    rows = ["Ada", "  Lovelace", "Bob"]
    window.until(lambda: window.tree("greeter.list") == rows)
    section = window.program.window.body.side_bar.section("greeter.list")
    assert section is not None
    section.tree.select_item("b")
    index = section.tree.tree_model.index_for("a")
    section.tree.collapse(index)
    # At one go: what is half written is a version, too, and it has no rows.
    (folder / "new~").write_text(CODE.replace("Bob", "Bobby"))
    (folder / "new~").replace(folder / "greeter.py")
    window.until(lambda: window.tree("greeter.list")[-1:] == ["Bobby"])
    assert [item.id for item in section.tree.selected_items()] == ["b"]
    assert not section.tree.isExpanded(section.tree.tree_model.index_for("a"))


def test_a_failing_command_is_contained_and_named(
    open_window: OpenWindow, extensions: Path, reported: Reported
) -> None:
    install(extensions, CODE.replace("lambda: context.window.notify", "lambda: 1 / 0 or print"))
    window = opened(open_window, extensions)
    window.until(lambda: greeting(window) == "$(comment) Hello")
    window.program.run("greeter.greet")
    [note] = window.program.notifications.shown
    assert "ZeroDivisionError" in note.message
    assert note.source == "Greeter"
    window.program.notifications.choose(note, "go")
    window.until(lambda: window.tabs == ["greeter.py"])
    window.until(lambda: window.status("Position").startswith("Ln 15,"))
    assert window.program.window.isVisible()


def test_the_page_of_extensions_enables_and_disables(
    open_window: OpenWindow, extensions: Path
) -> None:
    install(extensions)
    window = opened(open_window, extensions)
    window.until(lambda: greeting(window) == "$(comment) Hello")
    window.run("view.extensions")
    window.until(lambda: window.tree("extensions.list")[:1] == ["Greeter"])
    window.run("extensions.disable", item_id="test.greeter", item_ids=("test.greeter",))
    window.until(lambda: greeting(window) == "")
    window.run("extensions.enable", item_id="test.greeter", item_ids=("test.greeter",))
    window.until(lambda: greeting(window) == "$(comment) Hello")


def test_in_safe_mode_nothing_is_started(open_window: OpenWindow, extensions: Path) -> None:
    install(extensions)
    window = open_window(
        extensions=extensions.parent / "nothing", extensions_dirs=[extensions], safe_mode=True
    )
    assert greeting(window) == ""
    assert window.program.kernel.bus.find("greeter.greet") is None
    assert list(window.program.window.body.side_bar.pages) == ["extensions"]


def test_the_explorer_shows_and_opens_files(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    window.until(lambda: "README.md" in window.tree("explorer"))
    assert window.tree("explorer") == ["src", "notes.txt", "README.md"]
    section = window.program.window.body.side_bar.section("explorer")
    assert section is not None
    item = section.tree.tree_model.item_at(section.tree.tree_model.index(1, 0))
    assert item is not None
    section.tree.opened.emit(item, False)
    window.until(lambda: window.tabs == ["notes.txt"])
    assert window.program.editors.tabs[0].preview
    (project / "added.txt").write_text("")
    window.until(lambda: "added.txt" in window.tree("explorer"))
