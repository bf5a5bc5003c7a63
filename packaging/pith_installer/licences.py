"""The licences of everything inside, gathered from where it came from."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution
from pathlib import Path
from typing import NamedTuple

from pith_installer import contents
from pith_installer.errors import InstallerError, output_of
from pith_installer.system import library_places, package_of

TEXTS = Path(__file__).resolve().parent.parent / "licences"
_LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
# Packages whose wheels carry no text of their licence: what they say in their metadata.
_BY_NAME = {
    "LGPL-3.0": ("LGPL-3", "GPL-3"),
    "LGPL": ("LGPL-3", "GPL-3"),
}
# What the wheel of Qt has in it beside Qt, and says nothing of.
_BESIDE_QT = (
    (
        "Qt and the code of others in it",
        "LGPL-3.0-only, and others",
        "https://www.qt.io",
        ("LGPL-3", "GPL-3", "qt6-base.txt", "qt6-svg.txt", "qt6-wayland.txt"),
    ),
    ("ICU", "Unicode-3.0", "https://icu.unicode.org", ("icu.txt",)),
    ("libjpeg-turbo", "IJG AND BSD-3-Clause", "https://libjpeg-turbo.org", ("libjpeg-turbo.txt",)),
    ("LibTIFF", "libtiff", "https://libtiff.gitlab.io/libtiff", ("libtiff.txt",)),
    ("libwebp", "BSD-3-Clause", "https://www.webmproject.org", ("libwebp.txt",)),
)


class Part(NamedTuple):
    """Something that comes along, and the files that say under what licence."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[Path, ...]


def parts(frozen: Path) -> list[Part]:
    """Everything in the frozen folder that is not ours."""
    found = [_python(), *_distributions(), *_beside_qt(), *_libraries(frozen), _loader()]
    for part in found:
        if not part.texts:
            raise InstallerError(
                f"no text of the licence of {part.name} {part.version} ({part.licence}) was found"
            )
    return found


def write(found: Iterable[Part], checkout: Path, into: Path) -> None:
    """A folder a part, and a page that lists them."""
    lines = [
        "What is inside Pith",
        "===================",
        "",
        "Pith itself is under the MIT licence (LICENSE). With it come, unchanged but for symbols",
        "for debuggers and the places where libraries are looked for:",
        "",
    ]
    into.mkdir(parents=True)
    shutil.copy(checkout / "LICENSE", into / "LICENSE")
    for part in found:
        folder = into / re.sub(r"[^A-Za-z0-9._+-]+", "-", part.name)
        folder.mkdir()
        names: set[str] = set()
        for text in part.texts:
            name = text.name if text.name not in names else f"{text.parent.name}-{text.name}"
            names.add(name)
            shutil.copyfile(text, folder / name)
        lines += [
            f"{part.name} {part.version}".rstrip(),
            f"    licence  {part.licence}",
            f"    source   {part.home}",
            f"    text     {folder.name}/",
            "",
        ]
    lines += _write_resources(checkout / "resources", into / "resources")
    (into / "README.txt").write_text("\n".join(lines), "utf-8")


def _write_resources(data: Path, into: Path) -> list[str]:
    """The same for icons and fonts, which have their licences beside them."""
    lines = []
    for folder in sorted({path.parent for path in data.rglob("*")}):
        texts = [
            path
            for path in sorted(folder.iterdir())
            if path.suffix in ("", ".md", ".txt")
            and (_LICENCE_FILE.match(path.name) or path.name in ("README.md", "OFL.txt"))
        ]
        place = folder.relative_to(data)
        for text in texts:
            (into / place).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, into / place / text.name)
        if texts:
            lines += [f"resources/{place}", f"    text     resources/{place}/", ""]
    return lines


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    candidates = [
        Path(sysconfig.get_paths()["stdlib"], "LICENSE.txt"),
        Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright"),
    ]
    texts = tuple(path for path in candidates if path.is_file())[:1]
    return Part("Python", version, "PSF-2.0", "https://www.python.org", texts)


def _loader() -> Part:
    """PyInstaller's: its exception lets what it starts be under any licence."""
    from importlib.metadata import distribution

    return _of(distribution("pyinstaller"))._replace(
        licence="GPL-2.0-or-later WITH Bootloader-exception"
    )


def _beside_qt() -> list[Part]:
    return [
        Part(name, "", licence, home, tuple(TEXTS / text for text in texts))
        for name, licence, home, texts in _BESIDE_QT
    ]


def _distributions() -> list[Part]:
    return [_of(each) for each in contents.inside() if each.name.lower() != "pith"]


def _of(each: Distribution) -> Part:
    data = each.metadata

    def said(field: str) -> str:
        return str(data.json.get(field.lower().replace("-", "_"), ""))

    licence = said("License-Expression")
    if not licence:
        classified = [
            line.rpartition("::")[2].strip()
            for line in data.get_all("Classifier") or ()
            if line.startswith("License ::")
        ]
        licence = ", ".join(classified) or (said("License") or "unknown").splitlines()[0]
    urls = [line.split(",", 1)[1].strip() for line in data.get_all("Project-URL") or ()]
    home = said("Home-page") or (urls[0] if urls else "")
    texts = [
        Path(str(file.locate()))
        for file in each.files or ()
        if ".dist-info" in str(file) and _LICENCE_FILE.match(file.name)
    ]
    texts = [text for text in texts if text.is_file()]
    if not texts:
        for mark, names in _BY_NAME.items():
            if mark in licence:
                texts = [TEXTS / name for name in names]
                break
    # What was compiled into it, by name and licence.
    lists = [file for file in each.files or () if "sboms" in file.parts]
    texts += [Path(str(file.locate())) for file in lists]
    return Part(each.name, each.version, licence, home, tuple(texts))


def _libraries(frozen: Path) -> list[Part]:
    """The libraries of the system that were brought along, by the packages they are of."""
    if not sys.platform.startswith("linux"):
        return []
    places = library_places()
    found: dict[str, Part] = {}
    for path in sorted(frozen.rglob("*.so*")):
        if not path.name.startswith(contents.BROUGHT_LIBRARIES):
            continue
        if path.name not in places:
            raise InstallerError(f"{path.name} came along, but this system has none")
        package = package_of(places[path.name])
        version = output_of(["dpkg-query", "-W", "-f", "${Version}", package]).strip()
        text = Path("/usr/share/doc", package, "copyright")
        found[package] = Part(
            package, version, "see the text", f"Debian's source package of {package}", (text,)
        )
    return list(found.values())
