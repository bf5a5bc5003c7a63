"""Explains the words of those who write editors, and asks the glossary for one of them."""

from __future__ import annotations

from pith.api import ExtensionContext


def activate(context: ExtensionContext) -> None:
    glossary = context.require("example.glossary")

    def explain() -> None:
        context.window.notify(glossary.meaning("caret") or "Nobody explains it.")

    context.commands.handle("glossaryEditors.caret", explain)
