"""Macros: recording what was done as Python that does it again."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pith.base import Future
from pith.commands import NOT_HANDLED, CommandBus, CommandError, Recorder


def doing_bus() -> tuple[CommandBus, list[tuple[str, dict[str, Any]]]]:
    """A bus with some commands, and what they were called with."""
    bus = CommandBus()
    done: list[tuple[str, dict[str, Any]]] = []
    for name in ("edit.insertText", "caret.left", "a"):
        bus.handle(name, lambda _name=name, **arguments: done.append((_name, arguments)))
    bus.handle("nested", lambda: bus.execute("a", x=1))
    bus.handle("nothing", lambda: NOT_HANDLED)
    bus.handle("bad", lambda: 1 // 0)
    bus.handle("later", lambda: Future())
    return bus, done


def test_the_text_is_python_as_a_person_writes_it() -> None:
    bus, _ = doing_bus()
    recorder = Recorder(bus)
    bus.execute("edit.insertText", text="x")
    bus.execute("caret.left")
    bus.execute("a", n=1, f=0.5, flag=True, none=None, list=["a", ("b",), ()], table={"k": 'q"'})
    assert len(recorder) == 3
    assert recorder.text == (
        'bus.execute("edit.insertText", text="x")\n'
        'bus.execute("caret.left")\n'
        'bus.execute("a", n=1, f=0.5, flag=True, none=None, list=["a", ("b",), ()], '
        'table={"k": \'q"\'})\n'
    )


def test_the_text_does_it_again() -> None:
    random_ = random.Random(11)
    texts = ["x", "'", '"', "'\"", "\\", "\n\t", "é𝔘\udc80\u200b", "{}", ""]
    bus, done = doing_bus()
    recorder = Recorder(bus)

    def value(depth: int = 0) -> object:
        kind = random_.randrange(7 if depth < 3 else 4)
        if kind == 4:
            return [value(depth + 1) for _ in range(random_.randrange(3))]
        if kind == 5:
            return tuple(value(depth + 1) for _ in range(random_.randrange(3)))
        if kind == 6:
            return {random_.choice(texts): value(depth + 1) for _ in range(random_.randrange(3))}
        return (random_.choice(texts), random_.randrange(-9, 9), 0.25, b"\x00'")[kind]

    for _ in range(300):
        name = random_.choice(["edit.insertText", "caret.left", "a"])
        names = random_.sample(["text", "x", "class", "with space", "self"], random_.randrange(4))
        bus.execute(name, **{each: value() for each in names})
    first = list(done)
    text = recorder.text
    text.encode()
    recorder.dispose()
    done.clear()
    exec(text, {"bus": bus})
    assert done == first


def test_what_commands_call_in_turn_is_not_recorded_twice() -> None:
    bus, _ = doing_bus()
    recorder = Recorder(bus)
    bus.execute("nested")
    assert recorder.text == 'bus.execute("nested")\n'


def test_only_what_was_done_is_recorded() -> None:
    bus, _ = doing_bus()
    recorder = Recorder(bus, ignored=["a"])
    bus.execute("nothing")
    bus.execute("a")
    for name in ("bad", "unknown"):
        with pytest.raises(CommandError):
            bus.execute(name)
    bus.execute("later")
    assert recorder.text == 'bus.execute("later")\n'


def test_recording_ends_when_it_is_disposed() -> None:
    bus, _ = doing_bus()
    recorder = Recorder(bus)
    bus.execute("a")
    recorder.dispose()
    recorder.dispose()
    bus.execute("a")
    assert recorder.text == 'bus.execute("a")\n'


def test_arguments_that_are_no_plain_data_leave_a_comment() -> None:
    bus, _ = doing_bus()
    recorder = Recorder(bus)
    endless: list[object] = []
    endless.append(endless)
    bus.execute("a", x=1, thing=object())
    bus.execute("a", number=float("nan"))
    bus.execute("a", endless=endless)
    assert recorder.text == (
        "# a took arguments that are not plain data: 'thing'\n"
        "# a took arguments that are not plain data: 'number'\n"
        "# a took arguments that are not plain data: 'endless'\n"
    )
    exec(recorder.text, {})
