"""Comments that go on in the next line, and documentation comments that are closed."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions, LanguageRules
from pith.edit import commands as c
from tests.support.marked import check

RULES = LanguageRules(
    line_comment="//",
    block_comment=("/*", "*/"),
    auto_closing_pairs=(("{", "}"), ("/**", " */")),
    indent_after=r"\{\s*$",
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/**|", "/**\n * |"),
        ("/**| */", "/**\n * |\n */"),
        ("  /** a|b */\nx", "  /** a\n   * |b */\nx"),
        ("/**\n * a|", "/**\n * a\n * |"),
        ("/**\n *|", "/**\n *\n * |"),
        ("/**\n * a|b\n */", "/**\n * a\n * |b\n */"),
        ("  /**\n   * a\n   */|", "  /**\n   * a\n   */\n  |"),
        ("/** a| */\n/** b| */", "/** a\n * |\n */\n/** b\n * |\n */"),
        ("x\n * a|", "x\n * a\n |"),
        ("/** a */|", "/** a */\n|"),
        ("// one |two", "// one \n// |two"),
        ("  //one| two", "  //one\n  //|two"),
        ("// one|", "// one\n|"),
        ("//| one", "//\n|one"),
        ("x // one |two", "x // one \n|two"),
        ("/// foo| baz", "/// foo\n/// |baz"),
        ("    //! foo| baz", "    //! foo\n    //! |baz"),
        ("////foo| baz", "////foo\n////|baz"),
        ("/// one |two\n// a|b", "/// one \n/// |two\n// a\n// |b"),
        ("/* a|", "/* a\n|"),
    ],
)
def test_newline(before: str, after: str) -> None:
    check(c.newline, before, after, rules=RULES)


def test_without_auto_indent() -> None:
    check(c.newline, "/**|", "/**\n|", rules=RULES, options=EditOptions(auto_indent=False))


def test_a_hash_comment() -> None:
    check(c.newline, "# a |b", "# a \n# |b", rules=LanguageRules(line_comment="#"))
    check(c.newline, "## a |b", "## a \n## |b", rules=LanguageRules(line_comment="#"))
    check(c.newline, "#! a |b", "#! a \n#|b", rules=LanguageRules(line_comment="#"))
    check(c.newline, "--- a |b", "--- a \n--- |b", rules=LanguageRules(line_comment="--"))
    check(c.newline, "REM a|b", "REM a\nREM |b", rules=LanguageRules(line_comment="REM "))


def test_what_only_begins_like_a_comment_does_not_go_on() -> None:
    lua = LanguageRules(line_comment="--", block_comment=("--[[", "]]"), indent_after=r"\[[^]]*$")
    check(c.newline, "--[[ one| two ]]", "--[[ one\n|two ]]", rules=lua)
    check(c.newline, "-- one| two", "-- one\n-- |two", rules=lua)
    nim = LanguageRules(line_comment="#", block_comment=("#[", "]#"))
    check(c.newline, "#[ one| two ]#", "#[ one\n|two ]#", rules=nim)
    prose = LanguageRules(line_comment="..")
    check(c.newline, "... and so| on", "... and so\n|on", rules=prose)
    check(c.newline, ".. note:: so| on", ".. note:: so\n|on", rules=prose)
    check(c.newline, "REMOTE a|b", "REMOTE a\n|b", rules=LanguageRules(line_comment="REM"))


def test_a_documentation_comment_is_closed() -> None:
    check(c.insert_text, "/*|", "/**| */", rules=RULES, text="*")
    check(c.insert_text, "/*|\n/*|", "/**| */\n/**| */", rules=RULES, text="*")
    check(c.insert_text, "/*|x", "/**|x", rules=RULES, text="*")
    check(c.insert_text, "a *|", "a **|", rules=RULES, text="*")
