"""Reading the body of a snippet.

The syntax: https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax
What does not fit it is text, as in VS Code: a body may hold `${` of its own language.
"""

from __future__ import annotations

import re

from pith.edit.snippets._javascript import compile_javascript
from pith.edit.snippets._nodes import (
    CASES,
    FormatPart,
    Literal,
    Node,
    Snippet,
    Stop,
    Transform,
    Variable,
)

_PLAIN = re.compile(r"\$(?:(\d+)|([A-Za-z_]\w*))", re.ASCII)
_BRACED = re.compile(r"\$\{(?:(\d+)|([A-Za-z_]\w*))", re.ASCII)
_DEEPEST = 50


class SnippetError(Exception):
    """A body that cannot be used: `offset` says where in it, counted in code points."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def parse_snippet(source: str) -> Snippet:
    """The snippet with that body. Raises SnippetError for a transform whose regular expression
    is none, or that asks for a case there is not, and for what is nested too deeply."""
    return Snippet(_Parser(source.replace("\r\n", "\n")).nodes_until_end())


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._depth = 0
        self._known: dict[int, tuple[Node | None, int]] = {}
        """What was found at a "$", and where it ends: what is not closed is tried once only."""

    def nodes_until_end(self) -> tuple[Node, ...]:
        return self._nodes(False)

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _nodes(self, within: bool) -> tuple[Node, ...]:
        """Up to the brace that closes what they are `within`, or to the end."""
        nodes: list[Node] = []
        text: list[str] = []
        source = self._source

        def end_text() -> None:
            if text:
                nodes.append(Literal("".join(text)))
                text.clear()

        while self._at < len(source):
            sign = source[self._at]
            if sign == "\\" and source[self._at + 1 : self._at + 2] in ("$", "}", "\\"):
                text.append(source[self._at + 1])
                self._at += 2
            elif sign == "}" and within:
                break
            elif sign == "$" and (node := self._dollar()) is not None:
                end_text()
                nodes.append(node)
            else:
                text.append(sign)
                self._at += 1
        end_text()
        return tuple(nodes)

    def _dollar(self) -> Node | None:
        """What begins at this "$"; None, and nothing read, if it is only that."""
        start = self._at
        known = self._known.get(start)
        if known is None:
            self._depth += 1
            if self._depth > _DEEPEST:
                raise SnippetError(f"nested more than {_DEEPEST} levels deep", start)
            node = self._read_dollar()
            self._depth -= 1
            known = self._known[start] = (node, self._at if node is not None else start)
        self._at = known[1]
        return known[0]

    def _read_dollar(self) -> Node | None:
        plain = _PLAIN.match(self._source, self._at)
        if plain:
            self._at = plain.end()
            return _node(plain)
        braced = _BRACED.match(self._source, self._at)
        if braced is None:
            return None
        self._at = braced.end()
        sign = self._peek()
        self._at += 1
        if sign == "}":
            return _node(braced)
        if sign == ":":
            children = self._nodes(True)
            if self._peek() != "}":
                return None
            self._at += 1
            return _node(braced, children)
        if sign == "|" and braced[1]:
            choices = self._choices()
            return None if choices is None else Stop(int(braced[1]), (), choices)
        if sign == "/":
            transform = self._transform()
            return None if transform is None else _node(braced, transform=transform)
        return None

    def _choices(self) -> tuple[str, ...] | None:
        choices = [""]
        source = self._source
        while self._at < len(source):
            sign = source[self._at]
            if sign == "\\" and source[self._at + 1 : self._at + 2] in (",", "|", "\\"):
                choices[-1] += source[self._at + 1]
                self._at += 2
                continue
            if source.startswith("|}", self._at):
                self._at += 2
                return tuple(choices) if any(choices) else None
            if sign == ",":
                choices.append("")
            else:
                choices[-1] += sign
            self._at += 1
        return None

    def _until_slash(self) -> str | None:
        """What comes before the next "/" that no backslash stands before; backslashes stay,
        but for those of slashes."""
        start = self._at
        source = self._source
        while self._at < len(source):
            if source[self._at] == "\\":
                self._at += 2
            elif source[self._at] == "/":
                self._at += 1
                return source[start : self._at - 1].replace("\\/", "/")
            else:
                self._at += 1
        return None

    def _transform(self) -> Transform | None:
        start = self._at
        pattern = self._until_slash()
        if pattern is None:
            return None
        parts = self._format()
        if parts is None:
            return None
        options = re.compile(r"[a-z]*").match(self._source, self._at)
        assert options is not None
        self._at = options.end()
        if self._peek() != "}":
            return None
        self._at += 1
        try:
            compiled = compile_javascript(pattern, options.group())
        except (re.error, OverflowError) as error:
            message = f"`{pattern}` is no regular expression: {error}"
            raise SnippetError(message, start) from error
        return Transform(compiled, parts, "g" in options.group())

    def _format(self) -> tuple[str | FormatPart, ...] | None:
        """What matches are replaced with, up to the slash after it."""
        parts: list[str | FormatPart] = []
        source = self._source

        def add(text: str) -> None:
            if parts and isinstance(parts[-1], str):
                parts[-1] += text
            else:
                parts.append(text)

        while self._at < len(source):
            sign = source[self._at]
            if sign == "\\" and source[self._at + 1 : self._at + 2] in ("/", "$", "}", "\\"):
                add(source[self._at + 1])
                self._at += 2
            elif sign == "/":
                self._at += 1
                return tuple(parts)
            elif sign == "$" and (part := self._group()) is not None:
                parts.append(part)
            else:
                add(sign)
                self._at += 1
        return None

    def _group(self) -> FormatPart | None:
        """`$1`, `${1}` and what a colon adds to it."""
        start = self._at
        match = re.compile(r"\$(\d+)|\$\{(\d+)(\}|:)").match(self._source, start)
        if match is None:
            return None
        self._at = match.end()
        number = int(match[1] or match[2])
        if match[3] != ":":
            return FormatPart(number)
        kind = self._peek()
        if kind == "/":
            name = re.compile(r"/(\w+)\}").match(self._source, self._at)
            if name is None:
                self._at = start
                return None
            if name[1] not in CASES:
                known = ", ".join(sorted(CASES))
                raise SnippetError(f"there is no case `{name[1]}`, only {known}", self._at + 1)
            self._at = name.end()
            return FormatPart(number, name[1])
        if kind in ("+", "?", "-"):
            self._at += 1
        present = self._branch(":") if kind == "?" else None
        last = self._branch("}")
        if last is None or (kind == "?" and present is None):
            self._at = start
            return None
        if kind == "+":
            return FormatPart(number, present=last)
        return FormatPart(number, present=present, absent=last)

    def _branch(self, end: str) -> str | None:
        """The text up to `end`, which is read as well."""
        text: list[str] = []
        while self._at < len(self._source):
            sign = self._source[self._at]
            self._at += 1
            if sign == "\\" and self._peek() in (end, "\\", "/", "$") and self._peek():
                text.append(self._peek())
                self._at += 1
            elif sign == end:
                return "".join(text)
            else:
                text.append(sign)
        return None


def _node(
    match: re.Match[str],
    children: tuple[Node, ...] | None = None,
    transform: Transform | None = None,
) -> Node:
    if match[1]:
        return Stop(int(match[1]), children or (), (), transform)
    return Variable(match[2], children, transform)
