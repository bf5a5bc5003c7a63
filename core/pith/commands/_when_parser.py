"""From the words of a when-expression to a function of the context.

The grammar is that of Visual Studio Code, `!` binding tightest, then `&&`, then `||`:

    or      = and { "||" and }
    and     = term { "&&" term }
    term    = "!" term | "(" or ")" | "true" | "false" | key [ test ]
    test    = ("==" | "!=" | "<" | "<=" | ">" | ">=") value
            | "=~" regex | ["not"] "in" key
"""

from __future__ import annotations

import operator
import re
import warnings
from collections.abc import Callable

from pith.base import ProblemError
from pith.commands._when_tests import (
    Test,
    all_of,
    any_of,
    compares,
    constant,
    equals,
    is_in,
    matches,
    negation,
    truth,
)
from pith.commands._when_tokens import Token, fail, tokens_of

_MAX_DEPTH = 100  # Python's own recursion limit is an order of magnitude away
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TESTS = ("==", "!=", "=~", *_COMPARISONS)
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_IGNORED_FLAGS = "gyu"  # these say how often and from where to match: one test has no use for them
_EXPECTED_TERM = "expected a context key, '!' or '('"


class Parser:
    """Reads one expression; `keys` are the context keys that it looks at."""

    def __init__(self, source: str) -> None:
        self.keys: set[str] = set()
        self._source = source
        self._tokens = tokens_of(source)
        self._index = 0
        self._depth = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The expression without its spaces."""
        return tuple(str(token) for token in self._tokens)

    def parse(self) -> Test:
        test = self._or()
        token = self._tokens[self._index]
        if token.kind == "end":
            return test
        if token.kind == ")":
            raise self._fail(token, "')' without '('")
        if token.kind in _TESTS:
            advice = "compare a key with a value; put '!' before parentheses: !(key == value)"
            raise self._fail(token, f"{token} follows no context key", advice)
        raise self._fail(token, f"expected '&&', '||' or the end before {token}")

    def _fail(self, token: Token, message: str, advice: str = "") -> ProblemError:
        return fail(self._source, token.column, message, advice)

    def _next(self) -> Token:
        token = self._tokens[self._index]
        if token.kind != "end":
            self._index += 1
        return token

    def _accept(self, kind: str) -> bool:
        if self._tokens[self._index].kind != kind:
            return False
        self._index += 1
        return True

    def _accept_word(self, word: str) -> bool:
        token = self._tokens[self._index]
        if token.kind != "word" or token.value != word:
            return False
        self._index += 1
        return True

    def _or(self) -> Test:
        terms = [self._and()]
        while self._accept("||"):
            terms.append(self._and())
        return any_of(terms)

    def _and(self) -> Test:
        terms = [self._term()]
        while self._accept("&&"):
            terms.append(self._term())
        return all_of(terms)

    def _term(self) -> Test:
        token = self._next()
        if token.kind == "word":
            if token.value in ("true", "false"):
                return constant(token.value == "true")
            return self._test_of(token)
        if token.kind not in ("!", "("):
            raise self._fail(token, f"{_EXPECTED_TERM} before {token}")
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._fail(token, f"more than {_MAX_DEPTH} parentheses or '!' in each other")
        if token.kind == "!":
            test = negation(self._term())
        else:
            test = self._or()
            if not self._accept(")"):
                found = self._tokens[self._index]
                advice = f"for the '(' in column {token.column}"
                raise self._fail(found, f"expected ')' before {found}", advice)
        self._depth -= 1
        return test

    def _test_of(self, key: Token) -> Test:
        if key.value in ("in", "not"):
            raise self._fail(key, f"{_EXPECTED_TERM} before '{key.value}'")
        name = key.value
        self.keys.add(name)
        token = self._tokens[self._index]
        if self._is_negated() and (token.kind in _TESTS or token.value in ("in", "not")):
            advice = "put the comparison in parentheses: !(key == value)"
            raise self._fail(token, f"{token} after '!{name}'", advice)
        if self._accept("=="):
            return equals(name, self._value("=="))
        if self._accept("!="):
            return negation(equals(name, self._value("!=")))
        if self._accept("=~"):
            return matches(name, self._pattern())
        if token.kind in _COMPARISONS:
            self._index += 1
            return compares(name, _COMPARISONS[token.kind], self._number(token))
        if self._accept_word("in"):
            return self._membership(name)
        if self._accept_word("not"):
            found = self._tokens[self._index]
            if not self._accept_word("in"):
                raise self._fail(found, f"expected 'in' after 'not', before {found}")
            return negation(self._membership(name))
        return truth(name)

    def _is_negated(self) -> bool:
        """Whether `!` stands before the key that was just read."""
        return self._index > 1 and self._tokens[self._index - 2].kind == "!"

    def _value(self, after: str) -> Token:
        token = self._next()
        if token.kind not in ("word", "string"):
            advice = "put values that are not plain words in ''"
            raise self._fail(token, f"expected a value after '{after}', before {token}", advice)
        return token

    def _number(self, comparison: Token) -> float:
        token = self._value(comparison.value)
        try:
            return float(token.value)
        except ValueError:
            raise self._fail(
                token, f"expected a number after '{comparison.value}' and not {token}"
            ) from None

    def _pattern(self) -> re.Pattern[str]:
        token = self._next()
        flags = re.RegexFlag(0)
        for letter in token.flags:
            if letter in _FLAGS:
                flags |= _FLAGS[letter]
            elif letter not in _IGNORED_FLAGS:
                advice = "known are i (any case), m (lines) and s (dot takes newlines)"
                raise self._fail(token, f"unknown flag '{letter}' of a regular expression", advice)
        # JavaScript, whose expressions these are, writes named groups without the P.
        pattern = re.sub(r"\(\?<(?![=!])", "(?P<", token.value)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what may mean something else in future
                return re.compile(pattern, flags)
        except (re.error, RecursionError, OverflowError) as error:
            raise self._fail(token, f"the regular expression is wrong: {error}") from None

    def _membership(self, name: str) -> Test:
        token = self._next()
        if token.kind != "word":
            raise self._fail(token, f"expected a context key that holds a list before {token}")
        self.keys.add(token.value)
        return is_in(name, token.value)
