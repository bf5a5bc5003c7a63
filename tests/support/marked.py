"""Text with its selection drawn in it, so that a test of a command fits in one line.

`|` is a caret, `‹ab|›` a selection with its head at the end, `‹|ab›` one with its head at the
start. The first range is the primary one unless another has `‖` for its head. A backslash
takes the meaning from the sign after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pith.edit import (
    Clipboard,
    EditContext,
    EditOptions,
    EditorState,
    LanguageRules,
    PlainContext,
    Range,
    Selection,
    Transaction,
)
from pith.text import Text, is_grapheme_boundary

HEAD, PRIMARY_HEAD, OPEN, CLOSE, ESCAPE = "|‖‹›\\"

Command = Callable[..., Transaction | None]


def parse(marked: str) -> EditorState:
    """The text and the selection of a marked text. Raises ValueError for one without ranges."""
    content: list[str] = []
    ranges: list[Range] = []
    primary = 0
    opened: int | None = None
    head: int | None = None
    signs = iter(marked)
    for sign in signs:
        at = len(content)
        if sign == ESCAPE:
            content.append(next(signs))
        elif sign in (HEAD, PRIMARY_HEAD):
            if sign == PRIMARY_HEAD:
                primary = len(ranges)
            if opened is None:
                ranges.append(Range.caret(at))
            else:
                head = at
        elif sign == OPEN:
            opened = at
        elif sign == CLOSE:
            if opened is None or head not in (opened, at):
                raise ValueError(f"a selection has its head at one of its ends: {marked!r}")
            assert head is not None
            ranges.append(Range(opened + at - head, head))
            opened = head = None
        else:
            content.append(sign)
    if not ranges or opened is not None:
        raise ValueError(f"no range, or an open one: {marked!r}")
    return EditorState(Text.of("".join(content)), Selection.of(ranges, primary))


def show(state: EditorState) -> str:
    """The state as marked text: what parse() reads."""
    signs: dict[int, list[str]] = {}
    for index, each in enumerate(state.selection.ranges):
        mark = PRIMARY_HEAD if index and index == state.selection.primary_index else HEAD
        if each.is_empty:
            signs.setdefault(each.head, []).append(mark)
        elif each.is_reversed:
            signs.setdefault(each.start, []).append(OPEN + mark)
            signs.setdefault(each.end, []).insert(0, CLOSE)
        else:
            signs.setdefault(each.start, []).append(OPEN)
            signs.setdefault(each.end, []).insert(0, mark + CLOSE)
    shown = []
    content = str(state.text)
    for at in range(len(content) + 1):
        shown += signs.get(at, [])
        if at < len(content):
            sign = content[at]
            shown.append(
                ESCAPE + sign if sign in (HEAD, PRIMARY_HEAD, OPEN, CLOSE, ESCAPE) else sign
            )
    return "".join(shown)


def run(
    command: Command,
    before: str | EditorState,
    *,
    options: EditOptions | None = None,
    rules: LanguageRules | None = None,
    clipboard: Clipboard | None = None,
    context: EditContext | None = None,
    **arguments: Any,
) -> EditorState | None:
    """The state after the command; None if it does not apply.

    Checks what holds for every command: that it left the state it was given as it was, that its
    changes can be taken back, and that its selection is one of the text after.
    """
    state = parse(before) if isinstance(before, str) else before
    if context is None:
        context = PlainContext(state.text, options, rules, clipboard)
    shown = show(state)
    transaction = command(state, context, **arguments)
    assert show(state) == shown
    if transaction is None:
        return None
    after = state.apply(transaction)
    steps, made = [transaction], state
    while steps[-1].then is not None:
        steps.append(steps[-1].then)
    for step in steps:
        once = made.apply(step._replace(then=None))
        assert str(step.changes.invert(made.text).apply(once.text)) == str(made.text)
        made = once
    selection = after.selection
    assert Selection.of(selection.ranges, selection.primary_index) == selection
    for each in selection.ranges:
        for offset in (each.anchor, each.head):
            assert 0 <= offset <= len(after.text), show(after)
            assert is_grapheme_boundary(after.text, offset), show(after)
    return after


def check(command: Command, before: str, after: str, **given: Any) -> None:
    """The command turns the one marked text into the other."""
    state = run(command, before, **given)
    assert state is not None, f"it does not apply to {before!r}"
    assert show(state) == after, f"{show(state)!r} instead of {after!r}"


def check_none(command: Command, before: str, **given: Any) -> None:
    """The command does not apply: the next key binding is tried."""
    state = run(command, before, **given)
    assert state is None, show(state)
