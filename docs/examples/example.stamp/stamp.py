"""Inserts the date at every caret."""

from __future__ import annotations

from datetime import datetime

from pith.api import ExtensionContext, Future


def activate(context: ExtensionContext) -> None:
    def insert() -> Future[object]:
        written = f"{datetime.now():{context.settings.get('stamp.format')}}"
        return context.commands.execute("edit.insertText", text=written)

    context.commands.handle("stamp.insert", insert)
