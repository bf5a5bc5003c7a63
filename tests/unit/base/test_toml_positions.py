"""TOML: faults with line and column, and the line of everything in it."""

from __future__ import annotations

import random
import tomllib
from typing import Any

import pytest

from pith.base import ProblemError, TomlPositions, parse_toml, toml_line

EVERYTHING = """\
# a comment with [brackets] and = signs
title = "a # no comment"
'quoted key' = 1
"esc\\u0061ped" = 2
a.b.c = 3 # dotted
date = 1979-05-27 07:32:00Z
multi = \"\"\"
[not.a.table]
key = "no key" \\\"""
\"\"\"\"\"
raw = '''
x = 1
'''''
list = [ # of things
  1,
  [2, 3], { x = 1, y = [4,
    5] },
  "]", # ]
]
inline = { p = { q = 1 }, r.s = 2, "t u" = 3 }

[table]
x = true
[table."sub.table" . z]
y = 1

[[things]]
id = 1

[things.inner]
deep = 1

[[things]]
id = 2
[[things.parts]]
n = 1
[[things.parts]]
n = 2
  [things.parts.more]
  m = 3
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("$.title", 2),
        ("$['quoted key']", None),
        (["quoted key"], 3),
        ("$.quoted key", 3),
        ("$.escaped", 4),
        ("$.a", 5),
        ("$.a.b", 5),
        ("$.a.b.c", 5),
        ("$.date", 6),
        ("$.multi", 7),
        ("$.raw", 11),
        ("$.list", 14),
        ("$.list[0]", 15),
        ("$.list[1]", 16),
        ("$.list[1][1]", 16),
        ("$.list[2]", 16),
        ("$.list[2].x", 16),
        ("$.list[2].y", 16),
        ("$.list[2].y[0]", 16),
        ("$.list[2].y[1]", 17),
        ("$.list[3]", 18),
        ("$.inline.p.q", 20),
        ("$.inline.r.s", 20),
        (["inline", "t u"], 20),
        ("$.table", 22),
        ("$.table.x", 23),
        (["table", "sub.table"], 24),
        ("$.table.sub.table", 24),
        ("$.table.sub.table.z.y", 25),
        ("$.things", 27),
        ("$.things[0]", 27),
        ("$.things[0].id", 28),
        ("$.things[0].inner", 30),
        ("$.things[0].inner.deep", 31),
        ("$.things[1]", 33),
        ("$.things[1].id", 34),
        ("$.things[1].parts", 35),
        ("$.things[1].parts[0].n", 36),
        ("$.things[1].parts[1]", 37),
        ("$.things[1].parts[1].more", 39),
        ("$.things[1].parts[1].more.m", 40),
        # what is not there is looked for in the nearest thing around it
        ("$.table.missing", 22),
        ("$.things[1].missing.deeper", 33),
        ("$.things[7].id", 27),
        ("$.list[2].z", 16),
        ("$.table[...]", 22),
        ("$.table[...].y", 22),
        ("$.missing", None),
        ("$", None),
        ([], None),
        ("nonsense", None),
    ],
)
def test_lines(path: str | list[str | int], line: int | None) -> None:
    tomllib.loads(EVERYTHING)
    assert toml_line(EVERYTHING, path) == line
    crlf = EVERYTHING.replace("\n", "\r\n")
    assert toml_line(crlf, path) == line
    assert toml_line("\ufeff" + crlf, path) == line


def test_a_heading_is_where_a_table_is_even_if_it_was_mentioned_before() -> None:
    source = "[a.b]\nx = 1\n[a]\ny = 1\n"
    assert toml_line(source, "$.a") == 3
    assert toml_line(source, "$.a.b") == 1


def test_many_lookups_share_one_scan() -> None:
    positions = TomlPositions("a = 1\nb = 2\n")
    assert [positions.line("$.b"), positions.line(["a"])] == [2, 1]


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("a = 1\nb = [1, 2\n", {"$.a": 1, "$.b": 2, "$.b[1]": 2}),
        ("a = 1\nb\nc = 3\n", {"$.a": 1, "$.c": None}),
        ("a = 1\n[b\nc = 3\n", {"$.a": 1, "$.c": None}),
        ("a = { b = 1, c\n", {"$.a.b": 1}),
        ("a = \nb = 1\n", {"$.a": 1}),
        ("a = 1\n= 2\n", {"$.a": 1}),
        ("a. = 2\n", {"$.a": None}),
        ('"\\q" = 2\nb = 1', {"$.b": None}),
        ("a = " + "[" * 100_000, {"$.a": 1}),
    ],
)
def test_of_a_broken_text_the_start_is_known(source: str, known: dict[str, int | None]) -> None:
    for path, line in known.items():
        assert toml_line(source, path) == line


def random_document(random_: random.Random) -> tuple[str, dict[tuple[str | int, ...], int]]:
    """A text, and the line on which each of its things begins."""
    lines: list[str] = []
    places: dict[tuple[str | int, ...], int] = {}
    number = 0

    def fresh() -> str:
        nonlocal number
        number += 1
        return random_.choice(
            (f"k{number}", f'"k {number}"', f"'k.{number}'", f'"\\u006b{number}"')
        )

    def plain(key: str) -> str:
        return next(iter(tomllib.loads(f"{key} = 0")))

    def value(path: tuple[str | int, ...], depth: int) -> str:
        """Written out from the last line on; may break lines."""
        kind = random_.randrange(8 if depth < 3 else 6)
        if kind == 0:
            return '"""\n[x]\na = 1 # no\n"""'
        if kind == 1:
            return "'''\n]]\n'''"
        if kind < 6:
            return ("1", '"]}#"', "1979-05-27 07:32:00", "'{'")[kind - 2]
        if kind == 6:
            text = "["
            for index in range(random_.randrange(4)):
                text += random_.choice(("", " ", "\n", " # comment ]\n  "))
                line_of[(*path, index)] = text
                text += value((*path, index), depth + 1) + random_.choice((",", " ,", "\n,"))
            return text + random_.choice(("", "\n")) + "]"
        pairs = []
        for _ in range(random_.randrange(3)):
            key = fresh()
            pairs.append(f"{key} = {random_.choice(('1', chr(39) + '}' + chr(39)))}")
            line_of[(*path, plain(key))] = ""
        return "{" + ", ".join(pairs) + "}"

    line_of: dict[tuple[str | int, ...], str] = {}

    def pair(table: tuple[str | int, ...]) -> None:
        nonlocal line_of
        key = fresh()
        path = (*table, plain(key))
        line_of = {}
        start = len(lines) + 1
        text = f"{random_.choice(('', '  '))}{key} = {value(path, 0)}"
        places[path] = start
        for inner, before in line_of.items():
            # Only the first level is checked: what is deeper begins somewhere inside.
            if len(inner) == len(path) + 1 and isinstance(inner[-1], int):
                places[inner] = start + before.count("\n")
        lines.extend((text + random_.choice(("", " # end"))).split("\n"))

    arrays: dict[str, int] = {}
    for _ in range(random_.randrange(4)):
        pair(())
    for _ in range(random_.randrange(6)):
        lines.extend(random_.choice(([], [""], ["# [no.table]", "  "])))
        if random_.random() < 0.5:
            key = random_.choice(("things", '"things"', "more"))
            index = arrays[plain(key)] = arrays.get(plain(key), -1) + 1
            lines.append(f"[[{key}]]")
            table: tuple[str | int, ...] = (plain(key), index)
            places.setdefault((plain(key),), len(lines))
        else:
            key = fresh()
            lines.append(f"[ {key} ]")
            table = (plain(key),)
        places[table] = len(lines)
        for _ in range(random_.randrange(4)):
            pair(table)
    return "\n".join(lines) + random_.choice(("", "\n")), places


@pytest.mark.parametrize("seed", range(60))
def test_random_documents(seed: int) -> None:
    source, places = random_document(random.Random(seed))
    values: Any = tomllib.loads(source)
    positions = TomlPositions(source)
    for path, line in places.items():
        thing = values
        for step in path:
            thing = thing[step]
        assert positions.line(path) == line, (path, source)


def test_reading() -> None:
    assert parse_toml("\ufeffa = 1\r\n[b]\r\n") == {"a": 1, "b": {}}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "a = 1\nb = yes\n",
            'f.toml:2:5: this is not TOML: invalid value (texts need quotes: name = "text")',
        ),
        (
            "a = 1\nb\n",
            "f.toml:2:2: this is not TOML: expected '=' after a key in a key/value pair "
            "(write name = value)",
        ),
        (
            "a = 1\na = 2\n",
            "f.toml:2:6: this is not TOML: cannot overwrite a value "
            "(it is given twice: remove one of them)",
        ),
        (
            "[a]\n[a]\n",
            "f.toml:2:3: this is not TOML: cannot declare ('a',) twice "
            "(it is given twice: put both under one heading)",
        ),
        (
            "b = 1\na = [1,\n\n\n",
            "f.toml:2: this is not TOML: invalid value "
            "(a quote, a bracket or a value is missing in what begins here)",
        ),
        (
            "a = 'x\nb = 1\n",
            'f.toml:1: this is not TOML: expected "\'" '
            "(a quote, a bracket or a value is missing in what begins here)",
        ),
        (
            'b = 1\n\n# c\na = [\n"""x\n\n',
            "f.toml:4: this is not TOML: unterminated string "
            "(a quote, a bracket or a value is missing in what begins here)",
        ),
        ("a = 2020-02-31\n", "f.toml:1:5: this is not TOML: invalid date or datetime"),
        ("a = " + "[" * 100_000, "f.toml: arrays or tables stand too deep inside each other"),
    ],
)
def test_faults(source: str, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        parse_toml(source, "f.toml")
    assert str(caught.value) == message


def test_a_number_that_python_refuses_is_a_fault_without_a_place() -> None:
    with pytest.raises(ProblemError, match=r"f\.toml: this is not TOML: exceeds"):
        parse_toml("a = " + "9" * 5000, "f.toml")


def value_at(values: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        values = values[step]
    return values


@pytest.mark.parametrize("seed", range(30))
def test_statements_say_where_values_begin_and_end(seed: int) -> None:
    source = EVERYTHING if seed == 0 else random_document(random.Random(seed))[0]
    values = tomllib.loads(source)
    statements = TomlPositions(source).statements()
    for statement in statements:
        value = value_at(values, statement.path)
        text = source[statement.value : statement.end]
        if statement.kind in ("table", "array"):
            heading = source[statement.start : statement.end]
            assert heading.startswith("[[") == (statement.kind == "array")
            assert (heading[0], heading[-1], text) == ("[", "]", "")
        else:
            assert tomllib.loads(f"x = {text}")["x"] == value
            assert text == text.strip()
            assert source[statement.start : statement.value].rstrip().endswith("=")
    assert {each.path for each in statements if each.kind == "pair"} >= {
        (key,) for key, value in values.items() if not isinstance(value, (dict, list))
    }


def test_kinds_of_statements() -> None:
    source = "a.b = { c = 1 }\n[t]\nx = 1\n[[u]]\n"
    assert [(each.kind, each.path) for each in TomlPositions(source).statements()] == [
        ("inline", ("a", "b", "c")),
        ("pair", ("a", "b")),
        ("table", ("t",)),
        ("pair", ("t", "x")),
        ("array", ("u", 0)),
    ]
