"""Folding in the program: keys, the session, find, and files too large to fold as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.base import ProblemError
from pith.commands import CommandError
from pith.edit import NO_FOLDS, Range, Selection
from pith.syntax import _background
from pith_app._window._left_states import LeftStates
from pith_app._window._tab import Place
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

CONTENT = "def f():\n    if x:\n        pass\n    return 1\n\n\ndef g():\n    return 2\n"


@pytest.fixture
def code(project: Path) -> Path:
    file = project / "code.py"
    file.write_text(CONTENT)
    return file


def folded(window: Window) -> list[tuple[int, int]]:
    view = window.program.editors.active_view
    assert view is not None
    return [(each.first, each.last) for each in view.folds.all]


def test_keys_fold_and_unfold(open_window: OpenWindow, code: Path) -> None:
    window = open_window(code)
    window.key("ctrl+shift+[")
    assert folded(window) == [(0, 3)]
    window.key("ctrl+shift+]")
    assert folded(window) == []
    window.key("ctrl+k")
    window.key("ctrl+0")
    assert folded(window) == [(0, 3), (1, 2), (6, 7)]
    window.key("ctrl+k")
    window.key("ctrl+j")
    assert folded(window) == []
    window.run("folding.foldLevel2")
    assert folded(window) == [(1, 2)]


def test_hundreds_of_carets_fold_what_each_would(open_window: OpenWindow, project: Path) -> None:
    file = project / "many.py"
    part = "def f():\n    if x:\n        pass\n    return (\n        1\n    )\n\n"
    file.write_text(part * 150 + "x\n")
    window = open_window(file)
    view = window.program.editors.active_view
    assert view is not None
    text = view.state.text
    rows = range(0, text.line_count, 3)
    for command in ("folding.fold", "folding.foldRecursively", "folding.toggle"):
        view.set_folds(NO_FOLDS)
        alone: set[tuple[int, int]] = set()
        for row in rows:
            view.select(Selection.caret(text.line_start(row)))
            window.run(command)
            alone.update(folded(window))
            view.set_folds(NO_FOLDS)
        view.select(Selection.of([Range.caret(text.line_start(row)) for row in rows]))
        window.run(command)
        window.until(lambda: bool(folded(window)))
        assert set(folded(window)) == alone, command
    window.run("folding.unfoldRecursively")
    assert len(folded(window)) < 20


PAGE = """<html>
<body>
<div>
<p>one
</div>
<script>
function f() {
g();
}
</script>
</body>
</html>
"""


def test_pages_fold_by_elements_and_scripts_by_their_own_rules(
    open_window: OpenWindow, project: Path
) -> None:
    file = project / "page.html"
    file.write_text(PAGE)
    window = open_window(file)
    window.key("ctrl+k")
    window.key("ctrl+0")
    assert folded(window) == [(0, 10), (1, 9), (2, 3), (5, 8), (6, 7)]
    window.run("folding.unfoldAll")
    window.run("go.line", line=8)
    window.key("ctrl+shift+[")
    assert folded(window) == [(6, 7)]
    window.key("ctrl+shift+[")
    assert folded(window) == [(5, 8), (6, 7)]


STYLED = """<!-- a
b -->

<!-- #region x -->
<p>1</p>
<!-- #endregion -->
<style>
/* a
b */
/* #region a */
.a { b: c; }
/* #endregion */
</style>
<script>
// #region q
let a = 1;
// #endregion
</script>
"""


def test_marks_behind_comments_and_in_scripts_are_those_of_regions(
    open_window: OpenWindow, project: Path
) -> None:
    file = project / "page.html"
    file.write_text(STYLED)
    window = open_window(file)
    view = window.program.editors.active_view
    assert view is not None
    window.until(lambda: view.context_factory().line_kinds().goes_on(8))
    window.run("folding.foldMarked")
    assert folded(window) == [(3, 5), (9, 11), (14, 16)]
    window.run("folding.unfoldMarked")
    assert folded(window) == []
    window.run("folding.foldAll")
    assert folded(window) == [(0, 1), (3, 5), (6, 11), (7, 8), (9, 11), (13, 16), (14, 16)]


NOTES = """---
title: Notes
---

# One

text

## Two

```c
# no heading
int main() {
  return 0;
}
```

Three
-----

- a
  - b
    c

# Four

end
"""


def test_notes_fold_by_headings_and_fences(open_window: OpenWindow, project: Path) -> None:
    file = project / "notes.md"
    file.write_text(NOTES)
    window = open_window(file)
    window.key("ctrl+k")
    window.key("ctrl+0")
    all_regions = [(0, 2), (4, 22), (8, 15), (10, 15), (12, 13), (17, 22), (20, 22), (21, 22)]
    assert folded(window) == [*all_regions, (24, 26)]
    window.run("folding.unfoldAll")
    window.run("go.line", line=7)
    window.key("ctrl+shift+[")
    assert folded(window) == [(4, 22)]
    window.run("folding.unfoldAll")
    window.run("folding.foldLevel2")
    assert folded(window) == [(8, 15), (17, 22)]
    window.run("folding.unfoldAll")
    window.run("go.line", line=14)
    window.key("ctrl+shift+[")
    assert folded(window) == [(12, 13)]
    window.key("ctrl+shift+[")
    assert folded(window) == [(10, 15), (12, 13)]


def test_long_notes_fold_once_a_worker_has_found_what(
    open_window: OpenWindow, project: Path
) -> None:
    file = project / "long.md"
    file.write_text("# All\n" + ("## Part\n\n" + "text that goes on\n" * 20) * 700)
    window = open_window(file)
    window.key("ctrl+shift+[")
    window.until(lambda: folded(window) == [(0, 15400)])
    window.key("ctrl+shift+]")
    window.run("go.line", line=6605)
    window.key("ctrl+shift+[")
    assert folded(window) == [(6601, 6622)]
    window.key("ctrl+shift+[")
    window.until(lambda: folded(window) == [(0, 15400), (6601, 6622)])


def test_long_pages_fold_once_a_worker_has_found_what(
    open_window: OpenWindow, project: Path
) -> None:
    file = project / "long.html"
    file.write_text("<main>\n" + "<p>\ntext that goes on\n</p>\n" * 4000 + "</main>\n")
    window = open_window(file)
    window.key("ctrl+shift+[")
    window.until(lambda: folded(window) == [(0, 12000)])
    window.key("ctrl+shift+]")
    window.run("go.line", line=6002)
    window.key("ctrl+shift+[")
    assert folded(window) == [(6001, 6002)]


def test_what_was_folded_before_colours_came_is_folded_by_them(
    open_window: OpenWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_background, "_QUIET", 0.5)  # what is not seen waits so long
    file = project / "long.py"
    block = 'def f():\n    x = """\n(\n  text\n    deeper\n"""\n    return 1\n\n\n'
    file.write_text(block * 700)
    window = open_window(file)
    view = window.program.editors.active_view
    assert view is not None
    assert window.program.highlighters.are_coming(view.document)
    window.run("folding.foldAll")
    wrong = folded(window)
    window.until(lambda: not window.program.highlighters.are_coming(view.document))
    rows = range(0, 9 * 700, 9)
    expected = sorted([(row, row + 6) for row in rows] + [(row + 1, row + 4) for row in rows])
    window.until(lambda: folded(window) == expected)
    assert wrong != expected


def test_what_somebody_unfolded_while_colours_came_stays_so(
    open_window: OpenWindow, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_background, "_QUIET", 0.5)  # what is not seen waits so long
    file = project / "long.py"
    file.write_text("def f():\n    return 1\n\n\n" * 1500)
    window = open_window(file)
    view = window.program.editors.active_view
    assert view is not None
    assert window.program.highlighters.are_coming(view.document)
    window.run("folding.foldAll")
    window.until(lambda: bool(folded(window)))
    window.run("folding.unfoldAll")
    window.until(lambda: not window.program.highlighters.are_coming(view.document))
    window.settle()
    assert folded(window) == []


def test_brackets_very_far_apart_are_folded_once_a_worker_has_found_them(
    open_window: OpenWindow, project: Path
) -> None:
    file = project / "far.json"
    file.write_text("[\n" + '{"a": [1, 2], "b": "some text"},\n' * 9000 + "{}\n]\n")
    window = open_window(file)
    window.key("ctrl+shift+[")
    window.until(lambda: folded(window) == [(0, 9001)])
    window.key("ctrl+shift+]")
    assert folded(window) == []
    for _ in range(3):
        window.key("down")
    window.key("ctrl+shift+[")
    window.until(lambda: folded(window) == [(0, 9001)])
    window.run("folding.unfoldAll")
    window.run("folding.foldRecursively")
    window.until(lambda: folded(window) == [(0, 9001)])


def test_what_is_folded_is_folded_again_at_the_next_start(
    open_window: OpenWindow, project: Path, code: Path
) -> None:
    window = open_window(project, code)
    window.run("folding.foldAll")
    window.close()
    window = open_window(project)
    window.until(lambda: window.program.editors.active_widget is not None)
    assert folded(window) == [(0, 3), (1, 2), (6, 7)]
    window.close()
    code.write_text("x = 1\n" * 20)
    window = open_window(project)
    window.until(lambda: window.program.editors.active_widget is not None)
    assert folded(window) == []


def test_folds_are_found_again_in_a_file_that_has_changed_meanwhile(
    open_window: OpenWindow, project: Path, code: Path
) -> None:
    window = open_window(project, code)
    window.run("folding.foldAll")
    window.close()
    code.write_text(
        "import os\n\n" + CONTENT.replace("    return 2\n", "    x = 1\n    return 3\n")
    )
    window = open_window(project)
    window.until(lambda: window.program.editors.active_widget is not None)
    assert folded(window) == [(2, 5), (3, 4), (8, 10)]


def test_find_opens_what_it_finds_something_in(open_window: OpenWindow, code: Path) -> None:
    window = open_window(code)
    window.run("folding.foldAll")
    window.run("find.show")
    window.type("2", window.program.find_bar.input)
    window.key("enter", window.program.find_bar.input)
    window.until(lambda: (6, 7) not in folded(window))
    assert folded(window) == [(0, 3), (1, 2)]


def test_a_long_file_is_folded_by_a_worker(open_window: OpenWindow, project: Path) -> None:
    file = project / "long.py"
    file.write_text("def f():\n    pass\n" * 5_000)
    window = open_window(file)
    window.run("folding.foldAll")
    assert len(folded(window)) == 5_000


def test_a_huge_file_is_not_folded_as_a_whole(
    open_window: OpenWindow, code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(code)
    monkeypatch.setattr("pith_app._commands._folding._MOST", 5)
    with pytest.raises((CommandError, ProblemError), match="too large to fold all of it"):
        window.run("folding.foldAll")
    window.run("folding.fold")
    assert folded(window) == [(0, 3)]


def test_a_file_that_is_closed_and_opened_again_is_as_it_was_left(
    open_window: OpenWindow, project: Path, code: Path
) -> None:
    code.write_text(CONTENT + "far = 0\n" * 300)
    window = open_window(project, code)
    window.run("folding.foldAll")
    window.run("caret.documentEnd")
    window.run("file.close")
    assert window.tabs == []
    window.result(window.program.documents.open(code))
    assert folded(window)[0] == (0, 3)
    assert window.status("Position").startswith("Ln 309,")
    assert window.program.editors.active_widget is not None
    assert window.program.editors.active_widget.viewport_in_use.first_row > 100

    # Where somebody asks for a place, that counts, and what is folded stays folded.
    window.run("file.close")
    window.result(window.program.documents.open(code, place=Place(20)))
    assert window.status("Position").startswith("Ln 21,")
    assert folded(window)

    # A preview that another one takes the place of is left as well, and the next start knows it.
    window.run("file.close")
    window.result(window.program.documents.open(code, preview=True))
    window.run("caret.down")
    window.result(window.program.documents.open(project / "notes.txt", preview=True))
    assert window.tabs == ["notes.txt"]
    window.close()
    again = open_window(project)
    again.result(again.program.documents.open(code))
    assert again.status("Position").startswith("Ln 22,")
    assert folded(again)
    again.close()


def test_where_files_were_left_is_known_of_a_hundred() -> None:
    left = LeftStates()
    for number in range(150):
        left.keep(Path(f"/{number}"), {"primary": number})
    left.keep(Path("/149"), {})
    assert left.of(Path("/149")) == left.of(Path("/49")) == {}
    assert left.of(Path("/50")) == {"primary": 50}
    again = LeftStates()
    again.take_up(left.data())
    assert again.data() == left.data()
    wrong: object
    for wrong in (None, [], {"/a": 3}):
        again.take_up(wrong)
        assert again.data() == {}


QUERY = 'def query(db):\n    sql = """\nSELECT * (\n"""\n    return db.run(sql)\n\n\nx = 1\n'
SCRIPT = """\
import a from "a";
import b from "b";
function f(a,
           b) {
  const o = `template {
{ in {
`;
  return {
    a: 1,

  };
}
// one
// two
"""


@pytest.mark.parametrize(
    ("name", "content", "regions"),
    [
        ("query.py", QUERY, [(0, 4), (1, 2)]),
        ("script.js", SCRIPT, [(0, 1), (2, 10), (4, 5), (7, 9), (12, 13)]),
        ("main.c", "int main(void) {\n    x;\n#if A\ny;\n#endif\n    z;\n}\n", [(0, 5)]),
    ],
)
def test_brackets_and_strings_decide_what_folds(
    open_window: OpenWindow,
    project: Path,
    name: str,
    content: str,
    regions: list[tuple[int, int]],
) -> None:
    file = project / name
    file.write_text(content)
    window = open_window(file)
    view = window.program.editors.active_view
    assert view is not None
    kinds = view.context_factory().line_kinds
    window.until(lambda: name == "main.c" or kinds().goes_on(2) or kinds().goes_on(5))
    window.run("folding.foldAll")
    assert folded(window) == regions


def test_comments_and_imports_have_their_commands(open_window: OpenWindow, project: Path) -> None:
    file = project / "script.js"
    file.write_text(SCRIPT)
    window = open_window(file)
    window.key("ctrl+k")
    window.key("ctrl+/")
    assert folded(window) == [(12, 13)]
    window.run("folding.foldImports")
    assert folded(window) == [(0, 1), (12, 13)]


@pytest.mark.parametrize(
    ("name", "content", "regions"),
    [
        ("a.c", "#include <a>\n#include <b>\n\nint x;\n", [(0, 1)]),
        ("a.tsx", "import a from 'a';\nimport 'b';\n\nx();\n", [(0, 1)]),
        ("A.java", "package a;\n\nimport a.b;\nimport static a.d;\n\nclass A {}\n", [(2, 3)]),
        ("a.cs", "using A;\nusing static C;\n\nclass X {}\n", [(0, 1)]),
        ("a.go", 'package a\n\nimport (\n\t"a"\n\t"b"\n)\n\nvar x = 1\n', [(2, 4)]),
    ],
)
def test_imports_fold_by_their_command(
    open_window: OpenWindow,
    project: Path,
    name: str,
    content: str,
    regions: list[tuple[int, int]],
) -> None:
    file = project / name
    file.write_text(content)
    window = open_window(file)
    window.run("folding.foldImports")
    assert folded(window) == regions


def test_where_folding_is_switched_off_nothing_is_folded(
    open_window: OpenWindow, project: Path, code: Path
) -> None:
    window = open_window(project, code)
    window.run("folding.foldAll")
    assert folded(window)
    window.user.settings_file.write_text("[editor]\nfolding = false\n")
    window.until(lambda: not folded(window))
    for chords in (
        ["ctrl+shift+["],
        ["ctrl+k", "ctrl+0"],
        ["ctrl+k", "ctrl+2"],
        ["ctrl+k", "ctrl+-"],
    ):
        for chord in chords:
            window.key(chord)
        assert folded(window) == []
    window.key("enter")
    window.key("ctrl+z")
    assert (folded(window), window.text) == ([], CONTENT)
    window.close()
    window = open_window(project)
    window.until(lambda: window.program.editors.active_widget is not None)
    window.key("ctrl+shift+[")
    assert folded(window) == []
    window.user.settings_file.write_text("")
    widget = window.program.editors.active_widget
    assert widget is not None
    window.until(lambda: widget.options.folding)
    window.key("ctrl+shift+[")
    assert folded(window) == [(0, 3)]
