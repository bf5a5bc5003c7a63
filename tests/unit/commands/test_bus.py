"""The command bus: who contributes, who answers, what is said when nobody can."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from pith.base import Cancelled, Disposable, ProblemError
from pith.commands import (
    NOT_HANDLED,
    Command,
    CommandBus,
    CommandError,
    ContextKeys,
    DisabledCommand,
    Execution,
    FailedCommand,
    Outcome,
    UnhandledCommand,
    UnknownCommand,
)
from tests.support.reported import Reported


def answer(value: object) -> Any:
    return lambda **arguments: value


def executions(bus: CommandBus) -> list[Execution]:
    seen: list[Execution] = []
    bus.executed.connect(seen.append)
    return seen


# -- declaring and handling


def test_a_command_is_declared_handled_and_executed() -> None:
    bus = CommandBus()
    command = Command("file.save", "Save", "File")
    bus.declare(command)
    bus.handle("file.save", lambda path, force=False: (path, force))
    assert bus.execute("file.save", path="a", force=True) == ("a", True)
    assert bus.run("file.save", {"path": "b"}, "menu") == ("b", False)
    assert bus.commands() == [command]
    assert bus.find("file.save") is command
    assert bus.find("other") is None


def test_arguments_may_have_any_name() -> None:
    bus = CommandBus()
    bus.handle("a", lambda **arguments: arguments)
    named = {"self": 1, "id": 2, "command_id": 3, "source": 4, "my-name": 5}
    assert bus.execute("a", **named) == named


def test_registering_is_both_and_disposing_undoes_both() -> None:
    bus = CommandBus()
    registration = bus.register(Command("a"), answer(1), "acme")
    assert bus.execute("a") == 1
    assert bus.owner_of("a") == "acme"
    registration.dispose()
    registration.dispose()
    assert bus.commands() == []
    assert bus.owner_of("a") is None
    assert not bus.is_handled("a")
    with pytest.raises(UnknownCommand):
        bus.execute("a")


def test_what_cannot_be_registered_leaves_nothing() -> None:
    bus = CommandBus()
    bus.handle("a", answer(1), "first")
    with pytest.raises(ProblemError):
        bus.register(Command("a"), answer(2), "second")
    assert bus.commands() == []


def test_a_second_handler_is_an_error_that_names_both() -> None:
    bus = CommandBus()
    bus.handle("a.b", answer(1), "acme.one")
    with pytest.raises(ProblemError) as caught:
        bus.handle("a.b", answer(2), "acme.two")
    assert str(caught.value) == (
        "acme.two cannot handle the command 'a.b': acme.one does "
        "(use an id of your own, or say overrides = true)"
    )
    assert bus.execute("a.b") == 1


def test_a_second_declaration_is_an_error_that_names_both() -> None:
    bus = CommandBus()
    bus.declare(Command("a.b"))
    with pytest.raises(ProblemError, match=r"acme cannot declare the command 'a\.b': the program"):
        bus.declare(Command("a.b"), "acme")


def test_overriding_handlers_stack() -> None:
    bus = CommandBus()
    bus.handle("a", answer("plain"), "one")
    second = bus.handle("a", answer("second"), "two", overrides=True)
    third = bus.handle("a", answer("third"), "three", overrides=True)
    assert (bus.execute("a"), bus.owner_of("a")) == ("third", "three")
    second.dispose()
    assert bus.execute("a") == "third"
    third.dispose()
    assert (bus.execute("a"), bus.owner_of("a")) == ("plain", "one")


def test_the_plain_handler_may_come_after_those_that_override_it() -> None:
    bus = CommandBus()
    over = bus.handle("a", answer("over"), "two", overrides=True)
    bus.handle("a", answer("plain"), "one")
    assert bus.execute("a") == "over"
    with pytest.raises(ProblemError, match="'a': one does"):
        bus.handle("a", answer("another"), "three")
    over.dispose()
    assert bus.execute("a") == "plain"


def test_an_overriding_declaration_changes_how_a_command_is_shown() -> None:
    bus = CommandBus()
    bus.declare(Command("a", "Plain"))
    over = bus.declare(Command("a", "Better"), "acme", overrides=True)
    assert [each.title for each in bus.commands()] == ["Better"]
    over.dispose()
    assert [each.title for each in bus.commands()] == ["Plain"]


def test_every_order_of_disposing_restores_what_is_below() -> None:
    for order in itertools.permutations(range(4)):
        bus = CommandBus()
        registrations = [bus.handle("a", answer(0), "0")]
        registrations += [bus.handle("a", answer(n), str(n), overrides=True) for n in (1, 2, 3)]
        left = {0, 1, 2, 3}
        for index in order:
            registrations[index].dispose()
            registrations[index].dispose()
            left.remove(index)
            if left:
                assert bus.execute("a") == max(left), order
            else:
                assert not bus.is_handled("a")


def test_random_contributions_against_a_list() -> None:
    random_ = random.Random(3)
    bus = CommandBus()
    held: list[tuple[int, bool, Disposable]] = []  # lowest first
    for number in range(2000):
        if held and random_.random() < 0.5:
            held.pop(random_.randrange(len(held)))[2].dispose()
        else:
            overrides = random_.random() < 0.7
            taken = any(not each[1] for each in held)
            if not overrides and taken:
                with pytest.raises(ProblemError):
                    bus.handle("a", answer(number))
                continue
            entry = bus.handle("a", answer(number), overrides=overrides)
            held.insert(len(held) if overrides else 0, (number, overrides, entry))
        if held:
            assert bus.execute("a") == held[-1][0]
        else:
            assert not bus.is_handled("a")


def test_changes_of_declarations_are_announced() -> None:
    bus = CommandBus()
    seen: list[frozenset[str]] = []
    bus.changed.connect(seen.append)
    registration = bus.register(Command("a"), answer(1))
    registration.dispose()
    assert seen == [{"a"}, {"a"}]


@pytest.mark.parametrize("name", ["", " a", "a\n"])
def test_an_id_is_checked(name: str) -> None:
    with pytest.raises(ProblemError, match="is not a command id"):
        CommandBus().declare(Command(name))


def test_an_enablement_is_checked_when_it_is_declared() -> None:
    bus = CommandBus()
    with pytest.raises(ProblemError, match=r"expected '\)' before the end"):
        bus.declare(Command("a", enablement="(b"))
    assert bus.commands() == []


def test_the_label_is_what_the_palette_shows() -> None:
    assert Command("a.b", "Do It", "Things").label == "Things: Do It"
    assert Command("a.b", "Do It").label == "Do It"
    assert Command("a.b").label == "a.b"


# -- not for me


def test_not_handled_goes_down_the_stack_and_then_to_the_caller() -> None:
    bus = CommandBus()
    bus.handle("a", lambda n: n if n < 3 else NOT_HANDLED, "one")
    bus.handle("a", lambda n: "two" if n == 0 else NOT_HANDLED, "two", overrides=True)
    seen = executions(bus)
    assert [bus.execute("a", n=n) for n in (0, 1, 5)] == ["two", 1, NOT_HANDLED]
    assert [(each.owner, each.outcome) for each in seen] == [
        ("two", Outcome.DONE),
        ("one", Outcome.DONE),
        ("one", Outcome.NOT_HANDLED),
    ]
    assert repr(NOT_HANDLED) == "NOT_HANDLED"
    assert not NOT_HANDLED


# -- refusals and failures


def test_an_unknown_command_names_the_nearest() -> None:
    bus = CommandBus()
    bus.register(Command("file.save"), answer(1))
    with pytest.raises(UnknownCommand) as caught:
        bus.execute("file.sav")
    assert str(caught.value) == "there is no command 'file.sav'; did you mean 'file.save'?"
    with pytest.raises(UnknownCommand) as caught:
        bus.execute("quite.different")
    assert str(caught.value) == "there is no command 'quite.different'"
    assert caught.value.command == "quite.different"


def test_a_command_that_is_only_handled_can_be_executed() -> None:
    bus = CommandBus()
    bus.handle("internal", answer(1))
    assert bus.is_enabled("internal")
    assert bus.execute("internal") == 1


def test_a_command_that_nobody_handles() -> None:
    bus = CommandBus()
    bus.declare(Command("a.b"), "acme")
    with pytest.raises(UnhandledCommand) as caught:
        bus.execute("a.b")
    assert str(caught.value) == "acme declares 'a.b' but does not handle it"
    assert caught.value.owner == "acme"


def test_enablement_follows_the_context() -> None:
    bus = CommandBus(ContextKeys())
    bus.register(Command("a.b", "Do It", enablement="ready && !busy"), answer(1), "acme")
    assert not bus.is_enabled("a.b")
    with pytest.raises(DisabledCommand) as caught:
        bus.execute("a.b")
    assert str(caught.value) == "Do It cannot be used now (it needs: ready && !busy)"
    bus.context.set("ready", True)
    assert bus.is_enabled("a.b")
    assert bus.execute("a.b") == 1
    assert not bus.is_enabled("a.b", bus.context.with_overlay({"busy": True}))
    assert not bus.is_enabled("a.b", {})
    assert not bus.is_enabled("unknown")


def test_a_handler_that_raises_is_named_with_its_owner() -> None:
    bus = CommandBus()
    bus.register(Command("a.b", "Do It"), lambda: 1 // 0, "acme")
    with pytest.raises(FailedCommand) as caught:
        bus.execute("a.b")
    assert str(caught.value) == (
        "Do It failed in acme: ZeroDivisionError: integer division or modulo by zero"
    )
    assert caught.value.owner == "acme"
    assert caught.value.command == "a.b"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_wrong_arguments_are_a_failure_of_the_command() -> None:
    bus = CommandBus()
    bus.handle("a", lambda text: text, "acme")
    with pytest.raises(FailedCommand, match=r"a failed in acme: TypeError: .* 'txt'"):
        bus.execute("a", txt="x")


def test_a_command_inside_a_command_is_the_one_to_blame() -> None:
    bus = CommandBus()
    bus.handle("inner", lambda: 1 // 0, "one")
    bus.handle("outer", lambda: bus.execute("inner"), "two")
    bus.handle("lost", lambda: bus.execute("nowhere"), "two")
    with pytest.raises(FailedCommand) as caught:
        bus.execute("outer")
    assert (caught.value.command, caught.value.owner) == ("inner", "one")
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    with pytest.raises(FailedCommand, match="lost failed in two: there is no command 'nowhere'"):
        bus.execute("lost")


def test_cancelled_passes_and_is_no_failure() -> None:
    bus = CommandBus()

    def cancelled() -> None:
        raise Cancelled

    bus.handle("a", cancelled)
    seen = executions(bus)
    with pytest.raises(Cancelled):
        bus.execute("a")
    assert [each.outcome for each in seen] == [Outcome.CANCELLED]


def test_what_ends_the_program_is_not_held_up() -> None:
    bus = CommandBus()

    def interrupt() -> None:
        raise KeyboardInterrupt

    bus.handle("a", interrupt)
    bus.handle("b", answer(1))
    with pytest.raises(KeyboardInterrupt):
        bus.execute("a")
    seen = executions(bus)
    bus.execute("b")
    assert seen[0].depth == 0


# -- observing


def test_an_execution_tells_what_happened() -> None:
    bus = CommandBus()
    bus.register(Command("a"), lambda **arguments: 1, "acme")
    seen, settled = executions(bus), list[Execution]()
    bus.settled.connect(settled.append)
    bus.run("a", {"x": 1}, "key")
    (execution,) = seen
    assert settled == seen
    assert execution.command == "a"
    assert execution.arguments == {"x": 1}
    assert (execution.source, execution.owner) == ("key", "acme")
    assert execution.outcome is Outcome.DONE
    assert execution.error is None
    assert execution.started > 1.6e9
    assert 0 <= execution.duration < 10


def test_refusals_and_failures_are_observed_with_their_error() -> None:
    bus = CommandBus()
    bus.register(Command("off", enablement="never"), answer(1), "acme")
    bus.register(Command("bad"), lambda: 1 // 0, "acme")
    seen = executions(bus)
    for name in ("off", "bad", "unknown"):
        with pytest.raises(CommandError) as caught:
            bus.execute(name)
        assert seen[-1].error is caught.value
    assert [(each.outcome, each.owner) for each in seen] == [
        (Outcome.REFUSED, "acme"),
        (Outcome.FAILED, "acme"),
        (Outcome.REFUSED, ""),
    ]


def test_depth_tells_calls_of_commands_by_commands() -> None:
    bus = CommandBus()
    bus.handle("inner", answer(1))
    bus.handle("middle", lambda: bus.execute("inner"))
    bus.handle("outer", lambda: bus.execute("middle"))
    seen = executions(bus)
    bus.execute("outer")
    bus.execute("inner")
    assert [(each.command, each.depth) for each in seen] == [
        ("inner", 2),
        ("middle", 1),
        ("outer", 0),
        ("inner", 0),
    ]


def test_an_observer_that_raises_disturbs_nobody(reported: Reported) -> None:
    bus = CommandBus()
    bus.handle("a", answer(1))
    bus.executed.connect(lambda execution: 1 // 0)
    assert bus.execute("a") == 1
    reported.take(ZeroDivisionError, "executed commands")
