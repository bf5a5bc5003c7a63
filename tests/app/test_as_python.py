"""What the installed program does when it is taken for a Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith_app import _as_python, _frozen
from pith_app._as_python import Run, WrongUseError, read


@pytest.mark.parametrize(
    ("words", "run"),
    [
        (["-m", "a.b", "-c", "x"], Run("module", "a.b", ["-m", "-c", "x"], "")),
        (["-ma.b", "x"], Run("module", "a.b", ["-m", "x"], "")),
        (["-I", "-Bc", "code", "x"], Run("code", "code", ["-c", "x"], "IB")),
        (["-Xutf8", "-X", "dev", "-c", ""], Run("code", "", ["-c"], "")),
        (["-u", "script.py", "-m", "x"], Run("path", "script.py", ["script.py", "-m", "x"], "u")),
        (["--", "-m"], Run("path", "-m", ["-m"], "")),
        (["-", "x"], Run("input", "", ["-", "x"], "")),
        ([], Run("input", "", [""], "")),
        (["-V"], Run("version", "", [], "")),
        (["-h", "x"], Run("help", "", [], "")),
        (["-Werror", "-W", "once", "-c", ""], Run("code", "", ["-c"], "", ("error", "once"))),
        (["--version"], Run("version", "", [], "")),
        (
            ["-S", "--multiprocessing-fork", "a=1", "b=2"],
            Run("multiprocessing", "", ["a=1", "b=2"], "S"),
        ),
    ],
)
def test_words_are_read_as_python_does(words: list[str], run: Run) -> None:
    assert read(words) == run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-m"], "an argument is expected after -m"),
        (["-Ic"], "an argument is expected after -c"),
        (["-k"], "unknown option -k"),
        (["-x", "script.py"], "unknown option -x"),
        (["--colour"], "unknown option --"),
    ],
)
def test_wrong_words_are_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongUseError, match=said):
        read(words)
    assert _as_python.run(words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        (["-m", "no_such_module"], "No module named no_such_module", 1),
        (["-m", "no_such.module"], "No module named no_such.module", 1),
        (["-m", "venv", "x"], "environments cannot be made of it", 1),
        (["/nowhere/script.py"], "there is no file /nowhere/script.py", 2),
    ],
)
def test_what_is_not_there_is_said(
    words: list[str],
    said: str,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert _as_python.run(words) == status
    assert said in capsys.readouterr().err


def test_a_module_that_cannot_import_something_says_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    package = tmp_path / "pith_broken_package"
    package.mkdir()
    (package / "__init__.py").write_text("import pith_has_no_such_module\n")
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    assert _as_python.run(["-m", "pith_broken_package.module"]) == 1
    assert "No module named 'pith_has_no_such_module'" in capsys.readouterr().err


def test_the_program_is_a_python_under_its_other_name() -> None:
    assert _frozen.wants_python(["/usr/lib/pith/pith-python", "x"])
    assert _frozen.wants_python(["/usr/bin/pith", "--as-python", "x"])
    assert _frozen.wants_python(["pith", "--multiprocessing-fork", "x"])
    assert not _frozen.wants_python(["/usr/bin/pith", "file.py", "--as-python"])
    assert not _frozen.wants_python([])
    assert _frozen.python_arguments(["pith", "--as-python", "x"]) == ["x"]
    assert _frozen.python_arguments(["pith-python", "x"]) == ["x"]


def test_children_do_not_get_what_the_loader_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "x")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/pith/_internal")
    _frozen._restore_environment()
    assert "_PYI_ARCHIVE_FILE" not in os.environ
    assert "LD_LIBRARY_PATH" not in os.environ
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/pith/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    _frozen._restore_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LANG": "de_DE.UTF-8"}, None),
        ({"LC_ALL": "C"}, None),
        ({"LC_CTYPE": "fr_FR.UTF-8", "LANG": "C"}, "fr_FR.UTF-8"),
    ],
)
def test_without_a_locale_it_is_utf8(
    given: dict[str, str], chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LC_CTYPE", os.environ.get("LC_CTYPE", ""))  # is put back afterwards
    _frozen._choose_locale()
    assert (os.environ["LC_CTYPE"] or None) == chosen
