"""Bundled extensions stand on the public contract, and the program stands without them."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

from tests.architecture.imports import forbidden_imports

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = sorted(path.parent for path in (ROOT / "extensions").glob("*/extension.toml"))


@pytest.mark.parametrize("extension", BUNDLED, ids=lambda path: path.name)
def test_a_bundled_extension_imports_what_it_may(extension: Path) -> None:
    assert forbidden_imports(extension) == []


@pytest.mark.parametrize("extension", BUNDLED, ids=lambda path: path.name)
def test_a_bundled_extensions_folder_has_its_id(extension: Path) -> None:
    manifest = tomllib.loads((extension / "extension.toml").read_text("utf-8"))
    assert manifest["id"] == extension.name


@pytest.mark.parametrize("extension", BUNDLED, ids=lambda path: path.name)
def test_a_bundled_extension_is_type_checked(extension: Path) -> None:
    """mypy needs each folder named, because an id is no name of a package."""
    manifest = tomllib.loads((extension / "extension.toml").read_text("utf-8"))
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    if "module" in manifest:
        folder = f"extensions/{extension.name}"
        assert folder in settings["mypy_path"], f"add {folder} to mypy_path in pyproject.toml"


def test_nothing_in_the_program_names_a_bundled_extension() -> None:
    ids = [extension.name for extension in BUNDLED]
    named = re.compile("|".join(rf"(?<![\w.-]){re.escape(name)}(?![\w-])" for name in ids))
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in ("core", "app")
        for file in sorted((ROOT / folder).rglob("*"))
        if ids and file.is_file() and "__pycache__" not in file.parts
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), start=1)
        if named.search(line)
    ]
    assert found == []


def make(folder: Path, manifest: str, source: str) -> Path:
    extension = folder / "acme.sample"
    (extension / "sample" / "deep").mkdir(parents=True)
    (extension / "tests").mkdir()
    (extension / "extension.toml").write_text(manifest)
    (extension / "sample" / "deep" / "part.py").write_text(textwrap.dedent(source))
    (extension / "tests" / "test_sample.py").write_text("import pytest, pith.host\n")
    return extension


TRUSTED = 'tier = "trusted"\nmodule = "sample"\ndependencies = ["Send2Trash>=1.8"]\n'
ISOLATED = 'tier = "isolated"\nmodule = "sample"\n'
DISTRIBUTIONS = {"send2trash": ["Send2Trash"], "yaml": ["PyYAML"], "PySide6": ["PySide6-E"]}


@pytest.mark.parametrize(
    "line",
    [
        "import os.path, json",
        "import sample.other",
        "from sample import other",
        "from . import other",
        "from ..other import thing",
        "import pith.api",
        "from pith import api",
        "from pith.api import hookimpl",
        "from pith.qt.api import anything",
        "from PySide6.QtWidgets import QLabel",
        "import send2trash",
    ],
)
def test_allows(line: str, tmp_path: Path) -> None:
    assert forbidden_imports(make(tmp_path, TRUSTED, line), DISTRIBUTIONS) == []


@pytest.mark.parametrize(
    ("manifest", "line", "module"),
    [
        (TRUSTED, "import pith", "pith"),
        (TRUSTED, "from pith import api, host", "pith"),
        (TRUSTED, "import pith.host", "pith.host"),
        (TRUSTED, "import pith.apiary", "pith.apiary"),
        (TRUSTED, "from pith.qt import EditorWidget", "pith.qt"),
        (TRUSTED, "import pith_app", "pith_app"),
        (TRUSTED, "import yaml", "yaml"),
        (TRUSTED, "import not_known_here", "not_known_here"),
        (TRUSTED, "def late():\n    import pluggy", "pluggy"),
        (TRUSTED, "try:\n    import yaml\nexcept ImportError: pass", "yaml"),
        (ISOLATED, "import PySide6.QtCore", "PySide6.QtCore"),
        (ISOLATED, "from pith.qt.api import anything", "pith.qt.api"),
        (ISOLATED, "import send2trash", "send2trash"),
    ],
)
def test_forbids(manifest: str, line: str, module: str, tmp_path: Path) -> None:
    (complaint,) = forbidden_imports(make(tmp_path, manifest, line), DISTRIBUTIONS)
    assert complaint.startswith("acme.sample/sample/deep/part.py:")
    assert complaint.endswith(f": imports {module}")
