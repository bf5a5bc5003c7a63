"""The package: built, installed on a system without Python, used, upgraded and removed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import make_installer
import pytest
from pith_installer import contents, elf, packages, tree
from pith_installer.version import Version, version_of

from pith import __version__
from tests.packaging.machines import Folder, Machine, Person, extract_archive, make_machine
from tests.support.wheels import make_wheel

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are Linux's packages"),
    pytest.mark.timeout(600),
]

OLD_FILE = "usr/lib/pith/_internal/gone-in-the-next-version"

ODD_MODULES = (
    "audioop",
    "chunk",
    "colorsys",
    "dbm.dumb",
    "mailcap",
    "netrc",
    "plistlib",
    "sched",
    "wsgiref.simple_server",
    "xml.dom.expatbuilder",
    "xmlrpc.server",
    "zipapp",
)

MANIFEST = """\
schema = 1
id = "me.odd"
name = "Odd"
version = "0.1.0"
api = ">=0.1,<1"
tier = "trusted"
module = "odd"
activation = ["onStartupFinished"]
"""

ODD = """\
import subprocess
import sys
from pathlib import Path

{imports}
import pure_dependency
from PySide6 import QtNetwork, QtPrintSupport

NUMBER = {number}
FILE = Path({file!r})


def snapshot():
    return {{"before": NUMBER}}


def restore(state, from_version):
    global BEFORE
    BEFORE = state["before"]


BEFORE = 0


def activate(context):
    context.commands.handle("odd.say", lambda: None)


def started():
    child = subprocess.run(
        [sys.executable, "-c", "import json, sys; print(json.dumps(6 * 7), sys.argv[1])", "ok"],
        capture_output=True,
        text=True,
    )
    said = f"{{NUMBER}} after {{BEFORE}}: {{pure_dependency.ANSWER}}, {{child.stdout.strip()}}"
    new = FILE.with_suffix(".new")
    new.write_text(said)
    new.replace(FILE)
"""


class Built(NamedTuple):
    """The package of this checkout, one before it, and one after it that does not run."""

    package: Path
    before: Path
    after: Path
    archive: Path
    image: Path | None
    version: Version


@pytest.fixture(scope="module")
def built(repository: Path) -> Built:
    into = repository / "build" / "packages"
    shutil.rmtree(into, ignore_errors=True)
    package, archive, *images = make_installer.make(["deb", "tar", "appimage"], into, "fast")
    version = version_of(repository)
    build = repository / "build" / "installer"
    root = build / "root-before"
    old = Version("0.0.9", "", version.commit, version.epoch)
    tree.lay_out(repository, build / "frozen" / "pith", root, old)
    (root / OLD_FILE).write_text("")
    asked = elf.asked_by(root / "usr" / "lib")
    before = packages.make_deb(root, asked, old, into, "fast")
    _replace_modules(root / "usr/lib/pith")
    after = packages.make_deb(root, asked, old._replace(number="9.9.9"), into, "fast")
    return Built(package, before, after, archive, images[0] if images else None, version)


def _replace_modules(folder: Path) -> None:
    """Let another file lie in the place of each that modules are imported from."""
    program, library = folder / "pith", folder / "_internal" / "base_library.zip"
    size = program.stat().st_size
    program.unlink()  # the file itself is the next version's as well
    program.write_bytes(b"#!/bin/sh\nexit 0\n" + os.urandom(size))
    program.chmod(0o755)
    with zipfile.ZipFile(library) as archive:
        content = {info.filename: archive.read(info) for info in archive.infolist()}
    library.unlink()
    with zipfile.ZipFile(library, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in reversed(content.items()):
            archive.writestr(name, each)


@pytest.fixture(scope="module")
def machine(
    built: Built, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    machine = make_machine(folder, built.package, repository)
    machine.install(built.package)
    yield machine
    subprocess.run(["rm", "-rf", folder], check=True)


@pytest.fixture
def person(machine: Machine, built: Built) -> Iterator[Person]:
    if not (machine.root / "usr/bin/pith").is_symlink() or (machine.root / OLD_FILE).exists():
        machine.install(built.package)
    person = Person(machine)
    yield person
    for path in person.here(".").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def needs_a_system(person: Person) -> None:
    if isinstance(person.machine, Folder):
        pytest.skip("there is no Debian to install on: it takes root, debootstrap and a network")


def files(machine: Machine) -> set[str]:
    """Every file and folder of the system that a package could leave something in."""
    found = set()
    for top in ("usr", "etc", "opt", "lib", "bin"):
        folder = machine.root / top
        if folder.is_dir() and not folder.is_symlink():
            found |= {str(path.relative_to(machine.root)) for path in folder.rglob("*")}
    # dpkg's own triggers rebuild it for every package.
    return {name for name in found if not name.startswith("etc/ld.so.cache")}


def test_there_is_no_python(person: Person) -> None:
    needs_a_system(person)
    found = [path for path in (person.machine.root / "usr/bin").iterdir() if "python" in path.name]
    assert found == []


def test_it_says_its_version(person: Person, built: Built) -> None:
    said = person.run("/usr/bin/pith", "--version")
    assert said == f"pith {built.version} ({built.version.commit})\n"
    assert said.startswith(f"pith {__version__}")


def test_it_takes_a_picture(person: Person) -> None:
    person.write("hello.py", "print('hello')\n")
    said = person.run(
        "/usr/bin/pith", "screenshot", person.there("a.png"), person.there("hello.py")
    )
    assert "Qt" not in said
    assert person.here("a.png").read_bytes().startswith(b"\x89PNG")


def test_the_whole_standard_library_is_there(person: Person) -> None:
    # What a package does when it is run, it does when its __main__ is imported.
    names = [name for name in contents.standard_library() if not name.endswith("__main__")]
    assert len(names) > 500
    person.write(
        "all.py",
        "import importlib, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        f"for name in {names!r}:\n"
        "    try:\n"
        "        importlib.import_module(name)\n"
        "    except ImportError as error:\n"
        "        print(name, error)\n",
    )
    said = person.run("/usr/lib/pith/pith-python", person.there("all.py"), PATH="/nowhere")
    # These import on other systems only, wherever their Python is from.
    others = ("asyncio.windows", "ctypes.wintypes", "encodings.mbcs", "encodings.oem", "msilib",
              "multiprocessing.popen_spawn_win32", "ctypes.macholib", "distutils")  # fmt: skip
    assert [line for line in said.splitlines() if not line.startswith(others)] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-c", "import sys; print(sys.argv)", "a", "-b"), "['-c', 'a', '-b']\n"),
        (("-V",), f"Python {sys.version.split()[0]}\n"),
        (("-Im", "base64", "-t"), None),
        (("-m", "unittest", "-h"), None),
        (("-c", "import os; os.closerange(3, 4000); import ftplib; print('fine')"), "fine\n"),
        (("-c", "exit(0)"), ""),
        (("-W", "error", "-c", "import sys; print(sys.warnoptions)"), "['error']\n"),
        (("-",), ""),
    ],
)
def test_it_is_a_python_for_child_processes(
    person: Person, words: tuple[str, ...], said: str | None
) -> None:
    assert said in (None, person.run("/usr/lib/pith/pith-python", *words))
    assert said in (None, person.run("/usr/bin/pith", "--as-python", *words))


def test_what_is_wrong_is_told_as_a_python_does(person: Person) -> None:
    person.write("wrong.py", "def wrong():\n    return 1 / 0\nwrong()\n")
    file = person.there("wrong.py")
    said = person.run("/usr/lib/pith/pith-python", file, status=1)
    assert said.splitlines() == [
        "Traceback (most recent call last):",
        f'  File "{file}", line 3, in <module>',
        "    wrong()",
        f'  File "{file}", line 2, in wrong',
        "    return 1 / 0",
        "           ~~^~~",
        "ZeroDivisionError: division by zero",
    ]


def test_processes_of_multiprocessing_start(person: Person) -> None:
    person.write(
        "many.py",
        "import multiprocessing\n"
        "def double(number):\n"
        "    return 2 * number\n"
        "if __name__ == '__main__':\n"
        "    for way in ('spawn', 'forkserver', 'fork'):\n"
        "        context = multiprocessing.get_context(way)\n"
        "        with context.Pool(2) as pool:\n"
        "            print(way, pool.map(double, [1, 2, 3]))\n",
    )
    said = person.run("/usr/lib/pith/pith-python", person.there("many.py"))
    assert said == "".join(f"{way} [2, 4, 6]\n" for way in ("spawn", "forkserver", "fork"))


def test_extensions_are_made_checked_and_installed(person: Person) -> None:
    folder = person.there("work")
    person.write("work/.keep", "")
    person.run("/usr/bin/pith", "extension", "new", "me.hello", folder)
    person.run("/usr/bin/pith", "extension", "check", f"{folder}/me.hello")
    person.run("/usr/bin/pith", "extension", "install", "--yes", f"{folder}/me.hello")
    listed = person.run("/usr/bin/pith", "extension", "list")
    assert "me.hello" in listed
    assert "pith.explorer" in listed
    person.run("/usr/bin/pith", "extension", "uninstall", "me.hello")
    assert "me.hello" not in person.run("/usr/bin/pith", "extension", "list")


def test_what_an_extension_imports_is_fetched_by_the_pip_inside(person: Person) -> None:
    make_wheel(person.here("wheels"), "greet-words", "1.0", {"greet_words.py": "WORD = 1\n"})
    manifest = MANIFEST.replace("activation", 'dependencies = ["greet-words"]\nactivation')
    person.write("work/odd/extension.toml", manifest)
    person.write("work/odd/odd.py", "import greet_words\n")
    said = person.run(
        *("/usr/bin/pith", "extension", "install", "--yes", person.there("work/odd")),
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=person.there("wheels"),
    )
    assert "with greet-words 1.0" in said
    installed = person.here(".local/share/pith/extensions/me.odd/site-packages")
    assert (installed / "greet_words.py").exists()


def odd(person: Person, number: int) -> str:
    imports = "\n".join(f"import {name}" for name in ODD_MODULES)
    return ODD.format(imports=imports, number=number, file=person.there("said"))


def says(person: Person, what: str) -> bool:
    return person.here("said").exists() and person.here("said").read_text() == what


def install_odd(person: Person) -> str:
    """An extension with a dependency of its own; where its module lies."""
    folder = ".local/share/pith/extensions/me.odd"
    manifest = MANIFEST + '[[contributes.commands]]\nid = "odd.say"\ntitle = "Odd: Say"\n'
    person.write(f"{folder}/odd.py", odd(person, 1))
    person.write(f"{folder}/pure_dependency/__init__.py", "from .answers import ANSWER\n")
    person.write(f"{folder}/pure_dependency/answers.py", "ANSWER = 'pure'\n")
    person.write(f"{folder}/extension.toml", manifest)
    return f"{folder}/odd.py"


def test_an_extension_is_reloaded_while_the_window_is_open(person: Person) -> None:
    module = install_odd(person)
    with person.window() as window:
        window.until(lambda: says(person, "1 after 0: pure, 42 ok"), "the extension runs")
        person.write(module, odd(person, 2))
        window.until(lambda: says(person, "2 after 1: pure, 42 ok"), "it is reloaded")
        person.write(module, odd(person, 3) + "\nraise ValueError('broken')\n")
        person.write(module, odd(person, 4))
        window.until(lambda: says(person, "4 after 2: pure, 42 ok"), "it is repaired")


def test_its_window_opens_on_a_screen(person: Person, x_display: dict[str, str]) -> None:
    person.write("hello.py", "print('hello')\n")
    # The server is reached by its name in the network's namespace, which the machine shares.
    given = {"DISPLAY": x_display["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
    with person.window(person.there("hello.py"), **given):
        pass  # it is ready when it has been painted, and says what goes wrong as it ends


def test_an_upgrade_keeps_what_is_the_persons(person: Person, built: Built) -> None:
    machine = person.machine
    machine.install(built.before)
    assert (machine.root / OLD_FILE).exists()
    install_odd(person)
    person.write(".config/pith/settings.toml", "[editor]\ntabSize = 3\n")
    with person.window() as window:
        window.until(lambda: says(person, "1 after 0: pure, 42 ok"), "the extension runs")
    machine.install(built.package)
    assert not (machine.root / OLD_FILE).exists()
    assert person.here(".config/pith/settings.toml").read_text() == "[editor]\ntabSize = 3\n"
    person.here("said").unlink()
    with person.window() as window:
        window.until(lambda: says(person, "1 after 0: pure, 42 ok"), "the extension runs again")


def test_a_window_goes_on_when_its_program_is_replaced(person: Person, built: Built) -> None:
    module = install_odd(person)
    plain = odd(person, 2).replace("child.stdout.strip()", "'no child'")
    with person.window() as window:
        window.until(lambda: says(person, "1 after 0: pure, 42 ok"), "the extension runs")
        person.machine.install(built.after)
        try:
            more = "import email.mime.audio, ftplib, tabnanny\n'é'.encode('cp775', 'replace')\n"
            person.write(module, more + plain)
            window.until(lambda: says(person, "2 after 1: pure, no child"), "it is reloaded")
        finally:
            person.machine.install(built.package)


def test_removal_leaves_what_is_the_persons_and_nothing_else(person: Person, built: Built) -> None:
    needs_a_system(person)
    machine = person.machine
    machine.remove()
    before = files(machine)
    machine.install(built.package)
    install_odd(person)
    with person.window() as window:
        window.until(lambda: says(person, "1 after 0: pure, 42 ok"), "the extension runs")
    machine.remove()
    assert files(machine) - before == set()
    assert before - files(machine) == set()
    assert person.here(".local/share/pith/extensions/me.odd/odd.py").exists()


def test_it_runs_out_of_an_archive(built: Built, tmp_path: Path) -> None:
    folder = extract_archive(built.archive, tmp_path).rename(tmp_path / "größer und kleiner")
    program = [folder / "bin" / "pith"]
    picture = tmp_path / "a.png"
    for words in (["--version"], ["screenshot", picture, folder / "README.txt"]):
        done = subprocess.run(
            [*program, *words],
            env={"HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert (folder / "DEPENDENCIES.txt").read_text().startswith("glibc 2.")


def test_it_runs_out_of_an_image(built: Built, tmp_path: Path) -> None:
    if built.image is None:
        pytest.skip("no AppImage could be made: its runtime or mksquashfs is not at hand")
    done = subprocess.run(
        [built.image, "--appimage-extract-and-run", "--version"],
        env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(f"pith {built.version}")


def test_lintian_finds_no_error(built: Built, tmp_path: Path) -> None:
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error", built.package],
        env={**os.environ, "TMPDIR": str(tmp_path)},  # it leaves files there
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if line.startswith("E:")]
    assert errors == []
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_desktop_entry_is_right(built: Built, repository: Path) -> None:
    entry = repository / "packaging" / "linux" / "pith.desktop"
    done = subprocess.run(
        ["desktop-file-validate", entry], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout


def test_everything_inside_has_its_licence(person: Person) -> None:
    machine = person.machine
    folder = machine.root / "usr/share/doc/pith/licences"
    listed = (folder / "README.txt").read_text()
    named = re.findall(r"^    text     (\S+)/$", listed, re.MULTILINE)
    for name in named:
        assert any((folder / name).iterdir()), name
    for each in contents.inside():
        if each.name.lower() != "pith":
            assert each.name in named
    for library in (machine.root / "usr/lib/pith/_internal").glob("lib*.so*"):
        stem = re.sub(r"\.so.*", "", library.name)
        # Debian's packages are called after their library, and its version.
        assert stem.startswith("libpython") or any(
            re.fullmatch(rf"{re.escape(stem)}[-\d.]*", name) for name in named
        ), library.name
    for part in ("ICU", "libjpeg-turbo", "LibTIFF", "libwebp", "Qt-and-the-code-of-others-in-it"):
        assert part in named
