"""Making an archive of an extension, to be handed on."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO, Final, NamedTuple

from pith.base import Problem, ProblemError, Severity
from pith.host._discovery import read_manifest
from pith.host.manage._archives import SUFFIX
from pith.host.manage._checking import check_folder
from pith.host.manage._packed_files import packed_files

#: The earliest that a zip file can say: two packings of the same files are the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, target: Path | None = None) -> Path:
    """Write the extension in `folder` into an archive; return that.

    `target` is the archive's file or the folder it goes to; None: the folder that is worked in.
    The same files give the same bytes, whoever packs them when. Raises ProblemError, also for
    what `check_folder` finds wrong. Blocks.
    """
    folder = folder.absolute()
    manifest, _ = read_manifest(folder)
    errors = [each for each in check_folder(folder) if each.severity is Severity.ERROR]
    if errors:
        raise ProblemError(*errors)
    target = (target or Path.cwd()).absolute()
    if target.is_dir():
        target = target / f"{manifest.id}-{manifest.version}{SUFFIX}"
    elif target.suffix != SUFFIX:
        raise ProblemError(
            Problem(f"does not end in {SUFFIX}", str(target), advice="name it so, or a folder")
        )
    entries = list(packed_files(folder, leaving_out=target))
    beside = target.with_name(f".{target.name}.tmp")
    try:
        _write(folder, entries, beside)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"cannot be written: {error.strerror}"
        raise ProblemError(Problem(message, str(error.filename or target))) from None
    return target


class Size(NamedTuple):
    """How large an extension is, in bytes, and what of an archive it makes."""

    files: int
    size: int
    packed: int


def measure(folder: Path) -> Size:
    """How large the extension in `folder` is. Raises ProblemError. Blocks."""
    import io

    files = packed_files(folder)
    packed = io.BytesIO()
    _write(folder, files, packed)
    return Size(len(files), sum((folder / each).stat().st_size for each in files), packed.tell())


def _write(folder: Path, files: list[Path], target: Path | IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            is_program = (folder / path).stat().st_mode & 0o111
            info = zipfile.ZipInfo(path.as_posix(), _TIME)
            info.create_system = 3  # wherever it is made
            info.external_attr = (0o100755 if is_program else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (folder / path).read_bytes())
