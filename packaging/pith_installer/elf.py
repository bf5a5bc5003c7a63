"""What the libraries and programs below a folder ask of the system they run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pith_installer.errors import output_of

# Brought by the C library itself.
_OF_LIBC = re.compile(r"^(ld-linux.*|lib(c|dl|m|pthread|rt|util|resolv|anl)\.so\.\d+)$")


class Asked(NamedTuple):
    """`libraries`: sonames to be found on the system. `libc`: the oldest version of it."""

    libraries: tuple[str, ...]
    libc: str


def elf_files(folder: Path) -> Iterator[Path]:
    """Every program and library below `folder`; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def asked_by(folder: Path) -> Asked:
    """What is needed from outside of `folder`."""
    files = list(elf_files(folder))
    brought = {path.name for path in folder.rglob("*.so*")}
    needed: set[str] = set()
    versions: set[tuple[int, ...]] = set()
    for part in (files[index : index + 50] for index in range(0, len(files), 50)):
        said = output_of(["objdump", "-p", *part])
        needed |= set(re.findall(r"^\s+NEEDED\s+(\S+)", said, re.MULTILINE))
        for found in re.findall(r"\sGLIBC_(\d+(?:\.\d+)+)$", said, re.MULTILINE):
            versions.add(tuple(map(int, found.split("."))))
    outside = sorted(name for name in needed - brought if not _OF_LIBC.match(name))
    return Asked(tuple(outside), ".".join(map(str, max(versions))))
