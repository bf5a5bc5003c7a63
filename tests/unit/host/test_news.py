"""What a person is told of when it happens, and what has to wait for others."""

from __future__ import annotations

import shutil

import pytest

from tests.support.extension_host import ID, HostBench, command, manifest

RUNS = "def activate(context): context.commands.handle('sample.run', lambda: 1)\n"
OTHER = "acme.zeta"


def told(bench: HostBench) -> list[str]:
    """The messages that are shown now."""
    return [
        each.message
        for each in bench.services.window.notifications
        if not (each.answer.done or each.answer.token.cancelled)
    ]


def add(bench: HostBench, extension_id: str = ID, source: str = RUNS, more: str = "") -> None:
    text = manifest(command("sample.run") + more, extension_id=extension_id)
    bench.add({"extension.toml": text, "sample.py": source}, extension_id)


def test_one_that_needs_what_another_has_waits_for_it(bench: HostBench) -> None:
    add(bench)
    add(bench, OTHER)
    bench.start()
    assert bench.record().state == "installed"
    assert bench.record(OTHER).state == "invalid"
    assert told(bench) == []  # at the start, the list says it
    shutil.rmtree(bench.folders.user / ID)
    bench.refresh(ID)
    assert bench.record(OTHER).state == "installed"
    assert bench.execute("sample.run") == 1


def test_one_that_waits_has_it_when_the_other_is_disabled_or_saved_without(
    bench: HostBench,
) -> None:
    add(bench)
    add(bench, OTHER)
    bench.start()
    bench.wait(bench.host.choices.set_enabled(ID, False))
    bench.scheduler.run()
    assert bench.record(OTHER).state == "installed"
    bench.wait(bench.host.choices.set_enabled(ID, True))
    bench.scheduler.run()
    assert bench.record().state == "invalid"
    bench.add({"extension.toml": manifest(extension_id=OTHER), "sample.py": "x = 1\n"}, OTHER)
    bench.refresh(OTHER)
    assert bench.record().state == "installed"
    assert bench.bus.owner_of("sample.run") == ID


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (manifest(command("sample.run")).replace("api", "apy"), "apy"),
        (manifest().replace(">=0.1,<1", ">=7"), "works with versions >=7"),
        (manifest().replace("trusted", "isolated"), "isolated tier is not yet available"),
        (manifest('[requires]\n"acme.base" = ">=1"\n'), "acme.base"),
    ],
)
def test_one_that_comes_and_cannot_be_used_is_told_until_it_can(
    bench: HostBench, text: str, said: str
) -> None:
    bench.start()
    bench.add({"extension.toml": text, "sample.py": RUNS})
    bench.refresh(ID)
    (message,) = told(bench)
    assert "cannot be used" in message
    assert said in message
    add(bench)
    bench.refresh(ID)
    assert bench.record().state == "installed"
    assert told(bench) == []


def test_at_the_start_the_list_says_it(bench: HostBench) -> None:
    bench.add({"extension.toml": "schema = 2\n", "sample.py": RUNS})
    bench.start()
    assert bench.record().state == "invalid"
    assert told(bench) == []


def test_a_failing_started_is_told_until_it_is_mended(bench: HostBench) -> None:
    add(bench, source=RUNS + "def started(): 1 / 0\n")
    bench.start()
    bench.activate()
    (message,) = told(bench)
    assert "did not start all it is to do" in message
    assert "started: ZeroDivisionError" in message
    assert bench.execute("sample.run") == 1
    add(bench)
    bench.refresh(ID)
    assert told(bench) == []


def test_one_that_runs_and_loses_what_it_requires_is_told(bench: HostBench) -> None:
    add(bench, more=f'[requires]\n"{OTHER}" = ">=1"\n')
    bench.add({"extension.toml": manifest(extension_id=OTHER), "sample.py": "x = 1\n"}, OTHER)
    bench.start()
    bench.activate()
    bench.wait(bench.host.choices.set_enabled(OTHER, False))
    bench.scheduler.run()
    assert bench.record().state == "unavailable"
    (message,) = told(bench)
    assert f"requires {OTHER}, which is disabled" in message
    bench.wait(bench.host.choices.set_enabled(OTHER, True))
    bench.scheduler.run()
    assert bench.record().state == "installed"
    assert told(bench) == []
