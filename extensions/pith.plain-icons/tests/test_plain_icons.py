"""The icon theme that comes with Pith, and icon themes in the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from pith.base import ProblemError
from pith_app._theming import file_icon, folder_icon
from pith_app._theming._icon_theme import load_icon_theme
from tests.support.extension_host import write_extension
from tests.support.window import Window

FOLDER = Path(__file__).parents[1]


def test_every_icon_is_there_and_used() -> None:
    data = json.loads((FOLDER / "plain.json").read_text("utf-8"))
    paths = {FOLDER / each["iconPath"] for each in data["iconDefinitions"].values()}
    assert paths == set((FOLDER / "icons").iterdir())


def test_what_stands_for_what() -> None:
    theme = load_icon_theme(FOLDER / "plain.json")

    def icon(name: str, light: bool = False) -> str:
        return Path(theme.for_file(name, light)).stem

    assert icon("a.py") == "code"
    assert icon("A.PY", True) == "code-light"
    assert icon("Makefile") == "code"
    assert icon("a.tar.json") == "data"
    assert icon("nothing") == "file"
    assert Path(theme.for_folder("src", True, False)).stem == "folder-open"


@pytest.mark.parametrize(
    ("text", "said"),
    [("[", "this is not JSON"), ("[]", "no `iconDefinitions`"), ('{"file": "x"}', "no `icon")],
)
def test_what_is_no_icon_theme(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "theme.json"
    file.write_text(text)
    with pytest.raises(ProblemError, match=said):
        load_icon_theme(file)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    extra = write_extension(
        tmp_path / "extra" / "acme.red",
        {
            "extension.toml": (FOLDER / "extension.toml")
            .read_text("utf-8")
            .replace("pith.plain-icons", "acme.red")
            .replace("Plain", "Red")
            .replace("plain.json", "red.json"),
            "red.json": json.dumps({"iconDefinitions": {"x": {"iconPath": "x.svg"}}, "file": "x"}),
            "x.svg": square("red"),
        },
    )
    made = Window(qapp, tmp_path / "user", extensions_dirs=[extra.parent])
    yield made
    made.close()


def square(color: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<rect width="16" height="16" fill="{color}"/></svg>'
    )


def color_of(window: Window, name: str) -> str:
    icons = window.program.look.icons
    image = icons.pixmap(name, 16, QColor("white"), 1.0).toImage()
    return image.pixelColor(8, 8).name() if not image.isNull() else ""


def test_an_icon_theme_is_chosen_changed_and_left(window: Window, tmp_path: Path) -> None:
    program = window.program
    before = color_of(window, file_icon("a.py"))
    program.kernel.bus.execute("iconTheme.select")
    window.until(lambda: window.picked() == ["Pith", "Plain", "Red"])
    window.type("Red", program.pick.input)
    window.key("enter", program.pick.input)
    window.until(lambda: color_of(window, file_icon("a.py")) == "#ff0000")
    # What it has no icon for has Pith's.
    assert color_of(window, folder_icon("src")) != "#ff0000"
    red = tmp_path / "extra" / "acme.red"
    (red / "x.svg").write_text(square("blue"))
    (red / "red.json").write_text((red / "red.json").read_text() + " ")
    window.until(lambda: color_of(window, file_icon("a.py")) == "#0000ff")
    window.result(program.user_files.write_settings({"window.iconTheme": None}))
    window.until(lambda: color_of(window, file_icon("a.py")) == before)
