"""What extensions show in the editors of a window, through edits, groups and reloads."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pith.qt import EditorWidget, Mark
from tests.app.window.conftest import OpenWindow
from tests.support.extension_host import command, manifest, write_extension
from tests.support.window import Window

MARKS = """
[[contributes.decorations]]
id = "sample.mark"
background = "own"
gutter = "star"
"""
MANIFEST = manifest(
    command("sample.show") + command("sample.version") + MARKS, activation=["onStartupFinished"]
)
MODULE = dedent(
    """\
    from pith.api import Decoration, Point, TextRange

    def activate(context):
        workspace = context.workspace

        def show(start, end, version=None):
            document = workspace.active_document()
            place = TextRange(Point(*start), Point(*end))
            marks = [Decoration(place, "sample.mark", "about it", color="#123456")]
            version = document.version if version is None else version
            return context.decorations.set(document.uri, version, marks)

        context.commands.handle("sample.show", show)
        context.commands.handle("sample.version", lambda: workspace.active_document().version)
    """
)


@pytest.fixture
def window(open_window: OpenWindow, project: Path, tmp_path: Path) -> Window:
    write_extension(tmp_path / "more" / "sample", {"extension.toml": MANIFEST, "sample.py": MODULE})
    window = open_window(project, extensions_dirs=(tmp_path / "more",))
    window.result(window.program.documents.open(project / "notes.txt"))
    return window


def marks(widget: EditorWidget | None) -> list[tuple[str, str]]:
    """The marked stretches of an editor with their colour."""
    assert widget is not None
    text = widget.view.state.text
    found = widget._canvas.decorations.marks_between(0, len(text))
    return [
        (text.slice(start, end), mark.background)
        for start, end, mark in found
        if isinstance(mark, Mark) and mark.gutter == "star"
    ]


def active(window: Window) -> EditorWidget | None:
    return window.program.editors.active_widget


def test_marks_move_with_edits_and_are_in_every_editor(window: Window) -> None:
    assert window.run("sample.show", start=[1, 0], end=[1, 3]) is True
    assert marks(active(window)) == [("two", "#123456")]
    window.key("ctrl+\\")  # an editor that is made later
    assert marks(active(window)) == [("two", "#123456")]
    window.type("1\t2")
    window.run("edit.insertText", text="new\n")
    for group in window.program.editors.groups:
        assert group.active is not None
        assert marks(group.active.widget) == [("two", "#123456")]
    window.run("groups.splitDown")
    assert marks(active(window)) == [("two", "#123456")]


def test_what_was_seen_some_edits_ago_finds_its_place(window: Window) -> None:
    version = window.run("sample.version")
    window.type("xx")
    window.run("edit.insertText", text="\n")
    assert window.run("sample.show", start=[1, 0], end=[1, 3], version=version) is True
    assert marks(active(window)) == [("two", "#123456")]
    assert window.run("sample.show", start=[1, 0], end=[1, 3], version=10_000) is False
    assert window.run("sample.show", start=[90, 7], end=[95, 1]) is True  # as near as there is


def test_what_is_deleted_is_gone_and_the_end_takes_all(window: Window) -> None:
    window.run("sample.show", start=[1, 0], end=[1, 3])
    window.run("select.all")
    window.type("x")
    assert marks(active(window)) == []
    window.run("edit.undo")
    window.run("sample.show", start=[0, 0], end=[0, 3])
    extensions = window.program.extensions
    assert extensions is not None
    window.result(extensions.host.choices.set_enabled("acme.sample", False))
    window.until(lambda: marks(active(window)) == [])


def test_a_kind_that_looks_otherwise_is_shown_so(window: Window, tmp_path: Path) -> None:
    window.run("sample.show", start=[1, 0], end=[1, 3])
    manifest = tmp_path / "more" / "sample" / "extension.toml"
    manifest.write_text(MANIFEST.replace('background = "own"', 'background = "#00ff00"'))
    extensions = window.program.extensions
    assert extensions is not None
    window.until(lambda: extensions.host.record("acme.sample").generation >= 1)  # type: ignore[union-attr]
    window.run("extensions.refresh")
    window.until(lambda: marks(active(window)) in ([("two", "#00ff00")], []))


def test_a_file_reloaded_and_a_tab_closed(window: Window, project: Path) -> None:
    window.run("sample.show", start=[1, 0], end=[1, 3])
    window.run("file.close")
    window.result(window.program.documents.open(project / "notes.txt"))
    assert marks(active(window)) == []


def test_things_to_do_are_marked(window: Window, project: Path) -> None:
    (project / "a.py").write_text("x = 1\n# TODO: more\n")
    window.result(window.program.documents.open(project / "a.py"))

    def found() -> list[str]:
        widget = active(window)
        assert widget is not None
        text = widget.view.state.text
        spans = widget._canvas.decorations.marks_between(0, len(text))
        return [text.slice(start, end) for start, end, _ in spans]

    window.until(lambda: found() == ["TODO:"])
    window.run("caret.documentStart")
    window.type("# FIXME ")
    window.until(lambda: found() == ["FIXME", "TODO:"])
