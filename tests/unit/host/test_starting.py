"""The start of many extensions, some at a time."""

from __future__ import annotations

import time

import pytest

from tests.support.extension_host import HostBench, command, manifest

COUNT = 13
IDS = [f"acme.n{number}" for number in range(COUNT)]
CODE = 'def activate(context): context.commands.handle("{0}.run", lambda: "{0}")\n'


def many(bench: HostBench, more: str = "") -> None:
    for number, extension_id in enumerate(IDS):
        declared = command(f"n{number}.run") + more
        text = manifest(declared, extension_id=extension_id)
        bench.add(
            {"extension.toml": text, "sample.py": CODE.format(f"n{number}")}, folder=extension_id
        )


def declared(bench: HostBench) -> int:
    return sum(bench.bus.find(f"n{number}.run") is not None for number in range(COUNT))


def run_until(bench: HostBench, count: int) -> None:
    """Until so many are declared, a turn of the loop at a time."""
    bench.run_until(lambda: declared(bench) >= count)


@pytest.fixture(autouse=True)
def slow_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece takes a turn, however fast the machine is."""
    monkeypatch.setattr("pith.host._slices.PIECE", -1.0)


def test_the_loop_turns_meanwhile(bench: HostBench) -> None:
    many(bench)
    started = bench.host.start_in_pieces()
    assert declared(bench) == 0
    pieces: list[int] = []
    listening = bench.host.changed.connect(lambda ids: pieces.append(len(ids)))
    bench.wait(started)
    listening.dispose()
    assert pieces == [4, 4, 4, 1]
    assert declared(bench) == COUNT
    assert {record.state for record in bench.host.records()} == {"installed"}
    assert bench.execute("n7.run") == "n7"


def test_a_command_that_is_there_already_runs(bench: HostBench) -> None:
    many(bench)
    started = bench.host.start_in_pieces()
    run_until(bench, 1)
    first = next(number for number in range(COUNT) if bench.bus.find(f"n{number}.run"))
    assert bench.execute(f"n{first}.run") == f"n{first}"
    bench.wait(started)
    assert declared(bench) == COUNT
    assert bench.record(f"acme.n{first}").state == "active"


def test_what_is_left_out_or_removed_meanwhile(bench: HostBench) -> None:
    many(bench)
    started = bench.host.start_in_pieces()
    run_until(bench, 4)
    bench.host.choices.leave_out(frozenset(IDS[::2]))
    assert declared(bench) == COUNT // 2
    bench.wait(started)
    assert declared(bench) == COUNT // 2
    assert bench.record(IDS[0]).state == "disabled"
    assert bench.record(IDS[1]).state == "installed"


def test_what_was_fired_meanwhile_reaches_those_that_come_later(bench: HostBench) -> None:
    many(bench)
    text = manifest(extension_id="acme.zz", activation=["onStartupFinished"])
    bench.add({"extension.toml": text, "sample.py": "def activate(context): pass\n"}, "acme.zz")
    started = bench.host.start_in_pieces()
    run_until(bench, 1)
    assert bench.host.record("acme.zz") is None
    bench.host.fire("onStartupFinished")
    bench.wait(started)
    bench.run_until(lambda: bench.record("acme.zz").state == "active")


def test_the_end_of_the_program_meanwhile(bench: HostBench) -> None:
    many(bench)
    started = bench.host.start_in_pieces()
    run_until(bench, 1)
    bench.host.dispose()
    bench.scheduler.run()
    assert declared(bench) == 0
    assert not started.done


def test_choices_that_cannot_be_read_are_told(bench: HostBench) -> None:
    many(bench)
    bench.folders.state.write_text("{")
    bench.wait(bench.host.start_in_pieces())
    assert declared(bench) == COUNT
    assert "extensions.json" in bench.output("extensions")


def test_choices_that_cannot_be_read_are_told_once(watched: HostBench) -> None:
    """They are read anew when watching begins."""
    watched.folders.state.write_text("{")
    watched.wait(watched.host.start_in_pieces())
    watched.host.watch()
    assert watched.watcher is not None
    assert watched.watcher.settled().wait(10)
    begun = time.monotonic()
    watched.run_until(lambda: time.monotonic() > begun + 0.2)
    assert watched.output("extensions").count("extensions.json") == 1
