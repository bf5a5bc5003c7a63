"""Contributions by id, of which the topmost counts and one below may not be pushed aside."""

from __future__ import annotations

from typing import Generic, TypeVar

from pith.base import OnDispose, Problem, ProblemError

T = TypeVar("T")


class Contribution(Generic[T]):
    """One contributor's entry under an id."""

    __slots__ = ("overrides", "owner", "value")

    def __init__(self, value: T, owner: str, overrides: bool) -> None:
        self.value = value
        self.owner = owner
        self.overrides = overrides


class ContributionStacks(Generic[T]):
    """For each id one plain contribution at the bottom and those that override it, in order.

    The order in which the plain one and the overriding ones arrive does not matter, so that
    loading the owner of the plain one again does not turn things round.
    """

    __slots__ = ("_stacks", "_what")

    def __init__(self, what: str) -> None:
        self._what = what
        self._stacks: dict[str, list[Contribution[T]]] = {}

    def add(self, contribution_id: str, value: T, owner: str, overrides: bool) -> OnDispose:
        """Enter a contribution until it is disposed.

        Raises ProblemError, naming both owners, if there is a plain one and this is another.
        """
        stack = self._stacks.setdefault(contribution_id, [])
        if not overrides and stack and not stack[0].overrides:
            raise ProblemError(
                Problem(
                    f"{owner or 'the program'} cannot {self._what} the command "
                    f"'{contribution_id}': {stack[0].owner or 'the program'} does",
                    advice="use an id of your own, or say overrides = true",
                )
            )
        entry = Contribution(value, owner, overrides)
        stack.insert(len(stack) if overrides else 0, entry)
        return OnDispose(lambda: self._remove(contribution_id, entry))

    def _remove(self, contribution_id: str, entry: Contribution[T]) -> None:
        stack = [each for each in self._stacks[contribution_id] if each is not entry]
        if stack:
            self._stacks[contribution_id] = stack
        else:
            del self._stacks[contribution_id]

    def top(self, contribution_id: str) -> Contribution[T] | None:
        stack = self._stacks.get(contribution_id)
        return stack[-1] if stack else None

    def stack(self, contribution_id: str) -> list[Contribution[T]]:
        """All contributions of an id, the one that counts last. Not to be changed."""
        return self._stacks.get(contribution_id, [])

    def tops(self) -> list[Contribution[T]]:
        """What counts for each id, in the order in which the ids first came."""
        return [stack[-1] for stack in self._stacks.values()]
