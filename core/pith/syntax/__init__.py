"""Syntax: languages, colouring while one types, and themes. The only user of pygments."""

from pith.syntax._factory import highlighter_for
from pith.syntax._highlighter import Highlighter, PlainHighlighter, TokenSpan
from pith.syntax._language import PLAIN_TEXT, Language
from pith.syntax._languages import Languages
from pith.syntax._scopes import SCOPES, Kind, kind_of
from pith.syntax._snippets import SnippetEntry, Snippets, read_snippets
from pith.syntax._table import LanguageTable
from pith.syntax._theme import Style, Theme, ThemeKind, load_theme
from pith.syntax._themes import DeclaredTheme, Themes

__all__ = [
    "PLAIN_TEXT",
    "SCOPES",
    "DeclaredTheme",
    "Highlighter",
    "Kind",
    "Language",
    "LanguageTable",
    "Languages",
    "PlainHighlighter",
    "SnippetEntry",
    "Snippets",
    "Style",
    "Theme",
    "ThemeKind",
    "Themes",
    "TokenSpan",
    "highlighter_for",
    "kind_of",
    "load_theme",
    "read_snippets",
]
