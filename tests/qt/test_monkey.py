"""Long random sessions: the text is what an oracle says, and the screen what a full paint is."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.text import Edit
from tests.qt.conftest import MakeEditor
from tests.qt.editors import KEYS, Editor, FixedHighlighter, plain_theme

PIECES = [
    "def",
    "a",
    "word ",
    "\n",
    "\t",
    "    ",
    "日本",
    "😀",
    "e\u0301",
    "\x00",
    "\udc80",
    "()[]",
    "a line of many words that is wrapped in a narrow window\n",
    "x" * 90,
    "y" * 2500,
    "\r\n",
]


def random_content(rng: random.Random, pieces: int) -> str:
    return "".join(rng.choice(PIECES[:-2]) for _ in range(pieces))


def act(editor: Editor, rng: random.Random) -> str:
    """Do something at random; returns what, to be printed if it fails."""
    widget = editor.widget
    text = editor.view.state.text
    length = len(text)
    match rng.randrange(16):
        case 0 | 1 | 2 | 3:
            key = rng.choice(list(KEYS))
            editor.press(key)
            return f"press {key}"
        case 4 | 5 | 6:
            typed = rng.choice("abc (){}[]#'")
            editor.type(typed)
            return f"type {typed!r}"
        case 7:
            ranges = [
                Range(rng.randint(0, length), rng.randint(0, length))
                for _ in range(rng.randint(1, 4))
            ]
            editor.view.select(Selection.of(ranges), reveal=rng.random() < 0.5)
            return f"select {ranges}"
        case 8 | 9:
            start = rng.randint(0, length)
            end = min(length, start + rng.choice([0, 0, 1, 5, 60]))
            insert = "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 3)))
            editor.edit(start, end, insert)
            return f"edit {start} {end} {insert[:30]!r}"
        case 10:
            edits = []
            at = 0
            for _ in range(3):
                start = rng.randint(at, length)
                end = rng.randint(start, min(length, start + 20))
                edits.append(Edit(start, end, rng.choice(["", "\n", "z", "q\nr\n"])))
                at = end + 1
                if at > length:
                    break
            changes = ChangeSet.of(length, edits)
            editor.document.apply(Transaction(changes, reveal=False), None)
            return f"edits {edits}"
        case 11 | 12:
            down, right = rng.randint(-900, 900), rng.choice([0, 0, -200, 200])
            widget.scroll_by(right, down)
            return f"scroll {right} {down}"
        case 13:
            point = QPointF(rng.randint(0, widget.width()), rng.randint(0, widget.height()))
            held = rng.choice(
                (
                    Qt.KeyboardModifier.NoModifier,
                    Qt.KeyboardModifier.ShiftModifier,
                    Qt.KeyboardModifier.AltModifier,
                )
            )
            kind = rng.choice([QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick])
            editor.mouse(kind, point, held)
            to = QPointF(rng.randint(0, widget.width()), rng.randint(0, widget.height()))
            editor.mouse(QEvent.Type.MouseMove, to, held)
            editor.mouse(QEvent.Type.MouseButtonRelease, to, held)
            return f"drag {point} {to} {held}"
        case 14:
            point = QPointF(widget.width() / 2, widget.height() / 2)
            event = QWheelEvent(
                point,
                widget.mapToGlobal(point),
                QPoint(),
                QPoint(0, rng.choice([-120, 120, -360, 360])),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)
            return "wheel"
        case _:
            spans = [
                (start, min(length, start + 4), rng.choice(["find", "error", "hint"]))
                for start in sorted(rng.randint(0, length) for _ in range(5))
            ]
            widget.set_decorations("layer", spans)
            return f"decorate {spans}"


@pytest.mark.parametrize(
    ("seed", "settings"),
    [
        (1, {}),
        (2, {"wrap": "on"}),
        (3, {"wrap": "bounded", "wrap_column": 40, "hanging_indent": "indent"}),
        (4, {"render_whitespace": "all", "rulers": (20,), "line_numbers": "relative"}),
        (5, {"scroll_beyond_last_line": False, "padding_top": 7, "wrap": "on"}),
        (6, {"scroll_beyond_last_line": False, "caret_style": "block", "line_numbers": "off"}),
    ],
)
def test_monkey(make_editor: MakeEditor, seed: int, settings: dict[str, object]) -> None:
    rng = random.Random(seed)
    highlighter = FixedHighlighter()
    theme = plain_theme("light" if seed % 2 else "dark")
    editor = make_editor("", highlighter=highlighter, theme=theme, height=300, **settings)
    editor.document.changed.connect(
        lambda change: highlighter.edited(change.before, change.changes, change.after)
    )
    oracle = [""]

    def follow(change: object) -> None:
        content = oracle[0]
        for start, end, insert in reversed(change.changes.edits):  # type: ignore[attr-defined]
            content = content[:start] + insert + content[end:]
        oracle[0] = content

    editor.document.changed.connect(follow)
    editor.edit(0, 0, random_content(rng, 150))
    done: list[str] = []
    for step in range(350):
        if len(editor.text) < 800:
            editor.edit(0, 0, random_content(rng, 100))
        done.append(act(editor, rng))
        if step % 10 == 0:
            editor.settle()
        try:
            check(editor)
            if step % 5 == 0:
                editor.assert_screen_is_right()
        except AssertionError as error:
            history = "\n".join(done[-12:])
            raise AssertionError(f"seed {seed} step {step}: {error}, after\n{history}") from error
    assert editor.text == oracle[0]


def check(editor: Editor) -> None:
    """What always holds between the view, the viewport and the text."""
    viewport = editor.widget.viewport_in_use
    text = editor.view.state.text
    assert viewport.text is text
    assert viewport.shapes
    assert viewport.first_row == viewport.anchor.row
    assert viewport.last_row < text.line_count
    height = viewport.row_height
    y = viewport.tops[0]
    for index, shape in enumerate(viewport.shapes):
        assert viewport.tops[index] == pytest.approx(y)
        row = viewport.first_row + index
        length = text.line_end(row) - text.line_start(row)
        assert shape.sub_row_start(shape.sub_rows) == length
        y += shape.sub_rows * height
    # The seen rows reach the bottom edge, or the end of the text.
    assert y >= viewport.height or viewport.last_row == text.line_count - 1
    assert viewport.tops[0] <= viewport.padding_top
    assert viewport.tops[0] + viewport.shapes[0].sub_rows * height > 0
