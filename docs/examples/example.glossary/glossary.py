"""Looks words up. What they mean is contributed by other extensions."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import ExtensionContext, Future, PointEntry, QuickPickItem


class Glossary:
    """All terms there are. The extensions that require this one are given it."""

    def __init__(self, context: ExtensionContext) -> None:
        self._context = context
        self._entries: list[PointEntry] = []

    def take(self, added: Sequence[PointEntry], removed: Sequence[PointEntry]) -> None:
        self._entries = [each for each in self._entries if each not in removed]
        self._entries += added
        self._entries.sort(key=lambda each: (-each.values["weight"], each.values["term"]))

    def meaning(self, term: str) -> str | None:
        """What a term means, None if nobody explains it."""
        for each in self._entries:
            if each.values["term"].casefold() == term.casefold():
                return str(each.values["meaning"])
        return None

    def show(self) -> Future[None]:
        items = [
            QuickPickItem(each.values["term"], each.values["term"], each.extension_name)
            for each in self._entries
        ]

        def picked(term: str | None) -> None:
            if term is not None:
                self._context.window.notify(f"{term}: {self.meaning(term)}")

        return self._context.window.pick(items, "A word").then(picked)


def activate(context: ExtensionContext) -> None:
    glossary = Glossary(context)
    context.points.follow("example.glossary.terms", glossary.take)
    context.commands.handle("glossary.show", glossary.show)
    context.export(glossary)
