"""Greets. The demonstration changes this file, breaks it and repairs it while it runs."""

from __future__ import annotations

from pith.api import ExtensionContext

GREETING = "Good morning"


def activate(context: ExtensionContext) -> None:
    def greet() -> None:
        context.window.notify(f"{GREETING}, and welcome to Pith.")

    context.commands.handle("greeter.greet", greet)
    context.status.update("greeter", text=f"$(smiley) {GREETING}")
