"""What a document and its language ask of editing commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pith.text import WORD_SEPARATORS


class EditOptions(NamedTuple):
    """How one document is edited; it follows settings and what the file was found to use."""

    tab_size: int = 4  # cells
    insert_spaces: bool = True
    line_ending: str = "\n"  # what a new line break is made of
    auto_close: bool = True
    auto_surround: str = "languageDefined"  # or only "brackets", only "quotes", or "never"
    auto_indent: bool = True  # as the language's rules want it
    keep_indent: bool = False  # without them, a new line is as deep as the one before
    trim_auto_whitespace: bool = True
    auto_close_tags: bool = True
    word_separators: str = WORD_SEPARATORS


class Labels(NamedTuple):
    """How the parts of a block are labelled: `label` is searched in a line up to the caret that
    begins a part (`case 1:`), `header` in the line that begins the block (`switch (x) {`). Labels
    are a level deeper than the header; `at_header`: as deep."""

    label: str
    header: str
    at_header: bool = False


class LanguageRules(NamedTuple):
    """What editing commands know of a language.

    Pairs are (opening, closing). `indent_after` is searched in a line up to the caret: where it
    is found, the next line goes one level deeper. A line that comes to match `outdent_before`
    while it is typed goes one level back. Both are regular expressions of the module `re`.
    `indent_next` is searched in a whole line: the one line after it is a level deeper (`if (x)`).
    Quotes are the auto-closing pairs whose two strings are equal. `off_side`: how deep a line is
    says what block it is in, so that nobody may guess it from the lines before. `tags` says how
    elements are written, where there are any: "html" (some are never closed), "xml", or "jsx"
    (among code). `headings` says how those are written, where text is divided by them: "markdown",
    "restructuredtext", "latex", "ini" or "diff". `imports` matches, from its start, a line that
    imports something. A line that comes to be one of `labels` goes to where those of its block are.
    `plain_strings`: there is no code in strings, and brackets are not closed in them (nor in
    comments).
    """

    line_comment: str | None = None
    block_comment: tuple[str, str] | None = None
    brackets: tuple[tuple[str, str], ...] = (("(", ")"), ("[", "]"), ("{", "}"))
    auto_closing_pairs: tuple[tuple[str, str], ...] = (
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ('"', '"'),
        ("'", "'"),
    )
    surrounding_pairs: tuple[tuple[str, str], ...] | None = None  # None: the auto-closing ones
    indent_after: str | None = None
    outdent_before: str | None = None
    word_characters: str = ""  # which of the usual separators are parts of words here
    off_side: bool = False
    tags: str = ""
    indent_next: str | None = None
    imports: str | None = None
    headings: str = ""
    labels: Labels | None = None
    plain_strings: bool = False


RulesAt = Callable[[int], LanguageRules]
"""Gives the rules of the language that a place in a text is in."""
