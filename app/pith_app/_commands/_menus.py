"""What stands in the program's menus."""

from __future__ import annotations

from pith.commands import MenuItem

_FILE = "resourceScheme == file"


def _menu(menu: str, *groups: tuple[str, ...], when: str = "") -> list[MenuItem]:
    """Items of `menu`, group by group. `>menu Title` opens another menu."""
    items = []
    for number, group in enumerate(groups):
        for order, entry in enumerate(group):
            place = f"{number + 1:02d}@{order}"
            if entry.startswith(">"):
                submenu, _, title = entry[1:].partition(" ")
                items.append(MenuItem(menu, group=place, submenu=submenu, title=title))
            else:
                items.append(MenuItem(menu, entry, place, when))
    return items


MENU_ITEMS: tuple[MenuItem, ...] = (
    *_menu(
        "menubar/file",
        ("file.new",),
        ("file.open", "file.openFolder", "file.openRecent"),
        ("file.save", "file.saveAs", "file.saveAll"),
        ("file.revert", "file.compareWithSaved", "file.reopenClosed"),
        (">menubar/file/preferences Preferences",),
        ("file.close", "file.closeAll", "file.closeFolder"),
        ("app.quit",),
    ),
    *_menu(
        "menubar/file/preferences",
        ("settings.open", "settings.select", "keybindings.open", "keymap.select"),
        ("theme.select", "iconTheme.select", "view.extensions", "snippets.configure"),
    ),
    *_menu(
        "menubar/edit",
        ("edit.undo", "edit.redo", "undo.tree"),
        ("edit.cut", "edit.copy", "edit.paste"),
        ("find.show", "find.replace"),
        ("edit.toggleLineComment", "edit.toggleBlockComment"),
        ("edit.indent", "edit.outdent", "edit.reindentLines", "edit.trimTrailingSpace"),
        (">menubar/edit/lines Lines", ">menubar/edit/case Case"),
        ("snippet.insert",),
    ),
    *_menu(
        "menubar/edit/lines",
        ("edit.sortLinesAscending", "edit.sortLinesDescending"),
        ("edit.uniqueLines", "edit.reverseLines", "edit.transposeLines"),
        ("edit.joinLines", "edit.deleteLines"),
        ("edit.indentationToSpaces", "edit.indentationToTabs"),
    ),
    *_menu(
        "menubar/edit/case",
        ("edit.upperCase", "edit.lowerCase", "edit.titleCase"),
        ("edit.camelCase", "edit.pascalCase", "edit.snakeCase", "edit.kebabCase"),
    ),
    *_menu(
        "menubar/selection",
        ("select.all", "select.expand", "select.shrink"),
        ("edit.copyLinesUp", "edit.copyLinesDown", "edit.moveLinesUp", "edit.moveLinesDown"),
        ("edit.duplicateSelection",),
        ("caret.addAbove", "caret.addBelow", "caret.addToLineEnds", "select.linesApart"),
        ("select.nextOccurrence", "select.previousOccurrence", "select.allOccurrences"),
        ("select.line", "select.word"),
    ),
    *_menu(
        "menubar/view",
        ("palette.show",),
        ("view.output", "view.extensions"),
        ("view.toggleSideBar", "view.togglePanel", "view.toggleMenuBar", "window.fullScreen"),
        (">menubar/view/groups Editor Layout",),
        (
            *("view.toggleWrap", "view.toggleMinimap", "view.toggleStickyScroll"),
            *("view.toggleWhitespace", ">menubar/view/folding Folding"),
        ),
        ("view.zoomIn", "view.zoomOut", "view.zoomReset"),
        ("theme.select",),
    ),
    *_menu(
        "menubar/view/groups",
        ("groups.splitRight", "groups.splitDown", "groups.splitLeft", "groups.splitUp"),
        ("groups.moveEditorRight", "groups.moveEditorDown"),
        ("groups.moveEditorLeft", "groups.moveEditorUp"),
        ("groups.focusNext", "groups.focusPrevious"),
        ("groups.evenOut", "groups.join", "groups.close"),
    ),
    *_menu(
        "menubar/view/folding",
        ("folding.toggle", "folding.fold", "folding.unfold"),
        ("folding.foldRecursively", "folding.unfoldRecursively"),
        ("folding.foldAll", "folding.unfoldAll", "folding.foldExcept", "folding.unfoldExcept"),
        ("folding.foldBlockComments", "folding.foldImports"),
        ("folding.foldMarked", "folding.unfoldMarked"),
        ("folding.foldSelections",),
        tuple(f"folding.foldLevel{number}" for number in range(1, 6)),
    ),
    *_menu(
        "menubar/go",
        ("go.back", "go.forward", "go.lastEdit"),
        ("quickOpen.show", "go.line"),
        ("view.nextTab", "view.previousTab", "window.switchTab"),
        ("caret.nextOccurrence", "caret.previousOccurrence"),
        ("caret.toBracket", "caret.documentStart", "caret.documentEnd"),
        (">menubar/go/bookmarks Bookmarks",),
    ),
    *_menu(
        "menubar/go/bookmarks",
        ("bookmarks.toggle",),
        ("bookmarks.next", "bookmarks.previous", "bookmarks.list"),
        ("bookmarks.clear", "bookmarks.clearAll"),
    ),
    *_menu(
        "menubar/help",
        ("palette.show", "keybindings.open"),
        ("view.log", "notifications.show"),
        ("help.about",),
    ),
    *_menu(
        "editor/context",
        ("edit.cut", "edit.copy", "edit.paste"),
        ("select.allOccurrences", "edit.toggleLineComment"),
        ("palette.show",),
    ),
    MenuItem("editor/gutter", "bookmarks.toggle", "00@1", title="Toggle Bookmark"),
    *_menu(
        "editor/gutter",
        ("folding.toggle", "folding.toggleRecursively"),
        ("folding.foldAll", "folding.unfoldAll"),
    ),
    *_menu("editor/minimap", ("view.toggleMinimap",)),
    *_menu(
        "editor/title",
        ("file.close", "file.closeOthers", "file.closeToRight", "file.closeSaved", "file.closeAll"),
        ("file.keepOpen",),
        ("groups.splitRight", "groups.splitDown"),
    ),
    MenuItem("editor/title", "file.copyPath", "09@1", _FILE, title="Copy Path"),
    MenuItem("editor/title", "file.copyRelativePath", "09@2", _FILE, title="Copy Relative Path"),
    *_menu(
        "activityBar/manage",
        ("palette.show",),
        ("settings.open", "settings.select", "keybindings.open", "theme.select", "view.extensions"),
        ("view.log", "help.about"),
    ),
    MenuItem("views/extensions.list/title", "extensions.installArchive", "navigation@1"),
    MenuItem("views/extensions.list/title", "extensions.refresh", "navigation@2"),
    MenuItem("views/extensions.list/title", "extensions.openFolder", "navigation@3"),
    *(
        MenuItem("views/extensions.list/item", command, group, when, title=title)
        for command, group, when, title in (
            ("extensions.show", "1@1", "viewItem", "Show Details"),
            ("extensions.enable", "2@1", "viewItem =~ /disabled/", "Enable"),
            ("extensions.disable", "2@1", "viewItem =~ /enabled/", "Disable"),
            (
                "extensions.enableInFolder",
                "2@2",
                "viewItem =~ /disabled/ && workspaceFolderCount > 0",
                "Enable in This Folder",
            ),
            (
                "extensions.disableInFolder",
                "2@2",
                "viewItem =~ /enabled/ && workspaceFolderCount > 0",
                "Disable in This Folder",
            ),
            ("extensions.reload", "2@3", "viewItem =~ /enabled/", "Reload"),
            ("extensions.rollBack", "3@1", "viewItem =~ /user/", "Roll Back"),
            ("extensions.uninstall", "3@2", "viewItem =~ /user/", "Uninstall…"),
            ("extensions.unlink", "3@2", "viewItem =~ /linked/", "Unlink"),
            ("extensions.showOutput", "4@1", "viewItem", "Show Output"),
            ("extensions.showHoldings", "4@1", "viewItem =~ /enabled/", "Show What It Holds"),
            ("extensions.openManifest", "4@2", "viewItem", "Open Manifest"),
            ("extensions.revealFolder", "4@3", "viewItem", "Open Folder"),
        )
    ),
)
