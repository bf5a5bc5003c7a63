"""The settings of the program itself, each described once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from pith.settings._setting import Setting


def _editor(name: str, kind: str, default: Any, description: str, **more: Any) -> Setting:
    """A setting that belongs to editors and may differ between languages."""
    return Setting(f"editor.{name}", kind, default, description, per_language=True, **more)


_EDITOR = (
    _editor("tabSize", "integer", 4, "Columns between tab stops.", minimum=1, maximum=32),
    _editor(
        "insertSpaces",
        "boolean",
        True,
        "The Tab key inserts spaces. What detectIndentation finds in a file comes first.",
    ),
    _editor(
        "detectIndentation",
        "boolean",
        True,
        "Take tabSize and insertSpaces from the text of a file when it is opened.",
    ),
    _editor(
        "wordWrap",
        "string",
        "off",
        "Whether long lines are continued in the next row.",
        enum=("off", "on", "column", "bounded"),
        enum_descriptions=(
            "Never.",
            "At the width of the editor.",
            "At wordWrapColumn.",
            "At the smaller of the width of the editor and wordWrapColumn.",
        ),
    ),
    _editor(
        "wordWrapColumn",
        "integer",
        80,
        "Where lines are wrapped if wordWrap is column or bounded.",
        minimum=10,
        maximum=10000,
    ),
    _editor(
        "wrappingIndent",
        "string",
        "same",
        "Where a wrapped line goes on.",
        enum=("none", "same", "indent"),
        enum_descriptions=("At the margin.", "Where it starts.", "One indentation further."),
    ),
    _editor(
        "fontFamily",
        "string",
        "",
        "Fonts in order of preference, with commas between; empty: the best that is installed.",
    ),
    _editor(
        "fontSize",
        "number",
        12.5 if sys.platform == "darwin" else 14,
        "Size of the text in pixels.",
        minimum=4,
        maximum=100,
    ),
    _editor("fontLigatures", "boolean", False, "Draw => and the like as one sign if the font can."),
    _editor(
        "lineHeight",
        "number",
        0,
        "Height of a line: 0 for what suits the font, up to 8 a multiple of its size, else pixels.",
        minimum=0,
        maximum=150,
    ),
    _editor(
        "lineNumbers",
        "string",
        "on",
        "Numbers beside the lines.",
        enum=("off", "on", "relative", "interval"),
        enum_descriptions=(
            "None.",
            "Their number.",
            "How far they are from the caret.",
            "The number of every tenth, and of those with a caret.",
        ),
    ),
    _editor(
        "renderWhitespace",
        "string",
        "selection",
        "Which spaces and tabs are made visible.",
        enum=("none", "boundary", "selection", "trailing", "all"),
        enum_descriptions=(
            "None.",
            "All but single spaces between words.",
            "Those that are selected.",
            "Those at the ends of lines.",
            "All.",
        ),
    ),
    _editor(
        "unicodeHighlight.invisibleCharacters",
        "boolean",
        True,
        "Spaces that are not the plain one, such as U+00A0, are in boxes.",
    ),
    _editor(
        "renderLineHighlight",
        "string",
        "line",
        "How the line of the caret is marked.",
        enum=("none", "line"),
    ),
    _editor(
        "cursorStyle",
        "string",
        "line",
        "What the caret looks like.",
        enum=("line", "block", "underline", "line-thin", "block-outline", "underline-thin"),
    ),
    _editor("cursorWidth", "integer", 2, "Its width as a line, in pixels.", minimum=1, maximum=10),
    _editor(
        "cursorBlinking",
        "string",
        "blink",
        "Whether it blinks.",
        enum=("blink", "solid"),
    ),
    _editor("guides.indentation", "boolean", True, "Draw vertical lines that show indentation."),
    _editor(
        "guides.bracketPairs",
        "boolean|string",
        "active",
        "Draw vertical lines between brackets of several lines, in the colors of these.",
        enum=(True, "active", False),
        enum_descriptions=("Between all.", "Between those around the caret.", "Between none."),
    ),
    _editor(
        "occurrencesHighlight",
        "boolean",
        True,
        "Mark what is selected, or the word at the caret, wherever else it is.",
    ),
    _editor("changeMarks", "boolean", True, "Mark the lines that differ from the file."),
    _editor("folding", "boolean", True, "Lines can be folded away."),
    _editor(
        "showFoldingControls",
        "string",
        "mouseover",
        "When arrows beside the lines show what can be folded.",
        enum=("always", "mouseover", "never"),
        enum_descriptions=(
            "Always.",
            "While the pointer is over the line numbers.",
            "Only for what is folded.",
        ),
    ),
    _editor("roundedSelection", "boolean", True, "Selections have round corners."),
    _editor(
        "padding.top",
        "integer",
        0,
        "Space above the first line, in pixels.",
        minimum=0,
        maximum=200,
    ),
    _editor(
        "autoClosingBrackets",
        "boolean",
        True,
        "Typing a bracket or a quote also types its partner.",
    ),
    _editor(
        "autoClosingTags",
        "boolean",
        True,
        "Typing the end of a start tag also types the end tag, and </ what closes the element.",
    ),
    _editor(
        "autoSurround",
        "string",
        "languageDefined",
        "What typing goes around the selection instead of replacing it.",
        enum=("languageDefined", "quotes", "brackets", "never"),
        enum_descriptions=(
            "Brackets, quotes, and what else the language has.",
            "Quotes, but no brackets.",
            "Brackets, but no quotes.",
            "Nothing.",
        ),
    ),
    _editor(
        "autoIndent",
        "boolean|string",
        True,
        "How a new line is indented.",
        enum=(True, "keep", False),
        enum_descriptions=(
            "As the language wants it.",
            "Like the line before.",
            "Not at all.",
        ),
    ),
    _editor(
        "trimAutoWhitespace",
        "boolean",
        True,
        "Indentation that Enter has put and that nothing was typed behind goes with the next edit "
        "elsewhere.",
    ),
    _editor(
        "bracketPairColorization.enabled",
        "boolean",
        True,
        "Brackets have colors by how deep they are nested, and those without a partner one of "
        "their own.",
    ),
    _editor("matchBrackets", "boolean", True, "Mark the bracket at the caret and its partner."),
    _editor(
        "rulers",
        "array",
        (),
        "Columns at which a vertical line is drawn.",
        items="integer",
        minimum=0,
        maximum=10000,
    ),
    _editor(
        "stickyScroll.enabled",
        "boolean",
        False,
        "The lines that begin what is seen (a class, a function) stay at the top edge.",
    ),
    _editor(
        "stickyScroll.maxLineCount",
        "integer",
        5,
        "How many lines stay there at most.",
        minimum=1,
        maximum=20,
    ),
    _editor(
        "minimap.enabled",
        "boolean",
        False,
        "The text around what is seen is shown in miniature beside it.",
    ),
    _editor(
        "minimap.maxColumn",
        "integer",
        120,
        "How many columns of the text are shown there at most.",
        minimum=16,
        maximum=300,
    ),
    _editor(
        "minimap.showSlider",
        "string",
        "mouseover",
        "When it shows which part of the text is seen.",
        enum=("mouseover", "always"),
        enum_descriptions=("While the pointer is over it.", "Always."),
    ),
    _editor("scrollBeyondLastLine", "boolean", True, "The last line can be scrolled to the top."),
    _editor("smoothScrolling", "boolean", True, "Scrolling glides instead of jumping."),
    _editor("mouseWheelZoom", "boolean", True, "The wheel zooms while Ctrl is held."),
    _editor(
        "quickSuggestions",
        "string",
        "code",
        "Where completions are shown by themselves while one types.",
        enum=("off", "code", "everywhere"),
        enum_descriptions=(
            "Nowhere: only when asked for.",
            "But for strings and comments.",
            "In strings and comments as well.",
        ),
    ),
    _editor(
        "quickSuggestionsDelay",
        "integer",
        40,
        "Milliseconds after the last key until they are shown.",
        minimum=0,
        maximum=10_000,
    ),
    _editor(
        "quickSuggestionsMinimum",
        "integer",
        2,
        "Letters of a word after which completions are shown by themselves.",
        minimum=1,
        maximum=20,
    ),
    _editor(
        "signatureHelp",
        "boolean",
        True,
        "How something is called is shown by itself while one types its arguments.",
    ),
    _editor(
        "acceptSuggestionOnEnter",
        "boolean",
        True,
        "Enter takes the completion that is highlighted; otherwise it breaks the line.",
    ),
    _editor(
        "acceptSuggestionOnTab",
        "boolean",
        True,
        "Tab takes the completion that is highlighted; otherwise it indents.",
    ),
    _editor(
        "wordSeparators",
        "string",
        "`~!@#$%^&*()-=+[{]}\\|;:'\",.<>/?",
        "The characters that end a word, for motion and double click.",
    ),
)

_FILES = (
    Setting(
        "files.eol",
        "string",
        "auto",
        "How the lines of new files end.",
        enum=("auto", "lf", "crlf"),
        enum_descriptions=("As the system has it.", "As on Linux and macOS.", "As on Windows."),
        per_language=True,
    ),
    Setting(
        "files.encoding",
        "string",
        "utf-8",
        "Encoding of new files, and of those that do not show theirs.",
        per_language=True,
    ),
    Setting(
        "files.autoGuessEncoding",
        "boolean",
        True,
        "Guess the encoding of files that are not UTF-8; otherwise they are files.encoding.",
    ),
    Setting(
        "files.undoMemory",
        "integer",
        64,
        "Megabytes that the undo history of one document may take; the oldest of it goes first.",
        minimum=1,
        maximum=4096,
    ),
    Setting(
        "files.pageMemory",
        "integer",
        32,
        "Megabytes of huge files, which are read page by page, that are held in memory.",
        minimum=1,
        maximum=65536,
    ),
    Setting(
        "files.trimTrailingWhitespace",
        "boolean",
        False,
        "Saving removes spaces and tabs at the ends of lines.",
        per_language=True,
    ),
    Setting(
        "files.insertFinalNewline",
        "boolean",
        False,
        "Saving ends the last line if nothing does.",
        per_language=True,
    ),
    Setting(
        "files.trimFinalNewlines",
        "boolean",
        False,
        "Saving removes all line breaks at the end but one.",
        per_language=True,
    ),
    Setting(
        "files.exclude",
        "object",
        {
            "**/.git": True,
            "**/.hg": True,
            "**/.svn": True,
            "**/.DS_Store": True,
            "**/__pycache__": True,
        },
        "Patterns of files and folders that are shown and searched nowhere; false shows them.",
        items="boolean",
    ),
    Setting(
        "files.watcherExclude",
        "object",
        {"**/.git/objects/**": True, "**/node_modules/**": True, "**/.venv/**": True},
        "Patterns of folders whose changes are not watched.",
        items="boolean",
    ),
    Setting(
        "files.associations",
        "object",
        {},
        'Languages by pattern of file name: "*.in" = "python".',
        items="string",
    ),
    Setting(
        "files.respectGitignore",
        "boolean",
        True,
        "Quick open leaves out what .gitignore names.",
    ),
)

_WINDOW = (
    Setting(
        "window.theme",
        "string",
        "Pith Dark",
        "The colour theme, by name; auto: as the desktop has it, with its high contrast.",
    ),
    Setting(
        "window.iconTheme",
        "string",
        "",
        "The icons of files and folders, by the icon theme's name; empty: Pith's own.",
    ),
    Setting(
        "window.keymap",
        "string",
        "",
        "The keys of another editor, by the keymap's name; empty: Pith's own.",
    ),
    Setting(
        "window.zoom",
        "number",
        0,
        "Size of everything: each step up or down is a fifth more or less.",
        minimum=-8,
        maximum=8,
    ),
    Setting(
        "window.restore",
        "string",
        "all",
        "What is opened again at the next start.",
        enum=("all", "folders", "none"),
        enum_descriptions=("Folders and files.", "Folders.", "Nothing."),
    ),
    Setting(
        "window.fontFamily",
        "string",
        "",
        "Font of everything but the text in editors; empty: the best that is installed.",
    ),
    Setting(
        "window.fontSize",
        "number",
        0,
        "Its size in pixels; lists, tabs and bars grow with it. 0: 13.",
        minimum=0,
        maximum=40,
    ),
)

_OTHER = (
    Setting(
        "search.smartCase",
        "boolean",
        False,
        "Capitals in what is looked for make case matter, also without Match Case.",
    ),
    Setting(
        "log.level",
        "string",
        "info",
        "How much the log says.",
        enum=("error", "warning", "info", "debug"),
    ),
)

CORE_SETTINGS: tuple[Setting, ...] = (*_EDITOR, *_FILES, *_WINDOW, *_OTHER)
"""What the program declares; extensions declare theirs in their manifests."""

CORE_LANGUAGE_DEFAULTS: Mapping[str, Any] = {
    "language": {
        "makefile": {"editor": {"insertSpaces": False, "tabSize": 8}},
        "go": {"editor": {"insertSpaces": False}},
        "yaml": {"editor": {"tabSize": 2}},
        "json": {"editor": {"tabSize": 2}},
        "markdown": {
            "editor": {"wordWrap": "on", "quickSuggestions": "off"},
            "files": {"trimTrailingWhitespace": False},
        },
        "restructuredtext": {"editor": {"quickSuggestions": "off"}},
    }
}
"""What languages want otherwise: the values of SettingsLayer.DEFAULT."""
