"""What an extension imports of the standard library is there before its own code runs."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest

from pith.host._import_names import imported_by, possible_modules
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


def test_what_a_module_may_import_of_its_package() -> None:
    code = compile(
        "import a.b\nfrom d import e, f\nfrom . import g\nfrom .h import i\nfrom ..j import k\n",
        "x.py",
        "exec",
    )
    found = list(possible_modules(code, "one.two"))
    assert found == [
        *("a.b", "d", "d.e", "d.f", "one.two", "one.two.g"),
        *("one.two.h", "one.two.h.i", "one.j", "one.j.k"),
    ]


def test_dependencies_are_compiled_before_they_are_imported(
    bench: HostBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a worker: nothing is left to compile when the window's thread imports it."""
    from pith.host import _pieces, _sources

    threads: list[tuple[str, bool]] = []
    compile_module = _pieces.compile_module

    def watched(source: bytes, path: str, *more: Any) -> Any:
        name = path.partition(ID)[2].strip("/")
        threads.append((name, threading.current_thread() is threading.main_thread()))
        return compile_module(source, path, *more)

    monkeypatch.setattr(_sources, "compile_module", watched)
    third = "site-packages/third"
    bench.add(
        {
            "extension.toml": manifest(command("sample.run")),
            "sample.py": """
                import third.deep.leaf
                def activate(context):
                    context.commands.handle("sample.run", lambda: third.deep.leaf.ANSWER)
            """,
            f"{third}/__init__.py": "from ._side import ONE\n",
            f"{third}/_side.py": "import pyclbr\nONE = 1\n",
            f"{third}/deep/__init__.py": "",
            f"{third}/deep/leaf.py": "from .. import ONE, late\nANSWER = 42\n",
            f"{third}/late.py": "def later(): import third.unused\n",
            f"{third}/unused.py": "print 'of another Python'\n",
        }
    )
    bench.start()
    assert bench.execute("sample.run") == 42
    assert {name for name, _ in threads} >= {f"{third}/_side.py", f"{third}/deep/leaf.py"}
    assert not any(on_main for _, on_main in threads), threads
    assert f"{third}/unused.py" not in {name for name, _ in threads}
    assert "pyclbr" in sys.modules
