"""Regular expressions as JavaScript has them, which snippets are written with, made into ours."""

from __future__ import annotations

import re
from typing import cast

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_ESCAPE = re.compile(
    r"\\(?:(?P<property>[pP]\{[^}]*\})|u\{(?P<long>[0-9A-Fa-f]{1,6})\}|u(?P<four>[0-9A-Fa-f]{4})"
    r"|x(?P<two>[0-9A-Fa-f]{2})|c(?P<control>[A-Za-z])|(?P<zero>0)(?!\d)|k<(?P<name>\w+)>"
    r"|(?P<known>[dDwWsSbBfnrtv]|[1-9]\d*)|(?P<other>.))",
    re.DOTALL,
)
_NAMED_GROUP = re.compile(r"\(\?<(?=\w)")
_SPECIAL_IN_SET = frozenset("[]\\^-&~|")


def compile_javascript(source: str, options: str) -> re.Pattern[str]:
    """The regular expression with those of the options i, m and s; others change nothing.

    Letters and digits are those of every script. Raises re.error if it is none.
    """
    flags = 0
    for option in options:
        flags |= _FLAGS.get(option, 0)
    translated = _Translation(source, "m" in options).text
    try:
        return re.compile(translated, flags)
    except re.error:
        # Properties of Unicode, and looking back at what has no fixed length.
        import regex

        try:
            return cast("re.Pattern[str]", regex.compile(translated, flags))
        except regex.error as error:
            raise re.error(str(error), source) from error


class _Translation:
    def __init__(self, source: str, multiline: bool) -> None:
        self._source = source
        self._at = 0
        self._end = "$" if multiline else r"\Z"
        self._parts: list[str] = []
        while self._at < len(source):
            self._parts.append(self._next())
        self.text = "".join(self._parts)

    def _next(self) -> str:
        source, at = self._source, self._at
        sign = source[at]
        if sign == "\\" and at + 1 < len(source):
            return self._escaped(within_set=False)
        if sign == "[":
            return self._set()
        self._at += 1
        if sign == "$":
            return self._end  # ours also matches before a line break that ends the text
        if sign == "{" and source.startswith("{,", at):
            return r"\{"  # no repetition in JavaScript
        if sign == "(" and _NAMED_GROUP.match(source, at):
            self._at += 2
            return "(?P<"
        return sign

    def _escaped(self, *, within_set: bool) -> str:
        """What begins with a backslash, which is read."""
        match = _ESCAPE.match(self._source, self._at)
        assert match is not None
        self._at = match.end()
        kind = match.lastgroup
        value = match[kind or 0]
        if kind == "property":
            return "\\" + value
        if kind in ("long", "four", "two"):
            return f"\\U{int(value, 16):08x}"
        if kind == "control":
            return f"\\x{ord(value) % 32:02x}"
        if kind == "zero":
            return r"\x00"
        if kind == "name":
            return f"(?P={value})"
        if kind == "known":
            return "\\" + value
        # Before whatever else it stands for that, and ours refuses letters.
        special = value in _SPECIAL_IN_SET if within_set else not value.isalnum()
        return "\\" + value if special else value

    def _set(self) -> str:
        """A set of characters, which is read up to its bracket."""
        source = self._source
        self._at += 1
        negative = source.startswith("^", self._at)
        self._at += negative
        members: list[str] = []
        while self._at < len(source) and source[self._at] != "]":
            first = self._member()
            members.append(first)
            if self._source.startswith("-", self._at) and not source.startswith("-]", self._at):
                self._at += 1
                last = self._member() if self._at < len(source) else ""
                between = "-" if _is_one(first) and _is_one(last) else r"\-"
                members.append(between + last)
        closed = self._at < len(source)
        self._at += 1
        if not members:
            return r"[\s\S]" if negative else "(?!)"
        return f"[{'^' * negative}{''.join(members)}" + "]" * closed

    def _member(self) -> str:
        sign = self._source[self._at]
        if sign == "\\" and self._at + 1 < len(self._source):
            return self._escaped(within_set=True)
        self._at += 1
        return "\\" + sign if sign in _SPECIAL_IN_SET else sign


def _is_one(member: str) -> bool:
    """Whether a member of a set is one character, which a range may begin or end with."""
    return re.fullmatch(r"\\[dDwWsS]|\\[pP]\{.*", member) is None
