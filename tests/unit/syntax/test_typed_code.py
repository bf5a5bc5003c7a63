"""Code typed key by key with the rules of its language: how deep its lines come to be."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from pith.edit import (
    ClipboardContent,
    EditOptions,
    EditorState,
    LanguageRules,
    MemoryClipboard,
    PlainContext,
    Range,
    Selection,
    commands,
)
from pith.syntax import Languages, LanguageTable
from pith.syntax._embedded import rules_at
from pith.text import Text
from tests.support.marked import check, parse, show


@pytest.fixture(scope="module")
def languages(repository: Path) -> Languages:
    source = (repository / "resources" / "languages.json").read_text(encoding="utf-8")
    return Languages(LanguageTable.parse(source))


def typed(rules: LanguageRules, keys: str, before: str = "|") -> str:
    """The marked text after the keys: `↓` goes to the end of the next line."""
    state: EditorState = parse(before)
    for key in keys:
        context = PlainContext(state.text, EditOptions(tab_size=2), rules)
        if key == "\n":
            transaction = commands.newline(state, context)
        elif key == "↓":
            after = state.text.line_end(state.text.row_at(state.selection.primary.head) + 1)
            state = EditorState(state.text, Selection.of([Range.caret(after)]))
            continue
        else:
            transaction = commands.insert_text(state, context, key)
        if transaction is not None:
            state = state.apply(transaction)
    return show(state).replace("\\\\", "\\")


BRACES = ("javascript", "typescript", "typescriptreact", "c", "cpp", "java", "csharp", "php")


@pytest.mark.parametrize(
    ("identifier", "keys", "after"),
    [
        ("python", "match x:\ncase 1:\na", "match x:\n  case 1:\n    a|"),
        (
            "python",
            "if x:\nmatch x:\ncase 1:\na\ncase 2:\nb",
            "if x:\n  match x:\n    case 1:\n      a\n    case 2:\n      b|",
        ),
        (
            "python",
            "match x:\ncase 1:\nif y:\na\ncase 2:\nb",
            "match x:\n  case 1:\n    if y:\n      a\n  case 2:\n    b|",
        ),
        (
            "python",
            "match x:\ncase {'a': 1}:\nb\ncase _:\nc",
            "match x:\n  case {'a': 1}:\n    b\n  case _:\n    c|",
        ),
        ("python", "if x:\na\nelse:\nb", "if x:\n  a\nelse:\n  b|"),
        ("python", "def f():\ncase = 1\nx", "def f():\n  case = 1\n  x|"),
        (
            "go",
            "switch x {\ncase 1:\ny()\ncase 2:\nz()",
            "switch x {\ncase 1:\n  y()\ncase 2:\n  z()|\n}",
        ),
        (
            "go",
            "select {\ncase <-x:\ny()\ndefault:\nz()",
            "select {\ncase <-x:\n  y()\ndefault:\n  z()|\n}",
        ),
        ("go", "switch x {\ncase 1:\ny()↓", "switch x {\ncase 1:\n  y()\n}|"),
        (
            "swift",
            "switch x {\ncase .a:\ny()\ndefault:\nz",
            "switch x {\ncase .a:\n  y()\ndefault:\n  z|\n}",
        ),
        (
            "java",
            "switch (x) {\ncase 1 -> f();\ndefault -> g();",
            "switch (x) {\n  case 1 -> f();\n  default -> g();|\n}",
        ),
        *[
            (
                each,
                "switch (x) {\ncase 1:\ny();\ncase 2:\ndefault:\nz();",
                "switch (x) {\n  case 1:\n    y();\n  case 2:\n  default:\n    z();|\n}",
            )
            for each in BRACES
        ],
        *[
            (
                each,
                "switch (x) {\ncase 1:\nif (y) {\nz();↓\na;\ncase 2:",
                "switch (x) {\n  case 1:\n    if (y) {\n      z();\n    }\n    a;\n  case 2:|\n}",
            )
            for each in BRACES
        ],
        (
            "c",
            "switch (x)\n{\ncase 1:\ny();\ncase 2:",
            "switch (x)\n{\n  case 1:\n    y();\n  case 2:|\n}",
        ),
        ("javascript", "x = {\na: 1,\ndefault: 2", "x = {\n  a: 1,\n  default: 2|\n}"),
        (
            "javascript",
            "switch (x) {\ncase 1:\nf(x, {\ndefault: 2",
            "switch (x) {\n  case 1:\n    f(x, {\n      default: 2|\n    })\n}",
        ),
        ("latex", "\\begin{x}\na\n\\end{x}\nb", "\\begin{x}\n  a\n\\end{x}\nb|"),
        (
            "latex",
            "\\begin{x}\n\\begin{y}\na\n\\end{y}\n\\end{x}",
            "\\begin{x}\n  \\begin{y}\n    a\n  \\end{y}\n\\end{x}|",
        ),
        ("cmake", "if(x)\na()\nendif()\nb", "if(x)\n  a()\nendif()\nb|"),
        (
            "php",
            "if ($a):\nb();\nelseif ($c):\nd();\nelse:\ne();\nendif;\nf",
            "if ($a):\n  b();\nelseif ($c):\n  d();\nelse:\n  e();\nendif;\nf|",
        ),
        (
            "php",
            "foreach ($a as $b):\nc();\nendforeach;",
            "foreach ($a as $b):\n  c();\nendforeach;|",
        ),
        ("ruby", "case x\nwhen 1\ny\nwhen 2\nz\nend", "case x\nwhen 1\n  y\nwhen 2\n  z\nend|"),
    ],
)
def test_depth(languages: Languages, identifier: str, keys: str, after: str) -> None:
    assert typed(languages.get(identifier).rules, keys) == after


def test_labels_that_are_elsewhere_say_where_the_others_go(languages: Languages) -> None:
    rules = languages.get("c").rules
    before = "switch (x) {\ncase 1:\n    y();\n    |\n}"
    after = "switch (x) {\ncase 1:\n    y();\ncase 2:|\n}"
    assert typed(rules, "case 2:", before) == after
    before = "switch x {\n  case 1:\n    y()\n    |\n}"
    after = "switch x {\n  case 1:\n    y()\n  default:|\n}"
    assert typed(languages.get("go").rules, "default:", before) == after


def test_labels_behind_what_is_deeper_without_a_block(languages: Languages) -> None:
    rules = languages.get("c").rules
    before = "switch (x) {\n  case 1:\n    if (y)\n      z();\n      |\n}"
    after = "switch (x) {\n  case 1:\n    if (y)\n      z();\n  case 2:|\n}"
    assert typed(rules, "case 2:", before) == after
    before = "switch (x) {\n  case 1:\n    f(a,\n      b);\n      |\n}"
    after = "switch (x) {\n  case 1:\n    f(a,\n      b);\n  case 2:|\n}"
    assert typed(rules, "case 2:", before) == after
    before = "switch x {\ncase 1:\n  switch y {\n  case 3:\n    z()\n  }\n  |\n}"
    after = "switch x {\ncase 1:\n  switch y {\n  case 3:\n    z()\n  }\ncase 2:|\n}"
    assert typed(languages.get("go").rules, "case 2:", before) == after


def test_labels_at_many_carets(languages: Languages) -> None:
    rules = languages.get("javascript").rules
    block = "switch (x) {\n  case 1:\n    y();\n    |\n}\n"
    after = "switch (x) {\n  case 1:\n    y();\n  case 2:|\n}\n"
    assert typed(rules, "case 2:", block * 3) == after * 3


@pytest.mark.parametrize(
    ("identifier", "after"),
    [
        (
            "javascript",
            "switch (x) {\n  case 1:\n    y();\n  case 2:\n  default:\n    z();\n}\na;|",
        ),
        ("javascript", "switch (x) {\n  case 1: {\n    y();\n  }\n  default:\n    z();\n}\na;|"),
        ("javascript", "switch (x) {\n  case 1: y();\n    break;\n  case 2: z();\n}\na;|"),
        ("javascript", "switch (x) {\n  case 1:\n    if (a) {\n      b;\n    }\n}\na;|"),
        ("go", "switch x {\ncase 1:\n  y()\ncase 2:\n  if a {\n    b\n  }\n}\na|"),
        ("go", "if a {\n  switch x {\n  case 1: y()\n  default: z()\n  }\n}\na|"),
        # Comments and directives before the first of them,
        ("go", "switch x {\n  // a\ncase 1:\n  y()\ncase 2:\n  z()\n}\na|"),
        ("swift", "switch x {\n  #if a\ncase .b:\n  y()\n  #endif\n}\na|"),
        ("swift", "switch x {\n\n  // a\n\n  // b\ncase .c:\n  y()\n}\na|"),
        ("go", "/* a */ switch x {\ncase 1:\n  y()\n}\na|"),
        ("c", "switch (x) {\n  // a\n  case 1:\n    y();\n}\na|"),
        ("c", "switch (x)\n{\n  case 1:\n    y();\n}\na|"),
        # and what is none.
        ("javascript", "a = {\n  b: {\n    default: 1,\n    c: 2,\n  },\n}\nd|"),
        ("javascript", "a = {\n  default: {\n    b: 2,\n  },\n  c,\n}\nd|"),
        ("javascript", "a = {\n  default:\n  1,\n  b,\n}\nd|"),
        ("typescript", "@Prop({\n  default: a,\n  type: b,\n})\nc|"),
        (
            "javascript",
            "switch (a) {\n  case 1:\n    b({\n      default: 1,\n      c,\n    });\n}\nd|",
        ),
        ("c", "a = _Generic(b,\n  default: 1,\n  int: 2);|"),
    ],
)
def test_reindented_labels(languages: Languages, identifier: str, after: str) -> None:
    rules = languages.get(identifier).rules
    flat = "\n".join(line.lstrip() for line in after.split("\n"))
    options = EditOptions(tab_size=2)
    check(commands.reindent_lines, flat, after, rules=rules, options=options)


@pytest.mark.parametrize(
    ("identifier", "lines", "before", "after"),
    [
        (
            "javascript",
            "case 2:\n  z();\n",
            "switch (x) {\n  case 1:\n    y();\n|}",
            "switch (x) {\n  case 1:\n    y();\n  case 2:\n    z();\n|}",
        ),
        (
            "python",
            "  def b():\n    c\n",
            "class A:\n  x\n|",
            "class A:\n  x\n  def b():\n    c\n|",
        ),
        ("plaintext", "  a\n    b\n", "x\n|", "x\n  a\n    b\n|"),
        ("markdown", "- a\n  b\n", "x\n|", "x\n- a\n  b\n|"),
        ("yaml", "  - a: 1\n    b: 2\n", "x:\n|", "x:\n  - a: 1\n    b: 2\n|"),
        ("toml", "  a = 1\n  b = 2\n", "[x]\n|", "[x]\n  a = 1\n  b = 2\n|"),
        ("sql", "  a,\n  b\n", "from x\n|", "from x\n  a,\n  b\n|"),
        (
            "javascript",
            "  b() {\n    c;\n  }\n",
            "class A {\n|\n}",
            "class A {\n  b() {\n    c;\n  }\n|\n}",
        ),
        (
            "javascript",
            "      b() {\n        c;\n      }\n",
            "class A {\n|\n}",
            "class A {\n  b() {\n    c;\n  }\n|\n}",
        ),
    ],
)
def test_lines_pasted_at_the_margin(
    languages: Languages, identifier: str, lines: str, before: str, after: str
) -> None:
    rules, options = languages.get(identifier).rules, EditOptions(tab_size=2)
    clipboard = MemoryClipboard(ClipboardContent(lines))
    check(commands.paste, before, after, rules=rules, options=options, clipboard=clipboard)


class _InString(PlainContext):
    """What is behind an odd number of quotes is a string."""

    text: Text

    def in_string_or_comment(self, offset: int) -> bool:
        return self.text.slice(0, offset).count('"') % 2 == 1


@pytest.mark.parametrize(
    ("identifier", "before"),
    [
        ("javascript", 'a = "\n  switch (a) {\n    case 1:\n      |\n  }"'),
        ("javascript", 'switch (a) {\n  case 1:\n    b("\n      |")\n}'),
        ("go", 'switch a {\ncase 1:\n  b("\n  |")\n}'),
        ("python", 'match a:\n  case 1:\n    "\n    |"'),
    ],
)
def test_a_label_in_a_string_of_several_lines_stays(
    languages: Languages, identifier: str, before: str
) -> None:
    rules = languages.get(identifier).rules
    state = parse(before)
    for key in "case 2:":
        context = _InString(state.text, EditOptions(tab_size=2), rules)
        context.text = state.text
        transaction = commands.insert_text(state, context, key)
        assert transaction is not None
        state = state.apply(transaction)
    assert show(state) == before.replace("|", "case 2:|")


@pytest.mark.parametrize("identifier", ["json", "jsonc", "css", "scss", "less", "php"])
def test_strings_that_hold_no_code(languages: Languages, identifier: str) -> None:
    rules = languages.get(identifier).rules
    state = parse("a: |")
    for key in '"f([{")(':
        context = _InString(state.text, EditOptions(), rules)
        context.text = state.text
        transaction = commands.insert_text(state, context, key)
        assert transaction is not None
        state = state.apply(transaction)
    assert show(state) == 'a: "f([{")(|)'


def test_enter_before_the_end_of_a_tag_is_followed_by_one_more_attribute(
    languages: Languages,
) -> None:
    for identifier in ("html", "vue", "xml", "typescriptreact"):
        rules = languages.get(identifier).rules
        before = '  <div\n      class="a"|>x</div>\n  <p b="c"|>y</p>'
        after = '  <div\n      class="a"\n      |>x</div>\n  <p b="c"\n  |>y</p>'
        check(commands.newline, before, after, rules=rules)


@pytest.mark.parametrize(
    ("identifier", "before", "keys", "after"),
    [
        ("markdown", "```python\n|\n```", "def f():\na", "```python\ndef f():\n  a|\n```"),
        (
            "markdown",
            "```python\n|\n```",
            "if a:\nb\nelse:\nc",
            "```python\nif a:\n  b\nelse:\n  c|\n```",
        ),
        ("markdown", "|", "note:\na", "note:\na|"),
        (
            "vue",
            "<script>\n|\n</script>",
            "switch (x) {\ncase 1:\ny();\ndefault:",
            "<script>\nswitch (x) {\n  case 1:\n    y();\n  default:|\n}\n</script>",
        ),
        ("vue", "<script>\n|\n</script>", "if (a)\nb;\nc", "<script>\nif (a)\n  b;\nc|\n</script>"),
        ("html", "a|", ":\nb", "a:\nb|"),
        ("html", "<div>|</div>", "\na", "<div>\n  a|\n</div>"),
    ],
)
def test_languages_within_others(
    languages: Languages, identifier: str, before: str, keys: str, after: str
) -> None:
    def at(text: Text) -> PlainContext:
        rules = languages.get(identifier).rules
        context = PlainContext(text, EditOptions(tab_size=2), rules)
        context.rules_at = partial(rules_at, languages, identifier, text)  # type: ignore[method-assign]
        return context

    state = parse(before)
    for key in keys:
        context = at(state.text)
        transaction = (
            commands.newline(state, context)
            if key == "\n"
            else commands.insert_text(state, context, key)
        )
        assert transaction is not None
        state = state.apply(transaction)
    assert show(state) == after


TWO = "x();\ny();\n"
METHOD = "f() {\n  g();\n}\n"


@pytest.mark.parametrize(
    ("identifier", "lines", "before", "after"),
    [
        # What is above is a comment, goes on with a statement, or stands at the margin anyhow.
        ("javascript", METHOD, "/**\n * a\n */\n|", f"/**\n * a\n */\n{METHOD}|"),
        (
            "java",
            METHOD,
            "class A {\n  /**\n   * a\n   */\n|}",
            "class A {\n  /**\n   * a\n   */\n  f() {\n    g();\n  }\n|}",
        ),
        (
            "c",
            TWO,
            "a() {\n  b(c,\n    d);\n|}",
            "a() {\n  b(c,\n    d);\n  x();\n  y();\n|}",
        ),
        (
            "javascript",
            TWO,
            "a() {\n  b\n    .c()\n    .d();\n|}",
            "a() {\n  b\n    .c()\n    .d();\n  x();\n  y();\n|}",
        ),
        ("javascript", TWO, "b\n  .c()\n  .d();\n|", f"b\n  .c()\n  .d();\n{TWO}|"),
        ("javascript", TWO, "b = c(d,\n      e);\n|", f"b = c(d,\n      e);\n{TWO}|"),
        ("javascript", TWO, "b = c +\n  d\n|", f"b = c +\n  d\n{TWO}|"),
        ("javascript", TWO, "b(() => {\n  c;\n});\n|", f"b(() => {{\n  c;\n}});\n{TWO}|"),
        ("c", TWO, "a {\n#if B\n|", "a {\n#if B\n  x();\n  y();\n|"),
        ("c", TWO, "a {\n  b;\n#endif\n|}", "a {\n  b;\n#endif\n  x();\n  y();\n|}"),
        (
            "c",
            TWO,
            "a {\n  b;\n#define C \\\\\n      d\n|}",
            "a {\n  b;\n#define C \\\\\n      d\n  x();\n  y();\n|}",
        ),
        ("cpp", TWO, "class A {\npublic:\n|};", "class A {\npublic:\n  x();\n  y();\n|};"),
        (
            "cpp",
            TWO,
            "class A {\n  b();\npublic:\n|};",
            "class A {\n  b();\npublic:\n  x();\n  y();\n|};",
        ),
        ("cpp", TWO, "namespace a {\nb();\n|}", f"namespace a {{\nb();\n{TWO}|}}"),
        (
            "css",
            "e: f;\ng: h;\n",
            "a {\n  b: c,\n    d;\n|}",
            "a {\n  b: c,\n    d;\n  e: f;\n  g: h;\n|}",
        ),
        ("rust", TWO, "  a = b\n    .c();\n|", f"  a = b\n    .c();\n{TWO}|"),
        ("go", "  x()\n  y()\n", "a := b +\n  c\n|", "a := b +\n  c\n  x()\n  y()\n|"),
        # A row behind the caret says it best.
        ("javascript", TWO, "a {\n  b\n|    c\n}", "a {\n  b\n    x();\n    y();\n|    c\n}"),
        ("javascript", TWO, "a {\n  b\n|}", "a {\n  b\n  x();\n  y();\n|}"),
        ("javascript", TWO, "a {\n  b\n|// c\n}", "a {\n  b\n  x();\n  y();\n|// c\n}"),
        # Parts of a block with labels.
        (
            "c",
            TWO,
            "switch (a) {\n  case 1:\n|}",
            "switch (a) {\n  case 1:\n    x();\n    y();\n|}",
        ),
        (
            "c",
            "case 2:\n  x();\n",
            "switch (a) {\n  case 1:\n    b();\n|}",
            "switch (a) {\n  case 1:\n    b();\n  case 2:\n    x();\n|}",
        ),
        ("go", TWO, "switch a {\ncase 1:\n  b\n|}", "switch a {\ncase 1:\n  b\n  x();\n  y();\n|}"),
        # One that goes on with what is above is as it was.
        (
            "javascript",
            "      .e()\n      .f()\n",
            "a {\n  b\n|}",
            "a {\n  b\n      .e()\n      .f()\n|}",
        ),
        (
            "scss",
            ".b {\n  c: d;\n}\n",
            "a {\n  .e {\n  }\n|}",
            "a {\n  .e {\n  }\n  .b {\n    c: d;\n  }\n|}",
        ),
        # Arguments and elements are as deep as the first.
        (
            "javascript",
            "c,\nd,\n",
            "f(\n    a,\n    {\n      b }\n|)",
            "f(\n    a,\n    {\n      b }\n    c,\n    d,\n|)",
        ),
        ("javascript", "c,\nd,\n", "f(a, {\n  b }, [\n|", "f(a, {\n  b }, [\n    c,\n    d,\n|"),
        # Blocks between words and tags.
        (
            "ruby",
            "x\ny\n",
            "def a\n  foo(b,\n      c)\n|end",
            "def a\n  foo(b,\n      c)\n  x\n  y\n|end",
        ),
        ("ruby", "x\ny\n", "def a\n  b\n      # c\n|end", "def a\n  b\n      # c\n  x\n  y\n|end"),
        ("ruby", "x\ny\n", "a = b\n  .c\n|", "a = b\n  .c\nx\ny\n|"),
        ("lua", TWO, "local a = {\n  b,\n  c }\n|", f"local a = {{\n  b,\n  c }}\n{TWO}|"),
        (
            "shellscript",
            "x\ny\n",
            "if a; then\n  b \\\\\n      c\n|fi",
            "if a; then\n  b \\\\\n      c\n  x\n  y\n|fi",
        ),
        ("shellscript", "x\ny\n", "a \\\\\n|", "a \\\\\nx\ny\n|"),
        ("html", "<b>\n</b>\n", "<p\n   a=b>\n|</p>", "<p\n   a=b>\n<b>\n</b>\n|</p>"),
        ("html", "<b>\n</b>\n", "<p>\n|</p>", "<p>\n  <b>\n  </b>\n|</p>"),
        (
            "typescriptreact",
            TWO,
            "f() {\n  /**\n   * a\n   */\n|}",
            "f() {\n  /**\n   * a\n   */\n  x();\n  y();\n|}",
        ),
        (
            "typescriptreact",
            "<b>\n</b>\n",
            "f() {\n  return (\n    <p>\n|    </p>\n",
            "f() {\n  return (\n    <p>\n      <b>\n      </b>\n|    </p>\n",
        ),
        ("php", TWO, "a {\n  b(c,\n    d);\n|}", "a {\n  b(c,\n    d);\nx();\ny();\n|}"),
        ("php", TWO, "a {\n  if (b):\n|", "a {\n  if (b):\n    x();\n    y();\n|"),
        ("php", TWO, "a {\n  if (b):\n    c;\n|", "a {\n  if (b):\n    c;\nx();\ny();\n|"),
        ("php", TWO, "a {\n  b;\n|", "a {\n  b;\n  x();\n  y();\n|"),
    ],
)
def test_lines_pasted_below_what_is_not_as_deep_as_they_are(
    languages: Languages, identifier: str, lines: str, before: str, after: str
) -> None:
    rules, options = languages.get(identifier).rules, EditOptions(tab_size=2)
    clipboard = MemoryClipboard(ClipboardContent(lines))
    check(commands.paste, before, after, rules=rules, options=options, clipboard=clipboard)


@pytest.mark.parametrize("identifier", ["javascript", "go", "css", "php", "typescriptreact"])
def test_pasting_at_many_carets_is_what_pasting_at_each_alone_is(
    languages: Languages, identifier: str
) -> None:
    rules, options = languages.get(identifier).rules, EditOptions(tab_size=2)
    block = "a(b, {\n\n  c,\n\n  d: [\n\n  ]\n\n  e {\n\n    f\n\n  }\n\n})\n\n"
    source = block * 12
    text = Text.of(source)
    places = [text.line_start(row) for row in range(text.line_count) if not text.line(row)][:-1]
    pasted = "x {\n  y\n}\n"

    def at(*offsets: int) -> str:
        clipboard = MemoryClipboard(ClipboardContent(pasted))
        context = PlainContext(text, options, rules, clipboard)
        selection = Selection.of([Range.caret(each) for each in offsets])
        transaction = commands.paste(EditorState(text, selection), context)
        assert transaction is not None
        changed = EditorState(text, selection).apply(transaction).text
        return changed.slice(0, len(changed))

    expected = source
    for place in reversed(places):
        alone = at(place)
        added = alone[place : place + len(alone) - len(source)]
        expected = expected[:place] + added + expected[place:]
    assert at(*places) == expected
