"""What an edit costs, in small and in large texts, with one caret and with many."""

from __future__ import annotations

import gc
import gzip
import json
import random
from collections.abc import Callable, Iterator
from time import perf_counter

from pith.edit import (
    ChangeSet,
    EditorState,
    History,
    LanguageRules,
    PlainContext,
    Range,
    SearchQuery,
    Selection,
    Transaction,
    commands,
    find_matches,
)
from pith.text import Edit, Text
from pith.workspace import Document, View
from pith_app._memory import THRESHOLDS
from tests.bench.harness import Row, bench_data, case, in_rounds, timed

LINE = "    def something(self, argument):  # a comment\n"
SIZES = {"40 kB": 40_000, "5 MB": 5_000_000}
CALLS = 1000
CARETS = 10_000
PLAIN = LanguageRules()
PYTHON = LanguageRules(
    line_comment="#",
    indent_after=r":\s*(#.*)?$",
    outdent_before=r"^\s*(else|elif .*|except.*|finally)\s*:$",
)


def content_of(size: int) -> str:
    return (LINE * (size // len(LINE) + 1))[:size]


def each(calls: int, function: Callable[[], object]) -> Callable[[], float]:
    """A variant that measures one of the `calls` that `function` makes."""
    measure = timed(function)
    return lambda: measure() / calls


@case("text: building, editing and reading")
def text_rows() -> Iterator[Row]:
    rng = random.Random(1)
    for name, size in SIZES.items():
        content = content_of(size)
        text = Text.of(content)
        offsets = [rng.randrange(size) for _ in range(CALLS)]
        rows = [rng.randrange(text.line_count) for _ in range(CALLS)]
        few = offsets[: 50 if size > 1_000_000 else CALLS]

        def slicing(few: list[int] = few, content: str = content) -> None:
            for at in few:
                content[:at] + "x" + content[at:]

        def editing(offsets: list[int] = offsets, text: Text = text) -> None:
            for at in offsets:
                text.edited((Edit(at, at, "x"),))

        def reading(rows: list[int] = rows, text: Text = text) -> None:
            for row in rows:
                text.line(row)

        def finding(offsets: list[int] = offsets, text: Text = text) -> None:
            for at in offsets:
                text.row_at(at)

        samples = in_rounds(
            {
                "slicing": each(len(few), slicing),
                "editing": each(CALLS, editing),
                "line": each(CALLS, reading),
                "row_at": each(CALLS, finding),
                "building": timed(lambda content=content: Text.of(content)),  # type: ignore[misc]
            },
            7,
        )
        yield Row.of(f"{name}: build", samples["building"])
        for key, what in (
            ("editing", "edit anywhere"),
            ("line", "line of a row"),
            ("row_at", "row of an offset"),
        ):
            yield Row.of(
                f"{name}: {what}",
                samples[key],
                unit="µs",
                scale=1e6,
                yardstick=("slicing a str", samples["slicing"]) if key == "editing" else None,
            )


@case("edit: a key, from the command to the state after it")
def key_rows() -> Iterator[Row]:
    for name, size in SIZES.items():
        text = Text.of(content_of(size))
        for typed in "x(":

            def typing(text: Text = text, size: int = size, typed: str = typed) -> None:
                state = EditorState(text, Selection.caret(size // 2))
                context = PlainContext(text, rules=PYTHON)
                history = History()
                for number in range(CALLS):
                    transaction = commands.insert_text(state, context, text=typed)
                    assert transaction is not None
                    before, state = state, state.apply(transaction)
                    history.record(
                        transaction.changes,
                        transaction.changes.invert(before.text),
                        before.selection,
                        state.selection,
                        transaction.event,
                        number / 10,
                    )

            samples = in_rounds({"typing": each(CALLS, typing)}, 7)["typing"]
            yield Row.of(f"{name}: {typed!r} with undo", samples, unit="µs", scale=1e6)


@case("edit: one key at 10,000 carets in 1 MB")
def carets_rows() -> Iterator[Row]:
    content = content_of(1_000_000)
    text = Text.of(content)
    offsets = [at * (len(content) // CARETS) + 7 for at in range(CARETS)]
    selection = Selection.of([Range.caret(at) for at in offsets])
    many = EditorState(text, selection)

    def slicing() -> None:
        at = 0
        pieces = []
        for offset in offsets:
            pieces.append(content[at:offset])
            at = offset
        "x".join([*pieces, content[at:]])

    def key(
        command: Callable[..., Transaction | None], rules: LanguageRules = PLAIN, **given: str
    ) -> Callable[[], None]:
        def run() -> None:
            transaction = command(many, PlainContext(text, rules=rules), **given)
            assert transaction is not None
            many.apply(transaction)

        return run

    def in_a_document() -> None:
        document = Document(text)
        view, other = View(document, selection=selection), View(document)
        view.run(commands.insert_text, text="x")
        view.dispose()
        other.dispose()

    samples = in_rounds(
        {
            "joining": timed(slicing),
            "x": timed(key(commands.insert_text, text="x")),
            "document": timed(in_a_document),
            "python": timed(key(commands.insert_text, PYTHON, text="x")),
            "delete": timed(key(commands.delete_left)),
            "right": timed(key(commands.delete_right)),
            "newline": timed(key(commands.newline, PYTHON)),
        },
        15,
    )
    for name, what in (
        ("x", "'x'"),
        ("document", "'x' in a document, with undo and two views"),
        ("python", "'x' where a line may be pulled back"),
        ("delete", "backspace"),
        ("right", "delete right"),
        ("newline", "a line break, indented"),
    ):
        yield Row.of(what, samples[name], yardstick=("joining a str", samples["joining"]))


@case("edit: finding in 5 MB where nothing is")
def search_rows() -> Iterator[Row]:
    text = Text.of(content_of(SIZES["5 MB"]))
    queries = {
        "literal": SearchQuery("zzz"),
        "any case": SearchQuery("zzz", case_sensitive=False),
        "expression": SearchQuery("z+z", regex=True),
    }
    variants = {
        name: timed(lambda query=query: list(find_matches(text, query)))  # type: ignore[misc]
        for name, query in queries.items()
    }
    for name, samples in in_rounds(variants, 5).items():
        yield Row.of(name, samples)


@case("edit: replay of a real history, with lines and undo")
def replay_rows() -> Iterator[Row]:
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)  # as in the program
    try:
        yield from replays()
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def replays() -> Iterator[Row]:
    for name in ("automerge-paper", "rustcode"):
        trace = json.loads(gzip.decompress(bench_data(f"traces/{name}.json.gz").read_bytes()))
        start, end = trace["startContent"], trace["endContent"]
        patches = [patch for change in trace["txns"] for patch in change["patches"]]
        sliced: list[float] = []
        replayed: list[float] = []
        undone: list[float] = []
        steps = 0
        for _ in range(3):
            begun = perf_counter()
            content = start
            for at, deleted, insert in patches:
                content = content[:at] + insert + content[at + deleted :]
            sliced.append(perf_counter() - begun)
            assert content == end
            caret = Selection.caret(0)
            begun = perf_counter()
            text = Text.of(start)
            history = History()
            for number, (at, deleted, insert) in enumerate(patches):
                changes = ChangeSet.of(len(text), (Edit(at, at + deleted, insert),))
                inverse = changes.invert(text)
                text = changes.apply(text)
                history.record(changes, inverse, caret, caret, "input.type", number / 1000)
            replayed.append(perf_counter() - begun)
            assert str(text) == end
            begun = perf_counter()
            steps = 0
            while step := history.undo():
                text = step.changes.apply(text)
                steps += 1
            undone.append(perf_counter() - begun)
            assert str(text) == start
        yield Row.of(
            f"{name}: {len(patches)} edits",
            replayed,
            unit="s",
            scale=1,
            yardstick=("slicing a str, no lines, no undo", sliced),
        )
        yield Row.of(f"{name}: undo of all, {steps} steps", undone, unit="s", scale=1)
