"""`pith screenshot`: a picture of the window, from a process without a display."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import Pith

SIZE = ("--size", "600x400")


def picture(file: Path) -> QImage:
    """A picture, which is a PNG by its bytes."""
    assert file.read_bytes().startswith(b"\x89PNG\r\n")
    found = QImage(str(file))
    assert not found.isNull()
    return found


def lightness(image: QImage) -> int:
    """0 to 255, of most of the picture."""
    return int(image.scaled(1, 1).pixelColor(0, 0).lightness())


def colors(image: QImage) -> int:
    """How many different hues there are: text without colours has hardly any."""
    hues = {
        QColor(image.pixel(x, y)).hue() // 20
        for x in range(image.width() // 2, image.width())
        for y in range(40, image.height() - 40)
        if QColor(image.pixel(x, y)).saturation() > 80
    }
    return len(hues)


def test_a_picture(pith: Pith) -> None:
    answer = pith.run("screenshot", "out.png")
    assert (answer.out, answer.err) == ("", "")
    size = struct.unpack(">II", (pith.folder / "out.png").read_bytes()[16:24])
    assert size == (1400, 900)


def test_the_text_is_coloured(pith: Pith) -> None:
    (pith.folder / "a.py").write_text("'text' if True else 3  # remark\n" * 30)
    (pith.folder / "a.txt").write_text("'text' if True else 3  # remark\n" * 30)
    pith.run("screenshot", "py.png", "a.py", "--size", "900x500")
    pith.run("screenshot", "txt.png", "a.txt", "--size", "900x500")
    assert colors(picture(pith.folder / "py.png")) > colors(picture(pith.folder / "txt.png"))


def test_size_and_theme(pith: Pith) -> None:
    pith.run("screenshot", "dark.png", *SIZE, "--theme", "Pith Dark")
    pith.run("screenshot", "light.PNG", *SIZE, "--theme=pith light")
    dark, light = picture(pith.folder / "dark.png"), picture(pith.folder / "light.PNG")
    assert (dark.width(), dark.height()) == (light.width(), light.height()) == (600, 400)
    assert lightness(dark) < 60
    assert lightness(light) > 200


def test_two_pictures_of_the_same_are_the_same(pith: Pith) -> None:
    (pith.folder / "a.md").write_text("# Title\n\ntext\n")
    for name in ("one.png", "two.png"):
        pith.run("screenshot", name, "a.md:3:2", *SIZE)
    assert picture(pith.folder / "one.png") == picture(pith.folder / "two.png")


def test_a_folder_shows_in_the_explorer(pith: Pith) -> None:
    (pith.folder / "project").mkdir()
    pith.run("screenshot", "empty.png", "project", *SIZE)
    (pith.folder / "project" / "file.py").touch()
    pith.run("screenshot", "one.png", "project", *SIZE)
    assert picture(pith.folder / "empty.png") != picture(pith.folder / "one.png")


def test_a_theme_may_be_an_extensions(pith: Pith, repository: Path) -> None:
    source = (repository / "resources" / "themes" / "pith-light.json").read_text()
    write_extension(
        pith.user / "data" / "extensions" / "acme.sample",
        {
            "extension.toml": manifest(
                '[[contributes.themes]]\nname = "Snow"\nkind = "light"\npath = "snow.json"\n',
                module=None,
            ),
            "snow.json": source,
        },
    )
    pith.run("screenshot", "out.png", *SIZE, "--theme", "Snow")
    assert lightness(picture(pith.folder / "out.png")) > 200


def test_the_session_is_neither_shown_nor_changed(pith: Pith) -> None:
    pith.run("screenshot", "before.png", *SIZE)
    (pith.folder / "project").mkdir()
    with pith.window("project") as window:
        window.end()
    kept = {path: path.read_bytes() for path in (pith.user / "state").rglob("*.json")}
    assert kept
    pith.run("screenshot", "after.png", *SIZE)
    assert picture(pith.folder / "before.png") == picture(pith.folder / "after.png")
    assert kept == {path: path.read_bytes() for path in (pith.user / "state").rglob("*.json")}


def test_no_theme_has_that_name(pith: Pith) -> None:
    (complaint,) = pith.run("screenshot", "out.png", "--theme", "Mud", status=1).complaints
    assert complaint == (
        "there is no theme Mud"
        " (there are Pith Dark, Pith High Contrast Dark, Pith High Contrast Light, Pith Light)"
    )
    assert not (pith.folder / "out.png").exists()


def test_nothing_is_there_to_be_shown(pith: Pith) -> None:
    (complaint,) = pith.run("screenshot", "out.png", "a.py:3", status=1).complaints
    assert complaint == f"{pith.folder / 'a.py'}: is not there"
    (complaint,) = pith.run("screenshot", "no/out.png", status=1).complaints
    assert complaint == f"{pith.folder / 'no'}: is not there (make it first)"


def test_the_picture_cannot_be_written(pith: Pith) -> None:
    (pith.folder / "out.png").mkdir()
    (complaint,) = pith.run("screenshot", "out.png", *SIZE, status=1).complaints
    assert complaint == f"{pith.folder / 'out.png'}: cannot be written: Is a directory"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_the_disk_is_full(pith: Pith) -> None:
    (pith.folder / "out.png").symlink_to("/dev/full")
    (complaint,) = pith.run("screenshot", "out.png", *SIZE, status=1).complaints
    assert complaint.endswith("out.png: cannot be written: No space left on device")


def test_no_temporary_file_stays(pith: Pith, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    pith.run("screenshot", "out.png", *SIZE, environment={"TMPDIR": str(temporary)})
    assert os.listdir(temporary) == []  # noqa: PTH208
