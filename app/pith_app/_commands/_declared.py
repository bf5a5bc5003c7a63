"""The program's commands, as the palette, menus and `pith command list` show them."""

from __future__ import annotations

from pith.base import Disposable, Scope
from pith.commands import Command, CommandBus
from pith.edit import EDITING_COMMANDS
from pith_app._commands._other_names import OTHER_NAMES

_EDITOR = "editorIsOpen"
_TABS_OPEN = "openEditors > 0"
_GROUPS = "editorGroups > 1"
_FOLDER = "workspaceFolderCount > 0"

# Each: the id, the category, the title, and when it can be used.
_TABLE = (
    ("app.quit", "File", "Quit", ""),
    ("palette.show", "View", "Command Palette…", ""),
    ("quickOpen.show", "Go", "Go to File…", ""),
    ("go.line", "Go", "Go to Line/Column…", _EDITOR),
    ("file.new", "File", "New File", ""),
    ("file.open", "File", "Open File…", ""),
    ("file.openFolder", "File", "Open Folder…", ""),
    ("file.openRecent", "File", "Open Recent…", ""),
    ("file.clearRecent", "File", "Clear Recently Opened", ""),
    ("file.closeFolder", "File", "Close Folder", "workspaceFolderCount > 0"),
    ("file.save", "File", "Save", _EDITOR),
    ("file.saveAs", "File", "Save As…", _EDITOR),
    ("file.saveAll", "File", "Save All", "openEditors > 0"),
    ("file.revert", "File", "Revert File", "editorIsOpen && resourceScheme == file"),
    (
        "file.compareWithSaved",
        "File",
        "Compare with Saved",
        "editorIsOpen && resourceScheme == file",
    ),
    ("compare.next", "Go", "Next Difference", "comparing"),
    ("compare.previous", "Go", "Previous Difference", "comparing"),
    ("file.close", "File", "Close Editor", "openEditors > 0"),
    ("file.closeOthers", "File", "Close Other Editors", "openEditors > 1"),
    ("file.closeToRight", "File", "Close Editors to the Right", "openEditors > 1"),
    ("file.closeSaved", "File", "Close Saved Editors", "openEditors > 0"),
    ("file.closeAll", "File", "Close All Editors", "openEditors > 0"),
    ("file.reopenClosed", "File", "Reopen Closed Editor", "canReopenClosed"),
    ("file.keepOpen", "File", "Keep Editor Open", "openEditors > 0"),
    ("file.copyPath", "File", "Copy Path of Active File", "openEditors > 0"),
    ("file.copyRelativePath", "File", "Copy Relative Path of Active File", "openEditors > 0"),
    ("edit.undo", "Edit", "Undo", _EDITOR),
    ("edit.redo", "Edit", "Redo", _EDITOR),
    ("undo.tree", "Undo", "Undo Tree…", _EDITOR),
    ("undo.earlier", "Undo", "Earlier State", _EDITOR),
    ("undo.later", "Undo", "Later State", _EDITOR),
    ("undo.backInTime", "Undo", "Go Back in Time…", _EDITOR),
    ("select.undo", "Edit", "Undo Caret Move", _EDITOR),
    ("select.redo", "Edit", "Redo Caret Move", _EDITOR),
    ("select.setAnchor", "Edit", "Set Selection Anchor", _EDITOR),
    ("select.fromAnchor", "Edit", "Select from Anchor to Caret", "selectionAnchorSet"),
    ("select.cancelAnchor", "Edit", "Cancel Selection Anchor", "selectionAnchorSet"),
    ("go.anchor", "Go", "Selection Anchor", "selectionAnchorSet"),
    ("edit.toggleOvertype", "Edit", "Toggle Typing Over", _EDITOR),
    ("scroll.lineUp", "View", "Scroll Line Up", _EDITOR),
    ("scroll.lineDown", "View", "Scroll Line Down", _EDITOR),
    ("scroll.pageUp", "View", "Scroll Page Up", _EDITOR),
    ("scroll.pageDown", "View", "Scroll Page Down", _EDITOR),
    ("scroll.toCaret", "View", "Scroll the Caret to the Middle", _EDITOR),
    ("snippet.insert", "Snippets", "Insert Snippet…", _EDITOR),
    ("snippet.expand", "Snippets", "Expand What Is Typed", _EDITOR),
    ("snippet.next", "Snippets", "Go to the Next Stop", "inSnippet"),
    ("snippet.previous", "Snippets", "Go to the Previous Stop", "inSnippet"),
    ("snippet.nextChoice", "Snippets", "Put the Next Choice", "snippetHasChoices"),
    ("snippet.previousChoice", "Snippets", "Put the Previous Choice", "snippetHasChoices"),
    ("snippet.leave", "Snippets", "Leave the Snippet", "inSnippet"),
    ("snippets.configure", "Snippets", "Configure…", ""),
    ("completion.show", "Completion", "Show", _EDITOR),
    ("completion.accept", "Completion", "Accept", "completionVisible"),
    ("completion.close", "Completion", "Close", "completionVisible"),
    ("completion.next", "Completion", "Next", "completionVisible"),
    ("completion.previous", "Completion", "Previous", "completionVisible"),
    ("completion.nextPage", "Completion", "Next Page", "completionVisible"),
    ("completion.previousPage", "Completion", "Previous Page", "completionVisible"),
    ("signatureHelp.show", "Signature Help", "Show", _EDITOR),
    ("signatureHelp.close", "Signature Help", "Close", "signatureHelpVisible"),
    ("signatureHelp.next", "Signature Help", "Next", "signatureHelpHasSeveral"),
    ("signatureHelp.previous", "Signature Help", "Previous", "signatureHelpHasSeveral"),
    ("go.back", "Go", "Back", ""),
    ("go.forward", "Go", "Forward", ""),
    ("go.lastEdit", "Go", "Last Edit Location", ""),
    ("bookmarks.toggle", "Bookmarks", "Toggle", _EDITOR),
    ("bookmarks.next", "Bookmarks", "Go to Next", _EDITOR),
    ("bookmarks.previous", "Bookmarks", "Go to Previous", _EDITOR),
    ("bookmarks.list", "Bookmarks", "List…", ""),
    ("bookmarks.clear", "Bookmarks", "Clear in This File", _EDITOR),
    ("bookmarks.clearAll", "Bookmarks", "Clear in All Files", ""),
    ("find.show", "Find", "Find", _EDITOR),
    ("find.replace", "Find", "Replace", _EDITOR),
    ("find.next", "Find", "Find Next", _EDITOR),
    ("find.previous", "Find", "Find Previous", _EDITOR),
    ("find.close", "Find", "Close Find", "findVisible"),
    ("find.selectAll", "Find", "Select All Matches", _EDITOR),
    ("find.toggleCaseSensitive", "Find", "Toggle Match Case", "findVisible"),
    ("find.toggleWholeWord", "Find", "Toggle Match Whole Word", "findVisible"),
    ("find.toggleRegex", "Find", "Toggle Regular Expression", "findVisible"),
    ("find.toggleInSelection", "Find", "Toggle Find in Selection", "findVisible"),
    ("find.nextSelection", "Find", "Find Next Selection", _EDITOR),
    ("find.previousSelection", "Find", "Find Previous Selection", _EDITOR),
    ("find.replaceOne", "Find", "Replace", "replaceVisible"),
    ("find.replaceAll", "Find", "Replace All", "replaceVisible"),
    ("language.select", "Editor", "Change Language…", _EDITOR),
    ("encoding.select", "Editor", "Change Encoding…", _EDITOR),
    (
        "encoding.reopen",
        "Editor",
        "Reopen with Encoding…",
        "resourceIsBinary || editorIsOpen && resourceScheme == file",
    ),
    ("encoding.save", "Editor", "Save with Encoding…", _EDITOR),
    ("file.openWith", "File", "Open With…", "editorIsOpen || resourceIsBinary"),
    ("file.openAsText", "File", "Open as Text Anyway", "resourceIsBinary"),
    ("indentation.select", "Editor", "Change Indentation…", _EDITOR),
    ("lineEnding.select", "Editor", "Change End of Line Sequence…", _EDITOR),
    ("view.toggleWrap", "View", "Toggle Word Wrap", _EDITOR),
    ("view.toggleMinimap", "View", "Toggle Minimap", ""),
    ("view.toggleStickyScroll", "View", "Toggle Sticky Lines", ""),
    ("view.toggleWhitespace", "View", "Toggle Whitespace", ""),
    ("view.showHover", "View", "Show What Marks at the Caret Say", _EDITOR),
    ("view.toggleSideBar", "View", "Toggle Side Bar", ""),
    ("view.togglePanel", "View", "Toggle Panel", ""),
    ("view.toggleMenuBar", "View", "Toggle Menu Bar", ""),
    ("view.show", "View", "Show Side Bar", ""),
    ("view.extensions", "View", "Extensions", ""),
    ("view.output", "View", "Output", ""),
    ("view.log", "View", "Log", ""),
    ("view.focusEditor", "View", "Focus Editor", ""),
    ("view.focusSideBar", "View", "Focus Side Bar", ""),
    ("view.focusPanel", "View", "Focus Panel", ""),
    ("view.nextPanelPage", "View", "Next Page of the Panel", ""),
    ("view.previousPanelPage", "View", "Previous Page of the Panel", ""),
    ("folding.fold", "Folding", "Fold", _EDITOR),
    ("folding.unfold", "Folding", "Unfold", _EDITOR),
    ("folding.toggle", "Folding", "Toggle Fold", _EDITOR),
    ("folding.foldRecursively", "Folding", "Fold Recursively", _EDITOR),
    ("folding.unfoldRecursively", "Folding", "Unfold Recursively", _EDITOR),
    ("folding.foldAll", "Folding", "Fold All", _EDITOR),
    ("folding.unfoldAll", "Folding", "Unfold All", _EDITOR),
    ("folding.toggleRecursively", "Folding", "Toggle Fold Recursively", _EDITOR),
    ("folding.foldExcept", "Folding", "Fold All but What Is Around the Carets", _EDITOR),
    ("folding.unfoldExcept", "Folding", "Unfold All but What Is Around the Carets", _EDITOR),
    ("folding.foldBlockComments", "Folding", "Fold All Block Comments", _EDITOR),
    ("folding.foldImports", "Folding", "Fold All Imports", _EDITOR),
    ("folding.foldMarked", "Folding", "Fold All Marked Regions", _EDITOR),
    ("folding.unfoldMarked", "Folding", "Unfold All Marked Regions", _EDITOR),
    ("folding.foldSelections", "Folding", "Fold the Selected Lines", _EDITOR),
    ("folding.goToParent", "Folding", "Go to the Region Around", _EDITOR),
    ("folding.goToNext", "Folding", "Go to the Next Region", _EDITOR),
    ("folding.goToPrevious", "Folding", "Go to the Region Before", _EDITOR),
    ("view.toggleTabMovesFocus", "View", "Toggle Tab Key Moves Focus", ""),
    ("view.contextMenu", "View", "Show Context Menu", ""),
    ("view.focusNextPart", "View", "Focus Next Part of the Window", ""),
    ("view.focusMenuBar", "View", "Focus Menu Bar", ""),
    ("view.focusPreviousPart", "View", "Focus Previous Part of the Window", ""),
    ("view.nextTab", "View", "Next Editor", "openEditors > 1"),
    ("view.previousTab", "View", "Previous Editor", "openEditors > 1"),
    ("groups.splitRight", "Editor Groups", "Split Right", _TABS_OPEN),
    ("groups.splitDown", "Editor Groups", "Split Down", _TABS_OPEN),
    ("groups.splitLeft", "Editor Groups", "Split Left", _TABS_OPEN),
    ("groups.splitUp", "Editor Groups", "Split Up", _TABS_OPEN),
    ("groups.focusNext", "Editor Groups", "Go to the Next Group", _GROUPS),
    ("groups.focusPrevious", "Editor Groups", "Go to the Previous Group", _GROUPS),
    ("groups.focusLeft", "Editor Groups", "Go to the Group on the Left", _GROUPS),
    ("groups.focusRight", "Editor Groups", "Go to the Group on the Right", _GROUPS),
    ("groups.focusUp", "Editor Groups", "Go to the Group Above", _GROUPS),
    ("groups.focusDown", "Editor Groups", "Go to the Group Below", _GROUPS),
    ("groups.moveEditorToNext", "Editor Groups", "Move Editor into the Next Group", _TABS_OPEN),
    (
        "groups.moveEditorToPrevious",
        "Editor Groups",
        "Move Editor into the Previous Group",
        _TABS_OPEN,
    ),
    ("groups.moveEditorLeft", "Editor Groups", "Move Editor to the Left", _TABS_OPEN),
    ("groups.moveEditorRight", "Editor Groups", "Move Editor to the Right", _TABS_OPEN),
    ("groups.moveEditorUp", "Editor Groups", "Move Editor Up", _TABS_OPEN),
    ("groups.moveEditorDown", "Editor Groups", "Move Editor Down", _TABS_OPEN),
    ("groups.close", "Editor Groups", "Close the Editors of the Group", _TABS_OPEN),
    ("groups.join", "Editor Groups", "Join All Groups", _GROUPS),
    ("groups.evenOut", "Editor Groups", "Give All Groups the Same Room", _GROUPS),
    ("view.zoomIn", "View", "Zoom In", ""),
    ("view.zoomOut", "View", "Zoom Out", ""),
    ("view.zoomReset", "View", "Reset Zoom", ""),
    ("output.selectChannel", "Output", "Select Channel…", ""),
    ("output.clear", "Output", "Clear", ""),
    ("window.switchTab", "View", "Switch Editor…", "openEditors > 0"),
    ("window.fullScreen", "View", "Toggle Full Screen", ""),
    ("theme.select", "Preferences", "Color Theme…", ""),
    ("iconTheme.select", "Preferences", "File Icon Theme…", ""),
    ("keymap.select", "Preferences", "Keymap…", ""),
    ("settings.open", "Preferences", "Open Settings", ""),
    ("settings.select", "Preferences", "Change a Setting…", ""),
    ("keybindings.open", "Preferences", "Open Key Bindings", ""),
    ("notifications.show", "Notifications", "Show Notifications", ""),
    ("notifications.clear", "Notifications", "Clear All Notifications", ""),
    ("problems.show", "Preferences", "Show Problems in Settings and Key Bindings", ""),
    ("extensions.show", "Extensions", "Show Details…", ""),
    ("extensions.installArchive", "Extensions", "Install from Archive…", ""),
    ("extensions.installFolder", "Extensions", "Install from Folder…", ""),
    ("extensions.uninstall", "Extensions", "Uninstall…", ""),
    ("extensions.unlink", "Extensions", "Unlink…", ""),
    ("extensions.rollBack", "Extensions", "Roll Back to the Version Before…", ""),
    ("extensions.enable", "Extensions", "Enable…", ""),
    ("extensions.enableInFolder", "Extensions", "Enable in This Folder…", _FOLDER),
    ("extensions.disableInFolder", "Extensions", "Disable in This Folder…", _FOLDER),
    ("extensions.revealFolder", "Extensions", "Open Folder…", ""),
    ("extensions.revealSource", "Extensions", "Reveal Source of a Command or View…", ""),
    ("extensions.disable", "Extensions", "Disable…", ""),
    ("extensions.reload", "Extensions", "Reload…", ""),
    ("extensions.showOutput", "Extensions", "Show Output…", ""),
    ("extensions.openManifest", "Extensions", "Open Manifest…", ""),
    ("extensions.bisect", "Extensions", "Find the Extension to Blame", ""),
    ("extensions.showHoldings", "Extensions", "What Does This Extension Hold?", ""),
    ("extensions.refresh", "Extensions", "Look for Changes", ""),
    ("extensions.openFolder", "Extensions", "Open Extensions Folder", ""),
    ("help.about", "Help", "About", ""),
)

_ICONS = {
    "extensions.installArchive": "add",
    "extensions.refresh": "refresh",
    "extensions.openFolder": "folder-opened",
}

_TABS = tuple(
    Command(f"view.tab{number}", f"Editor {number}", "View", enablement="openEditors > 0")
    for number in range(1, 10)
)

_GROUP_NUMBERS = tuple(
    Command(f"groups.focus{number}", f"Go to Group {number}", "Editor Groups")
    for number in range(1, 9)
)

_LEVELS = tuple(
    Command(f"folding.foldLevel{number}", f"Fold Level {number}", "Folding", enablement=_EDITOR)
    for number in range(1, 8)
)

PROGRAM_COMMANDS: tuple[Command, ...] = (
    *(
        Command(
            command_id,
            title,
            category,
            enablement,
            _ICONS.get(command_id, ""),
            keywords=OTHER_NAMES.get(command_id, ()),
        )
        for command_id, category, title, enablement in _TABLE
    ),
    *_TABS,
    *_GROUP_NUMBERS,
    *_LEVELS,
    *(
        Command(
            each.id,
            each.title,
            "Edit",
            "" if each.id == "edit.insertText" else _EDITOR,
            keywords=OTHER_NAMES.get(each.id, ()),
        )
        for each in EDITING_COMMANDS
    ),
)
"""What the program itself can do."""


def declare_all(bus: CommandBus) -> Disposable:
    """Declare the program's commands, without anybody who handles them."""
    scope = Scope("declared commands")
    for command in PROGRAM_COMMANDS:
        scope.add(bus.declare(command, "pith"), command.id)
    return scope
