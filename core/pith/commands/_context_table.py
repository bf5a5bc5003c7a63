"""The context keys that the program itself keeps, each described once."""

from __future__ import annotations

from typing import NamedTuple


class ContextKeyInfo(NamedTuple):
    """A context key, the type of its values, and what it says."""

    key: str
    type: str
    description: str


CONTEXT_KEYS: tuple[ContextKeyInfo, ...] = tuple(
    ContextKeyInfo(*each)
    for each in (
        ("editorIsOpen", "boolean", "an editor is open"),
        ("editorFocus", "boolean", "the keyboard is in an editor"),
        ("textInputFocus", "boolean", "the keyboard is in an editor or in another text field"),
        ("editorReadonly", "boolean", "the text of the active editor cannot be changed"),
        ("editorHasSelection", "boolean", "something is selected in the active editor"),
        (
            "editorHasMultipleSelections",
            "boolean",
            "the active editor has more than one caret or selection",
        ),
        ("editorLangId", "string", "the id of the language of the active editor's document"),
        ("completionVisible", "boolean", "the list of completions is shown"),
        (
            "signatureHelpVisible",
            "boolean",
            "it is shown how what is called at the caret is called",
        ),
        ("signatureHelpHasSeveral", "boolean", "… of which there are several ways"),
        ("selectionAnchorSet", "boolean", "the active editor holds a place to select from"),
        ("tabMovesFocus", "boolean", "Tab leads out of editors and does not indent"),
        ("inSnippet", "boolean", "a snippet is being filled in in the active editor"),
        ("snippetHasNext", "boolean", "it has another stop after this one"),
        ("snippetHasPrevious", "boolean", "it has another stop before this one"),
        ("snippetHasChoices", "boolean", "there is something to choose from at this stop"),
        ("editorDirty", "boolean", "the active editor's document has changes that are not saved"),
        ("resourceScheme", "string", "how the resource at hand is reached: file or untitled"),
        ("resourcePath", "string", "the full path of the resource at hand"),
        ("resourceFilename", "string", "the file name of the resource at hand"),
        ("resourceExtname", "string", "its extension with the dot, such as .py"),
        ("comparing", "boolean", "the active tab compares two versions of a file"),
        ("resourceIsBinary", "boolean", "the active editor's file is not text, and not shown"),
        ("resourceIsFolder", "boolean", "the resource at hand is a folder"),
        ("findVisible", "boolean", "the find bar is open"),
        ("findFocus", "boolean", "the keyboard is in the find bar"),
        ("replaceVisible", "boolean", "the find bar shows its replace field"),
        ("paletteVisible", "boolean", "the command palette or another list to pick from is open"),
        ("inQuickInput", "boolean", "the keyboard is in the palette or in a question to answer"),
        ("listFocus", "boolean", "the keyboard is in a list or a tree"),
        ("sideBarVisible", "boolean", "the side bar is shown"),
        ("sideBarFocus", "boolean", "the keyboard is in the side bar"),
        ("panelVisible", "boolean", "the panel is shown"),
        ("panelFocus", "boolean", "the keyboard is in the panel"),
        ("activeViewContainer", "string", "the id of what the side bar shows"),
        ("activePanel", "string", "the id of the page of the panel: a view container, or output"),
        ("view", "string", "the id of the view whose menu is asked for"),
        ("viewItem", "string", "the context value of the tree item whose menu is asked for"),
        ("focusedView", "string", "the id of the view that has the keyboard"),
        ("openEditors", "number", "how many editors are open"),
        ("editorGroups", "number", "how many groups of editors the window has"),
        ("activeEditorGroup", "number", "which of them is active, from 1"),
        ("canReopenClosed", "boolean", "an editor was closed that can be opened again"),
        ("workspaceFolderCount", "number", "how many folders are open"),
        ("notificationsVisible", "boolean", "a notification is shown"),
        ("isFullScreen", "boolean", "the window fills the screen"),
        ("isLinux", "boolean", "the program runs on Linux"),
        ("isMac", "boolean", "the program runs on macOS"),
        ("isWindows", "boolean", "the program runs on Windows"),
    )
)
