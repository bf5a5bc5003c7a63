"""Brackets by how deep they are nested."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith.edit import ChangeSet, LanguageRules
from pith.qt import _bracket_depths
from pith.qt._bracket_colors import BracketColors
from pith.qt._bracket_depths import SCOPES, UNEXPECTED, BracketDepths
from pith.qt._shaped_line import Tokens
from pith.text import Edit, Text
from tests.qt.editors import Editor, FixedHighlighter, plain_theme

RULES = LanguageRules()


def tokens_of_line(line: str) -> Tokens:
    """What follows a # is a comment."""
    at = line.find("#")
    return ((at, len(line), "comment.line"),) if at >= 0 else ()


class Counted:
    """Depths of a text, and what the tokens of its rows are."""

    def __init__(self, content: str) -> None:
        self.text = Text.of(content)
        self.depths = BracketDepths(self.text, RULES, self.tokens)

    def tokens(self, row: int) -> Tokens:
        return tokens_of_line(self.text.line(row))

    def shown(self, row: int) -> str:
        """The numbers of a row's brackets; x without a partner."""
        found = self.depths.scopes(row, self.tokens(row))
        assert found is not None
        return "".join(
            "x" if scope == UNEXPECTED else str(SCOPES.index(str(scope)) + 1)
            for _, _, scope in found
        )

    def edit(self, *edits: tuple[int, int, str]) -> int | None:
        changes = ChangeSet.of(len(self.text), [Edit(*each) for each in edits])
        before, self.text = self.text, changes.apply(self.text)
        return self.depths.edited(changes, before, self.text)


def test_depths_go_over_rows_and_round() -> None:
    counted = Counted("f(a[1], {\n(((x)))\n}) )\n# ( [\n(")
    assert counted.shown(0) == "1222"
    assert counted.shown(1) == "312213"
    assert counted.shown(2) == "21x"
    assert counted.shown(3) == ""
    assert counted.shown(4) == "1"


def test_an_edit_that_closes_what_it_opens_changes_nothing_else() -> None:
    counted = Counted("(\n" * 50)
    assert counted.shown(40) == str(40 % 3 + 1)
    assert counted.edit((3, 3, "[]")) is None
    assert counted.edit((3, 3, "[")) == 2
    assert counted.shown(40) == str(41 % 3 + 1)


def test_rows_between_the_edits_of_many_carets_are_others() -> None:
    counted = Counted("a\n(\n(\n)\n)\nb\n(\n")
    assert counted.shown(6) == "1"
    assert counted.edit((0, 1, "["), (10, 11, "]")) == 1
    assert [counted.shown(row) for row in range(7)] == ["1", "2", "3", "3", "2", "1", "1"]
    assert counted.edit((0, 1, "a"), (10, 11, "b")) == 1
    assert counted.edit((0, 1, "["), (10, 11, "")) == 1
    assert counted.shown(6) == "2"


def test_what_is_far_away_waits() -> None:
    counted = Counted("(\n" * 2 + "[]\n" * 5000)
    assert counted.depths.scopes(4900, ()) is None
    while not counted.depths.go_on(4900, 0.001):
        pass
    assert counted.shown(4900) == "33"


def test_rows_that_are_seen_do_not_each_count_on(qapp: QApplication) -> None:
    """A window of rows that are far away goes through no more of them than one row would."""
    counted = Counted("[]\n" * 5000)
    reached: list[bool] = []
    parent = QWidget()
    colors = BracketColors(parent, lambda: 4900, lambda: reached.append(True))
    highlighter = FixedHighlighter()
    highlighter.set_text(counted.text)
    colors.count(counted.text, RULES, highlighter)
    for row in range(4870, 4900):
        assert colors.tokens(row, ()) == ()
    assert colors.tokens(401, ()) == ()
    assert colors.counting
    while not reached:
        QTest.qWait(5)
    assert colors.tokens(4899, ()) == ((0, 1, SCOPES[0]), (1, 2, SCOPES[0]))
    parent.deleteLater()


@pytest.mark.parametrize("many", [0, 5_000])
def test_random_edits_are_counted_as_if_anew(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bracket_depths, "_MANY_EDITS", many)
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    for _ in range(40):
        counted = Counted("".join(rng.choice("()[]{}a \n#") for _ in range(300)))
        rows = counted.text.line_count
        counted.depths.go_on(rng.randrange(rows), 1.0)
        log = [f"seed {seed}"]
        shown = {row: counted.shown(row) for row in range(rows)}
        for _ in range(40):
            length = len(counted.text)
            places = sorted(rng.randint(0, length) for _ in range(2 * rng.choice([1, 1, 2, 4])))
            edits = [
                (start, rng.choice([start, min(end, start + 9), end]), random_insert(rng))
                for start, end in zip(places[::2], places[1::2], strict=True)
            ]
            before = counted.text
            log.append(f"edits {edits}")
            different = counted.edit(*edits)
            anew = Counted(str(counted.text))
            for row in range(counted.text.line_count):
                assert counted.shown(row) == anew.shown(row), (log, row)
            for old, row in rows_that_stay(before, edits):
                if different is None or row < different:
                    assert shown[old] == anew.shown(row), (log, row)
            shown = {row: counted.shown(row) for row in range(counted.text.line_count)}


def random_insert(rng: random.Random) -> str:
    return "".join(rng.choice("()[]{}a \n#") for _ in range(rng.choice([0, 1, 1, 2, 9])))


def rows_that_stay(before: Text, edits: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """The rows that no edit touches, before them and after."""
    for row in range(before.line_count):
        start, end = before.line_start(row), before.line_end(row)
        if any(first <= end and last >= start for first, last, _ in edits):
            continue
        above = [(before.slice(*each[:2]), each[2]) for each in edits if each[0] < start]
        yield row, row + sum(new.count("\n") - old.count("\n") for old, new in above)


def test_new_tokens_change_what_counts() -> None:
    counted = Counted("( \n)\n(")
    assert counted.shown(2) == "1"
    strings: list[Tokens] = [((0, 2, "string"),), (), ()]
    counted.depths = BracketDepths(counted.text, RULES, lambda row: strings[row])
    assert counted.depths.scopes(1, ()) == ((0, 1, UNEXPECTED),)
    assert counted.depths.renewed(0, 0) is None
    strings[0] = ()
    assert counted.depths.renewed(0, 0) == 1
    assert counted.depths.scopes(1, ()) == ((0, 1, SCOPES[0]),)


def test_they_are_painted(qapp: QApplication) -> None:
    theme = plain_theme(
        **{
            "editorBracketHighlight.foreground1": "#ff0000",
            "editorBracketHighlight.foreground2": "#00ff00",
            "editorBracketHighlight.unexpectedBracket.foreground": "#0000ff",
        }
    )
    editor = Editor("[[[\n", width=400, height=200)
    try:
        widget = editor.widget
        widget.set_theme(theme)

        def colors() -> set[str]:
            QApplication.processEvents()
            picture = widget.grab().toImage()
            seen = set()
            for name, color in (("red", "#ff0000"), ("green", "#00ff00"), ("blue", "#0000ff")):
                wanted = QColor(color).rgb()
                if any(picture.pixel(x, y) == wanted for y in range(60) for x in range(40, 200)):
                    seen.add(name)
            return seen

        assert colors() == set()
        widget.set_highlighter(FixedHighlighter())
        assert colors() == {"red", "green"}
        editor.edit(0, 0, "]")
        assert colors() == {"red", "green", "blue"}
        widget.set_options(widget.options._replace(bracket_colors=False))
        assert colors() == set()
    finally:
        editor.close()
