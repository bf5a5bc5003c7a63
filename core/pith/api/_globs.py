"""Glob patterns: what they mean wherever an extension or its manifest has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PIECES: Final = r"\*\*/|\*\*|\*|\?|\[!?[^\]]+\]|\{[^{}]*\}|[^*?\[{]+|."


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str]:
    """What fully matches the paths that one of `patterns` does: names with `/` between. `*` and
    `?` stand within a name, `**` for any folders, `[ab]` and `[!ab]` for one character, `{a,b}`
    for either. No pattern matches nothing. Raises ValueError for what is no pattern: `[z-a]`."""
    written = [_expression(pattern) for pattern in patterns]
    try:
        return re.compile("|".join(written) if written else r"(?!)", re.DOTALL)
    except re.error as error:
        raise ValueError(error.msg) from None


def _expression(pattern: str) -> str:
    written = []
    for piece in re.findall(_PIECES, pattern, re.DOTALL):
        if piece == "**/":
            written.append("(?:[^/]+/)*")
        elif piece == "**":
            written.append(".*")
        elif piece == "*":
            written.append("[^/]*")
        elif piece == "?":
            written.append("[^/]")
        elif piece[0] == "[" and len(piece) > 1:
            inside = piece[1:-1].replace("\\", "\\\\")
            written.append(f"[^/{inside[1:]}]" if inside[0] == "!" else f"(?!/)[{inside}]")
        elif piece[0] == "{" and len(piece) > 1:
            written.append(f"(?:{'|'.join(map(_expression, piece[1:-1].split(',')))})")
        else:
            written.append(re.escape(piece))
    return "".join(written)
