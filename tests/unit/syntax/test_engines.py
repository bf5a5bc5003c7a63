"""The tables driven by us find exactly what Pygments finds, from any boundary on."""

from __future__ import annotations

import argparse
import os
import random
from typing import Any, ClassVar

import pytest
from pygments.lexer import ExtendedRegexLexer, RegexLexer, bygroups, default, include, using
from pygments.lexers import LEXERS, find_lexer_class_by_name
from pygments.token import Comment, Error, Keyword, Name, Number, String, Text
from pygments.util import ClassNotFound

from pith.syntax._pygments._engines import (
    ContextEngine,
    Engine,
    FilteredEngine,
    ForeignLexer,
    RegexEngine,
    WholeEngine,
)
from pith.syntax._pygments._guard import LexerStuck, guard_pygments
from pith.syntax._pygments._json import JsonLexer
from pith.syntax._pygments._loading import engine_of, load_engine
from tests.unit.syntax.samples import FRAGMENTS, SAMPLES

# All of Pygments' lexers where its examples are tested as well, else some of them.
ALL = sorted(aliases[0] for _, _, aliases, _, _ in LEXERS.values() if aliases)
SOME = ALL if os.environ.get("PITH_PYGMENTS_EXAMPLES") else ALL[::6]
NATIVE = [name for name in SAMPLES if not name.startswith("pith:")]


def found_by_pygments(lexer_class: Any, source: str) -> list[tuple[int, Any, int]]:
    return [
        (start, token, start + len(text))
        for start, token, text in lexer_class().get_tokens_unprocessed(source)
        if text
    ]


def found_by(engine: Engine, source: str, position: int = 0, state: Any = None) -> list[Any]:
    state = engine.start if state is None else state
    return [
        each
        for _, _, batch in engine.batches(source, position, state)
        for each in batch
        if each[0] < each[2]
    ]


def check(lexer_class: Any, engine: Engine, source: str) -> None:
    assert found_by(engine, source) == found_by_pygments(lexer_class, source)
    batches = list(engine.batches(source, 0, engine.start))
    positions = [position for position, _, _ in batches]
    assert positions == sorted(positions)
    assert positions[-1] == len(source)
    for index in random.Random(len(source)).sample(range(len(batches)), min(12, len(batches))):
        position, state, _ = batches[index]
        if engine.resumes:
            rest = [each for _, _, batch in batches[index + 1 :] for each in batch]
            assert found_by(engine, source, position, state) == [
                each for each in rest if each[0] < each[2]
            ]


@pytest.mark.parametrize("name", NATIVE)
def test_a_sample_gives_the_tokens_of_pygments(name: str) -> None:
    lexer_class = find_lexer_class_by_name(name)
    check(lexer_class, load_engine(name), SAMPLES[name])


@pytest.mark.parametrize("name", NATIVE)
def test_broken_samples_do_too(name: str) -> None:
    """What a file looks like while somebody types in it."""
    lexer_class = find_lexer_class_by_name(name)
    engine = load_engine(name)
    for seed in range(8):
        rng = random.Random(seed)
        source = SAMPLES[name]
        for _ in range(rng.randint(1, 6)):
            at = rng.randint(0, len(source))
            end = at + rng.choice([0, 0, 1, 5, 40])
            source = source[:at] + rng.choice(FRAGMENTS) + source[end:]
        assert found_by(engine, source) == found_by_pygments(lexer_class, source), seed


@pytest.mark.parametrize("name", SOME)
def test_text_that_is_not_its_own(name: str) -> None:
    lexer_class = find_lexer_class_by_name(name)
    engine = engine_of(lexer_class)
    source = SAMPLES["python"][:300] + "\n" + SAMPLES["html"][:200] + "\n\x00\ufffe\udc80漢\n"
    try:
        wanted = found_by_pygments(lexer_class, source)
    except Exception as error:  # Pygments' own: ours is not to differ
        with pytest.raises(type(error)):
            found_by(engine, source)
        return
    if engine.resumes:
        assert found_by(engine, source) == wanted
    else:
        assert len(found_by(engine, source)) == len(wanted)


def test_a_file_of_the_standard_library() -> None:
    with open(argparse.__file__, encoding="utf-8") as file:
        source = file.read()
    check(find_lexer_class_by_name("python"), load_engine("python"), source)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("python", RegexEngine),
        ("javascript", RegexEngine),
        ("rust", RegexEngine),
        ("html", RegexEngine),
        ("csharp", RegexEngine),
        ("c", FilteredEngine),
        ("cpp", FilteredEngine),
        ("php", FilteredEngine),
        ("lua", FilteredEngine),
        ("swift", FilteredEngine),
        ("yaml", ContextEngine),
        ("ruby", ContextEngine),
        ("terraform", ContextEngine),
        ("pith:json", RegexEngine),
        ("make", WholeEngine),
        ("html+php", WholeEngine),
        ("http", WholeEngine),
    ],
)
def test_which_engine_a_lexer_gets(name: str, kind: type) -> None:
    assert type(load_engine(name)) is kind


def test_nearly_all_lexers_can_go_on_anywhere() -> None:
    engines = [engine_of(find_lexer_class_by_name(name)) for name in NATIVE]
    assert sum(engine.resumes for engine in engines) >= len(engines) - 1  # make


def test_an_engine_is_made_once() -> None:
    assert load_engine("python") is load_engine("python")
    with pytest.raises(ClassNotFound):
        load_engine("no such lexer")


def test_equal_stacks_are_one_object() -> None:
    engine = load_engine("javascript")
    assert isinstance(engine, RegexEngine)
    one = engine.start.push("a" if "a" in engine._tables else next(iter(engine._tables)))
    assert engine.start.push(one.name) is one
    assert one.bottom() is engine.start
    assert engine.stack(one.names()) is one
    assert one.after(-1) is engine.start
    assert one.after(-9) is engine.start
    assert one.after("#push").names() == [*one.names(), one.name]
    assert one.after(("#pop", "#push")).names() == ["root", "root"]


class AwkwardLexer(RegexLexer):
    """Rules that lexers rarely have, all in one."""

    name = "Awkward"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [
            (r"(a)(?:(b)|(c))(d)?", bygroups(Keyword, Name, Number, None)),  # type: ignore[no-untyped-call]
            (r"(?P<quote>['\"]).*?(?P=quote)", String),
            (r"(?i)KELVIN", Comment),
            (r"<", Text, ("#push", "inner")),
            (r"(x)(y)", bygroups(using(JsonLexer), Name)),  # type: ignore[no-untyped-call]
            (r"!", Text, "#push"),
            (r"(?=z)", Text, "zero"),
            (r"\n\n", Text),
            include("more"),
        ],
        "more": [(r"\d+(?=\n)", Number)],
        "inner": [(r">", Text, "#pop:2"), (r"[^<>\n]+", Name), default("#pop")],
        "zero": [(r"z", Keyword, "#pop"), default("#pop")],
    }


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        "abd acd ab ac",
        "'a' \"b\" 'c\"",
        "kelvin KELVIN \u212aelvin",
        "<inner<more>>\n<open\nabd\n",
        "xy zz!\n!abd\n",
        "12\n\n\n34\n56",
        "?\n<<<\n???",
    ],
)
def test_awkward_rules(source: str) -> None:
    check(AwkwardLexer, engine_of(AwkwardLexer), source)


class StuckLexer(RegexLexer):
    name = "Stuck"
    tokens: ClassVar[dict[str, Any]] = {
        "root": [(r"(?=x)", Text, "other"), (r"y", Name)],
        "other": [default("#pop")],
    }


def test_a_lexer_that_goes_in_circles_is_led_out() -> None:
    found = found_by(engine_of(StuckLexer), "yxy")
    assert (1, Error, 2) in found
    assert found[-1] == (2, Name, 3)


class CountingLexer(ExtendedRegexLexer):
    """Keeps a list and a number in its context."""

    name = "Counting"

    def push(self, match: Any, context: Any) -> Any:
        context.__dict__.setdefault("seen", []).append(match.group())
        yield match.start(), Name, match.group()
        context.pos = match.end()

    def show(self, match: Any, context: Any) -> Any:
        token = Keyword if len(getattr(context, "seen", [])) % 2 else String
        yield match.start(), token, match.group()
        context.pos = match.end()

    tokens: ClassVar[dict[str, Any]] = {"root": [(r"a", push), (r"b", show), (r"\s+", Text)]}


def test_pygments_own_loop_is_led_out_too() -> None:
    """Two tracebacks like these send the lexer of Python's tracebacks round for ever."""
    guard_pygments()
    guarded = RegexLexer.get_tokens_unprocessed
    guard_pygments()
    assert RegexLexer.get_tokens_unprocessed is guarded
    assert load_engine("python").start  # made as before

    class ForeverLexer(RegexLexer):
        tokens: ClassVar[dict[str, Any]] = {
            "root": [(r"(?=x)", Text, "inner"), (r"\w", Name)],
            "inner": [(r"(?=x)", Text, "#pop")],
        }

    with pytest.raises(LexerStuck, match="ForeverLexer at 1"):
        list(ForeverLexer().get_tokens_unprocessed("yx"))
    assert len(list(ForeverLexer().get_tokens_unprocessed("y" * 20_000))) == 20_000


def test_an_unknown_callback_keeps_a_lexer_whole() -> None:
    assert type(engine_of(CountingLexer)) is WholeEngine


def test_a_context_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    names = frozenset({"CountingLexer.push", "CountingLexer.show"})
    monkeypatch.setattr("pith.syntax._pygments._loading.HARMLESS_CALLBACKS", names)
    engine = engine_of(CountingLexer)
    assert type(engine) is ContextEngine
    check(CountingLexer, engine, "a b\nb a\nb\n b a\nb")
    _, state, _ = next(engine.batches("a\nb\n", 0, engine.start))
    assert state == next(engine.batches("a\nx\n", 0, engine.start))[1]
    assert state != engine.start
    assert "seen" in repr(state)


@pytest.mark.parametrize(
    ("name", "source"),
    [("markdown", "x\n```python\na\n```\n"), ("html", "<p>\n<script>\nx\n</script>\n")],
)
def test_other_lexers_run_only_where_that_is_allowed(name: str, source: str) -> None:
    engine = load_engine(name)
    batches = engine.batches(source, 0, engine.start, foreign=False)
    next(batches)  # what comes before is given
    with pytest.raises(ForeignLexer):
        list(batches)
    assert list(engine.batches(source, 0, engine.start))[-1][0] == len(source)


def test_lexers_that_work_on_a_whole_count_as_foreign() -> None:
    with pytest.raises(ForeignLexer):
        list(load_engine("make").batches("a: b\n", 0, None, foreign=False))


def test_json_with_all_that_people_put_into_it() -> None:
    tokens = found_by(load_engine("pith:json"), SAMPLES["pith:json"])
    names = {str(token).removeprefix("Token.") for _, token, _ in tokens}
    assert {
        "Name.Property",
        "Literal.String.Double",
        "Literal.String.Escape",
        "Literal.Number.Float",
        "Literal.Number.Integer",
        "Keyword.Constant",
        "Comment.Single",
        "Comment.Multiline",
        "Punctuation",
        "Error",
    } <= names
    covered = sum(end - start for start, _, end in tokens)
    assert covered == len(SAMPLES["pith:json"])


def test_warming_compiles_what_was_not_needed() -> None:
    engine = engine_of(find_lexer_class_by_name("lua"))
    list(engine.batches("x = 1\n", 0, engine.start))
    assert sum(1 for _ in engine.warm()) > 0
    assert sum(1 for _ in engine.warm()) == 0
    assert not list(WholeEngine(JsonLexer).warm())
    yaml = load_engine("yaml")
    list(yaml.batches("a: b\n", 0, yaml.start))
    list(yaml.warm())
