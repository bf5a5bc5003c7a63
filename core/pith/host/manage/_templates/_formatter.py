"""Tidies a document before it is saved."""

from __future__ import annotations

from typing import Final

from pith.host.manage._templates._parts import CHANGELOG, CONFTEST, manifest, readme

FILES: Final = {
    "extension.toml": manifest(
        "Sorts the keys of JSON files when they are saved",
        """\
activation = ["onLanguage:json"]
permissions = ["workspace.write"]

[[contributes.settings]]
key = "@prefix@.enabled"
type = "boolean"
default = true
description = "JSON files are formatted when they are saved."
""",
    ).replace("\n\nactivation", "\nactivation"),
    "@module@/__init__.py": '''\
"""@name@: formats JSON before it is saved."""

from __future__ import annotations

import json

from pith.api import (
    DocumentInfo,
    ExtensionContext,
    Future,
    TextEdit,
    TextRange,
    TextSnapshot,
    hook,
)

host: ExtensionContext


def activate(context: ExtensionContext) -> None:
    """Pith calls this when a JSON file is opened."""
    global host
    host = context


@hook
def will_save(document: DocumentInfo, text: TextSnapshot) -> Future[list[TextEdit]] | None:
    """The document is about to be written: say what is to change before that."""
    if document.language_id != "json" or not host.settings.get("@prefix@.enabled"):
        return None

    def work(token: object) -> list[TextEdit]:
        formatted = tidy("\\n".join(text.lines(0, text.line_count)))
        return [TextEdit(TextRange.whole(text), formatted)] if formatted is not None else []

    return host.tasks.run(work, "format JSON")


def tidy(source: str) -> str | None:
    """The document with its keys sorted; None if it is no JSON, which is left as it is."""
    try:
        return json.dumps(json.loads(source), indent=2, sort_keys=True, ensure_ascii=False) + "\\n"
    except ValueError:
        return None
''',
    "tests/conftest.py": CONFTEST,
    "tests/test_@module@.py": '''\
"""Run with: pith extension test ."""

from __future__ import annotations

from pathlib import Path

from pith_app.testing import Window


def test_saving_formats(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text('{"b":1,"a":[]}')
    window.open(file)
    window.type(" ")
    window.execute("file.save")
    window.until(lambda: file.read_text() == '{\\n  "a": [],\\n  "b": 1\\n}\\n')


def test_what_is_no_json_stays(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text("{oh")
    window.open(file)
    window.type("!")
    window.execute("file.save")
    window.until(lambda: file.read_text() == "!{oh")
''',
    "README.md": readme("Sorts the keys of JSON files when they are saved."),
    "CHANGELOG.md": CHANGELOG,
}
