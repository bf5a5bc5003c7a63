"""What an extension holds of the world, that it ends with it, and how it is listed."""

from __future__ import annotations

import builtins
import colorsys
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pith.base import Signal
from tests.support.extension_host import ID, KEEP, HostBench, command, manifest

EVERYTHING = """
    import socket, socketserver, subprocess, sys, tempfile, threading
    from concurrent.futures import ThreadPoolExecutor
    from http.server import BaseHTTPRequestHandler, HTTPServer

    def activate(given):
        global context
        context = given
        context.commands.handle("sample.run", lambda: 1)

    def started():
        global process, executor, server, connection, folder, file, timer, thread
        process = context.own(subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(100)"], stdin=subprocess.PIPE))
        executor = context.own(ThreadPoolExecutor(1))
        executor.submit(int).result()
        server = context.own(HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        connection = context.own(socket.create_connection(server.server_address))
        folder = context.own(tempfile.TemporaryDirectory())
        file = context.own(tempfile.NamedTemporaryFile())
        timer = context.own(threading.Timer(100, print))
        timer.start()
"""


@pytest.mark.parametrize("way", ["reload", "remove"])
def test_everything_ends_with_it(bench: HostBench, way: str) -> None:
    module = bench.load(EVERYTHING)
    held = bench.host.holdings(ID)
    assert f"child process {module.process.pid}" in held
    for what in ("ThreadPoolExecutor", "HTTPServer", "socket", f"Timer {module.timer.name}"):
        assert what in held
    assert f"temporary folder {module.folder.name}" in held
    assert "module sample" in held
    assert "command sample.run" in held
    names = ("process", "executor", "server", "connection", "folder", "file", "timer", "thread")
    made = {name: getattr(module, name) for name in names}
    address = made["server"].server_address
    del module
    if way == "remove":
        bench.remove()
    else:
        bench.load(KEEP)
    bench.run_until(lambda: made["process"].poll() is not None)
    bench.run_until(lambda: not made["thread"].is_alive())
    bench.run_until(lambda: not Path(made["folder"].name).exists())
    bench.run_until(lambda: made["process"].stdin.closed)
    assert not Path(made["file"].name).exists()
    assert made["connection"].fileno() == -1
    made["timer"].join(5)
    assert not made["timer"].is_alive()
    bench.run_until(lambda: made["server"].fileno() == -1)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(address)
    with pytest.raises(RuntimeError):
        made["executor"].submit(int)


def test_a_child_that_does_not_want_to_end(bench: HostBench) -> None:
    stubborn = """
        import subprocess, sys
        def activate(context):
            global process
            code = ("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
                    "print('ready', flush=True); time.sleep(100)")
            process = context.own(
                subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE))
    """
    process = bench.load(stubborn).process
    assert process.stdout.readline() == b"ready\n"
    bench.remove()
    bench.run_until(lambda: process.returncode is not None)
    assert process.returncode == -9
    bench.run_until(lambda: process.stdout.closed)


def test_what_a_refused_version_made_ends_too(bench: HostBench) -> None:
    bench.load(KEEP)
    children = set(Path("/proc/self/task").iterdir())
    source = EVERYTHING.replace("def started", "def begin") + "    activate_only = activate\n"
    source += (
        "    def activate(given):\n        activate_only(given)\n        begin()\n        1 / 0\n"
    )
    bench.add({"sample.py": source})
    bench.refresh(ID)
    assert bench.record().generation == 1
    assert "ZeroDivisionError" in bench.output()
    bench.run_until(lambda: set(Path("/proc/self/task").iterdir()) <= children)


@pytest.mark.parametrize("thing", ["threading.Thread()", "object()", "7", "lambda: 1"])
def test_what_nobody_knows_to_end(bench: HostBench, thing: str) -> None:
    context = bench.load(KEEP).context
    with pytest.raises(TypeError, match=r"does not know how a .* ends"):
        context.own(eval(thing, {"threading": threading}))


def test_an_end_that_fails_does_not_keep_others(bench: HostBench) -> None:
    module = bench.load(KEEP)
    order: list[str] = []

    class Closes:
        def __init__(self, name: str) -> None:
            self.title = name

        def close(self) -> None:
            order.append(self.title)
            if self.title == "second":
                raise OSError("stuck")

    for name in ("first", "second", "third"):
        module.context.own(Closes(name))
    bench.remove()
    assert order == ["third", "second", "first"]


# -- signals


def test_signals_are_connected_while_it_is_live(bench: HostBench) -> None:
    signal: Signal[int, str] = Signal("test")
    builtins.pith_test_signal = signal  # type: ignore[attr-defined]
    source = """
        import builtins
        seen = []
        def activate(given):
            global context
            context = given
            context.connect(builtins.pith_test_signal, lambda number: seen.append(number))
    """
    try:
        old = bench.load(source)
        signal.emit(1, "x")
        assert old.seen == [1]
        emitting = "    builtins.pith_test_signal.emit(0, 'not live yet')\n"
        new = bench.load(source + emitting)
        assert (old.seen, new.seen) == ([1, 0], [])
        signal.emit(2, "x")
        assert (old.seen, new.seen) == ([1, 0], [2])
        given_back: list[int] = []
        new.context.connect(signal, given_back.append).dispose()
        new.context.connect(signal, lambda *all_of_it: given_back.append(len(all_of_it)))
        signal.emit(3, "x")
        assert given_back == [2]
        bench.remove()
        signal.emit(4, "x")
        assert (old.seen, new.seen, given_back) == ([1, 0], [2, 3], [2])
    finally:
        del builtins.pith_test_signal  # type: ignore[attr-defined]


def test_a_slot_that_raises_is_attributed(bench: HostBench) -> None:
    signal: Signal[()] = Signal("test")
    bench.load(KEEP).context.connect(signal, lambda: 1 / 0)
    signal.emit()
    assert "ZeroDivisionError" in bench.output()


# -- patches


@pytest.fixture
def convert() -> Iterator[Any]:
    real = colorsys.rgb_to_hsv
    yield real
    colorsys.rgb_to_hsv = real


PATCH = """
    import colorsys
    def activate(given):
        global context
        context = given
        context.patch(colorsys, "rgb_to_hsv", lambda r, g, b: {answer!r})
        assert colorsys.rgb_to_hsv(1, 1, 1) != {answer!r}
"""


def test_a_patch_is_there_while_it_is_live(bench: HostBench, convert: Any) -> None:
    bench.load(PATCH.format(answer="one"))
    assert colorsys.rgb_to_hsv(1, 1, 1) == "one"
    assert "replacement of colorsys.rgb_to_hsv" in bench.host.holdings(ID)
    bench.load(PATCH.format(answer="two"))
    assert colorsys.rgb_to_hsv(1, 1, 1) == "two"
    bench.add({"sample.py": PATCH.format(answer="three") + "        1 / 0\n"})
    bench.refresh(ID)
    assert colorsys.rgb_to_hsv(1, 1, 1) == "two"
    bench.remove()
    assert colorsys.rgb_to_hsv is convert


def test_a_patch_of_a_class_and_of_nothing(bench: HostBench) -> None:
    class Base:
        def name(self) -> str:
            return "base"

    class Kind(Base):
        pass

    context = bench.load(KEEP).context
    context.patch(Kind, "name", lambda self: "patched")
    assert Kind().name() == "patched"
    with pytest.raises(AttributeError, match="has no `nothing`"):
        context.patch(Kind, "nothing", 1)
    bench.remove()
    assert Kind().name() == "base"
    assert "name" not in vars(Kind)


def test_a_patch_over_which_somebody_patched(bench: HostBench, convert: Any) -> None:
    bench.load(PATCH.format(answer="one"))

    def other(r: float, g: float, b: float) -> Any:
        return "theirs"

    colorsys.rgb_to_hsv = other
    bench.wait(bench.host.choices.set_enabled(ID, False))
    assert colorsys.rgb_to_hsv is other
    assert "somebody replaced it since" in bench.output()


# -- what does not go through its context


STRAY = """
    import colorsys, sys, threading, pathlib
    def activate(context):
        global done
        done = threading.Event()
        threading.Thread(target=work, name="of the sample", daemon=True).start()
        colorsys.rgb_to_hsv = lambda r, g, b: "patched"
        sys.path.append(str(context.path))
        import beside
    def work():
        done.wait()
"""


def test_what_does_not_go_through_its_context_is_listed(bench: HostBench, convert: Any) -> None:
    path = list(sys.path)
    bench.add({"beside.py": "x = 1\n"})
    module = bench.load(STRAY)
    try:
        held = "\n".join(bench.host.holdings(ID))
        assert "not through its context: thread of the sample" in held
        assert "not through its context: colorsys.rgb_to_hsv, which it replaced" in held
        assert f"not through its context: sys.path entry {bench.folders.user / ID}" in held
        assert "module beside" in held
    finally:
        module.done.set()
        sys.path[:] = path


def test_nothing_is_listed_of_one_that_does_not_run(bench: HostBench) -> None:
    bench.start()
    assert bench.host.holdings(ID) == []
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": KEEP})
    bench.refresh(ID)
    assert bench.host.holdings(ID) == []
