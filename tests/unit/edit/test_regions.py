"""What can be folded, in texts with their regions drawn beside them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from pith.edit import Fold, LanguageRules, Regions, nesting, regions_in
from pith.edit._code_rows import FAR, CodeRows
from pith.edit._line_kinds import ALL_CODE
from pith.edit._region_runs import RegionRuns
from pith.text import Text
from tests.support.drawn_regions import drawn_regions
from tests.support.reading import counts_what_is_read

RULES = LanguageRules()
HASH = LanguageRules(line_comment="#", off_side=True, imports=r"\s*(?:import|from)\s")
SLASHES = LanguageRules(
    line_comment="//", block_comment=("/*", "*/"), imports=r"\s*(?:import\s|#\s*include\b)"
)


def all_of(content: str, rules: LanguageRules = RULES) -> list[tuple[int, int]]:
    """The regions of a text, all at once; looking for each gives the same."""
    text = Text.of(content)
    found = regions_in(text, 0, text.line_count - 1, rules, 4)
    single = Regions(text, rules, 4)
    assert [each for row in range(text.line_count) if (each := single.at(row))] == found
    starts = [row for row in range(text.line_count) if single.starts(row)]
    assert starts == [each.first for each in found]
    return [(each.first, each.last) for each in found]


def check(drawn: str, rules: LanguageRules = RULES) -> None:
    lines, expected = drawn_regions(drawn)
    assert all_of("\n".join(lines), rules) == expected


def test_by_indentation() -> None:
    drawn = """
>  ┃class A:
|> ┃    def f(self):
||>┃        if x:
||'┃            pass
|| ┃
|' ┃        return
|  ┃
'  ┃    x = 1
   ┃
   ┃
>  ┃def g():
'  ┃    pass
"""
    check(drawn, HASH)


def test_blank_rows_before_the_end_of_a_block() -> None:
    drawn = """
> ┃def f
|>┃  if x
||┃    y
|'┃
' ┃  end
  ┃end
"""
    check(drawn)
    assert all_of("a:\n  b\n\nc\n", HASH) == [(0, 1)]
    assert all_of("a\n  b\n\n") == [(0, 1)]


def test_brackets_come_before_indentation() -> None:
    drawn = """
> ┃int main(void) {
| ┃    int a = 1;
| ┃#ifdef DEBUG
| ┃debug();
| ┃#endif
| ┃    for (;;)
|>┃    {
||┃flat();
|'┃
| ┃    }
' ┃
  ┃}
"""
    check(drawn, SLASHES)


def test_what_is_flat_folds_by_brackets() -> None:
    drawn = """
> ┃{
|>┃"a": [
||┃1,
|'┃2
| ┃],
' ┃"b": {}
  ┃}
"""
    check(drawn)
    check(">┃x = [\n|┃1,\n'┃2\n ┃]", HASH)


def test_a_head_of_several_rows_folds_with_its_block() -> None:
    drawn = """
> ┃function f(a,
| ┃           b) {
|>┃  call(
|'┃    one
| ┃  )
' ┃  return
  ┃}
> ┃if (
| ┃  a
| ┃) {
' ┃  b
> ┃} else {
' ┃  c
  ┃}
"""
    check(drawn, SLASHES)
    drawn = """
> ┃def f(
| ┃    a,
| ┃):
|>┃    return {
|'┃        1
' ┃    }
"""
    check(drawn, HASH)


def test_what_closes_stays_in_sight_but_behind_other_text() -> None:
    drawn = """
>┃x = f(a,
|┃      b,
'┃      c);
 ┃y
>┃x = f(a,
'┃      b,
 ┃      c) + g(
 ┃)
>┃(defun f (x)
'┃  (g x))
"""
    check(drawn)


def test_brackets_without_a_partner_count_for_nothing() -> None:
    assert all_of("f(\ng()\n") == []
    assert all_of("}\n{\n)\na\n}\n") == [(1, 3)]


def test_comments_fold_and_end_nothing() -> None:
    drawn = """
>┃/* one
|┃   two
'┃*/
 ┃/* three */
>┃// a
|┃// b
'┃// c
 ┃
 ┃// d
>┃f {
|┃    x
|┃// e
'┃    y
 ┃}
"""
    check(drawn, SLASHES)
    drawn = """
>┃def f():
|┃    x
|┃# at the margin
'┃    y
 ┃
 ┃# alone
 ┃z
"""
    check(drawn, HASH)


def test_imports_fold() -> None:
    drawn = """
> ┃import a
| ┃
| ┃# a comment
|>┃from b import (
|'┃    c,
| ┃)
' ┃import d
  ┃x = 1
  ┃import e
> ┃def f():
|>┃    import g
|'┃    import h
' ┃    return g
"""
    check(drawn, HASH)
    assert all_of("#include <a>\n#include <b>\n\nint x;\n", SLASHES) == [(0, 1)]
    assert all_of("import a\nimport b\n") == []


def test_directives_of_several_rows() -> None:
    drawn = """
> ┃void f() {
| ┃    x;
|>┃#define A(x) \\
||┃    f(x); \\
||┃        y; \\
|'┃    z
' ┃    z;
  ┃}  // f
> ┃#define B \\
' ┃    b
  ┃
  ┃#define C
  ┃c
"""
    check(drawn, SLASHES)


def test_rows_of_a_long_directive_ask_for_what_is_above_them_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = Text.of("#define A(x) \\\n" + "    f(x); \\\n" * 1000 + "    end\n\nint x;\n")
    read = counts_what_is_read(monkeypatch)
    regions = Regions(text, SLASHES, 4)
    assert regions.around(998) == Fold(0, 1001)
    for row in range(900, 950):
        regions.starts(row)
    assert len(read) < 20_000


@pytest.mark.parametrize(
    ("rules", "begin", "end"),
    [
        (HASH, "# region Helpers", "# endregion"),
        (HASH, "#region", "#endregion"),
        (SLASHES, "// #region a", "//#endregion"),
        (SLASHES, "/* #region a */", "/* #endregion */"),
        (SLASHES, "{/* #region a */}", "{/* #endregion */}"),
        (SLASHES, "#pragma region a", "#pragma endregion"),
        (SLASHES, "#region C#", "#endregion"),
        (LanguageRules(line_comment="'"), '#Region "a"', "#End Region"),
        (LanguageRules(block_comment=("<!--", "-->")), "<!-- #region -->", "<!-- #endregion -->"),
        (LanguageRules(line_comment="REM "), "REM region", "rem endregion"),
        (LanguageRules(line_comment="REM "), "::#region a", ":: #endregion"),
        (LanguageRules(block_comment=("{", "}")), "{$REGION 'a'}", "{$EndRegion}"),
        (RULES, "// region", "-- endregion"),
    ],
)
def test_by_marks(rules: LanguageRules, begin: str, end: str) -> None:
    content = f"x\n{begin}\ny\n  {begin}\n  {end}\n{end}\nz\n{begin}\n"
    assert all_of(content, rules) == [(1, 5), (3, 4)]


@pytest.mark.parametrize(
    ("rules", "begin", "end"),
    [
        (HASH, "// region", "// endregion"),
        (LanguageRules(block_comment=("<!--", "-->")), "# Region of interest", "# endregion"),
        (HASH, "region = 1", "endregion = 1"),
    ],
)
def test_what_marks_nothing(rules: LanguageRules, begin: str, end: str) -> None:
    assert all_of(f"{begin}\nx\n{end}\n", rules) == []


class Kinds:
    """What is string or comment, as drawn: between `«` and `»`, which may be in other rows."""

    def __init__(self, drawn: str) -> None:
        self.content = drawn.replace("«", "").replace("»", "")
        self._spans: list[list[tuple[int, int]]] = []
        self._within: list[bool] = []
        within = False
        for line in drawn.split("\n"):
            self._within.append(within)
            spans: list[tuple[int, int]] = []
            column = start = 0
            for character in line:
                if character == "«":
                    within, start = True, column
                elif character == "»":
                    within = False
                    spans.append((start, column))
                else:
                    column += 1
            self._spans.append([*spans, (start, column)] if within else spans)

    def spans(self, row: int) -> list[tuple[int, int]]:
        return self._spans[row]

    def goes_on(self, row: int) -> bool:
        return self._within[row]


def with_kinds(drawn: str, rules: LanguageRules) -> list[tuple[int, int]]:
    kinds = Kinds(drawn)
    text = Text.of(kinds.content)
    found = regions_in(text, 0, text.line_count - 1, rules, 4, kinds)
    single = Regions(text, rules, 4, kinds)
    assert [each for row in range(text.line_count) if (each := single.at(row))] == found
    return [(each.first, each.last) for each in found]


def test_text_within_strings_and_comments_counts_for_nothing() -> None:
    content = 'def f():\n    s = «"""\nSELECT (\n    {\n"""»\n    return «"("»\nx\n'
    assert with_kinds(content, HASH) == [(0, 5), (1, 3)]
    content = "f {\n  a: «`{\n]\nb`», c: [\n  d\n  ],\n}\n"
    assert with_kinds(content, SLASHES) == [(0, 5), (1, 2), (3, 4)]
    content = "«/*\n#region\nf {\n*/»\nx\n«// {»\ng {\n y\n}\n"
    assert with_kinds(content, SLASHES) == [(0, 3), (6, 7)]


def test_a_string_of_several_rows_folds() -> None:
    assert with_kinds("x = «'''a\nb\n\nc'''»\ny\n", HASH) == [(0, 3)]
    assert with_kinds("x = «'''a\nb\n'''», 1\ny\n", HASH) == [(0, 1)]
    assert with_kinds("x = «'''a\n'''»\ny\n", HASH) == []


def test_the_region_around_a_row() -> None:
    content = (
        "class A:\n    def f(self):\n        if x:\n            pass\n\n        return\n"
        "y = 1\n# region Helpers\ndef h():\n    pass\n# endregion\n"
    )
    regions = Regions(Text.of(content), HASH, 4)
    assert regions.around(3) == Fold(2, 3)
    assert regions.around(5) == Fold(1, 5)
    assert regions.around(4) == Fold(1, 5)
    assert regions.around(9) == Fold(8, 9)
    assert regions.enclosing(8) == Fold(7, 10)
    assert regions.around(6) is None


def test_the_region_around_a_row_that_is_not_deeper_than_its_head() -> None:
    flat = Regions(Text.of('{\n"a": [\n1,\n2\n],\n"b": {}\n}\n'), RULES, 4)
    assert [flat.around(row) for row in (3, 4, 5)] == [Fold(1, 3), Fold(0, 5), Fold(0, 5)]
    runs = Regions(Text.of("x {\n  /* a\n     b\n  */\n  // c\n  // d\n  // e\n}\n"), SLASHES, 4)
    assert [runs.around(row) for row in (2, 5)] == [Fold(1, 3), Fold(4, 6)]
    kinds = Kinds("def f():\n    s = «'''\na\nb'''»\n    x\n")
    strings = Regions(Text.of(kinds.content), HASH, 4, kinds)
    assert [strings.around(row) for row in (2, 4)] == [Fold(1, 3), Fold(0, 4)]
    imports = Regions(Text.of("import a\nimport b\nimport c\n"), HASH, 4)
    assert imports.around(2) == Fold(0, 2)


PIECES = (
    *("x", "x", "x", "", "", "# a", "// b", "import c", "#if d", "if e {", "}", "} else {", "f("),
    *(")", "g([", "])", "h(a,", "b) {", "/* i", "*/", "// #region", "// #endregion", "# region"),
    *("# endregion", "y = {", "}, z", "'''", "q)", "((", "))", "#define g \\", "  h \\"),
)


@pytest.mark.parametrize("rules", [RULES, HASH, SLASHES], ids=["plain", "hash", "slashes"])
def test_all_of_them_in_one_pass_are_those_found_one_by_one(rules: LanguageRules) -> None:
    for seed in range(40):
        random = Random(seed)
        lines = []
        for _ in range(40):
            indent = "\t" if random.random() < 0.1 else " " * random.choice((0, 0, 2, 4, 4, 8))
            lines.append(f"{indent}{random.choice(PIECES)}")
        text = Text.of("\n".join(lines))
        found = regions_in(text, 0, text.line_count - 1, rules, 4)
        regions = Regions(text, rules, 4)
        single = [regions.at(row) for row in range(text.line_count)]
        assert found == [each for each in single if each is not None], (seed, lines)
        for row in range(text.line_count):
            around = [each for each in found if each.first < row <= each.last]
            assert regions.enclosing(row) == max(around, default=None), (seed, row, lines)


@pytest.mark.parametrize("line", ["error in f(a, b...", "f(a[1]); {"])
def test_brackets_that_nothing_closes_have_no_row_read_again_and_again(line: str) -> None:
    count = 600

    class Counting:
        asked = 0

        def spans(self, row: int) -> list[tuple[int, int]]:
            self.asked += 1
            return []

        def goes_on(self, row: int) -> bool:
            return False

    kinds = Counting()
    regions = Regions(Text.of(f"{line}\n" * count), SLASHES, 4, kinds)
    assert regions.enclosing(count - 1) is None
    assert regions.at(3) is None
    assert kinds.asked < 4 * count


def test_partners_are_those_found_one_by_one_in_whatever_order_one_asks() -> None:
    for seed in range(30):
        random = Random(seed)
        lines = ["".join(random.choice("(){}[] x") for _ in range(3)) for _ in range(30)]
        text = Text.of("\n".join(lines))
        regions = Regions(text, SLASHES, 4)
        rows = [random.randrange(30) for _ in range(60)]
        for row in rows:
            fresh = Regions(text, SLASHES, 4)
            asked = random.choice(("at", "starts", "enclosing"))
            found = getattr(regions, asked)(row)
            assert found == getattr(fresh, asked)(row), (seed, row, asked, lines)


def test_comments_that_nothing_closes_have_no_row_read_again_and_again() -> None:
    read = 0

    class Rows(CodeRows):
        def lines(self, first: int, end: int) -> Iterator[tuple[int, str]]:
            nonlocal read
            for each in super().lines(first, end):
                read += 1
                yield each

    text = Text.of("/* a\n" * 50 + "x = 1;\n" * 1500 + "*/\n" + "/* b\n" * 50 + "x\n" * 1500)
    runs = RegionRuns(Rows(text, SLASHES, 4, ALL_CODE))
    order = [*range(50), *range(1551, 1601)]
    Random(1).shuffle(order)
    for row in sorted(order):
        assert runs.comment_end(row, "/* a\n") == (1550 if row < 1550 else None)
    assert read <= 3200
    for row in order:
        assert runs.comment_end(row, "/* a\n", 40) in ((1550, FAR) if row < 1550 else (FAR,))
        fresh = RegionRuns(Rows(text, SLASHES, 4, ALL_CODE))
        read = 0
        assert fresh.comment_end(row, "/* a\n", 40) == FAR
        assert read < 1100
        assert runs.comment_end(row, "/* a\n") == (1550 if row < 1550 else None)


def test_whether_the_partner_of_a_bracket_is_too_far_away_is_told() -> None:
    far = Text.of("[\n" + "1234567,\n" * 30_000 + "[\n2\n]\n]\n(\n" + "1\n")
    regions = Regions(far, RULES, 4)
    assert regions.starts(0)
    assert not regions.take_gave_up()
    assert regions.at(0) is None
    assert regions.take_gave_up()
    assert not regions.take_gave_up()
    assert regions.at(30_001) == Fold(30_001, 30_002)
    assert regions.at(30_005) is None  # nothing closes it
    assert not regions.take_gave_up()
    assert regions_in(far, 0, far.line_count - 1, RULES, 4) == [
        Fold(0, 30_003),
        Fold(30_001, 30_002),
    ]


def test_nesting_counts_from_one() -> None:
    text = Text.of("a:\n  b:\n    c\n  d:\n    e\nf:\n  g\n")
    regions = regions_in(text, 0, 7, HASH, 4)
    assert [depth for _, depth in nesting(regions)] == [1, 2, 2, 1]


def test_looking_for_a_region_in_a_huge_text_is_bounded() -> None:
    regions = Regions(Text.of("a:\n" + "  b\n" * 300_000), RULES, 4)
    assert regions.starts(0)
    assert regions.at(0) is None  # its end is too far away
    long_line = Text.of("x" * 5_000_000 + "\n" + " " * 5_000_000)
    assert Regions(long_line, RULES, 4).at(0) is None
