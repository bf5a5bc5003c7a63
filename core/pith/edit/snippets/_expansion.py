"""The text a snippet becomes at one caret, and where its places are in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pith.edit._options import EditOptions
from pith.edit.commands._common import indentation
from pith.edit.snippets._nodes import Literal, Node, Snippet, Stop, Transform, Variable


class Place(NamedTuple):
    """Where a stop is: offsets count from the start of the expanded text. `parent` is the index
    of the place it lies in, -1 if it is in none."""

    number: int
    start: int
    end: int
    transform: Transform | None
    parent: int


class Expansion(NamedTuple):
    """What a snippet becomes. Places come in the order of the body, outer ones first."""

    text: str
    places: tuple[Place, ...]
    choices: dict[int, tuple[str, ...]]


def expand(
    snippet: Snippet,
    value_of: Callable[[str], str | None],
    options: EditOptions,
    white: str = "",
) -> Expansion:
    """Expand the snippet into a line with the indentation `white`, which its other lines get.

    `value_of` gives the value of a variable, None for one there is not: that becomes a place to
    fill in, with its name.
    """
    return _Expander(snippet, value_of, options, white).expansion()


class _Expander:
    def __init__(
        self,
        snippet: Snippet,
        value_of: Callable[[str], str | None],
        options: EditOptions,
        white: str,
    ) -> None:
        self._snippet = snippet
        self._value_of = value_of
        self._options = options
        self._white = white
        self._text: list[str] = []
        self._length = 0
        self._at_start = False
        self._places: list[Place] = []
        self._choices: dict[int, tuple[str, ...]] = {}
        self._parents: list[int] = []
        self._open: list[int] = []
        self._defining: dict[int, Stop] = {}
        self._find_defining(snippet.nodes)
        self._next_number = max(self._numbers(snippet.nodes), default=0) + 1
        self._unknown: dict[str, int] = {}

    def expansion(self) -> Expansion:
        self._emit_all(self._snippet.nodes)
        if not any(place.number == 0 for place in self._places):
            self._places.append(Place(0, self._length, self._length, None, -1))
        return Expansion("".join(self._text), tuple(self._places), self._choices)

    # What it is made of

    def _find_defining(self, nodes: Sequence[Node]) -> None:
        """For each number the first place that says what it holds at first."""
        for node in nodes:
            if isinstance(node, Stop):
                if node.children or node.choices:
                    self._defining.setdefault(node.number, node)
                self._find_defining(node.children)
            elif isinstance(node, Variable) and node.default:
                self._find_defining(node.default)

    def _numbers(self, nodes: Sequence[Node]) -> list[int]:
        found = []
        for node in nodes:
            if isinstance(node, Stop):
                found += [node.number, *self._numbers(node.children)]
            elif isinstance(node, Variable) and node.default:
                found += self._numbers(node.default)
        return found

    # Writing it

    def _write(self, text: str) -> None:
        """Add text: its line breaks and tabs are made those of the document."""
        lines = text.split("\n")
        for index, line in enumerate(lines):
            if index:
                self._add(self._options.line_ending + self._white)
                self._at_start = True
            if line:
                rest = line.lstrip("\t") if self._at_start or not self._length else line
                tabs = len(line) - len(rest)
                if tabs:
                    self._add(indentation(tabs * self._options.tab_size, self._options))
                self._add(rest)
                self._at_start = self._at_start and not rest

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _emit_all(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            if isinstance(node, Literal):
                self._write(node.text)
            elif isinstance(node, Stop):
                self._emit_stop(node)
            else:
                self._emit_variable(node)

    def _emit_stop(self, stop: Stop) -> None:
        index = self._begin(stop.number, stop.transform)
        if stop.choices:
            self._choices.setdefault(stop.number, stop.choices)
            self._write(stop.choices[0])
        elif stop.children and stop.number not in self._open:
            self._open.append(stop.number)
            self._emit_all(stop.children)
            self._open.pop()
        elif not stop.children:
            content = self._plain(stop.number)
            self._write(content if stop.transform is None else stop.transform.apply(content))
        self._end(index)

    def _emit_variable(self, variable: Variable) -> None:
        value = self._value_of(variable.name)
        if value is None and variable.default is None:
            number = self._unknown.setdefault(variable.name, self._next_number)
            self._next_number = max(self._next_number, number + 1)
            index = self._begin(number, None)
            self._write(variable.name)
            self._end(index)
            return
        if variable.transform is not None:
            self._write_value(variable.transform.apply(value or ""))
        elif value:
            self._write_value(value)
        elif variable.default is not None:
            self._emit_all(variable.default)

    def _write_value(self, value: str) -> None:
        """The value of a variable: its lines go as deep as the line of the body it stands in."""
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        first, *rest = value.split("\n")
        if not rest:
            self._write(first)
            return
        line = "".join(self._text).rpartition("\n")[2] if self._length else ""
        deeper = line[: len(line) - len(line.lstrip(" \t"))].removeprefix(self._white)
        moved = [deeper + each.removeprefix(self._white) if each.strip() else each for each in rest]
        self._write("\n".join([first, *moved]))

    def _begin(self, number: int, transform: Transform | None) -> int:
        parent = self._parents[-1] if self._parents else -1
        self._places.append(Place(number, self._length, -1, transform, parent))
        self._parents.append(len(self._places) - 1)
        return len(self._places) - 1

    def _end(self, index: int) -> None:
        self._parents.pop()
        self._places[index] = self._places[index]._replace(end=self._length)

    def _plain(self, number: int) -> str:
        """The text of what the places of a number hold at first."""
        defining = self._defining.get(number)
        if defining is None or number in self._open:
            return ""
        if defining.choices:
            return defining.choices[0]
        self._open.append(number)
        text = self._text_of(defining.children)
        self._open.pop()
        return text

    def _text_of(self, nodes: Sequence[Node]) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, Literal):
                parts.append(node.text)
            elif isinstance(node, Stop):
                if node.choices:
                    parts.append(node.choices[0])
                elif node.children:
                    parts.append(self._text_of(node.children))
                else:
                    content = self._plain(node.number)
                    transform = node.transform
                    parts.append(content if transform is None else transform.apply(content))
            else:
                value = self._value_of(node.name)
                if node.transform is not None:
                    parts.append(node.transform.apply(value or ""))
                elif value:
                    parts.append(value)
                elif node.default is not None:
                    parts.append(self._text_of(node.default))
                elif value is None:
                    parts.append(node.name)
        return "".join(parts)
