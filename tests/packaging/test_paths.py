"""The program finds what comes with it: from the checkout, from a wheel, frozen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pith_app.paths import BundledData, UserPaths, bundled_data

ASK = (
    "from pith_app.paths import bundled_data as b; d = b(); print(d.resources); print(d.extensions)"
)


def build(kind: str, source: Path, into: Path) -> Path:
    """Build a wheel, an editable wheel or an sdist of the project in `source`."""
    into.mkdir()
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys, hatchling.build as b; print(getattr(b, 'build_' + sys.argv[1])"
            "(sys.argv[2]))",
            *(kind, str(into)),
        ],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return into / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with an extension and a resource that are sure to be there."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(repository / name, copy)
    for name in ("core", "app", "packaging"):
        shutil.copytree(
            repository / name, copy / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    sample = copy / "extensions" / "sample.one"
    for name in (
        "extension.toml",
        "one/__init__.py",
        "one/deep/data.json",
        "one/__pycache__/x.pyc",
        "tests/test_one.py",
        ".hidden",
    ):
        (sample / name).parent.mkdir(parents=True, exist_ok=True)
        (sample / name).write_text("")
    (copy / "resources" / "themes").mkdir(parents=True)
    (copy / "resources" / "themes" / "dark.json").write_text("{}")
    return copy


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", project, tmp_path_factory.mktemp("wheel") / "dist")


def names(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def ask(where: Path) -> BundledData:
    """What a Python that has only `where` on its path answers."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", ASK],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(where)},
        capture_output=True,
        text=True,
        check=True,
    )
    resources, extensions = done.stdout.splitlines()
    return BundledData(Path(resources), Path(extensions))


def test_from_the_checkout(repository: Path) -> None:
    assert bundled_data() == BundledData(repository / "resources", repository / "extensions")


def test_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"),
            *("--disable-pip-version-check", "--target", str(installed), str(wheel)),
        ],
        check=True,
    )
    data = installed / "pith_app" / "_data"
    assert ask(installed) == BundledData(data / "resources", data / "extensions")
    assert (data / "resources" / "themes" / "dark.json").read_text() == "{}"
    assert (data / "extensions" / "sample.one" / "one" / "deep" / "data.json").is_file()


def test_from_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    data = tmp_path / "pith_app" / "_data"
    assert bundled_data() == BundledData(data / "resources", data / "extensions")


def test_a_wheel_has_what_runs_and_nothing_else(wheel: Path) -> None:
    inside = names(wheel)
    assert {"pith/py.typed", "pith/base/__init__.py", "pith_app/paths.py"} <= inside
    assert {name for name in inside if name.startswith("pith_app/_data/")} == {
        "pith_app/_data/extensions/sample.one/extension.toml",
        "pith_app/_data/extensions/sample.one/one/__init__.py",
        "pith_app/_data/extensions/sample.one/one/deep/data.json",
        "pith_app/_data/resources/themes/dark.json",
    }
    tops = {name.split("/")[0] for name in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pith", "pith_app"}


def test_an_editable_install_copies_nothing(project: Path, tmp_path: Path) -> None:
    inside = names(build("editable", project, tmp_path / "dist"))
    assert [
        name for name in inside if not name.endswith(".pth") and ".dist-info/" not in name
    ] == []


def test_a_wheel_can_be_built_from_the_sdist(project: Path, wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", project, tmp_path / "dist")
    (tmp_path / "unpacked").mkdir()
    # Not shutil.unpack_archive: Python 3.12 warns when it is given no filter, and Debian's 3.11.2
    # does not know the argument.
    subprocess.run(["tar", "-xf", archive, "-C", tmp_path / "unpacked"], check=True)
    (source,) = (tmp_path / "unpacked").iterdir()
    assert names(build("wheel", source, tmp_path / "again")) == names(wheel)


def test_the_persons_folders_are_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("the names differ elsewhere")
    for variable in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", f"/somewhere/{variable.lower()}")
    paths = UserPaths.default()
    assert paths.settings_file == Path("/somewhere/config/pith/settings.toml")
    assert paths.keybindings_file == Path("/somewhere/config/pith/keybindings.toml")
    assert paths.extensions_dir == Path("/somewhere/data/pith/extensions")
    assert paths.cache_dir == Path("/somewhere/cache/pith")
    assert paths.log_file == Path("/somewhere/state/pith/pith.log")


def test_the_persons_folders_below_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = UserPaths.under(Path("mine"))
    assert paths.settings_file == tmp_path / "mine/config/settings.toml"
    assert paths.keybindings_file == tmp_path / "mine/config/keybindings.toml"
    assert paths.extensions_dir == tmp_path / "mine/data/extensions"
    assert paths.log_file == tmp_path / "mine/state/pith.log"
    assert paths.cache_dir == tmp_path / "mine/cache"
    assert not (tmp_path / "mine").exists(), "asking makes nothing"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("value", ["", "relative", "/elsewhere"])
def test_the_folders_on_linux_are_those_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    from platformdirs import PlatformDirs

    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", value)
    paths = UserPaths.default()
    usual = PlatformDirs("pith", appauthor=False)
    assert paths.config_dir == usual.user_config_path
    assert paths.data_dir == usual.user_data_path
    assert paths.cache_dir == usual.user_cache_path
    assert paths.state_dir == usual.user_state_path
