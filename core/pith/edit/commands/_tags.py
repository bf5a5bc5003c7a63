"""What typing knows of elements: which one a `>` has opened, and which one `</` closes."""

from __future__ import annotations

import re

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._elements import END_UNSEEN
from pith.edit._markup import ATTRIBUTES, NAME, VOID
from pith.edit._options import LanguageRules
from pith.edit._selection import Put, Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.text import Edit, Text

CLOSE_TAG = "input.closeTag"
_TOP_LEVEL = r"\n(?=[^\s)\]}])"
_LONGEST_TAG = 4_000  # code points
_LOOKED_AROUND = 30_000  # code points in which elements are looked for

_END_TAG = rf"</(?:{NAME})?\s*"
_OPENED = rf"<({NAME})?({ATTRIBUTES})"
_TAG = rf"<!--.*?(?:-->|\Z)|<(/?)({NAME})?({ATTRIBUTES})>"


def closing_tag(text: Text, offset: int, typed: str, context: EditContext) -> tuple[str, int]:
    """What is to be put after `typed`, which comes at `offset`: the tag that closes the element
    that `>` opens, or the rest of the one that `</` begins; "" if nothing. And how many code
    points behind the offset go for it: an end tag that is there already is typed over."""
    if typed == "/":
        if text.slice(offset - 1, offset) != "<" or _is_no_markup(offset, context):
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
    return ("", 0) if _is_no_markup(offset, context) else (f"</{name}>", 0)


def with_closing_tags(
    state: EditorState, context: EditContext, typed: str, transaction: Transaction
) -> Transaction:
    """`transaction`, which types `>` or `/` at every range, with the tags that are put after it:
    a step of their own, so that undo takes them back and leaves what was typed."""
    if not context.options.auto_close_tags:
        return transaction
    after = state.apply(transaction)
    edits: list[Edit] = []
    carets: list[Range] = []
    put: list[Put | None] = []
    growth = 0
    ranges = after.selection.ranges
    if len(ranges) != len(state.selection.ranges):
        return transaction
    limits = [*[each.start for each in ranges[1:]], len(after.text)]
    for before, each, limit in zip(state.selection.ranges, ranges, limits, strict=True):
        at = each.head
        closing, over = "", 0
        if before.is_empty and each.is_empty and after.text.slice(at - 1, at) == typed:
            closing, over = closing_tag(state.text, before.head, typed, context)
        if not closing or at + over > limit:
            put.append(None)
            carets.append(Range(each.anchor + growth, each.head + growth))
            continue
        edits.append(Edit(at, at + over, closing))
        reached = len(closing) if typed == "/" else 0
        put.append(Put(closing, reached))
        carets.append(Range.caret(at + growth + reached))
        growth += len(closing) - over
    if not edits:
        return transaction
    selection = Selection.of(carets, after.selection.primary_index).with_put(put)
    changes = ChangeSet.of(len(after.text), edits)
    return transaction._replace(then=Transaction(changes, selection, CLOSE_TAG))


def ends_tag(text: Text, offset: int, context: EditContext) -> bool:
    """Whether what is behind the offset is the `>` of the end tag that the offset is in."""
    if text.char_at(offset) != ">":
        return False
    before = text.slice(max(offset - _LONGEST_TAG, 0), offset)
    begun = before.rfind("<")
    return begun >= 0 and re.fullmatch(_END_TAG, before[begun:]) is not None


def other_closing(text: Text, offset: int, begun: str, context: EditContext) -> str:
    """What an end tag that begins at `offset` holds behind `</` if it begins so, as it ends an
    element that is open around one whose end nobody has to write; "" if it does not."""
    if context.rules.tags != "html":
        return ""
    for name in reversed(_open_elements(text, offset, context)):
        if f"{name}>".startswith(begun):
            return f"{name}>"
        if name.lower() not in END_UNSEEN:
            break
    return ""


def _is_no_markup(offset: int, context: EditContext) -> bool:
    """Whether the place is no markup but part of another language, or of a string or comment."""
    if context.rules.tags != "jsx" and not context.rules_at(offset).tags:
        return True
    return context.in_string_or_comment(offset)


def _opened(text: Text, offset: int, context: EditContext) -> str | None:
    """The name of the element whose start tag a `>` at the offset would end; "" for a fragment."""
    if context.rules.tags == "jsx":
        return _opened_in_jsx(text, offset)
    before = text.slice(max(offset - _LOOKED_AROUND, 0), offset)
    if before.rfind("<!--") > before.rfind("-->"):
        return None
    at, farthest = before.rfind("<"), len(before) - _LONGEST_TAG
    while at >= max(farthest, 0):
        found = re.compile(_OPENED).fullmatch(before, at)
        if found is not None:
            name = found[1] or ""
            return None if before[-1] == "/" or _is_void(name, context.rules) else name or None
        at = before.rfind("<", 0, at)
    return None


def _is_void(name: str, rules: LanguageRules) -> bool:
    return rules.tags == "html" and name.lower() in VOID


def _opened_in_jsx(text: Text, offset: int) -> str | None:
    from pith.edit._jsx import jsx_stack  # wanted only where there are elements among code

    before = _code_before(text, offset)
    if before[-1:] in ("/", "="):
        return None
    innermost = jsx_stack(before)[-1]
    # A fragment has nothing but its two signs.
    if innermost.mode != "tag" or (not innermost.name and before[-1:] != "<"):
        return None
    ended = jsx_stack(before + ">")[-1]  # not in a string, nor where it ends type parameters
    return innermost.name if ended == ("children", innermost.name) else None


def _code_before(text: Text, offset: int) -> str:
    """Enough of what is before the offset in code with elements, from where code begins anew."""
    before = text.slice(max(offset - _LOOKED_AROUND, 0), offset)
    if len(before) < offset:
        top = re.compile(_TOP_LEVEL).search(before)
        before = before[top.end() :] if top is not None else before
    return before


def _open_elements(text: Text, offset: int, context: EditContext) -> list[str]:
    """The names of the elements that are open at the offset, the innermost last."""
    if context.rules.tags == "jsx":
        from pith.edit._jsx import jsx_stack

        stack = jsx_stack(_code_before(text, offset))
        if stack[-1].mode != "children":
            return []
        return [each.name for each in stack if each.mode == "children"]
    before = text.slice(max(offset - _LOOKED_AROUND, 0), offset)
    is_html = context.rules.tags == "html"
    opened: list[str] = []
    for found in re.finditer(_TAG, before, re.DOTALL):
        if found[0].startswith("<!--"):
            if not found[0].endswith("-->"):
                return []
            continue
        name = found[2] or ""
        if not name or found[3].endswith("/") or _is_void(name, context.rules):
            continue
        if not found[1]:
            opened.append(name)
            continue
        names = [each.lower() for each in opened] if is_html else opened
        name = name.lower() if is_html else name
        if name in names:  # what was left open within goes as well
            del opened[len(names) - 1 - names[::-1].index(name) :]
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
