"""Typing: text, pairs, line breaks, tabs."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions, LanguageRules, PlainContext
from pith.edit import commands as c
from tests.support.marked import check, check_none, parse, run, show

CRLF = EditOptions(line_ending="\r\n")
TABS = EditOptions(insert_spaces=False)
NO_PAIRS = EditOptions(auto_close=False)
PLAIN = EditOptions(auto_close=False, auto_surround="never", auto_indent=False)
PYTHON = LanguageRules(
    line_comment="#",
    auto_closing_pairs=(
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ('"', '"'),
        ("'", "'"),
        ('"""', '"""'),
        ('f"', '"'),
    ),
    indent_after=r":\s*(#.*)?$",
    outdent_before=r"^\s*(else|elif .*|except.*|finally)\s*:$",
)
C = LanguageRules(indent_next=r"^\s*(?:if\s*\([^()]*\)|else)\s*$")
RUBY = LanguageRules(indent_after=r"^\s*(def|if|do)\b", outdent_before=r"^\s*(end|else)$")


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("x", "a|b", "ax|b"),
        ("x", "a‹b|›c", "ax|c"),
        ("x", "|a|b|", "x|ax|bx|"),
        ("x", "‹ab|›c‹|de›", "x|cx|"),
        ("word", "a|b", "aword|b"),
        ("\U0001f600", "a|b|", "a\U0001f600|b\U0001f600|"),
        ("\t", "|", "\t|"),
        (" ", "a|", "a |"),
        ("one\ntwo", "|", "one\ntwo|"),
    ],
)
def test_plain_text(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed)


def test_typed_line_breaks_are_those_of_the_document() -> None:
    check(c.insert_text, "a|", "ab\r\nc\r\nd|", text="b\nc\r\nd", options=CRLF)
    check(c.insert_text, "a|", "ab\nc|", text="b\r\nc")


def test_nothing_typed() -> None:
    check_none(c.insert_text, "a|", text="")


def test_the_primary_caret_stays_the_primary_one() -> None:
    check(c.insert_text, "a|b‖c|", "ax|bx‖cx|", text="x")


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("(", "|", "(|)"),
        ("(", "f|", "f(|)"),
        ("(", "f| x", "f(|) x"),
        ("(", "f|x", "f(|x"),
        ("(", "f|)", "f(|))"),
        ("[", "|;", "[|];"),
        ("{", "|\n", "{|}\n"),
        ("{", "|\r\n", "{|}\r\n"),
        ("(", "|\n|", "(|)\n(|)"),
        ('"', "x = |", 'x = "|"'),
        ('"', "x|", 'x"|'),
        ("'", "don|", "don'|"),
        ("'", "|don", "'|don"),
        ('"', 'x = "a|', 'x = "a"|'),
        ('"', "(|)", '("|")'),
        ("'", '"|"', '"\'|"'),
        # Over what is there already.
        (")", "(|)", "()|"),
        (")", "(a|)", "(a)|"),
        ("]", "[|]", "[]|"),
        ('"', '"|"', '""|'),
        ('"', '"abc|"', '"abc"|'),
        ('"', '|"abc"', '"|"abc"'),
        (")", "(|]", "()|]"),
        (")", "f(|)\ng(|)", "f()|\ng()|"),
        ('"', '"\\\\"|"', '"\\\\""|'),
        # Around what is selected.
        ("(", "a‹bc|›d", "a(‹bc|›)d"),
        ("(", "a‹|bc›d", "a(‹|bc›)d"),
        ('"', "‹abc|›", '"‹abc|›"'),
        ("{", "‹a|›\n‹b|›", "{‹a|›}\n{‹b|›}"),
        ("(", "‹a|›b|", "(‹a|›)b(|)"),
        (")", "‹ab|›", ")|"),
        # Before the quote that ends a string, brackets are closed but quotes are not.
        ("{", 'f"a |"', 'f"a {|}"'),
        ("(", "'|'", "'(|)'"),
        ("'", '|"', "'|\""),
        # A quote never takes the place of what is selected, unless that is white space or a quote.
        ("`", "a ‹b|› c", "a `‹b|›` c"),
        ("'", "‹a b|›", "'‹a b|›'"),
        ('"', "a‹  |›b", 'a"|b'),
        ('"', "‹'|›a'", "\"|a'"),
        ("(", "a‹  |›b", "a(|b"),
    ],
)
def test_pairs(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed)


def test_pairs_are_an_option() -> None:
    check(c.insert_text, "|", "(|", text="(", options=PLAIN)
    check(c.insert_text, "‹a|›", "(|", text="(", options=PLAIN)
    check(c.insert_text, "(|)", "()|)", text=")", options=PLAIN)


def test_no_quote_is_closed_within_a_string_or_comment() -> None:
    state = parse("# |")

    class Commented(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            return True

    context = Commented(state.text)
    for typed, expected in ('"', '# "|'), ("(", "# (|)"):
        after = run(c.insert_text, state, context=context, text=typed)
        assert after is not None
        assert show(after) == expected


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ('"', 'x = ""|', 'x = """|"""'),
        ('"', '"""|"""', '""""|""'),
        ('"', "x = f|", 'x = f"|"'),
        ('"', "x = df|", 'x = df"|'),
        ('"', "x = |", 'x = "|"'),
    ],
)
def test_longer_openings(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed, rules=PYTHON)


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("}", "if {\n    x\n    |", "if {\n    x\n}|"),
        ("}", "  if {\n      x\n          |", "  if {\n      x\n  }|"),
        ("}", "if {\n    if {\n        }\n    |", "if {\n    if {\n        }\n}|"),
        ("}", "    |", "    }|"),
        ("}", "{\n    a|", "{\n    a}|"),
        (")", "f(\n    |", "f(\n)|"),
        ("}", "{\r\n    |", "{\r\n}|"),
        ("}", "{\n    |\n{\n    |", "{\n}|\n{\n}|"),
    ],
)
def test_a_closing_bracket_goes_back_to_its_block(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed)


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        (":", "if x:\n    y\n    else|", "if x:\n    y\nelse:|"),
        (":", "if x:\n    y\nelse|", "if x:\n    y\nelse:|"),
        (":", "    if x:\n        y\n        else|", "    if x:\n        y\n    else:|"),
        (":", "if x:\n    pass\n\n    else|", "if x:\n    pass\n\nelse:|"),
        (":", "    x|", "    x:|"),
        (":", "if x:\n    if y:\n    else|", "if x:\n    if y:\n    else:|"),
    ],
)
def test_a_line_that_ends_a_block_goes_back(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed, rules=PYTHON)


def test_letters_may_end_a_block() -> None:
    check(c.insert_text, "def x\n  y\n  en|", "def x\n  y\nend|", text="d", rules=RUBY)
    check(c.insert_text, "def x\n  y\nen|", "def x\n  y\nend|", text="d", rules=RUBY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab|", "ab\n|"),
        ("a|b", "a\n|b"),
        ("    ab|", "    ab\n    |"),
        ("\tab|", "\tab\n\t|"),
        ("  a|b", "  a\n  |b"),
        ("  a|  b", "  a\n  |b"),
        ("    |", "\n    |"),
        ("    |x", "\n    |x"),
        ("  |  x", "\n  |x"),
        ("|x", "\n|x"),
        ("a‹b\ncd|›e", "a\n|e"),
        ("{|}", "{\n    |\n}"),
        ("  {|}", "  {\n    |\n  }"),
        ("f(|)", "f(\n    |\n)"),
        ("{| }", "{\n    |\n}"),
        ("{|", "{\n    |"),
        ("{ |", "{ \n    |"),
        ("{|x}", "{\n    |x}"),
        ("(|]", "(\n    |]"),
        ("a|b\n  c|d", "a\n|b\n  c\n  |d"),
        ("{|}\n{|}", "{\n    |\n}\n{\n    |\n}"),
        ("a|b|c", "a\n|b\n|c"),
        # What closes a bracket goes back to the line of what opens it.
        ("{\n    b;|}", "{\n    b;\n|}"),
        ("  f(\n      a,\n      b| );", "  f(\n      a,\n      b\n  |);"),
        ("  f(a, |)", "  f(a, \n  |)"),
        ("  {\n    [\n      1|]\n  }", "  {\n    [\n      1\n    |]\n  }"),
        ("{\n    b;|}\n{\n    c;|}", "{\n    b;\n|}\n{\n    c;\n|}"),
        ("    b;|}", "    b;\n    |}"),
    ],
)
def test_newline(before: str, after: str) -> None:
    check(c.newline, before, after)


def test_newline_takes_the_document_s_line_ending() -> None:
    check(c.newline, "  a|\r\nb", "  a\r\n  |\r\nb", options=CRLF)
    check(c.newline, "{|}", "{\r\n    |\r\n}", options=CRLF)


def test_newline_indents_with_tabs() -> None:
    check(c.newline, "\t{|}", "\t{\n\t\t|\n\t}", options=TABS)
    check(c.newline, "if x:|", "if x:\n\t|", options=TABS, rules=PYTHON)


def test_newline_without_indentation() -> None:
    check(c.newline, "    a|  b", "    a\n|  b", options=PLAIN)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if (x)|", "if (x)\n    |"),
        ("if (x)\n    foo();|", "if (x)\n    foo();\n|"),
        ("if (x)\n    foo(|)", "if (x)\n    foo(\n        |\n    )"),
        ("if (x)\n    if (y)|", "if (x)\n    if (y)\n        |"),
        ("if (x)\nfoo();|", "if (x)\nfoo();\n|"),
        ("if (x)\n    |", "if (x)\n\n    |"),
        ("if (x) {|", "if (x) {\n    |"),
        ("if (x)\n    a|\nif (x)\n    b|", "if (x)\n    a\n|\nif (x)\n    b\n|"),
    ],
)
def test_newline_after_what_has_one_statement(before: str, after: str) -> None:
    check(c.newline, before, after, rules=C)


def test_a_brace_makes_a_block_of_what_has_one_statement() -> None:
    check(c.insert_text, "if (x)\n    |", "if (x)\n{|}", text="{", rules=C)
    check(c.insert_text, "if (x)\n    |a", "if (x)\n{|a", text="{", rules=C)
    check(c.insert_text, "x\n    |", "x\n    {|}", text="{", rules=C)
    check(c.insert_text, "  if (x)\n    |", "  if (x)\n  {|", text="{", rules=C, options=NO_PAIRS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def x\n  y; |end", "def x\n  y; \n|end"),
        ("    y; |end", "    y; \n|end"),
        ("def x; |end", "def x; \n|end"),
        ("    |end", "\n    |end"),
    ],
)
def test_newline_before_what_ends_a_block(before: str, after: str) -> None:
    check(c.newline, before, after, rules=RUBY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if x:|", "if x:\n    |"),
        ("  if x:|", "  if x:\n    |"),
        ("if x:  # why|", "if x:  # why\n    |"),
        ("if x:| pass", "if x:\n    |pass"),
        ("x = 1|", "x = 1\n|"),
    ],
)
def test_newline_after_what_begins_a_block(before: str, after: str) -> None:
    check(c.newline, before, after, rules=PYTHON)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\nc", "ab\n|\nc"),
        ("  a|b", "  ab\n  |"),
        ("{|x", "{x\n|"),
        ("x|{", "x{\n    |"),
        ("a|b|c", "abc\n|"),
        ("a|\nb|", "a\n|\nb\n|"),
        ("‹ab\nc|›d", "ab\ncd\n|"),
    ],
)
def test_line_below(before: str, after: str) -> None:
    check(c.line_below, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b", "|\nab"),
        ("  a|b", "  |\n  ab"),
        ("x\na|b", "x\n|\nab"),
        ("a|\nb|", "|\na\n|\nb"),
    ],
)
def test_line_above(before: str, after: str) -> None:
    check(c.line_above, before, after)


def test_lines_above_and_below_take_the_document_s_line_ending() -> None:
    check(c.line_below, "a|\r\nb", "a\r\n|\r\nb", options=CRLF)
    check(c.line_above, "a\r\nb|", "a\r\n|\r\nb", options=CRLF)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|", "    |"),
        ("a|", "a   |"),
        ("abcd|", "abcd    |"),
        ("  |x", "    |x"),
        ("\t|x", "\t    |x"),
        ("漢|", "漢  |"),
        ("|a|b", "    |a   |b"),
        ("|a\n|b", "    |a\n    |b"),
        ("‹ab|›", "‹    ab|›"),
        ("‹a\nb|›", "‹    a\n    b|›"),
        ("‹a\n|›b", "‹    a\n|›b"),
        ("‹a\nb|›\n|c", "‹    a\n    b|›\n    |c"),
    ],
)
def test_tab(before: str, after: str) -> None:
    check(c.tab, before, after)


def test_tab_with_tabs() -> None:
    check(c.tab, "a|b", "a\t|b", options=TABS)
    check(c.tab, "|a\n|b", "\t|a\n\t|b", options=TABS)
    check(c.tab, "‹a|›", "‹\ta|›", options=TABS)


@pytest.mark.parametrize(
    ("setting", "bracket", "quote"),
    [
        ("languageDefined", "(‹a|›)", "'‹a|›'"),
        ("brackets", "(‹a|›)", "'|"),
        ("quotes", "(|", "'‹a|›'"),
        ("never", "(|", "'|"),
    ],
)
def test_what_goes_around_the_selection(setting: str, bracket: str, quote: str) -> None:
    options = EditOptions(auto_surround=setting, auto_close=False)
    check(c.insert_text, "‹a|›", bracket, text="(", options=options)
    check(c.insert_text, "‹a|›", quote, text="'", options=options)


def test_indentation_that_is_only_kept() -> None:
    rules = LanguageRules(indent_after=r":$", outdent_before=r"^\s*else:$")
    options = EditOptions(auto_indent=False, keep_indent=True)
    check(c.newline, "  a:|", "  a:\n  |", rules=rules, options=options)
    check(c.newline, "  a| b\n |  c", "  a\n  | b\n \n |  c", options=options)
    check(c.newline, "  {|}", "  {\n  |}", options=options)
    check(c.line_below, "  a|:\nb", "  a:\n  |\nb", rules=rules, options=options)
    check(c.insert_text, "  a\n  else|", "  a\n  else:|", text=":", rules=rules, options=options)
    check(c.line_below, "  a|", "  a\n|", options=EditOptions(auto_indent=False))
    check(c.line_above, "  a|", "|\n  a", options=EditOptions(auto_indent=False))
