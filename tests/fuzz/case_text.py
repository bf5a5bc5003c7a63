"""Texts in memory and in files, edited, grown and saved, against plain str and bytes."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from pith.edit import ChangeSet, History, Selection
from pith.text import PAGES, Edit, Relocation, Text, write_file
from pith.text._page_cache import DEFAULT_LIMIT
from pith.text._page_scan import Scan
from tests.fuzz.harness import Log, case
from tests.support.paged import random_bytes, source_of, tiny_leaves
from tests.support.text_oracle import check, random_content


def random_edits(rng: random.Random, content: str) -> list[Edit]:
    """Sorted, disjoint edits, mostly few and small, as people make them."""
    length = len(content)
    places = sorted(rng.randrange(length + 1) for _ in range(2 * rng.choice([1, 1, 1, 1, 2, 8])))
    if rng.random() < 0.7:
        places = sorted(min(at + rng.randrange(3), length) for at in places[::2] * 2)
    return [
        Edit(start, end, random_content(rng, rng.choice([2, 4, 30])))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]


def edited(content: str, edits: list[Edit]) -> str:
    for start, end, insert in reversed(edits):
        content = content[:start] + insert + content[end:]
    return content


def compare(text: Text, content: str, rng: random.Random) -> None:
    """Whether they are the same; now and then, whether the text also answers as it should."""
    if rng.random() < 0.1:
        check(text, content, rng)
    else:
        assert len(text) == len(content)
        assert str(text) == content
        assert text.line_count == content.count("\n") + 1


@case("text in memory")
def text_in_memory(rng: random.Random, log: Log) -> None:
    content = random_content(rng, rng.choice([10, 100, 1000]))
    log(f"of {content!r}")
    with tiny_leaves():
        text = Text.of(content)
        for _ in range(rng.randrange(60)):
            if rng.random() < 0.15:
                tail = random_content(rng, 50)
                log(f"grow by {tail!r}")
                text, content = text.grown(Text.of(tail)), content + tail
            else:
                edits = random_edits(rng, content)
                log(f"edit {edits}")
                before, old = text, content
                text, content = text.edited(edits), edited(content, edits)
                assert str(before) == old
            compare(text, content, rng)


@case("text in a file")
def text_in_a_file(rng: random.Random, log: Log) -> None:
    """A file is read page by page while it is edited, undone and saved."""
    PAGES.set_limit(rng.choice([0, 500, DEFAULT_LIMIT]))
    with tiny_leaves(), tempfile.TemporaryDirectory(prefix="pith-fuzz-") as folder:
        try:
            _run_in_file(rng, log, Path(folder) / "file")
        finally:
            PAGES.set_limit(DEFAULT_LIMIT)


def _run_in_file(rng: random.Random, log: Log, path: Path) -> None:
    data = random_bytes(rng, rng.choice([20, 300, 2000]))
    path.write_bytes(data)
    if rng.random() < 0.3:
        log("another hard link")
        (path.parent / "other").hardlink_to(path)
    page_size = rng.choice([8, 9, 16, 50])
    log(f"file of {data!r} in pages of {page_size}")
    scan = Scan(source_of(path), 0, len(data), page_size)
    text, content, history = Text.EMPTY, "", History()
    states = {history.state: ""}
    appended = ""
    caret = Selection.caret(0)
    for number in range(rng.randrange(60)):
        what = rng.random()
        if not scan.done and what < 0.3:
            before = scan.position
            tail = scan.read_on(pages=rng.randrange(1, 8))
            more = data[before : scan.position].decode("utf-8", "surrogateescape")
            log(f"grow by {len(more)} to byte {scan.position}")
            text, appended = text.grown(tail), appended + more
            history.grow(len(tail))
        elif what < 0.7:
            edits = random_edits(rng, content + appended)
            log(f"edit {edits}")
            changes = ChangeSet.of(len(text), edits)
            history.record(changes, changes.invert(text), caret, caret, "edit", number)
            text = changes.apply(text)
            # What has grown is one with the rest once it was edited: older states have it too.
            whole = edited(content + appended, list(changes.edits))
            states = {state: each + appended for state, each in states.items()}
            content, appended = whole, ""
            states[history.state] = content
        elif what < 0.9:
            step = rng.choice([history.undo, history.redo])()
            if step is not None:
                log(f"{step.event}: undo or redo")
                text = step.changes.apply(text)
                content = states[history.state]
        elif scan.done:
            log("save")
            relocation = Relocation()
            write_file(path, text, "utf-8", False, relocation=relocation)
            old, text = text, relocation.moved(text)
            assert path.read_bytes() == (content + appended).encode("utf-8", "surrogateescape")
            assert str(old) == content + appended
        compare(text, content + appended, rng)
