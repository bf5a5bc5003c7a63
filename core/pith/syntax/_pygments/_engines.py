"""Lexing from any boundary between two tokens, for each kind of lexer that Pygments has.

An engine yields batches. A batch is what was found up to the first rule boundary after a newline:
the position there, the state there, and the tokens since the batch before. Going on from that
position in that state yields exactly the rest of what lexing on would have yielded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from time import sleep
from typing import Any, Final, Protocol

from pygments.lexer import LexerContext
from pygments.token import Error, Text, Whitespace

from pith.syntax._pygments._rules import PygmentsTables, Token
from pith.syntax._pygments._states import Stack, Tables

State = Any  # a Stack or a ContextState: compared with ==, otherwise opaque
Found = tuple[int, Token, int]  # start, type, end
Batch = tuple[int, State, list[Found]]

# A lexer that matches nothing over and over is taken to be stuck after so many times in a line.
_STUCK: Final = 5_000
_NEVER: Final = sys.maxsize
_TOKENS_A_SLICE: Final = 250
_PAUSE: Final = 0.000_05  # seconds


class ForeignLexer(Exception):
    """Another lexer would have to run, which the caller of `batches` did not allow."""


class Engine(Protocol):
    """A lexer that can be started at any boundary it has named."""

    @property
    def start(self) -> State:
        """The state at the start of a text."""
        ...

    @property
    def resumes(self) -> bool:
        """Whether it names boundaries at all; else it must be given a whole text."""
        ...

    @property
    def back_off(self) -> int:
        """How many boundaries before an edit lexing must restart."""
        ...

    def batches(
        self, source: str, position: int, state: State, foreign: bool = True
    ) -> Iterator[Batch]:
        """Lex `source` from `position` in `state` to its end.

        The last batch's position is the length of `source`. With `foreign` false, ForeignLexer is
        raised instead of running another lexer (the code of a Markdown fence, the script in HTML).
        """
        ...

    def warm(self) -> Iterator[None]:
        """Compile what has not been needed yet, a little at a time."""
        ...


class RegexEngine:
    """Drives the tables of a RegexLexer."""

    resumes = True
    back_off = 3

    def __init__(self, lexer: Any, tables: Tables, initial: tuple[str, ...] = ("root",)) -> None:
        self._lexer = lexer
        self._tables = tables
        self._roots: dict[str, Stack] = {}
        self.start: Stack = self.stack(initial)

    def stack(self, names: tuple[str, ...] | list[str]) -> Stack:
        root = self._roots.get(names[0])
        if root is None:
            root = self._roots.setdefault(names[0], Stack(self._tables, names[0], None))
        return root.push_all(names[1:])

    def batches(
        self, source: str, position: int, state: Stack, foreign: bool = True
    ) -> Iterator[Batch]:
        lexer = self._lexer
        find = source.find
        length = len(source)
        line_end = find("\n", position)
        boundary = line_end + 1 if line_end >= 0 else _NEVER
        table = state.table
        batch: list[Found] = []
        add = batch.append
        idle = 0
        while True:
            for match, token, parts, callback, move in table[
                source[position] if position < length else ""
            ]:
                found = match(source, position)
                if found is None:
                    continue
                end = found.end()
                if token is not None:
                    add((position, token, end))
                elif parts is not None:
                    for group, part in parts:
                        first, last = found.span(group)
                        if first != last:
                            add((first, part, last))
                elif callback is not None:
                    if callback.foreign and not foreign:
                        raise ForeignLexer
                    for first, part, text in callback.function(lexer, found):
                        add((first, part, first + len(text)))
                if end == position:
                    idle += 1
                    if idle > _STUCK:
                        continue  # let the remaining rules try, then step over a character
                position = end
                if move is not None:
                    state = state.after(move)
                    table = state.table
                break
            else:
                if position >= length:
                    yield length, state, batch
                    return
                if source[position] == "\n":
                    add((position, Whitespace, position + 1))
                    state = self.stack(("root",))
                    table = state.table
                else:
                    add((position, Error, position + 1))
                position += 1
            if position >= boundary:
                yield position, state, batch
                batch = []
                add = batch.append
                idle = 0
                line_end = find("\n", position)
                boundary = line_end + 1 if line_end >= 0 else _NEVER

    def warm(self) -> Iterator[None]:
        for table in list(self._tables.values()):
            yield from table.warm()


class _WholeMatch:
    """The match of the one rule of a _Feed."""

    def __init__(self, length: int) -> None:
        self._length = length

    def end(self) -> int:
        return self._length


class _Feed(dict[str, Any]):
    """Stands in for a lexer's `_tokens` and gives Pygments' loop one rule: all tokens of ours.

    Lexers that work over what RegexLexer.get_tokens_unprocessed yields call it by name or through
    super(). Either way it reads `self._tokens`, and so gets the tokens from the engine.
    """

    def __init__(self, tokens: Iterator[tuple[int, Token, str]], length: int) -> None:
        super().__init__()
        match = _WholeMatch(length) if length else None
        self._rules = [
            (
                lambda _text, position: None if position else match,
                lambda _lexer, _match: tokens,
                None,
            )
        ]

    def __missing__(self, state: str) -> Any:
        return self._rules


class FilteredEngine:
    """A RegexLexer whose get_tokens_unprocessed looks at one token at a time."""

    def __init__(self, engine: RegexEngine, lexer: Any) -> None:
        self._engine = engine
        self._lexer = lexer
        self.start = engine.start
        self.back_off = engine.back_off
        self.resumes = engine.resumes

    def batches(
        self, source: str, position: int, state: State, foreign: bool = True
    ) -> Iterator[Batch]:
        boundaries: list[tuple[int, State]] = []

        def feed() -> Iterator[tuple[int, Token, str]]:
            for after, state_after, batch in self._engine.batches(source, position, state, foreign):
                for start, token, end in batch:
                    yield start, token, source[start:end]
                boundaries.append((after, state_after))

        # The instance's own attribute hides the class's; a new instance for each run, because two
        # documents may be lexed at the same time.
        lexer = object.__new__(type(self._lexer))
        lexer.__dict__.update(self._lexer.__dict__)
        lexer._tokens = _Feed(feed(), len(source))
        batch: list[Found] = []
        for start, token, text in lexer.get_tokens_unprocessed(source):
            if boundaries:
                yield *boundaries.pop(0), batch
                batch = []
                while boundaries:  # a batch without tokens
                    yield *boundaries.pop(0), []
            batch.append((start, token, start + len(text)))
        for boundary in boundaries or [(len(source), state)]:
            yield *boundary, batch
            batch = []

    def warm(self) -> Iterator[None]:
        return self._engine.warm()


class ContextState:
    """What an ExtendedRegexLexer knows at a boundary: a frozen copy of its context."""

    __slots__ = ("_hash", "attributes", "stack")

    def __init__(self, stack: tuple[str, ...], attributes: tuple[tuple[str, Any], ...]) -> None:
        self.stack = stack
        self.attributes = attributes
        self._hash = hash((stack, attributes))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, ContextState)
            and self._hash == other._hash
            and self.stack == other.stack
            and self.attributes == other.attributes
        )

    def __repr__(self) -> str:
        return f"<ContextState {'/'.join(self.stack)} {dict(self.attributes)}>"


_OWN_ATTRIBUTES = frozenset({"text", "pos", "end", "stack"})


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return (list, tuple(_freeze(each) for each in value))
    if isinstance(value, tuple):
        return (tuple, tuple(_freeze(each) for each in value))
    return value


def _thaw(value: Any) -> Any:
    if isinstance(value, tuple):
        kind, members = value
        return kind(_thaw(each) for each in members)
    return value


class ContextEngine:
    """Drives an ExtendedRegexLexer, whose rules see and change a context; the context is copied."""

    resumes = True
    back_off = 3

    def __init__(self, lexer: Any, tables: Tables, context: Any) -> None:
        self._lexer = lexer
        self._tables = tables
        self._context_class = type(context)
        self.start = self._freeze(context)

    def _freeze(self, context: Any) -> ContextState:
        attributes = tuple(
            (name, _freeze(value))
            for name, value in sorted(vars(context).items())
            if name not in _OWN_ATTRIBUTES
        )
        return ContextState(tuple(context.stack), attributes)

    def _thaw(self, state: ContextState, source: str, position: int) -> Any:
        context = LexerContext.__new__(self._context_class)
        context.__dict__.update((name, _thaw(value)) for name, value in state.attributes)
        context.text = source
        context.pos = position
        context.end = len(source)
        context.stack = list(state.stack)
        return context

    def batches(
        self, source: str, position: int, state: ContextState, foreign: bool = True
    ) -> Iterator[Batch]:
        lexer = self._lexer
        tables = self._tables
        context = self._thaw(state, source, position)
        length = len(source)
        line_end = source.find("\n", position)
        boundary = line_end + 1 if line_end >= 0 else _NEVER
        table = tables[context.stack[-1]]
        batch: list[Found] = []
        idle = 0
        while True:
            position = context.pos
            for match, token, parts, callback, move in table[
                source[position] if position < length else ""
            ]:
                found = match(source, position)
                if found is None:
                    continue
                if token is not None:
                    context.pos = found.end()
                    batch.append((position, token, context.pos))
                elif parts is not None:
                    for group, part in parts:
                        first, last = found.span(group)
                        if first != last:
                            batch.append((first, part, last))
                    context.pos = found.end()
                elif callback is not None:
                    if callback.foreign and not foreign:
                        raise ForeignLexer
                    for first, part, text in callback.function(lexer, found, context):
                        batch.append((first, part, first + len(text)))
                    if not move:
                        table = tables[context.stack[-1]]
                if context.pos == position:
                    idle += 1
                    if idle > _STUCK:
                        continue
                if move is not None:
                    _move(context.stack, move)
                    table = tables[context.stack[-1]]
                break
            else:
                if position >= length:
                    yield length, self._freeze(context), batch
                    return
                if source[position] == "\n":
                    context.stack = ["root"]
                    table = tables["root"]
                    batch.append((position, Text, position + 1))
                else:
                    batch.append((position, Error, position + 1))
                context.pos += 1
            if context.pos >= boundary:
                yield context.pos, self._freeze(context), batch
                batch = []
                idle = 0
                line_end = source.find("\n", context.pos)
                boundary = line_end + 1 if line_end >= 0 else _NEVER

    def warm(self) -> Iterator[None]:
        for table in list(self._tables.values()):
            yield from table.warm()


def _move(stack: list[str], move: Any) -> None:
    if isinstance(move, tuple):
        for name in move:
            if name == "#pop":
                if len(stack) > 1:
                    stack.pop()
            else:
                stack.append(stack[-1] if name == "#push" else name)
    elif isinstance(move, int):
        del stack[max(1, len(stack) + move) :]
    else:
        stack.append(stack[-1])


class WholeEngine:
    """A lexer that can only be run over a whole text: it has one boundary, the start."""

    start: State = "start"
    resumes = False
    back_off = 0

    def __init__(self, lexer_class: Any) -> None:
        self._lexer_class = lexer_class

    def batches(
        self, source: str, position: int, state: State, foreign: bool = True
    ) -> Iterator[Batch]:
        if not foreign:
            raise ForeignLexer
        lexer = self._lexer_class()
        found: list[Found] = []
        for start, token, text in lexer.get_tokens_unprocessed(source):
            found.append((start, token, start + len(text)))
            if not len(found) % _TOKENS_A_SLICE:
                sleep(_PAUSE)  # there are no batches at which others could take a turn
        found.sort(key=lambda each: each[0])
        yield len(source), None, found

    def warm(self) -> Iterator[None]:
        return iter(())


__all__ = [
    "Batch",
    "ContextEngine",
    "ContextState",
    "Engine",
    "FilteredEngine",
    "ForeignLexer",
    "Found",
    "PygmentsTables",
    "RegexEngine",
    "State",
    "WholeEngine",
]
