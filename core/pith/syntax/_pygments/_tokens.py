"""From Pygments' token types to the numbers of scopes."""

from __future__ import annotations

from typing import Any, Final

from pygments.token import Token

from pith.syntax._scopes import NUMBER_OF

# What a type has not here, it has from its parent: Token.Name.Builtin.X from Token.Name.Builtin.
_SCOPES: Final = {
    "Comment": "comment",
    "Comment.Hashbang": "comment.line.shebang",
    "Comment.Multiline": "comment.block",
    "Comment.Preproc": "keyword.control.directive",
    "Comment.PreprocFile": "string.quoted.include",
    "Comment.Single": "comment.line",
    "Comment.Special": "comment.block.documentation",
    # While one types, half of what a lexer cannot place is only unfinished: it stays plain.
    "Error": "",
    "Escape": "constant.character.escape",
    "Generic": "",
    "Generic.Deleted": "markup.deleted",
    "Generic.Emph": "markup.italic",
    "Generic.EmphStrong": "markup.bold",
    "Generic.Error": "markup.error",
    "Generic.Heading": "markup.heading",
    "Generic.Inserted": "markup.inserted",
    "Generic.Output": "markup.output",
    "Generic.Prompt": "markup.prompt",
    "Generic.Strong": "markup.bold",
    "Generic.Subheading": "markup.heading.subheading",
    "Generic.Traceback": "markup.error",
    "Keyword": "keyword.control",
    "Keyword.Constant": "constant.language",
    "Keyword.Declaration": "storage.type",
    "Keyword.Namespace": "keyword.control.import",
    "Keyword.Pseudo": "keyword.other",
    "Keyword.Reserved": "keyword.control",
    "Keyword.Type": "storage.type.primitive",
    "Literal": "constant.other",
    "Literal.Date": "constant.other.date",
    "Literal.Number": "constant.numeric",
    "Literal.Number.Bin": "constant.numeric.binary",
    "Literal.Number.Float": "constant.numeric.float",
    "Literal.Number.Hex": "constant.numeric.hex",
    "Literal.Number.Integer": "constant.numeric.integer",
    "Literal.Number.Oct": "constant.numeric.octal",
    "Literal.String": "string.quoted",
    "Literal.String.Affix": "storage.type.string",
    "Literal.String.Backtick": "string.interpolated",
    "Literal.String.Char": "string.quoted.single",
    "Literal.String.Delimiter": "punctuation.definition.string",
    "Literal.String.Doc": "string.quoted.docstring",
    "Literal.String.Double": "string.quoted.double",
    "Literal.String.Escape": "constant.character.escape",
    "Literal.String.Heredoc": "string.unquoted.heredoc",
    "Literal.String.Interpol": "constant.other.placeholder",
    "Literal.String.Other": "string.other",
    "Literal.String.Regex": "string.regexp",
    "Literal.String.Single": "string.quoted.single",
    "Literal.String.Symbol": "constant.other.symbol",
    "Name": "variable.other",
    "Name.Attribute": "entity.other.attribute-name",
    "Name.Builtin": "support.function.builtin",
    "Name.Builtin.Pseudo": "variable.language",
    "Name.Class": "entity.name.type.class",
    "Name.Constant": "variable.other.constant",
    "Name.Decorator": "entity.name.function.decorator",
    "Name.Entity": "constant.character.entity",
    "Name.Exception": "support.class.exception",
    "Name.Function": "entity.name.function",
    "Name.Function.Magic": "support.function.magic",
    "Name.Label": "entity.name.label",
    "Name.Namespace": "entity.name.namespace",
    "Name.Property": "support.type.property-name",
    "Name.Tag": "entity.name.tag",
    "Name.Variable": "variable.other.readwrite",
    "Name.Variable.Class": "variable.other.class",
    "Name.Variable.Global": "variable.other.global",
    "Name.Variable.Instance": "variable.other.member",
    "Name.Variable.Magic": "variable.language",
    "Operator": "keyword.operator",
    "Operator.Word": "keyword.operator.word",
    "Other": "",
    "Punctuation": "punctuation",
    "Text": "",
}


class _Numbers(dict[Any, int]):
    """The number of the scope of a token type, worked out once a type."""

    def __missing__(self, token: Any) -> int:
        name = str(token).removeprefix("Token.")
        scope = _SCOPES.get(name)
        if scope is not None:
            number = NUMBER_OF[scope]
        elif token is Token:
            number = 0
        else:
            number = self[token.parent]
        self[token] = number
        return number


NUMBERS: Final = _Numbers()
