"""What typing knows of elements: which one a `>` has opened, and which one `</` closes."""

from __future__ import annotations

import re

from pith.edit._context import EditContext
from pith.edit._options import LanguageRules
from pith.text import Text

_VOID = (
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
)  # elements of HTML that nothing closes
_LONGEST_TAG = 4_000  # code points
_LOOKED_AROUND = 30_000  # code points in which elements are looked for

# Values in quotes or, in JSX, in braces may hold anything. Every alternative begins otherwise, so
# that one that fails has nothing to try again.
_ATTRIBUTES = r"""(?:\s(?:[^<>"'{}]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)?"""
_OPENED = rf"<([A-Za-z_][\w:.-]*)?({_ATTRIBUTES})"
_TAG = rf"<!--.*?-->|<(/?)([A-Za-z_][\w:.-]*)?({_ATTRIBUTES})>"


def closing_tag(text: Text, offset: int, typed: str, context: EditContext) -> tuple[str, int]:
    """What is to be put after `typed`, which comes at `offset`: the tag that closes the element
    that `>` opens, or the rest of the one that `</` begins; "" if nothing. And how many code
    points behind the offset go for it: an end tag that is there already is typed over."""
    rules = context.rules
    if not rules.tags or not context.options.auto_close_tags:
        return "", 0
    if typed == "/":
        if text.slice(offset - 1, offset) != "<" or _is_no_markup(text, offset, context):
            return "", 0
        opened = _open_elements(text, offset - 1, context)
        if not opened:
            return "", 0
        end = f"</{opened[-1]}>"
        there = text.slice(offset, offset + len(end)) == end
        over = there and _closed_behind(text, offset, opened[-1]) >= opened.count(opened[-1])
        return end[2:], len(end) if over else 0
    name = _opened(text, offset, context)
    if name is None or text.slice(offset, offset + 2 + len(name)) == f"</{name}":
        return "", 0
    return ("", 0) if _is_no_markup(text, offset, context) else (f"</{name}>", 0)


def _is_no_markup(text: Text, offset: int, context: EditContext) -> bool:
    """Whether the place is no markup but part of another language, or of a string or comment."""
    if context.rules.tags != "jsx" and not context.rules_at(offset).tags:
        return True
    return context.in_string_or_comment(offset)


def _opened(text: Text, offset: int, context: EditContext) -> str | None:
    """The name of the element whose start tag a `>` at the offset would end; "" for a fragment."""
    before = text.slice(max(offset - _LONGEST_TAG, 0), offset)
    at = before.rfind("<")
    while at >= 0:
        found = re.compile(_OPENED).fullmatch(before, at)
        if found is not None:
            if before[-1] == "/":
                return None
            return _element(before[:at], found[1] or "", found[2], context.rules)
        at = before.rfind("<", 0, at)
    return None


def _element(before: str, name: str, attributes: str, rules: LanguageRules) -> str | None:
    """The name in a start tag behind `before`, unless that is none after all or of an element
    that is never closed."""
    if rules.tags == "html" and name.lower() in _VOID:
        return None
    if rules.tags != "jsx":
        return name or None
    # Among code, `a<b>` compares and `f<T>` is generic.
    previous = before[-1:]
    generic = previous.isalnum() or previous in ("_", "$", ")", "]")
    generic = generic or attributes.lstrip().startswith("extends ")
    return None if generic or (attributes and not name) else name


def _open_elements(text: Text, offset: int, context: EditContext) -> list[str]:
    """The names of the elements that are open at the offset, the innermost last."""
    before = text.slice(max(offset - _LOOKED_AROUND, 0), offset)
    opened: list[str] = []
    for found in re.finditer(_TAG, before, re.DOTALL):
        if found[0].startswith("<!--") or found[3].endswith("/"):
            continue
        name: str | None = found[2] or ""
        if not found[1]:
            at = found.start()
            name = _element(before[max(at - 1, 0) : at], found[2] or "", found[3], context.rules)
            if name is not None:
                opened.append(name)
        elif name in opened:
            while opened.pop() != name:  # what was left open within goes as well
                pass
    return opened


def _closed_behind(text: Text, offset: int, name: str) -> int:
    """How many elements of that name end behind the offset without having begun there."""
    behind = text.slice(offset, offset + _LOOKED_AROUND)
    open_there = closed = 0
    for found in re.finditer(_TAG, behind, re.DOTALL):
        if found[0].startswith("<!--") or (found[2] or "") != name or found[3].endswith("/"):
            continue
        if not found[1]:
            open_there += 1
        elif open_there:
            open_there -= 1
        else:
            closed += 1
    return closed
