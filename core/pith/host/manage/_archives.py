"""Unpacking an archive that somebody else made, trusting nothing in it.

An archive is a zip file: `.pithext` (what `pith extension pack` writes), `.zip`, or a wheel. The
manifest lies at its top, or in the one folder at its top that has one.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

from pith.base import CancelToken, Problem, ProblemError
from pith.host._manifest import MANIFEST_NAME
from pith.host.manage._copying import LEFT_OUT, MAXIMUM_BYTES, MAXIMUM_FILES
from pith.host.manage._names import check_path, collisions

#: What a packed extension is called. Not `.zip`: browsers unpack those, and a system can know
#: which program opens this one.
SUFFIX: Final = ".pithext"
SUFFIXES: Final = (SUFFIX, ".zip", ".whl")

#: Text packs to a tenth; what packs to less than a hundredth is made to fill a disk.
_MAXIMUM_RATIO: Final = 100
_ALWAYS_TAKEN: Final = 1_000_000  # bytes of a file, whatever it packs to
_CHUNK: Final = 1 << 20
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_ENCRYPTED: Final = 0x1


class Member(NamedTuple):
    """A file or folder of an archive, with its path from the extension's folder."""

    info: zipfile.ZipInfo
    path: str


class Archive:
    """An archive whose list of contents was examined. Use as a context; blocks."""

    def __init__(self, file: Path) -> None:
        """Raises ProblemError with what is refused."""
        self.file = file
        try:
            self._zip = zipfile.ZipFile(file)
        except OSError as error:
            raise self._refused("", f"cannot be read: {error.strerror or error}") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise self._refused(
                "", "is no zip file, or only a part of one", "get it once more"
            ) from None
        try:
            self._check(self._zip.infolist())
            self.top = self._find_top()
            self.members = list(self._wanted())
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def read_manifest(self) -> bytes:
        """The bytes of the manifest, at most as many as are read of one."""
        from pith.host._manifest_parsing import check_size

        info = self._zip.getinfo(self.top + MANIFEST_NAME)
        check_size(info.file_size, self.file / MANIFEST_NAME)
        with self._open(info) as source:
            return self._read(source, info, info.file_size + 1)

    def requirements(self) -> list[str]:
        """The distributions that a wheel says it needs, but for those of its extras."""
        from email.parser import BytesParser

        for info in self._zip.infolist():
            folder, _, name = info.filename.rpartition("/")
            if name == "METADATA" and folder.endswith(".dist-info") and "/" not in folder:
                with self._open(info) as source:
                    metadata = BytesParser().parsebytes(
                        self._read(source, info, _ALWAYS_TAKEN), headersonly=True
                    )
                needed: list[str] = metadata.get_all("Requires-Dist") or []
                return [each for each in needed if not re.search(r"\bextra\s*==", each)]
        return []

    def unpack(self, target: Path, token: CancelToken) -> None:
        """Write its files into the new folder `target`. Raises ProblemError, Cancelled."""
        try:
            target.mkdir(parents=True)
            for info, path in self.members:
                token.raise_if_cancelled()
                place = target / path
                if info.is_dir():
                    place.mkdir(parents=True, exist_ok=True)
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                self._write(info, place, token)
                place.chmod(0o644 | ((info.external_attr >> 16) & 0o111))
        except OSError as error:
            reason = error.strerror or str(error)
            raise self._refused("", f"cannot be unpacked: {reason}") from None

    def _write(self, info: zipfile.ZipInfo, place: Path, token: CancelToken) -> None:
        left = info.file_size
        with self._open(info) as source, open(place, "xb") as file:
            while True:
                token.raise_if_cancelled()
                data = self._read(source, info, _CHUNK)
                if not data:
                    break
                left -= len(data)
                if left < 0:
                    raise self._refused(info.filename, "holds more than it says")
                file.write(data)
        if left:
            raise self._refused(info.filename, "is cut off", "get the archive once more")

    def _open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        try:
            return self._zip.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise self._damaged(info) from None

    def _read(self, source: IO[bytes], info: zipfile.ZipInfo, size: int) -> bytes:
        from lzma import LZMAError

        try:
            return source.read(size)
        except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, RuntimeError, ValueError):
            raise self._damaged(info) from None

    # -- what is refused

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        total = sum(info.file_size for info in infos)
        if len(infos) > MAXIMUM_FILES or total > MAXIMUM_BYTES:
            raise self._refused(
                "",
                f"holds more than {MAXIMUM_FILES:,} files or {MAXIMUM_BYTES // 1_000_000} MB",
                "pack the extension without data around it",
            )
        names: set[str] = set()
        for info in infos:
            if info.filename in names:
                raise self._refused(info.filename, "is in there twice", "pack it anew")
            names.add(info.filename)
            self._check_member(info)
        paths = ((info.filename.rstrip("/"), info.is_dir()) for info in infos)
        for wrong in collisions(paths):
            raise self._refused(wrong.path, wrong.message, wrong.advice)
        self._check_overlap(infos)

    def _check_member(self, info: zipfile.ZipInfo) -> None:
        # What zipfile made of the name is for this system; as it was written is for all.
        wrong = check_path(info.orig_filename.removesuffix("/"))
        if wrong is not None:
            raise self._refused(wrong.path, wrong.message, wrong.advice)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise self._refused(info.filename, "is a link", "pack what it leads to")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise self._refused(info.filename, "is neither a file nor a folder", "take it out")
        if info.flag_bits & _ENCRYPTED:
            raise self._refused(info.filename, "is encrypted", "pack it without a password")
        if info.compress_type not in _METHODS:
            raise self._refused(
                info.filename, "is packed in a way that is not known here", "pack it as zip does"
            )
        is_large = info.file_size > _ALWAYS_TAKEN
        if is_large and info.file_size > _MAXIMUM_RATIO * max(info.compress_size, 1):
            raise self._refused(
                info.filename,
                f"would grow to {info.file_size / 1_000_000:,.0f} MB from "
                f"{info.compress_size / 1_000:,.0f} kB",
                "no part of an extension packs that well: do not trust it",
            )

    def _check_overlap(self, infos: list[zipfile.ZipInfo]) -> None:
        """Files that share their bytes are how a small archive unpacks to anything."""
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise self._refused(
                    info.filename, "lies upon another file", "do not trust this archive"
                )
            end = info.header_offset + 30 + info.compress_size

    def _find_top(self) -> str:
        """What precedes the paths of the extension's files: "", or a folder and a slash."""
        names = {info.filename for info in self._zip.infolist()}
        if MANIFEST_NAME in names:
            return ""
        tops = sorted(
            name.removesuffix(MANIFEST_NAME)
            for name in names
            if name.count("/") == 1 and name.endswith(f"/{MANIFEST_NAME}")
        )
        if len(tops) > 1:
            listed = ", ".join(top.rstrip("/") for top in tops)
            raise self._refused("", f"holds several extensions: {listed}", "pack each by itself")
        if not tops:
            advice = f"pack the folder that has {MANIFEST_NAME} in it: pith extension pack FOLDER"
            raise self._refused("", "there is no extension in it", advice)
        return tops[0]

    def _wanted(self) -> Iterator[Member]:
        for info in self._zip.infolist():
            path = info.filename.rstrip("/")
            if not path.startswith(self.top):
                continue
            path = path[len(self.top) :]
            parts = path.split("/")
            # What a wheel says of itself is for pip.
            of_wheel = not self.top and parts[0].endswith((".dist-info", ".data"))
            if path and LEFT_OUT.isdisjoint(parts) and not of_wheel:
                yield Member(info, path)

    def _damaged(self, info: zipfile.ZipInfo) -> ProblemError:
        return self._refused(info.filename, "is damaged", "get the archive once more")

    def _refused(self, path: str, message: str, advice: str = "") -> ProblemError:
        if path:
            message = f"`{path}` in it {message}"
        return ProblemError(Problem(message, str(self.file), advice=advice))
