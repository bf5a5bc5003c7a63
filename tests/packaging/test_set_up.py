"""Set-up says what is missing and what to type, and does nothing twice."""

from __future__ import annotations

import os
import re
import stat
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def set_up(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/set_up.py, working on a folder of the test's own."""
    spec = spec_from_file_location("set_up", repository / "packaging" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    # Its NamedTuple looks its module up.
    monkeypatch.setitem(sys.modules, "set_up", module)
    spec.loader.exec_module(module)
    (tmp_path / "build").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOG", tmp_path / "build" / "set-up.log")
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((repository / name).read_bytes())
    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, for programs that a test makes up."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def make_program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


class TestSystemPackages:
    def test_an_ordinary_user_is_told_what_to_type(
        self, set_up: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_program(programs / "apt-get", "exit 1")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        with pytest.raises(set_up.SetUpError) as caught:
            set_up.install_packages(["libegl1", "xvfb"], "test")
        first, command = str(caught.value).splitlines()
        assert "make test" in first
        assert command.startswith("sudo apt-get update && sudo apt-get install ")
        assert command.endswith(" libegl1 xvfb")

    def test_another_system_is_told_what_is_missing(
        self, set_up: ModuleType, programs: Path
    ) -> None:
        with pytest.raises(set_up.SetUpError) as caught:
            set_up.install_packages(["libegl1"], "run")
        assert "libegl1" in str(caught.value)
        assert str(caught.value).endswith("make run")

    def test_root_installs(
        self,
        set_up: ModuleType,
        programs: Path,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        make_program(programs / "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {tmp_path}/typed')
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        set_up.install_packages(["libegl1"], "run")
        update, install = (tmp_path / "typed").read_text().splitlines()
        assert update.endswith(" update")
        assert install.startswith("noninteractive ")
        assert install.endswith(" libegl1")
        assert "libegl1" in capsys.readouterr().out

    def test_a_failure_is_told_in_apts_own_words(
        self,
        set_up: ModuleType,
        programs: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        make_program(
            programs / "apt-get", "echo Reading; echo 'E: no space left'; echo bye; exit 100"
        )
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        with pytest.raises(set_up.SetUpError) as caught:
            set_up.install_packages(["libegl1"], "run")
        said = str(caught.value)
        assert "E: no space left" in said
        assert "make run" in said
        assert "build/set-up.log" in said
        assert len(said.splitlines()) == 2

    def test_what_is_there_is_not_asked_for(self, set_up: ModuleType) -> None:
        need = set_up.Need
        there = need("libc6", library="libc.so.6")
        assert set_up.missing_packages([there, need("coreutils", program="ls")]) == []
        gone = [need("a", library="libnowhere.so.7"), need("b", program="no-such-program")]
        assert set_up.missing_packages([*gone, there]) == ["a", "b"]

    def test_python_without_venv(
        self, set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(set_up, "find_spec", lambda name: None)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        version = "python{}.{}-venv".format(*sys.version_info[:2])
        assert set_up.missing_packages([]) == [version]
        if Path("/usr/bin/python3").exists():
            monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
            assert set_up.missing_packages([]) == ["python3-venv"]


class TestPython:
    def test_one_that_is_too_old_is_told_so(
        self, set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
        with pytest.raises(set_up.SetUpError, match=r"is Python 3\.9") as caught:
            set_up.check_python("run")
        assert str(caught.value).endswith("make PYTHON=python3.12 run")

    def test_an_old_one_can_read_the_script(self, repository: Path) -> None:
        """Or it could not say that it is too old."""
        import ast

        source = (repository / "packaging" / "set_up.py").read_text("utf-8")
        ast.parse(source, feature_version=(3, 8))


class TestEnvironment:
    def test_every_package_that_is_asked_for_has_a_version(self, set_up: ModuleType) -> None:
        def name(line: str) -> str:
            found = re.match(r"[A-Za-z0-9._-]+", line)
            assert found is not None, line
            return re.sub(r"[-_.]+", "-", found[0]).lower()

        lines = (set_up.ROOT / "constraints.txt").read_text("utf-8").splitlines()
        constrained = {name(line) for line in lines if not line.startswith("#")}
        assert {name(wanted) for wanted in set_up.wanted_python_packages()} <= constrained
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+( ; .*)?", line) for line in lines[1:])

    def test_is_made_once(self, set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        ran: list[str] = []

        def run(command: list[str], **environment: str) -> bool:
            ran.append(" ".join(command))
            if command[1:3] == ["-m", "venv"]:
                (set_up.VENV / "bin").mkdir(parents=True, exist_ok=True)
                (set_up.VENV / "bin" / "python").touch()
            return True

        monkeypatch.setattr(set_up, "run", run)

        def typed() -> list[str]:
            """What was done since the last time: making, bringing up to date, or looking."""
            steps = [
                word
                for command in ran
                for word in ("venv --clear", "--constraint", "--editable")
                if word in command
            ]
            ran.clear()
            return steps

        everything = ["venv --clear", "--constraint", "--editable"]
        set_up.set_up_venv("run")
        assert typed() == everything
        set_up.set_up_venv("run")
        assert typed() == []

        (set_up.ROOT / "constraints.txt").write_text("pytest==1")
        set_up.set_up_venv("run")
        assert typed() == everything[1:], "the environment is kept when other versions are wanted"

        elsewhere = set_up.ROOT / "elsewhere"
        elsewhere.mkdir()
        for kept in ("pyproject.toml", "constraints.txt", ".venv"):
            (set_up.ROOT / kept).rename(elsewhere / kept)
        monkeypatch.setattr(set_up, "ROOT", elsewhere)
        monkeypatch.setattr(set_up, "VENV", elsewhere / ".venv")
        set_up.set_up_venv("run")
        assert typed() == everything, "its scripts name the place it was made in"

    @pytest.mark.parametrize(
        ("failing", "said"), [("venv", "could not make .venv"), ("pip", "pip could not install")]
    )
    def test_a_failure_is_told_in_two_lines(
        self, set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, failing: str, said: str
    ) -> None:
        def run(command: list[str], **environment: str) -> bool:
            set_up.LOG.write_text("$ command\nCollecting\nERROR: No space left on device\n")
            return failing not in command

        monkeypatch.setattr(set_up, "run", run)
        with pytest.raises(set_up.SetUpError, match=said) as caught:
            set_up.set_up_venv("test")
        assert "ERROR: No space left on device" in str(caught.value)
        assert "make test" in str(caught.value)
        assert len(str(caught.value).splitlines()) == 2
