"""A language: how its files are called, coloured, commented and indented. Without code."""

from __future__ import annotations

from typing import Final

from pith.host.manage._templates._parts import CHANGELOG, CONFTEST, manifest, readme

FILES: Final = {
    "extension.toml": manifest(
        "The language @name@",
        """\
[[contributes.languages]]
id = "@prefix@"
name = "@name@"
extensions = [".@prefix@"]             # ends of file names
lexer = "ini"                          # what colours it: an alias of a Pygments lexer
lineComment = "#"
brackets = [["(", ")"], ["[", "]"]]
autoClosingPairs = [["(", ")"], ["[", "]"], ['"', '"']]
indentAfter = ':\\\\s*$'
""",
        module=False,
    ),
    "tests/conftest.py": CONFTEST,
    "tests/test_@module@.py": '''\
"""Run with: pith extension test ."""

from __future__ import annotations

from pathlib import Path

from pith_app.testing import Kernel, Window


def test_it_is_known_by_its_files(kernel: Kernel) -> None:
    assert kernel.language_of("sample.@prefix@") == "@prefix@"


def test_a_file_of_it_in_a_window(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "sample.@prefix@"
    file.write_text("# a comment\\nkey = value\\n")
    window.open(file)
    assert window.language == "@prefix@"
''',
    "README.md": readme("Files that end in `.@prefix@`."),
    "CHANGELOG.md": CHANGELOG,
}
