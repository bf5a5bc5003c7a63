"""Stacks of lexer states as a tree, so that a stack is one object and comparing two is free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pith.syntax._pygments._rules import RuleTable


class Tables(dict[str, RuleTable]):
    """The rule tables of a lexer by the name of the state, made when they are first entered."""

    def __init__(self, definitions: Mapping[str, Any]) -> None:
        super().__init__()
        self._definitions = definitions

    def __missing__(self, name: str) -> RuleTable:
        table = RuleTable(self._definitions[name])
        # Two threads may get here at once; both must go on with the same table.
        return self.setdefault(name, table)


class Stack:
    """A stack of state names: the name on top and the stack below it.

    Equal stacks of one lexer are the same object. They live as long as the lexer's engine.
    """

    __slots__ = ("_above", "_moves", "_tables", "below", "name", "table")

    def __init__(self, tables: Tables, name: str, below: Stack | None) -> None:
        self._tables = tables
        self.name = name
        self.below = below
        self.table = tables[name]
        self._above: dict[str, Stack] = {}
        self._moves: dict[Any, Stack] = {}

    def __repr__(self) -> str:
        return f"<Stack {'/'.join(self.names())}>"

    def names(self) -> list[str]:
        """The names from the bottom up."""
        names: list[str] = []
        stack: Stack | None = self
        while stack is not None:
            names.append(stack.name)
            stack = stack.below
        return names[::-1]

    def push(self, name: str) -> Stack:
        above = self._above.get(name)
        if above is None:
            above = self._above.setdefault(name, Stack(self._tables, name, self))
        return above

    def push_all(self, names: Sequence[str]) -> Stack:
        stack = self
        for name in names:
            stack = stack.push(name)
        return stack

    def bottom(self) -> Stack:
        stack = self
        while stack.below is not None:
            stack = stack.below
        return stack

    def after(self, move: Any) -> Stack:
        """The stack after a rule's `new_state`, as RegexLexer works it out."""
        stack = self._moves.get(move)
        if stack is None:
            stack = self._moves[move] = self._moved(move)
        return stack

    def _moved(self, move: Any) -> Stack:
        stack = self
        if isinstance(move, tuple):
            for name in move:
                if name == "#pop":
                    stack = stack.below or stack
                elif name == "#push":
                    stack = stack.push(stack.name)
                else:
                    stack = stack.push(name)
        elif isinstance(move, int):  # a number of states to pop, negative
            for _ in range(abs(move)):
                stack = stack.below or stack
        else:
            assert move == "#push", move
            stack = stack.push(stack.name)
        return stack
