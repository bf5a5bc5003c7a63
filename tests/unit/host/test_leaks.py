"""A version that lives on after its end is named, and so is what holds it."""

from __future__ import annotations

import builtins
import gc
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.extension_host import ID, HostBench, command, manifest

SOURCE = """
    import threading
    VERSION = {version}

    class Thing:
        pass

    class Plain:
        def method(self):
            return VERSION

    def answer():
        return VERSION

    def activate(given):
        global context
        context = given
        context.commands.handle("sample.run", answer)
"""


@pytest.fixture
def kept() -> Iterator[Any]:
    """What of the kernel's an extension might hang something on."""
    builtins.pith_test_kept = SimpleNamespace(items=[])  # type: ignore[attr-defined]
    yield builtins.pith_test_kept  # type: ignore[attr-defined]
    del builtins.pith_test_kept  # type: ignore[attr-defined]


def save(bench: HostBench, version: int, more: str = "") -> Any:
    if not bench.host.records():
        bench.start()
    source = textwrap.dedent(SOURCE).format(version=version) + textwrap.dedent(more)
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source})
    bench.refresh(ID)
    bench.activate()
    return sys.modules[f"pith_ext.acme_sample.g{bench.record().generation}.sample"]


def verdict(bench: HostBench, seconds: float = 2.0) -> str:
    """What is said within two seconds after the version ended."""
    bench.scheduler.advance(seconds)
    lines = bench.services.output.lines[ID]
    return "\n".join(line for line in lines if "has ended" in line or "held by" in line)


HOLDERS = {
    "a function": ("builtins.pith_test_kept.items.append(answer)", "function sample.answer"),
    "a bound method": (
        "builtins.pith_test_kept.items.append(Plain().method)",
        "method Plain.method",
    ),
    "an instance": ("builtins.pith_test_kept.thing = Thing()", "a sample.Thing"),
    "a class": ("builtins.pith_test_kept.kind = Thing", ".kind"),
    "a closure": (
        "def outer():\n    inner = Plain()\n    return lambda: inner\n"
        "builtins.pith_test_kept.closure = outer()",
        "function sample.outer.<locals>.<lambda>",
    ),
    "a key of a dict": (
        "builtins.pith_test_kept.table = {'deep': [{'deeper': answer}]}",
        ".table.deep[0].deeper",
    ),
    "a generator": (
        "def numbers():\n    thing = Plain()\n    yield thing\n"
        "builtins.pith_test_kept.running = numbers()\nnext(builtins.pith_test_kept.running)",
        "generator",
    ),
    "its context": ("def started():\n    builtins.pith_test_kept.context = context", "Context"),
    "a replaced function": ("import colorsys\ncolorsys.pith_test = answer", "colorsys.pith_test"),
    "a default argument": (
        "def of_nobody(value=Plain()): pass\nbuiltins.pith_test_kept.f = of_nobody",
        "of_nobody",
    ),
    "an exception": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
        "    builtins.pith_test_kept.error = error",
        "ZeroDivisionError",
    ),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_what_holds_it_is_named(bench: HostBench, kept: Any, holder: str) -> None:
    part, said = HOLDERS[holder]
    save(bench, 1, "import builtins\n" + part)
    save(bench, 2)
    try:
        told = verdict(bench)
        assert "version g1 has ended, but something still holds" in told
        (chain,) = [line for line in told.splitlines() if "held by" in line]
        assert chain.startswith(("    held by builtins.pith_test_kept", "    held by colorsys."))
        assert said in chain
        assert len(chain) < 400
    finally:
        sys.modules.get("colorsys", SimpleNamespace()).__dict__.pop("pith_test", None)
        vars(kept).clear()


def test_a_thread_that_runs_on_holds_it(bench: HostBench) -> None:
    thread = """
        done = threading.Event()
        def work():
            kept = Plain()
            done.wait()
            del kept
        def started():
            threading.Thread(target=work, name="of the sample").start()
    """
    module = save(bench, 1, thread)
    done = module.done
    del module
    save(bench, 2)
    told = verdict(bench)
    try:
        assert "version g1 has ended and left thread of the sample" in told
        assert "version g1 has ended, but something still holds sample" in told
        assert "held by" in told
    finally:
        done.set()
    for each in threading.enumerate():
        if each.name == "of the sample":
            each.join(5)
    gc.collect()
    bench.scheduler.advance(6)
    assert "version g1 is gone now" in bench.output()


def test_another_extension_that_holds_it_is_named(bench: HostBench) -> None:
    other = """
        held = []
        def activate(context):
            context.commands.handle("other.hold", held.append)
    """
    text = manifest(command("other.hold"), extension_id="acme.other", name="Other")
    other = other.replace('"other.hold", held.append', '"other.hold", lambda x: held.append(x)')
    bench.add({"extension.toml": text, "sample.py": other}, "acme.other")
    module = save(bench, 1)
    bench.execute("other.hold", x=module.answer)
    del module
    save(bench, 2)
    told = verdict(bench)
    assert "pith_ext.acme_other.g1.sample.held[0]" in told
    assert "function sample.answer" in told


def test_what_no_python_object_holds(bench: HostBench) -> None:
    """As Qt does with what is connected to a signal: no collector sees it."""
    import ctypes

    module = save(bench, 1)
    held = ctypes.py_object(module.answer)
    hidden = id(module.answer)
    ctypes.pythonapi.Py_IncRef(held)
    del module, held
    save(bench, 2)
    try:
        told = verdict(bench)
        assert "something still holds sample" in told
        assert "held by no Python object that could be found" in told
    finally:
        ctypes.pythonapi.Py_DecRef(ctypes.cast(hidden, ctypes.py_object))


def test_nothing_is_said_of_what_is_gone(bench: HostBench) -> None:
    for version in range(1, 6):
        save(bench, version)
    assert verdict(bench, 10) == ""


def test_the_search_runs_in_pieces(bench: HostBench, kept: Any) -> None:
    """The window goes on in between: among many objects, no piece takes as long as all of it."""
    kept.many = [[{"a": [str(number)]}] for number in range(100_000)]
    save(bench, 1, "import builtins\nbuiltins.pith_test_kept.last = answer")
    save(bench, 2)
    bench.scheduler.advance(0.5)
    pieces = 0
    begin = time.perf_counter()
    while "held by" not in bench.output():
        pieces += 1
        bench.scheduler.advance(0.001)
        assert time.perf_counter() - begin < 60
    assert pieces > 10
    vars(kept).clear()
