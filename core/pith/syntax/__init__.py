"""Syntax: languages, colouring while one types, and themes. The only user of pygments."""

from typing import TYPE_CHECKING

from pith.syntax._factory import highlighter_for
from pith.syntax._highlighter import Highlighter, PlainHighlighter, TokenSpan
from pith.syntax._language import PLAIN_TEXT, Language
from pith.syntax._languages import Languages
from pith.syntax._scopes import SCOPES, Kind, kind_of
from pith.syntax._table import LanguageTable
from pith.syntax._theme import Style, Theme, ThemeKind, load_theme
from pith.syntax._themes import DeclaredTheme, Themes

if TYPE_CHECKING:
    from collections.abc import Collection

    from pith.syntax._embedded import RulesWithin, rules_at
    from pith.syntax._snippets import SnippetEntry, Snippets, read_snippets

    COLOR_IDS: Collection[str]

__all__ = [
    "COLOR_IDS",
    "PLAIN_TEXT",
    "SCOPES",
    "DeclaredTheme",
    "Highlighter",
    "Kind",
    "Language",
    "LanguageTable",
    "Languages",
    "PlainHighlighter",
    "RulesWithin",
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
    "rules_at",
]


def __getattr__(name: str) -> object:
    """Snippets, languages within others and all colours are wanted only after a program has shown
    its first text."""
    if name in ("SnippetEntry", "Snippets", "read_snippets"):
        from pith.syntax import _snippets

        return getattr(_snippets, name)
    if name in ("RulesWithin", "rules_at"):
        from pith.syntax import _embedded

        return getattr(_embedded, name)
    if name == "COLOR_IDS":  # those that every theme has a colour for
        from pith.syntax._theme_defaults import DEFAULTS

        return DEFAULTS.keys()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
