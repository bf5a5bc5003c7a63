"""What extensions obtain, and that it is theirs and goes with them."""

from __future__ import annotations

import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import pytest

from pith.api import FileEvent, TreeItem
from pith.base import Cancelled, Future, ProblemError
from pith.commands import FailedCommand
from pith.host._manifest_parsing import parse_manifest
from pith.settings import Setting
from tests.support.extension_host import ID, KEEP, ONE_OF_EACH, HostBench, command, manifest


def run(bench: HostBench, source: str) -> Any:
    """Load an extension that declares everything: its module."""
    return bench.load(source, ONE_OF_EACH)


def test_what_it_is_told_of_itself(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    assert context.extension_id == ID
    assert context.version == "1.0.0"
    assert context.path == bench.folders.user / ID
    assert context.storage_path == bench.folders.storage / ID
    assert not context.storage_path.exists()


# -- commands


def test_a_command_gets_arguments_and_gives_a_value(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    context.commands.handle("sample.run", lambda a, b=2: (a, b))
    assert bench.execute("sample.run", a=1) == (1, 2)


def test_a_command_gives_back_its_handler(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    registration = context.commands.handle("sample.run", lambda: 1)
    registration.dispose()
    assert not bench.bus.is_handled("sample.run")
    context.commands.handle("sample.run", lambda: 2)
    assert bench.execute("sample.run") == 2


def test_a_command_that_fails_is_attributed(bench: HostBench) -> None:
    context = run(bench, KEEP).context

    def fail() -> None:
        raise ValueError("no")

    context.commands.handle("sample.run", fail)
    with pytest.raises(FailedCommand, match="ValueError: no") as caught:
        bench.execute("sample.run")
    assert caught.value.owner == ID
    assert "ValueError: no" in bench.output()


def test_a_command_with_an_answer_that_comes_later(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    answer: Future[int] = Future()
    context.commands.handle("sample.run", lambda: answer)
    result = bench.bus.execute("sample.run")
    answer.set_result(3)
    assert bench.wait(result) == 3


def test_an_answer_that_fails_later(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    answer: Future[int] = Future()
    context.commands.handle("sample.run", lambda: answer)
    result = bench.bus.execute("sample.run")
    answer.set_exception(ValueError("late"))
    with pytest.raises(FailedCommand, match="ValueError: late"):
        bench.wait(result)
    assert "ValueError: late" in bench.output()


def test_an_answer_that_never_comes_ends_with_the_extension(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    context.commands.handle("sample.run", Future)
    result = bench.bus.execute("sample.run")
    bench.remove()
    with pytest.raises(Cancelled):
        bench.wait(result)


def test_it_executes_commands_of_others(bench: HostBench) -> None:
    module = run(bench, KEEP)
    bench.bus.handle("test.add", lambda a, b: a + b)
    assert bench.wait(module.context.commands.execute("test.add", a=1, b=2)) == 3
    failed = module.context.commands.execute("test.unknown")
    bench.run_until(lambda: failed.done)
    assert "test.unknown" in str(failed.exception())


# -- settings


def test_settings(bench: HostBench) -> None:
    from pith.settings import SettingsLayer

    context = run(bench, KEEP).context
    seen: list[int] = []
    context.settings.on_change("sample.size", seen.append)
    assert context.settings.get("sample.size") == 1
    assert context.settings.get("no.such", "x") == "x"
    bench.settings.set_layer(SettingsLayer.USER, {"sample": {"size": 5}})
    assert (seen, context.settings.get("sample.size")) == ([5], 5)
    context.settings.set("sample.size", 6)
    assert bench.services.settings.written == [{"sample.size": 6}]
    bench.remove()
    bench.settings.declare([Setting("sample.size", "integer", 1)])
    bench.settings.set_layer(SettingsLayer.USER, {"sample": {"size": 7}})
    assert seen == [5]


def test_an_observer_that_raises_stops_nobody(bench: HostBench) -> None:
    from pith.settings import SettingsLayer

    context = run(bench, KEEP).context
    context.settings.on_change("sample.size", lambda value: value / 0)
    bench.settings.set_layer(SettingsLayer.USER, {"sample": {"size": 5}})
    assert "change of sample.size: ZeroDivisionError" in bench.output()


# -- status


def test_status_items(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    context.status.update("sample", text="one", tooltip="tip")
    context.status.update("sample", text="two", visible=True)
    items = bench.services.status.items
    assert items == {"sample": {"text": "two", "tooltip": "tip", "visible": True}}
    bench.remove()
    assert items == {}
    context.status.update("sample", text="from the grave")
    assert items == {}


# -- views


class Provider:
    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def children(self, item_id: str | None) -> Any:
        return self.answer(item_id)


def tree(bench: HostBench) -> Any:
    return bench.services.views.trees["sample.tree"]


def test_a_tree(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    handle = context.views.provide_tree(
        "sample.tree", Provider(lambda item_id: [TreeItem(f"{item_id}/a", "A")])
    )
    assert bench.wait(tree(bench).children("x")) == (TreeItem("x/a", "A"),)
    handle.set_title("Title")
    handle.set_message("Message")
    handle.refresh("x")
    handle.reveal("x/a", ["x"])
    assert (tree(bench).title, tree(bench).message) == ("Title", "Message")
    assert tree(bench).refreshed == ["x"]
    assert tree(bench).revealed == [("x/a", ("x",))]
    assert handle.selection == ("x/a",)
    bench.remove()
    assert bench.services.views.trees == {}
    handle.refresh()
    handle.set_title("from the grave")


@pytest.mark.parametrize(
    "answer",
    [
        lambda item_id: 1 / 0,
        lambda item_id: None,
        lambda item_id: [1],
        lambda item_id: "text",
        lambda item_id: Future.failed(ValueError("later")),
        lambda item_id: Future.of([None]),
        lambda item_id: sys.exit(),
    ],
)
def test_a_tree_that_fails_is_empty_and_says_so(bench: HostBench, answer: Any) -> None:
    context = run(bench, KEEP).context
    provider = Provider(answer)
    context.views.provide_tree("sample.tree", provider).set_message("Mine")
    assert bench.wait(tree(bench).children(None)) == ()
    assert tree(bench).message.startswith("view sample.tree: ")
    assert "view sample.tree: " in bench.output()
    provider.answer = lambda item_id: []
    assert bench.wait(tree(bench).children(None)) == ()
    assert tree(bench).message == "Mine"


def test_two_items_of_one_id_are_one(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    items = [TreeItem("a", "first"), TreeItem("a", "second")]
    context.views.provide_tree("sample.tree", Provider(lambda item_id: items))
    assert [item.label for item in bench.wait(tree(bench).children(None))] == ["first"]


def test_children_that_come_when_it_has_ended(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    answer: Future[list[TreeItem]] = Future()
    context.views.provide_tree("sample.tree", Provider(lambda item_id: answer))
    children = tree(bench).children(None)
    bench.remove()
    assert bench.wait(children) == ()


# -- window, workspace, clipboard


def test_questions(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    bench.services.window.answers = ["text", True, "id"]
    assert bench.wait(context.window.ask_text("What?", validate=lambda text: None)) == "text"
    assert bench.wait(context.window.confirm("Sure?")) is True
    assert bench.wait(context.window.pick([], "Which?")) == "id"
    assert bench.services.window.questions == ["What?", "Sure?", "Which?"]


def test_a_validation_that_raises_lets_it_pass(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    bench.services.window.answers = ["text"]
    asked = context.window.ask_text("What?", validate=lambda text: 1 / 0)
    assert bench.wait(asked) == "text"
    assert "validation: ZeroDivisionError" in bench.output()


def test_an_answer_for_a_version_that_ended_is_not_told(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    told: list[Any] = []
    context.window.notify("Hello").on_done(told.append)
    (notification,) = bench.services.window.notifications
    bench.remove()
    notification.answer.set_result("ok")
    bench.scheduler.run()
    assert told == []


def test_the_clipboard(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    bench.wait(context.clipboard.write("text"))
    assert bench.wait(context.clipboard.read()) == "text"


def test_the_workspace(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    document = bench.services.workspace.add_document("one\ntwo")
    assert context.workspace.documents() == (document,)
    assert context.workspace.active_document() == document
    text = bench.wait(context.workspace.snapshot(document.uri))
    assert text.lines(1, 2) == ("two",)
    missing = context.workspace.snapshot("file:///nothing")
    with pytest.raises(LookupError):
        bench.wait(missing)
    opened = bench.wait(context.workspace.open(bench.base / "a.txt", row=3))
    assert opened.name == "a.txt"
    assert bench.services.workspace.opened == [(bench.base / "a.txt", 3, None, False)]


def test_watching_files(watched: HostBench) -> None:
    context = run(watched, KEEP).context
    folder = watched.base / "project"
    folder.mkdir()
    seen: list[FileEvent] = []
    context.workspace.watch(folder, seen.extend)
    assert watched.watcher is not None
    assert watched.watcher.settled().wait(10)
    (folder / "a").write_text("")
    watched.run_until(lambda: bool(seen))
    assert seen[0].path == folder / "a"
    watched.remove()
    seen.clear()
    (folder / "b").write_text("")
    watched.scheduler.advance(1)
    assert seen == []


# -- tasks


def test_tasks_and_timers(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    order: list[str] = []
    assert bench.wait(context.tasks.run(lambda token: 7, "seven")) == 7
    context.tasks.call_later(1.0, lambda: order.append("late"))
    context.tasks.call_later(1.0, lambda: order.append("never")).dispose()
    context.tasks.call_soon(lambda: order.append("soon"))
    bench.scheduler.run()
    assert order == ["soon"]
    bench.scheduler.advance(1.5)
    assert order == ["soon", "late"]
    assert not [what for what in bench.record().holds if "timer" in what]


def test_a_task_that_fails_is_reported(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    task = context.tasks.run(lambda token: 1 / 0, "divide")
    bench.run_until(lambda: task.done)
    assert "task divide: ZeroDivisionError" in bench.output()


def test_a_callback_that_fails_is_reported(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    done = context.tasks.run(lambda token: 0).then(lambda value: 1 / value)
    bench.run_until(lambda: done.done)
    assert "a callback: ZeroDivisionError" in bench.output()


def test_chains_of_futures(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    tasks = context.tasks
    chain = tasks.run(lambda token: 1).then(lambda one: tasks.run(lambda token: one + 1))
    assert bench.wait(chain.then(lambda two: two + 1)) == 3


def test_everything_ends_with_the_extension(bench: HostBench) -> None:

    context = run(bench, KEEP).context
    order: list[str] = []
    going = threading.Event()

    def work(token: Any) -> None:
        going.set()
        while not token.cancelled:
            threading.Event().wait(0.001)

    task = context.tasks.run(work)
    task.on_done(lambda _: order.append("told"))
    context.tasks.call_later(1.0, lambda: order.append("timer"))
    context.tasks.call_soon(lambda: order.append("soon"))
    context.on_dispose(lambda: order.append("first"))
    context.on_dispose(lambda: order.append("second"))
    assert going.wait(10)
    bench.remove()
    bench.scheduler.advance(2)
    assert order == ["soon", "second", "first"]
    assert task.token.cancelled
    assert isinstance(task.exception(), Cancelled)


def test_what_comes_after_the_end_is_given_back_at_once(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    bench.remove()
    order: list[str] = []
    context.on_dispose(lambda: order.append("disposed"))
    assert order == ["disposed"]
    assert isinstance(context.tasks.run(lambda token: 1).exception(), Cancelled)
    context.tasks.call_soon(lambda: order.append("never"))
    context.window.notify("from the grave")
    bench.scheduler.run()
    assert order == ["disposed"]
    assert bench.services.window.notifications == []


def test_owned_things_go_last_in_first_out(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    order: list[int] = []

    class Thing:
        def __init__(self, number: int) -> None:
            self.number = number

        def dispose(self) -> None:
            order.append(self.number)

    things = [context.own(Thing(number)) for number in range(3)]
    assert [thing.number for thing in things] == [0, 1, 2]
    assert bench.record().holds.count("Thing") == 3
    bench.remove()
    assert order == [2, 1, 0]


def test_output(bench: HostBench) -> None:
    context = run(bench, KEEP).context
    context.output.write("a line")
    context.output.show()
    assert bench.output().endswith("a line")
    assert bench.services.output.shown == [ID]


def test_a_modal_loop_in_started_does_not_keep_reloads_waiting(bench: HostBench) -> None:
    from pith.commands import Command

    def modal() -> None:
        if bench.record().generation == 1:
            bench.add({"sample.py": KEEP + "\n    VERSION = 2\n"})
            bench.refresh(ID)

    bench.bus.register(Command("test.modal"), modal)
    source = """
        def activate(context):
            global execute
            execute = context.commands.execute
        def started():
            execute("test.modal")
    """
    bench.start()
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source})
    bench.refresh(ID)
    bench.host.activating.activate(ID)
    bench.run_until(lambda: bench.record().generation == 2)
    assert bench.record().state == "active"


def test_a_modal_loop_in_activate_activates_once(bench: HostBench) -> None:
    from pith.commands import Command

    bench.bus.register(Command("test.modal"), lambda: bench.bus.execute("sample.run"))
    source = """
        def activate(context):
            context.commands.handle("sample.run", lambda: 1)
            import builtins
            builtins.pith_test_modal()
    """
    waiting: list[Any] = []

    def modal() -> None:
        waiting.append(bench.bus.execute("sample.run"))
        bench.scheduler.advance(0.2)

    import builtins

    builtins.pith_test_modal = modal  # type: ignore[attr-defined]
    try:
        bench.start()
        bench.add(
            {
                "extension.toml": manifest(command("sample.run"), activation=["*"]),
                "sample.py": source,
            }
        )
        bench.refresh(ID)
        bench.run_until(lambda: bench.record().state == "active")
        assert bench.wait(waiting[0]) == 1
        bench.scheduler.advance(0.2)
        assert bench.record().generation == 1
    finally:
        del builtins.pith_test_modal  # type: ignore[attr-defined]


def test_a_modal_loop_in_a_command_does_not_break_a_reload(bench: HostBench) -> None:
    """The old version's command is on the stack while the new version takes over."""
    module = run(bench, KEEP)

    def modal() -> str:
        bench.add({"sample.py": KEEP + "\n    VERSION = 2\n"})
        bench.refresh(ID)
        return f"{bench.record().generation}"

    module.context.commands.handle("sample.run", modal)
    assert bench.execute("sample.run") == "2"
    assert not bench.bus.is_handled("sample.run")


def test_a_modal_loop_in_a_hook_does_not_break_a_reload(bench: HostBench) -> None:
    """The old version's hook is on the stack while the new version takes over; whoever comes
    after it is told all the same."""
    source = """
        from pith.api import hook
        def activate(given):
            global context
            context = given
        @hook
        def document_opened(document):
            context.commands.execute("test.modal")
            context.output.write("VERSION heard")
    """
    other = manifest(extension_id="acme.zoo", name="Zoo", activation=["*"])
    listening = """
        from pith.api import hook
        def activate(given):
            global context
            context = given
        @hook
        def document_opened(document):
            context.output.write("zoo heard")
    """
    bench.add({"extension.toml": other, "sample.py": listening}, "acme.zoo")
    bench.add({"extension.toml": manifest(activation=["*"]), "sample.py": source})
    reloaded: list[int] = []

    def modal() -> None:
        if not reloaded:
            bench.add({"sample.py": source.replace("VERSION", "the new one")})
            bench.refresh(ID)
            reloaded.append(bench.record().generation)

    bench.bus.handle("test.modal", modal)
    bench.start()
    bench.run_until(lambda: bench.record("acme.zoo").state == "active")
    bench.run_until(lambda: bench.record().state == "active")
    document = bench.services.workspace.add_document("")
    bench.host.events.document_opened(document)
    assert reloaded == [2]
    assert bench.services.output.lines["acme.zoo"].count("zoo heard") == 1
    bench.host.events.document_opened(document)
    assert bench.services.output.lines[ID].count("the new one heard") == 1
    assert "Error" not in bench.output()


# -- widgets (in the window: tests/app/window/test_widget_views.py)

WIDGET = """
    [[contributes.viewContainers]]
    id = "sample"
    title = "Sample"

    [[contributes.views]]
    id = "sample.pad"
    container = "sample"
    title = "Pad"
    kind = "widget"
"""


class Widget:
    """What the services take for one."""

    def __init__(self) -> None:
        self.ended = 0

    def deleteLater(self) -> None:
        pass

    def dispose(self) -> None:
        self.ended += 1


def pad(bench: HostBench) -> Any:
    bench.start()
    bench.add({"extension.toml": manifest(textwrap.dedent(WIDGET)), "sample.py": KEEP})
    bench.refresh(ID)
    bench.activate()
    return sys.modules["pith_ext.acme_sample.g1.sample"].context


def test_a_widget_is_made_once_and_ends_with_the_extension(bench: HostBench) -> None:
    context = pad(bench)
    made: list[Widget] = []

    def make() -> Widget:
        made.append(Widget())
        return made[-1]

    handle = context.views.provide_widget("sample.pad", make)
    handle.set_title("Mine")
    view = bench.services.views.widgets["sample.pad"]
    assert view.title == "Mine"
    assert made == []
    assert view.source.widget() is view.source.widget() is made[0]
    assert bench.record().holds[-1] == "Widget of view sample.pad"
    view.source.forget()
    assert made[0].ended == 1
    assert view.source.widget() is made[1]
    bench.remove()
    assert [each.ended for each in made] == [1, 1]
    assert view.source.widget() is None
    assert bench.services.views.widgets == {}


def test_a_widget_ends_with_its_handle(bench: HostBench) -> None:
    context = pad(bench)
    made = Widget()
    handle = context.views.provide_widget("sample.pad", lambda: made)
    bench.services.views.widgets["sample.pad"].source.widget()
    handle.dispose()
    assert made.ended == 1
    assert bench.services.views.widgets == {}
    assert not any("sample.pad" in each for each in bench.record().holds)


def test_a_widget_that_asks_for_itself_while_it_is_made(bench: HostBench) -> None:
    context = pad(bench)
    seen: list[object] = []

    def make() -> Widget:
        seen.append(view.source.widget())
        return Widget()

    context.views.provide_widget("sample.pad", make)
    view = bench.services.views.widgets["sample.pad"]
    assert isinstance(view.source.widget(), Widget)
    assert seen == [None]


def test_a_view_is_filled_as_it_is_declared(bench: HostBench) -> None:
    context = pad(bench)
    with pytest.raises(ValueError, match='write kind = "tree" there, or call provide_widget'):
        context.views.provide_tree("sample.pad", None)
    with pytest.raises(ValueError, match=r"did you mean `sample\.pad`"):
        context.views.provide_widget("sample.pat", Widget)


@pytest.mark.parametrize(
    "said",
    [
        'tier = "isolated"\nmodule = "sample"',
        "",
    ],
)
@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ('[[contributes.views]]\nid = "x"\ncontainer = "c"\ntitle = "X"\nkind = "widget"', "kind"),
        ('[[contributes.openers]]\nid = "x"\ntitle = "X"\npatterns = ["*.x"]', "[[contributes.op"),
    ],
)
def test_widgets_are_for_trusted_extensions(
    tmp_path: Path, said: str, declared: str, line: str
) -> None:
    source = f"""schema = 1
id = "acme.sample"
name = "Sample"
version = "1.0.0"
api = ">=0.1,<1"
{said}
{declared}
"""
    with pytest.raises(ProblemError) as caught:
        parse_manifest(source.encode(), tmp_path / "extension.toml")
    (problem,) = caught.value.problems
    assert "inside the window's process" in problem.message
    assert 'tier = "trusted"' in problem.advice
    assert problem.line is not None
    assert source.splitlines()[problem.line - 1].startswith(line)
