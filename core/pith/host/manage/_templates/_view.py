"""A page of the side bar, with a tree in it."""

from __future__ import annotations

from typing import Final

from pith.host.manage._templates._parts import CHANGELOG, CONFTEST, manifest, readme

FILES: Final = {
    "extension.toml": manifest(
        "The headings of the document, in the side bar",
        """\
[[contributes.viewContainers]]
id = "@prefix@"
title = "@name@"
icon = "list-tree"

[[contributes.views]]
id = "@prefix@.headings"
container = "@prefix@"
title = "Headings"

[[contributes.commands]]
id = "@prefix@.refresh"
title = "Refresh"
category = "@name@"
icon = "refresh"

[[contributes.menus]]
menu = "views/@prefix@.headings/title"
command = "@prefix@.refresh"
group = "navigation"
""",
    ),
    "@module@/__init__.py": '''\
"""@name@: the lines of the active document that begin with #. Shown in the side bar."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import DocumentInfo, ExtensionContext, Future, TextSnapshot, TreeItem, hook

headings: Headings


class Headings:
    """Fills the view. A TreeProvider."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.tree = context.views.provide_tree("@prefix@.headings", self)

    def children(self, item_id: str | None) -> Sequence[TreeItem] | Future[Sequence[TreeItem]]:
        document = self.context.workspace.active_document()
        if item_id is not None or document is None:
            return ()

        # A long document takes longer than a frame: look through it on another thread.
        def look(text: TextSnapshot) -> Future[Sequence[TreeItem]]:
            return self.context.tasks.run(lambda token: find_headings(text), "find headings")

        return self.context.workspace.snapshot(document.uri).then(look)

    def refresh(self) -> None:
        self.tree.refresh()


def activate(context: ExtensionContext) -> None:
    """Pith calls this when the view is shown."""
    global headings
    headings = Headings(context)
    context.commands.handle("@prefix@.refresh", headings.refresh)


@hook
def active_document_changed(document: DocumentInfo | None) -> None:
    headings.refresh()


@hook
def document_saved(document: DocumentInfo) -> None:
    headings.refresh()


def find_headings(text: TextSnapshot) -> list[TreeItem]:
    return [
        TreeItem(str(row), line.lstrip("# "), icon="symbol-string", description=str(row + 1))
        for row, line in enumerate(text.lines(0, text.line_count))
        if line.startswith("#")
    ]
''',
    "tests/conftest.py": CONFTEST,
    "tests/test_@module@.py": '''\
"""Run with: pith extension test ."""

from __future__ import annotations

from pathlib import Path

from pith_app.testing import Kernel, Window


def test_it_shows_the_headings(kernel: Kernel) -> None:
    kernel.open("notes.md", "# One\\ntext\\n# Two\\n")
    assert kernel.rows("@prefix@.headings") == ["One", "Two"]


def test_it_shows_them_in_a_window(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("# One\\n")
    window.open(file)
    window.execute("view.show", page="@prefix@")
    window.until(lambda: window.rows("@prefix@.headings") == ["One"])
''',
    "README.md": readme("The headings of the document, as a page of the side bar."),
    "CHANGELOG.md": CHANGELOG,
}
