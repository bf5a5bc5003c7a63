"""Commands that open the list to pick from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._window._tab import Place

if TYPE_CHECKING:
    from pith.workspace import Document
    from pith_app._pickers._sources import Sources
    from pith_app._program import Program
    from pith_app._window._pick import PickSource


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""

    def sources() -> Sources:
        # Made when a list is first asked for: none of it is needed for the first paint.
        from pith_app._pickers._sources import Sources

        return Sources(program)

    def shows(make: Callable[[Sources], PickSource], query: str = "") -> Callable[[], None]:
        return lambda: program.pick_from(make(sources()), query)

    def on_document(make: Callable[[Sources, Document], PickSource]) -> Callable[[], Any]:
        def run() -> Any:
            tab = program.editors.active
            if tab is None or tab.document is None:
                return NOT_HANDLED
            program.pick_from(make(sources(), tab.document), "")
            return None

        return run

    def reopen_with() -> Any:
        tab = program.editors.active
        if tab is not None and tab.binary is not None:
            program.pick_from(sources().open_with(tab), "")
        elif tab is not None and tab.document is not None and tab.document.file.path is not None:
            program.pick_from(sources().reopen_with(tab.document), "")
        else:
            return NOT_HANDLED
        return None

    def open_as_text() -> Any:
        tab = program.editors.active
        if tab is None or tab.binary is None:
            return NOT_HANDLED
        program.editors.open_as(tab, "utf-8")
        return None

    def open_in() -> Any:
        tab = program.editors.active
        source = sources().open_in(tab) if tab is not None else None
        if source is None:
            return NOT_HANDLED
        program.pick_from(source, "")
        return None

    def go_to_line(line: int | None = None, column: int | None = None) -> Any:
        """Go to `line` and `column` (from 1); ask without."""
        tab = program.editors.active
        if tab is None or tab.view is None:
            return NOT_HANDLED
        if line is not None:
            program.editors.go_to(tab, Place(line - 1, column - 1 if column else None))
            return None
        source = sources().go_to_line()
        if source is not None:
            program.pick_from(source, ":")
        return None

    return {
        "palette.show": shows(lambda each: each.palette(), ">"),
        "quickOpen.show": shows(lambda each: each.quick_open()),
        "go.line": go_to_line,
        "language.select": on_document(lambda each, document: each.language(document)),
        "encoding.select": on_document(lambda each, document: each.encoding(document)),
        "encoding.reopen": reopen_with,
        "encoding.save": on_document(lambda each, document: each.save_with(document)),
        "file.openAsText": open_as_text,
        "file.openWith": open_in,
        "indentation.select": on_document(lambda each, document: each.indentation(document)),
        "lineEnding.select": on_document(lambda each, document: each.line_ending(document)),
        "theme.select": shows(lambda each: each.theme()),
        "iconTheme.select": shows(lambda each: each.icon_theme()),
        "keymap.select": shows(lambda each: each.keymap()),
        "window.switchTab": shows(lambda each: each.tabs()),
        "output.selectChannel": shows(lambda each: each.channels()),
        "notifications.show": shows(lambda each: each.notifications()),
        "notifications.clear": program.notifications.clear,
        "problems.show": shows(lambda each: each.problems()),
    }
