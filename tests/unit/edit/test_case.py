"""Upper and lower case, and names of several words."""

from __future__ import annotations

import pytest

from pith.edit import commands as c
from tests.support.marked import Command, check, check_none


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (c.upper_case, "a‹bc|›d", "a‹BC|›d"),
        (c.upper_case, "o|ne two", "O|NE two"),
        (c.upper_case, "one| two", "ONE| two"),
        (c.upper_case, "o|n|e", "O|N|E"),
        (c.upper_case, "‹straße|›", "‹STRASSE|›"),
        (c.upper_case, "straß|e a|", "STRAS|SE A|"),
        (c.upper_case, "‹|ab› ‹cd|›", "‹|AB› ‹CD|›"),
        (c.upper_case, "‹a\r\nb|›", "‹A\r\nB|›"),
        (c.lower_case, "‹ÀB|›C", "‹àb|›C"),
        (c.lower_case, "ON|E TWO", "on|e TWO"),
        (c.title_case, "‹one TWO don't foo_bar|›", "‹One Two Don't Foo_Bar|›"),
        (c.pascal_case, "‹what's new|›", "‹What'sNew|›"),
        (c.camel_case, "‹it’s new|›", "‹it’sNew|›"),
        (c.snake_case, "‹f('a b')|›", "‹f('a_b')|›"),
        (c.snake_case, "fooBar|", "foo_ba|r"),
        (c.snake_case, "‹fooBar HTTPServer2|›", "‹foo_bar_http_server2|›"),
        (c.snake_case, "‹foo-bar|›", "‹foo_bar|›"),
        (c.snake_case, "‹  foo bar\n  bazQux|›", "‹  foo_bar\n  baz_qux|›"),
        (c.kebab_case, "‹fooBar foo_bar|›", "‹foo-bar-foo-bar|›"),
        (c.camel_case, "‹foo_bar_baz|›", "‹fooBarBaz|›"),
        (c.camel_case, "‹FooBar|›", "‹fooBar|›"),
        (c.camel_case, "‹foo bar|›", "‹fooBar|›"),
        (c.pascal_case, "‹foo_bar|›", "‹FooBar|›"),
        (c.pascal_case, "foo_b|ar", "FooBa|r"),
    ],
)
def test_case(command: Command, before: str, after: str) -> None:
    check(command, before, after)


def test_nothing_changes() -> None:
    check_none(c.upper_case, "A|BC")
    check_none(c.upper_case, "a | b")
    check_none(c.lower_case, "‹123|›")
