"""What an extension imports of the standard library is there before its own code runs."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from pith.host._preloading import imported_by
from tests.support.extension_host import ID, HostBench, command, manifest

SOURCE = """
    import sys
    was_there = {{name: name in sys.modules for name in ("pyclbr", "wsgiref.util")}}
    {imports}
    def activate(context):
        context.commands.handle("sample.run", lambda: was_there)
"""
IMPORTS = "import pyclbr; from wsgiref.util import guess_scheme"


@pytest.fixture(autouse=True)
def not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyclbr", "wsgiref", "wsgiref.util"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def save(bench: HostBench, imports: str) -> None:
    files: dict[str, Any] = {"extension.toml": manifest(command("sample.run"))}
    bench.add({**files, "sample.py": SOURCE.format(imports=imports)})


def test_before_it_is_activated(bench: HostBench) -> None:
    save(bench, IMPORTS)
    bench.start()
    assert "pyclbr" not in sys.modules
    assert bench.execute("sample.run") == {"pyclbr": True, "wsgiref.util": True}


def test_before_it_is_reloaded(bench: HostBench) -> None:
    save(bench, "")
    bench.start()
    assert bench.execute("sample.run") == {"pyclbr": False, "wsgiref.util": False}
    save(bench, IMPORTS)
    bench.refresh(ID)
    assert bench.execute("sample.run") == {"pyclbr": True, "wsgiref.util": True}


def test_not_for_one_that_sleeps(bench: HostBench) -> None:
    save(bench, "")
    bench.start()
    save(bench, IMPORTS)
    bench.refresh(ID)
    assert bench.record().state == "installed"
    assert "pyclbr" not in sys.modules


@pytest.mark.parametrize("name", ["no_such_module", "wsgiref.nothing", "antigravity", "colorsys"])
def test_what_is_not_for_it(bench: HostBench, name: str) -> None:
    bench.add({"colorsys.py": "mine = True\n"})
    attempt = f"""
    try:
        import {name}
    except ImportError:
        pass
    """
    if name == "antigravity":
        attempt = "def later(): import antigravity"
    save(bench, attempt.strip())
    bench.start()
    assert bench.execute("sample.run") == {"pyclbr": False, "wsgiref.util": False}


def test_what_a_module_imports() -> None:
    code = compile(
        "import a.b, c\nfrom d import e\nfrom . import f\nfrom .g import h\n"
        "def late(): import i\nif c:\n    import j as k\n",
        "x.py",
        "exec",
    )
    assert imported_by(code) == ["a.b", "c", "d", "j"]
