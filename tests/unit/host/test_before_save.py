"""Extensions that edit a document before it is written."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from pith.api import DocumentInfo, TextEdit, TextSnapshot
from pith.base import Cancelled, Future
from tests.support.extension_host import HostBench, command, manifest
from tests.support.host_services import FakeSnapshot

UPPER = """
    from pith.api import TextEdit, TextRange, hook

    def activate(context):
        global tasks
        tasks = context.tasks

    @hook
    def will_save(text):
        return [TextEdit(TextRange.whole(text), "\\n".join(text.lines(0, 9)) + "!")]
"""
HANDLER = """
    from pith.api import Future, TextEdit, TextRange, hook

    def activate(context):
        global tasks
        tasks = context.tasks

    def told(token):
        with open({note!r}, "a") as file:
            file.write("cancelled ")

    @hook
    def will_save(text, token):
        token.on_cancel(lambda: told(token))
        {body}
"""


class Saving:
    """A document of one text that takes whole replacements."""

    def __init__(self, bench: HostBench, content: str) -> None:
        self._info = bench.services.workspace.add_document(content, "a.txt")
        self.content = content
        self.disposed = False

    def describe(self) -> tuple[DocumentInfo, TextSnapshot]:
        return self._info, FakeSnapshot(self.content)

    def edit(self, edits: Sequence[TextEdit]) -> bool:
        before = self.content
        for edit in edits:
            if edit.range.end.row > self.content.count("\n"):
                raise ValueError(f"there is no row {edit.range.end.row}")
            self.content = edit.text
        return self.content != before

    def dispose(self) -> None:
        self.disposed = True


def start(bench: HostBench, **sources: str) -> None:
    for name, source in sources.items():
        extension_id = f"acme.{name}"
        text = manifest(extension_id=extension_id, name=name, activation=["*"])
        bench.add({"extension.toml": text, "sample.py": source}, extension_id)
    bench.start()
    bench.run_until(lambda: all(bench.record(f"acme.{each}").state == "active" for each in sources))


def handler(bench: HostBench, body: str) -> str:
    return HANDLER.replace("{note!r}", repr(str(bench.base / "note"))).replace("{body}", body)


def save(bench: HostBench, content: str = "text") -> Saving:
    saving = Saving(bench, content)
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    bench.wait(answer)
    assert saving.disposed
    return saving


def failures(bench: HostBench, extension_id: str) -> str:
    return bench.output(extension_id) + str(bench.record(extension_id).problems)


def test_nobody_is_asked_where_nobody_wants_to_know(bench: HostBench) -> None:
    start(bench, one="def activate(context): pass\n")
    assert bench.host.events.will_save(Saving(bench, "text")) is None


def test_each_sees_what_those_before_have_done(bench: HostBench) -> None:
    start(bench, a=UPPER, b=UPPER)
    assert save(bench).content == "text!!"


def test_a_future_is_waited_for(bench: HostBench) -> None:
    body = """
        def work(token):
            return [TextEdit(TextRange.whole(text), "formatted")]
        return tasks.run(work)
    """
    start(bench, a=handler(bench, body.strip()), b=UPPER)
    assert save(bench).content == "formatted!"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1 / 0", "division by zero"),
        ("return tasks.run(lambda token: 1 / 0)", "division by zero"),
        ("return 'text'", "a list of TextEdit"),
        ("return [1]", "a list of TextEdit"),
        ("return [TextEdit(TextRange((0, 0), (9, 0)), 1)]", "a list of TextEdit"),
        ("return tasks.run(lambda token: 3)", "a list of TextEdit"),
        (
            "from pith.api import Point; "
            "return [TextEdit(TextRange(Point(0, 0), Point(9, 0)), 'x')]",
            "there is no row 9",
        ),
    ],
)
def test_one_that_is_wrong_is_named_and_left_out(bench: HostBench, body: str, said: str) -> None:
    start(bench, a=handler(bench, body), b=UPPER)
    assert save(bench).content == "text!"
    assert said in failures(bench, "acme.a")


def test_one_that_does_not_answer_is_left_out_in_time(bench: HostBench) -> None:
    start(bench, a=handler(bench, "return Future()"), b=UPPER)
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    bench.scheduler.advance(1.9)
    assert not answer.done
    bench.scheduler.advance(0.2)
    bench.wait(answer)
    assert saving.content == "text!"
    assert "no answer within 2 s; a.txt is saved without it" in failures(bench, "acme.a")
    assert (bench.base / "note").read_text() == "cancelled "


def test_an_answer_that_comes_too_late_changes_nothing(bench: HostBench) -> None:
    body = """
        global late
        late = Future()
        import builtins
        builtins.late_answer = lambda: late.set_result([TextEdit(TextRange.whole(text), "late")])
        return late
    """
    start(bench, a=handler(bench, body.strip()))
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    bench.scheduler.advance(2.1)
    bench.wait(answer)
    import builtins

    late: Any = builtins.__dict__.pop("late_answer")
    late()
    bench.scheduler.run()
    assert saving.content == "text"


def test_cancelling_asks_no_further(bench: HostBench) -> None:
    start(bench, a=handler(bench, "return Future()"), b=UPPER)
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert isinstance(answer, Future)
    answer.cancel()
    with pytest.raises(Cancelled):
        bench.wait(answer)
    assert saving.content == "text"
    assert saving.disposed
    assert (bench.base / "note").read_text() == "cancelled "


WAITING = """
    from pith.api import Future, TextEdit, TextRange, hook

    def activate(context):
        global output, here
        output, here = context.output, []
        context.commands.handle("{name}.answer", answer)

    def answer(change):
        if not here:
            return
        future, text = here.pop()
        lines = text.lines(0, 9)
        future.set_result([TextEdit(TextRange.whole(text), lines[0] + change)] if change else [])

    @hook
    def will_save(text, token):
        output.write("asked about " + text.lines(0, 1)[0])
        token.on_cancel(lambda: output.write("cancelled"))
        here.append((Future(), text))
        return here[-1][0]
"""


def waiting(bench: HostBench, *names: str) -> None:
    """Extensions whose answers come when the command `<name>.answer` is run."""
    for name in names:
        more = command(f"{name}.answer")
        text = manifest(more, extension_id=f"acme.{name}", name=name, activation=["*"])
        source = WAITING.replace("{name}", name)
        bench.add({"extension.toml": text, "sample.py": source}, f"acme.{name}")
    bench.start()
    bench.run_until(lambda: all(bench.record(f"acme.{each}").state == "active" for each in names))


def asked(bench: HostBench, name: str) -> list[str]:
    lines = bench.services.output.lines[f"acme.{name}"]
    return [line for line in lines if line.startswith(("asked", "cancelled"))]


def test_all_are_asked_at_once_and_once_if_nobody_changes_anything(bench: HostBench) -> None:
    waiting(bench, "a", "b", "c")
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    for name in ("c", "a", "b"):
        assert asked(bench, name) == ["asked about text"]
        bench.execute(f"{name}.answer", change="")
    bench.wait(answer)
    assert [asked(bench, name) for name in "abc"] == [["asked about text"]] * 3
    assert saving.content == "text"


def test_those_after_one_that_changed_something_are_asked_again(bench: HostBench) -> None:
    waiting(bench, "a", "b", "c")
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    bench.execute("c.answer", change="?")  # about a text that is to change: forgotten
    bench.execute("a.answer", change="!")
    bench.run_until(lambda: len(asked(bench, "c")) == 2)
    assert asked(bench, "a") == ["asked about text"]
    assert asked(bench, "b") == ["asked about text", "cancelled", "asked about text!"]
    assert asked(bench, "c") == ["asked about text", "asked about text!"]
    bench.execute("b.answer", change="")
    bench.execute("c.answer", change="?")
    bench.wait(answer)
    assert saving.content == "text!?"


def test_those_that_hang_take_two_seconds_together(bench: HostBench) -> None:
    waiting(bench, "a", "b", "c")
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    bench.execute("c.answer", change="!")
    bench.scheduler.advance(2.1)
    bench.wait(answer)
    assert saving.content == "text!"
    assert "no answer within 2 s" in failures(bench, "acme.a")
    assert "no answer within 2 s" in failures(bench, "acme.b")


@pytest.mark.parametrize("seed", range(12))
def test_as_if_they_were_asked_one_after_the_other(bench: HostBench, seed: int) -> None:
    """Whoever answers when: the outcome is that of asking in order."""
    rng = random.Random(seed)
    names = "abcd"
    changes = {name: rng.choice(("", name)) for name in names}
    waiting(bench, *names)
    saving = Saving(bench, "text")
    answer = bench.host.events.will_save(saving)
    assert answer is not None
    steps: list[str] = []
    while not answer.done and len(steps) < 200:
        steps.append(rng.choice(names))
        bench.execute(f"{steps[-1]}.answer", change=changes[steps[-1]])
        bench.scheduler.run()
    bench.wait(answer)
    assert saving.content == "text" + "".join(changes.values()), (seed, changes, steps)
