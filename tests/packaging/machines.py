"""Systems to install the program on: a Debian of its own, or, where none can be had, a folder.

Neither has anything of the checkout or of its environment in reach, and what runs there runs as
somebody who owns nothing but a home.
"""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

PERSON = 1000
PATIENCE = 60.0


class Machine(Protocol):
    """Where a package is installed, and programs are run as a person."""

    root: Path
    """Its file system, as it is seen from here."""
    home: Path
    """The person's folder, as it is seen from there."""

    def command(self, words: Sequence[str], environment: dict[str, str]) -> list[str]: ...

    def install(self, package: Path) -> None: ...

    def remove(self) -> None: ...


class Debian:
    """A minimal system in a folder, entered by chroot. Needs root, and debootstrap."""

    home = Path("/home/person")

    def __init__(self, root: Path, repository: Path) -> None:
        self.root = root
        self._mounts = repository / "packaging" / "mount-root.sh"

    def command(self, words: Sequence[str], environment: dict[str, str]) -> list[str]:
        user = f"--userspec={PERSON}:{PERSON}"
        return self._enter([user], words, environment)

    def _enter(
        self, how: Sequence[str], words: Sequence[str], environment: dict[str, str]
    ) -> list[str]:
        script = f'root=$1; shift; . {self._mounts}; exec chroot "$@"'
        return [
            *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
            *("sh", "-ec", script, "sh", str(self.root), *how, str(self.root)),
            *("/usr/bin/env", "-i", *(f"{name}={value}" for name, value in environment.items())),
            *words,
        ]

    def install(self, package: Path) -> None:
        shutil.copy(package, self.root / "package.deb")
        self._as_root("dpkg", "--install", "/package.deb")
        (self.root / "package.deb").unlink()

    def remove(self) -> None:
        self._as_root("dpkg", "--purge", "pith")

    def _as_root(self, *words: str) -> None:
        path = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
        command = self._enter([], words, path)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


class Folder:
    """A package unpacked into a folder: its dependencies are those of this system."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home" / "person"

    def command(self, words: Sequence[str], environment: dict[str, str]) -> list[str]:
        program = str(self.root) + words[0] if words[0].startswith("/usr/") else words[0]
        given = {"HOME": str(self.home), **environment}
        drop = ["setpriv", f"--reuid={PERSON}", f"--regid={PERSON}", "--clear-groups"]
        return [
            *(drop if os.geteuid() == 0 else []),
            *("/usr/bin/env", "-i", *(f"{name}={value}" for name, value in given.items())),
            *(program, *words[1:]),
        ]

    def install(self, package: Path) -> None:
        self.remove()
        subprocess.run(["dpkg-deb", "--extract", package, self.root], check=True)

    def remove(self) -> None:
        shutil.rmtree(self.root / "usr", ignore_errors=True)


def make_machine(folder: Path, package: Path, repository: Path) -> Machine:
    """A Debian with the package's dependencies and nothing else, or a folder."""
    if os.environ.get("PITH_TEST_MACHINE") != "folder" and os.geteuid() == 0:
        base = _debian_base(repository, package)
        if base is not None:
            subprocess.run(["cp", "-a", base, folder / "root"], check=True)
            return Debian(folder / "root", repository)
    root = folder / "root"
    machine = Folder(root)
    machine.home.mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(machine.home, PERSON, PERSON)
    for each in (*folder.parents, folder, root):
        with suppress(OSError):
            each.chmod(each.stat().st_mode | 0o011)
    return machine


def _debian_base(repository: Path, package: Path) -> Path | None:
    """The system as debootstrap makes it, kept for the next time; None where there is none."""
    field = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends"], capture_output=True, text=True, check=True
    )
    needed = [each.split("(")[0].strip() for each in field.stdout.split(",")]
    base = repository / "build" / "machine" / "base"
    made = base.with_suffix(".packages")
    if made.exists() and made.read_text() == "\n".join(needed):
        return base
    mirror = _mirror()
    if mirror is None or shutil.which("debootstrap") is None:
        return None
    subprocess.run(["rm", "-rf", base], check=True)
    base.parent.mkdir(parents=True, exist_ok=True)
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    done = subprocess.run(
        [
            *("debootstrap", "--variant=minbase", f"--include={','.join(needed)}"),
            *(release, base, mirror),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"no Debian to install on, so a folder has to do: {done.stdout[-500:]}")
        return None
    useradd = ["useradd", "--create-home", f"--uid={PERSON}", "person"]
    subprocess.run(["chroot", base, *useradd], check=True)
    made.write_text("\n".join(needed))
    return base


def _mirror() -> str | None:
    """Where this machine has its own packages from."""
    if shutil.which("apt-get") is None:
        return None
    release = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    said = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)"],
        capture_output=True,
        text=True,
        check=False,
    )
    for line in said.stdout.splitlines():
        site, _, of = line.partition(" ")
        if of == release:
            return site
    return None


class Person:
    """Somebody at that machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def there(self, name: str) -> str:
        """A path below the person's home, as it is called there."""
        return str(self.machine.home / name)

    def here(self, name: str) -> Path:
        """The same, as this process reaches it."""
        home = self.machine.home
        if home.is_relative_to(self.machine.root):
            return home / name
        return self.machine.root / home.relative_to("/") / name

    def write(self, name: str, content: str) -> None:
        """Save a file of the person's, by renaming, as editors do."""
        path = self.here(name)
        missing = [each for each in path.parents if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + ".new")
        new.write_text(content)
        if os.geteuid() == 0:
            for each in (*missing, new):
                os.chown(each, PERSON, PERSON)
        new.replace(path)

    def run(self, *words: str, status: int = 0, **environment: str) -> str:
        """Run a program to its end: what it printed, errors included."""
        done = subprocess.run(
            self.machine.command(words, environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": os.environ["PATH"]},
            cwd="/",
            timeout=PATIENCE * 2,
            check=False,
        )
        assert done.returncode == status, (words, done.returncode, done.stdout)
        return done.stdout

    @contextmanager
    def window(self, *words: str, **environment: str) -> Iterator[Running]:
        """The program's window, ready for use; ended as a desktop ends it."""
        self.here("ready").unlink(missing_ok=True)
        given = {"QT_QPA_PLATFORM": "offscreen", **environment}
        given["PITH_STARTUP_TRACE"] = self.there("ready")
        process = subprocess.Popen(
            self.machine.command(["/usr/bin/pith", *words], given),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": os.environ["PATH"]},
            cwd="/",
        )
        running = Running(process)
        try:
            running.until(
                lambda: self.here("ready").exists() and "ready" in self.here("ready").read_text(),
                "the window is ready",
            )
            yield running
            running.end()
        finally:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.kill(innermost(process.pid), signal.SIGKILL)
            process.communicate()


class Running:
    """A window's process, and those that lead to it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if self._process.poll() is not None:
                raise AssertionError(f"it ended before: {what}\n{self._process.communicate()[0]}")
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain: {what}")
            time.sleep(0.02)

    def end(self) -> None:
        os.kill(innermost(self._process.pid), signal.SIGTERM)
        said = self._process.communicate(timeout=PATIENCE)[0]
        assert self._process.returncode == 0, said
        assert said == "", said


def innermost(pid: int) -> int:
    """The process that a chain of commands ends in (what that starts itself is not looked at)."""
    while True:
        name = Path(f"/proc/{pid}/comm").read_text().strip()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if name == "pith" or not children:
            return pid
        pid = int(children[0])


def extract_archive(archive: Path, into: Path) -> Path:
    """Unpack a .tar.gz of the program: its only folder."""
    with tarfile.open(archive) as opened:
        opened.extractall(into, filter="tar")
    (folder,) = into.iterdir()
    return folder
