"""A colour theme, in the format of VS Code. Without code."""

from __future__ import annotations

from typing import Final

from pith.host.manage._templates._parts import CHANGELOG, CONFTEST, manifest, readme

FILES: Final = {
    "extension.toml": manifest(
        "A theme of deep blue",
        """\
[[contributes.themes]]
name = "@name@"
kind = "dark"
path = "themes/@module@.json"
""",
        module=False,
    ),
    "themes/@module@.json": """\
{
  "name": "@name@",
  "type": "dark",
  "colors": {
    "foreground": "#cdd6e4",
    "focusBorder": "#5aa0e6",
    "button.background": "#2f6fb5",
    "button.foreground": "#ffffff",
    "editor.background": "#0f1a2b",
    "editor.foreground": "#cdd6e4",
    "editor.selectionBackground": "#234a75",
    "editor.lineHighlightBackground": "#ffffff0a",
    "editorCursor.foreground": "#5aa0e6",
    "editorLineNumber.foreground": "#4d5f7a",
    "editorLineNumber.activeForeground": "#a9b8cf",
    "sideBar.background": "#0c1524",
    "activityBar.background": "#0a1220",
    "statusBar.background": "#0a1220",
    "tab.activeBackground": "#0f1a2b",
    "tab.inactiveBackground": "#0a1220"
  },
  "tokenColors": [
    { "scope": ["comment"], "settings": { "foreground": "#62779a", "fontStyle": "italic" } },
    { "scope": ["string"], "settings": { "foreground": "#9fd08b" } },
    { "scope": ["constant.numeric"], "settings": { "foreground": "#e3b26f" } },
    { "scope": ["keyword", "storage"], "settings": { "foreground": "#7db7f5" } },
    { "scope": ["entity.name.function"], "settings": { "foreground": "#e8d58a" } },
    { "scope": ["entity.name.type", "support.type"], "settings": { "foreground": "#6fd3c8" } }
  ]
}
""",
    "tests/conftest.py": CONFTEST,
    "tests/test_@module@.py": '''\
"""Run with: pith extension test ."""

from __future__ import annotations

from pith_app.testing import Window


def test_it_can_be_chosen(window: Window) -> None:
    window.set("window.theme", "@name@")
    assert window.theme == "@name@"
''',
    "README.md": readme("A dark theme. Choose it with the command Select Theme."),
    "CHANGELOG.md": CHANGELOG,
}
