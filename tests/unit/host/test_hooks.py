"""Hooks: who is told, in which order, and what a failing one does to others."""

from __future__ import annotations

import inspect

import pytest

from pith.api import SPECIFICATIONS
from pith.host._hooks import HookGuard
from tests.support.extension_host import HostBench, manifest

LISTENER = """
    from pith.api import hook
    seen = []

    def activate(context):
        global output
        output = context.output

    @hook
    def document_opened(document):
        output.write(f"opened {document.name}")

    @hook
    def document_changed():
        output.write("changed")
"""


def listener(bench: HostBench, extension_id: str, source: str = LISTENER) -> None:
    text = manifest(extension_id=extension_id, name=extension_id, activation=["*"])
    bench.add({"extension.toml": text, "sample.py": source}, extension_id)


def test_guards_have_the_signatures_of_the_specifications() -> None:
    for name, specification in SPECIFICATIONS.items():
        guard = inspect.signature(getattr(HookGuard, name))
        arguments = [each for each in guard.parameters.values() if each.name != "self"]
        assert arguments == list(inspect.signature(specification).parameters.values()), name


def start(bench: HostBench, *ids: str) -> None:
    bench.start()
    bench.run_until(lambda: all(bench.record(each).state == "active" for each in ids))


def test_everybody_is_told(bench: HostBench) -> None:
    listener(bench, "acme.one")
    listener(bench, "acme.two")
    start(bench, "acme.one", "acme.two")
    bench.host.events.document_opened(bench.services.workspace.add_document("", "a.md"))
    assert "opened a.md" in bench.output("acme.one")
    assert "opened a.md" in bench.output("acme.two")


def test_the_order_is_that_of_ids_also_after_a_reload(bench: HostBench) -> None:
    source = """
        from pith.api import hook
        def activate(context):
            global execute
            execute = context.commands.execute
        @hook
        def document_opened(document):
            execute("test.note", name={name!r})
    """
    order: list[str] = []
    bench.bus.handle("test.note", lambda name: order.append(name))
    names = ["acme.b", "acme.a", "acme.c"]
    for name in names:
        listener(bench, name, source.replace("{name!r}", repr(name)))
    start(bench, *names)
    bench.wait(bench.host.reload("acme.a"))
    bench.host.events.document_opened(bench.services.workspace.add_document(""))
    assert order == ["acme.a", "acme.b", "acme.c"]


def test_those_of_higher_priority_are_told_first(bench: HostBench) -> None:
    source = """
        from pith.api import hook
        def activate(context):
            global execute
            execute = context.commands.execute
        @hook{priority}
        def document_opened(document):
            execute("test.note", name={name!r})
    """
    order: list[str] = []
    bench.bus.handle("test.note", lambda name: order.append(name))
    priorities = {"a": "(priority=-1)", "b": "", "c": "(priority=7)", "d": "(priority=7)"}
    for name, priority in priorities.items():
        listener(bench, f"acme.{name}", source.format(priority=priority, name=name))
    start(bench, *(f"acme.{name}" for name in priorities))
    bench.host.events.document_opened(bench.services.workspace.add_document(""))
    assert order == ["c", "d", "b", "a"]


@pytest.mark.parametrize("fault", ["1 / 0", "raise SystemExit", "raise KeyboardInterrupt"])
def test_one_that_fails_does_not_keep_others_from_hearing(bench: HostBench, fault: str) -> None:
    broken = LISTENER.replace('output.write(f"opened {document.name}")', fault)
    listener(bench, "acme.a", broken)
    listener(bench, "acme.b")
    start(bench, "acme.a", "acme.b")
    bench.host.events.document_opened(bench.services.workspace.add_document("", "a.md"))
    assert "opened a.md" in bench.output("acme.b")
    line = LISTENER.strip().splitlines().index('        output.write(f"opened {document.name}")')
    assert f"sample.py:{line + 2}: document_opened:" in bench.output("acme.a")


def test_repeated_failures_are_told_once_with_a_way_out(bench: HostBench) -> None:
    listener(bench, "acme.a", LISTENER.replace('output.write("changed")', "1 / 0"))
    start(bench, "acme.a")
    for version in range(10):
        document = bench.services.workspace.add_document("", version=version)
        bench.host.events.document_changed(document)
        bench.scheduler.run()
    (notification,) = bench.services.window.notifications
    assert "fails repeatedly" in notification.message
    assert notification.actions == ("output", "reload", "disable")
    notification.answer.set_result("disable")
    bench.run_until(lambda: bench.record("acme.a").state == "disabled")


def test_what_happens_often_is_told_once_a_turn(bench: HostBench) -> None:
    listener(bench, "acme.a")
    start(bench, "acme.a")
    for version in range(5):
        document = bench.services.workspace.add_document("", version=version)
        bench.host.events.document_changed(document)
    bench.scheduler.run()
    assert bench.output("acme.a").count("changed") == 1


def test_a_save_tells_of_the_change_first(bench: HostBench) -> None:
    source = LISTENER + (
        "\n    @hook\n    def document_saved(document):\n        output.write('saved')\n"
    )
    listener(bench, "acme.a", source)
    start(bench, "acme.a")
    document = bench.services.workspace.add_document("")
    bench.host.events.document_changed(document)
    bench.host.events.document_saved(document)
    assert bench.output("acme.a").splitlines()[-2:] == ["changed", "saved"]


def test_wants_says_whether_anybody_listens(bench: HostBench) -> None:
    assert not bench.host.events.wants("document_opened")
    listener(bench, "acme.a")
    start(bench, "acme.a")
    assert bench.host.events.wants("document_opened")
    assert not bench.host.events.wants("selection_changed")


def test_costs_are_counted(bench: HostBench) -> None:
    listener(bench, "acme.a")
    start(bench, "acme.a")
    bench.host.events.document_opened(bench.services.workspace.add_document(""))
    cost = bench.record("acme.a").costs["document_opened"]
    assert cost.count == 1
    assert 0 < cost.worst <= cost.total
