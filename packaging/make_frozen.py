"""Freezes this checkout on the system it runs on: the folder that installers are made of.

    python packaging/make_frozen.py

On Linux `make installer` does this and all that follows. On Windows and macOS it is the first
step of the workflow installers.yml; there it has NOT YET BEEN RUN.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pith_installer import icons, licences
from pith_installer.errors import InstallerError
from pith_installer.freeze import freeze
from pith_installer.version import version_of

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    build = CHECKOUT / "build" / "installer"
    build.mkdir(parents=True, exist_ok=True)
    svg = CHECKOUT / "resources" / "pith.svg"
    icon: Path | None = None
    try:
        if os.name == "nt":
            icon = build / "pith.ico"
            icons.write_ico(svg, icon)
        elif sys.platform == "darwin":
            icon = build / "pith.icns"
            icons.write_icns(svg, icon)
        frozen = freeze(CHECKOUT, build, version_of(CHECKOUT), icon)
        licences.write(licences.parts(frozen), CHECKOUT, frozen / "licences")
    except InstallerError as error:
        print(f"\npith: {error}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
