"""An extension that fails or holds up the window again and again is named, with a way out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from pith.host import Bisection, ExtensionFailure
from tests.support.extension_host import ID, HostBench, command, manifest

SLOW = """
    import time
    def activate(context):
        time.sleep(0.11)
        context.commands.handle("sample.run", lambda: time.sleep(0.11))
        context.commands.handle("sample.fail", lambda: 1 / 0)
        context.commands.handle("sample.wait", wait)
    def wait():
        turn()
        time.sleep(0.11)
    def turn():
        import builtins
        builtins.pith_test_loop.turns += 1
"""


def save(bench: HostBench, more: str = "") -> None:
    declared = command("sample.run") + command("sample.fail") + command("sample.wait")
    bench.add({"extension.toml": manifest(declared), "sample.py": SLOW + more})
    bench.refresh(ID)
    bench.activate()


@pytest.fixture
def slow(bench: HostBench) -> Iterator[HostBench]:
    import builtins

    builtins.pith_test_loop = bench.host.loop  # type: ignore[attr-defined]
    bench.start()
    save(bench)
    yield bench
    del builtins.pith_test_loop  # type: ignore[attr-defined]


def test_what_holds_up_the_window_is_named_once(slow: HostBench) -> None:
    for _ in range(7):
        slow.execute("sample.run")
    (told,) = slow.services.window.notifications
    assert told.message.startswith("Sample holds up the window repeatedly\ncommand sample.run")
    assert told.actions == ("output", "reload", "disable")
    assert told.source == "Sample"
    assert slow.output().count("command sample.run held up the window for") == 7
    told.answer.set_result("output")
    assert slow.services.output.shown == [ID]
    # The next version has not done anything yet.
    save(slow, "    # changed\n")
    for _ in range(3):
        slow.execute("sample.run")
    assert len(slow.services.window.notifications) == 2


def test_one_call_that_takes_far_too_long_is_enough(
    slow: HostBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pith.host._failures.FAR_TOO_LONG", 0.1)
    slow.execute("sample.run")
    slow.execute("sample.run")
    (told,) = slow.services.window.notifications
    assert re.fullmatch(r"Sample held up the window for \d\.\d s\ncommand sample.run", told.message)
    assert told.actions == ("output", "reload", "disable")


def test_activation_is_told_and_nothing_to_complain_of(slow: HostBench) -> None:
    for number in range(4):
        save(slow, f"    # {number}\n")
    assert "activate held the window for" in slow.output()
    assert slow.services.window.notifications == []


def test_a_dialog_of_its_own_holds_up_nothing(slow: HostBench) -> None:
    """The window goes on in the middle of the call."""
    for _ in range(4):
        slow.execute("sample.wait")
    assert slow.services.window.notifications == []
    assert "held up" not in slow.output()


def test_a_task_holds_up_nothing(bench: HostBench) -> None:
    source = """
        import time
        def activate(context):
            context.commands.handle(
                "sample.run", lambda: context.tasks.run(lambda token: time.sleep(0.11)))
    """
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source})
    bench.start()
    for _ in range(4):
        bench.execute("sample.run")
    assert bench.services.window.notifications == []


@pytest.mark.parametrize("choice", ["reload", "disable"])
def test_the_way_out(slow: HostBench, choice: str) -> None:
    from pith.commands import FailedCommand

    for _ in range(3):
        with pytest.raises(FailedCommand):
            slow.execute("sample.fail")
    (told,) = slow.services.window.notifications
    assert "fails repeatedly" in told.message
    told.answer.set_result(choice)
    if choice == "reload":
        slow.run_until(lambda: slow.record().generation == 2)
    else:
        slow.run_until(lambda: slow.record().state == "disabled")


# -- who is to blame


def bisect(requires: dict[str, list[str]], culprit: str) -> tuple[str, int]:
    """What is found, and after how many answers."""
    search = Bisection(requires)
    asked = 0
    while not search.done:
        assert asked < 50
        asked += 1
        search.answer(culprit == "none" or culprit not in search.left_out)
    return search.culprit, asked


@pytest.mark.parametrize("count", [1, 2, 3, 5, 16, 100])
def test_each_culprit_is_found(count: int) -> None:
    requires: dict[str, list[str]] = {f"e{number}": [] for number in range(count)}
    for name in requires:
        found, asked = bisect(requires, name)
        assert found == name
        assert asked <= 1 + max(1, count - 1).bit_length() + 1
    assert bisect(requires, "none") == ("", 1)


def test_each_culprit_is_found_among_those_that_require_each_other() -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    generator = random.Random(seed)
    for _ in range(200):
        requires: dict[str, list[str]] = {}
        for number in range(generator.randrange(1, 30)):
            known = list(requires)
            needed = generator.sample(known, generator.randrange(min(3, len(known)) + 1))
            requires[f"e{number}"] = needed
        culprit = generator.choice(list(requires))
        search = Bisection(requires)
        while not search.done:
            running = set(requires) - search.left_out
            assert all(set(requires[name]) <= running for name in running)
            search.answer(culprit in running)
        assert search.culprit == culprit, (requires, culprit)


def test_nothing_runs() -> None:
    assert Bisection({}).done


def test_leaving_out_is_for_now(bench: HostBench) -> None:
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": SLOW})
    bench.start()
    assert list(bench.host.bisection().left_out) == [ID]
    bench.host.choices.leave_out(frozenset([ID]))
    assert bench.record().state == "disabled"
    assert not bench.folders.state.exists()
    bench.host.choices.leave_out(frozenset())
    assert bench.record().state == "installed"


def test_the_module_whose_import_holds_up_the_window_is_named(bench: HostBench) -> None:
    bench.add(
        {
            "extension.toml": manifest(),
            "sample/__init__.py": "from sample import quick, heavy\nfrom outside import x\n",
            "sample/quick.py": "import sample.heavy\n",
            "sample/heavy.py": "import time\ntime.sleep(0.06)\n",
            "site-packages/outside.py": "import time\ntime.sleep(0.08)\nx = 1\n",
        }
    )
    bench.start()
    bench.activate()
    (line,) = [line for line in bench.output().splitlines() if line.startswith("loading held")]
    found = re.fullmatch(r"loading held the window for \d+ ms \(modules: (.+) \d+ ms\)", line)
    assert found is not None, line
    # The slowest first, which on a busy machine may be another one.
    assert set(re.split(r" \d+ ms, ", found[1])) == {"outside", "sample.heavy"}
    costs = bench.record().costs
    assert costs["importing outside"].worst > 0.07
    assert costs["importing sample.heavy"].worst > 0.05
    assert "importing sample.quick" not in costs
    assert bench.services.window.notifications == []  # it happens once: told, not complained of


def test_one_slow_import_is_named_also_if_it_fails(bench: HostBench) -> None:
    source = "import time\ntime.sleep(0.06)\nraise ValueError('no')\n"
    bench.add({"extension.toml": manifest(), "sample.py": source})
    bench.start()
    with pytest.raises(ExtensionFailure):
        bench.activate()
    assert "(modules: sample " in bench.output()
