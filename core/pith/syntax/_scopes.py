"""The scopes that tokens carry, and which of them are string or comment.

Scopes are TextMate's names (https://macromates.com/manual/en/language_grammars#naming-conventions),
because themes are written against those. A row's tokens are kept as pairs of small numbers, so
every scope also has a number: its index in SCOPES. Number 0 is plain text.
"""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["code", "string", "comment"]

SCOPES: Final = (
    "",
    "comment",
    "comment.block",
    "comment.block.documentation",
    "comment.line",
    "comment.line.shebang",
    "constant.character.entity",
    "constant.character.escape",
    "constant.language",
    "constant.numeric",
    "constant.numeric.binary",
    "constant.numeric.float",
    "constant.numeric.hex",
    "constant.numeric.integer",
    "constant.numeric.octal",
    "constant.other",
    "constant.other.date",
    "constant.other.placeholder",
    "constant.other.symbol",
    "entity.name.function",
    "entity.name.function.decorator",
    "entity.name.label",
    "entity.name.namespace",
    "entity.name.tag",
    "entity.name.type",
    "entity.name.type.class",
    "entity.other.attribute-name",
    "keyword",
    "keyword.control",
    "keyword.control.directive",
    "keyword.control.import",
    "keyword.operator",
    "keyword.operator.word",
    "keyword.other",
    "markup.bold",
    "markup.deleted",
    "markup.error",
    "markup.heading",
    "markup.heading.subheading",
    "markup.inserted",
    "markup.italic",
    "markup.output",
    "markup.prompt",
    "markup.strikethrough",
    "punctuation",
    "punctuation.definition.string",
    "storage.modifier",
    "storage.type",
    "storage.type.primitive",
    "storage.type.string",
    "string",
    "string.interpolated",
    "string.other",
    "string.quoted",
    "string.quoted.docstring",
    "string.quoted.double",
    "string.quoted.include",
    "string.quoted.single",
    "string.regexp",
    "string.unquoted.heredoc",
    "support.class.exception",
    "support.function.builtin",
    "support.function.magic",
    "support.type.property-name",
    "variable.language",
    "variable.other",
    "variable.other.class",
    "variable.other.constant",
    "variable.other.global",
    "variable.other.member",
    "variable.other.property",
    "variable.other.readwrite",
)

NUMBER_OF: Final = {scope: number for number, scope in enumerate(SCOPES)}

# What stands inside a string without being called one.
_IN_STRINGS = frozenset(
    {
        "constant.character.escape",
        "constant.other.placeholder",
        "punctuation.definition.string",
        "storage.type.string",
    }
)


def kind_of(scope: str) -> Kind:
    """Whether text of this scope is code, or belongs to a string or a comment."""
    if scope.startswith("comment"):
        return "comment"
    if scope.startswith("string") or scope in _IN_STRINGS:
        return "string"
    return "code"
