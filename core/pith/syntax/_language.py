"""What is known of a language besides its grammar."""

from __future__ import annotations

from typing import Final, NamedTuple

from pith.edit import LanguageRules


class Language(NamedTuple):
    """A language: how its files are recognised, coloured and edited.

    `extensions` are ends of file names with their dot, `filenames` whole names, `patterns` globs
    that are matched against the name, or against the whole path if they contain a slash.
    `first_line` is a regular expression searched in the first line. `lexer` is an alias of a
    Pygments lexer; "" leaves the text plain.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    filenames: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    first_line: str = ""
    lexer: str = ""
    rules: LanguageRules = LanguageRules()


PLAIN_TEXT: Final = Language("plaintext", "Plain Text", extensions=(".txt", ".text"))
