"""The window by keyboard alone, and as assistive technology is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QMenu, QWidget

from pith_app._window._trees import TreeView
from tests.app.test_contrast import contrast
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def assistive_technology() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def focused(window: Window) -> QWidget:
    found = window.program.window.focusWidget()
    assert found is not None
    return found


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_f6_goes_through_all_parts_of_the_window_and_back(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    window.run("view.log")
    window.run("view.focusEditor")
    editor = window.program.editors.active_widget
    seen = []
    for _ in range(12):
        window.run("view.focusNextPart")
        seen.append(focused(window))
        if focused(window) is editor:
            break
    body = window.program.window.body
    parts = (
        body.activity_bar,
        body.side_bar,
        body.panel,
        window.program.window.status_bar,
        window.program.editors.bar,
    )
    for part in parts:
        assert part is not None
        assert any(each is part or part.isAncestorOf(each) for each in seen), part
    assert seen[-1] is editor
    back = []
    for _ in range(len(seen)):
        window.run("view.focusPreviousPart")
        back.append(focused(window))
    assert back[:-1] == seen[:-1][::-1]


def test_what_has_the_focus_shows_it(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    top = window.program.window
    buttons = [
        each
        for each in top.findChildren(QAbstractButton)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(buttons) > 6
    for button in buttons:
        window.run("view.focusEditor")
        without = button.grab().toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert button.grab().toImage() != without, name_of(button)


def test_a_list_shows_where_the_keys_go(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    tree = next(each for each in window.program.window.findChildren(TreeView) if each.isVisible())
    assert not tree.currentIndex().isValid() or tree.currentIndex().row() > 0
    tree.setCurrentIndex(QModelIndex())
    without = tree.grab().toImage()
    while focused(window) is not tree:
        window.run("view.focusNextPart")
    assert tree.currentIndex().row() == 0
    assert tree.grab().toImage() != without
    assert window.tabs == ["notes.txt"]


def test_tab_can_lead_out_of_the_editor(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    editor = window.program.editors.active_widget
    assert editor is not None
    before = window.text
    window.run("view.toggleTabMovesFocus")
    assert window.status("Tab Moves Focus") == "Tab Moves Focus"
    window.key("tab")
    assert focused(window) is not editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused(window) is not editor
    assert window.text == before
    editor.setFocus()
    window.run("view.toggleTabMovesFocus")
    assert window.status("Tab Moves Focus") == ""
    window.key("tab")
    assert focused(window) is editor
    assert window.text != before


def test_the_menu_of_what_has_the_focus_comes_with_a_key(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    editor = window.program.editors.active_widget
    assert editor is not None
    asked: list[int] = []
    editor.context_menu_requested.connect(lambda at, offset: asked.append(offset))
    window.run("caret.documentEnd")
    QTest.keyClick(editor, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    window.until(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()
    assert asked == [editor.view.selection.primary.head]
    window.run("palette.show")
    for _ in range(6):  # whatever it is that has the focus
        window.run("view.contextMenu")
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            window.settle()
        window.run("view.focusNextPart")


def test_enter_presses_what_has_the_focus(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    item = next(each for each in window.program.window.status_bar.items if each.name == "Position")
    item.setFocus(Qt.FocusReason.TabFocusReason)
    window.key("enter", item)
    assert window.program.pick.isVisible()
    window.key("escape", window.program.pick.input)


def test_tabs_can_be_used_with_the_keyboard(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt", project / "README.md")
    bar = window.program.editors.bar
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    window.key("left", bar)
    assert window.program.editors.active is not None
    assert window.program.editors.active.name == "README.md"
    window.key("enter", bar)
    assert window.program.editors.active.name == "notes.txt"
    window.until(lambda: window.program.editors.active_widget is not None)  # it is read first
    assert window.program.editors.active_widget is focused(window)


@pytest.mark.usefixtures("assistive_technology")
def test_tabs_are_told_of_and_can_be_pressed(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt", project / "README.md")
    window.type("x")
    bar = QAccessible.queryAccessibleInterface(window.program.editors.bar)
    window.settle()
    assert bar.role() == QAccessible.Role.PageTabList
    tabs = [bar.child(index) for index in range(bar.childCount())]
    tabs = [tab for tab in tabs if tab.role() == QAccessible.Role.PageTab]
    names = [tab.text(QAccessible.Text.Name) for tab in tabs]
    assert names == ["notes.txt", "README.md, unsaved"]
    assert [bool(tab.state().selected) for tab in tabs] == [False, True]
    assert not tabs[0].rect().intersects(tabs[1].rect())
    tabs[0].actionInterface().doAction("Press")
    window.settle()
    assert window.program.editors.active is not None
    assert window.program.editors.active.name == "notes.txt"
    assert [bool(tab.state().selected) for tab in tabs] == [True, False]
    window.run("file.closeSaved")
    assert len(window.tabs) == 1


@pytest.mark.usefixtures("assistive_technology")
def test_every_control_has_a_name(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    window.run("find.replace")
    window.run("view.log")
    window.program.notifications.notify("Something happened")
    window.settle()
    nameless = [
        each
        for each in window.program.window.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus and not name_of(each)
    ]
    assert not nameless
    editor = window.program.editors.active_widget
    assert editor is not None
    assert name_of(editor) == "notes.txt, editor"


def test_the_font_of_the_interface_is_a_setting(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    before = window.program.window.status_bar.height()
    window.result(
        window.program.user_files.write_settings(
            {"window.fontSize": 20, "window.fontFamily": "JetBrains Mono"}
        )
    )
    window.until(lambda: window.program.window.status_bar.height() > before)
    font = window.program.editors.bar.font()
    assert (font.pixelSize(), font.family()) == (20, "JetBrains Mono")


def test_f10_goes_to_the_menu_bar_and_escape_back(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    editor = window.program.editors.active_widget
    bar = window.program.window.menu_bar
    assert editor is not None
    assert bar is not None
    QTest.keyClick(editor, Qt.Key.Key_F10)
    assert focused(window) is bar
    assert bar.activeAction() is bar.actions()[0]
    assert QApplication.activePopupWidget() is None
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.activeAction() is bar.actions()[1]
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert focused(window) is editor
    window.run("view.toggleMenuBar")
    QTest.keyClick(editor, Qt.Key.Key_F10)
    assert focused(window) is editor


@pytest.mark.parametrize("theme", ["Pith Dark", "Pith Light"])
def test_a_button_that_is_to_be_pressed_shows_its_focus(
    open_window: OpenWindow, project: Path, theme: str
) -> None:
    """Its ground may have the colour of rings."""
    window = open_window(project / "notes.txt")
    window.program.appearance.preview(theme)
    window.until(lambda: window.program.look.theme_name == theme)
    window.type("x")
    window.program.documents.close(window.program.editors.tabs)
    dialog = window.program.dialogs.current
    assert dialog is not None
    button = next(each for each in dialog.buttons.values() if each.hasFocus())
    with_focus = button.grab().toImage()
    next(each for each in dialog.buttons.values() if each is not button).setFocus()
    without = button.grab().toImage()
    colors = window.program.look.colors
    assert ring_contrast(with_focus, without) >= 3, colors["focusBorder"].name()
    dialog.choose("")


def ring_contrast(one: QImage, other: QImage) -> float:
    """The strongest contrast between two pictures, pixel by pixel."""
    return max(
        contrast(one.pixelColor(x, y), other.pixelColor(x, y))
        for y in range(one.height())
        for x in range(one.width())
    )


def test_without_a_folder_the_keys_go_to_the_button_that_opens_one(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project / "notes.txt")
    for _ in range(6):
        window.run("view.focusNextPart")
        if window.program.window.body.side_bar.isAncestorOf(focused(window)):
            break
    assert name_of(focused(window)) == "Open Folder"
    window.run("view.focusEditor")
    window.run("view.focusSideBar")
    assert name_of(focused(window)) == "Open Folder"
    window.program.opening.set_folder(project)
    tree = next(each for each in window.program.window.findChildren(TreeView) if each.isVisible())
    window.until(lambda: tree.tree_model.rowCount() > 0)
    assert focused(window) is tree


def test_a_tree_without_a_row_for_the_keys_shows_that_it_has_them(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    tree = next(each for each in window.program.window.findChildren(TreeView) if each.isVisible())
    tree.clearSelection()
    tree.tree_model.clear()
    without = tree.grab().toImage()
    tree.setFocus(Qt.FocusReason.TabFocusReason)
    assert tree.grab().toImage() != without


def test_the_row_where_the_keys_go_is_outlined_when_it_is_not_chosen(
    open_window: OpenWindow, project: Path
) -> None:
    window = open_window(project, project / "notes.txt")
    tree = next(each for each in window.program.window.findChildren(TreeView) if each.isVisible())
    tree.setFocus(Qt.FocusReason.TabFocusReason)
    assert tree.currentIndex().isValid()
    tree.clearSelection()
    with_focus = tree.grab().toImage()
    window.run("view.focusEditor")
    assert tree.grab().toImage() != with_focus


@pytest.mark.parametrize("theme", ["Pith High Contrast Dark", "Pith High Contrast Light"])
def test_chosen_rows_are_outlined_in_high_contrast(
    open_window: OpenWindow, project: Path, theme: str
) -> None:
    window = open_window(project, project / "notes.txt")
    window.program.appearance.preview(theme)
    window.until(lambda: window.program.look.theme_name == theme)
    tree = next(each for each in window.program.window.findChildren(TreeView) if each.isVisible())
    window.until(lambda: tree.tree_model.rowCount() > 0)
    tree.setCurrentIndex(tree.tree_model.index(0, 0))
    colors = window.program.look.colors

    def outlined(rows: QAbstractItemView, key: str) -> bool:
        picture = rows.viewport().grab(rows.visualRect(rows.currentIndex())).toImage()
        middle = picture.width() // 2
        column = [picture.pixelColor(middle, y).name() for y in range(picture.height())]
        return colors[key].name() in column

    window.run("view.focusEditor")
    assert outlined(tree, "contrastActiveBorder")
    tree.setFocus()
    assert outlined(tree, "list.focusAndSelectionOutline")
    window.run("palette.show")
    pick = window.program.pick
    window.until(lambda: bool(window.picked()))
    assert outlined(pick.list, "list.focusAndSelectionOutline")
    window.key("escape", pick.input)


def test_what_the_welcome_page_offers_can_be_reached_with_keys(open_window: OpenWindow) -> None:
    window = open_window()
    welcome = window.program.editors.welcome
    assert welcome is not None
    window.run("view.focusEditor")
    assert focused(window) is welcome  # at the start, where no key goes to a link unasked
    seen = []
    QTest.keyClick(welcome, Qt.Key.Key_Tab)
    while welcome.isAncestorOf(focused(window)):
        link = focused(window)
        seen.append(name_of(link))
        with_focus = link.grab().toImage()
        QTest.keyClick(link, Qt.Key.Key_Tab)
        assert link.grab().toImage() != with_focus
    assert seen == [title for _, title, _ in window.program._hints()]
    window.run("view.focusEditor")
    while not welcome.isAncestorOf(focused(window)):
        window.run("view.focusNextPart")
    while name_of(focused(window)) != "New File":
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    QTest.keyClick(focused(window), Qt.Key.Key_Return)
    assert window.tabs == ["Untitled-1"]
    assert focused(window) is window.program.editors.active_widget


def test_the_keyboard_goes_from_place_to_place_and_by_no_others(
    open_window: OpenWindow, project: Path
) -> None:
    """A screen reader tells of each place that it comes by."""
    window = open_window(project, project / "notes.txt", project / "README.md")
    program = window.program
    came_by: list[str] = []

    def moved(before: QWidget | None, now: QWidget | None) -> None:
        came_by.append(name_of(now) if now is not None else "nowhere")

    def goes(*wanted: str) -> None:
        window.settle()
        assert came_by == list(wanted)
        came_by.clear()

    window.application.focusChanged.connect(moved)
    try:
        editor = "README.md, editor"
        for show, field in (
            ("palette.show", program.pick.input),
            ("go.line", program.pick.input),
            ("find.show", program.find_bar.input),
        ):
            window.run(show)
            goes(name_of(field))
            window.key("escape", field)
            goes(editor)
        window.run("go.line")
        window.type("2", program.pick.input)
        came_by.clear()
        window.key("enter", program.pick.input)
        goes(editor)
        window.run("view.previousTab")  # its file has not been read yet
        window.until(lambda: program.editors.active_widget is not None)
        goes("Opening notes.txt…", "notes.txt, editor")
        window.run("view.nextTab")
        goes(editor)
        window.run("view.focusSideBar")
        came_by.clear()
        window.run("view.toggleSideBar")
        goes(editor)
        window.type("x")
        program.documents.close([program.editors.tabs[1]])
        goes("Save")
        window.key("escape", focused(window))
        goes(editor)
        window.run("file.closeSaved")
        window.run("edit.undo")
        came_by.clear()
        program.documents.close(program.editors.tabs)
        goes("Welcome")
    finally:
        window.application.focusChanged.disconnect(moved)


def test_tab_goes_through_the_window_as_it_lies(open_window: OpenWindow) -> None:
    window = open_window()
    order: list[QWidget] = []
    body = window.program.window.body
    buttons = body.activity_bar.findChildren(QAbstractButton)
    next(each for each in buttons if name_of(each) == "Explorer").setFocus(
        Qt.FocusReason.TabFocusReason
    )
    while not order or focused(window) is not order[0]:
        order.append(focused(window))
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
        assert len(order) < 40
    names = [name_of(each) for each in order]
    assert names[:3] == ["Explorer", "Extensions", "Manage"]
    side = [name_of(each) for each in order if body.side_bar.isAncestorOf(each)]
    assert side[-1] == "Open Folder"
    parts = [part_of(window, each) for each in order]
    assert parts == sorted(parts)
    back = []
    for _ in order:
        QTest.keyClick(focused(window), Qt.Key.Key_Backtab)
        back.append(focused(window))
    assert back == order[::-1]


def part_of(window: Window, widget: QWidget) -> int:
    body = window.program.window.body
    parts = (body.activity_bar, body.side_bar, body.editors, window.program.window.status_bar)
    return next(n for n, part in enumerate(parts) if part.isAncestorOf(widget) or part is widget)


@pytest.mark.parametrize("size", [20, 26])
def test_the_side_bar_has_room_for_larger_text(
    open_window: OpenWindow, project: Path, size: int
) -> None:
    window = open_window(project, size=(1400, 800))
    body = window.program.window.body
    before = body.side_bar.width()
    write = window.program.user_files.write_settings
    window.result(write({"window.fontSize": size}))
    window.until(lambda: body.side_bar.width() > before)
    assert body.side_bar.width() == round(before * size / 13)
    body.set_side_bar_width(160)  # narrower than its title and buttons
    page = body.side_bar.pages["explorer"]
    buttons = page.sections[0].buttons
    assert page.shown_title
    first = min(button.x() for button in buttons)
    for button in buttons:
        button.hide()
    picture = page.grab().toImage()
    ground = window.program.look.colors["sideBar.background"]
    strip = [
        picture.pixelColor(x, y)
        for x in range(first, page.width())
        for y in range(buttons[0].y(), buttons[0].geometry().bottom())
    ]
    assert all(color == ground for color in strip)
