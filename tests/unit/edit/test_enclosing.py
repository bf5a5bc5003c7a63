"""The rows that begin what a row lies in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pith.edit import EnclosingRows
from pith.text import Text


def around(content: str, row: int) -> list[str]:
    """The lines that begin what the row lies in, without their indentation."""
    text = Text.of(content)
    return [text.line(each).strip() for each in EnclosingRows().above(text, row, 4)]


def test_by_indentation() -> None:
    content = "class A:\n    def f():\n        one\n\n        two\n    def g():\n        three\n"
    assert around(content, 0) == []
    assert around(content, 1) == ["class A:"]
    assert around(content, 3) == ["class A:", "def f():"]
    assert around(content, 6) == ["class A:", "def g():"]


def test_tabs_and_spaces() -> None:
    assert around("a {\n\tb {\n        c\n", 2) == ["a {", "b {"]


def test_a_bracket_alone_says_nothing() -> None:
    assert around("void f()\n{\n    if (x)\n    {\n        one;\n", 4) == ["void f()", "if (x)"]
    assert around("def f(\n    a,\n) -> None:\n    one\n", 3) == ["def f("]
    assert around("if (x) {\n    one;\n} else {\n    two;\n", 3) == ["if (x) {"]


def test_what_stands_at_the_margin_wherever_it_is() -> None:
    assert around("def f():\n    one\n# two\n    three\n", 3) == ["def f():"]
    assert around("void f() {\n#ifdef X\n    one;\n", 2) == ["void f() {"]
    assert around("#id {\n    color: red;\n", 1) == ["#id {"]


def test_regions_that_are_marked() -> None:
    content = (
        "# region One\nx\ndef f():\n    one\n# endregion\ny\nclass A:\n    #region Two\n"
        "    def g():\n        two\n    #endregion\n    def h():\n        three\n"
    )
    assert around(content, 0) == []
    assert around(content, 1) == ["# region One"]
    assert around(content, 3) == ["# region One", "def f():"]
    assert around(content, 5) == []
    assert around(content, 9) == ["class A:", "#region Two", "def g():"]
    assert around(content, 12) == ["class A:", "def h():"]
    nested = "// #region a\n// #region b\n// #endregion\nx\n// #region c\ny\n"
    assert around(nested, 3) == ["// #region a"]
    assert around(nested, 5) == ["// #region a", "// #region c"]
    # The word alone marks nothing.
    assert around("region = 1\nx\n", 1) == []


def test_rows_within_strings_begin_nothing() -> None:
    class Kinds:
        def spans(self, row: int) -> tuple[()]:
            return ()

        def goes_on(self, row: int) -> bool:
            return row in (2, 3)

    text = Text.of('def f():\n    s = """\nSELECT\n  FROM\n    """\n    x\n')
    assert EnclosingRows().above(text, 5, 4, kinds=Kinds()) == (0,)
    assert EnclosingRows().above(text, 3, 4, kinds=Kinds()) == (0,)


def test_what_lies_before_a_row_is_not_looked_at() -> None:
    text = Text.of("class A:\n    def f():\n        one\n        two\n")
    rows = EnclosingRows()
    assert rows.above(text, 3, 4, first=2) == ()
    assert rows.above(text, 3, 4, first=1) == (1,)
    assert rows.above(text, 3, 4) == (0, 1)
    assert rows.above(text, 3, 4, first=4) == ()


def test_what_is_very_far_away_is_not_looked_for() -> None:
    text = Text.of("x = [\n" + "  1,\n" * 50_000)
    rows = EnclosingRows()
    assert rows.above(text, 40_000, 4) == ()
    assert rows.above(text, 10, 4) == (0,)
    for row in range(10, 20_000, 900):  # but known from where it was near
        assert rows.above(text, row, 4) == (0,)
    for row in range(19_000, 10, -900):
        assert rows.above(text, row, 4) == (0,)


@pytest.mark.parametrize("kind", ["code", "random"])
def test_what_is_known_gives_the_same_answers_as_asking_anew(kind: str) -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    for _ in range(10):
        if kind == "code":
            files = sorted((Path(__file__).parents[3] / "core" / "pith" / "edit").glob("*.py"))
            content = rng.choice(files).read_text()
        else:
            lines = ["a", "b {", ") c", "{", "# d", "", "}", "# region", "# endregion"]
            content = "\n".join(" " * rng.randrange(6) + rng.choice(lines) for _ in range(200))
        text = Text.of(content)
        rows = EnclosingRows()
        row = 0
        for _ in range(300):
            step = rng.choice([1, 1, -1, -1, 3, -3, 20, -20, rng.randint(-200, 200)])
            row = min(max(row + step, 0), text.line_count - 1)
            expected = EnclosingRows().above(text, row, 4)
            assert rows.above(text, row, 4) == expected, (seed, row, content)
