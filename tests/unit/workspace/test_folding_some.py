"""Folding some regions: by where the carets are, and by what they begin with."""

from __future__ import annotations

import pytest

from pith.edit import EDITING_COMMANDS, LanguageRules, PlainContext, Range, Selection
from pith.workspace import (
    Document,
    View,
    fold_block_comments,
    fold_except,
    fold_imports,
    fold_marked,
    fold_selections,
    go_to_next_fold,
    go_to_parent_fold,
    go_to_previous_fold,
    regions_of,
    toggle_fold,
    toggle_fold_recursively,
    unfold,
    unfold_except,
    unfold_marked,
)

CONTENT = """\
/* what
   it does */
class A {
  f() {
    x = 1
  }
  g() {
    if (x)
      y = 2
  }
}
// #region more
b = {
  c: 3,
}
// #endregion
"""
COMMENT, CLASS, F, G, IF, MARKED, B = (0, 1), (2, 9), (3, 4), (6, 8), (7, 8), (11, 15), (12, 13)


@pytest.fixture
def view() -> View:
    view = View(Document(CONTENT))
    rules = LanguageRules(line_comment="//", block_comment=("/*", "*/"))
    options = view.document.options
    view.context_factory = lambda: PlainContext(view.state.text, options, rules)
    return view


def at(view: View, *rows: int) -> None:
    carets = [Range.caret(view.state.text.line_start(row)) for row in rows]
    view.select(Selection.of(carets))


def row(view: View) -> int:
    return view.state.text.row_at(view.selection.primary.head)


def folded(view: View) -> list[tuple[int, int]]:
    return [(each.first, each.last) for each in view.folds.all]


def test_there_are_these_regions(view: View) -> None:
    assert regions_of(view) == [COMMENT, CLASS, F, G, IF, MARKED, B]


def test_what_is_around_the_caret_stays_open(view: View) -> None:
    at(view, 6)
    assert fold_except(view, regions_of(view))
    assert folded(view) == [COMMENT, F, MARKED, B]
    assert unfold_except(view)
    assert folded(view) == []
    assert not unfold_except(view)


def test_what_is_around_the_caret_stays_folded(view: View) -> None:
    for each in (CLASS, F, IF, B):
        toggle_fold(view, [each[0]])
    at(view, 2)
    assert unfold_except(view)
    assert folded(view) == [CLASS, F, IF]


def test_block_comments(view: View) -> None:
    assert fold_block_comments(view, regions_of(view))
    assert folded(view) == [COMMENT]
    plain = View(Document(CONTENT))
    assert not fold_block_comments(plain, regions_of(plain))


def test_comments_of_a_line_each_and_imports() -> None:
    rules = LanguageRules(line_comment="#", off_side=True, imports=r"import\s")
    view = View(Document("# what\n# it does\nimport a\nimport b\n\ndef f():\n    x\n"))
    view.context_factory = lambda: PlainContext(view.state.text, None, rules)
    assert fold_block_comments(view, regions_of(view))
    assert folded(view) == [(0, 1)]
    assert fold_imports(view, regions_of(view))
    assert folded(view) == [(0, 1), (2, 3)]


def test_marked_regions(view: View) -> None:
    assert fold_marked(view, regions_of(view))
    toggle_fold(view, [3])
    assert folded(view) == [F, MARKED]
    assert unfold_marked(view)
    assert folded(view) == [F]
    assert not unfold_marked(view)


def test_toggling_recursively(view: View) -> None:
    at(view, 6)
    assert toggle_fold_recursively(view)
    assert folded(view) == [G, IF]
    assert toggle_fold_recursively(view)
    assert folded(view) == []


def test_selected_lines(view: View) -> None:
    text = view.state.text
    view.select(
        Selection.of(
            [
                Range(text.line_start(4), text.line_start(7)),
                Range(text.line_start(11) + 2, text.line_end(13)),
                Range(text.line_start(15), text.line_end(15)),
            ]
        )
    )
    assert fold_selections(view)
    assert folded(view) == [(4, 6), (11, 13)]


@pytest.mark.parametrize("command", ["edit.deleteLines", "edit.moveLinesDown", "edit.joinLines"])
def test_what_an_edit_opens_is_folded_again_by_undo(view: View, command: str) -> None:
    commands = {each.id: each for each in EDITING_COMMANDS}
    toggle_fold(view, [3])
    toggle_fold(view, [6])
    at(view, 6)
    assert view.run(commands[command])
    assert folded(view) == [F]
    assert view.undo()
    assert folded(view) == [F, G]
    assert view.redo()
    assert folded(view) == [F]
    assert view.undo()
    assert folded(view) == [F, G]
    unfold(view, [6])
    assert view.redo()
    assert view.undo()
    assert folded(view) == [F]


def test_undo_of_a_step_of_several_edits_folds_again_what_they_joined(view: View) -> None:
    commands = {each.id: each for each in EDITING_COMMANDS}
    toggle_fold(view, [6])
    for command in ("edit.deleteLeft", "edit.deleteRight"):
        view.select(Selection.caret(view.state.text.line_end(5)))
        if command == "edit.deleteLeft":
            view.select(Selection.caret(view.state.text.line_start(6) + 1))
        for _ in range(6):
            assert view.run(commands[command])
        view.undo()
        assert folded(view) == [G], command
        view.redo()
        view.undo()
        assert folded(view) == [G], command


def test_going_from_region_to_region(view: View) -> None:
    at(view, 8)
    rows = []
    while go_to_parent_fold(view):
        rows.append(row(view))
    assert rows == [7, 6, 2]
    assert view.selection.primary.head == view.state.text.line_start(2)
    toggle_fold(view, [6])
    rows.clear()
    while go_to_next_fold(view):
        rows.append(row(view))
    assert rows == [3, 6, 11, 12]
    assert view.state.text.char_at(view.selection.primary.head) == "b"
    rows.clear()
    while go_to_previous_fold(view):
        rows.append(row(view))
    assert rows == [11, 6, 3, 2, 0]
