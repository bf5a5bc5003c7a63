"""Where a place in JSX is: among code, in a tag, or in what an element holds."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Mode = Literal["code", "tag", "children", "template"]

_CODE: Mode = "code"
_TAG: Mode = "tag"
_CHILDREN: Mode = "children"
_TEMPLATE: Mode = "template"

# A regular expression of code is skipped behind what a value comes after; it may hold quotes.
_COMMENTS = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_STRINGS = rf"""{_COMMENTS}|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?"""
_IN_TAGS = r"""\"[^"]*+"?|'[^']*+'?"""  # no escapes, and several lines
_REGEX = r"[=(,:?!&|;][ \t]*+/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/"
_TOKENS: dict[Mode, str] = {
    _CODE: rf"{_STRINGS}|{_REGEX}|`|<(?=[A-Za-z_>]|\Z)|[{{}}]",
    # What an attribute cannot hold says that the sign before compared, or began type parameters.
    _TAG: rf"{_COMMENTS}|{_IN_TAGS}|/>|=>|>|\{{|[&|;,()\[\]}}?+*<!]|=(?=\s*[\w(\[])",
    _CHILDREN: r"</([A-Za-z_][\w:.-]*)?\s*>?|<(?=[A-Za-z_>]|\Z)|\{",
    _TEMPLATE: r"\\.|`|\$\{",
}
# Type parameters: `<T,`, `<T extends`, `<T =`, `<const T`, and those of a function's type,
# `<T>(a: T) => T`. No element's name is a letter alone that is large, or begins with a dollar.
_GENERIC = (
    r"<(?:const\s|[\w.]+\s*(?:\sextends\b|[,=])|[A-Z]\d?>"
    r"|[A-Z]\w*>\s*\([^()]{0,500}(?:\([^()]{0,500}\)[^()]{0,500}){0,20}(?:\)\s*(?:=>|[:{])|\Z))"
)
_TYPE = re.compile(r"\b(?:type\s+[\w$]+[^=;\n]*=|as|satisfies|extends|implements)\s*\Z")
# Behind these words a value begins; behind any other, a sign compares.
_BEFORE_VALUES = re.compile(
    r"(?<![\w$.])(?:return|default|yield|await|case|else|do|of|in|void|typeof|throw)\Z"
)
_VALUE_BEFORE = re.compile(r"[\w$)\]\"'`]\Z")
_NAME = r"[A-Za-z_][\w:.-]*"
_LOOKED_BACK = 200  # code points before a less-than sign


class Within(NamedTuple):
    """What a place is within. `name` is that of the element ("" for a fragment and for code)."""

    mode: Mode
    name: str


def jsx_stack(before: str) -> list[Within]:
    """What the place behind `before`, which begins with code that is in no element, is within:
    the outermost, which is code, first."""
    stack = [Within(_CODE, "")]
    starts = [0]  # where each of them began
    patterns = {mode: re.compile(tokens, re.DOTALL) for mode, tokens in _TOKENS.items()}
    named = re.compile(_NAME)
    at = 0
    while (found := patterns[mode := stack[-1].mode].search(before, at)) is not None:
        at, token = found.end(), found[0]
        if token in ("{", "${"):
            stack.append(Within(_CODE, ""))
            starts.append(at)
        elif token == "`":
            if mode == _TEMPLATE:
                stack.pop()
                starts.pop()
            else:
                stack.append(Within(_TEMPLATE, ""))
                starts.append(at)
        elif token == "<" and mode != _TAG:
            if mode == _CHILDREN or _begins_element(before, found.start()):
                name = named.match(before, at)
                stack.append(Within(_TAG, name[0] if name is not None else ""))
                starts.append(at)
        elif mode == _TAG:
            if token == ">":
                stack[-1] = Within(_CHILDREN, stack[-1].name)
            elif token == "/>" or (token[0] in "&|;,()[]}?+*<!=" and token != "=>"):
                stack.pop()
                start = starts.pop()
                if token != "/>":  # it was no tag: what came behind its sign is looked at again
                    at = start
        elif mode == _CODE and token == "}":
            if len(stack) > 1:
                stack.pop()
                starts.pop()
        elif token.startswith("</"):
            _close(stack, found[1] or "")
            del starts[len(stack) :]
    return stack


def _close(stack: list[Within], name: str) -> None:
    """Take the element off that an end tag ends, with what was left open within it."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].mode != _CHILDREN:
            break
        if stack[depth].name == name:
            del stack[depth:]
            return
    stack.pop()


def _begins_element(before: str, at: int) -> bool:
    """Whether the less-than sign at `at`, which is among code, may begin an element."""
    if re.compile(_GENERIC).match(before, at) is not None:
        return False
    line = before[max(before.rfind("\n", 0, at) + 1, at - _LOOKED_BACK) : at]
    if _TYPE.search(line) is not None:
        return False
    behind = line.rstrip(" \t")
    if _VALUE_BEFORE.search(behind) is None:
        return True
    return behind != line and _BEFORE_VALUES.search(behind) is not None
