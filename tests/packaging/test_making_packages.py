"""The steps from a checkout to packages, each by itself."""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

import pytest
from pith_installer import contents, icons, packages
from pith_installer.errors import InstallerError, output_of
from pith_installer.manual import manual_page
from pith_installer.system import library_places, package_of
from pith_installer.version import Version, version_of

from pith_app._command_line._help import HELP

VERSION = Version("1.2.3", "dev.45", "0123456789", 1_700_000_000)


class TestVersion:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        (tmp_path / "core/pith").mkdir(parents=True)
        self.write(tmp_path, "1.2.3")
        self.git(tmp_path, "init", "--quiet")
        self.commit(tmp_path)
        return tmp_path

    def write(self, checkout: Path, number: str) -> None:
        (checkout / "core/pith/__init__.py").write_text(f'__version__: Final = "{number}"\n')

    def git(self, checkout: Path, *words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(["git", "-C", checkout, *who, *words], check=True, capture_output=True)

    def commit(self, checkout: Path) -> None:
        self.git(checkout, "add", ".")
        self.git(checkout, "commit", "--quiet", "--message", "one")

    def test_a_commit_on_the_way_comes_before_the_version(self, checkout: Path) -> None:
        found = version_of(checkout)
        assert str(found) == "1.2.3-dev.1"
        assert found.debian == "1.2.3~dev.1"
        assert len(found.commit) == 10

    def test_a_tagged_commit_is_the_version(self, checkout: Path) -> None:
        self.git(checkout, "tag", "v1.2.3")
        assert str(version_of(checkout)) == "1.2.3"

    def test_a_commit_after_the_version_is_refused(self, checkout: Path) -> None:
        self.git(checkout, "tag", "v1.2.3")
        (checkout / "more").write_text("")
        self.commit(checkout)
        with pytest.raises(InstallerError, match=r"1\.2\.3 has been released"):
            version_of(checkout)

    def test_the_tag_of_another_version_is_none(self, checkout: Path) -> None:
        self.git(checkout, "tag", "v1.2.2")
        assert str(version_of(checkout)) == "1.2.3-dev.1"

    def test_changed_files_are_no_release(self, checkout: Path) -> None:
        file = checkout / "core/pith/__init__.py"
        file.write_text(file.read_text() + "changed = True\n")
        found = version_of(checkout)
        assert str(found) == "1.2.3-dev.1"
        assert found.commit.endswith("-changed")

    def test_a_missing_version_is_said(self, checkout: Path) -> None:
        (checkout / "core/pith/__init__.py").write_text("")
        with pytest.raises(InstallerError, match="says no __version__"):
            version_of(checkout)

    def test_a_debian_sorts_them(self) -> None:
        released = VERSION._replace(before="")
        for older, newer in ((VERSION, released), (VERSION, VERSION._replace(before="dev.100"))):
            command = ["dpkg", "--compare-versions", older.debian, "lt", newer.debian]
            subprocess.run(command, check=True)


class TestManual:
    def test_every_option_and_command_is_in_it(self) -> None:
        page = manual_page(HELP, VERSION)
        plain = page.replace("\\-", "-").replace("\\e", "\\")
        for line in HELP.splitlines():
            for word in line.split():
                if word.startswith("--") and len(word) > 2:
                    assert word in plain
        assert ".B extension uninstall ID\nremove one of yours" in plain
        assert ".B --user-dir DIR\n" in plain

    def test_man_takes_it_without_a_warning(self, tmp_path: Path) -> None:
        file = tmp_path / "pith.1"
        file.write_text(manual_page(HELP, VERSION))
        try:
            done = subprocess.run(
                ["groff", "-man", "-Tascii", "-P-c", "-ww", file],
                capture_output=True,
                text=True,
                check=True,
            )
        except FileNotFoundError:
            pytest.skip("groff is not installed")
        assert done.stderr == ""
        plain = re.sub(".\b", "", done.stdout)  # bold is a letter struck twice
        assert "SYNOPSIS\n       pith [OPTION...] [PATH" in plain

    def test_help_of_another_shape_is_refused(self) -> None:
        with pytest.raises(InstallerError, match="no section Options"):
            manual_page("Pith, a thing.\n\nUsage:\n  pith\n", VERSION)


class TestContents:
    def test_the_library_has_its_packages_and_not_its_tests(self) -> None:
        names = contents.standard_library()
        assert {"asyncio.base_events", "xml.etree.ElementTree", "ensurepip", "sqlite3"} <= set(
            names
        )
        assert not [name for name in names if name.startswith(("test", "tkinter", "idlelib"))]
        assert "readline" not in names

    def test_what_the_program_needs_is_inside_and_tools_are_not(self) -> None:
        names = {each.name.lower() for each in contents.inside()}
        assert {"pith", "pluggy", "pygments", "msgspec", "shiboken6"} <= names
        assert not names & {"pytest", "mypy", "pyinstaller"}
        out = contents.left_out()
        assert {"pytest", "mypy", "PyInstaller", "tkinter"} <= set(out)
        assert not set(out) & {"pith", "pith_app", "PySide6", "pluggy", "packaging.requirements"}

    def test_every_module_of_ours_comes_along(self, repository: Path) -> None:
        names = contents.all_of("pith") + contents.all_of("pith_app")
        for top, package in (("core", "pith"), ("app", "pith_app")):
            for path in (repository / top / package).rglob("*.py"):
                place = path.relative_to(repository / top)
                if "files.dir" in place.parts:
                    continue
                dotted = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
                assert dotted in names

    @pytest.mark.parametrize(
        ("destination", "source", "wanted"),
        [
            ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", False),
            ("libxcb-cursor.so.0", "/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
            ("libpython3.11.so.1.0", "/lib/x86_64-linux-gnu/libpython3.11.so.1.0", True),
            ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", True),
            ("PySide6/Qt/plugins/platforms/libqvnc.so", "/x/libqvnc.so", False),
            ("PySide6/Qt/translations/qtbase_de.qm", "/x/qtbase_de.qm", False),
            ("pith_app/_data/resources/languages.json", "/x/languages.json", True),
        ],
    )
    def test_libraries_of_the_system_stay_there(
        self, destination: str, source: str, wanted: bool
    ) -> None:
        assert contents.is_wanted(destination, source) is wanted


class TestSystem:
    def test_a_library_is_of_a_package(self) -> None:
        assert package_of(library_places()["libc.so.6"]) == "libc6"

    def test_what_no_package_brings_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(InstallerError, match=r"no Debian package brings .*libnone\.so"):
            package_of(tmp_path / "libnone.so.3")

    def test_a_command_that_fails_is_quoted(self) -> None:
        with pytest.raises(InstallerError, match=r"(?s)ls .* failed \(2\):.*/nowhere"):
            output_of(["ls", "/nowhere"])

    def test_a_program_that_is_missing_is_named(self) -> None:
        with pytest.raises(InstallerError, match="there is no program pith-has-none"):
            output_of(["pith-has-none"])


class TestPictures:
    @pytest.fixture
    def svg(self, repository: Path) -> Path:
        return repository / "resources" / "pith.svg"

    def test_every_size_is_drawn(self, svg: Path, tmp_path: Path) -> None:
        icons.write_hicolor(svg, tmp_path)
        for size in icons.SIZES:
            data = (tmp_path / f"hicolor/{size}x{size}/apps/pith.png").read_bytes()
            assert data.startswith(b"\x89PNG")
            assert struct.unpack_from(">II", data, 16) == (size, size)

    def test_the_icon_of_windows_can_be_read(self, svg: Path, tmp_path: Path) -> None:
        from PySide6.QtGui import QImage

        icons.write_ico(svg, tmp_path / "pith.ico")
        assert QImage(str(tmp_path / "pith.ico")).size().width() > 0

    def test_the_icon_of_macos_has_its_parts(self, svg: Path, tmp_path: Path) -> None:
        file = tmp_path / "pith.icns"
        icons.write_icns(svg, file)
        data = file.read_bytes()
        assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
        at, kinds = 8, []
        while at < len(data):
            kind, length = struct.unpack_from(">4sI", data, at)
            assert data[at + 8 : at + 12] == b"\x89PNG"
            kinds.append(kind)
            at += length
        assert kinds == [b"icp4", b"icp5", b"icp6", b"ic07", b"ic08", b"ic09"]


def test_the_program_at_the_head_of_an_image_is_found() -> None:
    head = bytearray(64)
    head[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<Q", head, 40, 70)
    struct.pack_into("<HH", head, 58, 64, 2)
    assert packages.elf_part(bytes(head) + bytes(400)) == bytes(head) + bytes(70 + 128 - 64)
    with pytest.raises(InstallerError, match="no 64-bit program"):
        packages.elf_part(b"#!/bin/sh\n")
