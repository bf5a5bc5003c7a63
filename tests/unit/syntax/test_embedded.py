"""Languages within others: which rules a place has."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.edit import LanguageRules, PlainContext, commands
from pith.syntax import Languages, LanguageTable, RulesWithin, rules_at
from pith.text import Text
from tests.support.marked import parse, run, show
from tests.support.paged import paged_text


@pytest.fixture(scope="module")
def languages(repository: Path) -> Languages:
    source = (repository / "resources" / "languages.json").read_text("utf-8")
    return Languages(LanguageTable.parse(source))


def inner(languages: Languages, identifier: str, marked: str) -> LanguageRules:
    state = parse(marked)
    return rules_at(languages, identifier, state.text, state.selection.primary.head)


@pytest.mark.parametrize(
    ("identifier", "marked", "expected"),
    [
        ("html", "<p>|", "html"),
        ("html", "<script>|", "javascript"),
        ("html", "<SCRIPT>|", "javascript"),
        ("html", "<script type='module'>\n|", "javascript"),
        ("html", '<script type="text/javascript">\n|', "javascript"),
        ("html", '<script type="importmap">|', "json"),
        ("html", '<script type="application/ld+json">|', "json"),
        ("html", '<script type="text/x-nobody-knows">|', "html"),
        ("html", '<script src="|', "html"),
        ("html", "<script></script>|", "html"),
        ("html", "<script></script><style>|", "css"),
        ("html", "<style></style><script>|", "javascript"),
        ("html", "<style-guide>\n|", "html"),
        ("html", "<script-loader></script-loader>|", "html"),
        ("html", "<!-- needs <script src=x> -->|", "html"),
        ("html", "<!-- needs <style>|", "html"),
        ("html", "<script>\nwrite('<style>');|", "javascript"),
        ("html", "<script>\nwrite('<style>');\n</script>|", "html"),
        ("html", "<style></style-x>|", "css"),
        ("php", "<?php echo '<script>' ?>|", "html"),
        ("phtml", "<?= '<script>' ?>|", "html"),
        ("vue", "<template>\n<styled-button>|", "html"),
        ("vue", '<script setup lang="ts">|', "typescript"),
        ("vue", '<style scoped lang="scss">|', "scss"),
        ("svelte", "<script>|", "javascript"),
        ("php", "<?php |", "php"),
        ("php", "<p>|", "html"),
        ("php", "<?php ?><p>|", "html"),
        ("php", "<?php ?><script>|", "javascript"),
        ("phtml", "<p><?= |", "php"),
        ("phtml", "<?= a ?>|", "html"),
        ("markdown", "a|", "markdown"),
        ("markdown", "```python\n|", "python"),
        ("markdown", "```python\r\n|", "python"),
        ("markdown", "```python\r\nx\r\n```\r\n|", "markdown"),
        ("markdown", "```py title=x\n|", "python"),
        ("markdown", "~~~ {.js}\n|", "javascript"),
        ("markdown", "```\n|", "markdown"),
        ("markdown", "```nobody\n|", "markdown"),
        ("markdown", "```js\n```\n|", "markdown"),
        ("markdown", "````js\n```\n|", "javascript"),
        ("markdown", "- a\n  ```js\n  |", "javascript"),
        ("markdown", "a `b` ```js\n|", "markdown"),
        ("markdown", "---\ntitle: |", "yaml"),
        ("markdown", "---\na: 1\n---\n|", "markdown"),
        ("python", "<script>|", "python"),
        ("xml", "<script>|", "xml"),
    ],
)
def test_by_the_text(languages: Languages, identifier: str, marked: str, expected: str) -> None:
    assert inner(languages, identifier, marked) == languages.get(expected).rules


@pytest.mark.parametrize(
    ("marked", "is_child"),
    [
        ("|", False),
        ("return <p>|", True),
        ("return <p |", False),
        ("return <p a='>' b={x > 1} c={() => 1} {...d}>|", True),
        ("return <p>{|", False),
        ("return <p>{a}|", True),
        ("return <p>{a ? <b>|", True),
        ("return <p>{a ? <b/> : |", False),
        ("return <p>it's {'}'} |", True),
        ("return <p></p>|", False),
        ("return <><p/>|", True),
        ("return <></>|", False),
        ("if (a < b) {|", False),
        ("f<T>(|", False),
        ("f = <T extends U>(|", False),
        ("f = <T = string>(a: T) => a;\n|", False),
        ("f = <const T,>(a: T) => a;\n|", False),
        ("f = async <T,>(a: T) => a;\n|", False),
        ("type F = <T>(a: T) => T;\n|", False),
        ("type F = <Row>(a: Row) => Row;\n|", False),
        ("interface A {\n  <T>(a: T): T;\n}\n|", False),
        ("interface A {\n  <Row>(a: Row, b: () => void): Row;\n}\n|", False),
        ("new Map<string, <T>(x: T) => T>();\n|", False),
        ("return <Trans>(a)|", True),
        ("if (a <b && c > d) {\n|", False),
        ("if (a <b) {}\nx = <p>\n|", True),
        ("`${a ? `<b>${c}` : ''}`;\n|", False),
        ("r = /['`\"]/;\nx = <p>|", True),
        ("return <p a='b\n  c'>|", True),
        ("return <p><b></p>|", False),
        ("x = " + "<a {" * 40 + "};" * 40 + "\n|", False),
        ("x = <a `;\n` + <b>|", True),
        ("// <p>\n|", False),
        ("/* <p> */ '<p>' \"<p>\" `<p>`|", False),
    ],
)
def test_what_elements_hold_in_jsx(languages: Languages, marked: str, is_child: bool) -> None:
    for identifier in ("javascriptreact", "typescriptreact"):
        found = inner(languages, identifier, marked)
        assert (found.block_comment == ("{/*", "*/}")) is is_child
        assert (found.line_comment is None) is is_child


@pytest.mark.parametrize(("end", "is_child"), [("x = <p>|", True), ("x = 1 |", False)])
def test_far_down_in_jsx(languages: Languages, end: str, is_child: bool) -> None:
    function = "function f() {\n  return (\n    <p>\n      it's\n    </p>\n  )\n}\n"
    found = inner(languages, "typescriptreact", function * 4_000 + end)
    assert (found.line_comment is None) is is_child


def test_far_below_a_script(languages: Languages) -> None:
    row = "x = 1 // a line\n"
    for rows in (13_000, 26_000):
        ended = "<script>\n" + row * rows + "</script>\n<p>|"
        assert inner(languages, "html", ended) == languages.get("html").rules


PAGE = """<p class="a">x</p> <!-- <script> -->
<script type="module">
  if (a < b) write('<style>');
</script>
<STYLE>p {}</STYLE><style-guide>
"""
COMPONENT = """function F() {
  const t = `${a ? `<b>${c}` : ''}`;
  if (a <b && c > d) {}
  return (
    <section className='a b' on={() => { if (a) { b(); } }}>
      it's {t} <B.c/>
    </section>
  );
}
"""


@pytest.mark.parametrize(
    ("identifier", "part"),
    [("html", PAGE), ("typescriptreact", COMPONENT), ("php", PAGE + "<?php echo '<p>' ?>\n")],
)
def test_many_places_are_asked_for_at_once(
    languages: Languages, identifier: str, part: str
) -> None:
    text = Text.of(part * 3)
    within = RulesWithin(languages, identifier, text)
    starts = [text.line_start(row) for row in range(text.line_count)]
    for offset in [*starts, *starts[::-2]]:
        before = Text.of(text.slice(0, offset))
        assert within.at(offset) == rules_at(languages, identifier, before, offset), offset


def test_many_places_of_a_long_text(languages: Languages) -> None:
    text = Text.of(COMPONENT * 1_500)
    assert len(text) > 250_000
    within = RulesWithin(languages, "javascriptreact", text)
    rows = COMPONENT.count("\n")
    for row in range(0, text.line_count - rows, 50 * rows):
        assert within.at(text.line_start(row + 5)).line_comment is None, row
        assert within.at(text.line_start(row + 7)).line_comment == "//", row


def test_of_a_huge_text_nothing_is_read(languages: Languages, tmp_path: Path) -> None:
    text = paged_text(tmp_path / "page.html", b"<script>\n" * 100, 100)
    assert rules_at(languages, "html", text, len(text)) == languages.get("html").rules


@pytest.mark.parametrize(
    ("identifier", "before", "after"),
    [
        ("html", "<script>\n  a|b\n</script>", "<script>\n  // a|b\n</script>"),
        ("html", "<style>\n  a|b\n</style>", "<style>\n  /* a|b */\n</style>"),
        ("html", "<p>|a\n<script>\nb|", "<!-- <p>|a -->\n<script>\n// b|"),
        ("html", "<script>\n// a|\n", "<script>\na|\n"),
        ("markdown", "```py\n|a\n```", "```py\n# |a\n```"),
        (
            "typescriptreact",
            "return (\n  <p>\n    ‹<b>\n    </b>|›\n  </p>)",
            "return (\n  <p>\n    {/* ‹<b>\n    </b>|› */}\n  </p>)",
        ),
        (
            "javascriptreact",
            "return (\n  <p>\n    {/* |<b/> */}\n  </p>)",
            "return (\n  <p>\n    |<b/>\n  </p>)",
        ),
    ],
)
def test_comments_are_those_of_the_inner_language(
    languages: Languages, identifier: str, before: str, after: str
) -> None:
    state = parse(before)

    class Inner(PlainContext):
        def rules_at(self, offset: int) -> LanguageRules:
            return rules_at(languages, identifier, state.text, offset)

    context = Inner(state.text, rules=languages.get(identifier).rules)
    found = run(commands.toggle_line_comment, state, context=context)
    assert found is not None
    assert show(found) == after
