"""When something applies: expressions over context keys."""

from __future__ import annotations

from typing import Any, Protocol

from pith.commands._when_parser import Parser

_CACHE_LIMIT = 2000


class Context(Protocol):
    """Where a when-expression looks its keys up; a plain dict will do."""

    def get(self, key: str, /) -> Any:
        """The value of `key`, None if it has none."""
        ...


class When:
    """A parsed condition such as `editorFocus && editorLangId == python`.

    A key that is unset, false, zero or empty is false. `==` compares as text (numbers as
    numbers), and with `true` or `false` it asks for truth. Evaluating has no side effects and
    raises nothing. Two are equal if they differ in spaces only.
    """

    __slots__ = ("_test", "_words", "keys", "source")

    _parsed: dict[str, When] = {}  # noqa: RUF012 - a cache: the same few are written everywhere

    def __init__(self, source: str) -> None:
        parser = Parser(source)
        self._test = parser.parse()
        self._words = parser.words
        self.source = source
        self.keys = frozenset(parser.keys)

    @classmethod
    def parse(cls, source: str) -> When:
        """Parse `source`; equal sources give the same object.

        Raises ProblemError that says the column, from 1, and what was expected there.
        """
        known = cls._parsed.get(source)
        if known is not None:
            return known
        when = cls(source)
        if len(cls._parsed) >= _CACHE_LIMIT:
            cls._parsed.clear()
        cls._parsed[source] = when
        return when

    def evaluate(self, context: Context) -> bool:
        return self._test(context.get)

    def __str__(self) -> str:
        return self.source

    def __repr__(self) -> str:
        return f"When.parse({self.source!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and other._words == self._words

    def __hash__(self) -> int:
        return hash(self._words)
