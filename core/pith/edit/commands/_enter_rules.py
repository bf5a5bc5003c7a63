"""Where a comment goes on when its line is broken."""

from __future__ import annotations

import re
from typing import NamedTuple

from pith.edit._options import LanguageRules
from pith.text import Text

# Compiled when a line is first broken where there are such comments: no start waits for them.
_DOC_START = r"^\s*/\*\*(?!/)(?:[^*]|\*(?!/))*$"
_DOC_LINE = r"^[\t ]* \*(?: (?:[^*]|\*(?!/))*)?$"
_DOC_LINE_OVER = r"^\s*(?:/\*\*|\*)(?!/)(?!.*\*/)"
_DOC_END = r"^[\t ]* \*/\s*$"
_ENDS_HERE = r"^\s*\*/"
_LONG_LINE = 10_000  # code points of a line that are looked at


class Continuation(NamedTuple):
    """What the new line begins with after the indentation of the one before. `closing`, if
    there is any, goes to one more line. `shorter` by so many characters is the indentation."""

    prefix: str
    closing: str = ""
    shorter: int = 0


def continued_comment(
    text: Text, row: int, before: str, after: str, rules: LanguageRules
) -> Continuation | None:
    """How the comment goes on that row `row` is in, between `before` and `after` the caret in
    it; None if it is in none that does.

    Documentation comments get their stars, and the rest of a comment to the line's end that is
    broken in its middle stays a comment.
    """
    if rules.block_comment == ("/*", "*/"):
        found = _in_documentation(text, row, before, after)
        if found is not None:
            return found
    token, block = rules.line_comment, rules.block_comment
    rest = before.lstrip(" \t")
    if token and after.strip() and rest.startswith(token):
        if block is not None and len(block[0]) > len(token) and rest.startswith(block[0]):
            return Continuation("")  # a block comment whose sign is longer: `--[[`, `#=`
        if _may_be_no_comment(rest, token):
            return None
        signs = _signs(rest, token)
        code = rest[len(signs) :]
        if code.strip():
            return Continuation(signs + (" " if code[:1] == " " and signs[-1] != " " else ""))
    return None


def _may_be_no_comment(rest: str, token: str) -> bool:
    """Whether what begins with the sign may be a longer word, or prose that begins with dots."""
    return token[-1] == "." or (token[-1].isalnum() and rest[len(token) :][:1].isalnum())


def _signs(comment: str, token: str) -> str:
    """What the comment begins with: the token, or more that makes documentation of it (`///`,
    `//!`, `##`, `---`)."""
    end = len(token)
    if token[-1] != " ":
        end = len(comment) - len(comment[end:].lstrip(token[-1]))
    if token == "//" and comment[end : end + 1] == "!":
        end += 1
    return comment[:end]


def _in_documentation(text: Text, row: int, before: str, after: str) -> Continuation | None:
    if re.search(_DOC_START, before):
        return Continuation(" * ", " */" if re.search(_ENDS_HERE, after) else "")
    if re.search(_DOC_END, before):
        return Continuation("", shorter=1)
    over = ""
    if row:
        start = text.line_start(row - 1)
        over = text.slice(start, min(start + _LONG_LINE, text.line_end(row - 1)))
    if re.search(_DOC_LINE, before) and re.search(_DOC_LINE_OVER, over):
        return Continuation("* ")
    return None
