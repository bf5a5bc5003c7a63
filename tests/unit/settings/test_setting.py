"""One setting: which values it takes, and what is said of those it does not."""

from __future__ import annotations

from typing import Any

import pytest

from pith.base import ProblemError
from pith.settings import Setting


def setting(kind: str, default: Any = None, **more: Any) -> Setting:
    defaults = {
        "boolean": False,
        "integer": 1,
        "number": 1,
        "string": "",
        "array": (),
        "object": {},
    }
    return Setting(
        "a.b", kind, defaults[kind.split("|")[0]] if default is None else default, **more
    )


@pytest.mark.parametrize(
    ("declared", "good", "bad"),
    [
        (setting("boolean"), [True, False], [0, 1, "true", None, [], 1.0]),
        (setting("integer"), [0, -5, 10**20], [True, 1.0, "1", [1]]),
        (setting("number"), [0, 1.5], [True, "1", float("nan"), float("inf")]),
        (setting("string"), ["", "x"], [1, True, ["x"]]),
        (setting("array"), [[], [1, "x", []]], [{}, "x", 1]),
        (setting("object"), [{}, {"x": 1}], [[], "x"]),
        (setting("string|array"), ["x", ["x"]], [1, {}]),
        (setting("integer|boolean"), [1, True], ["x", 1.5]),
        (setting("integer", minimum=1, maximum=5), [1, 5], [0, 6, True]),
        (setting("number", minimum=0.5), [0.5, 100], [0.4, 0]),
        (setting("string", "a", enum=("a", "b")), ["a", "b"], ["c", "A", 1]),
        (setting("integer", enum=(1, 2)), [1, 2], [3, True, "1"]),
        (setting("array", items="integer", minimum=0), [[], [0, 5]], [[-1], ["x"], [True], [1.5]]),
        (setting("object", items="boolean"), [{}, {"x": True}], [{"x": 1}, {"x": "true"}]),
        (setting("array", items="integer|string"), [[1, "x"]], [[1.5]]),
    ],
)
def test_what_it_accepts(declared: Setting, good: list[Any], bad: list[Any]) -> None:
    declared.check()
    for value in good:
        assert declared.accepts(value), value
    for value in bad:
        assert not declared.accepts(value), value


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (setting("boolean"), "true or false"),
        (setting("integer"), "a whole number"),
        (setting("integer", minimum=1, maximum=32), "a whole number from 1 to 32"),
        (setting("number", minimum=0.5), "a number of at least 0.5"),
        (setting("number", maximum=8), "a number of at most 8"),
        (setting("string"), "a text in quotes"),
        (setting("string", "a", enum=("a", 'b"')), 'one of "a", "b\\""'),
        (setting("array", items="integer"), "a list, each element of it a whole number"),
        (setting("string|array"), "a text in quotes or a list"),
        (setting("object"), "a table"),
    ],
)
def test_what_it_expects_is_said_in_words(declared: Setting, expected: str) -> None:
    assert declared.expected() == expected


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (
            Setting("a.b", "text", ""),
            "the setting 'a.b' has the unknown type 'text' "
            "(expected boolean, integer, number, string, array, object)",
        ),
        (
            Setting("a.b", "array", (), items="text"),
            "the setting 'a.b' has the unknown type 'text' "
            "(expected boolean, integer, number, string, array, object)",
        ),
        (
            Setting("ab", "string", ""),
            "the setting 'ab' has a key without a section (write section.name)",
        ),
        (
            Setting("a..b", "string", ""),
            "the setting 'a..b' has a key without a section (write section.name)",
        ),
        (
            Setting(".b", "string", ""),
            "the setting '.b' has a key without a section (write section.name)",
        ),
        (
            Setting("language.x", "string", ""),
            "the setting 'language.x' is in the section 'language' "
            "(it belongs to what is set for one language: choose another)",
        ),
        (
            Setting("a.b", "integer", "4", minimum=1, maximum=9),
            "the setting 'a.b' has the default \"4\" (expected a whole number from 1 to 9)",
        ),
        (
            Setting("a.b", "string", "x", enum=("a", "b")),
            'the setting \'a.b\' has the default "x" (expected one of "a", "b")',
        ),
        (
            Setting("a.b", "boolean", None),
            "the setting 'a.b' has the default None (expected true or false)",
        ),
    ],
)
def test_a_wrong_declaration(declared: Setting, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        declared.check()
    assert str(caught.value) == message
