"""Every fault at every step of a reload: what serves before and after, looked at from outside."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pith.settings import SettingsLayer
from tests.support.extension_host import ID, ONE_OF_EACH, HostBench, command, manifest

SOURCE = """
    from pith.api import TreeItem, hook

    VERSION = {version!r}
    state = {{"saved": 0}}
    given = []

    class Bad(BaseException):
        pass

    class Tree:
        def children(self, item_id):
            return [TreeItem(VERSION, VERSION)]

    def activate(context):
        global output
        output = context.output
        context.commands.handle("sample.run", lambda: VERSION)
        context.commands.handle("sample.add", add)
        context.status.update("sample", text=VERSION)
        context.views.provide_tree("sample.tree", Tree())
        context.settings.on_change("sample.size", lambda size: given.append(size))
        context.on_dispose(lambda: fault_at_dispose())
        fault_at_activate()

    def add():
        state["saved"] += 1
        return state["saved"], len(given)

    @hook
    def document_opened(document):
        output.write(f"{{VERSION}} hears of {{document.name}}")

    def snapshot():
        fault_at_snapshot()
        return state

    def restore(before, from_version):
        state.update(before)
        fault_at_restore()

    def deactivate():
        fault_at_deactivate()

    def started():
        fault_at_started()

    def nothing():
        return None

    fault_at_activate = fault_at_dispose = fault_at_snapshot = fault_at_restore = nothing
    fault_at_deactivate = fault_at_started = nothing
"""

FAULTS = {
    "exception": "raise ValueError('broken')",
    "exit": "raise SystemExit(3)",
    "interrupt": "raise KeyboardInterrupt",
    "a class of its own": "raise Bad('broken')",
    "generator exit": "raise GeneratorExit",
    "mute": "class Mute(Exception):\n    def __str__(self): 1 / 0\nraise Mute",
    "out of memory": "raise MemoryError",
    "recursion": "fault = lambda: fault()\nfault()",
}


def source(version: str, step: str = "", fault: str = "") -> str:
    """A version of the extension in which `fault` happens at `step`."""
    text = textwrap.dedent(SOURCE).format(version=version)
    if step == "import":
        return f"{text}\n{fault}\n"
    if step:
        body = textwrap.indent(fault, "    ")
        text += f"\ndef the_fault():\n{body}\nfault_at_{step} = the_fault\n"
    return text


class Seen(NamedTuple):
    """An extension from outside."""

    run: Any
    hears: str
    status: str | None
    tree: str
    contributed: tuple[str, ...]
    holds: tuple[str, ...]


def look(bench: HostBench) -> Seen:
    before = len(bench.services.output.lines[ID])
    document = bench.services.workspace.add_document("", "a.md")
    bench.host.events.document_opened(document)
    heard = [line for line in bench.services.output.lines[ID][before:] if "hears" in line]
    (item,) = bench.wait(bench.services.views.trees["sample.tree"].children(None))
    return Seen(
        bench.execute("sample.run"),
        "; ".join(heard),
        bench.services.status.text("sample"),
        item.label,
        (*bench.status_items.ids(), *bench.views.ids(), *bench.containers.ids()),
        bench.record().holds,
    )


def save(bench: HostBench, text: str, more: str = "") -> None:
    declared = command("sample.run") + command("sample.add") + ONE_OF_EACH + more
    bench.add({"extension.toml": manifest(declared), "sample.py": text})
    bench.refresh(ID)


def size(bench: HostBench, value: int) -> None:
    bench.settings.set_layer(SettingsLayer.USER, {"sample": {"size": value}})


@pytest.fixture
def running(bench: HostBench) -> HostBench:
    bench.start()
    save(bench, source("old"))
    assert bench.execute("sample.add") == (1, 0)
    assert look(bench).hears == "old hears of a.md"
    return bench


def still_the_old_one(bench: HostBench, before: Seen, adds: int) -> None:
    assert look(bench) == before
    assert bench.record().state == "active"
    size(bench, adds + 100)
    assert bench.execute("sample.add") == (adds, adds - 1)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", ["import", "activate", "restore"])
def test_before_the_swap_nothing_changes(running: HostBench, step: str, fault: str) -> None:
    before = look(running)
    save(running, source("new", step, FAULTS[fault]))
    still_the_old_one(running, before, 2)
    assert running.record().problems[0].source.endswith("sample.py")
    assert len(running.services.window.notifications) == 1
    save(running, source("repaired"))
    assert look(running).run == "repaired"
    assert running.execute("sample.add") == (3, 0)
    assert not running.record().problems


@pytest.mark.parametrize("fault", FAULTS)
def test_a_snapshot_that_fails(bench: HostBench, fault: str) -> None:
    bench.start()
    save(bench, source("old", "snapshot", FAULTS[fault]))
    assert bench.execute("sample.add") == (1, 0)
    before = look(bench)
    save(bench, source("new"))
    still_the_old_one(bench, before, 2)
    # The version that runs is to blame, and would be for ever: the next goes without its state.
    save(bench, source("newer"))
    assert look(bench).run == "newer"
    assert bench.execute("sample.add") == (1, 0)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("step", ["deactivate", "dispose"])
def test_an_end_that_fails_is_reported(bench: HostBench, step: str, fault: str) -> None:
    bench.start()
    save(bench, source("old", step, FAULTS[fault]))
    assert bench.execute("sample.add") == (1, 0)
    save(bench, source("new"))
    seen = look(bench)
    assert (seen.run, seen.hears, seen.status, seen.tree) == (
        "new",
        "new hears of a.md",
        "new",
        "new",
    )
    assert bench.execute("sample.add") == (2, 0)
    assert "sample.py:" in bench.output()
    assert "Traceback" in bench.output()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_start_that_fails_is_reported(running: HostBench, fault: str) -> None:
    save(running, source("new", "started", FAULTS[fault]))
    assert look(running).run == "new"
    assert running.execute("sample.add") == (2, 0)
    assert ": started: " in running.output()


@pytest.mark.parametrize(
    "step", ["import", "activate", "restore", "started", "snapshot", "deactivate", "dispose"]
)
def test_a_step_that_hangs_a_while_is_told(running: HostBench, step: str) -> None:
    slow = "import time\ntime.sleep(0.08)"
    save(running, source("slow", step, slow))
    save(running, source("new"))
    assert look(running).run == "new"
    assert running.execute("sample.add") == (2, 0)
    assert "held the window for" in running.output()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("async def activate(context): pass", "activate() must be a plain function"),
        ("def activate(context): yield", "activate() must be a plain function"),
        ("def activate(context): return 7", "activate() must be a plain function"),
        ("async def restore(before, version): pass", "restore() must be a plain function"),
        ("def restore(before, version): return before", "restore() must be a plain function"),
    ],
)
def test_a_wrong_result_before_the_swap(running: HostBench, part: str, said: str) -> None:
    before = look(running)
    save(running, source("new") + part + "\n")
    still_the_old_one(running, before, 2)
    assert said in running.output()
    assert running.record().problems[0].line is not None


@pytest.mark.parametrize(
    "result", ["object()", "{1: Tree}", "[state] * 2 + [Tree()]", "iter('')", "lambda: 1"]
)
def test_a_snapshot_of_something_else(bench: HostBench, result: str) -> None:
    bench.start()
    save(bench, source("old") + f"def snapshot(): return {result}\n")
    assert bench.execute("sample.add") == (1, 0)
    before = look(bench)
    save(bench, source("new"))
    still_the_old_one(bench, before, 2)
    assert "must return plain data" in bench.output()


KERNEL = {
    "commands": "bus.handle",
    "hooks": "host._hooks.register",
    "status": "services.status.update",
    "views": "services.views.provide_tree",
    "settings": "settings.observe",
}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("part", KERNEL)
def test_a_fault_of_the_kernel_in_the_swap(
    running: HostBench, monkeypatch: pytest.MonkeyPatch, part: str, error: type[BaseException]
) -> None:
    before = look(running)
    *way, name = KERNEL[part].split(".")
    owner: Any = running
    for each in way:
        owner = getattr(owner, each)
    real = getattr(owner, name)
    raised: list[None] = []

    def raise_once(*arguments: Any, **named: Any) -> Any:
        if not raised:
            raised.append(None)
            raise error("not now")
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, raise_once)
    save(running, source("new"))
    assert raised
    still_the_old_one(running, before, 2)
    assert error.__name__ in running.output()
    save(running, source("newer"))
    assert look(running).run == "newer"


@pytest.mark.parametrize("point", ["status_items", "views", "containers"])
def test_a_point_that_refuses(running: HostBench, point: str) -> None:
    before = look(running)
    getattr(running, point).fault = ValueError("no room")
    more = {
        "status_items": '[[contributes.statusItems]]\nid = "more"\nname = "More"\n',
        "views": '[[contributes.views]]\nid = "more"\ncontainer = "sample"\ntitle = "More"\n',
        "containers": '[[contributes.viewContainers]]\nid = "more"\ntitle = "More"\n',
    }[point]
    save(running, source("new"), more + command("sample.more"))
    still_the_old_one(running, before, 2)
    assert running.bus.find("sample.more") is None


@pytest.mark.parametrize(
    "text",
    ["", "schema = 2", "schema = 1", 'schema = "one"', "[[contributes.commands]]\nid = 1", "\0"],
)
def test_a_manifest_that_is_none(running: HostBench, text: str) -> None:
    before = look(running)
    (running.folders.user / ID / "extension.toml").write_text(text)
    running.refresh(ID)
    still_the_old_one(running, before, 2)
    assert running.record().problems[0].source.endswith("extension.toml")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe bad", b"# coding: nonsense\n", b"x = (\n", b"\tx\n y\n", b"x = 1\0"]
)
def test_a_file_that_is_no_python(running: HostBench, data: bytes) -> None:
    before = look(running)
    Path(running.folders.user / ID / "sample.py").write_bytes(data)
    running.refresh(ID)
    still_the_old_one(running, before, 2)
    assert any(kind in running.output() for kind in ("SyntaxError", "IndentationError"))
