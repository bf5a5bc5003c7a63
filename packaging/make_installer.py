"""Turns this checkout into packages: what `make installer` runs.

    python packaging/make_installer.py [--only deb,rpm,tar,appimage] [--fast] [--into DIR]

The packages go to dist/. `--fast` presses them little, which is enough for trying them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from pith_installer import elf, packages
from pith_installer.errors import InstallerError
from pith_installer.freeze import freeze
from pith_installer.tree import lay_out
from pith_installer.version import version_of

CHECKOUT = Path(__file__).resolve().parent.parent
KINDS = ("deb", "rpm", "tar", "appimage")


def say(message: str) -> None:
    print(f"pith: {message}", flush=True)


def make(kinds: list[str], into: Path, pressed: str) -> list[Path]:
    """Make the packages; those that cannot be made here are said and left out."""
    build = CHECKOUT / "build" / "installer"
    build.mkdir(parents=True, exist_ok=True)
    into.mkdir(parents=True, exist_ok=True)
    version = version_of(CHECKOUT)
    say(f"freezing Pith {version} ({version.commit})")
    frozen = freeze(CHECKOUT, build, version)
    root = build / "root"
    lay_out(CHECKOUT, frozen, root, version)
    asked = elf.asked_by(root / "usr" / "lib")
    made: list[Path] = []
    for kind in kinds:
        say(f"making the {kind} package")
        if kind == "deb":
            made.append(packages.make_deb(root, asked, version, into, pressed))
        elif kind == "rpm":
            made.append(packages.make_rpm(root, asked, version, into, pressed))
        elif kind == "tar":
            made.append(packages.make_archive(CHECKOUT, root, asked, version, into, pressed))
        else:
            image = packages.make_appimage(root, version, into, pressed)
            if image is None:
                say("no AppImage: mksquashfs (squashfs-tools) or the runtime is not at hand")
            else:
                made.append(image)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes packages of this checkout.")
    parser.add_argument("--only", default=",".join(KINDS), help="kinds, separated by commas")
    parser.add_argument("--into", type=Path, default=CHECKOUT / "dist")
    parser.add_argument("--fast", action="store_true", help="press the packages little")
    arguments = parser.parse_args()
    kinds: list[str] = arguments.only.split(",")
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong:
        parser.error(f"there is no kind {wrong[0]}; there are {', '.join(KINDS)}")
    if not sys.platform.startswith("linux"):
        parser.error("these packages are made on Linux; see packaging/windows and packaging/macos")
    started = time.monotonic()
    try:
        made = make(kinds, arguments.into.resolve(), "fast" if arguments.fast else "best")
    except InstallerError as error:
        print(f"\npith: {error}\n", file=sys.stderr)
        return 1
    say(f"made in {time.monotonic() - started:.0f} s, in {arguments.into}:")
    print(packages.sizes(made))
    shutil.rmtree(CHECKOUT / "build" / "installer" / "AppDir", ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
