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
_REGEX = r"[=(,:?!&|;][ \t]*+/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,100}+\]){1,400}+/"
_TOKENS: dict[Mode, str] = {
    _CODE: rf"{_STRINGS}|{_REGEX}|`|<(?=[A-Za-z_>]|\Z)|[{{}}]",
    # What an attribute cannot hold says that the sign before compared, or began type parameters.
    _TAG: rf"{_COMMENTS}|{_IN_TAGS}|/>|=>|>|\{{|[&|;,()\[\]}}?+*<!`]|=(?=\s*[\w(\[])",
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
_DEEPEST = 100  # elements that an end tag may end at once
_LOOKED_BACK = 200  # code points before a less-than sign


class Within(NamedTuple):
    """What a place is within. `name` is that of the element ("" for a fragment and for code)."""

    mode: Mode
    name: str


def jsx_stack(before: str) -> list[Within]:
    """What the place behind `before`, which begins with code that is in no element, is within:
    the outermost, which is code, first."""
    scan = JsxScan(before)
    scan.go_to(len(before))
    return scan.stack


class JsxScan:
    """Goes through code that begins in no element. `stack`: what the place is within that it was
    last asked to go to, the outermost, which is code, first."""

    def __init__(self, code: str) -> None:
        self.stack = [Within(_CODE, "")]
        self._code = code
        self._patterns = {mode: re.compile(each, re.DOTALL) for mode, each in _TOKENS.items()}
        self._at = 0
        self._next: re.Match[str] | None = None  # found, and not gone past

    def go_to(self, end: int) -> None:
        """Go on to a place that is not before the last one."""
        while True:
            found = self._next or self._patterns[self.stack[-1].mode].search(self._code, self._at)
            if found is None or found.end() > end:
                self._next = found
                self._at = len(self._code) if found is None else self._at
                return
            self._next = None
            self._at = found.end()
            self._take(found)

    def _take(self, found: re.Match[str]) -> None:
        mode, token = self.stack[-1].mode, found[0]
        if token in ("{", "${"):
            self.stack.append(Within(_CODE, ""))
        elif token == "`" and mode != _TAG:
            if mode == _TEMPLATE:
                self.stack.pop()
            else:
                self.stack.append(Within(_TEMPLATE, ""))
        elif token == "<" and mode != _TAG:
            if mode == _CHILDREN or _begins_element(self._code, found.start()):
                name = re.compile(_NAME).match(self._code, self._at)
                self.stack.append(Within(_TAG, name[0] if name is not None else ""))
        elif mode == _TAG:
            if token == ">":
                self.stack[-1] = Within(_CHILDREN, self.stack[-1].name)
            elif token == "/>":
                self.stack.pop()
            elif token[0] in "&|;,()[]}?+*<!=`" and token != "=>":
                # It was no tag, and what comes here is a part of what is around it.
                self.stack.pop()
                self._at = found.start()
        elif mode == _CODE and token == "}":
            if len(self.stack) > 1:
                self.stack.pop()
        elif token.startswith("</"):
            _close(self.stack, found[1] or "")


def _close(stack: list[Within], name: str) -> None:
    """Take the element off that an end tag ends, with what was left open within it."""
    for depth in range(len(stack) - 1, max(0, len(stack) - _DEEPEST), -1):
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
    start = max(at - _LOOKED_BACK, 0)
    line = before[max(before.rfind("\n", start, at) + 1, start) : at]
    if _TYPE.search(line) is not None:
        return False
    behind = line.rstrip(" \t")
    if _VALUE_BEFORE.search(behind) is None:
        return True
    return behind != line and _BEFORE_VALUES.search(behind) is not None
