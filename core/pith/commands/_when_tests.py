"""What the terms of a when-expression ask of a context, as functions of its `get`.

Closures run several times faster than walking a tree: a when-expression is asked at every key
press and for every entry of a menu.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from pith.commands._when_tokens import Token

Get = Callable[[str], object]
Test = Callable[[Get], bool]


def constant(value: bool) -> Test:
    return lambda get: value


def truth(key: str) -> Test:
    return lambda get: bool(get(key))


def negation(test: Test) -> Test:
    return lambda get: not test(get)


def all_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda get: first(get) and second(get)

    def test(get: Get) -> bool:
        for each in tests:  # noqa: SIM110 - a generator costs twice as much
            if not each(get):
                return False
        return True

    return test


def any_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda get: first(get) or second(get)

    def test(get: Get) -> bool:
        for each in tests:  # noqa: SIM110 - a generator costs twice as much
            if each(get):
                return True
        return False

    return test


def _number_in(value: object) -> float | None:
    """The number that `value` is or is written as."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return None


def equals(key: str, wanted: Token) -> Test:
    text = wanted.value
    if wanted.kind == "word" and text in ("true", "false"):
        return truth(key) if text == "true" else negation(truth(key))
    number = _number_in(text)

    def test(get: Get) -> bool:
        value = get(key)
        if isinstance(value, str):
            return value == text
        if isinstance(value, bool):
            return text == ("true" if value else "false")
        return number is not None and isinstance(value, (int, float)) and value == number

    return test


def compares(key: str, compare: Callable[[float, float], bool], limit: float) -> Test:
    def test(get: Get) -> bool:
        number = _number_in(get(key))
        return number is not None and compare(number, limit)

    return test


def matches(key: str, pattern: re.Pattern[str]) -> Test:
    search = pattern.search

    def test(get: Get) -> bool:
        value = get(key)
        if isinstance(value, bool):
            value = "true" if value else "false"
        elif isinstance(value, (int, float)):
            value = str(value)
        return isinstance(value, str) and search(value) is not None

    return test


def is_in(key: str, container_key: str) -> Test:
    def test(get: Get) -> bool:
        container = get(container_key)
        value = get(key)
        # Text would say that "py" is in "python"; a list or a table is meant.
        if value is None or not isinstance(container, Collection) or isinstance(container, str):
            return False
        if isinstance(container, Mapping) and not isinstance(value, str):
            return False
        try:
            return value in container
        except TypeError:  # what cannot be hashed is in no set
            return False

    return test
