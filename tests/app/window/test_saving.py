"""What happens around a save, through the real window."""

from __future__ import annotations

from pathlib import Path

from tests.app.window.conftest import OpenWindow
from tests.support.extension_host import manifest, write_extension

FORMATTER = """
    from pith.api import TextEdit, TextRange, hook

    def activate(context):
        global tasks
        tasks = context.tasks

    @hook
    def will_save(text):
        def format(token):
            lines = [line.strip() for line in text.lines(0, text.line_count)]
            return [TextEdit(TextRange.whole(text), "\\n".join(lines))]
        return tasks.run(format)
"""


def test_an_extension_formats_what_is_saved(open_window: OpenWindow, tmp_path: Path) -> None:
    folder = write_extension(
        tmp_path / "extensions" / "acme.sample",
        {"extension.toml": manifest(activation=["*"]), "sample.py": FORMATTER},
    )
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\r\n  two\r\nthree\r\n")
    window = open_window(file, extensions_dirs=[folder.parent])
    extensions = window.program.extensions
    assert extensions is not None
    record = extensions.host.record("acme.sample")
    assert record is not None
    window.until(lambda: record.state == "active" or bool(record.problems))
    window.run("caret.documentEnd")
    window.type("  four")
    window.run("file.save")
    window.until(lambda: file.read_bytes() == b"one\r\ntwo\r\nthree\r\nfour")
    view = window.program.editors.active_view
    assert view is not None
    # Only what had to be was replaced: the caret stands where it stood.
    assert view.state.selection.primary.head == len(view.state.text)
    window.until(lambda: not view.document.dirty)
    window.run("edit.undo")
    assert window.text == "one\r\n  two\r\nthree\r\n  four"
