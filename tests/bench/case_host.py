"""The extension host: starting with many extensions, telling many, and a save until it is live."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pith.api import DocumentInfo
from tests.bench.harness import Row, case, in_rounds
from tests.support.extension_host import HostBench, command, host_bench, manifest, write_extension

ROUNDS = 15
SAVES = 30
OLD = 1_600_000_000

CONTRIBUTED = """
[[contributes.keybindings]]
key = "ctrl+k ctrl+{0}"
command = "n{0}.run"
when = "editorFocus && editorLangId == python"

[[contributes.menus]]
menu = "editor/context"
command = "n{0}.run"

[[contributes.settings]]
key = "n{0}.on"
type = "boolean"
default = true

[[contributes.statusItems]]
id = "n{0}"
name = "N"
"""


def many(root: Path, count: int) -> None:
    """Inactive extensions with a command, a key, a menu entry, a setting and a status item."""
    for number in range(count):
        more = command(f"n{number}.run") + CONTRIBUTED.format(number)
        more = more.replace(f"ctrl+{number}", f"ctrl+{'abcdefghijklmnopqrstuvwxyz'[number % 26]}")
        text = manifest(more, extension_id=f"acme.n{number}", activation=["onLanguage:markdown"])
        folder = write_extension(
            root / f"acme.n{number}",
            {"extension.toml": text, "sample.py": "def activate(context): pass\n"},
        )
        os.utime(folder / "extension.toml", (OLD, OLD))


def starting(base: Path, count: int) -> Callable[[], float]:
    """Finding and declaring `count` extensions whose manifests are in the cache."""
    many(base / "user" / "extensions", count)

    def measure() -> float:
        with host_bench(base) as bench:
            start = time.perf_counter()
            bench.host.start()
            taken = time.perf_counter() - start
            bench.run_until(lambda: bench.folders.manifest_cache.exists() or not count)
        return taken

    return measure


@case("extension host: start with inactive extensions")
def start() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as base:
        variants = {
            f"{count} extensions": starting(Path(base, str(count)), count) for count in (0, 20, 200)
        }
        for name, samples in in_rounds(variants, ROUNDS).items():
            yield Row.of(name, samples)


LISTENER = """
    from pith.api import hook
    def activate(context): pass
    @hook
    def document_opened(document): pass
"""


def all_active(bench: HostBench) -> Callable[[], bool]:
    return lambda: all(each.state == "active" for each in bench.host.records())


@case("extension host: a hook call")
def hook_call() -> Iterator[Row]:
    for count in (1, 50):
        with tempfile.TemporaryDirectory() as base, host_bench(Path(base)) as bench:
            for number in range(count):
                name = f"acme.n{number}"
                text = manifest(extension_id=name, activation=["*"])
                bench.add({"extension.toml": text, "sample.py": LISTENER}, name)
            bench.start()
            bench.run_until(all_active(bench))
            document = DocumentInfo("untitled:a", None, "a", "plaintext", 1, False, 1)
            samples = []
            for _ in range(2_000):
                begin = time.perf_counter()
                bench.host.events.document_opened(document)
                samples.append(time.perf_counter() - begin)
        yield Row.of(f"{count} extensions listen", samples, unit="µs", scale=1e6)


def source(lines: int, answer: int) -> str:
    """An extension of so many lines, with state, whose command answers `answer`."""
    head = f"""
state = {{"answers": []}}

def activate(context):
    context.commands.handle("sample.run", lambda: {answer})

def snapshot():
    return state

def restore(before, from_version):
    state.update(before)
    state["answers"].append({answer})
"""
    filler = "\n".join(
        f"def function_{number}(first, second={number}):\n"
        f"    total = first * second + {number}\n"
        f"    return [total, first, second, 'text {number}']\n"
        for number in range(max(0, lines - 12) // 4)
    )
    return head + filler


def answers(bench: HostBench, answer: int) -> Callable[[], bool]:
    return lambda: bench.bus.execute("sample.run") == answer


def saves(bench: HostBench, lines: int) -> list[float]:
    """Seconds from a save by somebody else until the command answers otherwise."""
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source(lines, 0)})
    bench.start()
    bench.host.watch()
    assert bench.watcher is not None
    assert bench.watcher.settled().wait(10)
    assert bench.execute("sample.run") == 0
    file = bench.folders.user / "acme.sample" / "sample.py"
    samples = []
    for answer in range(1, SAVES + 1):
        file.write_text(source(lines, answer))
        begin = time.perf_counter()
        bench.run_until(answers(bench, answer))
        samples.append(time.perf_counter() - begin)
    return samples


@case("extension host: a save until it is live (50 ms of it for further saves)")
def save_to_live() -> Iterator[Row]:
    for lines in (10, 1_000, 5_000):
        with tempfile.TemporaryDirectory() as base, host_bench(Path(base), watching=True) as bench:
            samples = saves(bench, lines)
            cost = bench.record("acme.sample").activation_time * 1000
        note = f"of it on the window's thread {cost:.1f} ms"
        yield Row.of(f"{lines:,} lines", samples, note=note)
