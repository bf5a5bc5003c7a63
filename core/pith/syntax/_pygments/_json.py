"""JSON with comments, as tables: Pygments scans JSON by hand, which cannot stop and go on."""

from __future__ import annotations

import re

from pygments.lexer import RegexLexer, bygroups
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Name,
    Number,
    Punctuation,
    String,
    Whitespace,
)

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'


class JsonLexer(RegexLexer):
    """JSON, JSON with comments and trailing commas, and JSON lines. It needs no stack."""

    name = "JSON"
    flags = re.MULTILINE
    tokens = {  # noqa: RUF012
        "root": [
            (r"[ \t\r\n]+", Whitespace),
            (rf"({_STRING})([ \t]*)(:)", bygroups(Name.Property, Whitespace, Punctuation)),  # type: ignore[no-untyped-call]
            (r'"', String.Double, "string"),
            (r"-?(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Number.Float),
            (r"-?(?:0|[1-9]\d*)", Number.Integer),
            (r"(?:true|false|null)\b", Keyword.Constant),
            (r"[{}\[\],:]", Punctuation),
            (r"//.*", Comment.Single),
            (r"/\*", Comment.Multiline, "comment"),
            (r"[^\s\"{}\[\],:/]+", Error),
        ],
        "string": [
            (r'[^"\\\n]+', String.Double),
            (r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})', String.Escape),
            (r"\\.", Error),
            (r'"', String.Double, "#pop"),
            (r"\n", Whitespace, "#pop"),  # never closed
        ],
        "comment": [
            (r"[^*]+", Comment.Multiline),
            (r"\*/", Comment.Multiline, "#pop"),
            (r"\*", Comment.Multiline),
        ],
    }
