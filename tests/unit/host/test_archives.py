"""Archives: what is taken, and every kind that is refused, each with a reason."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.host import HostFolders
from pith.host.manage import install_extension
from tests.support.extension_host import ID, manifest

Make = Callable[[zipfile.ZipFile], None]
CODE = "def activate(context):\n    pass\n"


@pytest.fixture
def folders(tmp_path: Path) -> HostFolders:
    user = tmp_path / "user"
    (user / "extensions").mkdir(parents=True)
    return HostFolders(
        bundled=None,
        user=user / "extensions",
        extra=(),
        state=user / "extensions.json",
        storage=user / "storage",
        cache=tmp_path / "cache",
    )


def archive(file: Path, make: Make | None = None, prefix: str = "") -> Path:
    """An archive of an extension that is all right, and what `make` adds."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{prefix}extension.toml", manifest())
        packed.writestr(f"{prefix}sample.py", CODE)
        if make is not None:
            make(packed)
    return file


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["a.pithext", "a.zip", "a.whl", "no ending"])
@pytest.mark.parametrize("prefix", ["", "sample-main/"])
def test_an_archive_is_installed(
    folders: HostFolders, tmp_path: Path, name: str, prefix: str
) -> None:
    def more(packed: zipfile.ZipFile) -> None:
        packed.writestr(f"{prefix}data/", "")
        packed.writestr(f"{prefix}data/empty", "")
        packed.writestr(f"{prefix}data/Größe – 数.txt", "text")
        packed.writestr(f"{prefix}.git/config", "private")
        packed.writestr(f"{prefix}__pycache__/sample.pyc", "stale")

    installed = install_extension(archive(tmp_path / name, more, prefix), folders)
    assert installed.folder == folders.user / ID
    assert files(installed.folder) == {
        "extension.toml",
        "sample.py",
        "data/empty",
        "data/Größe – 数.txt",
    }
    assert [path.name for path in folders.user.iterdir()] == [ID]


def test_a_wheel_brings_what_lies_beside_the_manifest(folders: HostFolders, tmp_path: Path) -> None:
    def more(packed: zipfile.ZipFile) -> None:
        packed.writestr("sample-1.0.dist-info/METADATA", "Name: sample\n\nRequires-Dist: no\n")
        packed.writestr("sample-1.0.dist-info/RECORD", "")
        packed.writestr("other/__init__.py", "")

    installed = install_extension(archive(tmp_path / "a.whl", more, "acme_sample/"), folders)
    assert files(installed.folder) == {"extension.toml", "sample.py"}


def test_programs_stay_programs_and_nothing_else_of_modes(
    folders: HostFolders, tmp_path: Path
) -> None:
    def more(packed: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("run")
        info.external_attr = (stat.S_IFREG | 0o6755) << 16
        packed.writestr(info, "#!/bin/sh\n")

    installed = install_extension(archive(tmp_path / "a.zip", more), folders)
    assert stat.S_IMODE((installed.folder / "run").stat().st_mode) == 0o755
    assert stat.S_IMODE((installed.folder / "sample.py").stat().st_mode) == 0o644


def named(name: str, content: str = "x") -> Make:
    def make(packed: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("placeholder")
        info.filename = info.orig_filename = name  # as no honest program would write it
        packed.writestr(info, content)

    return make


def of_kind(kind: int, content: str = "/etc/passwd") -> Make:
    def make(packed: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("special")
        info.external_attr = (kind | 0o777) << 16
        packed.writestr(info, content)

    return make


def both(*names: str) -> Make:
    def make(packed: zipfile.ZipFile) -> None:
        for name in names:
            named(name)(packed)

    return make


def bomb(packed: zipfile.ZipFile) -> None:
    packed.writestr("zeros", b"\0" * 5_000_000)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (named("../evil.py"), "`../evil.py` in it leads out of the extension"),
        (named("data/../../evil"), "leads out of the extension"),
        (named("/etc/evil"), "`/etc/evil` in it is an absolute path"),
        (named("C:/evil"), "is an absolute path"),
        (named("\\\\server\\evil"), "is an absolute path"),
        (named("..\\evil"), "has a backslash"),
        (named("a//b"), "is no name of a file"),
        (named("./a"), "is no name of a file"),
        (named("a\x1b[2J"), "has a character in its name"),
        (named("what?.md"), "which Windows cannot hold"),
        (named("aside:stream"), "which Windows cannot hold"),
        (named("dot."), "ends in a dot or a space"),
        (named("space /x"), "ends in a dot or a space"),
        (named("nul"), "name of a device"),
        (named("data/Com1.txt"), "name of a device"),
        (named("x" * 300), "has a path of 300 characters"),
        (named("ü" * 130), "has a name that is too long"),
        (of_kind(stat.S_IFLNK), "is a link"),
        (of_kind(stat.S_IFCHR), "is neither a file nor a folder"),
        (of_kind(stat.S_IFIFO), "is neither a file nor a folder"),
        (of_kind(stat.S_IFSOCK), "is neither a file nor a folder"),
        (both("Sample.py"), "one file where case makes no difference"),
        (both("a/one", "A/two"), "one file where case makes no difference"),
        (both("é", "e\u0301"), "one file where case makes no difference"),
        (both("a", "a/b"), "is a file and a folder at once"),
        (bomb, "would grow to 5 MB"),
        (both("other/extension.toml"), None),
    ],
)
def test_hostile_archives(
    folders: HostFolders, tmp_path: Path, make: Make, said: str | None
) -> None:
    file = archive(tmp_path / "a.zip", make)
    if said is None:
        install_extension(file, folders)  # a manifest at the top is the one that counts
        return
    refused(folders, file, said)


@pytest.mark.parametrize(("limit", "value"), [("MAXIMUM_FILES", 5), ("MAXIMUM_BYTES", 2_000_000)])
def test_too_much(
    folders: HostFolders, tmp_path: Path, limit: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"pith.host.manage._archives.{limit}", value)
    content = random.Random(3).randbytes(700_000)
    file = archive(tmp_path / "a.zip", both("one", "two", "three", "four"))
    if limit == "MAXIMUM_BYTES":
        with zipfile.ZipFile(file, "a") as packed:
            for number in range(3):
                packed.writestr(f"large{number}", content)
    refused(folders, file, "holds more than")


def refused(folders: HostFolders, file: Path, said: str) -> None:
    with pytest.raises(ProblemError) as raised:
        install_extension(file, folders)
    (problem,) = raised.value.problems
    assert said in problem.message
    assert problem.source.startswith(str(file))
    assert "\x1b" not in repr(problem.message)
    assert list(folders.user.iterdir()) == []
    assert list(folders.user.parent.rglob("*")) == [folders.user]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(folders: HostFolders, tmp_path: Path) -> None:
    refused(folders, archive(tmp_path / "a.zip", both("sample.py")), "is in there twice")


def test_encrypted(folders: HostFolders, tmp_path: Path) -> None:
    data = bytearray(archive(tmp_path / "a.zip", named("secret")).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(signature)
        data[at + offset] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    refused(folders, tmp_path / "a.zip", "is encrypted")


def test_a_way_of_packing_that_nobody_knows(folders: HostFolders, tmp_path: Path) -> None:
    data = bytearray(archive(tmp_path / "a.zip", named("odd")).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.rfind(signature)
        data[at + offset : at + offset + 2] = struct.pack("<H", 99)
    (tmp_path / "a.zip").write_bytes(data)
    refused(folders, tmp_path / "a.zip", "is packed in a way that is not known here")


def test_files_that_lie_upon_each_other(folders: HostFolders, tmp_path: Path) -> None:
    """How a small archive holds any number of large files."""

    def more(packed: zipfile.ZipFile) -> None:
        packed.writestr("kernel", random.Random(1).randbytes(3000))
        packed.writestr("second", "x")
        packed.getinfo("second").header_offset = packed.getinfo("kernel").header_offset

    refused(folders, archive(tmp_path / "a.zip", more), "lies upon another file")


def test_a_size_that_lies(folders: HostFolders, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", lambda packed: packed.writestr("grows", b"ab" * 40_000))
    data = bytearray(file.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    file.write_bytes(data)
    refused(folders, file, "`grows` in it is damaged")


def test_not_a_zip(folders: HostFolders, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    for content in (b"", b"PK", b"not a zip" * 1000, b"\x1f\x8b" + b"\0" * 100):
        file.write_bytes(content)
        refused(folders, file, "is no zip file")


def test_without_an_extension(folders: HostFolders, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a/b/extension.toml", manifest())
    refused(folders, file, "there is no extension in it")


def test_with_several_extensions(folders: HostFolders, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("b/extension.toml", manifest())
        packed.writestr("a/extension.toml", manifest())
    refused(folders, file, "holds several extensions: a, b")


def test_faults_of_the_manifest_name_the_archive(folders: HostFolders, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a/extension.toml", manifest(version="one"))
    with pytest.raises(ProblemError) as raised:
        install_extension(file, folders)
    (problem,) = raised.value.problems
    assert (problem.source, problem.line) == (str(file / "a" / "extension.toml"), 4)


def test_truncated_anywhere(folders: HostFolders, tmp_path: Path) -> None:
    """Whatever is missing, one message comes, and nothing stays."""
    whole = archive(tmp_path / "a.zip", named("data", "text" * 500)).read_bytes()
    file = tmp_path / "part.zip"
    for length in range(0, len(whole), 13):
        file.write_bytes(whole[:length])
        refused(folders, file, "is no zip file")


def test_damaged_anywhere(folders: HostFolders, tmp_path: Path) -> None:
    """A byte that is wrong is found out, or makes no difference to what is installed."""
    content = random.Random(7).randbytes(400).hex()
    whole = archive(tmp_path / "a.zip", named("data", content)).read_bytes()
    file = tmp_path / "part.zip"
    for at in range(0, len(whole), 5):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        try:
            installed = install_extension(file, folders, update=True)
        except ProblemError:
            continue
        if (installed.folder / "data").exists():  # its name may be another
            assert (installed.folder / "data").read_text() == content, at
        assert (installed.folder / "sample.py").read_text() == CODE, at


def test_cancelled_while_unpacking(folders: HostFolders, tmp_path: Path) -> None:
    token = CancelToken()

    class Cancelling:
        def report(self, fraction: float | None, message: str = "") -> None:
            if message == "copying":
                token.cancel()

    with pytest.raises(Cancelled):
        install_extension(archive(tmp_path / "a.zip"), folders, progress=Cancelling(), token=token)
    assert list(folders.user.iterdir()) == []


def test_a_disk_that_is_full(
    folders: HostFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = archive(tmp_path / "a.zip")

    def refuse(self: Path, mode: int) -> None:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "chmod", refuse)
    refused(folders, file, "cannot be unpacked: No space left on device")


def test_a_file_that_may_not_be_read(folders: HostFolders, tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="there is no extension here"):
        install_extension(tmp_path / "nowhere.zip", folders)


def test_the_wheel_says_what_it_needs(tmp_path: Path) -> None:
    from pith.host.manage._archives import Archive

    metadata = (
        "Metadata-Version: 2.1\nName: sample\nRequires-Dist: one>=1\n"
        "Requires-Dist: two; python_version>='3'\nRequires-Dist: three; extra == 'test'\n"
        "Requires-Dist: four; extra=='x'\n\nText\n"
    )
    file = archive(
        tmp_path / "a.whl", lambda packed: packed.writestr("s-1.dist-info/METADATA", metadata)
    )
    with Archive(file) as opened:
        assert opened.requirements() == ["one>=1", "two; python_version>='3'"]


def test_random_bytes_are_refused(folders: HostFolders, tmp_path: Path) -> None:
    seed = 20
    source = random.Random(seed)
    file = tmp_path / "a.zip"
    for number in range(200):
        buffer = io.BytesIO(b"PK\x03\x04" + source.randbytes(source.randrange(300)))
        buffer.seek(0, io.SEEK_END)
        buffer.write(b"PK\x05\x06" + source.randbytes(source.randrange(40)))
        file.write_bytes(buffer.getvalue())
        with pytest.raises(ProblemError):
            install_extension(file, folders)
        assert list(folders.user.iterdir()) == [], (seed, number)
