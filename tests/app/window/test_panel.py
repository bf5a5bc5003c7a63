"""Pages of extensions in the panel below the editors."""

from __future__ import annotations

import itertools
from pathlib import Path
from textwrap import dedent

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from pith_app._window._panel import OUTPUT, Panel
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

MANIFEST = dedent(
    """\
    schema = 1
    id = "test.lower"
    name = "Lower"
    version = "1.0.0"
    api = ">=0.1,<1"
    module = "lower"
    tier = "trusted"

    [[contributes.viewContainers]]
    id = "lower"
    title = "Lower"
    location = "panel"

    [[contributes.views]]
    id = "lower.names"
    container = "lower"
    title = "Names"

    [[contributes.commands]]
    id = "lower.again"
    title = "Again"
    icon = "refresh"

    [[contributes.menus]]
    menu = "views/lower.names/title"
    command = "lower.again"
    group = "navigation"
    """
)
SECOND = dedent(
    """
    [[contributes.views]]
    id = "lower.more"
    container = "lower"
    title = "More"
    order = 1
    """
)
CODE = dedent(
    """\
    from pith.api import TreeItem

    class Names:
        def children(self, item_id):
            return [TreeItem("a", "Ada"), TreeItem("b", "Bob")] if item_id is None else []

    def activate(context):
        handle = context.views.provide_tree("lower.names", Names())
        context.commands.handle("lower.again", handle.refresh)
        context.output.write("lower is active")
    """
)


@pytest.fixture
def extensions(tmp_path: Path) -> Path:
    folder = tmp_path / "extensions"
    (folder / "lower").mkdir(parents=True)
    (folder / "lower" / "extension.toml").write_text(MANIFEST)
    (folder / "lower" / "lower.py").write_text(CODE)
    return folder


def opened(open_window: OpenWindow, extensions: Path, *targets: Path) -> Window:
    nothing = extensions.parent / "nothing"
    return open_window(*targets, extensions=nothing, extensions_dirs=[extensions])


def titles(panel: Panel) -> list[str]:
    return [panel.tabs.tab(page_id).text() for page_id in panel.tabs.ids]


def state_of(window: Window) -> str:
    extensions = window.program.extensions
    record = extensions.host.record("test.lower") if extensions is not None else None
    return record.state if record is not None else "absent"


def test_a_page_is_a_tab_and_its_extension_wakes_when_it_is_looked_at(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project)
    assert window.program.parts.panel_if_made is None
    window.run("view.togglePanel")
    panel = window.program.panel
    context = window.program.kernel.context
    assert titles(panel) == ["Output", "Lower"]
    assert context.get("activePanel") == OUTPUT
    assert state_of(window) != "active"
    QTest.mouseClick(panel.tabs.tab("lower"), Qt.MouseButton.LeftButton)
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])
    assert context.get("activePanel") == "lower"
    assert panel.tabs.tab("lower").isChecked()
    assert not panel.tabs.tab(OUTPUT).isChecked()
    assert not panel.view.isVisible()
    assert window.program.window.body.side_bar.section("lower.names") is None
    section = panel.section("lower.names")
    assert section is not None
    assert [button.toolTip() for button in section.buttons] == ["Again"]
    assert section.buttons[0].isVisible()
    assert section.buttons[0].x() > panel.tabs.width()


def test_its_source_is_revealed(open_window: OpenWindow, extensions: Path, project: Path) -> None:
    window = opened(open_window, extensions, project)
    window.run("extensions.revealSource", view_id="lower.names")
    window.until(lambda: window.tabs == ["extension.toml"])
    window.run("view.show", page="lower")
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])
    window.run("extensions.revealSource", view_id="lower.names")
    window.until(lambda: "lower.py" in window.tabs)
    window.until(lambda: window.status("Position").startswith("Ln 4,"))


def test_it_is_shown_by_a_command_and_has_the_keyboard(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project, project / "notes.txt")
    context = window.program.kernel.context
    window.run("view.show", page="lower")
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])
    assert context.get("panelFocus")
    assert not context.get("sideBarFocus")
    assert context.get("focusedView") == "lower.names"
    window.run("view.togglePanel")
    assert not context.get("panelFocus")
    assert not context.get("panelVisible")
    window.run("view.focusPanel")
    assert context.get("panelVisible")
    assert context.get("panelFocus")
    window.run("view.output")  # another page shows: the output comes instead of it
    assert window.program.panel.active == OUTPUT
    window.run("view.output")
    assert not context.get("panelVisible")


def test_tabs_can_be_used_with_the_keyboard_and_have_names(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project)
    window.run("view.nextPanelPage")
    panel = window.program.panel
    assert panel.active == "lower"
    window.run("view.nextPanelPage")
    assert panel.active == OUTPUT
    window.run("view.previousPanelPage")
    assert panel.active == "lower"
    first = panel.tabs.tab(OUTPUT)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert panel.tabs.tab("lower").hasFocus()
    QTest.keyClick(panel.tabs.tab("lower"), Qt.Key.Key_Left)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert panel.active == OUTPUT
    names = [
        QAccessible.queryAccessibleInterface(panel.tabs.tab(each)).text(QAccessible.Text.Name)
        for each in panel.tabs.ids
    ]
    assert names == ["Output", "Lower"]


def test_two_views_lie_beside_each_other(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    (extensions / "lower" / "extension.toml").write_text(MANIFEST + SECOND)
    window = opened(open_window, extensions, project)
    window.run("view.show", page="lower")
    left, right = (window.program.panel.section(each) for each in ("lower.names", "lower.more"))
    assert left is not None
    assert right is not None
    assert left.y() == right.y()
    assert left.geometry().right() < right.x()
    assert left.headed
    assert right.headed
    assert left.buttons[0].geometry().right() < right.x()


def test_the_page_comes_back_with_the_session(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project)
    window.run("view.show", page="lower")
    window.close()
    again = opened(open_window, extensions, project)
    again.until(lambda: again.tree("lower.names") == ["Ada", "Bob"])
    assert again.program.panel.active == "lower"
    assert again.program.window.body.panel_shown
    again.close()
    hidden = opened(open_window, extensions, project)
    hidden.run("view.togglePanel")
    hidden.close()
    third = opened(open_window, extensions, project)
    assert third.program.parts.panel_if_made is None
    third.run("view.togglePanel")
    assert third.program.panel.active == "lower"


def test_a_page_that_comes_no_more_gives_way_to_the_output(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project)
    window.run("view.show", page="lower")
    window.close()
    (extensions / "lower" / "extension.toml").unlink()
    again = opened(open_window, extensions, project)
    assert again.program.panel.active == OUTPUT
    assert titles(again.program.panel) == ["Output"]
    assert again.program.panel.view.isVisible()


def test_it_goes_with_its_extension_and_comes_with_it(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    window = opened(open_window, extensions, project)
    window.run("view.show", page="lower")
    panel = window.program.panel
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])
    manifest = extensions / "lower" / "extension.toml"
    text = manifest.read_text()
    manifest.unlink()
    window.until(lambda: titles(panel) == ["Output"])
    assert panel.active == OUTPUT
    assert panel.view.isVisible()
    manifest.write_text(text)
    window.until(lambda: titles(panel) == ["Output", "Lower"])
    manifest.write_text(text.replace('location = "panel"\n', ""))
    window.until(lambda: titles(panel) == ["Output"])
    side_bar = window.program.window.body.side_bar
    window.until(lambda: side_bar.section("lower.names") is not None)


def test_a_view_that_its_condition_hid_is_filled_when_it_comes_back(
    open_window: OpenWindow, extensions: Path, project: Path
) -> None:
    manifest = extensions / "lower" / "extension.toml"
    text = manifest.read_text()
    view = 'title = "Names"\n'
    manifest.write_text(text.replace(view, f'{view}when = "!editorIsOpen"\n'))
    window = opened(open_window, extensions, project)
    window.run("view.show", page="lower")
    panel = window.program.panel
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])
    window.result(window.program.documents.open(project / "notes.txt"))
    window.until(lambda: titles(panel) == ["Output"])
    assert panel.active == OUTPUT
    window.run("file.close")
    window.until(lambda: titles(panel) == ["Output", "Lower"])
    window.run("view.show", page="lower")
    window.until(lambda: window.tree("lower.names") == ["Ada", "Bob"])


def test_many_tabs_share_the_room(open_window: OpenWindow, extensions: Path, project: Path) -> None:
    more = "".join(
        f'[[contributes.viewContainers]]\nid = "p{n}"\ntitle = "A Page with a Long Title {n}"\n'
        f'location = "panel"\n[[contributes.views]]\nid = "p{n}.v"\ncontainer = "p{n}"\n'
        f'title = "V"\n'
        for n in range(12)
    )
    (extensions / "lower" / "extension.toml").write_text(MANIFEST + more)
    window = opened(open_window, extensions, project)
    window.run("view.togglePanel")
    panel = window.program.panel
    tabs = [panel.tabs.tab(each) for each in panel.tabs.ids]
    assert len(tabs) == 14
    assert panel.tabs.geometry().right() < panel.width() - 40
    for one, other in itertools.pairwise(tabs):
        assert one.geometry().right() < other.x() + 1
        assert one.width() > 8


def test_what_is_to_be_done_is_listed_below_the_editor(
    open_window: OpenWindow, project: Path
) -> None:
    (project / "work.py").write_text("x = 1\n# TODO: more\n# FIXME: less\n")
    window = open_window(project, project / "work.py")
    window.run("todoMarks.show")
    window.until(
        lambda: window.tree("todoMarks.list") == ["work.py", "  TODO: more", "  FIXME: less"]
    )
    section = window.program.panel.section("todoMarks.list")
    assert section is not None
    index = section.tree.tree_model.index(1, 0, section.tree.tree_model.index(0, 0))
    item = section.tree.tree_model.item_at(index)
    assert item is not None
    section.tree.opened.emit(item, True)
    window.until(lambda: window.status("Position") == "Ln 3, Col 3")
    window.run("file.close")
    window.until(lambda: window.tree("todoMarks.list") == [])
    assert "Nothing to do" in section.message
