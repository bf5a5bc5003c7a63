"""Makes the environment that `make run` and `make test` use: system packages, then `.venv`.

Run by whatever Python the machine has, before anything of ours is installed: the standard
library only, and nothing in it that Python 3.8 could not parse, so that an old Python is told
what is wrong. The Makefile calls this when its stamp is older than what it depends on.
"""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = ROOT / "build" / "set-up.log"
OLDEST_PYTHON = (3, 11)


class Need(NamedTuple):
    """Something of the system's, and the Debian package that brings it."""

    package: str
    library: str = ""
    program: str = ""

    def met(self) -> bool:
        if self.library:
            try:
                ctypes.CDLL(self.library)
            except OSError:
                return False
            return True
        if self.program:
            return shutil.which(self.program) is not None
        return any(
            any(folder.rglob("*.[to]t[fc]"))
            for folder in (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        )


# Asked for by the libraries' own names and not by dpkg, because another distribution, or another
# release of Debian, calls its packages otherwise.
TO_RUN = (
    # What importing QtWidgets loads.
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libgl1", library="libGL.so.1"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    # What a window under X11 loads in addition.
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
    # And under Wayland.
    Need("libwayland-cursor0", library="libwayland-cursor.so.0"),
    Need("fonts-dejavu-core"),
)
TO_TEST = (Need("xvfb", program="Xvfb"),)
# What making packages of it takes. The library is one that Qt can do without, and that is asked
# for here so that the package that brings it can be named.
_LIBPYTHON = sysconfig.get_config_var("INSTSONAME") or ""
TO_PACKAGE = (
    # The shared library of the Python that runs this is frozen with the program. (Where a Python
    # has none, no package brings it: the freezer says what to do.)
    Need(
        "libpython{}.{}".format(*sys.version_info[:2]),
        library=_LIBPYTHON if ".so" in _LIBPYTHON else "libc.so.6",
    ),
    Need("binutils", program="objdump"),
    Need("squashfs-tools", program="mksquashfs"),
    Need("libwayland-egl1", library="libwayland-egl.so.1"),
)
# And trying them: a system to install them on, and who looks them over.
TO_TRY_PACKAGES = (
    Need("debootstrap", program="debootstrap"),
    Need("desktop-file-utils", program="desktop-file-validate"),
    Need("lintian", program="lintian"),
)


class SetUpError(Exception):
    """Says in a line or two what is missing and what to type."""


def say(message: str) -> None:
    print(f"pith: {message}", flush=True)


def run(command: Sequence[str], **environment: str) -> bool:
    """Run `command`, its output in the log; whether it succeeded."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write("\n$ {}\n".format(" ".join(command)))
        log.flush()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return done.returncode == 0


def last_words() -> str:
    """The line of the log that most likely says why the last command failed."""
    lines = [line.strip() for line in LOG.read_text("utf-8", "replace").splitlines()]
    last = lines[max(i for i, line in enumerate(lines) if line.startswith("$ ")) + 1 :]
    errors = [line for line in last if line.startswith(("E:", "ERROR", "Error", "error"))]
    return (errors or [line for line in last if line] or ["it said nothing"])[-1]


def install_packages(packages: Sequence[str], goal: str) -> None:
    """Install Debian packages, or say what to type."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetUpError(
            f"the system lacks what Debian has in these packages: {names}\n"
            f"Install them with your system's package manager, then type: make {goal}"
        )
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise SetUpError(
            f"system packages are missing. Type, then make {goal} again:\n"
            f"sudo apt-get update && sudo {' '.join(command)}"
        )
    say(f"installing system packages: {names}")
    # A list of packages from last month names files that are gone. If it cannot be renewed, the
    # one there is may still do.
    run(["apt-get", "update"])
    command[1:1] = ["-o", "DPkg::Lock::Timeout=300"]
    if not run(command, DEBIAN_FRONTEND="noninteractive"):
        raise SetUpError(
            f"apt-get could not install {names}: {last_words()}\n"
            f"Put that right, then type: make {goal}     (all it said: {LOG.relative_to(ROOT)})"
        )


def check_python(goal: str) -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError(
            "{} is Python {}.{}, and Pith needs {}.{} or newer.\n"
            "Install one, then type, with its name: make PYTHON=python3.12 {}".format(
                sys.executable, *sys.version_info[:2], *OLDEST_PYTHON, goal
            )
        )


def missing_packages(needs: Sequence[Need]) -> list[str]:
    """The Debian packages that bring what is not there."""
    missing = [need.package for need in needs if not need.met()]
    # Debian keeps these two parts of Python in a package of their own.
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        systems_own = Path("/usr/bin/python3")
        if systems_own.exists() and Path(sys.executable).resolve() == systems_own.resolve():
            missing.insert(0, "python3-venv")
        else:
            missing.insert(0, "python{}.{}-venv".format(*sys.version_info[:2]))
    return missing


def wanted_python_packages() -> list[str]:
    """What pyproject.toml asks for: to run, to develop and to build."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["installer"],
        *project["build-system"]["requires"],
    ]


def environment_key() -> str:
    """Changes when `.venv` has to be made or brought up to date.

    The place is part of it: a copied or moved checkout has scripts that name the old one.
    """
    key = hashlib.sha256(str(ROOT).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        key.update((ROOT / name).read_bytes())
    return key.hexdigest()


def set_up_venv(goal: str) -> None:
    key_file = VENV / ".pith-key"
    key = f"{ROOT}\n{environment_key()}\n"
    before = key_file.read_text("utf-8") if key_file.exists() else ""
    python = VENV / "bin" / "python"
    usable = (
        before.splitlines()[:1] in ([], [str(ROOT)])
        and python.exists()
        and run([str(python), "-c", "import sys, pip; assert sys.version_info >= (3, 11)"])
    )
    if usable and before == key:
        return
    if not usable:
        say("making the Python environment .venv")
        if not run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            raise SetUpError(
                f"{sys.executable} could not make .venv: {last_words()}\n"
                f"Put that right, then type: make {goal}     (all it said: {LOG.relative_to(ROOT)})"
            )
    say("installing Python packages into .venv (a minute or two)")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install"]
    # Without isolation for our own build: what it needs has just been installed, at the versions
    # of constraints.txt, and an isolated build would fetch it a second time, at any version.
    if not (
        run([*pip, "--constraint", "constraints.txt", *wanted_python_packages()])
        and run([*pip, "--no-build-isolation", "--no-deps", "--editable", "."])
    ):
        raise SetUpError(
            f"pip could not install the Python packages: {last_words()}\n"
            f"Is the network there? Then type: make {goal}     "
            f"(all it said: {LOG.relative_to(ROOT)})"
        )
    key_file.write_text(key, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes the environment Pith runs in.")
    parser.add_argument("goal", choices=["run", "test"], help="what is going to be made")
    parser.add_argument("--stamp", type=Path, required=True, help="file to touch when all is there")
    arguments = parser.parse_args()
    goal: str = arguments.goal
    LOG.parent.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    # Two terminals may type make at once. This file is locked because it is sure to exist.
    lock = Path(__file__).open("rb")  # noqa: SIM115 - held until the process ends
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        check_python(goal)
        missing = missing_packages(
            TO_RUN if goal == "run" else TO_RUN + TO_TEST + TO_PACKAGE + TO_TRY_PACKAGES
        )
        if missing:
            install_packages(missing, goal)
        set_up_venv(goal)
    except SetUpError as error:
        print(f"\npith: {error}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    # The Makefile compares this with where it is, and calls again when the checkout has moved.
    arguments.stamp.write_text(f"{ROOT}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
