"""When-expressions: what they mean, and what is said about wrong ones."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from pith.base import ProblemError
from pith.commands import ContextKeys, When

CONTEXT: dict[str, Any] = {
    "yes": True,
    "no": False,
    "empty": "",
    "zero": 0,
    "five": 5,
    "half": 0.5,
    "fiveText": "5",
    "language": "python",
    "path": "/home/me/notes.tar.gz",
    "list": ["python", "c", 5],
    "table": {"python": 1},
    "none": None,
    "set": frozenset(["python"]),
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # a key alone asks for truth
        ("yes", True),
        ("no", False),
        ("empty", False),
        ("zero", False),
        ("five", True),
        ("language", True),
        ("unset", False),
        ("none", False),
        ("true", True),
        ("false", False),
        # not
        ("!no", True),
        ("!yes", False),
        ("!unset", True),
        ("!!yes", True),
        ("!(yes && no)", True),
        ("!true", False),
        # precedence: ! before && before ||
        ("yes || no && no", True),
        ("(yes || no) && no", False),
        ("no && no || yes", True),
        ("!no && no || !no", True),
        ("no || no || yes", True),
        ("yes && yes && no", False),
        ("yes&&!no", True),
        # equality: as text, numbers as numbers, with true and false as truth
        ("language == python", True),
        ("language == 'python'", True),
        ('language == "python"', True),
        ("language == Python", False),
        ("language != python", False),
        ("language != 'c sharp'", True),
        ("language === python", True),
        ("language !== python", False),
        ("five == 5", True),
        ("five == 5.0", True),
        ("five == 05", True),
        ("fiveText == 5", True),
        ("fiveText == 5.0", False),
        ("five == five", False),
        ("half == .5", True),
        ("zero == ''", False),
        ("empty == ''", True),
        ("yes == true", True),
        ("yes != true", False),
        ("no == false", True),
        ("unset == false", True),
        ("unset != true", True),
        ("yes == 'true'", True),
        ("no == 'false'", True),
        ("language == 'true'", False),
        ("language == true", True),
        ("unset == x", False),
        ("unset != x", True),
        ("unset == ''", False),
        ("list == x", False),
        ("unset == in", False),
        ("path == /home/me/notes.tar.gz", True),
        ("path == */home/me/?[a-z]", False),
        # comparisons
        ("five > 4", True),
        ("five > 5", False),
        ("five >= 5", True),
        ("five < 5.5", True),
        ("five <= 4", False),
        ("five>4&&five<6", True),
        ("five >= -1", True),
        ("fiveText > 4", True),
        ("language > 4", False),
        ("language <= 4", False),
        ("unset < 4", False),
        ("yes > 0", False),
        ("five > '4'", True),
        # regular expressions
        ("path =~ /notes/", True),
        ("path =~ /NOTES/", False),
        ("path =~ /NOTES/i", True),
        ("path =~ /^notes/", False),
        (r"path =~ /\.tar\.(gz|xz)$/", True),
        (r"path =~ /^\/home\//", True),
        ("path =~ /[/]me[/]/", True),
        ("path =~ /(?<base>notes)/g", True),
        ("path =~ /(?<=me.)notes/u", True),
        ("path =~ /[[]/", False),
        ("five =~ /^5$/", True),
        ("yes =~ /true/", True),
        ("unset =~ /.*/", False),
        ("list =~ /python/", False),
        ("!(path =~ /x/) && yes", True),
        # membership
        ("language in list", True),
        ("five in list", True),
        ("fiveText in list", False),
        ("language in table", True),
        ("five in table", False),
        ("language not in list", False),
        ("unset in list", False),
        ("unset not in list", True),
        ("language in unset", False),
        ("language in path", False),
        ("list in list", False),
        ("list in table", False),
        ("list in set", False),
        ("language in set", True),
        ("language in list && yes", True),
        # words that only look like operators
        ("inside", False),
        ("notes || yes", True),
        ("five == 5 || five == x", True),
    ],
)
def test_meaning(source: str, expected: bool) -> None:
    assert When.parse(source).evaluate(CONTEXT) is expected
    assert When.parse(source).evaluate(ContextKeys(CONTEXT)) is expected


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("", 1, "expected a context key, '!' or '(' before the end"),
        ("   ", 4, "expected a context key, '!' or '(' before the end"),
        ("a &&", 5, "expected a context key, '!' or '(' before the end"),
        ("a || || b", 6, "expected a context key, '!' or '(' before '||'"),
        ("&& a", 1, "expected a context key, '!' or '(' before '&&'"),
        ("a & b", 3, "unexpected character '&'"),
        ("a = b", 3, "unexpected character '='"),
        ("a { b", 3, "unexpected character '{'"),
        ("a b", 3, "expected '&&', '||' or the end before 'b'"),
        ("(a", 3, "expected ')' before the end"),
        ("(a b)", 4, "expected ')' before 'b'"),
        ("a)", 2, "')' without '('"),
        ("()", 2, "expected a context key, '!' or '(' before ')'"),
        ("!", 2, "expected a context key, '!' or '(' before the end"),
        ("'a'", 1, "expected a context key, '!' or '(' before 'a'"),
        ("a ==", 5, "expected a value after '==', before the end"),
        ("a == && b", 6, "expected a value after '==', before '&&'"),
        ("a == 'x", 6, "the string is not closed: expected ' after it"),
        ("a == \"x'", 6, 'the string is not closed: expected " after it'),
        ("(a) == b", 5, "'==' follows no context key"),
        ("true == a", 6, "'==' follows no context key"),
        ("!a == b", 4, "'==' after '!a'"),
        ("!a in b", 4, "'in' after '!a'"),
        ("!a =~ /b/", 4, "'=~' after '!a'"),
        ("a < b", 5, "expected a number after '<' and not 'b'"),
        ("a >=", 5, "expected a value after '>=', before the end"),
        ("a =~ b", 6, "expected a regular expression after '=~'"),
        ("a =~ /b", 6, "expected a regular expression after '=~'"),
        ("a =~ /[/", 6, "expected a regular expression after '=~'"),
        ("a =~", 5, "expected a regular expression after '=~', before the end"),
        ("a =~ /(/", 6, "the regular expression is wrong: missing ), unterminated subpattern"),
        ("a =~ /b/x", 6, "unknown flag 'x' of a regular expression"),
        ("a in", 5, "expected a context key that holds a list before the end"),
        ("a in 'b'", 6, "expected a context key that holds a list before 'b'"),
        ("a not b", 7, "expected 'in' after 'not', before 'b'"),
        ("in == b", 1, "expected a context key, '!' or '(' before 'in'"),
        ("not a", 1, "expected a context key, '!' or '(' before 'not'"),
        ("(" * 101 + "a", 101, "more than 100 parentheses or '!' in each other"),
        ("!" * 5000 + "a", 101, "more than 100 parentheses or '!' in each other"),
    ],
)
def test_errors_name_the_column_and_what_was_expected(
    source: str, column: int, message: str
) -> None:
    with pytest.raises(ProblemError) as caught:
        When.parse(source)
    (problem,) = caught.value.problems
    assert problem.column == column
    assert problem.message.startswith(message)
    assert (source if len(source) < 200 else f"{source[:200]}…") in problem.message


def test_a_whole_message() -> None:
    with pytest.raises(ProblemError) as caught:
        When.parse("editorFocus & !editorReadonly")
    assert str(caught.value) == (
        "unexpected character '&' in the when-expression 'editorFocus & !editorReadonly' "
        "(write '&&')"
    )


def test_its_keys_are_what_it_asks_for() -> None:
    when = When.parse("a && !b || c == d && e in f && g =~ /h/ && i < 3 && true")
    assert when.keys == {"a", "b", "c", "e", "f", "g", "i"}


def test_equal_sources_are_parsed_once_and_spaces_do_not_matter() -> None:
    assert When.parse("a && b") is When.parse("a && b")
    assert When.parse("a && b") == When.parse(" a&&b ")
    assert hash(When.parse("a && b")) == hash(When.parse(" a&&b "))
    assert When.parse("a == 'b'") != When.parse("a == b && c")
    assert When.parse("a") != "a"


def test_it_can_be_written_again() -> None:
    when = When.parse("a &&  b")
    assert str(when) == "a &&  b"
    assert repr(when) == "When.parse('a &&  b')"


def test_the_cache_does_not_grow_without_end() -> None:
    for number in range(5000):
        When.parse(f"key{number}")
    assert len(When._parsed) <= 2000
    assert When.parse("key1").evaluate({"key1": True})


# -- against an oracle

KEYS = ("a", "b", "c", "d", "list")
VALUES = ("x", "y", "5", "0", "x.y", "true")
Tree = tuple[Any, ...]


def random_tree(random_: random.Random, depth: int) -> Tree:
    if depth == 0 or random_.random() < 0.3:
        key = random_.choice(KEYS)
        kind = random_.choice(("key", "==", "!=", "<", "<=", ">", ">=", "=~", "in", "not in", "?"))
        if kind in ("==", "!="):
            return (kind, key, random_.choice(VALUES))
        if kind in ("<", "<=", ">", ">="):
            return (kind, key, random_.choice((-1, 0, 4.5, 5, 6)))
        if kind == "=~":
            return (
                kind,
                key,
                random_.choice(("x", "^y", r"\d", "X", "[xy]$")),
                random_.choice("i "),
            )
        if kind in ("in", "not in"):
            return (kind, key, random_.choice(KEYS))
        if kind == "?":
            return ("constant", random_.random() < 0.5)
        return ("key", key)
    kind = random_.choice(("&&", "||", "!"))
    if kind == "!":
        return ("!", random_tree(random_, depth - 1))
    return (kind, *(random_tree(random_, depth - 1) for _ in range(random_.randint(2, 4))))


def written(tree: Tree, random_: random.Random, around: float = 0) -> str:
    """The tree as source: with quotes, spaces and parentheses here and there."""
    space = random_.choice(("", " ", "  "))
    kind = tree[0]
    if kind in ("&&", "||"):
        binding = 2.0 if kind == "&&" else 1.0
        text = f"{space}{kind}{space}".join(written(each, random_, binding) for each in tree[1:])
        # An equal operator inside needs none: both are associative.
        needs = around > binding
    elif kind == "!":
        text, needs = "!" + written(tree[1], random_, 3), False
    else:
        binding = 4.0 if kind in ("key", "constant") else 2.5
        text, needs = leaf(tree, random_), around > binding
    return f"({space}{text}{space})" if needs or random_.random() < 0.1 else text


def leaf(tree: Tree, random_: random.Random) -> str:
    kind = tree[0]
    if kind == "key":
        return str(tree[1])
    if kind == "constant":
        return "true" if tree[1] else "false"
    if kind == "=~":
        return f"{tree[1]} =~ /{tree[2]}/{tree[3].strip()}"
    if kind in ("in", "not in"):
        return f"{tree[1]} {kind} {tree[2]}"
    if kind in ("==", "!="):
        # In quotes true is a text.
        quote = random_.choice(("", "'", '"')) if tree[2] != "true" else "'"
        return f"{tree[1]} {kind} {quote}{tree[2]}{quote}"
    return f"{tree[1]}{random_.choice((' ', ''))}{kind} {tree[2]}"


def truth_of(tree: Tree, context: dict[str, Any]) -> bool:
    """The oracle: plainly what design and docstrings say."""
    kind = tree[0]
    if kind == "&&":
        return all(truth_of(each, context) for each in tree[1:])
    if kind == "||":
        return any(truth_of(each, context) for each in tree[1:])
    if kind == "!":
        return not truth_of(tree[1], context)
    if kind == "constant":
        return bool(tree[1])
    value = context.get(tree[1])
    if kind == "key":
        return bool(value)
    if kind in ("==", "!="):
        return equal(value, tree[2]) is (kind == "==")
    if kind in ("in", "not in"):
        held = context.get(tree[2])
        inside = isinstance(held, list) and value is not None and value in held
        return inside is (kind == "in")
    if kind == "=~":
        shown = {True: "true", False: "false"}.get(value, value) if type(value) is bool else value
        if not isinstance(shown, (str, int, float)):
            return False
        flags = re.IGNORECASE if tree[3] == "i" else 0
        return re.search(tree[2], str(shown), flags) is not None
    try:
        number = float(value) if type(value) is not bool else None  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = None
    if number is None:
        return False
    return bool(eval(f"{number} {kind} {tree[2]}"))


def equal(value: object, text: str) -> bool:
    if type(value) is bool:
        return text == str(value).lower()
    if isinstance(value, str):
        return value == text
    if isinstance(value, (int, float)):
        try:
            return value == float(text)
        except ValueError:
            return False
    return False


@pytest.mark.parametrize("seed", range(40))
def test_random_expressions_mean_what_an_oracle_says(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(50):
        tree = random_tree(random_, 4)
        source = written(tree, random_)
        when = When.parse(source)
        for _ in range(5):
            context = {
                key: random_.choice((True, False, 0, 5, 4.5, "", "x", "y", "5", "x.y", ["x", 5]))
                for key in random_.sample(KEYS, random_.randint(0, len(KEYS)))
            }
            before = repr(context)
            assert when.evaluate(context) is truth_of(tree, context), (source, context)
            assert repr(context) == before


@pytest.mark.parametrize("seed", range(20))
def test_random_garbage_is_refused_with_a_column_or_taken(seed: int) -> None:
    random_ = random.Random(seed)
    words = [
        "a",
        "in",
        "not",
        "true",
        "==",
        "=~",
        "&&",
        "||",
        "!",
        "(",
        ")",
        "/x/",
        "'q'",
        "<",
        "'",
    ]
    words += ["=", "\\", "\n", "é", "𝔘", "|", "/", "["]
    for _ in range(300):
        source = random_.choice(("", " ")).join(random_.choices(words, k=random_.randint(0, 8)))
        try:
            result = When.parse(source).evaluate({"a": True})
        except ProblemError as error:
            (problem,) = error.problems
            assert problem.column is not None
            assert 1 <= problem.column <= len(source) + 1
        else:
            assert isinstance(result, bool)
