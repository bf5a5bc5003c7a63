"""Whether a place in JSX is code, or what an element holds."""

from __future__ import annotations

import re

_CODE, _TAG, _CHILDREN = "code", "tag", "children"

# What begins with a less-than sign behind a word compares, or is generic.
_START = r"(?<![\w$)\]])<(?=[A-Za-z_>])(?![\w.]+(?:\s+extends\b|\s*,))"
_STRINGS = r"""//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?"""
_TOKENS = {
    _CODE: rf"{_STRINGS}|`(?:[^`\\]|\\.)*`?|{_START}|[{{}}]",
    _TAG: rf"{_STRINGS}|/>|=>|>|\{{",
    _CHILDREN: r"</[^>]*>?|<(?=[A-Za-z_>])|\{",
}


def in_children(before: str) -> bool:
    """Whether what comes after `before`, which begins with code that is in no element, is what an
    element holds."""
    stack = [_CODE]
    patterns = {mode: re.compile(tokens, re.DOTALL) for mode, tokens in _TOKENS.items()}
    at = 0
    while True:
        mode = stack[-1]
        found = patterns[mode].search(before, at)
        if found is None:
            return mode == _CHILDREN
        at, token = found.end(), found[0]
        if token == "{":
            stack.append(_CODE)
        elif token == "}":
            if len(stack) > 1:
                stack.pop()
        elif token == "<":
            stack.append(_TAG)
        elif token == ">":
            stack[-1] = _CHILDREN
        elif token == "/>" or token.startswith("</"):
            stack.pop()
