"""Which calls are found, and what is said of them: marked text, `|` is the caret."""

from __future__ import annotations

import builtins
import random
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from function_signatures._answer import Functions, help_at
from function_signatures._calls import call_at
from function_signatures._families import FAMILIES
from function_signatures._languages import language as language_of
from function_signatures._source import LONGEST_LINE, MOST_ROWS, Source

from pith.api import SignatureHelp


def ask(language: str, marked: str, *others: str) -> SignatureHelp | None:
    place = marked.index("¦" if "¦" in marked else "|")
    source = Source.of(marked[:place] + marked[place + 1 :], language_of(FAMILIES[language]))
    call = call_at(source, place)
    if call is None:
        return None
    more = [Functions(Source.of(each, language_of(FAMILIES[language]))) for each in others]
    return help_at(call, place, Functions(source), more, language)


def shown(help_: SignatureHelp | None) -> str:
    """The active signature, with its active parameter in `‹›`; "" if nothing is known."""
    if help_ is None:
        return ""
    label, parameters, _, active = help_.signatures[help_.active]
    if active is None:
        return label
    start, end, _ = parameters[active]
    return f"{label[:start]}‹{label[start:end]}›{label[end:]}"


def check(language: str, marked: str, expected: str, *others: str) -> None:
    assert shown(ask(language, marked, *others)) == expected


PYTHON = "def f(a, b=1): ...\n"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f(|)", "f(‹a›, b=1)"),
        ("f(|", "f(‹a›, b=1)"),
        ("f(x, |", "f(a, ‹b=1›)"),
        ("f(x|, y)", "f(‹a›, b=1)"),
        ("f(x, y, |", "f(a, b=1)"),
        ("f|(x)", ""),
        ("f(x)|", ""),
        ("f (x, |", "f(a, ‹b=1›)"),
        ("f(\n    x,\n    |\n)", "f(a, ‹b=1›)"),
        # nested brackets
        ("f((1, 2), |", "f(a, ‹b=1›)"),
        ("f([1, 2|", "f(‹a›, b=1)"),
        ("f({1: 2, 3|", "f(‹a›, b=1)"),
        ("f([g(1, 2), {3, 4}], |", "f(a, ‹b=1›)"),
        ("f((1, |", "f(‹a›, b=1)"),
        ("f(g(1, |", ""),
        ("f(g(1), |", "f(a, ‹b=1›)"),
        ("g(f(1, |", "f(a, ‹b=1›)"),
        ("f(x)(|", ""),
        ("f(table[1](|", ""),
        # strings and comments
        ("f(',', |", "f(a, ‹b=1›)"),
        ("f('(', |", "f(a, ‹b=1›)"),
        ('f("""\n,)\n""", |', "f(a, ‹b=1›)"),
        ("f('a, |", "f(‹a›, b=1)"),
        ("f(x,  # one, (\n  |", "f(a, ‹b=1›)"),
        ("f(x,  # don't\n  |", "f(a, ‹b=1›)"),
        ("f(x,  # a|", ""),
        ("# f(|", ""),
        ("f(r'\\', |')", "f(‹a›, b=1)"),
        ("f(f'{f(x, |)}', y)", "f(a, ‹b=1›)"),
        ("f(f'{x|}', y)", "f(‹a›, b=1)"),
        ("f(f'{x}|', y)", "f(‹a›, b=1)"),
        ("f(f'{{f(x, |', y)", "f(‹a›, b=1)"),
        ("f('{f(x, |', y)", "f(‹a›, b=1)"),
        ('f(f"""\n{f({1: 2}, |)}"""', "f(a, ‹b=1›)"),
        # by name
        ("f(b=|", "f(a, ‹b=1›)"),
        ("f(b = 2, |", "f(‹a›, b=1)"),
        ("f(c=|", "f(a, b=1)"),
        ("f(b == |", "f(‹a›, b=1)"),
        ("f(x, b=|)", "f(a, ‹b=1›)"),
        # what is no call
        ("x = (1, |", ""),
        ("return (f, |", ""),
        ("await (f, |", ""),
        ("await f(x, |", "f(a, ‹b=1›)"),
        ("if (f(|", "f(‹a›, b=1)"),
        ("def f(|a, b=1): ...", ""),
        ("def f(a, |", ""),
        ("class f(|", ""),
        ("lambda: f(x, |", "f(a, ‹b=1›)"),
        ("x = lambda a: (f, |", ""),
        ("f(lambda x, y: x, |", "f(a, ‹b=1›)"),
        ("f(|lambda x, y: x, z)", "f(‹a›, b=1)"),
        ("print(f(x, |)", "f(a, ‹b=1›)"),
        # broken: the row before was not finished
        ("f(x\n\ndef g(): |", ""),
        ("f(x\nreturn |", ""),
        ("f(x\nimport os|", ""),
        ("f(x for x in y|", "f(‹a›, b=1)"),
        ("f(x\n    for x in y|", "f(‹a›, b=1)"),
    ],
)
def test_the_call(call: str, expected: str) -> None:
    check("python", PYTHON + call, expected)


CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_is_said_in_a_language(file: Path) -> None:
    """A case is a text with a caret (`¦` where it has `|` in it), and what is said there, behind
    `⇒`: the signature, `#` and what there is to say of it, `@` and what of a parameter."""
    wrong = []
    for case in file.read_text("utf-8").rstrip("\n").split("\n----\n"):
        lines = case.split("\n")
        text = "\n".join(line for line in lines if not line.startswith("⇒"))
        expected = [line.removeprefix("⇒").strip() for line in lines if line.startswith("⇒")]
        found = said(ask(file.stem, text), {line[:1] for line in expected})
        if found != expected:
            wrong.append(f"{text}\n  is {found}\n  not {expected}")
    assert not wrong, "\n\n".join(wrong)


def said(help_: SignatureHelp | None, kinds: set[str]) -> list[str]:
    if help_ is None:
        return [""]
    found = [shown(help_)] if kinds - {"#", "@"} else []
    label, parameters, documentation, _ = help_.signatures[help_.active]
    if "#" in kinds:
        found += [f"# {line}".strip() for line in documentation.split("\n")]
    if "@" in kinds:
        for each in parameters:
            name = re.findall(r"\w+", label[each.start : each.end])[-1]
            found += [f"@{name} {each.documentation}"]
    return found


def labels(help_: SignatureHelp | None) -> list[str]:
    return [each.label for each in help_.signatures] if help_ is not None else []


def test_those_of_the_document_come_first_the_nearest_before_others() -> None:
    text = "def f(a): ...\n\n\n\ndef f(b): ...\nf(|)\n\n\n\n\n\n\ndef f(c): ..."
    others = ("def f(d): ...", "def f(e): ...\ndef f(a): ...")
    found = ask("python", text, *others)
    assert labels(found) == ["f(b)", "f(c)", "f(a)", "f(d)", "f(e)"]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f(|", "void f(‹int a›)"),
        ("f(1|", "void f(‹int a›)"),
        ("f(1, |", "void f(int a, ‹int b›)"),
        ("f(|, 2)", "void f(‹int a›, int b)"),
        ("f(1, g(2, 3), |", "void f(int a, int b, ‹int... c›)"),
        ("f(1, 2, 3, |4, 5)", "void f(int a, int b, ‹int... c›)"),
    ],
)
def test_the_one_that_takes_what_is_typed(call: str, expected: str) -> None:
    definitions = "void f(int a, int b, int... c) {}\nvoid f(int a, int b) {}\nvoid f(int a) {}\n"
    check("java", f"{definitions}  {call}", expected)


def test_a_prototype_and_its_definition_are_one_with_the_documentation_of_either() -> None:
    text = "/* Adds. */\nint add(int a, int b);\n\nint add(int a,\n        int b)\n{\n}\nx = add(|"
    found = ask("c", text, "int add(int a, int b);")
    assert found is not None
    assert labels(found) == ["int add(int a, int b)"]
    assert found.signatures[0].documentation == "Adds."


def test_case_makes_no_difference_where_it_makes_none() -> None:
    check("pascal", "procedure Draw(x: Integer);\nDRAW(|", "DRAW(‹x: Integer›)")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("len(|", "len(‹obj›, /)"),
        ("print(1, 2, |", "print(‹*args›, sep=' ', end='\\n', file=None, flush=False)"),
        ("print(1, end=|", "print(*args, sep=' ', ‹end='\\n'›, file=None, flush=False)"),
        ("range(|", "range(‹stop›) -> range object"),
        ("range(1, |", "range(start, ‹stop›[, step]) -> range object"),
        ("str(b'', |", "str(bytes_or_buffer[, ‹encoding›[, errors]]) -> str"),
        ("type(1, 2, 3|", "type(name, bases, ‹dict›, **kwds) -> a new type"),
        ("dict(x=|", "dict(‹**kwargs›)"),
        ("filter(None, |", "filter(function or None, ‹iterable›) -> filter object"),
        ("x.print(|", ""),
        ("__import__(|", ""),
        ("Ellipsis(|", ""),
        ("nothing(|", ""),
        ("True(|", ""),
    ],
)
def test_functions_of_python(call: str, expected: str) -> None:
    check("python", call, expected)


def test_functions_of_python_say_what_they_do_and_give_way_to_those_of_the_documents() -> None:
    found = ask("python", "len(|")
    assert found is not None
    assert found.signatures[0].documentation == "Return the number of items in a container."
    assert labels(ask("python", "len(|", "def len(mine): ...")) == ["len(mine)"]
    assert labels(ask("gdscript", "len(|")) == []


def test_every_function_of_python_is_known_or_left_out() -> None:
    known = [name for name in dir(builtins) if labels(ask("python", f"{name}(|"))]
    assert {"open", "sorted", "max", "isinstance", "super", "int", "zip"} <= set(known)
    assert all(not name.startswith("_") for name in known)
    for name in known:
        assert all(label.startswith(f"{name}(") for label in labels(ask("python", f"{name}(|")))


WORDS = "def class function fn int void const self struct new __init__ constructor proc return"
TOKENS = [
    *(f"{word} " for word in re.findall(r"\w+", WORDS)),
    *("f", "f(", "A(", "(A)", "a", "b=1", "*args", "**k", "...", "1", "é", "漢", "->", "=>", "::"),
    *("(", ")", "[", "]", "{", "}", "<", ">", ",", ";", ":", "=", "@", "$", "&", "|", "!", "?"),
    *("'", '"', "'''", '"""', "`", "\\", "/", "//", "/*", "*/", "#", "--", "--[[", "]]", "\x1f"),
]
FRAGMENTS = (
    "def f(a, b=1): ...\n",
    "class A:\n    def __init__(self, a):\n        '''Says.'''\n",
    "function f(a, {b}) {\n}\n",
    "int f(int a, char *b) {\n}\n",
    "fn f<T>(a: T) -> B {\n",
    "f(1, ",
    "A(a=1, ",
    "/** x\n * @param a y\n */\n",
    "f = (a, b) => 1\n",
    "@dataclass\nclass A:\n    a: int = 1\n",
    "struct A {\n  init(a: Int) {\n  }\n}\n",
    "procedure F(a: Integer; b: T);\n",
    "print(1, ",
    "\n",
    "\n\n",
    " ",
)


@pytest.mark.parametrize("seed", range(300))
def test_whatever_stands_there_the_answer_is_sound(seed: int) -> None:
    generator = random.Random(seed)
    language = generator.choice(sorted(FAMILIES))
    pieces = [*TOKENS, *FRAGMENTS]
    weights = [generator.random() ** 3 for _ in pieces]
    text = "".join(generator.choices(pieces, weights, k=generator.choice((10, 40, 200))))
    source = Source.of(text, language_of(FAMILIES[language]))
    assert [len(row) for row in source.mask.split("\n")] == [len(row) for row in text.split("\n")]
    functions = Functions(source)
    for place in generator.choices(range(len(text) + 1), k=8):
        call = call_at(source, place)
        found = help_at(call, place, functions, [functions], language) if call is not None else None
        if found is not None:
            assert_sound(found)


def assert_sound(help_: SignatureHelp) -> None:
    assert 0 <= help_.active < len(help_.signatures)
    for label, parameters, _, active in help_.signatures:
        assert "\n" not in label
        assert active is None or 0 <= active < len(parameters)
        end = 0
        for each in parameters:
            assert end <= each.start < each.end <= len(label)
            end = each.end


LONG = 20_000


@pytest.mark.parametrize(
    "language", ["python", "javascript", "cpp", "rust", "ruby", "lua", "pascal"]
)
@pytest.mark.parametrize(
    "text",
    [
        "def f(a, b):\n    return f(1, 'x')\n\n" * (LONG // 3),
        "int f(int a, char *b) {\n  return f(1, 'x');\n}\n" * (LONG // 3),
        "f(" * LONG,
        "f(\n" * LONG,
        "f(a, [{<'\"" * LONG,
        '"""\n' * LONG,
        "/*\n" * LONG,
        "/* f(\n" + "\\\n" * LONG,
        "'\\" * LONG,
        "`\n${f(" * LONG,
        "[[\n--[[" * LONG,
        "class f(f):\n    x: int\n" * (LONG // 2),
        "class f {\n" * LONG,
        "# f\n" * LONG + "def f(): ...",
        "// f\n" * LONG + "function f() {}",
        "f<f<f<" * LONG,
        "int int f int " * LONG,
        "function f(" + "a, " * LONG,
        "const f = " * LONG,
        " " * LONG + "\n" + "f " * LONG,
        "@f\n" * LONG,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_it_takes_no_time_that_grows_faster_than_the_text(language: str, text: str) -> None:
    """The test's own limit of time would be over many times, if it was quadratic."""
    lines = [line[:LONGEST_LINE] for line in text.split("\n")[:MOST_ROWS]]
    text = "\n".join(lines)
    source = Source.of(text, language_of(FAMILIES[language]))
    functions = Functions(source)
    functions.called("f")
    for place in (len(text), len(text) // 2, 1):
        call = call_at(source, place)
        if call is not None:
            help_at(call, place, functions, [], language)
