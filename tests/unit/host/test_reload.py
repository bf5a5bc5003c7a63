"""A reload takes over in one step, or changes nothing: faults at every step."""

from __future__ import annotations

import builtins
import gc
import sys
import textwrap
import threading
import weakref
from typing import Any

import pytest

from pith.commands import FailedCommand
from tests.support.extension_host import ID, HostBench, command, manifest

GOOD = """
    log = []
    state = {"count": 1, "name": "first"}

    def activate(context):
        context.commands.handle("sample.run", lambda: state["name"])
        context.status.update("sample", text="first")
        context.on_dispose(lambda: log.append("disposed"))

    def started():
        log.append("started")

    def snapshot():
        log.append("snapshot")
        return state

    def deactivate():
        log.append("deactivate")
"""

NEW = """
    from pith.api import hook

    state = {"name": "second"}
    log = []

    def activate(context):
        context.commands.handle("sample.run", lambda: state["name"])
        context.status.update("sample", text="second")

    def restore(old, from_version):
        state["from"] = (old["count"], from_version)

    def started():
        log.append("started")
"""

STATUS = """
    [[contributes.statusItems]]
    id = "sample"
    name = "Sample"
"""


def save(bench: HostBench, source: str, more: str = "", version: str = "1.0.0") -> None:
    text = manifest(command("sample.run") + more, version=version)
    bench.add({"extension.toml": text + textwrap.dedent(STATUS), "sample.py": source})


@pytest.fixture
def running(bench: HostBench) -> HostBench:
    """A bench with the good version active, whose module is `bench.old`."""
    save(bench, GOOD)
    bench.start()
    assert bench.execute("sample.run") == "first"
    return bench


def module_of(bench: HostBench) -> Any:

    number = bench.record().generation
    return sys.modules[f"pith_ext.acme_sample.g{number}.sample"]


def test_state_is_handed_over(running: HostBench) -> None:
    old = module_of(running)
    save(running, NEW, version="2.0.0")
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert module_of(running).state["from"] == (1, "1.0.0")
    assert module_of(running).log == ["started"]
    assert old.log == ["started", "snapshot", "deactivate", "disposed"]
    assert running.services.status.text("sample") == "second"


def broken(part: str) -> str:
    return textwrap.dedent(NEW) + "\n" + textwrap.dedent(part)


FAULTS = {
    "syntax": ("def activate(context:\n", "SyntaxError"),
    "null byte": ("x = 1\0", "null bytes"),
    "import of what is not there": ("import there_is_no_such_module", "ModuleNotFoundError"),
    "own module that is not there": ("from .nothing import x", "Error"),
    "exception while importing": ("1 / 0", "ZeroDivisionError"),
    "exit while importing": ("import sys; sys.exit(3)", "SystemExit"),
    "interrupt while importing": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "endless recursion": ("def f(): f()\nf()", "RecursionError"),
    "exception in activate": ("def activate(context): raise ValueError('no')", "ValueError: no"),
    "exit in activate": ("def activate(context): raise SystemExit", "SystemExit"),
    "activate without argument": ("def activate(): pass", "TypeError"),
    "command not declared": (
        "def activate(context): context.commands.handle('other.run', print)",
        "declares no command `other.run`",
    ),
    "command handled twice": (
        "def activate(context):\n"
        "    context.commands.handle('sample.run', print)\n"
        "    context.commands.handle('sample.run', print)\n",
        "has a handler already",
    ),
    "item not declared": (
        "def activate(context): context.status.update('other', text='x')",
        "declares no status item `other`; expected `sample`",
    ),
    "view not declared": (
        "def activate(context): context.views.provide_tree('other', None)",
        "declares no view `other`",
    ),
    "unknown hook": ("@hook\ndef document_open(document): pass", "did you mean `document_opened`"),
    "hook with a wrong argument": (
        "@hook\ndef document_opened(doc): pass",
        "write def document_opened(document)",
    ),
    "hook with any arguments": (
        "@hook\ndef document_opened(**arguments): pass",
        "write def document_opened(document)",
    ),
    "exception in restore": (
        "def restore(old, from_version): raise ValueError('old')",
        "ValueError: old",
    ),
    "restore without arguments": ("def restore(): pass", "TypeError"),
    "deletes its modules": (
        "import sys\nfor name in list(sys.modules):\n"
        "    if name.startswith('pith_ext'): del sys.modules[name]\n"
        "from . import nothing",
        "",
    ),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.replace(" ", "-"))
def test_a_fault_in_the_new_version(running: HostBench, fault: str) -> None:
    part, said = FAULTS[fault]
    old = module_of(running)
    save(running, broken(part))
    running.refresh(ID)
    record = running.record()
    assert record.state == "active"
    assert record.problems
    assert record.problems[0].source.endswith("sample.py")
    assert record.problems[0].line is not None
    assert said in running.output()
    # The old one serves, and nothing of the new one happened.
    assert running.execute("sample.run") == "first"
    assert running.services.status.text("sample") == "first"
    assert "disposed" not in old.log
    assert "deactivate" not in old.log
    assert len(running.services.window.notifications) == 1
    # And it can be repaired.
    save(running, NEW)
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert not running.record().problems


MANIFEST_FAULTS = {
    "no TOML": "this is no TOML",
    "unknown field": "colour = 1",
    "isolated": None,
    "requires what is not there": '[requires]\n"acme.base" = ""',
}


@pytest.mark.parametrize("fault", MANIFEST_FAULTS)
def test_a_fault_in_the_new_manifest(running: HostBench, fault: str) -> None:
    more = MANIFEST_FAULTS[fault]
    text = manifest(command("sample.run"))
    if more is None:
        text = text.replace("trusted", "isolated")
    else:
        text = text.replace("[[contributes.commands]]", f"{more}\n[[contributes.commands]]", 1)
    running.add({"extension.toml": text, "sample.py": NEW})
    running.refresh(ID)
    assert running.execute("sample.run") == "first"
    assert running.record().state == "active"
    assert running.record().problems[0].source.endswith("extension.toml")
    save(running, NEW)
    running.refresh(ID)
    assert running.execute("sample.run") == "second"


def test_a_snapshot_that_fails_costs_one_save(running: HostBench) -> None:
    save(running, broken("def snapshot(): raise ValueError('lost')"))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    save(running, broken("state['name'] = 'third'"))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert "ValueError: lost" in running.output()
    assert "the next save goes without its state" in running.output()
    save(running, broken("state['name'] = 'fourth'"))
    running.refresh(ID)
    assert running.execute("sample.run") == "fourth"
    assert "from" not in module_of(running).state


def test_a_snapshot_must_be_plain(running: HostBench) -> None:
    save(running, broken("def snapshot(): return {'a': object()}"))
    running.refresh(ID)
    save(running, broken("state['name'] = 'third'"))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert "must return plain data" in running.output()


def test_state_shares_nothing_with_the_old_version(running: HostBench) -> None:
    source = broken("kept = []\ndef restore(old, from_version): kept.append(old)")
    old = module_of(running)
    save(running, source)
    running.refresh(ID)
    (kept,) = module_of(running).kept
    assert kept == old.state
    assert kept is not old.state


def test_a_point_that_refuses_puts_everything_back(running: HostBench) -> None:
    running.status_items.fault = ValueError("no room")
    more = '[[contributes.statusItems]]\nid = "sample.more"\nname = "More"\n'
    save(running, NEW, more + command("sample.other"))
    running.refresh(ID)
    assert running.execute("sample.run") == "first"
    assert running.bus.find("sample.other") is None
    assert running.status_items.ids() == ["sample"]
    assert "ValueError: no room" in running.output()
    save(running, broken("x = 1"), more + command("sample.other"))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert set(running.status_items.ids()) == {"sample", "sample.more"}


def test_a_registry_that_refuses_puts_everything_back(
    running: HostBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = running.bus.handle
    calls: list[str] = []

    def refuse_once(command_id: str, *arguments: object, **named: object) -> object:
        calls.append(command_id)
        if len(calls) == 1:
            raise RuntimeError("not now")
        return handle(command_id, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(running.bus, "handle", refuse_once)
    save(running, NEW)
    running.refresh(ID)
    assert running.execute("sample.run") == "first"
    assert running.services.status.text("sample") == "first"
    assert "RuntimeError: not now" in running.output()


def test_a_fault_after_the_swap_is_reported_and_changes_nothing(running: HostBench) -> None:
    save(running, broken("def started(): raise ValueError('late')"))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    assert running.record().state == "active"
    assert "ValueError: late" in running.output()


@pytest.mark.parametrize(
    "part",
    [
        "def deactivate(): raise ValueError('last words')",
        "def deactivate(): raise SystemExit",
        "old = activate\n"
        "def activate(context):\n"
        "    old(context)\n"
        "    context.on_dispose(lambda: 1 / 0)\n"
        "    context.on_dispose(lambda: exit())\n",
        "old = activate\n"
        "class Bad:\n"
        "    def dispose(self): raise KeyboardInterrupt\n"
        "def activate(context):\n"
        "    old(context)\n"
        "    context.own(Bad())\n",
    ],
)
def test_an_old_version_that_ends_badly_still_ends(running: HostBench, part: str) -> None:
    save(running, broken(part))
    running.refresh(ID)
    assert running.execute("sample.run") == "second"
    save(running, broken("state['name'] = 'third'"))
    running.refresh(ID)
    assert running.execute("sample.run") == "third"
    assert running.record().generation == 3
    assert not [name for name in sys.modules if name.startswith("pith_ext.acme_sample.g2")]


def test_what_did_not_change_is_left_alone(running: HostBench) -> None:
    before = list(running.status_items.deltas)
    save(running, NEW)
    running.refresh(ID)
    assert running.status_items.deltas == before


def test_saving_the_same_is_no_reload(running: HostBench) -> None:
    save(running, GOOD)
    running.refresh(ID)
    assert running.record().generation == 1


def test_it_can_be_asked_for(running: HostBench) -> None:
    running.wait(running.host.reload(ID))
    assert running.record().generation == 2


def test_what_starts_in_activate_waits_for_the_swap(running: HostBench) -> None:
    part = """
        def activate(context):
            context.window.notify("I am here")
            context.tasks.call_soon(lambda: state.update(name="later"))
            context.commands.handle("sample.run", lambda: state["name"])
            if state.get("fail", True):
                raise ValueError("no")
    """
    save(running, broken(part))
    running.refresh(ID)
    (refused,) = running.services.window.notifications
    assert refused.source == "Sample"
    assert refused.message.startswith("Sample was not reloaded; the version before keeps running\n")
    assert refused.message.endswith(": activate: ValueError: no")
    save(running, broken(part.replace('"fail", True', '"fail", False')))
    running.refresh(ID)
    assert running.services.window.notifications[-1].message == "I am here"
    assert running.execute("sample.run") == "later"


def test_a_module_that_becomes_declarative(running: HostBench) -> None:
    running.add({"extension.toml": manifest(command("sample.run"), module=None)})
    running.refresh(ID)
    assert running.record().state == "installed"
    assert running.bus.find("sample.run") is not None
    assert not running.bus.is_handled("sample.run")


def test_one_hundred_reloads_leave_nothing(bench: HostBench) -> None:
    save(bench, GOOD)
    bench.start()
    bench.execute("sample.run")
    threads = threading.active_count()
    dead = []
    for number in range(100):
        dead.append(weakref.ref(module_of(bench).__pith_sentinel__))
        save(bench, broken(f"state['name'] = '{number}'"))
        bench.refresh(ID)
        assert bench.execute("sample.run") == str(number)
    bench.scheduler.advance(5)
    gc.collect()
    assert [ref for ref in dead if ref() is not None] == []
    modules = [name for name in sys.modules if name.startswith("pith_ext.acme_sample.")]
    assert modules == ["pith_ext.acme_sample.g101", "pith_ext.acme_sample.g101.sample"]
    assert threading.active_count() <= threads
    assert "still holds" not in bench.output()


def test_an_error_that_is_kept_keeps_no_version(running: HostBench) -> None:
    save(
        running,
        broken(
            "def activate(context):\n    context.commands.handle('sample.run', fail)"
            "\ndef fail(): raise ValueError(state)"
        ),
    )
    running.refresh(ID)
    with pytest.raises(FailedCommand) as caught:
        running.execute("sample.run")
    sentinel = weakref.ref(module_of(running).__pith_sentinel__)
    save(running, broken("x = 1"))
    running.refresh(ID)
    gc.collect()
    assert sentinel() is None
    assert caught.value.__cause__ is not None


def test_a_call_that_takes_long_is_told(running: HostBench) -> None:
    slow = "import time\ndef activate(context): time.sleep(0.06)"
    save(running, broken(slow))
    running.refresh(ID)
    assert "activate held the window for" in running.output()


def test_what_survives_is_named(running: HostBench) -> None:
    part = "import builtins\nbuiltins.pith_test_leak = restore"
    save(running, broken(part))
    running.refresh(ID)
    try:
        save(running, broken("x = 1"))
        running.refresh(ID)
        running.scheduler.advance(5)
        assert "version g2 has ended, but something still holds sample" in running.output()
    finally:
        del builtins.pith_test_leak  # type: ignore[attr-defined]
