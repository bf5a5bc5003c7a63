"""Which packages of the system bring what the program asks of it."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from pathlib import Path

from pith_installer.elf import Asked
from pith_installer.errors import InstallerError, output_of

RECOMMENDED = ("fontconfig", "fonts-dejavu-core")
"""Debian packages without which text in scripts that our fonts lack shows as boxes."""


_LINKER_NAMES = {"x86_64": "x86-64", "aarch64": "AArch64"}
"""How the dynamic linker's list calls a machine."""


def debian_dependencies(asked: Asked) -> list[str]:
    """Debian's packages, of this machine's release, for the sonames."""
    found = {f"libc6 (>= {asked.libc})"}
    places = library_places()
    for name in asked.libraries:
        if name not in places:
            raise InstallerError(
                f"nothing on this machine is called {name}, which the program needs.\n"
                "Install the package that brings it, so that it can be named as a dependency."
            )
        found.add(package_of(places[name]))
    return sorted(found)


def rpm_dependencies(asked: Asked) -> list[str]:
    """The same for rpm, which knows libraries by their sonames."""
    libraries = [f"{name}()(64bit)" for name in asked.libraries]
    return sorted([f"libc.so.6(GLIBC_{asked.libc})(64bit)", *libraries])


def library_places() -> dict[str, Path]:
    """Where the dynamic linker finds each soname on this machine."""
    lines = output_of(["/sbin/ldconfig", "-p"]).splitlines()
    found: dict[str, Path] = {}
    for line in lines:
        match = re.match(r"\s+(\S+) \(([^)]*)\) => (\S+)$", line)
        if match and _LINKER_NAMES.get(platform.machine(), "") in match[2]:
            found.setdefault(match[1], Path(match[3]))
    return found


def package_of(library: Path) -> str:
    """The Debian package that a file is of."""
    said = _search([str(library), str(library.resolve()), f"/usr{library}", f"*/{library.name}"])
    if said is None:
        raise InstallerError(f"no Debian package brings {library}")
    return said


def _search(patterns: Sequence[str]) -> str | None:
    for pattern in patterns:
        try:
            said = output_of(["dpkg-query", "--search", pattern])
        except InstallerError:
            continue
        for line in said.splitlines():
            package, colon, _ = line.partition(": ")
            if colon and not package.startswith("diversion"):
                return package.split(",")[0].partition(":")[0]
    return None
