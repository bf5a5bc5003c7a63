"""Finding extensions, and remembering what their manifests said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pith.host import Root, find_extensions
from pith.host._code_cache import CodeCache
from pith.host._discovery import Found
from pith.host._manifest import manifest_from_plain, manifest_to_plain
from pith.host._manifest_cache import ManifestCache
from pith.host._pieces import compile_module
from pith.host._sources import read_sources
from tests.support.extension_host import command, manifest, write_extension

OLD = 1_600_000_000


def extension(root: Path, name: str = "acme.sample", more: str = "") -> Path:
    text = manifest(more, extension_id=name)
    folder = write_extension(root / name, {"extension.toml": text, "sample.py": "x = 1\n"})
    os.utime(folder / "extension.toml", (OLD, OLD))
    return folder


def find(root: Path, cache: ManifestCache | None = None) -> list[Found]:
    return find_extensions([Root(root, "user")], cache)


def test_only_folders_with_a_manifest(tmp_path: Path) -> None:
    extension(tmp_path)
    extension(tmp_path / ".staging")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "dangling").symlink_to("nowhere")
    assert [found.id for found in find(tmp_path)] == ["acme.sample"]


def test_a_root_that_is_missing_or_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert find(tmp_path / "nothing") == []
    assert find(tmp_path / "file") == []


def test_a_manifest_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "acme.sample" / "extension.toml").mkdir(parents=True)
    (found,) = find(tmp_path)
    assert "cannot be read" in found.problems[0].message


def test_plain_data_and_back(tmp_path: Path) -> None:
    extension(tmp_path, more=command("sample.run", 'when = "editorFocus"'))
    (found,) = find(tmp_path)
    assert found.manifest is not None
    assert manifest_from_plain(manifest_to_plain(found.manifest)) == found.manifest


def cached(root: Path, file: Path) -> tuple[list[Found], ManifestCache]:
    cache = ManifestCache(file)
    found = find(root, cache)
    if cache.is_stale:
        cache.save()
    return found, cache


def test_the_second_time_nothing_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, file = tmp_path / "root", tmp_path / "cache" / "manifests"
    for number in range(5):
        extension(root, f"acme.n{number}", command(f"n{number}.run"))
    first, _ = cached(root, file)
    monkeypatch.setattr("pith.host._discovery.read_manifest", None)
    second, cache = cached(root, file)
    assert second == first
    assert not cache.is_stale


def test_what_has_changed_is_parsed(tmp_path: Path) -> None:
    root, file = tmp_path / "root", tmp_path / "manifests"
    extension(root)
    cached(root, file)
    extension(root, more=command("sample.run"))
    (found,), cache = cached(root, file)
    assert found.manifest is not None
    assert found.manifest.items("commands")
    assert cache.is_stale
    (found,), cache = cached(root, file)
    assert found.manifest is not None
    assert found.manifest.items("commands")
    assert not cache.is_stale


def test_what_changed_just_now_is_not_kept(tmp_path: Path) -> None:
    """It may change again within the same tick of the clock, and look the same."""
    root, file = tmp_path / "root", tmp_path / "manifests"
    os.utime(extension(root) / "extension.toml")
    _, cache = cached(root, file)
    assert not cache.is_stale
    assert not file.exists()


@pytest.mark.parametrize("content", [b"", b"rubbish", None])
def test_a_cache_that_is_none_is_ignored(tmp_path: Path, content: bytes | None) -> None:
    root, file = tmp_path / "root", tmp_path / "manifests"
    extension(root)
    if content is None:
        cached(root, file)
        file.write_bytes(file.read_bytes()[:-9])
    else:
        file.write_bytes(content)
    (found,), cache = cached(root, file)
    assert found.id == "acme.sample"
    assert cache.is_stale


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    root = tmp_path / "root"
    extension(root)
    (tmp_path / "file").write_text("")
    found, _ = cached(root, tmp_path / "file" / "manifests")
    assert len(found) == 1


def test_dates_are_parsed_each_time(tmp_path: Path) -> None:
    root, file = tmp_path / "root", tmp_path / "manifests"
    extension(root, more='[[contributes."acme.base"]]\nsince = 2020-01-01\n')
    extension(root, "acme.other")
    cached(root, file)
    found, _ = cached(root, file)
    assert [each.id for each in found] == ["acme.other", "acme.sample"]


def test_code_is_kept_by_what_it_was_compiled_from(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "code"
    folder = extension(tmp_path / "root")
    first = CodeCache(file)
    read_sources(folder, "sample", first, None)
    first.save()
    path, source = str(folder / "sample.py"), (folder / "sample.py").read_bytes()
    assert CodeCache(file).find(path, source) == compile_module(source, path)
    assert CodeCache(file).find(path, source.replace(b"1", b"2")) is None
    assert CodeCache(file).find("other", source) is None


@pytest.mark.parametrize("content", [b"", b"rubbish"])
def test_kept_code_that_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "code"
    file.write_bytes(content)
    assert CodeCache(file).find("path", b"") is None


def test_contributions_know_whether_their_files_changed(tmp_path: Path) -> None:
    more = '[[contributes.themes]]\nname = "Night"\nkind = "dark"\npath = "night.json"\n'
    folder = extension(tmp_path)
    write_extension(folder, {"extension.toml": manifest(more), "night.json": "{}"})
    (first,) = find(tmp_path)
    (same,) = find(tmp_path)
    write_extension(folder, {"night.json": '{"name": "Night"}'})
    (changed,) = find(tmp_path)
    assert first == same
    assert first.revision != changed.revision
