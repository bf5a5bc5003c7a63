"""Files to open, made here: the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

FUNCTION = '''\
def {name}(items: list[str], limit: int = {number}, *, strict: bool = False) -> dict[str, int]:
    """Count the items, and stop at the limit.

    A docstring of some length, because real files have them: it says what `items` are, what the
    `limit` is for, and what is raised when `strict` is true.
    """
    counted: dict[str, int] = {{}}
    for position, item in enumerate(items):  # in order
        if not item.startswith("{name}") and strict:
            raise ValueError(f"{{item!r}} at {{position}} is not one of ours")
        if len(counted) >= limit:
            break
        counted[item] = counted.get(item, 0x{number:x}) + {number} * 2
    return {{key: value for key, value in counted.items() if value > 1.5e{exponent}}}


'''


def python_source(size: int) -> str:
    """Python of about `size` characters, as plausible as its repetition allows."""
    parts = ['"""A file for benchmarks."""\n\nfrom __future__ import annotations\n\n\n']
    length = len(parts[0])
    number = 0
    while length < size:
        number += 1
        part = FUNCTION.format(name=f"count_{number}", number=number, exponent=number % 7)
        parts.append(part)
        length += len(part)
    return "".join(parts)


def write_python(folder: Path, size: int) -> Path:
    """Such a file of that size in `folder`."""
    path = folder / "sample.py"
    path.write_text(python_source(size), encoding="utf-8")
    return path


def log_lines(size: int) -> Iterator[bytes]:
    """Lines of a log, some with letters beyond ASCII, of that many bytes in all."""
    rng = random.Random(7)
    words = [
        "request",
        "worker",
        "timeout",
        "connection",
        "cache",
        "hit",
        "miss",
        "retry",
        "user",
        "session",
        "index",
    ]
    block = []
    for _ in range(40_000):
        said = " ".join(rng.choices(words, k=rng.randrange(3, 9)))
        more = " Grüße 日本" if rng.random() < 0.01 else ""
        block.append(
            f"2026-11-{rng.randrange(1, 29):02d} {rng.randrange(24):02d}:{rng.randrange(60):02d}"
            f" {rng.choice(['INFO', 'WARN', 'ERROR'])} [{rng.randrange(64)}] {said}"
            f" id={rng.getrandbits(40):010x}{more}\n"
        )
    data = "".join(block).encode()
    while size > 0:
        yield data[:size]
        size -= len(data)


def one_line(size: int) -> Iterator[bytes]:
    """JSON without a line break."""
    rng = random.Random(7)
    data = "".join(
        f'{{"id":{rng.getrandbits(40)},"name":"item {rng.randrange(1000)}","tags":["a","b"]}},'
        for _ in range(10_000)
    ).encode()
    while size > 0:
        yield data[:size]
        size -= len(data)
