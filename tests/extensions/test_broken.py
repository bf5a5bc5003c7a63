"""Broken manifests: what is said of each, with file, line, what was expected and what to do.

A case is a folder: folders of extensions, each of which gets a module `sample`, and
`expected.txt` with a line for each problem there is. Set PITH_WRITE_EXPECTED=1 to write what is
said now, and then read it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pith.host import HostFolders
from pith.host.manage import list_extensions

CASES = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())


def folders_below(base: Path) -> HostFolders:
    return HostFolders(
        bundled=None,
        user=base / "extensions",
        extra=(),
        state=base / "extensions.json",
        storage=base / "storage",
        cache=base / "cache",
    )


def said(folders: HostFolders) -> str:
    """One line for each extension that can be used, and for each problem of those that cannot."""
    lines = []
    for record in list_extensions(folders):
        if not record.problems:
            lines.append(f"{record.id}: {record.state}")
        for problem in record.problems:
            text = str(problem).replace(f"{folders.user}{os.sep}", "").replace(os.sep, "/")
            lines.append(f"{record.id}: {record.state}: {text}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken(case: Path, tmp_path: Path) -> None:
    folders = folders_below(tmp_path)
    shutil.copytree(case, folders.user, ignore=shutil.ignore_patterns("expected.txt"))
    if case.name != "module-missing":
        for extension in folders.user.iterdir():
            (extension / "sample.py").write_text("def activate(context):\n    pass\n")
    result = said(folders)
    expected = case / "expected.txt"
    if os.environ.get("PITH_WRITE_EXPECTED"):
        expected.write_text(result, "utf-8")
    assert result == expected.read_text("utf-8")


def test_a_huge_manifest_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = folders_below(tmp_path)
    manifest = folders.user / "acme.huge" / "extension.toml"
    manifest.parent.mkdir(parents=True)
    manifest.write_bytes(b"#" * 1_000_001)

    read = Path.read_bytes

    def never(path: Path) -> bytes:
        assert path != manifest, "it was read"
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", never)
    assert said(folders) == (
        "acme.huge: invalid: acme.huge/extension.toml: the manifest has 1,000,001 bytes and was "
        "not read (a manifest may have 1,000,000: put data into files of their own)\n"
    )


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(CASES) >= 30
