"""What the settings say about documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import ProblemError
from pith.edit import UNDO_MEMORY, EditOptions
from pith.text import LineEnding, Text, split_encoding
from pith.workspace._cleaning import Cleaning
from pith.workspace._document import PLAIN_TEXT

if TYPE_CHECKING:
    from pith.workspace._services import LanguageDetector, SettingsReader

UTF_8 = "utf-8"
MEGABYTE = 1024 * 1024


class Configuration:
    """Settings and languages as documents need them; without either, sensible defaults."""

    def __init__(self, settings: SettingsReader | None, languages: LanguageDetector | None) -> None:
        self._settings = settings
        self._languages = languages

    def _get(self, key: str, language: str | None, default: Any) -> Any:
        if self._settings is None:
            return default
        try:
            value = self._settings.get(key, language)
        except KeyError:  # nobody declares it here
            return default
        return default if value is None else value

    def language_of(self, path: Path | None, text: Text) -> str:
        if self._languages is None:
            return PLAIN_TEXT
        # What a file is shows early in its first line, which may be the whole of it.
        first_line = text.slice(0, min(text.line_end(0), 1000))
        return self._languages.detect(path, first_line).id

    def edit_options(self, language: str) -> EditOptions:
        default = EditOptions()
        get = self._get
        indent = get("editor.autoIndent", language, default.auto_indent)
        return EditOptions(
            tab_size=get("editor.tabSize", language, default.tab_size),
            insert_spaces=get("editor.insertSpaces", language, default.insert_spaces),
            line_ending=self.line_ending(language).value,
            auto_close=get("editor.autoClosingBrackets", language, default.auto_close),
            auto_surround=get("editor.autoSurround", language, default.auto_surround),
            auto_indent=indent is True,
            keep_indent=indent == "keep",
            trim_auto_whitespace=get(
                "editor.trimAutoWhitespace", language, default.trim_auto_whitespace
            ),
            auto_close_tags=get("editor.autoClosingTags", language, default.auto_close_tags),
            word_separators=get("editor.wordSeparators", language, default.word_separators),
        )

    def detects_indentation(self, language: str) -> bool:
        return bool(self._get("editor.detectIndentation", language, True))

    def line_ending(self, language: str) -> LineEnding:
        """How the lines of new files end."""
        value = self._get("files.eol", language, "auto")
        if value == "auto":
            return LineEnding(os.linesep)
        return LineEnding.CRLF if value == "crlf" else LineEnding.LF

    def encoding(self, language: str | None = None) -> str:
        """The encoding of new files. One that does not exist counts as not set: files have to be
        opened nonetheless."""
        encoding = str(self._get("files.encoding", language, UTF_8))
        try:
            split_encoding(encoding)
        except ProblemError:
            return UTF_8
        return encoding

    def page_memory(self) -> int:
        """Bytes of huge files that are held in memory."""
        return int(self._get("files.pageMemory", None, 32)) * MEGABYTE

    def undo_memory(self) -> int:
        """Bytes that a history may hold."""
        return int(self._get("files.undoMemory", None, UNDO_MEMORY // MEGABYTE)) * MEGABYTE

    def fallback_encoding(self) -> str | None:
        """What files are in that are not Unicode; None: guess."""
        encoding = self.encoding()
        if encoding != UTF_8 or not self._get("files.autoGuessEncoding", None, True):
            return encoding
        return None

    def cleaning(self, language: str) -> Cleaning:
        """What saving a document of that language tidies up."""
        return Cleaning(
            bool(self._get("files.trimTrailingWhitespace", language, False)),
            bool(self._get("files.insertFinalNewline", language, False)),
            bool(self._get("files.trimFinalNewlines", language, False)),
        )
