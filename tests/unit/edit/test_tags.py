"""Elements: end tags that come by themselves, and Enter between tags."""

from __future__ import annotations

import random

import pytest

from pith.edit import EditOptions, LanguageRules, PlainContext
from pith.edit import commands as c
from pith.text import Text
from pith.workspace import Document, View
from tests.support.marked import check, parse, run, show

HTML = LanguageRules(indent_after=r"<(?!br)\w+[^<>]*>[^<]*$", tags="html")
XML = LanguageRules(tags="xml")
JSX = LanguageRules(tags="jsx")


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        (">", "<p|", "<p>|</p>"),
        (">", "<p|x", "<p>|</p>x"),
        (">", "<p|</p>", "<p>|</p>"),
        (">", "<p|</pre>", "<p>|</pre>"),
        (">", '<p class="a > b"|', '<p class="a > b">|</p>'),
        (">", "<p\n  id=x\n|", "<p\n  id=x\n>|</p>"),
        (">", "<my-tag:x.y|", "<my-tag:x.y>|</my-tag:x.y>"),
        (">", "<br|", "<br>|"),
        (">", "<BR|", "<BR>|"),
        (">", "<br/|", "<br/>|"),
        (">", "<p/|", "<p/>|"),
        (">", "</p|", "</p>|"),
        (">", "a|", "a>|"),
        (">", "<|", "<>|"),
        (">", "<!doctype html|", "<!doctype html>|"),
        (">", '<p class="a|', '<p class="a>|'),
        (">", "< p|", "< p>|"),
        (">", "<!-- <b|", "<!-- <b>|"),
        (">", "<!-- --><b|", "<!-- --><b>|</b>"),
        ("/", "<p><!-- <|", "<p><!-- </|"),
        ("/", "<Body><DIV>a</div>\n<|", "<Body><DIV>a</div>\n</Body>|"),
        (">", "<p|\n<b|", "<p>|</p>\n<b>|</b>"),
        (">", "<p‹a|›", "<p>|"),
        ("/", "<p>a<|", "<p>a</p>|"),
        ("/", "<p><b>a</b><br><i/><!-- <u> --><|", "<p><b>a</b><br><i/><!-- <u> --></p>|"),
        ("/", "<p><b>a</p><|", "<p><b>a</p></|"),
        ("/", "<p>a<|</p>", "<p>a</p>|"),
        ("/", "<p><p>a<|</p></p>", "<p><p>a</p>|</p>"),
        ("/", "<p><p>a<|</p>", "<p><p>a</p>|</p>"),
        ("/", "<p>a<|<p></p></p>", "<p>a</p>|<p></p></p>"),
        ("/", "<|", "</|"),
        ("/", "<p>a|", "<p>a/|"),
    ],
)
def test_html(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed, rules=HTML)


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        (">", "<br|", "<br>|</br>"),
        (">", "<?xml version='1'?|", "<?xml version='1'?>|"),
        ("/", "<a><B></b><|", "<a><B></b></B>|"),
        ("/", "<a><br></br><|", "<a><br></br></a>|"),
    ],
)
def test_xml(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed, rules=XML)


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        (">", "return <p|", "return <p>|</p>"),
        (">", "return <br|", "return <br>|</br>"),
        (">", "(<|", "(<>|</>"),
        (">", "<A.B on={() => f({a: 1})}|", "<A.B on={() => f({a: 1})}>|</A.B>"),
        (">", "useState<string|", "useState<string>|"),
        (">", "f(x)<y|", "f(x)<y>|"),
        (">", "f = <T extends X|", "f = <T extends X>|"),
        (">", "f = <T,|", "f = <T,>|"),
        (">", "() =|", "() =>|"),
        ("/", "<><p>{a}</p><|", "<><p>{a}</p></>|"),
        ("/", "(a<b) ?? <p>x<|", "(a<b) ?? <p>x</p>|"),
        (">", "type F = <T|", "type F = <T>|"),
        (">", "type F = <Row|", "type F = <Row>|"),
        (">", "f = async <T,|", "f = async <T,>|"),
        (">", "interface A {\n  <T|", "interface A {\n  <T>|"),
        (">", "if (a <b && c |", "if (a <b && c >|"),
        (">", "a <b|", "a <b>|"),
        (">", "x = a ?? <b|", "x = a ?? <b>|</b>"),
        (">", "a ? <b> c|", "a ? <b> c>|"),
        (">", "<p className='a|", "<p className='a>|"),
        (">", "<p className='a\n  b'|", "<p className='a\n  b'>|</p>"),
        (">", "<p>it is <b|", "<p>it is <b>|</b>"),
        (">", "<b on={() => { if (a) { b(); } }}|", "<b on={() => { if (a) { b(); } }}>|</b>"),
        ("/", "<p><b style={{a: {b: 1}}}>x<|", "<p><b style={{a: {b: 1}}}>x</b>|"),
        (
            "/",
            "<p><b a={() => { if (a) { b(); } }}>x<|",
            "<p><b a={() => { if (a) { b(); } }}>x</b>|",
        ),
        ("/", "<p>{a && <|", "<p>{a && </|"),
        ("/", "<p><b>x</p><|", "<p><b>x</p></|"),
        ("/", "<p>`${a ? `<b>` : 1}` <|", "<p>`${a ? `<b>` : 1}` </p>|"),
        ("/", "<p>{`${a ? `<b>` : 1}`} <|", "<p>{`${a ? `<b>` : 1}`} </p>|"),
    ],
)
def test_jsx(typed: str, before: str, after: str) -> None:
    check(c.insert_text, before, after, text=typed, rules=JSX)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>|</p>", "<p>\n    |\n</p>"),
        ("    <p>a| </p>", "    <p>a\n        |\n    </p>"),
        ("<p>|", "<p>\n    |"),
        ("<br>|</p>", "<br>\n|</p>"),
        ("<p>|</p>\n<p>|</p>", "<p>\n    |\n</p>\n<p>\n    |\n</p>"),
    ],
)
def test_enter_between_tags(before: str, after: str) -> None:
    check(c.newline, before, after, rules=HTML)


class Typist:
    """One who types into a document, `<` for Backspace being "←", Ctrl+Z "↶" and Ctrl+Y "↷"."""

    def __init__(self, before: str, rules: LanguageRules) -> None:
        state = parse(before)
        self.view = View(Document(state.text), selection=state.selection)
        self.view.context_factory = lambda: PlainContext(self.view.state.text, rules=rules)

    def type(self, keys: str) -> str:
        for key in keys:
            if key == "←":
                self.view.run(c.delete_left)
            elif key == "↶":
                self.view.undo()
            elif key == "↷":
                self.view.redo()
            elif key == "→":
                self.view.run(c.caret_right)
            else:
                self.view.run(c.insert_text, text=key)
        return show(self.view.state)


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        ("<p>text</p>", "|", "<p>text</p>|"),
        ("<p>text</p> and", "|", "<p>text</p> and|"),
        ("</p>", "<p>text|", "<p>text</p>|"),
        ("</p", "<p>text|", "<p>text</p|>"),
        ("</p>", "<p>text|</p>", "<p>text</p>|"),
        ("</p></b>", "<b><p>|", "<b><p></p></b>|"),
        ("</b>", "<b>one|\n<b>two|", "<b>one</b>|\n<b>two</b>|"),
        ("</b>", "<b>one|\n<i>two|", "<b>one</b>|\n<i>two</i>b>|"),
        # What goes on otherwise was meant to come behind.
        ("</bold", "<b>x|", "<b>x</b>bold|"),
        ("</bo←", "<b>x|", "<b>x</b>b|"),
        ("</x", "<b>|", "<b></b>x|"),
        ("</ul>", "<ul><li>one|", "<ul><li>one</ul>|"),
        ("</under", "<ul><li>one|", "<ul><li>one</li>under|"),
        ("</ul>", "<ul><b>one|", "<ul><b>one</b>ul>|"),
        # What was put is taken back with one Backspace; further on, characters are.
        ("</←", "<p>a|", "<p>a</|"),
        ("</←p>", "<p>a|", "<p>a</p>|"),
        ("</pre←", "<pre>a|", "<pre>a</pr|>"),
        ("</pre←e>", "<pre>a|", "<pre>a</pre>|"),
        ("</→←", "<p>a|b", "<p>a</p>|"),
        ("<p>←", "|", "<p|"),
        ("<p>←>", "|", "<p>|</p>"),
        ("<p>x←←", "|", "<p|</p>"),
        # Undo takes away first what was put.
        ("</↶", "<p>a|", "<p>a</|"),
        ("</↶↶", "<p>a|", "<p>a|"),
        ("</↶↷", "<p>a|", "<p>a</p>|"),
        ("<p>↶", "|", "<p>|"),
        ("<p>↶↷", "|", "<p>|</p>"),
        ("<p>↶↶", "|", "|"),
        ("<p>x↶", "|", "<p>|</p>"),
        ("</p>↶", "<p>|", "<p></|"),
        ("</p>x↶", "<p>|", "<p></p>|"),
        ("</p>↶↷x", "<p>|", "<p></p>x|"),
    ],
)
def test_what_was_put_is_typed_over_and_taken_back(keys: str, before: str, after: str) -> None:
    typist = Typist(before, HTML)
    assert typist.type(keys) == after


def test_whatever_is_typed_is_there() -> None:
    """Words behind end tags, whatever they begin with: nothing that is typed is lost."""
    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    names = ["b", "bo", "li", "ul", "p"]
    for _ in range(300):
        name = chance.choice(names)
        outer = chance.choice(["", "<ul>", "<bo>", "<p>"])
        word = "".join(chance.choices("bolipu", k=chance.randint(1, 5)))
        meant = f"<{name}>x</{name}>{word} "
        ends = {f"{name}>", outer[1:]}  # who types one of these has typed the tag to its end
        if any(each and f"{word}>".startswith(each) for each in ends) or word == name:
            continue
        typist = Typist(outer + "|", HTML)
        typist.type(f"<{name}>x</{word} ")
        assert str(typist.view.state.text).startswith(outer + meant), (seed, name, outer, word)


def test_closing_tags_are_an_option() -> None:
    options = EditOptions(auto_close_tags=False)
    check(c.insert_text, "<p|", "<p>|", text=">", rules=HTML, options=options)
    check(c.insert_text, "<p><|", "<p></|", text="/", rules=HTML, options=options)


class Mixed(PlainContext):
    """`(…)` is of a language without tags, and what follows `!` a comment."""

    def __init__(self, text: Text) -> None:
        super().__init__(text, rules=HTML)
        self._all = str(text)

    def in_string_or_comment(self, offset: int) -> bool:
        return "!" in self._all[:offset]

    def rules_at(self, offset: int) -> LanguageRules:
        inside = self._all.rfind("(", 0, offset) > self._all.rfind(")", 0, offset)
        return LanguageRules() if inside else HTML


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(a <b|", "(a <b>|"),
        ("(a) <b|", "(a) <b>|</b>"),
        ("! <b|", "! <b>|"),
    ],
)
def test_only_markup_has_tags(before: str, after: str) -> None:
    state = parse(before)
    found = run(c.insert_text, state, context=Mixed(state.text), text=">")
    assert found is not None
    assert show(found) == after
