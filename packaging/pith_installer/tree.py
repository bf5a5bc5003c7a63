"""Everything laid out as it will lie below /usr."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pith_installer import icons, licences
from pith_installer.manual import manual_page
from pith_installer.version import Version

MAINTAINER = "The Pith authors <pith@pith.invalid>"
RELEASE = 1
"""Of the package, of one version of the program."""

HOME = "lib/pith"
"""Where the frozen folder lies below /usr."""


def lay_out(checkout: Path, frozen: Path, root: Path, version: Version) -> None:
    """Make `root`/usr. The frozen folder is linked into it file by file, not copied."""
    shutil.rmtree(root, ignore_errors=True)
    usr = root / "usr"
    _link_tree(frozen, usr / HOME)
    (usr / "bin").mkdir()
    (usr / "bin" / "pith").symlink_to(f"../{HOME}/pith")
    ours = checkout / "packaging" / "linux"
    share = usr / "share"
    _copy(ours / "pith.desktop", share / "applications" / "pith.desktop")
    _copy(ours / "pith.xml", share / "mime" / "packages" / "pith.xml")
    icons.write_hicolor(checkout / "resources" / "pith.svg", share / "icons")
    from pith_app._command_line._help import HELP

    _compress(manual_page(HELP, version), share / "man" / "man1" / "pith.1.gz", version)
    doc = share / "doc" / "pith"
    found = licences.parts(frozen)
    licences.write(found, checkout, doc / "licences")
    doc.joinpath("copyright").write_text(_copyright(checkout, found), "utf-8")
    changes = (checkout / "CHANGELOG.md").read_text("utf-8")
    _compress(changes, doc / "changelog.gz", version)
    _compress(_debian_changes(version), doc / "changelog.Debian.gz", version)
    _copy(ours / "lintian-overrides", share / "lintian" / "overrides" / "pith")
    _same_for_everybody(root, version)


def _copyright(checkout: Path, found: Iterable[licences.Part]) -> str:
    """Debian's machine-readable format 1.0."""
    licence = (checkout / "LICENSE").read_text("utf-8").strip()
    indented = "\n".join(f" {line}" if line.strip() else " ." for line in licence.splitlines())
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Pith",
        "Comment: Built with other programs and libraries inside. Their licences, with the texts,",
        " are in /usr/share/doc/pith/licences; README.txt there lists them:",
        *(f" {part.name} {part.version} ({part.licence})" for part in found),
        "",
        "Files: *",
        "Copyright: The Pith authors",
        "License: Expat",
        indented,
        "",
        "Files: usr/lib/pith/_internal/*",
        "Copyright: their authors, as /usr/share/doc/pith/licences has them",
        "License: various",
        " Each part is under its own licence: see the comment above.",
        "",
    ]
    return "\n".join(lines)


def _debian_changes(version: Version) -> str:
    """What Debian wants beside our own list of changes: an entry for the package."""
    day = datetime.fromtimestamp(version.epoch, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"pith ({version.debian}-{RELEASE}) unstable; urgency=medium\n\n"
        f"  * Made of commit {version.commit}; changelog.gz has the changes.\n\n"
        f" -- {MAINTAINER}  {day}\n"
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compress(text: str, target: Path, version: Version) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        target.open("wb") as file,
        # Without a name and with a time of ours, so that two builds are the same.
        gzip.GzipFile("", "wb", 9, file, mtime=version.epoch) as compressed,
    ):
        compressed.write(text.encode())


def _link_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, copy_function=_link)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def _same_for_everybody(root: Path, version: Version) -> None:
    """Modes that do not depend on the umask of whoever built this, and the commit's time."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_symlink():
            os.utime(path, (version.epoch, version.epoch), follow_symlinks=False)
            continue
        executable = path.is_dir() or (
            path.stat().st_mode & stat.S_IXUSR and ".so" not in path.name
        )
        path.chmod(0o755 if executable else 0o644)
        os.utime(path, (version.epoch, version.epoch))
